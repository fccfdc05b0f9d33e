// SPDX-License-Identifier: Apache-2.0
// Of the authors all that the best source names; of the dates the first of the best source.
#include "article/signature.h"

#include <algorithm>

#include "article/authors.h"
#include "article/dates.h"
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
  for (auto& name : names) {
    if (std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
  }
}

}  // namespace

namespace {

Authors signed_by(const Candidates& metadata, std::string_view host, bool teams) {
  constexpr double kPublisher = 0.2;  // It signs where nobody else does.
  Authors authors;
  for (const auto& candidate : metadata) {
    if (candidate.field != FieldKind::kAuthor) continue;
    const bool same = candidate.source == authors.source;
    const double trust =
        is_publisher(metadata, candidate.value) || names_host(candidate.value, host)
            ? kPublisher
            : candidate.confidence;
    if (!same && trust <= authors.confidence && !authors.names.empty()) continue;
    auto names = names_in(candidate.value, teams);
    if (names.size() > 1)
      std::erase_if(names, [&](auto& one) { return is_publisher(metadata, one); });
    if (names.empty()) continue;
    if (!same) authors.names.clear();
    authors.source = candidate.source;
    authors.confidence = same ? std::max(authors.confidence, trust) : trust;
    add_names(std::move(names), authors.names);
  }
  return authors;
}

}  // namespace

Authors choose_authors(const Candidates& metadata, const records::Hint& hint,
                       std::string_view host) {
  Authors authors = signed_by(metadata, host, false);
  if (authors.names.empty() && hint.authors.empty()) authors = signed_by(metadata, host, true);
  if (!authors.names.empty() || hint.authors.empty()) return authors;
  for (const auto& author : hint.authors) add_names(names_in(author), authors.names);
  authors.source = "feed";
  authors.confidence = 0.6;
  return authors;
}

std::optional<records::Date> choose_date(const Candidates& metadata, FieldKind kind,
                                         std::string_view language, Time fetched) {
  std::optional<records::Date> found;
  for (const auto& candidate : metadata) {
    if (candidate.field != kind || (found && candidate.confidence <= found->confidence)) continue;
    auto date = parse_date(candidate.value, language);
    if (!date || !is_believable(*date, fetched)) continue;
    date->source = candidate.source;
    date->confidence = candidate.confidence;
    found = date;
  }
  return found;
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
