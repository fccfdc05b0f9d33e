// SPDX-License-Identifier: Apache-2.0
// WARC files, streamed: 1.0 and 1.1, plain, gzip or zstd in; 1.1, one gzip member a record, out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "warc/record.h"

namespace broadsheet::warc {

// Puts up to `size` bytes at `out` and says how many; 0 at the end.
using Source = std::function<Result<std::size_t>(char* out, std::size_t size)>;
// Takes all of it, or says why not.
using Sink = std::function<Result<void>(std::string_view bytes)>;

// `bytes` must outlive it.
Source memory_source(std::string_view bytes);
Result<Source> file_source(const std::filesystem::path& path);
// `length` bytes of it, from `offset` on.
Result<Source> file_source(const std::filesystem::path& path, std::uint64_t offset,
                           std::uint64_t length);
Sink string_sink(std::string& out);  // appends; `out` must outlive it
// Creates the file, or empties it. Not durable until the file is synced by its owner.
Result<Sink> file_sink(const std::filesystem::path& path);

struct ReaderLimits {
  std::size_t header_bytes_max = std::size_t{64} << 10;  // no tool writes as much
  // A record that is larger is passed over, and reported.
  std::size_t block_bytes_max = std::size_t{256} << 20;
  // Of the damages only so many are kept; all are counted.
  std::size_t damages_max = 1000;
};

// Where a file is broken, and what was passed over to go on.
struct Damage {
  std::uint64_t offset = 0;  // in the file as it is stored
  std::string what = {};
};

// A record and where it stands: `length` bytes of the file from `offset` on, which alone are a WARC
// file of one record. length is 0 where a record has no bytes of its own (several in one gzip
// member).
struct Entry {
  Record record;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// Reads any bytes. What is no record is damage: it is noted and passed over, to the next record
// that can be found. One thread.
class Reader {
 public:
  explicit Reader(Source source, const ReaderLimits& limits = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // True with the next record in `out`, false at the end. A fault is the source's own.
  Result<bool> next(Entry& out);

  [[nodiscard]] const std::vector<Damage>& damages() const;
  [[nodiscard]] std::uint64_t damage_count() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The one record that `bytes` are (a range of a file that an index named). kBadInput if they are
// none.
Result<Record> read_record(std::string_view bytes, const ReaderLimits& limits = {});

struct WriterOptions {
  bool gzip = true;  // one member a record
  int level = 6;     // of zlib, 1 … 9
};

struct Written {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// Appends records to a sink. Adds what a record must have and lacks: Content-Length, and a block
// digest (sha1). After a fault the file is broken, and the writer refuses further records. One
// thread.
class Writer {
 public:
  explicit Writer(Sink sink, const WriterOptions& options = {});
  ~Writer();
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;

  Result<Written> write(const Record& record);
  // So far.
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The bytes of one record, as a Writer would write it: a WARC file of its own.
std::string encode(const Record& record, const WriterOptions& options = {});

}  // namespace broadsheet::warc
