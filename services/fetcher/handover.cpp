// SPDX-License-Identifier: Apache-2.0
// Partition p of `frontier-state` belongs to partition p of `discoveries`: its rows are placed by
// their site, not by their key.
#include "fetcher/handover.h"

#include <algorithm>

#include "common/topics.h"
#include "core/log.h"
#include "records/discovery.h"
#include "url/canonical.h"

namespace broadsheet::fetcher {

namespace {

constexpr std::size_t kRowsMax = 2'000;  // in one batch, of the bus and of the store
constexpr Duration kPatience = std::chrono::milliseconds(500);
constexpr Duration kRestoreSilence = std::chrono::seconds(20);  // Then the bus is asked anew.
// Longer than that we do not keep the group waiting, nor our other partitions: the rest is for the
// next call.
constexpr Duration kRestoreAtOnce = std::chrono::seconds(2);
// How often we write down how far the state has got: what lies behind is read again after a crash.
constexpr Duration kNoteEvery = std::chrono::seconds(30);

std::vector<frontier::StateRow> rows_of(std::vector<bus::Delivery> deliveries) {
  std::vector<frontier::StateRow> rows;
  rows.reserve(deliveries.size());
  for (auto& delivery : deliveries) {
    if (delivery.record.value.empty()) continue;
    rows.push_back({std::move(delivery.record.key), std::move(delivery.record.value)});
  }
  return rows;
}

}  // namespace

Result<void> Handover::restore(int partition, std::int64_t from, std::int64_t end,
                               std::stop_token stop) {
  TRY_LET(inbox, bus_.read({{std::string(topics::kFrontierState), partition, from}}));
  std::int64_t next = from;
  const Time begin = clock_();
  Time heard = begin;
  while (next < end) {
    if (stop.stop_requested()) return unavailable("it is stopping");
    TRY_LET(polled, inbox->poll(kRowsMax, kPatience));
    if (polled.empty()) {
      if (clock_() - heard < kRestoreSilence) continue;
      return unavailable("the bus is silent",
                         std::string(topics::kFrontierState) + "/" + std::to_string(partition));
    }
    heard = clock_();
    next = polled.back().position.offset + 1;
    TRY(frontier_.restore(rows_of(std::move(polled))));
    TRY(frontier_.set_restored_to(partition, next));
    if (next < end && heard - begin > kRestoreAtOnce) {
      return unavailable(
          "its state is still being read: " + std::to_string(end - next) + " rows to go",
          std::string(topics::kFrontierState) + "/" + std::to_string(partition));
    }
  }
  return {};
}

Result<void> Handover::take_over(int partition, std::stop_token stop) {
  TRY_LET(from, frontier_.restored_to(partition));
  TRY_LET(ends, bus_.end_offsets(topics::kFrontierState));
  const std::int64_t end = ends.at(static_cast<std::size_t>(partition));
  // A topic that was made anew is shorter than we remember.
  const std::int64_t begin = from > end ? 0 : from;
  TRY(restore(partition, begin, end, stop));
  TRY(frontier_.set_restored_to(partition, end));
  TRY(frontier_.own(partition, clock_()));
  log::info("partition.owned", {{"partition", partition}, {"rows", end - begin}});
  return {};
}

Result<void> Handover::flush(int partition) {
  while (true) {
    TRY_LET(rows, frontier_.take_changes(partition, kRowsMax));
    if (rows.empty()) return {};
    std::vector<bus::Record> records;
    records.reserve(rows.size());
    for (const auto& row : rows) records.push_back({row.key, row.value});
    auto done = bus_.publish_to(topics::kFrontierState, partition, std::move(records));
    if (!done) {
      frontier_.return_changes(partition, rows);
      return done;
    }
  }
}

Result<void> Handover::flush_all() {
  for (const int partition : frontier_.owned()) TRY(flush(partition));
  const Time now = clock_();
  if (now < noted_ + kNoteEvery) return {};
  noted_ = now;
  for (const int partition : frontier_.owned()) TRY(note_end(partition));
  return {};
}

// All before it is ours or was restored: we alone write there.
Result<void> Handover::note_end(int partition) {
  TRY_LET(ends, bus_.end_offsets(topics::kFrontierState));
  return frontier_.set_restored_to(partition, ends.at(static_cast<std::size_t>(partition)));
}

Result<void> Handover::give_up(int partition) {
  auto done = flush(partition);
  if (done) done = note_end(partition);
  frontier_.drop(partition);
  log::info("partition.given_up", {{"partition", partition}, {"whole", done.ok()}});
  return done;
}

Result<void> Handover::pass_on() {
  const auto found = frontier_.take_elsewhere();
  passing_.insert(passing_.end(), found.begin(), found.end());
  if (passing_.empty()) return {};
  std::vector<bus::Record> records;
  for (const auto& discovery : passing_) {
    const auto url = url::Url::parse(discovery.url);
    if (!url) continue;
    bus::Record record;
    record.key = url::site(*url);
    record.value = records::encode(discovery);
    if (!discovery.trace.empty()) record.headers["trace"] = discovery.trace;
    records.push_back(std::move(record));
  }
  TRY(bus_.publish(topics::kDiscoveries, std::move(records)));
  passing_.clear();
  return {};
}

}  // namespace broadsheet::fetcher
