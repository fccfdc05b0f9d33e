// SPDX-License-Identifier: Apache-2.0
// Why things are as they are, in sentences.
#include "core/strings.h"
#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

constexpr std::size_t kHostUrlsMax = 20;
constexpr std::size_t kHostOriginsMax = 20;
constexpr std::uint64_t kCountedMax = 10'000;  // of a lane

std::string day_words(Time time) {
  if (time == Time::max()) return "never";
  return format_time(time);
}

std::string nothing(std::string_view why) { return std::string("nothing: ").append(why); }

std::string pause_words(Time end) {
  std::string words = nothing(kHostPaused);
  words += end == Time::max() ? ", until it is resumed" : " until " + format_time(end);
  return words;
}

}  // namespace

Result<Explanation> Frontier::Impl::explain_url(const url::Url& url, Time now) {
  const url::Url canonical = url::canonical(url);
  const std::string key = url::url_key(canonical);
  Explanation explanation;
  explanation.subject = canonical.href();
  TRY_LET(record, read_url(key));
  if (!record) {
    explanation.next = "nothing: nobody has discovered this URL yet";
    if (const std::string owner = source_for(canonical); !owner.empty()) {
      explanation.next = "nothing: out of the scope of source " + owner + ": " +
                         scope(source_of(owner), canonical, records::Standing::kSite).rule;
    }
    for (const auto& [id, source] : sources) {
      const auto verdict = scope(source, canonical, records::Standing::kSite);
      if (source.removed || !verdict.inside) continue;
      explanation.next = "nothing yet: it is in the scope of source " + id + " (" + verdict.rule +
                         "), but no page or feed has linked to it";
    }
    return explanation;
  }
  explanation.decisions = read_decisions(key);
  explanation.record = record;
  const std::string name = url::site(canonical);
  if (!is_ours(name)) {
    explanation.next = "nothing here: another fetcher has its site";
    return explanation;
  }
  const RobotsEntry* rules = robots.find(canonical.origin());
  if (rules != nullptr) {
    const auto verdict = robots_verdict(*rules, options.product_token, canonical);
    explanation.decisions.push_back(
        {rules->fetched, verdict.allowed ? "allowed by robots.txt" : "not allowed by robots.txt",
         verdict.reason, verdict.rule});
  }
  if (record->due != Time::max()) {  // The queue may not have come to it yet.
    const auto& source = source_of(record->source);
    const auto verdict =
        scope_now(source, *record, url::Url::parse(record->url).value_or(canonical));
    if (source.removed) explanation.next = nothing(kSourceRemoved);
    if (!verdict.inside) explanation.next = nothing(kOutOfScope + verdict.rule);
    if (!explanation.next.empty()) return explanation;
  }
  if (const auto end = pause_end(canonical.host(), now)) {
    explanation.next = pause_words(*end);
    return explanation;
  }
  if (record->due == Time::max()) {
    explanation.next = nothing(record->due_reason);
    return explanation;
  }
  const Site& entry = site(name);
  const Time earliest = std::max(record->due, entry.state.next_request);
  const std::uint64_t before = pages_before(name, key, *record, earliest);
  const Duration pause = std::max(entry.state.pause, options.rules.delay);
  const Time at = earliest + pause * static_cast<std::int64_t>(before);
  explanation.next_time = at;
  explanation.next = entry.lease ? "its site is being visited right now; then: " : std::string();
  explanation.next += (before > 0 ? "a fetch at about " : "a fetch at ") + day_words(at) + " (" +
                      record->due_reason + ")";
  if (before > 0) {
    explanation.next += "; " + std::to_string(before) +
                        " pages of its site come first: it waits as " +
                        std::string(words_for(lane_of(*record)));
  }
  if (entry.state.next_request > record->due && !entry.state.why.empty()) {
    explanation.next += "; the site is left alone until then: " + entry.state.why;
  }
  return explanation;
}

