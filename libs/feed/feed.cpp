// SPDX-License-Identifier: Apache-2.0
// Which format it is, and the way from bytes to text.
#include "feed/feed.h"

#include <algorithm>

#include "core/strings.h"
#include "feed/draft.h"
#include "feed/json_feed.h"
#include "feed/xml_feed.h"
#include "text/encoding.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kSniffBytes = 16 << 10;  // How much noise may stand before a feed.
constexpr std::size_t kDeclarationBytes = 256;
constexpr std::size_t kNameMax = 64;
constexpr int kListLinesToTrust = 5;

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

// `encoding="…"` of the XML declaration; empty if there is none.
std::string_view declared_encoding(std::string_view bytes) {
  const auto start = bytes.substr(0, kSniffBytes).find("<?xml");
  if (start == std::string_view::npos) return {};
  auto declaration = bytes.substr(start, kDeclarationBytes);
  declaration = declaration.substr(0, declaration.find("?>"));
  const auto name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", name);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return trim(declaration.substr(open + 1, close - open - 1));
}

// UTF-16 without a BOM: "<?" with a zero byte beside each.
std::string_view zero_bytes_encoding(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("<\0?\0", 4))) return "utf-16le";
  if (bytes.starts_with(std::string_view("\0<\0?", 4))) return "utf-16be";
  return {};
}

std::string to_utf8(std::string_view bytes) {
  const auto zeros = zero_bytes_encoding(bytes);
  if (!zeros.empty()) return text::decode(bytes, zeros).utf8;
  auto declared = declared_encoding(bytes);
  // It was read as bytes, so UTF-16 it is not; the standard says UTF-8 (HTML does likewise).
  if (istarts_with(declared, "utf-16") || istarts_with(declared, "ucs-2")) declared = "utf-8";
  // XML without a declaration is UTF-8 (XML 1.0 §4.3.3), unless its bytes say otherwise.
  return text::decode(bytes, declared).utf8;
}

Kind kind_of_root(std::string_view name) {
  const auto local = name.substr(name.rfind(':') + 1);
  if (iequals(local, "rss") || iequals(local, "rdf")) return Kind::kRss;
  if (iequals(local, "feed")) return Kind::kAtom;
  if (iequals(local, "urlset")) return Kind::kSitemap;
  if (iequals(local, "sitemapindex")) return Kind::kSitemapIndex;
  return Kind::kNone;
}

// A start tag in the noise before a feed, or the root.
struct Tag {
  std::size_t at = std::string_view::npos;
  std::string_view name;
};

Tag next_tag(std::string_view text, std::size_t from) {
  for (auto at = text.find('<', from); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto rest = text.substr(at + 1);
    if (rest.starts_with("!--")) {
      const auto end = text.find("-->", at);
      if (end == std::string_view::npos) return {};
      at = end;
      continue;
    }
    if (rest.starts_with('?') || rest.starts_with('!') || rest.starts_with('/')) continue;
    auto name = rest.substr(0, kNameMax);
    name = name.substr(0, name.find_first_of(" \t\r\n<>/"));
    if (!name.empty()) return {at, name};
  }
  return {};
}

// Where the document begins, behind a host's warnings and blank lines: at the XML declaration or at
// the root of a known kind; 0 if neither is there.
std::size_t start_of_document(std::string_view utf8) {
  const auto head = utf8.substr(0, kSniffBytes);
  const auto declaration = head.find("<?xml ");
  for (auto tag = next_tag(head, 0); !tag.name.empty(); tag = next_tag(head, tag.at + 1)) {
    if (kind_of_root(tag.name) == Kind::kNone) continue;
    return declaration < tag.at ? declaration : tag.at;
  }
  return declaration == std::string_view::npos ? 0 : declaration;
}

bool is_html(std::string_view head) {
  for (auto tag = next_tag(head, 0); !tag.name.empty(); tag = next_tag(head, tag.at + 1)) {
    if (kind_of_root(tag.name) != Kind::kNone) return false;
    if (iequals(tag.name, "html") || iequals(tag.name, "head") || iequals(tag.name, "body")) {
      return true;
    }
  }
  return istarts_with(trim(head), "<!doctype html");
}

