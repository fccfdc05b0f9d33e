// SPDX-License-Identifier: Apache-2.0
// What a process has done since it began: for progress lines, summaries and CrawlService.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "records/capture.h"

namespace broadsheet {

// Thread-safe.
class Tally {
 public:
  static constexpr std::size_t kOutcomes = 32;

  void fetched(std::uint64_t bytes) {
    ++captures_;
    bytes_ += bytes;
  }
  void extracted(records::Outcome outcome) {
    ++extracted_;
    ++outcomes_[static_cast<std::size_t>(outcome) % kOutcomes];
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
  [[nodiscard]] std::uint64_t outcomes(records::Outcome outcome) const {
    return outcomes_[static_cast<std::size_t>(outcome) % kOutcomes];
  }

 private:
  std::atomic<std::uint64_t> captures_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::uint64_t> extracted_{0};
  std::atomic<std::uint64_t> archived_{0};
  std::atomic<std::uint64_t> snapshots_{0};
  std::array<std::atomic<std::uint64_t>, kOutcomes> outcomes_{};
};

}  // namespace broadsheet
