// SPDX-License-Identifier: Apache-2.0
// Whether others have what our copy of a shard lacks. After Kafka was lost or shards were restored,
// one indexer may have begun a shard that another still has: nobody may stand for it with less.
#include <algorithm>

#include "common/topics.h"
#include "core/log.h"
#include "indexer/keeper_impl.h"

namespace broadsheet::indexer {

namespace {

// Kept with the data, beside the offsets: one more than how many snapshots the shard had when it
// began to read the log that is on the bus now, at its first record. What follows them comes again
// if that is read again. 0: not known, as of all copies that an earlier version wrote.
constexpr std::string_view kBefore = "articles.before";

constexpr std::chrono::seconds kAskPatience(30);
// Copies that were found alike are compared again after so long: an address may have got another.
constexpr Duration kAlikeFor = std::chrono::minutes(10);

}  // namespace

archive::Offset snapshots_before(int shard, std::optional<std::uint64_t> count) {
  return {std::string(kBefore), shard, count ? static_cast<std::int64_t>(*count) + 1 : 0};
}

Result<std::optional<std::uint64_t>> snapshots_before(const archive::Shard& archived, int shard) {
  TRY_LET(mark, archived.offset(kBefore, shard));
  if (mark <= 0) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(static_cast<std::uint64_t>(mark - 1));
}

// All of them, unless the bus brings the later ones again.
Result<std::uint64_t> irreplaceable(const archive::Shard& archived, int shard, std::int64_t begin) {
  TRY_LET(size, archived.log_size());
  if (begin > 0) return size;
  TRY_LET(before, snapshots_before(archived, shard));
  return std::min(size, before.value_or(size));
}

Result<bool> may_replace(const archive::Shard& ours, const archive::Shard& theirs, int shard,
                         std::int64_t begin) {
  TRY_LET(size, irreplaceable(ours, shard, begin));
  if (size == 0) return true;
  TRY_LET(their_size, theirs.log_size());
  if (their_size < size) return false;
  TRY_LET(our_root, ours.log_root(size));
  TRY_LET(their_root, theirs.log_root(size));
  return our_root == their_root;
}

namespace {

enum class Compared { kAllHere, kMoreThere, kDifferent };

class There {
 public:
  There(const records::ShardEndpoint& copy, const rpc::ClientOptions& peers, std::stop_token stop)
      : copy_(copy), peers_(peers), stop_(std::move(stop)) {}

  [[nodiscard]] Result<Digest> root(std::uint64_t size) const {
    TRY_LET(api, rpc::connect_shard(copy_.address, peers_, copy_.shard));
    rpc::CallContext call = rpc::call_within(kAskPatience);
    call.stop = stop_;
    TRY_LET(proof, api->consistency_proof({copy_.shard, size, 0}, call));
    return proof.first_root;
  }

