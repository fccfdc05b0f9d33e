// SPDX-License-Identifier: Apache-2.0
// From a capture to its event and to what it leads to.
#include "article/read_capture.h"

#include <algorithm>
#include <set>
#include <utility>

#include "article/content_hash.h"
#include "article/directives.h"
#include "core/encode.h"
#include "core/strings.h"
#include "feed/feed.h"
#include "feed/unpack.h"
#include "url/canonical.h"

namespace broadsheet::article {

namespace {

using records::Outcome;
using records::Role;

// The same page gives the same trace, so that repeating the work changes nothing.
std::string trace_of(const records::Capture& capture, const std::string& url) {
  return to_hex(
      sha256(capture.url + "\n" + format_time(capture.time) + "\n" + url).view().substr(0, 8));
}

class Reader {
 public:
  Reader(records::Capture capture, const ReadingLimits& limits) : limits_(limits) {
    reading_.event.capture = std::move(capture);
  }

  Reading run() {
    const records::Capture& capture = reading_.event.capture;
    auto url = url::Url::parse(capture.url);
    settle(capture.outcome, capture.reason);
    if (!url) {
      settle(Outcome::kUnreadable, "the URL does not parse");
    } else if (capture.outcome == Outcome::kRedirected) {
      follow_redirect();
    } else if (!capture.payload.empty() && capture.outcome != Outcome::kGone) {
      read_payload(*url);
    }
    return std::move(reading_);
  }

 private:
  void settle(Outcome outcome, std::string reason, double confidence = 1) {
    reading_.event.outcome = outcome;
    reading_.event.reason = std::move(reason);
    reading_.event.confidence = confidence;
  }

  [[nodiscard]] std::string_view product_token() const {
    const std::string& token = reading_.event.capture.product_token;
    return token.empty() ? robots::kProductToken : std::string_view(token);
  }

  void discover(const url::Url& url, Role role, std::uint32_t depth, records::Hint hint = {},
                std::uint32_t hops = 0) {
    const records::Capture& capture = reading_.event.capture;
    if (!url.is_http() || depth > limits_.depth_max) return;
    if (reading_.discoveries.size() >= limits_.discoveries_max) return;
    if (!seen_.insert(url::url_key(url)).second) return;
    records::Discovery discovery;
    discovery.url = url.bare().href();
    discovery.role = role;
    discovery.source = capture.source;
    discovery.via = capture.url;
    discovery.depth = depth;
    discovery.found = capture.time;
    discovery.hint = std::move(hint);
    discovery.hops = hops;
    discovery.trace = trace_of(capture, discovery.url);
    reading_.discoveries.push_back(std::move(discovery));
  }

  // The target is the same page at another place: as deep as this one, with what is known of it.
  void follow_redirect() {
    const records::Capture& capture = reading_.event.capture;
    const auto target = url::Url::parse(capture.redirect);
    if (!target) return;
    discover(*target, capture.role, capture.depth, capture.hint, capture.hops + 1);
  }

  void read_payload(const url::Url& url) {
    const records::Capture& capture = reading_.event.capture;
    if (capture.outcome == Outcome::kFetched && read_feed(url)) return;
    read_page(url);
  }

  // False if it is none. A sitemap may lie on its server as a .gz file, with any Content-Type.
  bool read_feed(const url::Url& url) {
    const std::string& payload = reading_.event.capture.payload;
    const bool packed = feed::is_packed(payload);
    const auto unpacked = packed ? feed::unpack(payload) : feed::Unpacked{};
    const std::string_view bytes = packed ? unpacked.bytes : payload;
    if (feed::sniff(bytes) == feed::Kind::kNone) {
      if (unpacked.problem.empty()) return false;
      settle(Outcome::kUnreadable, unpacked.problem);
      return true;
    }
    auto parsed = feed::parse(bytes, url);
    if (parsed.kind == feed::Kind::kNone) {
      settle(Outcome::kUnreadable, "a feed that cannot be read: " + parsed.problem);
      return true;
    }
    if (!unpacked.problem.empty()) {
      parsed.problem = unpacked.problem + (parsed.problem.empty() ? "" : "; " + parsed.problem);
    }
    follow_feed(parsed);
    return true;
  }