std::uint64_t Frontier::Impl::pages_before(const std::string& name, const std::string& url_key,
                                           const records::FrontierRecord& record, Time at) const {
  const Lane own = lane_of(record);
  const std::uint64_t in_lane =
      count_rows(name, own, due_key(name, own, record.due, url_key), kCountedMax);
  std::uint64_t earlier = 0;
  for (const Lane lane : order_of(0)) {
    if (lane == own) break;
    earlier += count_rows(name, lane, due_key(name, lane, at + Duration(1), ""), kCountedMax);
  }
  return frontier::pages_before(own, in_lane, earlier);
}

// Those of which a robots.txt is known, on whatever port.
std::vector<std::string> Frontier::Impl::origins_of(std::string_view host) const {
  std::vector<std::string> origins;
  for (const char* scheme : {"https://", "http://"}) {
    const std::string origin = scheme + std::string(host);
    for (const std::string& prefix : {origin, origin + ":"}) {
      kv::Cursor rows = store.scan(kRobotsFamily, kv::Range::prefix(prefix));
      while (origins.size() < kHostOriginsMax && rows.next()) {
        if (prefix == origin && rows.key() != origin) break;
        origins.emplace_back(rows.key());
      }
    }
  }
  return origins;
}

Result<Explanation> Frontier::Impl::explain_host(std::string_view the_host, Time now) {
  const std::string host = ascii_lower(the_host);
  Explanation explanation;
  explanation.subject = host;
  const std::string name = url::site_of_host(host);
  const auto found = sites.find(name);
  if (found == sites.end()) {
    explanation.next = "nothing: no URL of this host is known";
    return explanation;
  }
  const SiteState& state = found->second.state;
  explanation.facts.emplace_back("site", name);
  explanation.facts.emplace_back("urls", std::to_string(state.urls));
  for (const auto& origin : origins_of(host)) {
    if (const RobotsEntry* rules = robots.find(origin)) {
      explanation.decisions.push_back(
          {rules->fetched, "robots.txt of " + origin,
           rules->status == 0 ? "no answer" : "status " + std::to_string(rules->status)});
    }
  }
  for (const auto& [paused_host, pause] : paused) {
    const bool covers = host == paused_host || host.ends_with("." + paused_host);
    if (!covers || pause.until.value_or(Time::max()) <= now) continue;
    explanation.decisions.push_back({pause.since, paused_host + " was paused", pause.reason});
  }
  kv::Cursor rows = store.scan(kDueFamily, kv::Range::prefix(site_prefix(name)));
  for (std::size_t i = 0; i < kHostUrlsMax && rows.next(); ++i) {
    const DueEntry entry = parse_due_key(rows.key());
    explanation.facts.emplace_back("due", day_words(entry.due) + " " + entry.url_key + ", as " +
                                              std::string(words_for(entry.lane)));
  }
  if (found->second.lease) {
    explanation.next = "a request is under way";
  } else if (const auto end = pause_end(host, now)) {
    explanation.next = pause_words(*end);
  } else if (found->second.ready == Time::max()) {
    explanation.next = "nothing: none of its URLs is due";
  } else {
    explanation.next_time = found->second.ready;
    explanation.next = "the next request at " + day_words(found->second.ready) +
                       (state.why.empty() ? "" : " (" + state.why + ")");
  }
  return explanation;
}

Result<Explanation> Frontier::Impl::explain_source(std::string_view id, Time now) {
  const auto found = sources.find(std::string(id));
  if (found == sources.end()) {
    return not_found("there is no source \"" + std::string(id) + "\"", "source");
  }
  const records::Source& source = found->second;
  Explanation explanation;
  explanation.subject = source.id;
  for (const auto& seed : seeds_of(source)) {
    const auto url = url::Url::parse(seed);
    if (!url) continue;
    TRY_LET(one, explain_url(*url, now));
    for (auto& decision : one.decisions) {
      decision.what = seed + ": " + decision.what;
      explanation.decisions.push_back(std::move(decision));
    }
    if (one.next_time && (!explanation.next_time || *one.next_time < *explanation.next_time)) {
      explanation.next_time = one.next_time;
      explanation.next = seed + ": " + one.next;
    }
  }
  if (source.removed) explanation.next = "nothing: the source was removed";
  if (explanation.next.empty()) explanation.next = "nothing: none of its seeds is due";
  return explanation;
}

}  // namespace broadsheet::frontier
