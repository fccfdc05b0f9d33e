// SPDX-License-Identifier: Apache-2.0
// One shard, wherever it is: the owner first, another copy when that takes long or does not answer.
#include "gateway/remote_shards.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#include "core/log.h"
#include "core/metrics.h"
#include "gateway/pool.h"

namespace broadsheet::gateway {

namespace {

using rpc::CallContext;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kWaitingMax = 1024;      // calls that no thread has taken yet
constexpr std::size_t kConnectionsMax = 1024;  // above it, those that nobody needs are forgotten
constexpr std::size_t kCopiesMax = 4;          // asked for one answer

// How long answers took lately.
class Latencies {
 public:
  void add(Duration took) {
    const std::scoped_lock lock(mutex_);
    recent_[next_++ % recent_.size()] = took;
  }
  // None as long as too few are known.
  std::optional<Duration> p95() {
    const std::scoped_lock lock(mutex_);
    if (next_ < kEnough) return std::nullopt;
    std::array<Duration, kRecent> sorted = recent_;
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(next_, kRecent));
    const auto at = sorted.begin() + (end - sorted.begin()) * 95 / 100;
    std::nth_element(sorted.begin(), at, end);
    return *at;
  }

 private:
  static constexpr std::size_t kRecent = 128;
  static constexpr std::size_t kEnough = 20;
  std::mutex mutex_;
  std::array<Duration, kRecent> recent_ = {};
  std::size_t next_ = 0;
};

// A copy to ask.
struct Candidate {
  std::shared_ptr<rpc::ShardApi> api;
  std::string address;
  bool owns = false;
};

// "Not there" and "no such thing" (a log that is shorter than asked for): true of the owner. A copy
// that is behind says so of what it does not have yet.
bool depends_on_state(const Fault& fault) {
  return fault.kind == FaultKind::kNotFound || fault.kind == FaultKind::kBadInput;
}

// Answers of several copies to one question. It outlives the question: a late answer ends here.
template <typename Reply>
struct Race {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Result<Reply>> best;  // a reply, or what the owner says of the request
  std::optional<Fault> unsure;        // of a copy that may be behind
  std::optional<Fault> last;
  std::string address;  // of the best
  int running = 0;
  std::stop_source stop;

  // Under the mutex.
  void take(const Candidate& from, Result<Reply> answer) {
    --running;
    if (best) return;
    if (answer || (from.owns && depends_on_state(answer.fault()))) {
      best.emplace(std::move(answer));
      address = from.address;
      stop.request_stop();
    } else if (depends_on_state(answer.fault())) {
      unsure = answer.fault();
    } else {
      last = answer.fault();
      if (last->where.empty()) last->where = from.address;
    }
    changed.notify_all();
  }
};

}  // namespace

struct RemoteShards::Impl {
  Impl(const ShardDirectory& the_directory, RemoteOptions the_options)
      : directory(the_directory),
        options(std::move(the_options)),
        pool(options.calls_max, kWaitingMax) {
    options.client.connect_patience = Duration(0);
  }

  std::vector<Candidate> candidates(int shard) {
    std::vector<Candidate> found;
    for (const auto& copy : directory.copies(shard)) {
      if (found.size() == kCopiesMax) break;
      auto api = connection(shard, copy.address);
      if (api) found.push_back({std::move(api), copy.address, !copy.standby && !copy.former});
    }
    return found;
  }

  std::shared_ptr<rpc::ShardApi> connection(int shard, const std::string& address) {
    const std::scoped_lock lock(mutex);
    if (connections.size() > kConnectionsMax) {
      std::erase_if(connections, [](const auto& entry) { return entry.second.use_count() == 1; });
    }
    auto& known = connections[{shard, address}];
    if (known) return known;
    auto made = rpc::connect_shard(address, options.client, shard);
    if (made) {
      known = *std::move(made);
    } else {
      log::warning("shard.no_connection", {{"address", address}, {"why", made.fault().text()}});
    }
    return known;
  }

  Duration hedge_delay() {
    return std::clamp(latencies.p95().value_or(options.hedge_max), options.hedge_min,
                      options.hedge_max);
  }

  const ShardDirectory& directory;
  RemoteOptions options;
  std::mutex mutex;
  std::map<std::pair<int, std::string>, std::shared_ptr<rpc::ShardApi>> connections;
  Latencies latencies;
  metrics::Counter hedged = metrics::counter("broadsheet_gateway_hedged_calls_total",
                                             "Questions for which a second copy was asked.");
  metrics::Counter failed = metrics::counter("broadsheet_gateway_failed_calls_total",
                                             "Questions that no copy of a shard answered.");
  std::vector<std::unique_ptr<rpc::ShardApi>> apis;
  Pool pool;  // last: its threads use all of the above
};