 private:
  const records::ShardEndpoint& copy_;
  const rpc::ClientOptions& peers_;
  std::stop_token stop_;
};

Result<Compared> compare(const archive::Shard& ours, const records::ShardEndpoint& theirs,
                         const There& there, std::int64_t begin) {
  TRY_LET(size, ours.log_size());
  if (theirs.sequence <= size) {
    TRY_LET(their_root, there.root(theirs.sequence));
    TRY_LET(our_root, ours.log_root(theirs.sequence));
    if (their_root == our_root) return Compared::kAllHere;
  }
  if (theirs.offset < begin) return Compared::kDifferent;  // It cannot go on without a gap.
  TRY_LET(needed, irreplaceable(ours, theirs.shard, begin));
  if (needed == 0) return Compared::kMoreThere;
  if (needed > theirs.sequence) return Compared::kDifferent;
  TRY_LET(their_root, there.root(needed));
  TRY_LET(our_root, ours.log_root(needed));
  return their_root == our_root ? Compared::kMoreThere : Compared::kDifferent;
}

}  // namespace

// Others that are no further on the bus, and are not known to have nothing else than ours.
std::vector<records::ShardEndpoint> Keeper::Impl::to_compare(const Copy& copy) const {
  std::vector<records::ShardEndpoint> others;
  // In this order: what ours has at the offset that is compared, it has.
  const auto offset = copy.unit->shard.offset(topics::kArticles, copy.shard);
  if (!offset) return others;
  const auto now = std::chrono::steady_clock::now();
  for (auto& other : directory.copies(copy.shard)) {
    if (other.address == address || !directory.is_fresh(other)) continue;
    if (other.sequence == 0 || other.offset > *offset) continue;
    const auto seen = copy.compared_with.find(other.address);
    if (seen != copy.compared_with.end() && now < seen->second) continue;
    others.push_back(std::move(other));
  }
  return others;
}

Result<std::string> Keeper::Impl::who_has_more(Copy& copy, std::int64_t begin,
                                               std::stop_token stop) {
  for (const auto& other : to_compare(copy)) {
    if (stop.stop_requested()) break;
    const auto compared =
        compare(copy.unit->shard, other, There(other, options.peers, stop), begin);
    const bool alike = compared && *compared == Compared::kAllHere;
    copy.compared_with[other.address] =
        std::chrono::steady_clock::now() + (alike ? kAlikeFor : options.retry);
    if (!compared) {
      log::debug(
          "shard.not_compared",
          {{"shard", copy.shard}, {"with", other.address}, {"why", compared.fault().text()}});
      continue;
    }
    if (*compared == Compared::kMoreThere) return other.address;
    if (*compared == Compared::kAllHere) continue;
    if (copy.differs_from.insert(other.address).second) {
      log::error("shard.copies_differ",
                 {{"shard", copy.shard},
                  {"with", other.address},
                  {"snapshots_there", static_cast<long long>(other.sequence)},
                  {"why",
                   "each has snapshots that the other lacks: keep both and compare them "
                   "with broadsheet verify"}});
    }
  }
  return std::string();
}

// Of the shards that are ours and whole: one of which somebody has more is brought from there.
void Keeper::Impl::look_for_more(std::stop_token stop) {
  std::vector<std::shared_ptr<Copy>> whole;
  {
    const std::scoped_lock lock(mutex);
    for (const auto& [shard, place] : places) {
      if (place.wanted() && place.whole && place.copy) whole.push_back(place.copy);
    }
  }
  for (const auto& copy : whole) {
    if (to_compare(*copy).empty()) continue;
    const auto begins = bus.begin_offsets(topics::kArticles);
    if (!begins) return;
    const auto more = who_has_more(*copy, begins->at(static_cast<std::size_t>(copy->shard)), stop);
    if (!more || more->empty()) continue;
    log::error("shard.lacks_history", {{"shard", copy->shard}, {"is_at", *more}});
    const std::scoped_lock lock(mutex);
    Place& place = places[copy->shard];
    if (!place.wanted() || place.copy != copy) continue;
    place.whole = false;
    place.moved = place.owned;
    place.base = *more;
    place.retry = {};
    ++follow_plan;
    tell();
  }
}

// An archive that is older than the log on the bus has all of its shards somewhere: none of them
// begins empty by itself. Empty: there is no sign of that.
std::string Keeper::Impl::what_is_older(int shard, std::int64_t end) const {
  for (const auto& copy : copies()) {
    const auto before = snapshots_before(copy->unit->shard, copy->shard);
    if (copy->other_log || (before && before->value_or(0) > 0)) {
      return "shard " + std::to_string(copy->shard) +
             ", which is here, is older than the log on the bus";
    }
  }
  for (int other = 0; other < partitions; ++other) {
    for (const auto& said : directory.copies(other)) {
      // A record makes one snapshot at most.
      if (said.sequence > static_cast<std::uint64_t>(std::max<std::int64_t>(said.offset, 0))) {
        return "shard " + std::to_string(other) + " at " + said.address +
               " is older than the log on the bus";
      }
      if (other == shard && said.offset > end && said.sequence > 0) {
        return said.address + " had read up to " + std::to_string(said.offset) +
               ", and the bus ends at " + std::to_string(end);
      }
    }
  }
  return {};
}

}  // namespace broadsheet::indexer
