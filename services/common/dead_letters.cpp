// SPDX-License-Identifier: Apache-2.0
// The topic of dead letters, read and answered.
#include "common/dead_letters.h"

#include "common/read_all.h"
#include "common/topics.h"

namespace broadsheet::topics {

namespace {

records::DeadLetter letter_of(const bus::Delivery& delivery) {
  auto letter = records::decode_dead_letter(delivery.record.value);
  if (letter) return *std::move(letter);
  records::DeadLetter unreadable;
  unreadable.key = delivery.record.key;
  unreadable.value = delivery.record.value;
  unreadable.reason = letter.fault().text();
  unreadable.time = delivery.record.time;
  return unreadable;
}

}  // namespace

Result<void> read_dead_letters(bus::Bus& bus, const std::stop_token& stop, const TakeLetter& take) {
  TRY_LET(begins, bus.begin_offsets(kDeadLetters));
  TRY_LET(ends, bus.end_offsets(kDeadLetters));
  // It has one partition, and never gets another.
  if (begins.empty() || ends.empty() || begins.front() >= ends.front()) return {};
  const bus::Position from{std::string(kDeadLetters), 0, begins.front()};
  return read_all(bus, from, ends.front(), stop, [&](const std::vector<bus::Delivery>& polled) {
    for (const auto& delivery : polled) {
      const auto taken = take(delivery.position.offset, letter_of(delivery));
      if (!taken) return taken;
    }
    return Result<void>();
  });
}

Result<void> give_back(bus::Bus& bus, const records::DeadLetter& letter) {
  if (letter.topic.empty()) return bad_input("the letter does not say where it came from");
  bus::Record record{letter.key, letter.value};
  if (!letter.trace.empty()) record.headers["trace"] = letter.trace;
  std::vector<bus::Record> records;
  records.push_back(std::move(record));
  return bus.publish(letter.topic, std::move(records));
}

}  // namespace broadsheet::topics
