// SPDX-License-Identifier: Apache-2.0
// Meta tags of Open Graph, Dublin Core, the press and the search engines; time and microdata.
#include "article/metadata.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "article/authors.h"
#include "article/boilerplate.h"
#include "article/dates.h"
#include "article/node_text.h"
#include "article/person.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kFieldBytesMax = 1000;  // A longer one is no name, date or headline.

struct MetaRule {
  std::string_view name;
  FieldKind field;
  double confidence;
};

constexpr MetaRule kMetaRules[] = {
    {"og:title", FieldKind::kTitle, 0.8},
    {"twitter:title", FieldKind::kTitle, 0.6},
    {"dc.title", FieldKind::kTitle, 0.6},
    {"citation_title", FieldKind::kTitle, 0.7},
    {"headline", FieldKind::kTitle, 0.7},
    {"author", FieldKind::kAuthor, 0.7},
    {"article:author", FieldKind::kAuthor, 0.6},
    {"byl", FieldKind::kAuthor, 0.7},
    {"sailthru.author", FieldKind::kAuthor, 0.7},
    {"parsely-author", FieldKind::kAuthor, 0.7},
    {"cxenseparse:author", FieldKind::kAuthor, 0.65},
    {"dc.creator", FieldKind::kAuthor, 0.7},
    {"dcterms.creator", FieldKind::kAuthor, 0.7},
    {"citation_author", FieldKind::kAuthor, 0.7},
    {"article:published_time", FieldKind::kPublished, 0.9},
    {"og:published_time", FieldKind::kPublished, 0.8},
    {"datepublished", FieldKind::kPublished, 0.85},
    {"date", FieldKind::kPublished, 0.7},
    {"pubdate", FieldKind::kPublished, 0.8},
    {"publishdate", FieldKind::kPublished, 0.8},
    {"publish-date", FieldKind::kPublished, 0.8},
    {"publication_date", FieldKind::kPublished, 0.8},
    {"published", FieldKind::kPublished, 0.7},
    {"article.published", FieldKind::kPublished, 0.8},
    {"article:published", FieldKind::kPublished, 0.8},
    {"originalpublicationdate", FieldKind::kPublished, 0.8},
    {"citation_publication_date", FieldKind::kPublished, 0.75},
    {"cxenseparse:publishtime", FieldKind::kPublished, 0.75},
    {"bt:pubdate", FieldKind::kPublished, 0.75},
    {"sailthru.date", FieldKind::kPublished, 0.75},
    {"parsely-pub-date", FieldKind::kPublished, 0.8},
    {"dc.date", FieldKind::kPublished, 0.7},
    {"dc.date.issued", FieldKind::kPublished, 0.8},
    {"dcterms.created", FieldKind::kPublished, 0.7},
    {"dcterms.date", FieldKind::kPublished, 0.7},
    {"cxenseparse:recs:publishtime", FieldKind::kPublished, 0.8},
    {"article:modified_time", FieldKind::kModified, 0.85},
    {"og:updated_time", FieldKind::kModified, 0.7},
    {"datemodified", FieldKind::kModified, 0.8},
    {"lastmod", FieldKind::kModified, 0.7},
    {"last-modified", FieldKind::kModified, 0.6},
    {"dcterms.modified", FieldKind::kModified, 0.7},
    {"og:locale", FieldKind::kLanguage, 0.5},
    {"language", FieldKind::kLanguage, 0.5},
    {"dc.language", FieldKind::kLanguage, 0.5},
    {"article:section", FieldKind::kSection, 0.8},
    {"section", FieldKind::kSection, 0.6},
    {"parsely-section", FieldKind::kSection, 0.7},
    {"news_keywords", FieldKind::kKeyword, 0.8},
    {"keywords", FieldKind::kKeyword, 0.6},
    {"article:tag", FieldKind::kKeyword, 0.8},
    {"og:image", FieldKind::kImage, 0.8},
    {"og:image:url", FieldKind::kImage, 0.7},
    {"twitter:image", FieldKind::kImage, 0.6},
    {"og:description", FieldKind::kDescription, 0.8},
    {"description", FieldKind::kDescription, 0.7},
    {"twitter:description", FieldKind::kDescription, 0.6},
    {"dc.description", FieldKind::kDescription, 0.6},
    {"og:site_name", FieldKind::kSiteName, 0.8},
    {"application-name", FieldKind::kSiteName, 0.6},
    {"publisher", FieldKind::kPublisher, 0.6},
    {"dc.publisher", FieldKind::kPublisher, 0.6},
    {"og:type", FieldKind::kType, 0.7},
    {"og:url", FieldKind::kCanonical, 0.6},
    {"robots", FieldKind::kRobots, 0.9},
};

