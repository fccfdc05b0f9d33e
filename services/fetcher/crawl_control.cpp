// SPDX-License-Identifier: Apache-2.0
// CrawlService over a frontier: requests in, sentences out.
#include <algorithm>
#include <functional>

#include "common/topics.h"
#include "fetcher/fetcher.h"
#include "records/source.h"
#include "url/canonical.h"
#include "url/url.h"

namespace broadsheet::fetcher {

namespace {

using rpc::CallContext;

bool wanted(const records::Source& source, const rpc::ListSourcesRequest& request) {
  const bool tagged =
      request.tag.empty() || std::ranges::find(source.tags, request.tag) != source.tags.end();
  return !source.removed && tagged &&
         (request.country.empty() || source.country == request.country) &&
         (request.language.empty() || source.language == request.language);
}

// The frontier says of a source "https://a.example/feed: fetched (200)".
rpc::Decision to_rpc(const frontier::Decision& decision) {
  rpc::Decision out{decision.time, "", decision.what, decision.why, decision.rule};
  const bool of_url = out.decision.starts_with("https://") || out.decision.starts_with("http://");
  const auto end = of_url ? out.decision.find(": ") : std::string::npos;
  if (end == std::string::npos) return out;
  out.url = out.decision.substr(0, end);
  out.decision.erase(0, end + 2);
  return out;
}

void add_facts(const records::FrontierRecord& record, rpc::ExplainReply& reply) {
  const auto fact = [&](const char* name, const std::string& value) {
    if (!value.empty()) reply.facts.emplace_back(name, value);
  };
  const auto when = [](Time time) {
    if (time == Time{}) return std::string();
    return time == Time::max() ? std::string("never") : format_time(time);
  };
  fact("role", std::string(records::to_string(record.role)));
  fact("source", record.source);
  fact("via", record.via);
  fact("depth", std::to_string(record.depth));
  fact("found", when(record.found));
  fact("fetched", when(record.fetched));
  fact("changed", when(record.changed));
  fact("fetches", std::to_string(record.fetches));
  fact("failures", std::to_string(record.failures));
  if (record.gone > 0) fact("gone", std::to_string(record.gone) + " times in a row");
  if (record.hops > 0) fact("hops", std::to_string(record.hops));
  fact("due", when(record.due));
  fact("trace", record.trace);
}

class CrawlControl : public rpc::CrawlApi {
 public:
  CrawlControl(Fetcher& fetcher, bus::Bus& bus, const Tally& tally, Clock clock)
      : fetcher_(fetcher), bus_(bus), tally_(tally), clock_(std::move(clock)), since_(clock_()) {}

  Result<records::Source> create_source(const rpc::CreateSourceRequest& request,
                                        const CallContext&) override {
    if (const auto known = find(request.source.id)) {
      return bad_input("the source \"" + request.source.id + "\" is there already", "source.id",
                       "update it, or choose another id");
    }
    return keep(request.source);
  }

  Result<records::Source> get_source(const rpc::GetSourceRequest& request,
                                     const CallContext&) override {
    return find(request.id);
  }

  Result<rpc::ListSourcesReply> list_sources(const rpc::ListSourcesRequest& request,
                                             const CallContext&) override {
    TRY_LET(sources, fetcher_.frontier().sources());
    rpc::ListSourcesReply reply;
    for (auto& source : sources) {
      if (!wanted(source, request) || source.id <= request.page.position) continue;
      if (reply.sources.size() == static_cast<std::size_t>(request.page.size)) {
        reply.next_position = reply.sources.back().id;
        break;
      }
      reply.sources.push_back(std::move(source));
    }
    return reply;
  }

  Result<records::Source> update_source(const rpc::UpdateSourceRequest& request,
                                        const CallContext&) override {
    TRY_LET(known, find(request.source.id));
    TRY_LET(source, rpc::merged(known, request));
    return keep(source);
  }

  Result<void> delete_source(const rpc::DeleteSourceRequest& request, const CallContext&) override {
    TRY_LET(source, find(request.id));
    source.removed = true;
    TRY(keep(source));
    return {};
  }

