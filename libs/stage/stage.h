// SPDX-License-Identifier: Apache-2.0
// Poll → work → publish → commit, for everybody. What was not published was not committed; what
// cannot be processed goes to dead letters and never blocks its partition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "core/result.h"
#include "core/time.h"

namespace broadsheet::stage {

struct Output {
  std::string topic;
  bus::Record record;
};

struct Options {
  std::string name;  // for metrics, logs and dead letters: "extractor"
  std::vector<std::string> topics;
  std::string group;
  // transform() alone: read by a member of the group "GROUP.backfill", and only when `topics` leave
  // it time. See there.
  std::vector<std::string> backfill_topics = {};
  std::size_t backfill_batch_max = 8;  // what a record that comes now has to wait for, at most
  // After so many polls of `topics` without one, a batch of backfill is taken all the same: it is
  // slow under load, and never stands still.
  std::uint32_t backfill_every = 32;
  std::size_t batch_max = 64;  // records in work at once: the bound on memory
  std::size_t workers = 1;     // threads of transform()
  // transform() alone: a batch that takes longer ends there, and the rest of it is read again.
  // Kafka throws out who has not polled for five minutes, and gives everything to somebody else.
  Duration batch_time = std::chrono::seconds(60);
  Duration patience = std::chrono::milliseconds(200);  // how long a poll waits
  std::uint32_t attempts_max = 5;  // of one record that fails as kUnavailable, before dead letters
  Duration retry_delay = std::chrono::milliseconds(200);  // doubles with each attempt
  std::string dead_letters = "dead-letters";              // topic
  // A file that names the records in work, so that one that kills the process is recognised at
  // restart. Empty: that is not done.
  std::filesystem::path crash_marks = {};
  Clock clock = system_now;
};

// One record in, its outputs out; called from `workers` threads. kBadInput: dead letter at once;
// kUnavailable: again, then dead letter; kBroken ends the loop with that fault.
using Transform = std::function<Result<std::vector<Output>>(const bus::Delivery&)>;

// Runs until `stop`; drains the batch in work before it returns. Outputs are published in input
// order, then the input is committed. A record during which the process died `attempts_max` times
// goes to dead letters without being worked on again. Of backfill topics a small batch is taken
// when nothing else waits for this member, and one in `backfill_every` polls when always something
// does.
Result<void> transform(bus::Bus& bus, const Options& options, const Transform& work,
                       std::stop_token stop);

// A batch at a time, into something that keeps the offsets itself, with the data.
struct Sink {
  // Where to go on reading a partition; asked when it is assigned. kUnavailable: not yet. Then it
  // waits, the others go on, and it is asked again soon.
  std::function<Result<std::int64_t>(const bus::Position&)> start;
  // Takes a whole batch of one partition durably, with `next` as its offset. kUnavailable: again
  // later, without end. kBadInput: each record is then given alone, and those refused alone go to
  // dead letters.
  std::function<Result<void>(const std::vector<bus::Delivery>&, std::int64_t next)> take;
  // A record went to dead letters; `next` is the offset behind it. kUnavailable: again later. May
  // be empty: then the next batch brings the offset on.
  std::function<Result<void>(const bus::Position& next)> buried = {};
  // These are somebody else's from now on; no batch of them is in work. May be empty.
  std::function<void(const std::vector<bus::Position>&)> given_up = {};
  // The same where somebody else has them already. Empty: given_up is told.
  std::function<void(const std::vector<bus::Position>&)> lost = {};
  // Partitions that are to be read from another place than they are: `start` is asked again, and
  // they wait until it answers. Asked before each poll. May be empty.
  std::function<std::vector<bus::Position>()> moved = {};
  // Before each poll, when all that was polled is taken; with where each partition goes on that has
  // begun. The inbox's own positions are no such thing: of a partition that waits, what it reads is
  // dropped. kUnavailable is a warning. May be empty.
  std::function<Result<void>(bus::Inbox&, const std::vector<bus::Position>& begun)> rest = {};
};

Result<void> sink(bus::Bus& bus, const Options& options, const Sink& sink, std::stop_token stop);

// The same beside the group: reads `from` on, commits nothing, and leaves dead letters to the
// member that owns the partition. `start` and `given_up` are not used.
Result<void> follow(bus::Bus& bus, const Options& options, const std::vector<bus::Position>& from,
                    const Sink& sink, std::stop_token stop);

// From one lane into another: what has time waits in a topic of its own, and goes to the end of the
// one that is read when that has hardly anything before it. So the order that its reader sees is
// one, and the same for everybody who reads it.
struct Lane {
  std::string name;    // for metrics and logs
  std::string from;    // topic
  std::string to;      // topic, with the same number of partitions
  std::string group;   // reads `from`
  std::string reader;  // the group that reads `to`
  std::size_t batch_max = 32;
  // Records that the reader may have before it in a partition when more are added: what one that
  // comes now has to wait for, at most, with the batch that is added.
  std::int64_t ahead_max = 96;
  // A partition whose reader always has more before it gets a batch all the same, that often.
  Duration starved_after = std::chrono::seconds(30);
  Duration patience = std::chrono::milliseconds(200);
  Duration retry_delay = std::chrono::milliseconds(200);
};

// Runs until `stop`. At least once, in order within a partition.
Result<void> feed(bus::Bus& bus, const Lane& lane, std::stop_token stop);

}  // namespace broadsheet::stage