struct ItemRule {
  std::string_view property;
  FieldKind field;
};

constexpr ItemRule kItemRules[] = {
    {"headline", FieldKind::kTitle},          {"author", FieldKind::kAuthor},
    {"datepublished", FieldKind::kPublished}, {"datemodified", FieldKind::kModified},
    {"articlesection", FieldKind::kSection},  {"description", FieldKind::kDescription},
};

// Libraries write "Doe, Jane", one author a tag.
std::string given_name_first(std::string_view name) {
  const auto comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) {
    return std::string(name);
  }
  return std::string(trim(name.substr(comma + 1))) + " " + std::string(trim(name.substr(0, comma)));
}

class MetadataReader {
 public:
  explicit MetadataReader(const html::Document& document) : document_(document) {}

  Candidates run() {
    constexpr std::size_t kUsual = 128;
    out_.reserve(kUsual);
    bool skip = false;
    for (const html::Node* node = document_.root(); node != nullptr;
         node = html::next_node(node, document_.root(), skip)) {
      skip = node->kind == html::NodeKind::kElement && holds_comments(*node);
      if (skip || node->kind != html::NodeKind::kElement) continue;
      if (node->is(html::Tag::kScript)) read_script(*node);
      if (node->is(html::Tag::kMeta)) read_meta(*node);
      if (node->is(html::Tag::kTime)) read_time(*node);
      if (node->is(html::Tag::kHtml))
        add(FieldKind::kLanguage, "html:lang", node->attribute("lang"), 0.6);
      if (node->has_attribute("itemprop")) read_item(*node);
      if (node->has_attribute("class")) read_class(*node);
      if (icontains(node->attribute("rel"), "author")) {
        add(FieldKind::kAuthor, "rel:author", short_text(*node, kFieldBytesMax), 0.6, node);
      }
    }
    if (const auto* title = html::find(document_.root(), html::Tag::kTitle)) {
      add(FieldKind::kTitle, "title", html::text_content(title), 0.4);
    }
    json_ld_.insert(json_ld_.end(), std::make_move_iterator(out_.begin()),
                    std::make_move_iterator(out_.end()));
    return std::move(json_ld_);
  }

 private:
  void add(FieldKind field, std::string source, std::string_view value, double confidence,
           const html::Node* seen = nullptr) {
    std::string text = text::normalise(value);
    if (text.empty() || out_.size() >= kCandidatesMax) return;
    out_.push_back(
        {field, std::move(source), std::move(text), confidence, seen == nullptr ? 0 : seen->order});
  }

  void read_script(const html::Node& node) {
    if (!icontains(node.attribute("type"), "ld+json")) return;
    std::string script;
    for (const auto* child = node.first_child; child != nullptr; child = child->next)
      script += child->text;
    read_json_ld(script, json_ld_);
  }

