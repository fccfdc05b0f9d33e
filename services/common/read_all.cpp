// SPDX-License-Identifier: Apache-2.0
// Polls until the end that was named.
#include "common/read_all.h"

#include <algorithm>

namespace broadsheet::topics {

namespace {

constexpr std::int64_t kRecordsMax = 256;  // read at once; the bus bounds their bytes
constexpr Duration kPatience = std::chrono::milliseconds(500);

}  // namespace

Result<void> read_all(bus::Bus& bus, const bus::Position& from, std::int64_t end,
                      const std::stop_token& stop,
                      const std::function<Result<void>(std::vector<bus::Delivery>)>& take,
                      Duration silence_max) {
  TRY_LET(inbox, bus.read({from}));
  Time heard = system_now();
  while (true) {
    const std::int64_t left = end - inbox->assignment().front().offset;
    if (left <= 0) return {};
    if (stop.stop_requested()) return unavailable("stopped", {}, "do it again: it goes on");
    TRY_LET(polled, inbox->poll(static_cast<std::size_t>(std::min(kRecordsMax, left)), kPatience));
    const Time now = system_now();
    if (!polled.empty()) heard = now;
    if (now > heard + silence_max) return unavailable("the bus is silent", from.topic);
    std::erase_if(polled, [&](const auto& delivery) { return delivery.position.offset >= end; });
    if (!polled.empty()) TRY(take(std::move(polled)));
  }
}

}  // namespace broadsheet::topics
