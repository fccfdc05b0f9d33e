// SPDX-License-Identifier: Apache-2.0
// The settings of extraction.
#pragma once

#include <cstddef>
#include <vector>

#include "app/command.h"
#include "extractor/readers.h"

namespace broadsheet::extractor {

struct Settings {
  int workers = 0;  // 0: one a core
  Duration page_time = ReaderLimits{}.time;
  app::ByteSize page_memory = {ReaderLimits{}.memory_bytes};
};

// They point into `settings`, which outlives them.
std::vector<app::Setting> extractor_settings(Settings& settings);

// 0: one for each core.
std::size_t workers_of(int workers);
// This program reads pages in processes of its own kind.
ReaderOptions readers_of(const Settings& settings);

}  // namespace broadsheet::extractor
