// SPDX-License-Identifier: Apache-2.0
// CrawlService of several fetchers, asked as one.
#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>

#include "gateway/gateway.h"
#include "gateway/pool.h"

namespace broadsheet::gateway {

namespace {

using rpc::CallContext;

constexpr std::size_t kAskingMax = 32;  // threads that wait for fetchers, at most
constexpr std::size_t kWaitingMax = 256;

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
    auto asked = ask_all<rpc::PausedHost>(
        call, [&](auto& api, const auto& own) { return api.pause_host(request, own); });
    if (!asked.all_answered()) return fault_of(asked, "it is paused at the others: ask again");
    return std::move(asked.replies.front());
  }
  // One that did not know of the pause has nothing to resume.
  Result<void> resume_host(const rpc::ResumeHostRequest& request,
                           const CallContext& call) override {
    struct Resumed {
      std::optional<Fault> unknown;
    };
    const auto asked = ask_all<Resumed>(call, [&](auto& api, const auto& own) -> Result<Resumed> {
      const auto done = api.resume_host(request, own);
      if (done) return Resumed{};
      if (done.fault().kind == FaultKind::kNotFound) return Resumed{done.fault()};
      return done.fault();
    });
    if (!asked.all_answered()) return fault_of(asked, "it is resumed at the others: ask again");
    for (const auto& reply : asked.replies) {
      if (!reply.unknown) return {};
    }
    return *asked.replies.front().unknown;
  }

  // A page of each, merged by host: a host that several know is there once.
  Result<rpc::ListPausedHostsReply> list_paused_hosts(const rpc::ListPausedHostsRequest& request,
                                                      const CallContext& call) override {
    using Hosts = std::vector<rpc::PausedHost>;
    auto asked = ask_all<Hosts>(
        call, [&](auto& api, const auto& own) { return paused_after(api, request.page, own); });
    if (asked.replies.empty() || asked.has_refusal()) return fault_of(asked, "ask again later");
    std::map<std::string, rpc::PausedHost> hosts;
    for (auto& part : asked.replies) {
      for (auto& host : part) hosts.emplace(host.host, std::move(host));
    }
    rpc::ListPausedHostsReply reply;
    for (auto& [name, host] : hosts) {
      if (reply.hosts.size() == static_cast<std::size_t>(request.page.size)) {
        reply.next_position = reply.hosts.back().host;
        break;
      }
      reply.hosts.push_back(std::move(host));
    }
    reply.missing_fetchers = std::move(asked.missing);
    return reply;
  }

  // Who knows most of it.
  Result<rpc::ExplainReply> explain(const rpc::ExplainRequest& request,
                                    const CallContext& call) override {
    auto asked = ask_all<rpc::ExplainReply>(
        call, [&](auto& api, const auto& own) { return api.explain(request, own); });
    if (asked.replies.empty() || asked.has_refusal()) return fault_of(asked, "ask again later");
    auto best = *std::ranges::max_element(asked.replies, {}, [](const rpc::ExplainReply& reply) {
      return std::tuple(reply.known, reply.decisions.size(), reply.facts.size());
    });
    if (!asked.missing.empty())
      best.facts.emplace_back("fetchers that did not answer", names(asked.missing));
    return best;
  }

  Result<rpc::CrawlStats> get_crawl_stats(const CallContext& call) override {
    auto asked = ask_all<rpc::CrawlStats>(
        call, [](auto& api, const auto& own) { return api.get_crawl_stats(own); });
    if (asked.replies.empty() || asked.has_refusal()) return fault_of(asked, "ask again later");
    rpc::CrawlStats sum = asked.replies.front();
    for (std::size_t i = 1; i < asked.replies.size(); ++i) add(asked.replies[i], sum);
    sum.missing_fetchers = std::move(asked.missing);
    return sum;
  }

 private:
  // What came of asking every fetcher.
  template <typename Reply>
  struct Asked {
    std::vector<Reply> replies;        // in the order of the addresses
    std::vector<Fault> faults;         // of the others
    std::vector<std::string> missing;  // the addresses of these

    [[nodiscard]] bool all_answered() const { return faults.empty() && !replies.empty(); }
    // Of the request itself: every other fetcher would say the same.
    [[nodiscard]] bool has_refusal() const {
      return std::ranges::any_of(
          faults, [](const Fault& fault) { return fault.kind != FaultKind::kUnavailable; });
    }
  };

  static std::string names(const std::vector<std::string>& addresses) {
    std::string list;
    for (const auto& address : addresses) list += (list.empty() ? "" : ", ") + address;
    return list;
  }

  // What they say of the request, or who did not answer.
  template <typename Reply>
  static Fault fault_of(const Asked<Reply>& asked, const std::string& remedy) {
    for (const auto& fault : asked.faults) {
      if (fault.kind != FaultKind::kUnavailable) return fault;
    }
    if (asked.faults.empty()) return nobody();
    const std::size_t count = asked.faults.size() + asked.replies.size();
    return unavailable(std::to_string(asked.faults.size()) + " of " + std::to_string(count) +
                           " fetchers did not answer: " + names(asked.missing) + " (" +
                           asked.faults.front().what + ")",
                       asked.missing.front(), remedy);
  }

  // What is paused at one behind the page's position: a page and one more, or all there is. Its own
  // position is sealed by that fetcher, so each page is looked for from the beginning.
  static Result<std::vector<rpc::PausedHost>> paused_after(rpc::CrawlApi& api,
                                                           const rpc::Page& page,
                                                           const CallContext& call) {
    std::vector<rpc::PausedHost> hosts;
    rpc::ListPausedHostsRequest own;
    own.page.size = rpc::Page::kMax;
    do {
      TRY_LET(reply, api.list_paused_hosts(own, call));
      for (auto& host : reply.hosts) {
        if (host.host > page.position) hosts.push_back(std::move(host));
      }
      own.page.position = reply.next_position;
    } while (!own.page.position.empty() && hosts.size() <= static_cast<std::size_t>(page.size));
    return hosts;
  }

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

  // Every one, all at once: one that is away takes nothing from the others, and there is time left
  // to say so.
  template <typename Reply, typename Ask>
  Asked<Reply> ask_all(const CallContext& call, const Ask& ask) {
    CallContext own = call;
    if (call.deadline != std::chrono::steady_clock::time_point::max()) {
      const auto now = std::chrono::steady_clock::now();
      own.deadline = now + (call.deadline - now) * 3 / 4;
    }
    const std::size_t count = servers_.addresses.size();
    std::vector<std::optional<Result<Reply>>> answers(count);
    pool_.run(count, [&](std::size_t i) {
      const auto one = api(servers_.addresses[i]);
      answers[i].emplace(one ? Result<Reply>(ask(**one, own)) : Result<Reply>(one.fault()));
    });
    Asked<Reply> asked;
    for (std::size_t i = 0; i < count; ++i) {
      if (*answers[i]) {
        asked.replies.push_back(**std::move(answers[i]));
      } else {
        asked.faults.push_back(answers[i]->fault());
        asked.missing.push_back(servers_.addresses[i]);
      }
    }
    return asked;
  }

  CrawlServers servers_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<rpc::CrawlApi>> apis_;  // under the mutex
  Pool pool_{kAskingMax, kWaitingMax};  // last: its threads use all of the above
};

}  // namespace

std::unique_ptr<rpc::CrawlApi> crawl_gateway(CrawlServers servers) {
  return std::make_unique<CrawlGateway>(std::move(servers));
}

}  // namespace broadsheet::gateway
