// SPDX-License-Identifier: Apache-2.0
// CrawlService of several fetchers, asked as one.
#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "gateway/gateway.h"

namespace broadsheet::gateway {

namespace {

using rpc::CallContext;

class CrawlGateway final : public rpc::CrawlApi {
 public:
  explicit CrawlGateway(CrawlServers servers) : servers_(std::move(servers)) {
    servers_.client.connect_patience = Duration(0);
  }

  Result<records::Source> create_source(const rpc::CreateSourceRequest& request,
                                        const CallContext& call) override {
    return of_any<records::Source>([&](auto& api) { return api.create_source(request, call); });
  }
  Result<records::Source> get_source(const rpc::GetSourceRequest& request,
                                     const CallContext& call) override {
    return of_any<records::Source>([&](auto& api) { return api.get_source(request, call); });
  }
  Result<rpc::ListSourcesReply> list_sources(const rpc::ListSourcesRequest& request,
                                             const CallContext& call) override {
    return of_any<rpc::ListSourcesReply>(
        [&](auto& api) { return api.list_sources(request, call); });
  }
  Result<records::Source> update_source(const rpc::UpdateSourceRequest& request,
                                        const CallContext& call) override {
    return of_any<records::Source>([&](auto& api) { return api.update_source(request, call); });
  }
  Result<void> delete_source(const rpc::DeleteSourceRequest& request,
                             const CallContext& call) override {
    TRY_LET(deleted, of_any<bool>([&](auto& api) -> Result<bool> {
              TRY(api.delete_source(request, call));
              return true;
            }));
    static_cast<void>(deleted);
    return {};
  }
  Result<rpc::SubmitUrlsReply> submit_urls(const rpc::SubmitUrlsRequest& request,
                                           const CallContext& call) override {
    return of_any<rpc::SubmitUrlsReply>([&](auto& api) { return api.submit_urls(request, call); });
  }

  // Whoever fetches from it, now or after a move, is to know: all of them.
  Result<rpc::PausedHost> pause_host(const rpc::PauseHostRequest& request,
                                     const CallContext& call) override {
    TRY_LET(paused,
            of_all<rpc::PausedHost>([&](auto& api) { return api.pause_host(request, call); }));
    return paused.front();
  }
  // One that did not know of the pause has nothing to resume.
  Result<void> resume_host(const rpc::ResumeHostRequest& request,
                           const CallContext& call) override {
    std::optional<Fault> unknown;
    TRY_LET(resumed, of_all<bool>([&](auto& api) -> Result<bool> {
              auto done = api.resume_host(request, call);
              if (done) return true;
              if (done.fault().kind != FaultKind::kNotFound) return done.fault();
              unknown = done.fault();
              return false;
            }));
    if (std::ranges::find(resumed, true) == resumed.end()) return *unknown;
    return {};
  }

  // A page of each, merged by host: a host that several know is there once.
  Result<rpc::ListPausedHostsReply> list_paused_hosts(const rpc::ListPausedHostsRequest& request,
                                                      const CallContext& call) override {
    std::map<std::string, rpc::PausedHost> hosts;
    const std::string& after = request.page.position;
    TRY_LET(parts, of_all<int>([&](auto& api) -> Result<int> {
              rpc::ListPausedHostsRequest own = request;
              own.page.position.clear();
              do {
                TRY_LET(reply, api.list_paused_hosts(own, call));
                for (auto& host : reply.hosts) {
                  if (host.host > after) hosts.emplace(host.host, std::move(host));
                }
                own.page.position = reply.next_position;
              } while (!own.page.position.empty() &&
                       hosts.size() <= static_cast<std::size_t>(request.page.size));
              return 0;
            }));
    static_cast<void>(parts);
    rpc::ListPausedHostsReply reply;
    for (auto& [name, host] : hosts) {
      if (reply.hosts.size() == static_cast<std::size_t>(request.page.size)) {
        reply.next_position = reply.hosts.back().host;
        break;
      }
      reply.hosts.push_back(std::move(host));
    }
    return reply;
  }

  // Who knows most of it.
  Result<rpc::ExplainReply> explain(const rpc::ExplainRequest& request,
                                    const CallContext& call) override {
    TRY_LET(replies,
            of_all<rpc::ExplainReply>([&](auto& api) { return api.explain(request, call); }));
    return *std::ranges::max_element(replies, {}, [](const rpc::ExplainReply& reply) {
      return std::tuple(reply.known, reply.decisions.size(), reply.facts.size());
    });
  }

  Result<rpc::CrawlStats> get_crawl_stats(const CallContext& call) override {
    TRY_LET(all, of_all<rpc::CrawlStats>([&](auto& api) { return api.get_crawl_stats(call); }));
    rpc::CrawlStats sum = all.front();
    for (std::size_t i = 1; i < all.size(); ++i) add(all[i], sum);
    return sum;
  }

 private:
  static void add(const rpc::CrawlStats& one, rpc::CrawlStats& sum) {
    sum.sources = std::max(sum.sources, one.sources);  // Everybody knows all of them.
    sum.hosts_paused = std::max(sum.hosts_paused, one.hosts_paused);
    sum.hosts += one.hosts;
    sum.urls_known += one.urls_known;
    sum.urls_due += one.urls_due;
    sum.fetches_running += one.fetches_running;
    sum.captures += one.captures;
    sum.articles += one.articles;
    sum.captures_per_second += one.captures_per_second;
    sum.since = std::min(sum.since, one.since);
    if (one.next_due) sum.next_due = std::min(sum.next_due.value_or(*one.next_due), *one.next_due);
    for (const auto& count : one.outcomes) {
      const auto known =
          std::ranges::find(sum.outcomes, count.outcome, &rpc::OutcomeCount::outcome);
      if (known == sum.outcomes.end()) {
        sum.outcomes.push_back(count);
      } else {
        known->count += count.count;
      }
    }
  }

  static Fault nobody() {
    return unavailable("this gateway knows no fetcher", "crawl.servers",
                       "name the fetchers: crawl.servers");
  }

  Result<rpc::CrawlApi*> api(const std::string& address) {
    const std::scoped_lock lock(mutex_);
    auto& known = apis_[address];
    if (!known) {
      TRY_LET(made, rpc::connect_crawl(address, servers_.client));
      known = std::move(made);
    }
    return known.get();
  }

  // The first that can be asked.
  template <typename Reply, typename Ask>
  Result<Reply> of_any(const Ask& ask) {
    Fault last = nobody();
    for (const auto& address : servers_.addresses) {
      TRY_LET(api, this->api(address));
      Result<Reply> reply = ask(*api);
      if (reply || reply.fault().kind != FaultKind::kUnavailable) return reply;
      last = reply.fault();
    }
    return last;
  }

  // Every one; a fault of one is a fault of all.
  template <typename Reply, typename Ask>
  Result<std::vector<Reply>> of_all(const Ask& ask) {
    if (servers_.addresses.empty()) return nobody();
    std::vector<Reply> replies;
    for (const auto& address : servers_.addresses) {
      TRY_LET(api, this->api(address));
      TRY_LET(reply, ask(*api));
      replies.push_back(std::move(reply));
    }
    return replies;
  }

  CrawlServers servers_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<rpc::CrawlApi>> apis_;  // under the mutex
};

}  // namespace

std::unique_ptr<rpc::CrawlApi> crawl_gateway(CrawlServers servers) {
  return std::make_unique<CrawlGateway>(std::move(servers));
}

}  // namespace broadsheet::gateway
