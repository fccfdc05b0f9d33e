// SPDX-License-Identifier: Apache-2.0
// A heading that the page's own title begins with is what the reader sees as the headline.
#include "article/title.h"

#include <algorithm>
#include <vector>

#include "article/headline.h"
#include "article/node_text.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::string_view kDividers[] = {
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " < ", " / "};
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
  const std::string plain = squashed(name);
  return plain.size() >= kTell && squashed(host).find(plain) != std::string::npos;
}

}  // namespace

std::string without_site_name(const std::string& title, const std::string& site,
                              std::string_view host) {
  std::size_t cut = std::string::npos;
  std::size_t size = 0;
  for (const auto divider : kDividers) {
    const auto at = title.rfind(divider);
    if (at == std::string::npos || (cut != std::string::npos && at < cut)) continue;
    cut = at;
    size = divider.size();
  }
  if (cut == std::string::npos || cut == 0) return title;
  const std::string head(trim(std::string_view(title).substr(0, cut)));
  const std::string tail(trim(std::string_view(title).substr(cut + size)));
  if (!site.empty() && text::fold(head) == text::fold(site)) return tail;
  if (names_host(tail, host)) return head;
  if (names_host(head, host)) return tail;
  const bool named = !site.empty() && text::fold(tail).find(text::fold(site)) != std::string::npos;
  const bool short_tail = text::count_words(tail) <= kSiteNameWords &&
                          text::count_words(head) > text::count_words(tail);
  return named || short_tail ? head : title;
}

namespace {

// The part of "The Daily Example - Flood hits town" that stands on the page as a line of its own.
std::string part_on_page(const std::string& title, const std::vector<Block>& blocks) {
  std::string best;
  for (const auto divider : kDividers) {
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
    if (const auto* said = agreed_headline(metadata, site_name, host, text.headline)) {
      return {said->value, said->source, 0.8, std::move(text.kicker)};
    }
    if (!names_host(text.headline, host) || shown == headline) {
      return {std::move(text.headline), std::string(shown->name), sure, std::move(text.kicker)};
    }
  }
  const auto* said = best(metadata, FieldKind::kTitle);
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
