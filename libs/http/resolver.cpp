// SPDX-License-Identifier: Apache-2.0
// Asking c-ares for A and AAAA side by side, on the loop's descriptors and timers.
#include "http/resolver.h"

#include <ares.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <deque>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace broadsheet::http {

namespace {

constexpr int kTryMilliseconds = 2000;  // doubles with each try
constexpr int kTries = 3;
// RFC 8305 §3: how long the first family waits for the other.
constexpr Duration kOtherFamilyPatience = std::chrono::milliseconds(50);
constexpr std::size_t kAddressesMax = 32;  // of one name and family

using SteadyTime = std::chrono::steady_clock::time_point;

// c-ares wants this once a process, before any thread uses it.
bool library_ready() {
  static const bool ready = ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS;
  return ready;
}

std::vector<url::Address> in_turn(const std::vector<url::Address>& v6,
                                  const std::vector<url::Address>& v4) {
  std::vector<url::Address> all;
  for (std::size_t i = 0; i < std::max(v6.size(), v4.size()); ++i) {
    if (i < v6.size()) all.push_back(v6[i]);
    if (i < v4.size()) all.push_back(v4[i]);
  }
  return all;
}

url::Address address_of(const sockaddr* socket_address) {
  url::Address address;
  address.v6 = socket_address->sa_family == AF_INET6;
  if (address.v6) {
    sockaddr_in6 in6{};
    std::memcpy(&in6, socket_address, sizeof in6);
    std::memcpy(address.bytes.data(), &in6.sin6_addr, 16);
  } else {
    sockaddr_in in4{};
    std::memcpy(&in4, socket_address, sizeof in4);
    std::memcpy(address.bytes.data(), &in4.sin_addr, 4);
  }
  return address;
}

// RFC 6761 §6.3: answered here, never by a name server.
bool is_localhost(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host == "localhost" || host.ends_with(".localhost");
}

Resolver::Answer loopback() {
  Resolver::Answer answer;
  url::Address v6{.v6 = true};
  v6.bytes[15] = 1;
  url::Address v4;
  v4.bytes[0] = 127;
  v4.bytes[3] = 1;
  answer.addresses = {v6, v4};
  return answer;
}

bool says_no_such_name(int status) { return status == ARES_ENOTFOUND || status == ARES_ENODATA; }

}  // namespace

struct Resolver::Impl {
  struct Query {
    std::vector<std::uint64_t> questions;
    std::vector<url::Address> v4;
    std::vector<url::Address> v6;
    int pending = 2;              // families without an answer
    int status = ARES_ENOTFOUND;  // the worst of what was not "no such name"
    long ttl_seconds = -1;
    std::unique_ptr<Timer> patience;
  };
  struct Cached {
    Answer answer;
    SteadyTime until;
  };
  // What c-ares hands back to us; it calls back exactly once, at the latest from ares_destroy.
  struct Ticket {
    Impl* impl;
    std::string host;
    bool v6;
  };

  Impl(Loop& of, const Options& with) : loop(of), options(with), alarm(of) {}
  ~Impl() {
    closing = true;
    queries.clear();
    if (channel != nullptr) ares_destroy(channel);
  }

  Result<void> start();
  void ask(const std::string& host, bool v6);
  void answered(const Ticket& ticket, int status, ares_addrinfo* found);
  void deliver(const std::string& host);
  Answer conclude(const Query& query) const;
  void keep(const std::string& host, const Query& query, const Answer& answer);
  void watch(int descriptor, bool readable, bool writable);
  void process(int readable, int writable);
  void set_alarm();

  Loop& loop;
  const Options options;
  ares_channel channel = nullptr;
  std::map<int, std::unique_ptr<Watch>> watches;
  Timer alarm;
  std::unordered_map<std::string, Query> queries;
  std::unordered_map<std::uint64_t, Done> waiters;
  std::unordered_map<std::string, Cached> cache;
  std::deque<std::string> cached_order;  // first in, first out
  std::uint64_t next_question = 1;
  bool closing = false;
};

Result<void> Resolver::Impl::start() {
  if (!library_ready()) return broken("c-ares does not start");
  ares_options settings{};
  settings.timeout = kTryMilliseconds;
  settings.tries = kTries;
  settings.sock_state_cb = [](void* self, int descriptor, int readable, int writable) {
    static_cast<Impl*>(self)->watch(descriptor, readable != 0, writable != 0);
  };
  settings.sock_state_cb_data = this;
  const int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB | ARES_OPT_DOMAINS;
  int status = ares_init_options(&channel, &settings, mask);
  if (status != ARES_SUCCESS) {
    channel = nullptr;
    return unavailable(std::string("DNS does not start: ") + ares_strerror(status));
  }
  if (!options.servers.empty()) {
    status = ares_set_servers_ports_csv(channel, options.servers.c_str());
    if (status != ARES_SUCCESS) {
      return bad_input("no list of name servers", options.servers, "write ADDRESS:PORT,ADDRESS");
    }
  }
  return {};
}

void Resolver::Impl::ask(const std::string& host, bool v6) {
  ares_addrinfo_hints hints{};
  hints.ai_family = v6 ? AF_INET6 : AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = ARES_AI_NOSORT;
  auto ticket = std::make_unique<Ticket>(Ticket{this, host, v6});
  const auto called = [](void* argument, int status, int, ares_addrinfo* found) {
    const std::unique_ptr<Ticket> own(static_cast<Ticket*>(argument));
    own->impl->answered(*own, status, found);
    if (found != nullptr) ares_freeaddrinfo(found);
  };
  ares_getaddrinfo(channel, host.c_str(), nullptr, &hints, called, ticket.release());
}