namespace {

class RemoteShard final : public rpc::ShardApi {
 public:
  RemoteShard(int shard, RemoteShards::Impl& with) : shard_(shard), with_(with) {}

  Result<rpc::GetSnapshotReply> get(const rpc::GetSnapshotRequest& request,
                                    const CallContext& call) override {
    return ask<rpc::GetSnapshotReply>(
        call, [request](auto& api, const auto& own) { return api.get(request, own); });
  }
  Result<rpc::ListSnapshotsReply> list(const rpc::ListSnapshotsRequest& request,
                                       const CallContext& call) override {
    return ask<rpc::ListSnapshotsReply>(
        call, [request](auto& api, const auto& own) { return api.list(request, own); });
  }
  Result<void> scan(const rpc::ScanRequest& request, const CallContext& call,
                    const rpc::ScanSink& sink) override;
  Result<rpc::SearchReply> search(const rpc::SearchRequest& request,
                                  const CallContext& call) override {
    return ask<rpc::SearchReply>(
        call, [request](auto& api, const auto& own) { return api.search(request, own); });
  }
  Result<rpc::CountReply> count(const rpc::CountRequest& request,
                                const CallContext& call) override {
    return ask<rpc::CountReply>(
        call, [request](auto& api, const auto& own) { return api.count(request, own); });
  }
  Result<rpc::Fingerprint> fingerprint(const rpc::FingerprintRequest& request,
                                       const CallContext& call) override {
    return ask<rpc::Fingerprint>(
        call, [request](auto& api, const auto& own) { return api.fingerprint(request, own); });
  }
  Result<rpc::FindCopiesReply> find_copies(const rpc::FindCopiesRequest& request,
                                           const CallContext& call) override {
    return ask<rpc::FindCopiesReply>(
        call, [request](auto& api, const auto& own) { return api.find_copies(request, own); });
  }
  Result<rpc::ListCapturesReply> captures(const rpc::ListCapturesRequest& request,
                                          const CallContext& call) override {
    return ask<rpc::ListCapturesReply>(
        call, [request](auto& api, const auto& own) { return api.captures(request, own); });
  }
  Result<rpc::Payload> payload(const rpc::GetPayloadRequest& request,
                               const CallContext& call) override {
    return ask<rpc::Payload>(
        call, [request](auto& api, const auto& own) { return api.payload(request, own); });
  }
  Result<rpc::ShardStats> stats(const CallContext& call) override {
    // Whoever answers: who copies the shard is to ask its owner, from whom others may be behind.
    const auto candidates = with_.candidates(shard_);
    std::string address;
    TRY_LET(stats, ask<rpc::ShardStats>(
                       call, [](auto& api, const auto& own) { return api.stats(own); }, &address));
    const bool owned = !candidates.empty() && candidates.front().owns;
    stats.address = owned ? candidates.front().address : address;
    return std::move(stats);
  }
  Result<rpc::Checkpoint> checkpoint(const CallContext& call) override {
    return ask<rpc::Checkpoint>(call,
                                [](auto& api, const auto& own) { return api.checkpoint(own); });
  }
  Result<rpc::InclusionProof> inclusion_proof(const rpc::InclusionProofRequest& request,
                                              const CallContext& call) override {
    return ask<rpc::InclusionProof>(
        call, [request](auto& api, const auto& own) { return api.inclusion_proof(request, own); });
  }
  Result<rpc::ConsistencyProof> consistency_proof(const rpc::ConsistencyProofRequest& request,
                                                  const CallContext& call) override {
    return ask<rpc::ConsistencyProof>(call, [request](auto& api, const auto& own) {
      return api.consistency_proof(request, own);
    });
  }

 private:
  [[nodiscard]] Fault nobody() const {
    return unavailable("no indexer has shard " + std::to_string(shard_), {},
                       "is one running, and ready?");
  }

  // `question` owns what it needs: it may run after the answer was taken elsewhere.
  template <typename Reply, typename Question>
  Result<Reply> ask(const CallContext& call, const Question& question,
                    std::string* address = nullptr) {
    auto candidates = with_.candidates(shard_);
    if (candidates.empty()) return nobody();
    if (candidates.size() == 1) return ask_one<Reply>(candidates.front(), call, question, address);
    return race<Reply>(std::move(candidates), call, question, address);
  }

  template <typename Reply, typename Question>
  Result<Reply> ask_one(const Candidate& candidate, const CallContext& call,
                        const Question& question, std::string* address) {
    const auto began = std::chrono::steady_clock::now();
    Result<Reply> answer = question(*candidate.api, call);
    if (answer) with_.latencies.add(since(began));
    if (!answer && answer.fault().kind == FaultKind::kUnavailable) {
      note_failure(call, answer.fault());
    }
    if (address != nullptr) *address = candidate.address;
    return answer;
  }

