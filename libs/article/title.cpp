// SPDX-License-Identifier: Apache-2.0
// A heading that the page's own title begins with is what the reader sees as the headline.
#include "article/title.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "article/headline.h"
#include "article/node_text.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::string_view kDividers[] = {" | ",  " - ",  " – ", " — ", " :: ", " » ", " · ",
                                          " • ",  " < ",  " / ", " ‹ ", " › ",  " > ", " ~ ",
                                          " // ", " -- ", "| ",  " |",  "｜",   " ｜ "};
// Around the name of the site itself, nothing else is needed.
constexpr std::string_view kTightDividers[] = {"|", "｜", "_", "-", "–", "—", "：", ":", "»", "·"};
constexpr std::size_t kSiteNameWords = 5;
constexpr std::size_t kHeadingBytesMax = 1000;

std::string first_heading(const html::Document& document) {
  const auto* heading = html::find(document.root(), html::Tag::kH1);
  return heading == nullptr ? std::string() : short_text(*heading, kHeadingBytesMax);
}

std::string squashed(std::string_view text) {
  std::string out;
  for (const char c : text::fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      out += c;
    }
  }
  return out;
}

// Publishers are called what their domains are called: "County Courier" is county-courier.example.
bool names_host(std::string_view name, std::string_view host) {
  constexpr std::size_t kTell = 4;
  std::string plain = squashed(name);
  if (istarts_with(name, "the ")) plain.erase(0, 3);
  return plain.size() >= kTell && squashed(host).find(plain) != std::string::npos;
}

// `text` without dividers at its end or beginning; the same if there is none.
std::string_view without_divider(std::string_view text, bool at_end) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const auto divider : kTightDividers) {
      if (at_end && text.ends_with(divider)) {
        text = trim(text.substr(0, text.size() - divider.size())), cut = true;
      }
      if (!at_end && text.starts_with(divider))
        text = trim(text.substr(divider.size())), cut = true;
    }
  }
  return text;
}

// "Daily Example: Flood hits town", "市议会决定关闭大桥_例子新闻网": the name, and what parts it.
std::string without_exact_name(std::string_view title, const std::string& site) {
  constexpr std::size_t kShortest = 4;
  if (site.size() < kShortest || title.size() <= site.size()) return std::string(title);
  for (const bool at_end : {true, false}) {
    if (at_end ? !title.ends_with(site) : !title.starts_with(site)) continue;
    const auto rest =
        trim(at_end ? title.substr(0, title.size() - site.size()) : title.substr(site.size()));
    const auto bare = without_divider(rest, at_end);
    if (bare.size() < rest.size() && !bare.empty()) return std::string(bare);
  }
  return std::string(title);
}

// Where the last divider is, and how long.
struct Cut {
  std::size_t at = std::string::npos;
  std::size_t size = 0;
};

Cut last_cut(std::string_view title) {
  Cut cut;
  for (const auto divider : kDividers) {
    const auto at = title.rfind(divider);
    if (at == std::string_view::npos || at == 0) continue;
    if (cut.at == std::string_view::npos || at > cut.at) cut = {at, divider.size()};
  }
  return cut;
}

// `again`: something was cut off already, and a section may have stood before it.
std::string without_last_part(const std::string& title, const std::string& site,
                              std::string_view host, bool again) {
  constexpr std::size_t kHeadlineWords = 4;
  const Cut cut = last_cut(title);
  if (cut.at == std::string::npos) return title;
  // A bar parts nothing else; a dash may be the headline's own.
  const bool bar = title.find('|', cut.at) < cut.at + cut.size;
  const std::size_t section_words_max = bar ? 3 : 2;
  const std::string head(trim(std::string_view(title).substr(0, cut.at)));
  const std::string tail(trim(std::string_view(title).substr(cut.at + cut.size)));
  if (!site.empty() && text::fold(head) == text::fold(site)) return tail;
  if (names_host(tail, host)) return head;
  if (names_host(head, host)) return tail;
  const bool named = !site.empty() && text::fold(tail).find(text::fold(site)) != std::string::npos;
  const std::size_t words = text::count_words(tail);
  const std::size_t head_words = text::count_words(head);
  const bool short_tail = again ? words <= section_words_max && head_words >= kHeadlineWords
                                : words <= kSiteNameWords && head_words > words;
  return named || short_tail ? head : title;
}

}  // namespace

std::string without_site_name(const std::string& title, const std::string& site,
                              std::string_view host) {
  constexpr int kPartsMax = 3;
  std::string out = without_exact_name(title, site);
  // "The County Courier: Flood hits town"
  const auto colon = out.find(": ");
  if (colon != std::string::npos && names_host(std::string_view(out).substr(0, colon), host)) {
    out.erase(0, colon + 2);
  }
  for (int part = 0; part < kPartsMax; ++part) {
    std::string shorter = without_last_part(out, site, host, part > 0 || out.size() < title.size());
    if (shorter == out) break;
    out = std::move(shorter);
  }
  return out;
}