  Result<rpc::SubmitUrlsReply> submit_urls(const rpc::SubmitUrlsRequest& request,
                                           const CallContext& call) override {
    if (!request.source.empty()) TRY(find(request.source));
    rpc::SubmitUrlsReply reply;
    for (const auto& text : request.urls) {
      TRY_LET(submitted, submit(text, request, call));
      reply.urls.push_back(std::move(submitted));
    }
    return reply;
  }

  Result<rpc::PausedHost> pause_host(const rpc::PauseHostRequest& request,
                                     const CallContext& call) override {
    if (request.until && *request.until <= clock_()) {
      return bad_input("that time has passed", "until_time",
                       "give a later one, or none to pause until it is resumed");
    }
    const frontier::Pause pause{request.host, request.reason, call.principal, clock_(),
                                request.until};
    TRY(fetcher_.frontier().pause_host(pause));
    return to_rpc(pause);
  }

  Result<void> resume_host(const rpc::ResumeHostRequest& request, const CallContext&) override {
    return fetcher_.frontier().resume_host(request.host, clock_());
  }

  Result<rpc::ListPausedHostsReply> list_paused_hosts(const rpc::ListPausedHostsRequest& request,
                                                      const CallContext&) override {
    rpc::ListPausedHostsReply reply;
    for (const auto& pause : fetcher_.frontier().paused_hosts(clock_())) {
      if (pause.host <= request.page.position) continue;
      if (reply.hosts.size() == static_cast<std::size_t>(request.page.size)) {
        reply.next_position = reply.hosts.back().host;
        break;
      }
      reply.hosts.push_back(to_rpc(pause));
    }
    return reply;
  }

  Result<rpc::ExplainReply> explain(const rpc::ExplainRequest& request,
                                    const CallContext&) override {
    TRY_LET(explanation, explanation_of(request));
    rpc::ExplainReply reply;
    reply.subject = explanation.subject;
    reply.known = explanation.record.has_value() || !explanation.decisions.empty() ||
                  !explanation.facts.empty();
    if (explanation.record) {
      const auto& record = *explanation.record;
      reply.state = record.fetched == Time{}
                        ? "discovered, not fetched yet"
                        : "last fetch: " + std::string(records::to_string(record.outcome)) +
                              (record.reason.empty() ? "" : " (" + record.reason + ")");
      add_facts(record, reply);
    } else {
      reply.state = reply.known ? "known" : "not known";
    }
    for (const auto& fact : explanation.facts) reply.facts.push_back(fact);
    // Of one time, what was decided last comes first.
    std::ranges::reverse(explanation.decisions);
    std::ranges::stable_sort(explanation.decisions, std::greater{}, &frontier::Decision::time);
    for (const auto& decision : explanation.decisions) {
      if (reply.decisions.size() >= static_cast<std::size_t>(request.decisions_max)) break;
      reply.decisions.push_back(to_rpc(decision));
    }
    reply.next.action = explanation.next_time ? "fetch" : "nothing";
    reply.next.time = explanation.next_time;
    reply.next.reason = explanation.next;
    return reply;
  }

  Result<rpc::CrawlStats> get_crawl_stats(const CallContext&) override {
    const Time now = clock_();
    const auto frontier = fetcher_.frontier().stats(now);
    TRY_LET(sources, fetcher_.frontier().sources());
    rpc::CrawlStats stats;
    stats.sources =
        static_cast<std::uint64_t>(std::ranges::count(sources, false, &records::Source::removed));
    stats.hosts = frontier.sites;
    stats.hosts_paused = frontier.paused;
    stats.urls_known = frontier.urls;
    stats.urls_due = frontier.due;
    stats.fetches_running = fetcher_.in_flight();
    stats.captures = tally_.captures();
    add_outcomes(stats);
    stats.since = since_;
    stats.captures_per_second = tally_.recent().per_second(now, since_);
    const Time next = fetcher_.frontier().next_lease_time(now);
    if (next != Time::max()) stats.next_due = next;
    return stats;
  }

