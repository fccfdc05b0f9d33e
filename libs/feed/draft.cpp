// SPDX-License-Identifier: Apache-2.0
// An entry while it is being read, from whichever format.
#include "feed/draft.h"

#include <algorithm>
#include <utility>

#include "core/strings.h"
#include "feed/plain_text.h"
#include "text/unicode.h"

namespace broadsheet::feed {

namespace {

void add_once(std::string name, std::vector<std::string>& names) {
  if (name.empty() || names.size() >= kNamesMax) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find(' ') == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos;
}

}  // namespace

std::optional<url::Url> web_url(std::string_view text, const url::Url& base) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  auto parsed = url::Url::parse(text, &base);
  if (!parsed || !parsed->is_http()) return std::nullopt;
  return *std::move(parsed);
}

std::optional<Entry> finish_entry(Draft draft, const url::Url& base) {
  auto address = web_url(draft.url, draft.base ? *draft.base : base);
  // A guid is an address only if it is a whole one.
  if (!address && draft.id_may_be_url && istarts_with(draft.id, "http")) {
    address = web_url(draft.id, base);
  }
  if (!address) return std::nullopt;
  Entry entry{*std::move(address)};
  entry.id = text::shorten(text::to_valid_utf8(draft.id), kIdBytesMax);
  entry.title = std::move(draft.title);
  entry.summary = std::move(draft.summary.empty() ? draft.content : draft.summary);
  entry.authors = std::move(draft.authors);
  entry.keywords = std::move(draft.keywords);
  entry.language = std::move(draft.language);
  entry.published = draft.published;
  entry.updated = draft.updated;
  entry.is_news = draft.is_news;
  return entry;
}

std::string plain(std::string_view text, TextKind kind, std::size_t bytes_max) {
  return kind == TextKind::kHtml ? plain_from_html(text, bytes_max)
                                 : plain_from_text(text, bytes_max);
}

void add_author(std::string_view text, std::vector<std::string>& authors) {
  // "Jane <jane@example.com>" would lose its address to the markup stripper, which is as well.
  auto name = plain(text, TextKind::kHtml, kNameBytesMax);
  const auto open = name.find('(');
  if (open != std::string::npos && is_mail_address(trim(std::string_view(name).substr(0, open)))) {
    const auto close = std::min(name.rfind(')'), name.size());
    name = close > open ? name.substr(open + 1, close - open - 1) : std::string();
  }
  name = std::string(trim(name));
  if (!is_mail_address(name)) add_once(std::move(name), authors);
}

void add_keyword(std::string_view text, std::vector<std::string>& keywords) {
  add_once(plain(text, TextKind::kHtml, kNameBytesMax), keywords);
}

void add_keywords(std::string_view comma_separated, std::vector<std::string>& keywords) {
  for (const auto word : split(comma_separated, ',')) add_keyword(word, keywords);
}

std::string language_tag(std::string_view text) {
  constexpr std::size_t kTagMax = 35;  // RFC 5646 §4.4.1
  auto tag = replace_all(std::string(trim(text)), "_", "-");
  const bool sound =
      tag.size() >= 2 && tag.size() <= kTagMax && std::all_of(tag.begin(), tag.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
      });
  return sound ? tag : std::string();
}

std::optional<Time> meaningful_date(std::string_view text) {
  const auto time = parse_feed_date(text);
  if (!time || to_micros(*time) == 0) return std::nullopt;
  const auto first_newspaper = std::chrono::sys_days(std::chrono::year(1605) / 1 / 1);
  return *time < first_newspaper ? std::nullopt : std::optional<Time>(*time);
}

}  // namespace broadsheet::feed
