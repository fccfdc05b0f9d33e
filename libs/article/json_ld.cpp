// SPDX-License-Identifier: Apache-2.0
// schema.org in JSON-LD, as content systems write it: in graphs, in lists, with line ends in
// strings.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "article/metadata.h"
#include "core/json.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kScriptBytesMax = std::size_t{2} << 20;
constexpr int kDepthMax = 6;

constexpr std::string_view kArticleTypes[] = {
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BackgroundNewsArticle",
    "TechArticle",
    "ScholarlyArticle",
    "AdvertiserContentArticle",
    "SocialMediaPosting",
    "Report",
    "Review",
};

// What a page may say that it is instead.
constexpr std::string_view kOtherTypes[] = {"VideoObject",    "ImageGallery",
                                            "MediaGallery",   "Product",
                                            "ProductGroup",   "DiscussionForumPosting",
                                            "QAPage",         "Event",
                                            "JobPosting",     "Course",
                                            "CollectionPage", "SearchResultsPage",
                                            "AboutPage",      "ContactPage",
                                            "ProfilePage",    "SoftwareApplication"};

// Raw line ends and tabs inside strings are the commonest mistake, trailing commas the next.
std::string repaired(std::string_view script) {
  std::string out;
  bool in_string = false;
  bool escaped = false;
  for (const char c : script) {
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (in_string && control) {
      out += ' ';
    } else {
      out += c;
    }
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = in_string;
    } else if (c == '"') {
      in_string = !in_string;
    }
  }
  return out;
}

void add_utf8(std::uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr std::uint32_t kLead[] = {0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(kLead[more] | (c >> (6 * more)));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3f));
}

// "#8217" or "#x2019"; 0 if it is none of a character that text may hold.
std::uint32_t numbered(std::string_view name) {
  if (name.size() < 2 || name.front() != '#') return 0;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  name.remove_prefix(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size()) return 0;
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  return value < 0x20 || value > 0x10ffff || surrogate ? 0 : value;
}

// Escaped for HTML before it was written as JSON: the commonest names and all numbers are read.
std::string without_entities(std::string text) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},   {"rsquo", "’"},  {"lsquo", "‘"},
      {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},  {"laquo", "«"},  {"raquo", "»"},
      {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"lt", "<"},     {"gt", ">"},
      {"amp", "&"},    {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},
      {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"szlig", "ß"},  {"eacute", "é"}, {"egrave", "è"},
      {"agrave", "à"}, {"ccedil", "ç"}, {"aacute", "á"}, {"iacute", "í"}, {"oacute", "ó"},
      {"uacute", "ú"}, {"ntilde", "ñ"}, {"aring", "å"},  {"oslash", "ø"}};
  constexpr std::size_t kLongest = 8;
  if (text.find('&') == std::string::npos) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = text[at] == '&' ? text.find(';', at) : std::string::npos;
    if (end == std::string::npos || end - at > kLongest) {
      out += text[at];
      continue;
    }
    const auto name = std::string_view(text).substr(at + 1, end - at - 1);
    const auto* found = std::ranges::find(kNames, name, [](auto& one) { return one.first; });
    const auto number = numbered(name);
    if (found == std::end(kNames) && number == 0) {
      out += text[at];
      continue;
    }
    if (found != std::end(kNames)) {
      out += found->second;
    } else {
      add_utf8(number, out);
    }
    at = end;
  }
  return out;
}

bool has_type(const Json& node, std::string_view type) {
  const Json& types = node["@type"];
  if (types.is_string()) return types.as_string() == type;
  return std::ranges::any_of(types.as_array(),
                             [&](const Json& one) { return one.as_string() == type; });
}

bool is_article(const Json& node) {
  return std::ranges::any_of(kArticleTypes, [&](auto type) { return has_type(node, type); });
}

class Walker {
 public:
  explicit Walker(Candidates& out) : out_(out) {}

