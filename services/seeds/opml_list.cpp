// SPDX-License-Identifier: Apache-2.0
// OPML 2.0 subscription lists, as feed readers write them. Read with the HTML parser: it takes any
// bytes, and outlines are nothing but attributes. Folders become tags.
#include "seeds/opml_list.h"

#include <algorithm>
#include <map>

#include "core/strings.h"
#include "html/parse.h"
#include "seeds/checks.h"

namespace broadsheet::seeds {

namespace {

std::string escaped(const std::string& text) {
  return replace_all(
      replace_all(replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;"), "\"",
      "&quot;");
}

// Where the n-th outline stands: the tree does not remember.
class Places {
 public:
  Places(std::string_view text, std::string_view name) : text_(ascii_lower(text)), name_(name) {}

  std::string next() {
    auto found = text_.find("<outline", at_);
    if (found == std::string::npos) found = at_;
    for (std::size_t i = at_; i < found; ++i) {
      ++column_;
      if (text_[i] == '\n') {
        ++line_;
        column_ = 1;
      }
    }
    std::string place =
        std::string(name_) + ":" + std::to_string(line_) + ":" + std::to_string(column_);
    at_ = std::min(found + 1, text_.size());
    ++column_;
    return place;
  }

 private:
  std::string text_;
  std::string_view name_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

// Comments may hold outlines, which are none; the rest stays where it is.
std::string without_comments(std::string_view text) {
  std::string out(text);
  for (auto begin = out.find("<!--"); begin != std::string::npos; begin = out.find("<!--", begin)) {
    const auto close = out.find("-->", begin);
    const auto end = close == std::string::npos ? out.size() : close + 3;
    for (auto i = begin; i < end; ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
  }
  return out;
}

std::string text_of(const html::Node* node, std::string_view name) {
  return std::string(trim(node->attribute(name)));
}

// The folders it lies in, outermost first, and its categories (OPML 2.0: "a,/b/c").
std::vector<std::string> tags_of(const html::Node* node) {
  std::vector<std::string> tags;
  const auto add = [&](std::string_view tag) {
    if (!tag.empty() && std::ranges::find(tags, tag) == tags.end()) tags.emplace_back(tag);
  };
  for (const auto* up = node->parent; up != nullptr; up = up->parent) {
    if (up->name == "outline") add(trim(up->attribute("text")));
  }
  std::ranges::reverse(tags);
  const std::string categories = text_of(node, "category");
  for (const auto category : split(categories, ',')) add(trim(category));
  return tags;
}

class OpmlReader {
 public:
  explicit OpmlReader(std::string_view name) : name_(name) {}

  SeedList run(std::string_view marked) {
    const std::string text = without_comments(marked);
    // An empty element in XML would stay open in HTML, and make its neighbours its children.
    const std::string closed = replace_all(text, "/>", "></outline>");
    const auto document = html::parse(closed);
    Places places(text, name_);
    bool any = false;
    for (const auto* node = document.root(); node != nullptr;
         node = html::next_node(node, document.root())) {
      if (node->name != "outline") continue;
      any = true;
      read_outline(node, places.next());
    }
    if (!any) {
      problem(name_ + ":1:1", "there is no outline in this file",
              "export the subscriptions as OPML again");
    }
    return std::move(list_);
  }

 private:
  void problem(const std::string& where, std::string what, std::string remedy,
               bool warning = false) {
    list_.problems.push_back({where, std::move(what), std::move(remedy), warning});
  }

  // A feed, a plain link (type="link" url="…"), or a folder, which is neither.
  void read_outline(const html::Node* node, const std::string& where) {
    records::Source source;
    const std::string feed = text_of(node, "xmlurl");
    const bool link = feed.empty() && iequals(node->attribute("type"), "link");
    const std::string url = link ? text_of(node, "url") : feed;
    if (url.empty()) return;
    if (const Wrong wrong = check_url(url); !wrong.what.empty()) {
      return problem(where, wrong.what, wrong.remedy);
    }
    if (link) source.homepage = url;
    if (!link) source.feeds = {url};
    if (!link) source.homepage = checked(text_of(node, "htmlurl"), "htmlUrl", check_url, where);
    source.language = checked(text_of(node, "language"), "language", check_language, where);
    source.name = text_of(node, node->attribute("title").empty() ? "text" : "title");
    source.tags = tags_of(node);
    source.id = id_for(source);
    add(std::move(source), where);
  }

  // What is wrong and could be left out is left out.
  std::string checked(std::string value, const char* attribute, Wrong (*check)(const std::string&),
                      const std::string& where) {
    if (value.empty()) return value;
    const Wrong wrong = check(value);
    if (wrong.what.empty()) return value;
    problem(where, std::string(attribute) + ": " + wrong.what + ": it is left out", wrong.remedy,
            true);
    return {};
  }

  // Feeds of one host make one source.
  void add(records::Source source, const std::string& where) {
    const auto [known, fresh] = by_id_.emplace(source.id, list_.sources.size());
    if (fresh) return list_.add(std::move(source), where);
    auto& before = list_.sources[known->second];
    for (auto& feed : source.feeds) before.feeds.push_back(std::move(feed));
    if (before.homepage.empty()) before.homepage = std::move(source.homepage);
    if (before.language.empty()) before.language = std::move(source.language);
    for (auto& tag : source.tags) {
      if (std::ranges::find(before.tags, tag) == before.tags.end()) before.tags.push_back(tag);
    }
  }

  std::string name_;
  SeedList list_;
  std::map<std::string, std::size_t> by_id_;  // → index in list_.sources
};

std::string attribute_of(const char* name, const std::string& value) {
  return value.empty() ? std::string() : std::string(" ") + name + "=\"" + escaped(value) + "\"";
}

}  // namespace

SeedList parse_opml_list(std::string_view text, std::string_view name) {
  return OpmlReader(name).run(text);
}

std::string write_opml_list(const std::vector<records::Source>& sources) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
      "  <head><title>Broadsheet sources</title></head>\n  <body>\n";
  for (const auto& source : sources) {
    const std::string name = source.name.empty() ? source.id : source.name;
    const std::string about = attribute_of("text", name) + attribute_of("title", name) +
                              attribute_of("category", join(source.tags, ",")) +
                              attribute_of("language", source.language);
    for (const auto& feed : source.feeds) {
      out += "    <outline type=\"rss\"" + about + attribute_of("xmlUrl", feed) +
             attribute_of("htmlUrl", source.homepage) + "/>\n";
    }
    if (source.feeds.empty() && !source.homepage.empty()) {
      out += "    <outline type=\"link\"" + about + attribute_of("url", source.homepage) + "/>\n";
    }
  }
  return out + "  </body>\n</opml>\n";
}

}  // namespace broadsheet::seeds