  void read_meta(const html::Node& node) {
    const auto content = node.attribute("content");
    if (trim(content).empty()) return;
    for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string name = ascii_lower(trim(node.attribute(attribute)));
      if (name.empty()) continue;
      for (const auto& rule : kMetaRules) {
        if (rule.name != name) continue;
        if (rule.field == FieldKind::kKeyword) {
          for (const auto word : split(content, ','))
            add(rule.field, "meta:" + name, word, rule.confidence);
        } else {
          add(rule.field, "meta:" + name,
              name == "citation_author" ? given_name_first(content) : std::string(content),
              rule.confidence);
        }
        return;
      }
    }
  }

  void read_time(const html::Node& node) {
    const auto machine = node.attribute("datetime");
    const std::string value =
        machine.empty() ? short_text(node, kFieldBytesMax) : std::string(machine);
    const bool marked = icontains(node.attribute("class"), "publish") ||
                        icontains(node.attribute("class"), "entry-date") ||
                        node.has_attribute("pubdate");
    // WordPress writes "entry-date updated" where there is one date alone.
    const bool update = !marked && (icontains(node.attribute("class"), "updated") ||
                                    icontains(node.attribute("class"), "modified") ||
                                    iequals(node.attribute("itemprop"), "dateModified"));
    add(update ? FieldKind::kModified : FieldKind::kPublished, "time", value, marked ? 0.65 : 0.5,
        &node);
  }

  void read_item(const html::Node& node) {
    if (node.is(html::Tag::kMeta)) {
      for (const auto& rule : kItemRules) {
        if (iequals(node.attribute("itemprop"), rule.property)) {
          add(rule.field, "itemprop:" + std::string(rule.property), node.attribute("content"),
              0.75);
        }
      }
      return;
    }
    for (const auto& rule : kItemRules) {
      if (!iequals(node.attribute("itemprop"), rule.property)) continue;
      std::string value(node.attribute("content"));
      if (value.empty()) value = node.attribute("datetime");
      if (value.empty()) value = name_in(node, rule.field);
      add(rule.field, "itemprop:" + std::string(rule.property), value, 0.7, &node);
    }
  }

  // "author-name", "posted-on": the first of a page that reads like it.
  void read_class(const html::Node& node) {
    const bool may = node.may_be_called("author") || node.may_be_called("byline") ||
                     node.may_be_called("date") || node.may_be_called("publish") ||
                     node.may_be_called("posted-on");
    if (!may || node.is(html::Tag::kBody) || node.is(html::Tag::kHtml)) return;
    const auto classes = ascii_lower(node.attribute("class"));
    if (classes.find("comment") != std::string::npos) return;
    const auto says = [&](std::initializer_list<std::string_view> words) {
      return std::ranges::any_of(
          words, [&](auto word) { return classes.find(word) != std::string::npos; });
    };
    const bool author = !author_seen_ && says({"author", "byline"});
    // hAtom's name for the one date that a post must have.
    if (node.is_of_class("updated")) {
      add(FieldKind::kModified, "class:updated", short_text(node, kFieldBytesMax), 0.4, &node);
    }
    const bool date = !date_seen_ && says({"date", "publish", "posted-on"}) && !says({"update"});
    if (!author && !date) return;
    constexpr std::size_t kLongest = 120;
    const std::string text = short_text(node, kLongest);
    if (text.empty()) return;
    if (const auto names = before_date(text); author && !names_in(names, true).empty()) {
      add(FieldKind::kAuthor, "class:author", names, 0.5, &node);
      // Initials in a circle, or a button, may come before the name.
      author_seen_ = std::ranges::any_of(names_in(names), is_person_like);
    }
    if (date && parse_date(text, "")) {
      add(FieldKind::kPublished, "class:date", text, 0.45, &node);
      date_seen_ = true;
    }
  }

  // Of an author with parts of its own, the name alone.
  static std::string name_in(const html::Node& node, FieldKind field) {
    if (field == FieldKind::kAuthor) {
      for (const auto* below = &node; below != nullptr; below = html::next_node(below, &node)) {
        if (below != &node && iequals(below->attribute("itemprop"), "name")) {
          return short_text(*below, kFieldBytesMax);
        }
      }
    }
    return short_text(node, kFieldBytesMax);
  }

  const html::Document& document_;
  Candidates json_ld_;
  Candidates out_;
  bool author_seen_ = false;
  bool date_seen_ = false;
};

}  // namespace

Candidates read_metadata(const html::Document& document) { return MetadataReader(document).run(); }

void distrust_outside(const html::Node& scope, Candidates& candidates) {
  constexpr double kLess = 0.3;
  const html::Node* last = &scope;
  while (last->last_child != nullptr) last = last->last_child;
  for (auto& candidate : candidates) {
    if (candidate.order == 0) continue;
    const bool inside = candidate.order >= scope.order && candidate.order <= last->order;
    if (!inside) candidate.confidence -= kLess;
  }
}

const Candidate* best(const Candidates& candidates, FieldKind field) {
  const Candidate* found = nullptr;
  for (const auto& candidate : candidates) {
    if (candidate.field != field) continue;
    if (found == nullptr || candidate.confidence > found->confidence) found = &candidate;
  }
  return found;
}

}  // namespace broadsheet::article
