// SPDX-License-Identifier: Apache-2.0
// What a WARC file says of the web, as captures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "records/capture.h"

namespace broadsheet::backfill {

struct WarcOptions {
  std::string source = {};                                // to whom the captures are attributed
  std::size_t payload_bytes_max = std::size_t{16} << 20;  // a page above it is cut
  // What is above it becomes no capture: no search could name it (search.h).
  std::size_t url_bytes_max = 8 << 10;
  std::size_t problems_max = 1000;  // kept; all are counted
  // Pages that later revisits in the same files may name, by digest: some 100 bytes each.
  std::size_t originals_max = 1'000'000;
  Clock clock = system_now;  // What claims to be of the future is no capture.
};

// Where and why something of a file did not become a capture, though it should have.
struct WarcProblem {
  std::string file = {};
  std::uint64_t offset = 0;
  std::string what = {};
};

struct WarcCounts {
  std::uint64_t records = 0;
  std::uint64_t captures = 0;
  // Records that are no captures, or of no use for news: "request", "image/jpeg", …
  std::map<std::string, std::uint64_t> passed_over = {};
  std::uint64_t problem_count = 0;
  std::vector<WarcProblem> problems = {};
};

struct WarcCapture {
  records::Capture capture;
  // Of its record, in the file as it is stored; records that were packed together share one.
  std::uint64_t offset = 0;
  // Of its record among those of the file, from 1 on: the same whatever was read before the file.
  std::uint64_t number = 0;
};

// Reads files one after the other: WARC, plain, gzip or zstd, and WACZ. Pages, feeds and sitemaps
// become captures, and redirects, errors and revisits; requests give their headers to the captures
// that they led to. Pictures, scripts and the like are passed over. One thread.
class WarcCaptures {
 public:
  explicit WarcCaptures(WarcOptions options = {});
  ~WarcCaptures();

  // kNotFound, kUnavailable; kBadInput if nothing in it is a WARC.
  Result<void> open(const std::filesystem::path& path);
  // False at the end of the file.
  Result<bool> next(WarcCapture& out);

  // Over all files so far.
  [[nodiscard]] const WarcCounts& counts() const;
  // How far into the file it has read, of how many bytes.
  [[nodiscard]] std::uint64_t position() const;
  [[nodiscard]] std::uint64_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::backfill