// sitemaps.org: a text file with one URL on each line and nothing else.
bool is_url_list(std::string_view text) {
  int seen = 0;
  for (const auto line : split(text.substr(0, kSniffBytes), '\n')) {
    const auto address = trim(line);
    if (address.empty()) continue;
    const bool web = istarts_with(address, "http://") || istarts_with(address, "https://");
    if (!web || address.find_first_of(" \t<>\"") != std::string_view::npos) return false;
    if (++seen >= kListLinesToTrust) break;
  }
  return seen > 0;
}

Kind sniff_text(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto head = text.substr(0, kSniffBytes);
  const auto start = trim(head);
  if (start.starts_with('{')) {
    const bool named = head.find("jsonfeed.org/version") != std::string_view::npos ||
                       head.find("jsonfeed.org\\/version") != std::string_view::npos;
    return named ? Kind::kJson : Kind::kNone;
  }
  if (is_url_list(head)) return Kind::kSitemap;
  if (is_html(head)) return Kind::kNone;
  for (auto tag = next_tag(head, 0); !tag.name.empty(); tag = next_tag(head, tag.at + 1)) {
    if (const auto kind = kind_of_root(tag.name); kind != Kind::kNone) return kind;
  }
  return Kind::kNone;
}

Feed parse_url_list(std::string_view text, const url::Url& base, const Limits& limits) {
  Feed feed;
  feed.kind = Kind::kSitemap;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty()) continue;
    if (feed.entries.size() >= limits.entries_max) {
      feed.truncated = true;
      feed.problem = "more than " + std::to_string(limits.entries_max) + " entries";
      return feed;
    }
    auto address = istarts_with(line, "http") ? web_url(line, base) : std::nullopt;
    if (address) {
      feed.entries.push_back({*std::move(address)});
    } else if (feed.problem.empty()) {
      feed.problem = "line " + std::to_string(number) + ", column 1: no URL";
    }
  }
  return feed;
}

Feed parse_text(std::string_view text, const url::Url& base, const Limits& limits) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto start = trim(text.substr(0, kSniffBytes));
  Feed none;
  if (start.empty()) {
    none.problem = "there is nothing in it";
    return none;
  }
  if (start[0] == '{' || start[0] == '[') return parse_json_feed(text, base, limits);
  if (is_url_list(text)) return parse_url_list(text, base, limits);
  if (is_html(text.substr(0, kSniffBytes))) {
    none.problem = "this is HTML, not a feed";
    return none;
  }
  if (text.substr(0, kSniffBytes).find('<') == std::string_view::npos) {
    none.problem = "this is neither XML nor JSON";
    return none;
  }
  return parse_xml_feed(text, start_of_document(text), base, limits);
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::kNone:
      return "none";
    case Kind::kRss:
      return "rss";
    case Kind::kAtom:
      return "atom";
    case Kind::kJson:
      return "json";
    case Kind::kSitemap:
      return "sitemap";
    case Kind::kSitemapIndex:
      return "sitemap index";
  }
  return "none";
}

Feed parse(std::string_view bytes, const url::Url& base, const Limits& limits) {
  const bool cut = bytes.size() > limits.bytes_max;
  auto feed = parse_text(to_utf8(bytes.substr(0, limits.bytes_max)), base, limits);
  if (cut) {
    feed.truncated = feed.kind != Kind::kNone;
    feed.problem = "longer than " + format_bytes(limits.bytes_max);
  }
  return feed;
}

Kind sniff(std::string_view bytes) {
  const auto head = bytes.substr(0, kSniffBytes);
  const bool wide = is_utf16(head) || !zero_bytes_encoding(head).empty();
  return wide ? sniff_text(to_utf8(head)) : sniff_text(head);
}

}  // namespace broadsheet::feed
