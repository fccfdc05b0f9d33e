// SPDX-License-Identifier: Apache-2.0
// The settings that `up` and `crawl` share: one table, and what it means for the pipeline.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/command.h"
#include "broadsheet/pipeline.h"

namespace broadsheet {

struct CrawlOptions {
  std::string data = "data";
  std::vector<std::string> seeds;
  int shards = 2;
  std::string bus;
  std::vector<std::string> resolve;
  std::vector<std::string> allow_address;
  Duration delay = std::chrono::seconds(5);
  std::string user_agent;
  std::string contact;
  std::string ca_file;
  bool insecure_tls = false;
  std::uint64_t fetches_max = 256;
  app::ByteSize body_bytes_max = {8u << 20};
  Duration fetch_timeout = std::chrono::seconds(60);
  int extract_workers = 0;  // 0: one a core
  Duration retention = std::chrono::hours(24);
  std::string log_level = "warning";
  std::string log_format = "text";
};

// They point into `options`, which outlives them.
std::vector<app::Setting> crawl_settings(CrawlOptions& options);

// kBadInput names the setting.
Result<PipelineOptions> to_pipeline(const CrawlOptions& options);

// Says on stderr that publishers see nobody to talk to, unless all of them are our own.
void warn_without_contact(const CrawlOptions& options);

// Sets up logging as the options say.
Result<void> configure_log(const CrawlOptions& options);

}  // namespace broadsheet
