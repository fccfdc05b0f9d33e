// SPDX-License-Identifier: Apache-2.0
// The client: threads with a loop each, the queue for connection slots, and the way out.
#include "http/client.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "core/hash.h"
#include "http/fetch.h"

namespace broadsheet::http {

namespace {

using SteadyTime = Fetch::SteadyTime;

// What all threads of a client know of one another.
struct Count {
  std::atomic<std::size_t> connections = 0;
  std::mutex mutex;
  std::condition_variable none;
  std::size_t in_flight = 0;  // under the mutex
  bool stopping = false;      // under the mutex

  void ended() {
    std::scoped_lock lock(mutex);
    if (--in_flight == 0) none.notify_all();
  }
};

Exchange not_fetched(Failure failure, const std::string& why, const url::Url& url) {
  Exchange exchange;
  exchange.failure = failure;
  exchange.response = unavailable("queue: " + why, url.href());
  exchange.started = system_now();
  return exchange;
}

Resolver::Options resolver_options(const Client::Options& options) {
  const auto threads = static_cast<std::size_t>(options.threads);
  return {.servers = options.dns_servers,
          .ttl_min = options.dns_ttl_min,
          .ttl_max = options.dns_ttl_max,
          .failure_ttl = options.dns_failure_ttl,
          .cache_max = std::max<std::size_t>(1, options.dns_cache_max / threads)};
}

// A fetch on its way to the thread that does it.
struct Order {
  std::uint64_t id;
  Request request;
  Client::Done done;
  SteadyTime asked;
  bool refused;  // asked for after stop()
};

// The part of the client that one thread owns.
class Shard {
 public:
  Shard(const Client::Options& options, Count& count)
      : options_(options),
        count_(count),
        slots_(std::max<std::size_t>(
            1, options.connections_max / static_cast<std::size_t>(options.threads))) {}

  Result<void> open(std::shared_ptr<TlsContext> tls) {
    tls_ = std::move(tls);
    TRY_LET(resolver, Resolver::open(loop_, resolver_options(options_)));
    resolver_ = std::move(resolver);
    const auto threads = static_cast<std::size_t>(options_.threads);
    const std::size_t idle =
        options_.idle_max == 0 ? 0 : std::max<std::size_t>(1, options_.idle_max / threads);
    pool_ = std::make_unique<Pool>(loop_, options_.idle_per_origin_max, idle, options_.idle_time);
    around_.emplace(Surroundings{loop_, options_, *resolver_, *pool_, *tls_, count_.connections});
    thread_ = std::thread([this] { loop_.run(); });
    return {};
  }

  // Nothing is in flight any more.
  ~Shard() {
    if (!thread_.joinable()) return;
    loop_.post([this] {
      pool_.reset();
      resolver_.reset();
    });
    loop_.finish();
    thread_.join();
  }

  void post(std::function<void()> work) { loop_.post(std::move(work)); }

  // The rest runs on the shard's thread.

  void take(Order order) {
    if (order.refused || all_cancelled_) {
      return answer(order.done,
                    not_fetched(Failure::kCancelled, "the client is stopped", order.request.url));
    }
    if (waiting_.size() >= options_.queue_max) {
      return answer(order.done,
                    not_fetched(Failure::kBusy, "too many fetches wait", order.request.url));
    }
    const std::uint64_t id = order.id;
    auto finished = [this, id](Exchange exchange) { finish(id, std::move(exchange)); };
    auto fetch = std::make_unique<Fetch>(*around_, std::move(order.request), order.asked,
                                         std::move(finished));
    known_.emplace(id, Known{std::move(fetch), std::move(order.done)});
    waiting_.push_back(id);
    start_waiting();
  }

  void cancel(std::uint64_t id) {
    const auto known = known_.find(id);
    if (known != known_.end()) known->second.fetch->cancel("cancelled");
  }

  void cancel_all() {
    all_cancelled_ = true;
    std::vector<std::uint64_t> ids;
    for (const auto& [id, known] : known_) ids.push_back(id);
    for (const auto id : ids) cancel(id);
  }

 private:
  struct Known {
    std::unique_ptr<Fetch> fetch;
    Client::Done done;
    bool running = false;
  };