void Resolver::Impl::answered(const Ticket& ticket, int status, ares_addrinfo* found) {
  const auto it = queries.find(ticket.host);
  if (closing || it == queries.end()) return;
  Query& query = it->second;
  --query.pending;
  auto& addresses = ticket.v6 ? query.v6 : query.v4;
  if (status == ARES_SUCCESS && found != nullptr) {
    for (auto* node = found->nodes; node != nullptr; node = node->ai_next) {
      if (node->ai_family != (ticket.v6 ? AF_INET6 : AF_INET)) continue;
      if (addresses.size() < kAddressesMax) addresses.push_back(address_of(node->ai_addr));
      if (query.ttl_seconds < 0 || node->ai_ttl < query.ttl_seconds) {
        query.ttl_seconds = node->ai_ttl;
      }
    }
  } else if (!says_no_such_name(status)) {
    query.status = status;
  }
  if (query.pending == 0) return deliver(ticket.host);
  if (addresses.empty()) return;
  query.patience = std::make_unique<Timer>(loop);
  query.patience->start(kOtherFamilyPatience, [this, host = ticket.host] { deliver(host); });
}

Resolver::Answer Resolver::Impl::conclude(const Query& query) const {
  Answer answer;
  answer.addresses = in_turn(query.v6, query.v4);
  if (!answer.addresses.empty()) return answer;
  if (query.status == ARES_ENOTFOUND) {
    answer.failure = Failure::kNoHost;
    answer.why = "the host does not exist";
  } else {
    answer.failure = Failure::kDns;
    answer.why = std::string("no answer about the host: ") + ares_strerror(query.status);
  }
  return answer;
}

// To all who wait. A query whose second family is still out stays, to complete the cache.
void Resolver::Impl::deliver(const std::string& name) {
  const std::string host = name;  // The timer that holds it goes with the query.
  const auto it = queries.find(host);
  if (it == queries.end()) return;
  const Answer answer = conclude(it->second);
  keep(host, it->second, answer);
  const auto questions = std::exchange(it->second.questions, {});
  if (it->second.pending == 0) queries.erase(it);
  // They may ask again, or cancel one another.
  for (const auto question : questions) {
    auto waiter = waiters.extract(question);
    if (!waiter.empty()) waiter.mapped()(answer);
  }
}

void Resolver::Impl::keep(const std::string& host, const Query& query, const Answer& answer) {
  if (answer.failure == Failure::kDns) return;
  Duration ttl = options.failure_ttl;
  if (answer.failure == Failure::kNone) {
    ttl = std::clamp<Duration>(std::chrono::seconds(std::max(0L, query.ttl_seconds)),
                               options.ttl_min, std::max(options.ttl_min, options.ttl_max));
  }
  const auto [it, is_new] = cache.try_emplace(host);
  it->second = {answer, std::chrono::steady_clock::now() + ttl};
  if (!is_new) return;
  cached_order.push_back(host);
  if (cached_order.size() > options.cache_max) {
    cache.erase(cached_order.front());
    cached_order.pop_front();
  }
}

void Resolver::Impl::watch(int descriptor, bool readable, bool writable) {
  if (!readable && !writable) {
    watches.erase(descriptor);
    return;
  }
  auto& entry = watches[descriptor];
  if (!entry) {
    entry = std::make_unique<Watch>(loop, descriptor, [this, descriptor](bool in, bool out) {
      process(in ? descriptor : ARES_SOCKET_BAD, out ? descriptor : ARES_SOCKET_BAD);
    });
  }
  entry->want(readable, writable);
}

void Resolver::Impl::process(int readable, int writable) {
  ares_process_fd(channel, readable, writable);
  set_alarm();
}

void Resolver::Impl::set_alarm() {
  timeval left{};
  if (ares_timeout(channel, nullptr, &left) == nullptr) return alarm.cancel();
  const Duration delay =
      std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
  alarm.start(delay, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

Resolver::Resolver(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Resolver::~Resolver() = default;

Result<std::unique_ptr<Resolver>> Resolver::open(Loop& loop, const Options& options) {
  auto impl = std::make_unique<Impl>(loop, options);
  TRY(impl->start());
  return std::make_unique<Resolver>(std::move(impl));
}

std::uint64_t Resolver::resolve(const std::string& host, Done done) {
  if (is_localhost(host)) {
    done(loopback());
    return 0;
  }
  const auto cached = impl_->cache.find(host);
  if (cached != impl_->cache.end() && std::chrono::steady_clock::now() < cached->second.until) {
    const Answer answer = cached->second.answer;
    done(answer);
    return 0;
  }
  const std::uint64_t question = impl_->next_question++;
  const auto [query, is_new] = impl_->queries.try_emplace(host);
  query->second.questions.push_back(question);
  impl_->waiters.emplace(question, std::move(done));
  if (is_new) {
    // The hosts file answers at once: the query may be gone after the second of these.
    impl_->ask(host, true);
    impl_->ask(host, false);
    impl_->set_alarm();
  }
  return question;
}

void Resolver::cancel(std::uint64_t question) { impl_->waiters.erase(question); }

}  // namespace broadsheet::http
