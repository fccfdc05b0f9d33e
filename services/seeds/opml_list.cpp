// SPDX-License-Identifier: Apache-2.0
// OPML 2.0 subscription lists, as feed readers write them. Read with the HTML parser: it takes any
// bytes, and outlines are nothing but attributes. Folders become tags.
#include "seeds/opml_list.h"

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
  Places(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  std::string next() {
    const auto found = ascii_lower(text_.substr(at_)).find("<outline");
    if (found == std::string::npos) return std::string(name_);
    for (std::size_t i = at_; i < at_ + found; ++i) {
      ++column_;
      if (text_[i] == '\n') {
        ++line_;
        column_ = 1;
      }
    }
    at_ += found + 1;
    const std::string place =
        std::string(name_) + ":" + std::to_string(line_) + ":" + std::to_string(column_);
    ++column_;
    return place;
  }

 private:
  std::string_view text_;
  std::string_view name_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

std::vector<std::string> tags_of(const html::Node* node) {
  std::vector<std::string> tags;
  for (const auto* up = node->parent; up != nullptr; up = up->parent) {
    if (up->name == "outline" && !up->attribute("text").empty())
      tags.emplace_back(up->attribute("text"));
  }
  return tags;
}

}  // namespace

SeedList parse_opml_list(std::string_view text, std::string_view name) {
  SeedList list;
  // An empty element in XML would stay open in HTML, and make its neighbours its children.
  const std::string closed = replace_all(std::string(text), "/>", "></outline>");
  const auto document = html::parse(closed);
  Places places(text, name);
  std::map<std::string, std::size_t> by_id;
  bool any = false;
  for (const auto* node = document.root(); node != nullptr;
       node = html::next_node(node, document.root())) {
    if (node->name != "outline") continue;
    any = true;
    const std::string where = places.next();
    const std::string feed(trim(node->attribute("xmlurl")));
    if (feed.empty()) continue;
    if (const Wrong wrong = check_url(feed); !wrong.what.empty()) {
      list.problems.push_back({where, wrong.what, wrong.remedy});
      continue;
    }
    records::Source source;
    source.name = node->attribute(node->attribute("title").empty() ? "text" : "title");
    source.feeds = {feed};
    source.homepage = trim(node->attribute("htmlurl"));
    if (!source.homepage.empty() && !check_url(source.homepage).what.empty()) {
      list.problems.push_back({where, "htmlUrl is no URL: it is left out", "", true});
      source.homepage.clear();
    }
    source.tags = tags_of(node);
    source.id = id_for(source);
    const auto [known, fresh] = by_id.emplace(source.id, list.sources.size());
    if (fresh) {
      list.sources.push_back(std::move(source));
    } else {
      list.sources[known->second].feeds.push_back(feed);
    }
  }
  if (!any) {
    list.problems.push_back({std::string(name) + ":1:1", "there is no outline in this file",
                             "export the subscriptions as OPML again"});
  }
  return list;
}

std::string write_opml_list(const std::vector<records::Source>& sources) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
      "  <head><title>Broadsheet sources</title></head>\n  <body>\n";
  for (const auto& source : sources) {
    const std::string name = source.name.empty() ? source.id : source.name;
    for (const auto& feed : source.feeds) {
      out += "    <outline type=\"rss\" text=\"" + escaped(name) + "\" title=\"" + escaped(name) +
             "\" xmlUrl=\"" + escaped(feed) + "\"";
      if (!source.homepage.empty()) out += " htmlUrl=\"" + escaped(source.homepage) + "\"";
      out += "/>\n";
    }
  }
  return out + "  </body>\n</opml>\n";
}

}  // namespace broadsheet::seeds
