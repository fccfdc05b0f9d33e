// SPDX-License-Identifier: Apache-2.0
// The settings of extraction.
#include "extractor/settings.h"

#include <algorithm>
#include <thread>

namespace broadsheet::extractor {

app::Setting workers_setting(int& workers) {
  return {"--workers", "extract.workers", "N",   "Threads that extract; 0: one for each core",
          "",          &workers,          false, app::Bounds{0, 1024}};
}

std::size_t workers_of(int workers) {
  const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
  return workers > 0 ? static_cast<std::size_t>(workers) : cores;
}

}  // namespace broadsheet::extractor
