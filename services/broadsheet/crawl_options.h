// SPDX-License-Identifier: Apache-2.0
// The settings that `up` and `crawl` share: one table, and what it means for the pipeline.
#pragma once

#include <string>
#include <vector>

#include "app/command.h"
#include "broadsheet/pipeline.h"
#include "extractor/settings.h"
#include "fetcher/settings.h"

namespace broadsheet {

struct CrawlOptions {
  std::string data = "data";
  std::vector<std::string> seeds;
  int shards = 2;
  std::string bus;
  fetcher::Settings fetcher;
  extractor::Settings extracting;
  Duration retention = std::chrono::hours(24);
};

// They point into `options`, which outlives them.
std::vector<app::Setting> crawl_settings(CrawlOptions& options);

// kBadInput names the setting.
Result<PipelineOptions> to_pipeline(const CrawlOptions& options);

}  // namespace broadsheet
