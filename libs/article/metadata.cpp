// SPDX-License-Identifier: Apache-2.0
// One walk over the page: meta tags, JSON-LD, times, microdata, RDFa and the names of classes.
#include "article/metadata.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <unordered_set>

#include "article/authors.h"
#include "article/boilerplate.h"
#include "article/date_labels.h"
#include "article/dates.h"
#include "article/escapes.h"
#include "article/headline.h"
#include "article/meta_names.h"
#include "article/node_text.h"
#include "article/person.h"
#include "article/surroundings.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kFieldBytesMax = 1000;  // A longer one is no name, date or headline.

struct ItemRule {
  std::string_view property;
  FieldKind field;
};

constexpr ItemRule kItemRules[] = {
    {"headline", FieldKind::kTitle},          {"author", FieldKind::kAuthor},
    {"creator", FieldKind::kAuthor},          {"datepublished", FieldKind::kPublished},
    {"datemodified", FieldKind::kModified},   {"articlesection", FieldKind::kSection},
    {"description", FieldKind::kDescription}, {"publisher", FieldKind::kPublisher},
};

// Of RDFa with Dublin Core, as Drupal writes it.
constexpr ItemRule kDublinRules[] = {
    {"dc:date", FieldKind::kPublished},         {"dc:created", FieldKind::kPublished},
    {"dcterms:created", FieldKind::kPublished}, {"dcterms:issued", FieldKind::kPublished},
    {"dc:creator", FieldKind::kAuthor},         {"dcterms:modified", FieldKind::kModified},
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
      if (node->has_attribute("itemprop")) read_item(*node, node->attribute("itemprop"));
      if (node->has_attribute("property") && !node->is(html::Tag::kMeta)) {
        read_item(*node, node->attribute("property"));
      }
      if (node->has_attribute("class")) read_class(*node);
      if (node->is(html::Tag::kA)) read_link(*node);
      if (icontains(node->attribute("rel"), "author")) {
        add(FieldKind::kAuthor, "rel:author", short_text(*node, kFieldBytesMax), 0.6, node);
      }
    }
    if (const auto* title = html::find(document_.root(), html::Tag::kTitle)) {
      add(FieldKind::kTitle, "title", html::text_content(title), 0.4);
    }
    drop_other_articles();
    json_ld_.insert(json_ld_.end(), std::make_move_iterator(out_.begin()),
                    std::make_move_iterator(out_.end()));
    return std::move(json_ld_);
  }

 private:
  // Lists of teasers are written like the article itself. Which one it is, the page's title tells;
  // where it tells nothing, all are believed.
  void drop_other_articles() {
    constexpr double kSame = 0.6;
    std::unordered_set<std::uint32_t> things;
    for (const auto& one : json_ld_) things.insert(one.thing);
    things.erase(0);
    if (things.size() < 2) return;
    std::unordered_set<std::uint32_t> meant;
    for (const auto& one : json_ld_) {
      if (one.field != FieldKind::kTitle || one.thing == 0) continue;
      const std::string words = plain_words(one.value);
      const bool same = std::ranges::any_of(out_, [&](const Candidate& said) {
        const bool title = said.source == "meta:og:title" || said.source == "title";
        if (!title) return false;
        const std::string others = plain_words(said.value);
        return shared_words(words, others) >= kSame || others.find(words) != std::string::npos;
      });
      if (same) meant.insert(one.thing);
    }
    if (meant.empty()) return;
    std::erase_if(json_ld_, [&](const Candidate& one) {
      return one.thing != 0 && one.field != FieldKind::kType && !meant.contains(one.thing);
    });
  }

  void add(FieldKind field, std::string source, std::string_view value, double confidence,
           const html::Node* seen = nullptr) {
    const bool words = field == FieldKind::kTitle || field == FieldKind::kAuthor ||
                       field == FieldKind::kSection || field == FieldKind::kDescription;
    const bool escaped = words && value.find_first_of("&<") != std::string_view::npos;
    std::string text = escaped ? text::normalise(without_tags(without_entities(std::string(value))))
                               : text::normalise(value);
    if (text.empty() || out_.size() >= kCandidatesMax) return;
    out_.push_back({field, std::move(source), std::move(text), confidence,
                    seen == nullptr ? 0 : seen->order, 0});
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
      if (name.empty() || read_label(name, content)) continue;
      const auto* rule = meta_rule(name);
      if (rule == nullptr) continue;
      add_meta(*rule, "meta:" + name, content);
      return;
    }
  }

  void add_meta(const MetaRule& rule, const std::string& source, std::string_view content) {
    if (rule.field == FieldKind::kKeyword) {
      for (const auto word : split(content, ',')) add(rule.field, source, word, rule.confidence);
      return;
    }
    if (rule.field == FieldKind::kFree) {
      // "metered" is neither.
      const bool paid = iequals(content, "locked");
      if (paid || iequals(content, "free"))
        add(rule.field, source, paid ? "false" : "true", rule.confidence);
      return;
    }
    const bool library = rule.name == "citationauthor" || rule.name == "dccreator";
    add(rule.field, source, library ? given_name_first(content) : std::string(content),
        rule.confidence);
  }

  // What a card of Twitter says beside a picture: "Written by" is a label, the name is its data.
  bool read_label(std::string_view name, std::string_view content) {
    constexpr std::string_view kLabel = "twitter:label";
    constexpr std::string_view kData = "twitter:data";
    if (name.starts_with(kLabel)) {
      if (is_bare_by(content)) by_label_ = name.substr(kLabel.size());
      return true;
    }
    if (!name.starts_with(kData)) return false;
    if (!by_label_.empty() && name.substr(kData.size()) == by_label_) {
      add(FieldKind::kAuthor, "meta:twitter:data", content, 0.68);
    }
    return true;
  }

  void read_time(const html::Node& node) {
    const auto machine = node.attribute("datetime");
    const std::string shown = short_text(node, kFieldBytesMax);
    const std::string value = machine.empty() ? shown : std::string(machine);
    const bool marked = icontains(node.attribute("class"), "publish") ||
                        icontains(node.attribute("class"), "entry-date") ||
                        node.has_attribute("pubdate");
    // WordPress writes "entry-date updated" where there is one date alone.
    const bool update = !marked && (icontains(node.attribute("class"), "updated") ||
                                    icontains(node.attribute("class"), "modified") ||
                                    iequals(node.attribute("itemprop"), "dateModified") ||
                                    says_updated(shown) || says_updated(said_before(node)));
    add(update ? FieldKind::kModified : FieldKind::kPublished, "time", value, marked ? 0.65 : 0.5,
        &node);
  }

  // Microdata and RDFa name what an element holds by the same words.
  void read_item(const html::Node& node, std::string_view names) {
    const bool hidden = node.is(html::Tag::kMeta) || node.is(html::Tag::kLink);
    for (const auto part : split(names, ' ')) {
      const std::string name = ascii_lower(part);
      for (const auto& rule : kDublinRules) {
        if (rule.property == name) add_item(node, rule, hidden, 0.55);
      }
      const auto cut = name.find_last_of(":/");
      const bool foreign = cut != std::string::npos && !name.starts_with("schema:") &&
                           name.find("schema.org") == std::string::npos;
      if (foreign) continue;
      const std::string bare = cut == std::string::npos ? name : name.substr(cut + 1);
      for (const auto& rule : kItemRules) {
        if (rule.property == bare) add_item(node, rule, hidden, hidden ? 0.75 : 0.7);
      }
    }
  }

  void add_item(const html::Node& node, const ItemRule& rule, bool hidden, double confidence) {
    std::string value(node.attribute("content"));
    if (value.empty()) value = node.attribute("datetime");
    if (value.empty() && !hidden) value = name_in(node, rule.field);
    add(rule.field, "itemprop:" + std::string(rule.property), value, confidence,
        hidden ? nullptr : &node);
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
    // Behind the date of an update, only what stands near it is the date of the first print.
    constexpr std::uint32_t kNear = 60;  // nodes
    const bool far = update_order_ > 0 && node.order > update_order_ + kNear;
    const bool date =
        !date_seen_ && !far && says({"date", "publish", "posted-on"}) && !says({"update"});
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
      const bool update = says_updated(text);
      add(update ? FieldKind::kModified : FieldKind::kPublished, "class:date", text, 0.45, &node);
      date_seen_ = !update;
      if (update && update_order_ == 0) update_order_ = node.order;
    }
  }

  // "/author/jane-doe": the first that a page leads to, and those beside it.
  void read_link(const html::Node& node) {
    const html::Node* box = node.parent == nullptr ? nullptr : node.parent->parent;
    if (author_box_ != nullptr && author_box_ != box) return;
    if (!leads_to_author(node.attribute("href"))) return;
    constexpr std::size_t kLongest = 60;
    const std::string text = short_text(node, kLongest);
    const auto names = names_in(text);
    if (names.empty() || !std::ranges::all_of(names, is_person_like)) return;
    author_box_ = box;
    add(FieldKind::kAuthor, "link:author", text, 0.49, &node);
  }

  // Of an author or a publisher with parts of its own, the name alone.
  static std::string name_in(const html::Node& node, FieldKind field) {
    if (field == FieldKind::kAuthor || field == FieldKind::kPublisher) {
      for (const auto* below = &node; below != nullptr; below = html::next_node(below, &node)) {
        const bool named = below != &node && (iequals(below->attribute("itemprop"), "name") ||
                                              iequals(below->attribute("property"), "name") ||
                                              iequals(below->attribute("property"), "schema:name"));
        if (!named) continue;
        const auto content = below->attribute("content");
        return content.empty() ? short_text(*below, kFieldBytesMax) : std::string(content);
      }
    }
    return short_text(node, kFieldBytesMax);
  }

  const html::Document& document_;
  Candidates json_ld_;
  Candidates out_;
  std::string by_label_;                    // the number of the label that promises a name
  const html::Node* author_box_ = nullptr;  // that holds the first link to an author
  bool author_seen_ = false;
  bool date_seen_ = false;
  std::uint32_t update_order_ = 0;  // of the first date of an update by class
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