 private:
  static rpc::PausedHost to_rpc(const frontier::Pause& pause) {
    return {pause.host, pause.until, pause.reason, pause.since, pause.by};
  }
  static rpc::Decision to_rpc(const frontier::Decision& decision) {
    return fetcher::to_rpc(decision);
  }

  // Pages are read in another process, or in this one: then that says more than the fetch did.
  void add_outcomes(rpc::CrawlStats& stats) const {
    const bool reads = tally_.extracted() > 0;
    for (std::size_t i = 0; i < Tally::kOutcomes; ++i) {
      const auto outcome = static_cast<records::Outcome>(i);
      const auto count = reads ? tally_.outcomes(outcome) : tally_.fetch_outcomes(outcome);
      if (count == 0) continue;
      stats.outcomes.push_back({outcome, count});
      if (records::has_article(outcome)) stats.articles += count;
    }
  }

  Result<records::Source> find(const std::string& id) {
    TRY_LET(sources, fetcher_.frontier().sources());
    for (auto& source : sources) {
      if (source.id == id && !source.removed) return std::move(source);
    }
    return not_found("there is no source \"" + id + "\"", "id", "list the sources there are");
  }

  Result<records::Source> keep(const records::Source& source) {
    bus::Record record;
    record.key = source.id;
    record.value = records::encode(source);
    TRY(bus_.publish(topics::kSources, {record}));
    TRY(fetcher_.frontier().put_source(source, clock_()));
    return source;
  }

  Result<rpc::SubmittedUrl> submit(const std::string& text, const rpc::SubmitUrlsRequest& request,
                                   const CallContext& call) {
    rpc::SubmittedUrl submitted;
    submitted.url = text;
    const auto url = url::Url::parse(text);
    if (!url || !url->is_http()) {
      submitted.reason = url ? "only http and https are crawled" : url.fault().what;
      return submitted;
    }
    records::Discovery discovery;
    discovery.url = text;
    discovery.role = request.role;
    discovery.source =
        request.source.empty() ? fetcher_.frontier().source_for(*url) : request.source;
    discovery.found = clock_();
    discovery.urgent = request.urgent;
    discovery.trace =
        call.trace.empty() ? frontier::first_trace("a person", text, discovery.found) : call.trace;
    if (!fetcher_.frontier().is_ours(url::site(*url))) return send(*url, discovery, submitted);
    TRY_LET(report, fetcher_.frontier().add({discovery}, clock_()));
    submitted.accepted = report.refused == 0;
    if (!submitted.accepted) {
      submitted.reason = report.refusal;
      return submitted;
    }
    TRY_LET(explanation, fetcher_.frontier().explain_url(*url, clock_()));
    submitted.reason = explanation.next;
    return submitted;
  }

  // To the fetcher that has its site.
  Result<rpc::SubmittedUrl> send(const url::Url& url, const records::Discovery& discovery,
                                 rpc::SubmittedUrl submitted) {
    bus::Record record;
    record.key = url::site(url);
    record.value = records::encode(discovery);
    record.headers["trace"] = discovery.trace;
    TRY(bus_.publish(topics::kDiscoveries, {record}));
    submitted.accepted = true;
    submitted.reason = "the fetcher that has its site decides";
    return submitted;
  }

  Result<frontier::Explanation> explanation_of(const rpc::ExplainRequest& request) {
    const Time now = clock_();
    if (!request.host.empty()) return fetcher_.frontier().explain_host(request.host, now);
    if (!request.source.empty()) return fetcher_.frontier().explain_source(request.source, now);
    auto url = url::Url::parse(request.url);
    if (!url) return bad_input(url.fault().what, "url");
    return fetcher_.frontier().explain_url(*url, now);
  }

  Fetcher& fetcher_;
  bus::Bus& bus_;
  const Tally& tally_;
  Clock clock_;
  Time since_;
};

}  // namespace

std::unique_ptr<rpc::CrawlApi> crawl_control(Fetcher& fetcher, bus::Bus& bus, const Tally& tally,
                                             Clock clock) {
  return std::make_unique<CrawlControl>(fetcher, bus, tally, std::move(clock));
}

}  // namespace broadsheet::fetcher
