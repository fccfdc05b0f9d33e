// SPDX-License-Identifier: Apache-2.0
// Pages are read in processes of their own, with limits on time and memory: a page that hangs its
// reader, or kills it, costs that reader and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "extractor/reading.h"

namespace broadsheet::extractor {

struct ReaderLimits {
  // A page takes some milliseconds; a thousand times that is a page that never ends. Of wall time,
  // so that a machine that is busy with other things has some to spare.
  Duration time = std::chrono::seconds(20);
  // Of one process, which has some 60 MiB of its own: the tree of the largest page that a fetcher
  // keeps (8 MiB) takes a tenth of it.
  std::uint64_t memory_bytes = std::uint64_t{512} << 20;
  // Then a fresh one: what fragments or leaks does not add up.
  std::uint64_t pages_max = 5000;
  // A page that ends its reader gets another one, once: somebody else may have killed the first.
  // One that runs out of time does not.
  unsigned attempts_max = 2;
};

struct ReaderOptions {
  // The program that calls run_reader(), and one argument. Empty: pages are read in this process,
  // and nothing limits them.
  std::vector<std::string> command = {};
  std::size_t count = 2;  // processes, at most: as many as threads that ask
  ReaderLimits limits = {};
};

// Thread-safe; who finds all readers busy waits. Processes begin when they are first needed.
class Readers {
 public:
  explicit Readers(ReaderOptions options);
  ~Readers();
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // kBadInput: the page cannot be read, or ended its reader, or took too long; the reason says
  // which. kBroken: no reader can be started.
  Result<Read> read(Job job, std::string_view capture);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// This very program as a reader: what its main() must hand to run_reader(), before anything else.
std::vector<std::string> own_reader_command();
bool is_reader_command(int argc, const char* const* argv);
// The whole life of a reader, from main(): what to read comes on its standard input. Its exit code.
int run_reader(int argc, const char* const* argv,
               const std::function<Result<Read>(Job, std::string_view)>& read = read_bytes);

}  // namespace broadsheet::extractor
