// SPDX-License-Identifier: Apache-2.0
// Of the authors all that the best source names; of the dates the first of the best source.
#include "article/signature.h"

#include <algorithm>

#include "article/authors.h"
#include "article/dates.h"
#include "article/person.h"
#include "article/wire.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr Duration kClockSkew =
    std::chrono::hours(26);  // A date in the reader's zone may be a day ahead.

bool is_believable(const records::Date& date, Time fetched) {
  return fetched == Time{} || date.time <= fetched + kClockSkew;
}

bool is_all_capitals(std::string_view name) {
  return std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

// "USA TODAY" on www.usatoday.example, "mdr.example" anywhere.
bool names_host(const std::string& name, std::string_view host) {
  constexpr std::size_t kTelling = 4;
  std::string plain;
  for (const char c : text::fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
    if (c == '.') plain += c;
  }
  if (plain.size() < kTelling) return false;
  std::string squashed;
  for (const char c : host) {
    if (c != '-') squashed += c;
  }
  const auto at = squashed.find(plain);
  // A person may own the domain, but is not called like the whole of it with its dots.
  const bool one_word = name.find(' ') == std::string::npos;
  const bool label = at != std::string::npos && (at == 0 || squashed[at - 1] == '.') &&
                     (at + plain.size() == squashed.size() || squashed[at + plain.size()] == '.');
  return label && (one_word || plain.find('.') != std::string::npos || is_all_capitals(name));
}

bool is_publisher(const Candidates& metadata, const std::string& name) {
  return std::ranges::any_of(metadata, [&](const Candidate& c) {
    return (c.field == FieldKind::kSiteName || c.field == FieldKind::kPublisher) &&
           text::fold(c.value) == text::fold(name);
  });
}

void add_names(std::vector<std::string> names, std::vector<std::string>& out) {
  constexpr std::size_t kNamesMax = 100;  // No article has more, and each is compared with all.
  for (auto& name : names) {
    if (out.size() >= kNamesMax) return;
    if (std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
  }
}

}  // namespace

namespace {

// What a name is worth, whatever says it. A publisher signs where nobody else does, a team where no
// person does; an account and a single word come after the whole name of somebody.
constexpr double kPublisher = 0.2;
constexpr double kTeam = 0.4;
constexpr double kOneWord = 0.5;
constexpr double kAccount = 0.3;
constexpr double kNoName = 0.1;

constexpr std::string_view kAboveText = "name above the text";

// What only a style says is an author may be anything.
bool is_weak(std::string_view source) {
  return source == "class:author" || source == kAboveText || source == "rel:author";
}

// Whether the page tells machines who wrote it, be it the publisher.
bool says_author(const Candidates& metadata) {
  return std::ranges::any_of(metadata, [](const Candidate& one) {
    const bool told = one.source.starts_with("json-ld") || one.source.starts_with("meta:");
    return one.field == FieldKind::kAuthor && told && !names_in(one.value, true).empty();
  });
}

double trust_in(const Candidate& candidate, const std::vector<std::string>& names,
                const Candidates& metadata, std::string_view host) {
  double trust = candidate.confidence;
  const auto most = [&](double limit) { trust = std::min(trust, limit); };
  const auto all = [&](const auto& is) { return std::ranges::all_of(names, is); };
  if (is_publisher(metadata, candidate.value) || names_host(candidate.value, host) ||
      all([&](const auto& name) {
        return is_publisher(metadata, name) || names_host(name, host);
      })) {
    most(kPublisher);
  }
  const auto is_agency = [](const std::string& name) { return !agency_in(name).empty(); };
  if (std::ranges::any_of(names, is_agency)) return trust;
  if (all(is_account)) most(kAccount);
  if (all(is_single_word)) most(kOneWord);
  const bool known = std::ranges::any_of(names, is_person_like);
  if (is_weak(candidate.source) && !known) most(kNoName);
  // Above the text stand the names of sections and of people in the news, too.
  if (candidate.source == kAboveText && says_author(metadata)) most(kNoName);
  return trust;
}

Authors signed_by(const Candidates& metadata, std::string_view host) {
  Authors authors;
  for (const auto& candidate : metadata) {
    if (candidate.field != FieldKind::kAuthor) continue;
    auto names = names_in(candidate.value);
    const bool team = names.empty();
    if (team) names = names_in(candidate.value, true);
    if (names.size() > 1)
      std::erase_if(names, [&](auto& one) { return is_publisher(metadata, one); });
    if (names.empty()) continue;
    double trust =
        team ? std::min(candidate.confidence, kTeam) : trust_in(candidate, names, metadata, host);
    if (trust <= kNoName && std::ranges::all_of(names, is_menu)) continue;
    const bool same = candidate.source == authors.source;
    if (!same && trust <= authors.confidence && !authors.names.empty()) continue;
    // A source may name a team beside its people, or the publisher.
    if (same && trust < authors.confidence && trust <= kTeam) continue;
    if (!same || (trust > authors.confidence && authors.confidence <= kTeam)) authors.names.clear();
    authors.source = candidate.source;
    authors.confidence = same ? std::max(authors.confidence, trust) : trust;
    add_names(std::move(names), authors.names);
  }
  return authors;
}

}  // namespace

Authors choose_authors(const Candidates& metadata, const records::Hint& hint,
                       std::string_view host) {
  Authors authors = signed_by(metadata, host);
  if (hint.authors.empty() || authors.confidence > kTeam) return authors;
  Authors told{.names = {}, .source = "feed", .confidence = 0.6};
  for (const auto& author : hint.authors) add_names(names_in(author), told.names);
  return told.names.empty() ? authors : told;
}

namespace {

Time day_of(const records::Date& date) {
  const auto offset = std::chrono::minutes(date.offset_minutes.value_or(0));
  return std::chrono::floor<std::chrono::days>(date.time + offset);
}

// Two numbers may be day and month or month and day: what else the page says of its dates decides,
// then its language.
void settle_order(const Candidates& metadata, const Candidate& chosen, std::string_view language,
                  records::Date& date) {
  auto other = other_order(chosen.value, language);
  if (!other) return;
  bool same = false;
  bool swapped = false;
  for (const auto& one : metadata) {
    const bool dated = one.field == FieldKind::kPublished || one.field == FieldKind::kModified;
    if (!dated || one.value == chosen.value || other_order(one.value, language)) continue;
    const auto said = parse_date(one.value, language);
    same = same || (said && day_of(*said) == day_of(date));
    swapped = swapped || (said && day_of(*said) == day_of(*other));
  }
  if (same || !swapped) return;
  other->source = date.source;
  other->confidence = date.confidence;
  date = *other;
}

// A moment in UTC, which the page shows in the zone of its newsroom as well: then that is known
// too.
void take_zone(const Candidates& metadata, std::string_view language, records::Date& date) {
  if (date.precision < records::Precision::kMinute || date.offset_minutes.value_or(0) != 0) return;
  for (const auto& one : metadata) {
    if (one.field != FieldKind::kPublished && one.field != FieldKind::kModified) continue;
    const auto said = parse_date(one.value, language);
    if (!said || said->offset_minutes.value_or(0) == 0) continue;
    if (std::chrono::abs(said->time - date.time) >= std::chrono::minutes(1)) continue;
    date.offset_minutes = said->offset_minutes;
    return;
  }
}

}  // namespace

std::optional<records::Date> choose_date(const Candidates& metadata, FieldKind kind,
                                         std::string_view language, Time fetched) {
  std::optional<records::Date> found;
  const Candidate* chosen = nullptr;
  for (const auto& candidate : metadata) {
    if (candidate.field != kind || (found && candidate.confidence <= found->confidence)) continue;
    auto date = parse_date(candidate.value, language);
    if (!date || !is_believable(*date, fetched)) continue;
    date->source = candidate.source;
    date->confidence = candidate.confidence;
    found = date;
    chosen = &candidate;
  }
  if (!found) return found;
  settle_order(metadata, *chosen, language, *found);
  take_zone(metadata, language, *found);
  return found;
}

std::optional<records::Date> date_of_change(const Candidates& metadata, std::string_view language,
                                            Time fetched) {
  constexpr double kPerhaps = 0.3;
  Candidates shown;
  for (const auto& one : metadata) {
    const bool told = one.source.starts_with("meta:") || one.source.starts_with("json-ld:");
    if (one.field == FieldKind::kModified && !told) shown.push_back(one);
  }
  auto date = choose_date(shown, FieldKind::kModified, language, fetched);
  if (!date) date = choose_date(metadata, FieldKind::kModified, language, fetched);
  if (date) date->confidence = std::min(date->confidence, kPerhaps);
  return date;
}

std::optional<records::Date> date_from_outside(const records::Hint& hint, std::string_view path,
                                               Time fetched) {
  if (hint.published) {
    records::Date date;
    date.time = *hint.published;
    date.precision = records::Precision::kSecond;
    date.source = "feed";
    date.confidence = 0.7;
    if (is_believable(date, fetched)) return date;
  }
  auto date = date_in_path(path);
  if (date) {
    date->source = "url";
    date->confidence = 0.6;
  }
  return date;
}

}  // namespace broadsheet::article
