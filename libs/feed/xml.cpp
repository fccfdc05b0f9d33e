// SPDX-License-Identifier: Apache-2.0
// XML as events, by expat.
#include "feed/xml.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <type_traits>

#include "core/strings.h"
#include "feed/xml_repair.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kBindingsMax = 256;

struct Namespace {
  std::string_view uri;  // lower case, "http", without '/' or '#' at the end
  std::string_view prefix;
};

constexpr std::array<Namespace, 22> kNamespaces = {{
    {"http://www.w3.org/2005/atom", "atom"},
    {"http://purl.org/atom/ns", "atom"},
    {"http://purl.org/dc/elements/1.1", "dc"},
    {"http://purl.org/dc/elements/1.0", "dc"},
    {"http://purl.org/dc/terms", "dcterms"},
    {"http://purl.org/rss/1.0/modules/content", "content"},
    {"http://purl.org/rss/1.0/modules/syndication", "sy"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://www.google.com/schemas/sitemap-news/0.9", "news"},
    {"http://www.google.com/schemas/sitemap-image/1.1", "image"},
    {"http://www.google.com/schemas/sitemap-video/1.1", "video"},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"http://www.google.com/schemas/sitemap/0.84", ""},
    {"http://www.google.com/schemas/sitemap/0.9", ""},
    {"http://purl.org/rss/1.0", ""},
    {"http://my.netscape.com/rdf/simple/0.9", ""},
    {"http://my.netscape.com/publish/formats/rss-0.91.dtd", ""},
    {"http://backend.userland.com/rss2", ""},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
}};

// Our prefix for a namespace; none if we do not know it.
std::optional<std::string_view> known_prefix(std::string_view uri) {
  auto plain = ascii_lower(trim(uri));
  if (plain.starts_with("https:")) plain.erase(4, 1);
  while (plain.ends_with('/') || plain.ends_with('#')) plain.pop_back();
  for (const auto& known : kNamespaces) {
    if (known.uri == plain) return known.prefix;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::size_t depth_max, const XmlHandlers& handlers)
      : parser_(XML_ParserCreate("UTF-8")), depth_max_(depth_max), handlers_(handlers) {
    if (parser_ == nullptr) return;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Reader*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char*) { static_cast<Reader*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
      static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(size)});
    });
  }

  XmlOutcome read(XmlRepair repair) {
    if (parser_ == nullptr) return {false, "no memory for an XML parser", ""};
    for (;;) {
      const auto piece = repair.next();
      const bool last = piece.empty();
      const auto status =
          XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
      if (stopped_ || !problem_.empty()) return {stopped_, problem_, repair.mended()};
      if (status != XML_STATUS_OK) {
        const auto why = repair.gave_up() ? std::string("a tag does not end")
                                          : XML_ErrorString(XML_GetErrorCode(parser_.get()));
        return {false, at(why), repair.mended()};
      }
      if (last) return {false, "", repair.mended()};
    }
  }

 private:
  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  struct Binding {
    std::size_t depth;
    std::string prefix;  // as written; empty: the default namespace
    std::string ours;
  };

  [[nodiscard]] std::string at(std::string_view what) const {
    return "line " + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ", column " +
           std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1) + ": " + std::string(what);
  }

  void stop() {
    over_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void start(const XML_Char* written, const XML_Char** pairs) {
    if (over_) return;
    if (++depth_ > depth_max_) {
      problem_ = at("elements are nested deeper than " + std::to_string(depth_max_));
      return stop();
    }
    std::vector<Attribute> attributes;
    for (; *pairs != nullptr; pairs += 2) {
      attributes.push_back({pairs[0], pairs[1]});
      bind(attributes.back());
    }
    if (!handlers_.start(name_of(written), attributes)) {
      stopped_ = true;
      stop();
    }
  }

  void text(std::string_view text) {
    if (!over_) handlers_.text(text);
  }

  void end() {
    if (over_) return;
    while (!bindings_.empty() && bindings_.back().depth == depth_) bindings_.pop_back();
    --depth_;
    const bool go_on = handlers_.end();
    // What stands behind the root (scripts, counters of the host) is no part of the feed.
    if (!go_on || depth_ == 0) {
      stopped_ = true;
      stop();
    }
  }

  void bind(const Attribute& attribute) {
    if (!attribute.name.starts_with("xmlns") || bindings_.size() >= kBindingsMax) return;
    auto prefix = attribute.name.substr(5);
    if (!prefix.empty() && prefix[0] != ':') return;
    if (!prefix.empty()) prefix.remove_prefix(1);
    // An unknown namespace keeps its prefix: people write wrong addresses for "dc" or "media".
    const auto ours = known_prefix(attribute.value);
    bindings_.push_back({depth_, std::string(prefix), ascii_lower(ours.value_or(prefix))});
  }

  [[nodiscard]] std::string name_of(std::string_view written) const {
    const auto colon = written.find(':');
    const bool prefixed = colon != std::string_view::npos;
    const auto prefix = prefixed ? written.substr(0, colon) : std::string_view();
    const auto local = prefixed ? written.substr(colon + 1) : written;
    const auto bound = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [prefix](const Binding& b) { return b.prefix == prefix; });
    // A prefix that nobody declared means what it means everywhere.
    const auto ours = bound == bindings_.rend() ? ascii_lower(prefix) : bound->ours;
    return ours.empty() ? ascii_lower(local) : ours + ":" + ascii_lower(local);
  }

  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
  std::size_t depth_max_;
  const XmlHandlers& handlers_;
  std::vector<Binding> bindings_;
  std::size_t depth_ = 0;
  bool over_ = false;
  bool stopped_ = false;
  std::string problem_;
};

}  // namespace

XmlOutcome read_xml(std::string_view utf8, std::size_t noise, std::size_t depth_max,
                    const XmlHandlers& handlers) {
  return Reader(depth_max, handlers).read(XmlRepair(utf8, noise));
}

std::string_view attribute(const std::vector<Attribute>& attributes, std::string_view name) {
  for (const auto& one : attributes) {
    if (iequals(one.name, name)) return trim(one.value);
  }
  return {};
}

}  // namespace broadsheet::feed