namespace {

// The part of "The Daily Example - Flood hits town" that stands on the page as a line of its own.
std::string part_on_page(const std::string& title, const std::vector<Block>& blocks) {
  std::string best;
  std::vector<std::string_view> dividers(std::begin(kDividers), std::end(kDividers));
  dividers.emplace_back(": ");
  for (const auto divider : dividers) {
    const auto at = title.find(divider);
    if (at == std::string::npos) continue;
    const std::string_view whole(title);
    for (const auto part : {trim(whole.substr(0, at)), trim(whole.substr(at + divider.size()))}) {
      if (part.size() <= best.size()) continue;
      const bool found =
          std::ranges::any_of(blocks, [&](const Block& block) { return block.text == part; });
      if (found) best = std::string(part);
    }
  }
  return best;
}

bool stands_in_article(const html::Node& node) {
  for (const auto* at = &node; at != nullptr; at = at->parent) {
    if (at->is(html::Tag::kArticle) || at->is(html::Tag::kMain)) return true;
  }
  return false;
}

const Candidate* from(const Candidates& metadata, std::string_view source) {
  const auto found = std::ranges::find_if(metadata, [&](const Candidate& one) {
    return one.field == FieldKind::kTitle && one.source == source;
  });
  return found == metadata.end() ? nullptr : &*found;
}

// A headline cut short for machines goes on in another of the titles.
const Candidate* untruncated(const Candidates& metadata, const Candidate* said) {
  if (said == nullptr) return said;
  for (const std::string_view mark : {"…", "..."}) {
    if (!said->value.ends_with(mark)) continue;
    const auto head =
        trim(std::string_view(said->value).substr(0, said->value.size() - mark.size()));
    const auto found = std::ranges::find_if(metadata, [&](const Candidate& one) {
      return one.field == FieldKind::kTitle && one.value.size() > said->value.size() &&
             one.value.starts_with(head) && !one.value.ends_with(mark);
    });
    if (found != metadata.end()) return &*found;
  }
  return said;
}

bool is_news(const Candidates& metadata) {
  return std::ranges::any_of(metadata, [](const Candidate& one) {
    return one.field == FieldKind::kType &&
           (one.value.ends_with("NewsArticle") || one.value == "LiveBlogPosting");
  });
}

// What a newsroom tells all machines alike is its headline, even if the page shows another: the
// latest line of a live blog, a headline for a small place. Who sells tells machines what they
// search for.
const Candidate* agreed_headline(const Candidates& metadata, const std::string& site,
                                 std::string_view host, const std::string& shown) {
  constexpr double kSame = 0.8;
  if (!is_news(metadata)) return nullptr;
  const auto* said = from(metadata, "json-ld:headline");
  const auto* shared = from(metadata, "meta:og:title");
  if (said == nullptr || shared == nullptr) return nullptr;
  const std::string words = plain_words(said->value);
  const std::string others = plain_words(without_site_name(shared->value, site, host));
  const bool agree = shared_words(words, others) >= kSame;
  return agree && shared_words(words, plain_words(shown)) < kSame ? said : nullptr;
}

}  // namespace

Title choose_title(const Candidates& metadata, const html::Document& document,
                   const html::Node* headline, const std::vector<Block>& blocks,
                   std::string_view host) {
  const auto* site = best(metadata, FieldKind::kSiteName);
  const auto* publisher = best(metadata, FieldKind::kPublisher);
  const std::string site_name = site != nullptr        ? site->value
                                : publisher != nullptr ? publisher->value
                                                       : "";
  const auto* shown = headline;
  double sure = 0.95;
  if (headline == nullptr || !headline->is(html::Tag::kH1)) {
    shown = shown_headline(document, metadata);
    sure = 0.8;
    // A lower heading that repeats a title may be a teaser of the page itself.
    const bool first = shown != nullptr && (headline == nullptr || stands_in_article(*shown) ||
                                            shown->order < headline->order);
    if (!first) shown = headline != nullptr && stands_in_article(*headline) ? headline : nullptr;
  }
  if (shown != nullptr) {
    HeadingText text = read_heading(*shown, metadata);
    // Some templates print the title of the page as its heading.
    if (text.headline.find(" | ") != std::string::npos) {
      text.headline = without_site_name(text.headline, site_name, host);
    }
    if (const auto* said = agreed_headline(metadata, site_name, host, text.headline)) {
      return {said->value, said->source, 0.8, std::move(text.kicker)};
    }
    if (!names_host(text.headline, host) || shown == headline) {
      return {std::move(text.headline), std::string(shown->name), sure, std::move(text.kicker)};
    }
  }
  const auto* said = untruncated(metadata, best(metadata, FieldKind::kTitle));
  if (said != nullptr && said->source.starts_with("json-ld")) {
    return {without_site_name(said->value, site_name, host), said->source, said->confidence, ""};
  }
  if (said != nullptr) {
    auto part = part_on_page(said->value, blocks);
    if (!part.empty() && text::fold(part) != text::fold(site_name) && !names_host(part, host)) {
      return {std::move(part), said->source, 0.8, ""};
    }
    return {without_site_name(said->value, site_name, host), said->source, said->confidence, ""};
  }
  return {first_heading(document), "h1", 0.6, ""};
}

}  // namespace broadsheet::article
