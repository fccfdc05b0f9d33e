// SPDX-License-Identifier: Apache-2.0
// RSS, RDF, Atom and sitemaps from XML.
#include "feed/xml_feed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "core/strings.h"
#include "feed/draft.h"
#include "feed/entry_fields.h"
#include "feed/plain_text.h"
#include "feed/xml.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kFieldBytesMax = 64 << 10;  // Of one element; a summary needs no more.
constexpr std::size_t kHubsMax = 16;
constexpr auto kTtlMax = std::chrono::hours(24 * 365);

constexpr std::array<std::string_view, 10> kFeedFields = {
    "title",    "link",       "language",        "dc:language",        "ttl",
    "dc:title", "atom:title", "sy:updateperiod", "sy:updatefrequency", "atom:id"};

bool is_feed_field(std::string_view name) {
  return std::find(kFeedFields.begin(), kFeedFields.end(), name) != kFeedFields.end();
}

std::string_view local_name(std::string_view name) { return name.substr(name.rfind(':') + 1); }

std::optional<double> positive_number(std::string_view text) {
  double value = 0;
  text = trim(text);
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (text.empty() || read.ec != std::errc() || !(value > 0) || value > 1e9) return std::nullopt;
  return value;
}

std::optional<double> period_minutes(std::string_view period) {
  constexpr double kDay = 24 * 60;
  if (iequals(period, "hourly")) return 60;
  if (iequals(period, "daily")) return kDay;
  if (iequals(period, "weekly")) return 7 * kDay;
  if (iequals(period, "monthly")) return 30 * kDay;
  if (iequals(period, "yearly")) return 365 * kDay;
  return std::nullopt;
}

class Builder {
 public:
  Builder(const url::Url& base, const Limits& limits) : base_(base), limits_(limits) {}

  Feed build(std::string_view utf8, std::size_t noise) {
    const XmlHandlers handlers{
        [this](std::string_view name, const std::vector<Attribute>& attributes) {
          return start(name, attributes);
        },
        [this](std::string_view text) { take_text(text); },
        [this] { return end(); },
    };
    const auto outcome = read_xml(utf8, noise, limits_.depth_max, handlers);
    if (!outcome.problem.empty()) {
      // What was wrong first may be the cause of what ended it.
      feed_.problem = outcome.mended.empty() ? outcome.problem : outcome.mended;
      feed_.truncated = feed_.kind != Kind::kNone;
    } else if (feed_.problem.empty()) {
      feed_.problem = outcome.mended;
    }
    finish_ttl();
    if (feed_.problem.empty() && unusable_ > 0) {
      feed_.problem = std::to_string(unusable_) + " entries have no usable address";
    }
    return std::move(feed_);
  }

 private:
  struct Open {
    std::string name;
    std::optional<url::Url> base = {};  // from xml:base
    std::string language = {};          // from xml:lang
  };

  // The element whose text is being collected.
  struct Field {
    std::size_t depth = 0;  // 0: none is
    std::string name = {};
    std::string text = {};
    TextKind kind = TextKind::kHtml;
    bool in_entry = false;
  };

  bool start(std::string_view written, const std::vector<Attribute>& attributes) {
    if (open_.empty() && !start_root(written)) return false;
    open_.push_back({name_in_kind(written)});
    take_context(attributes);
    if (field_.depth > 0) {
      if (breaks_words(local_name(written))) take_text(" ");
      return true;
    }
    const auto name = open_.back().name;
    if (entry_depth_ == 0 && name == entry_name_) return start_entry(attributes);
    if (name == "news:news" && entry_depth_ > 0) draft_.is_news = true;
    if (name == "atom:link" || (name == "link" && !attribute(attributes, "href").empty())) {
      take_link(attributes);
      return true;
    }
    if (name == "atom:category") take_category(attributes);
    if (is_field(name)) start_field(name, attributes);
    return true;
  }

  bool start_root(std::string_view written) {
    const auto name = local_name(written);
    if (name == "rss" || name == "rdf") {
      feed_.kind = Kind::kRss;
      entry_name_ = "item";
      strips_atom_ = written.starts_with("atom:");  // <rss xmlns="…Atom">: a mistake
    } else if (name == "channel" || name == "item") {
      feed_.kind = Kind::kRss;  // the root was forgotten
      entry_name_ = "item";
    } else if (name == "feed") {
      feed_.kind = Kind::kAtom;
      entry_name_ = "atom:entry";
    } else if (name == "urlset") {
      feed_.kind = Kind::kSitemap;
      entry_name_ = "url";
    } else if (name == "sitemapindex") {
      feed_.kind = Kind::kSitemapIndex;
      entry_name_ = "sitemap";
    } else {
      feed_.problem = name == "html" ? "this is HTML, not a feed"
                                     : "the root element <" + std::string(written.substr(0, 64)) +
                                           "> belongs to no feed format";
      return false;
    }
    return true;
  }

