// SPDX-License-Identifier: Apache-2.0
// schema.org in JSON-LD, as content systems write it: in graphs, in lists, by reference.
#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "article/escapes.h"
#include "article/loose_json.h"
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

// "http://schema.org/NewsArticle", "schema:NewsArticle" → "NewsArticle".
std::string_view bare_type(std::string_view type) {
  const auto cut = type.find_last_of("/#:");
  return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

bool has_type(const Json& node, std::string_view type) {
  const Json& types = node["@type"];
  if (types.is_string()) return bare_type(types.as_string()) == type;
  return std::ranges::any_of(types.as_array(),
                             [&](const Json& one) { return bare_type(one.as_string()) == type; });
}

bool is_article(const Json& node) {
  return std::ranges::any_of(kArticleTypes, [&](auto type) { return has_type(node, type); });
}

// A text, a number, the first of a list, or what is in a box: {"@value": "2026-11-22"}.
std::string text_in(const Json& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_number()) return value.as_int() == 0 ? "" : std::to_string(value.as_int());
  if (value.is_object()) return value["@value"].as_string();
  return value.as_array().empty() ? "" : value.as_array().front().as_string();
}

std::string name_of(const Json& node, const char* member) {
  std::string name = text_in(node[member]);
  if (!name.empty() || std::string_view(member) != "name") return name;
  return node["givenName"].as_string() + " " + node["familyName"].as_string();
}

class Walker {
 public:
  explicit Walker(Candidates& out) : out_(out) {
    for (const auto& one : out) things_ = std::max(things_, one.thing);
  }

  void walk(const Json& node, int depth) {
    if (depth == 0) index(node, 0);
    if (depth > kDepthMax) return;
    for (const auto& item : node.as_array()) walk(item, depth + 1);
    if (!node.is_object()) return;
    if (is_article(node)) read_article(node);
    if (has_type(node, "BreadcrumbList")) read_breadcrumbs(node["itemListElement"]);
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
  // What others point at: {"@id": "#/person/1"}. The one that says something counts.
  void index(const Json& node, int depth) {
    constexpr std::size_t kNamedMax = 500;
    if (depth > kDepthMax) return;
    for (const auto& item : node.as_array()) index(item, depth + 1);
    for (const auto& [name, value] : node.as_object()) {
      if (value.is_object() || value.is_array()) index(value, depth + 1);
    }
    const std::string& id = node["@id"].as_string();
    if (!id.empty() && node.as_object().size() > 1 && named_.size() < kNamedMax) {
      named_.emplace(id, &node);
    }
  }

  const Json& resolved(const Json& node) const {
    const auto found = named_.find(node["@id"].as_string());
    return found == named_.end() ? node : *found->second;
  }

  void add(FieldKind field, const char* name, const Json& value, double confidence) {
    std::string text = without_entities(text_in(value));
    if (field != FieldKind::kBody) text = text::normalise(without_tags(std::move(text)));
    if (!text.empty() && out_.size() < kCandidatesMax) {
      out_.push_back(
          {field, std::string("json-ld:") + name, std::move(text), confidence, 0, thing_});
    }
  }

  bool holds(FieldKind field) const {
    return std::ranges::any_of(
        out_, [&](const auto& one) { return one.thing == thing_ && one.field == field; });
  }

  // A name, an object with a name or a URL, or a list of either.
  void add_names(FieldKind field, const char* name, const Json& value, const char* member,
                 double confidence, int depth = 0) {
    if (depth > kDepthMax) return;
    if (value.is_string()) add(field, name, value, confidence);
    for (const auto& one : value.as_array()) {
      add_names(field, name, one, member, confidence, depth + 1);
    }
    if (!value.is_object()) return;
    if (value.has("@list"))
      return add_names(field, name, value["@list"], member, confidence, depth + 1);
    if (value[member].is_array()) {
      return add_names(field, name, value[member], member, confidence, depth + 1);
    }
    std::string said = name_of(value, member);
    if (trim(said).empty()) said = name_of(resolved(value), member);
    add(field, name, Json(std::move(said)), confidence);
  }

  // From the front page down to the article: the first in between is its section.
  void read_breadcrumbs(const Json& list) {
    std::vector<std::pair<std::int64_t, std::string>> steps;
    for (const auto& one : list.as_array()) {
      std::string name = text_in(one["name"]);
      if (name.empty()) name = name_of(one["item"], "name");
      const std::int64_t place =
          one["position"].as_int(std::int64_t{1} + static_cast<std::int64_t>(steps.size()));
      steps.emplace_back(place, std::move(name));
    }
    constexpr std::size_t kStepsMin = 3;
    if (steps.size() < kStepsMin) return;
    std::ranges::stable_sort(steps, {}, [](const auto& one) { return one.first; });
    add(FieldKind::kSection, "breadcrumbs", Json(steps[1].second), 0.5);
  }

  void read_article(const Json& node) {
    thing_ = ++things_;
    for (const auto& type : node["@type"].as_array()) {
      add(FieldKind::kType, "@type", Json(bare_type(type.as_string())), 0.9);
    }
    add(FieldKind::kType, "@type", Json(bare_type(node["@type"].as_string())), 0.9);
    add(FieldKind::kTitle, "headline", node["headline"], 0.9);
    if (!holds(FieldKind::kTitle)) add(FieldKind::kTitle, "name", node["name"], 0.7);
    add_names(FieldKind::kAuthor, "author", node["author"], "name", 0.9);
    if (!holds(FieldKind::kAuthor)) {
      add_names(FieldKind::kAuthor, "creator", node["creator"], "name", 0.7);
    }
    add(FieldKind::kPublished, "datePublished", node["datePublished"], 0.95);
    if (!holds(FieldKind::kPublished)) {
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
    if (free.is_string()) {
      const bool no = icontains(free.as_string(), "false");
      add(FieldKind::kFree, "isAccessibleForFree", no ? "false" : "true", 0.9);
    }
    thing_ = 0;
  }

  Candidates& out_;
  std::unordered_map<std::string, const Json*> named_;
  std::uint32_t things_ = 0;
  std::uint32_t thing_ = 0;  // that is read
};

}  // namespace

void read_json_ld(std::string_view script, Candidates& out) {
  if (script.size() > kScriptBytesMax) return;
  if (const auto json = read_loose_json(script)) return Walker(out).walk(*json, 0);
  // What is left of it: a few fields are better than none.
  Json salvaged = salvage_article(script);
  for (const auto type : kArticleTypes) {
    if (script.find("\"" + std::string(type) + "\"") == std::string_view::npos) continue;
    salvaged.set("@type", Json(type));
    return Walker(out).walk(salvaged, 0);
  }
}

}  // namespace broadsheet::article