  static Duration since(SteadyTime began) {
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began);
  }

  template <typename Reply, typename Question>
  Result<Reply> race(std::vector<Candidate> candidates, const CallContext& call,
                     const Question& question, std::string* address) {
    const auto race = std::make_shared<Race<Reply>>();
    const std::stop_callback given_up(call.stop, [&] { race->stop.request_stop(); });
    const Duration patience = with_.hedge_delay();
    std::size_t asked = 0;
    std::unique_lock lock(race->mutex);
    while (!race->best && !call.given_up()) {
      const bool more = asked < candidates.size();
      if (!more && race->running == 0) break;
      if (more) {
        if (asked > 0) with_.hedged.add();
        ++race->running;
        const Candidate candidate = candidates[asked++];
        lock.unlock();
        start<Reply>(race, candidate, call, question);
        lock.lock();
      }
      const int running = race->running;
      const auto moved = [&] {
        return race->best.has_value() || race->running < running || call.given_up();
      };
      const auto until = std::chrono::steady_clock::now() + patience;
      if (asked < candidates.size()) {
        race->changed.wait_until(lock, std::min(until, call.deadline), moved);
      } else {
        // All are asked: the last word has whoever answers, or the deadline.
        race->changed.wait_until(lock, std::min(call.deadline, until), moved);
      }
    }
    race->stop.request_stop();
    if (race->best) {
      if (address != nullptr) *address = race->address;
      return *std::move(race->best);
    }
    // What a copy that may be behind says is missing, or wrong with the request, is believed only
    // when every other, which may know more, has said so too.
    const bool all_said = race->running == 0 && asked == candidates.size() && !race->last;
    if (race->unsure && all_said) return *race->unsure;
    const Fault fault = race->last.value_or(unavailable(
        "shard " + std::to_string(shard_) + " did not answer in time", candidates.front().address));
    note_failure(call, fault);
    return fault;
  }

  void note_failure(const CallContext& call, const Fault& fault) const {
    with_.failed.add();
    log::warning("shard.no_answer",
                 {{"shard", shard_}, {"why", fault.text()}, {"trace", call.trace}});
  }

  template <typename Reply, typename Question>
  void start(const std::shared_ptr<Race<Reply>>& race, const Candidate& candidate,
             const CallContext& call, const Question& question) {
    CallContext own = call;
    own.stop = race->stop.get_token();
    const auto work = [race, candidate, own, question, &with = with_] {
      const auto began = std::chrono::steady_clock::now();
      Result<Reply> answer = question(*candidate.api, own);
      if (answer) with.latencies.add(since(began));
      const std::scoped_lock lock(race->mutex);
      race->take(candidate, std::move(answer));
    };
    if (!with_.pool.submit(work)) work();
  }

  int shard_;
  RemoteShards::Impl& with_;
};

// A stream that breaks off goes on in another copy: what was looked at is known by its sequence.
Result<void> RemoteShard::scan(const rpc::ScanRequest& request, const CallContext& call,
                               const rpc::ScanSink& sink) {
  rpc::ScanRequest rest = request;
  bool enough = false;
  std::optional<Fault> last;
  for (const auto& candidate : with_.candidates(shard_)) {
    const auto done = candidate.api->scan(rest, call, [&](rpc::ScanBatch batch) {
      rest.after = std::max(rest.after, batch.sequence);
      enough = batch.complete;
      const bool more = sink(std::move(batch));
      enough = enough || !more;
      return more;
    });
    if (done || enough) return {};
    if (candidate.owns && depends_on_state(done.fault())) return done.fault();
    if (!last || !depends_on_state(done.fault())) last = done.fault();
    if (call.given_up()) break;
    log::debug("scan.goes_on", {{"shard", shard_}, {"why", last->text()}});
  }
  return last ? *last : nobody();
}

}  // namespace

RemoteShards::RemoteShards(const ShardDirectory& directory, int count, RemoteOptions options)
    : impl_(std::make_unique<Impl>(directory, std::move(options))) {
  for (int shard = 0; shard < count; ++shard) {
    impl_->apis.push_back(std::make_unique<RemoteShard>(shard, *impl_));
  }
}
RemoteShards::~RemoteShards() = default;

std::vector<rpc::ShardApi*> RemoteShards::shards() {
  std::vector<rpc::ShardApi*> shards;
  for (const auto& api : impl_->apis) shards.push_back(api.get());
  return shards;
}

}  // namespace broadsheet::gateway
