// SPDX-License-Identifier: Apache-2.0
// The settings that `up` and `crawl` share.
#include "broadsheet/crawl_options.h"

#include <algorithm>
#include <cstdio>
#include <thread>

#include "broadsheet/version.h"
#include "core/log.h"

namespace broadsheet {

namespace {

// "broadsheet/0.1 (+https://…; mail@…)": a name that robots.txt can address, and somebody to talk
// to.
std::string user_agent_of(const CrawlOptions& options) {
  if (!options.user_agent.empty()) return options.user_agent;
  std::string agent = std::string("broadsheet/") + kVersion;
  if (!options.contact.empty()) agent += " (+" + options.contact + ")";
  return agent;
}

// The product token, which robots.txt names: what stands before the first slash or space.
std::string product_token_of(const std::string& user_agent) {
  return user_agent.substr(0, user_agent.find_first_of("/ "));
}

}  // namespace

std::vector<app::Setting> crawl_settings(CrawlOptions& o) {
  return {
      {"--data,-d", "data", "DIR", "Where everything is kept", "", &o.data, false},
      {"--seeds,-s", "seeds", "FILE…", "Seed lists: YAML, OPML, CSV or URLs", "", &o.seeds, false},
      {"--shards", "shards", "N", "Parts of the archive, fixed for a data folder for ever",
       "More shards use more cores and more memory", &o.shards, false, app::Bounds{1, 256}},
      {"--bus", "bus", "ADDRESS",
       "The bus between the stages: memory:, embedded:DIR or kafka://HOST:PORT; embedded in the "
       "data "
       "folder if none is given",
       "With memory: what was fetched and not yet archived is lost at the end of the process",
       &o.bus, false},
      {"--delay", "crawl.delay", "DURATION",
       "The pause between two requests to a site, unless it asks for a longer one",
       "Below a second, publishers will block you", &o.delay, false},
      {"--contact", "crawl.contact", "TEXT",
       "How publishers reach you (a URL or a mail address); part of the User-Agent", "", &o.contact,
       false},
      {"--user-agent", "crawl.user_agent", "TEXT", "The whole User-Agent instead", "",
       &o.user_agent, false},
      {"--resolve", "crawl.resolve", "PATTERN=ADDRESS[:PORT]",
       "Dials this address for hosts that match the pattern", "", &o.resolve, false},
      {"--allow-address", "crawl.allow_address", "CIDR",
       "Opens a range of addresses that are not public",
       "Whoever writes a page can then make us ask your own network", &o.allow_address, false},
      {"--ca-file", "crawl.ca_file", "FILE", "Certificates to trust (PEM) instead of the system's",
       "", &o.ca_file, false},
      {"--insecure-tls", "crawl.insecure_tls", "", "Accepts any certificate",
       "Anybody on the way can then change the news", &o.insecure_tls, false},
      {"--fetches", "crawl.fetches_max", "N", "Requests at once, over all sites",
       "Each holds a page in memory", &o.fetches_max, false, app::Bounds{1, 100'000}},
      {"--body-max", "crawl.body_bytes_max", "SIZE", "Longer bodies are cut, and marked as cut",
       "--fetches of them can be in memory at once", &o.body_bytes_max, false,
       app::Bounds{64 << 10, 1 << 30}},
      {"--timeout", "crawl.timeout", "DURATION", "How long one request may take in all", "",
       &o.fetch_timeout, false},
      {"--workers", "extract.workers", "N", "Threads that extract; 0: one for each core", "",
       &o.extract_workers, false, app::Bounds{0, 1024}},
      {"--retention", "bus_retention", "DURATION",
       "How long the embedded bus keeps records that every stage has read", "", &o.retention,
       false},
      {"--log-level", "log.level", "LEVEL", "debug, info, warning, error or off", "", &o.log_level,
       false},
      {"--log-format", "log.format", "FORMAT", "text or json", "", &o.log_format, false},
  };
}

Result<void> configure_log(const CrawlOptions& options) {
  log::Options log_options;
  TRY_LET(level, log::parse_level(options.log_level));
  log_options.level = level;
  if (options.log_format != "text" && options.log_format != "json") {
    return bad_input("no log format \"" + options.log_format + "\"", "--log-format",
                     "say text or json");
  }
  log_options.format = options.log_format == "json" ? log::Format::kJson : log::Format::kText;
  log::configure(log_options);
  return {};
}

Result<PipelineOptions> to_pipeline(const CrawlOptions& options) {
  PipelineOptions pipeline;
  pipeline.data = options.data;
  pipeline.bus = options.bus;
  pipeline.layout.partitions = options.shards;
  pipeline.layout.retention = options.retention;

  auto& http = pipeline.fetcher.http;
  http.user_agent = user_agent_of(options);
  http.ca_file = options.ca_file;
  http.verify_tls = !options.insecure_tls;
  for (const auto& text : options.resolve) {
    TRY_LET(rule, http::ResolveRule::parse(text));
    http.resolve.push_back(rule);
  }
  for (const auto& text : options.allow_address) {
    TRY_LET(range, url::Cidr::parse(text));
    http.addresses.allowed.push_back(range);
  }
  pipeline.fetcher.fetches_max = options.fetches_max;
  pipeline.fetcher.limits.body_bytes_max = options.body_bytes_max.bytes;
  pipeline.fetcher.limits.total = options.fetch_timeout;
  pipeline.fetcher.frontier.rules.delay = options.delay;
  pipeline.fetcher.frontier.product_token = product_token_of(http.user_agent);
  const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
  pipeline.extractor.workers =
      options.extract_workers > 0 ? static_cast<std::size_t>(options.extract_workers) : cores;
  return pipeline;
}

void warn_without_contact(const CrawlOptions& options) {
  if (!options.contact.empty() || !options.user_agent.empty() || !options.resolve.empty()) return;
  std::fputs(
      "warning: no --contact: publishers who see the crawler in their logs find nobody to talk "
      "to\n",
      stderr);
}

}  // namespace broadsheet
