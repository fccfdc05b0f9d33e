// SPDX-License-Identifier: Apache-2.0
// The settings of a crawl: one table, and what it means for a fetcher.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/command.h"
#include "fetcher/fetcher.h"

namespace broadsheet::fetcher {

struct Settings {
  Duration delay = std::chrono::seconds(5);
  std::string contact;
  std::string user_agent;
  std::string product_token;  // empty: the User-Agent's
  std::vector<std::string> resolve;
  std::vector<std::string> allow_address;
  std::string ca_file;
  bool insecure_tls = false;
  std::uint64_t fetches_max = 256;
  std::uint64_t site_urls_max = 1'000'000;
  app::ByteSize body_bytes_max = {8u << 20};
  app::ByteSize feed_bytes_max = {32u << 20};
  Duration fetch_timeout = std::chrono::seconds(60);
};

// They point into `settings`, which outlives them.
std::vector<app::Setting> table(Settings& settings);

// kBadInput names the setting.
Result<Options> to_options(const Settings& settings);

// Says on stderr that publishers see nobody to talk to, unless all of them are our own.
void warn_without_contact(const Settings& settings);

}  // namespace broadsheet::fetcher
