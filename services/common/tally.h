// SPDX-License-Identifier: Apache-2.0
// What a process has done since it began: for progress lines, summaries and CrawlService.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "common/recent_count.h"
#include "core/time.h"
#include "records/capture.h"

namespace broadsheet {

// Thread-safe.
class Tally {
 public:
  static constexpr std::size_t kOutcomes = 32;

  // `outcome` as far as the fetch alone knows it.
  void fetched(records::Outcome outcome, std::uint64_t bytes, Time now) {
    ++captures_;
    bytes_ += bytes;
    ++fetched_[place(outcome)];
    recent_.add(now);
  }
  void extracted(records::Outcome outcome) {
    ++extracted_;
    ++outcomes_[place(outcome)];
  }
  void archived(std::uint64_t captures, std::uint64_t snapshots) {
    archived_ += captures;
    snapshots_ += snapshots;
  }

  [[nodiscard]] std::uint64_t captures() const { return captures_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t extracted() const { return extracted_; }
  [[nodiscard]] std::uint64_t captures_archived() const { return archived_; }
  [[nodiscard]] std::uint64_t snapshots() const { return snapshots_; }
  // Of what was extracted.
  [[nodiscard]] std::uint64_t outcomes(records::Outcome outcome) const {
    return outcomes_[place(outcome)];
  }
  // Of fetches.
  [[nodiscard]] std::uint64_t fetch_outcomes(records::Outcome outcome) const {
    return fetched_[place(outcome)];
  }
  // Captures.
  [[nodiscard]] const RecentCount& recent() const { return recent_; }

 private:
  static std::size_t place(records::Outcome outcome) {
    return static_cast<std::size_t>(outcome) % kOutcomes;
  }

  std::atomic<std::uint64_t> captures_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::uint64_t> extracted_{0};
  std::atomic<std::uint64_t> archived_{0};
  std::atomic<std::uint64_t> snapshots_{0};
  std::array<std::atomic<std::uint64_t>, kOutcomes> outcomes_{};
  std::array<std::atomic<std::uint64_t>, kOutcomes> fetched_{};
  RecentCount recent_;
};

}  // namespace broadsheet