  // What is wrong with a file that we have cut is no fault of its publisher's.
  [[nodiscard]] std::string problem_of(const feed::Feed& parsed) const {
    const records::Capture& capture = reading_.event.capture;
    if (!capture.truncated) return parsed.problem;
    return "only its first " + format_bytes(capture.payload.size()) +
           " were kept: it is longer than a crawl's --feed-max";
  }

  void follow_feed(const feed::Feed& parsed) {
    const bool sitemap =
        parsed.kind == feed::Kind::kSitemap || parsed.kind == feed::Kind::kSitemapIndex;
    const std::string problem = problem_of(parsed);
    const auto asked = server_directives(reading_.event.capture.headers, product_token());
    settle(sitemap ? Outcome::kSitemap : Outcome::kFeed,
           std::string(feed::to_string(parsed.kind)) + " with " +
               std::to_string(parsed.entries.size()) + " entries" +
               (problem.empty() ? "" : "; " + problem) +
               (asked.nofollow ? "; not followed: its server says nofollow" : "") +
               (asked.noarchive ? "; not kept: its server says noarchive" : ""));
    // Of an article its text would stay; of a feed, the file is all there is.
    if (asked.noarchive) reading_.event.capture.payload.clear();
    if (asked.nofollow) return;
    const Role role = parsed.kind == feed::Kind::kSitemapIndex ? Role::kSitemap : Role::kArticle;
    const std::uint32_t depth = reading_.event.capture.depth + 1;
    for (const auto& entry : parsed.entries) {
      records::Hint hint;
      hint.title = entry.title;
      hint.authors = entry.authors;
      hint.published = entry.published;
      hint.updated = entry.updated;
      hint.language = entry.language.empty() ? parsed.language : entry.language;
      hint.keywords = entry.keywords;
      discover(entry.url, role, depth, role == Role::kSitemap ? records::Hint{} : std::move(hint));
    }
  }

  void read_page(const url::Url& url) {
    const records::Capture& capture = reading_.event.capture;
    Page page{.url = url, .body = capture.payload};
    page.status = capture.status;
    page.headers = capture.headers;
    page.fetched = capture.time;
    page.hint = capture.hint;
    page.product_token = product_token();
    auto extraction = extract(page);
    const bool failed = capture.outcome != Outcome::kFetched;
    // Of a page that came with an error status, only the reason for it is of interest.
    if (failed && extraction.outcome != Outcome::kBlocked) return;
    settle(extraction.outcome, std::move(extraction.reason), extraction.confidence);
    reading_.event.article = std::move(extraction.article);
    if (reading_.event.article) {
      reading_.event.content_hash = content_hash(*reading_.event.article);
      reading_.event.text_hash = text_hash(*reading_.event.article);
    }
    if (failed) return;
    if (extraction.directives.nofollow) {
      if (leads_on(extraction)) reading_.event.reason += "; not followed: it says nofollow";
      return;
    }
    const std::uint32_t depth = capture.depth + 1;
    for (const auto& feed : extraction.feeds) discover(feed, Role::kFeed, depth);
    follow_links(url, extraction, depth);
  }

  [[nodiscard]] bool leads_on(const Extraction& extraction) const {
    return extraction.outcome == Outcome::kHub ||
           (reading_.event.capture.role == Role::kHub && !reading_.event.article);
  }

  // A hub leads to the headlines on it and to other hubs of its site; an article leads nowhere:
  // what it links to is on a hub or in a feed, if it is news.
  void follow_links(const url::Url& url, const Extraction& extraction, std::uint32_t depth) {
    if (!leads_on(extraction)) return;
    const std::string site = url::site(url);
    std::size_t count = 0;
    for (const LinkRole wanted :
         {LinkRole::kHub, LinkRole::kInText, LinkRole::kRelated, LinkRole::kNavigation}) {
      for (const auto& link : extraction.links) {
        if (link.role != wanted || link.nofollow || url::site(link.url) != site) continue;
        if (++count > limits_.hub_links_max) return;
        discover(link.url, wanted == LinkRole::kNavigation ? Role::kHub : Role::kArticle, depth);
      }
    }
  }

  const ReadingLimits& limits_;
  Reading reading_;
  std::set<std::string> seen_;
};

}  // namespace

Reading read_capture(records::Capture capture, const ReadingLimits& limits) {
  return Reader(std::move(capture), limits).run();
}

}  // namespace broadsheet::article