  void walk(const Json& node, int depth) {
    if (depth > kDepthMax) return;
    for (const auto& item : node.as_array()) walk(item, depth + 1);
    if (!node.is_object()) return;
    if (is_article(node)) read_article(node);
    // Where there is no more than the page, its dates are those of what is on it.
    if (has_type(node, "WebPage")) {
      add(FieldKind::kPublished, "WebPage.datePublished", node["datePublished"], 0.72);
      add(FieldKind::kModified, "WebPage.dateModified", node["dateModified"], 0.65);
    }
    for (const auto type : kOtherTypes) {
      if (has_type(node, type)) add(FieldKind::kType, "@type", Json(type), 0.5);
    }
    for (const char* name :
         {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"}) {
      if (node[name].is_array() || node[name].is_object()) walk(node[name], depth + 1);
    }
  }

 private:
  void add(FieldKind field, const char* name, const Json& value, double confidence) {
    std::string text = without_entities(value.as_string());
    if (field != FieldKind::kBody) text = text::normalise(text);
    if (!text.empty() && out_.size() < kCandidatesMax) {
      out_.push_back({field, std::string("json-ld:") + name, std::move(text), confidence});
    }
  }

  // A name, an object with a name or a URL, or a list of either.
  void add_names(FieldKind field, const char* name, const Json& value, const char* member,
                 double confidence) {
    if (value.is_string()) add(field, name, value, confidence);
    if (value.is_object()) add_names(field, name, value[member], member, confidence);
    for (const auto& one : value.as_array()) add_names(field, name, one, member, confidence);
  }

  void read_article(const Json& node) {
    for (const auto& type : node["@type"].as_array()) add(FieldKind::kType, "@type", type, 0.9);
    add(FieldKind::kType, "@type", node["@type"], 0.9);
    add(FieldKind::kTitle, "headline", node["headline"], 0.9);
    if (!node.has("headline")) add(FieldKind::kTitle, "name", node["name"], 0.7);
    add_names(FieldKind::kAuthor, "author", node["author"], "name", 0.9);
    if (!node.has("author")) add_names(FieldKind::kAuthor, "creator", node["creator"], "name", 0.7);
    add(FieldKind::kPublished, "datePublished", node["datePublished"], 0.95);
    if (!node.has("datePublished")) {
      add(FieldKind::kPublished, "dateCreated", node["dateCreated"], 0.7);
    }
    add(FieldKind::kModified, "dateModified", node["dateModified"], 0.9);
    add(FieldKind::kLanguage, "inLanguage", node["inLanguage"], 0.6);
    add_names(FieldKind::kSection, "articleSection", node["articleSection"], "name", 0.8);
    if (node["keywords"].is_string()) {
      for (const auto word : split(node["keywords"].as_string(), ',')) {
        add(FieldKind::kKeyword, "keywords", Json(word), 0.8);
      }
    } else {
      add_names(FieldKind::kKeyword, "keywords", node["keywords"], "name", 0.8);
    }
    add_names(FieldKind::kImage, "image", node["image"], "url", 0.8);
    add(FieldKind::kDescription, "description", node["description"], 0.7);
    add_names(FieldKind::kPublisher, "publisher", node["publisher"], "name", 0.9);
    add(FieldKind::kBody, "articleBody", node["articleBody"], 0.8);
    const Json& free = node["isAccessibleForFree"];
    if (free.is_bool())
      add(FieldKind::kFree, "isAccessibleForFree", free.as_bool() ? "true" : "false", 0.9);
    if (free.is_string())
      add(FieldKind::kFree, "isAccessibleForFree", ascii_lower(free.as_string()), 0.9);
  }

  Candidates& out_;
};

}  // namespace

void read_json_ld(std::string_view script, Candidates& out) {
  if (script.size() > kScriptBytesMax) return;
  std::string_view body = trim(script);
  for (const std::string_view wrapper : {"<!--", "//<![CDATA[", "<![CDATA["}) {
    if (body.starts_with(wrapper)) body.remove_prefix(wrapper.size());
  }
  while (!body.empty() && body.back() != '}' && body.back() != ']') body.remove_suffix(1);
  if (body.ends_with("]]")) body.remove_suffix(2);
  JsonLimits limits;
  limits.lenient = true;
  auto json = parse_json(body, limits);
  if (!json) json = parse_json(repaired(body), limits);
  if (json) Walker(out).walk(*json, 0);
}

}  // namespace broadsheet::article