  void start_waiting() {
    while (!waiting_.empty() && running_ < slots_) {
      const auto known = known_.find(waiting_.front());
      waiting_.pop_front();
      if (known == known_.end()) continue;  // cancelled while it waited
      Fetch& fetch = *known->second.fetch;
      if (running_ + pool_->size() >= slots_ && !pool_->has(fetch.origin())) pool_->drop_oldest();
      known->second.running = true;
      ++running_;
      fetch.start();
    }
  }

  void finish(std::uint64_t id, Exchange exchange) {
    auto node = known_.extract(id);
    CHECK(!node.empty());
    if (node.mapped().running) --running_;
    // The fetch is still on the stack: it goes once the loop turns.
    loop_.post([fetch = std::shared_ptr<Fetch>(std::move(node.mapped().fetch))] {});
    loop_.post([this] { start_waiting(); });
    answer(node.mapped().done, std::move(exchange));
  }

  void answer(const Client::Done& done, Exchange exchange) {
    done(std::move(exchange));
    count_.ended();
  }

  const Client::Options& options_;
  Count& count_;
  const std::size_t slots_;
  Loop loop_;
  std::shared_ptr<TlsContext> tls_;
  std::unique_ptr<Resolver> resolver_;
  std::unique_ptr<Pool> pool_;
  std::optional<Surroundings> around_;
  std::unordered_map<std::uint64_t, Known> known_;
  std::deque<std::uint64_t> waiting_;
  std::size_t running_ = 0;
  bool all_cancelled_ = false;
  std::thread thread_;
};

}  // namespace

struct Client::Impl {
  Options options;
  Count count;
  std::vector<std::unique_ptr<Shard>> shards;
  std::atomic<std::uint64_t> next_turn = 1;

  [[nodiscard]] std::size_t shard_of(const url::Url& url) const {
    const std::uint64_t hash = hash64(url.host(), url.port());
    return static_cast<std::size_t>(hash % shards.size());
  }
};

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<Client>> Client::open(Options options) try {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  impl->options.threads = std::clamp(impl->options.threads, 1, 256);
  TRY_LET(tls, TlsContext::client(impl->options.ca_file, impl->options.verify_tls));
  for (int i = 0; i < impl->options.threads; ++i) {
    impl->shards.push_back(std::make_unique<Shard>(impl->options, impl->count));
    TRY(impl->shards.back()->open(tls));
  }
  return std::unique_ptr<Client>(new Client(std::move(impl)));
} catch (const std::exception& error) {  // out of descriptors or threads
  return unavailable(std::string("the HTTP client does not start: ") + error.what());
}

Client::~Client() { stop({}); }

std::uint64_t Client::fetch(Request request, Done done) {
  const std::size_t index = impl_->shard_of(request.url);
  const std::uint64_t id = impl_->next_turn++ * impl_->shards.size() + index;
  // Shared, since std::function wants to be copied, and requests would rather not.
  auto order = std::make_shared<Order>(Order{.id = id,
                                             .request = std::move(request),
                                             .done = std::move(done),
                                             .asked = std::chrono::steady_clock::now(),
                                             .refused = false});
  {
    std::scoped_lock lock(impl_->count.mutex);
    ++impl_->count.in_flight;
    order->refused = impl_->count.stopping;
  }
  Shard* shard = impl_->shards[index].get();
  shard->post([shard, order] { shard->take(std::move(*order)); });
  return id;
}

Exchange Client::fetch_and_wait(Request request) {
  std::promise<Exchange> promise;
  auto future = promise.get_future();
  fetch(std::move(request), [&](Exchange exchange) { promise.set_value(std::move(exchange)); });
  return future.get();
}

void Client::cancel(std::uint64_t fetch) {
  Shard* shard = impl_->shards[fetch % impl_->shards.size()].get();
  shard->post([shard, fetch] { shard->cancel(fetch); });
}

void Client::stop(Duration patience) {
  Count& count = impl_->count;
  const auto nothing_left = [&] { return count.in_flight == 0; };
  {
    std::unique_lock lock(count.mutex);
    count.stopping = true;
    if (count.none.wait_for(lock, patience, nothing_left)) return;
  }
  for (auto& shard : impl_->shards) {
    shard->post([to = shard.get()] { to->cancel_all(); });
  }
  std::unique_lock lock(count.mutex);
  count.none.wait(lock, nothing_left);
}

std::size_t Client::in_flight() const {
  std::scoped_lock lock(impl_->count.mutex);
  return impl_->count.in_flight;
}

std::size_t Client::connections() const { return impl_->count.connections; }

}  // namespace broadsheet::http