  // The element's name, as if everybody declared the right namespaces.
  [[nodiscard]] std::string name_in_kind(std::string_view written) const {
    if (feed_.kind == Kind::kAtom && written.find(':') == std::string_view::npos) {
      return "atom:" + std::string(written);
    }
    if (strips_atom_ && written.starts_with("atom:")) written.remove_prefix(5);
    const bool sitemap = feed_.kind == Kind::kSitemap || feed_.kind == Kind::kSitemapIndex;
    const auto local = local_name(written);
    if (sitemap && (local == "url" || local == "sitemap" || local == "lastmod")) {
      return std::string(local);
    }
    return std::string(written);
  }

  void take_context(const std::vector<Attribute>& attributes) {
    const auto base = attribute(attributes, "xml:base");
    if (!base.empty()) {
      const auto outer = current_base();
      if (auto inner = url::Url::parse(base, &outer)) open_.back().base = *std::move(inner);
    }
    open_.back().language = language_tag(attribute(attributes, "xml:lang"));
    if (feed_.language.empty() && open_.size() == 1) feed_.language = open_.back().language;
  }

  [[nodiscard]] url::Url current_base() const {
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
      if (open->base) return *open->base;
    }
    return base_;
  }

  // As current_base(); none if no xml:base says anything.
  [[nodiscard]] std::optional<url::Url> stated_base() const {
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
      if (open->base) return open->base;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string_view parent() const {
    return open_.size() < 2 ? std::string_view() : std::string_view(open_[open_.size() - 2].name);
  }

  [[nodiscard]] bool in_feed_head() const {
    return entry_depth_ == 0 && (parent() == "channel" || parent() == "atom:feed");
  }

  [[nodiscard]] bool in_entry_itself() const {
    return entry_depth_ > 0 && open_.size() == entry_depth_ + 1;
  }

  bool start_entry(const std::vector<Attribute>& attributes) {
    if (feed_.entries.size() >= limits_.entries_max) {
      feed_.truncated = true;
      feed_.problem = "more than " + std::to_string(limits_.entries_max) + " entries";
      return false;
    }
    entry_depth_ = open_.size();
    draft_ = {};
    draft_.language = open_.back().language;
    about_ = attribute(attributes, "rdf:about");
    link_is_html_ = false;
    return true;
  }

  [[nodiscard]] bool is_field(std::string_view name) const {
    if (entry_depth_ == 0) return in_feed_head() && is_feed_field(name);
    if (is_news_field(name)) return true;
    if (name == "atom:name" || name == "name") {
      return (parent() == "atom:author" || parent() == "author") &&
             open_.size() == entry_depth_ + 2;
    }
    if (name == "media:title" || name == "media:keywords") {
      return in_entry_itself() || parent() == "media:group" || parent() == "media:content";
    }
    return in_entry_itself() && is_entry_field(name);
  }

  void start_field(std::string_view name, const std::vector<Attribute>& attributes) {
    field_ = {open_.size(), std::string(name), {}, TextKind::kHtml, entry_depth_ > 0};
    const auto type = attribute(attributes, "type");
    const bool plain = iequals(type, "text") || iequals(type, "xhtml") || iequals(type, "plain") ||
                       name.starts_with("news:");
    if (plain) field_.kind = TextKind::kPlain;
    if (name == "guid") {
      draft_.id_may_be_url = !iequals(attribute(attributes, "isPermaLink"), "false");
    }
    // Atom's content may live elsewhere: then that is the article.
    const auto source = attribute(attributes, "src");
    if (name == "atom:content" && draft_.url.empty()) set_url(source);
  }

  void take_text(std::string_view text) {
    if (field_.depth == 0 || field_.text.size() >= kFieldBytesMax) return;
    field_.text += text.substr(0, kFieldBytesMax - field_.text.size());
  }

  bool end() {
    if (open_.empty()) return true;
    if (field_.depth == open_.size()) {
      const auto field = std::exchange(field_, {});
      if (field.in_entry) {
        take_field_of_entry(field);
      } else {
        take_field_of_feed(field);
      }
    }
    if (entry_depth_ == open_.size()) end_entry();
    open_.pop_back();
    return true;
  }

  void end_entry() {
    entry_depth_ = 0;
    if (draft_.url.empty() && !draft_.id_may_be_url) set_url(about_);
    // RSS knows no xml:base by itself; its relative addresses mean the site, not the host of the
    // feed.
    const bool of_site = feed_.kind == Kind::kRss && feed_.home.has_value();
    auto entry = finish_entry(std::move(draft_), of_site ? *feed_.home : base_);
    if (entry) {
      feed_.entries.push_back(*std::move(entry));
    } else {
      ++unusable_;
    }
  }

  void set_url(std::string_view text) {
    if (text.empty()) return;
    draft_.url = text;
    draft_.base = stated_base();
  }

  // RFC 4287 §4.2.7, in Atom or within RSS.
  void take_link(const std::vector<Attribute>& attributes) {
    const auto href = attribute(attributes, "href");
    auto relation = ascii_lower(attribute(attributes, "rel"));
    relation = relation.substr(relation.rfind('/') + 1);  // also ".../relation/alternate"
    const bool alternate = relation.empty() || relation == "alternate";
    const auto type = attribute(attributes, "type");
    const bool html = type.empty() || icontains(type, "html");
    if (in_entry_itself()) {
      if (!alternate || (!draft_.url.empty() && (link_is_html_ || !html))) return;
      set_url(href);
      link_is_html_ = html;
    } else if (in_feed_head()) {
      if (relation == "hub") add_hub(href);
      if (alternate && html && !feed_.home) feed_.home = web_url(href, current_base());
    }
  }

  void add_hub(std::string_view href) {
    const auto hub = web_url(href, current_base());
    if (!hub || feed_.hubs.size() >= kHubsMax) return;
    if (std::find(feed_.hubs.begin(), feed_.hubs.end(), hub->href()) == feed_.hubs.end()) {
      feed_.hubs.push_back(hub->href());
    }
  }

  void take_category(const std::vector<Attribute>& attributes) {
    if (!in_entry_itself()) return;
    const auto label = attribute(attributes, "label");
    add_keyword(label.empty() ? attribute(attributes, "term") : label, draft_.keywords);
  }

  void take_field_of_feed(const Field& field) {
    const auto text = trim(field.text);
    const auto name = local_name(field.name);
    if (name == "title") {
      if (feed_.title.empty()) feed_.title = plain(text, field.kind, kTitleBytesMax);
    } else if (name == "link") {
      if (!feed_.home) feed_.home = web_url(text, current_base());
    } else if (name == "language") {
      if (const auto tag = language_tag(text); !tag.empty()) feed_.language = tag;
    } else if (name == "ttl") {
      ttl_minutes_ = positive_number(text);
    } else if (name == "updateperiod") {
      period_minutes_ = period_minutes(text);
    } else if (name == "updatefrequency") {
      frequency_ = positive_number(text);
    }
  }

  void take_field_of_entry(const Field& field) {
    const auto text = trim(field.text);
    if (text.empty()) return;
    if (field.name == "feedburner:origlink" || field.name == "loc") {
      set_url(text);
    } else if (field.name == "link") {
      if (draft_.url.empty()) set_url(text);
    } else {
      take_entry_field(field.name, text, field.kind, draft_);
    }
  }

  void finish_ttl() {
    auto minutes = ttl_minutes_;
    if (!minutes && period_minutes_) minutes = *period_minutes_ / frequency_.value_or(1);
    if (!minutes) return;
    const auto ttl = Duration(static_cast<Duration::rep>(*minutes * 60e6));
    if (ttl > Duration::zero()) feed_.ttl = std::min<Duration>(ttl, kTtlMax);
  }

  const url::Url& base_;
  const Limits& limits_;
  Feed feed_;
  std::string entry_name_;
  bool strips_atom_ = false;
  std::vector<Open> open_;
  std::size_t entry_depth_ = 0;  // 0: not in an entry
  Draft draft_;
  std::string about_;
  bool link_is_html_ = false;
  Field field_;
  std::size_t unusable_ = 0;
  std::optional<double> ttl_minutes_;
  std::optional<double> period_minutes_;
  std::optional<double> frequency_;
};

}  // namespace

Feed parse_xml_feed(std::string_view utf8, std::size_t noise, const url::Url& base,
                    const Limits& limits) {
  return Builder(base, limits).build(utf8, noise);
}

}  // namespace broadsheet::feed
