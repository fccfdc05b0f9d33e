// SPDX-License-Identifier: Apache-2.0
// The families of a shard and how their keys are made. Inside archive only.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/encode.h"
#include "core/hash.h"
#include "core/time.h"

namespace broadsheet::archive {

inline constexpr std::string_view kSnapshots = "snapshots";  // snapshot key → Snapshot
inline constexpr std::string_view kTexts = "texts";          // text hash → paragraphs
inline constexpr std::string_view kPayloads = "payloads";    // payload digest → stored payload
inline constexpr std::string_view kCaptures = "captures";    // URL key ∥ time → CaptureRecord
inline constexpr std::string_view kByTime = "by_time";  // first seen ∥ sequence → snapshot key
inline constexpr std::string_view kBySite = "by_site";  // site ∥ first seen ∥ sequence → the same
inline constexpr std::string_view kBySequence = "by_sequence";  // sequence → snapshot key
inline constexpr std::string_view kStories = "stories";         // see stories.h
inline constexpr std::string_view kChanges = "changes";         // change sequence → snapshot key
inline constexpr std::string_view kReturns = "returns";         // URL key → nothing
inline constexpr std::string_view kLog = "log";                 // see log.h
inline constexpr std::string_view kMeta = "meta";               // name → value

inline constexpr std::array kFamilies = {kSnapshots, kTexts,   kPayloads,   kCaptures,
                                         kByTime,    kBySite,  kBySequence, kStories,
                                         kChanges,   kReturns, kLog,        kMeta};

inline constexpr std::string_view kCountersName = "counters";
inline constexpr std::string_view kSchemaName = "schema";
inline constexpr std::string_view kSchemaVersion = "3";
// It has no family of returns: they are found when it is first opened to be written.
inline constexpr std::string_view kSchemaBefore = "2";

inline std::uint64_t ordered(Time time) {
  // The sign bit turned, so that times before 1970 sort before those after.
  return static_cast<std::uint64_t>(to_micros(time)) ^ (std::uint64_t{1} << 63);
}
inline Time from_ordered(std::uint64_t value) {
  return from_micros(static_cast<long long>(value ^ (std::uint64_t{1} << 63)));
}

// A URL key holds no NUL, so all rows of one URL are neighbours and nobody else's are between.
inline std::string url_prefix(std::string_view url_key) { return std::string(url_key) + '\0'; }

inline std::string capture_key(std::string_view url_key, Time time) {
  return url_prefix(url_key) + big_endian(ordered(time));
}

inline Time capture_time(std::string_view key) {
  return from_ordered(from_big_endian(key.substr(key.size() - 8)));
}

inline std::string time_key(Time first_seen, std::uint64_t sequence) {
  return big_endian(ordered(first_seen)) + big_endian(sequence);
}

// Sites hold no NUL either.
inline std::string site_prefix(std::string_view site) { return std::string(site) + '\0'; }

inline std::string offset_name(std::string_view topic, int partition) {
  return "offset/" + std::string(topic) + "/" + std::to_string(partition);
}

}  // namespace broadsheet::archive
