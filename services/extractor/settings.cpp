// SPDX-License-Identifier: Apache-2.0
// The settings of extraction.
#include "extractor/settings.h"

#include <algorithm>
#include <thread>

namespace broadsheet::extractor {

std::vector<app::Setting> extractor_settings(Settings& settings) {
  return {
      {"--workers", "extract.workers", "N",
       "Pages that are read at once, each in a process of its own; 0: one for each core", "",
       &settings.workers, false, app::Bounds{0, 1024}},
      {"--page-time", "extract.page_time", "DURATION",
       "How long one page may take to be read; then it is a dead letter",
       "A machine that is very slow loses pages with less than some seconds", &settings.page_time,
       false},
      {"--page-memory", "extract.page_memory", "SIZE",
       "Memory of a process that reads pages; a page that needs more is a dead letter",
       "Its own part is some 60 MiB: below 128 MiB large pages are lost", &settings.page_memory,
       false, app::Bounds{64 << 20, 64e9}},
  };
}

std::size_t workers_of(int workers) {
  const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
  return workers > 0 ? static_cast<std::size_t>(workers) : cores;
}

ReaderOptions readers_of(const Settings& settings) {
  ReaderOptions readers;
  readers.command = own_reader_command();
  readers.count = workers_of(settings.workers);
  readers.limits.time = settings.page_time;
  readers.limits.memory_bytes = settings.page_memory.bytes;
  return readers;
}

}  // namespace broadsheet::extractor
