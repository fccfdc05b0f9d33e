// SPDX-License-Identifier: Apache-2.0
// The extractor: captures in, articles and discoveries out. It owns nothing; the same capture
// always gives the same bytes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "bus/bus.h"
#include "common/tally.h"
#include "common/topics.h"
#include "core/time.h"
#include "extractor/readers.h"
#include "rpc/extractor_api.h"

namespace broadsheet::extractor {

struct Options {
  std::size_t workers = 2;
  std::size_t batch_max = 32;  // pages in work at once: the bound on memory
  std::string group = std::string(topics::kExtractors);
  std::filesystem::path crash_marks = {};  // see stage::Options
  ReaderOptions readers = {};  // as many as workers; without a command, this process reads
  Clock clock = system_now;
};

// Captures → articles and discoveries, until `stop`. Those of `captures.backfill` only when no
// others wait, and into `articles.backfill`; they lead to nothing: what was news then is no reason
// to fetch anything now.
Result<void> run(bus::Bus& bus, Tally& tally, const Options& options, std::stop_token stop);

// ExtractorService: the same code for a page that somebody brings, in readers of its own.
std::unique_ptr<rpc::ExtractorApi> extractor_api(ReaderOptions readers = {});

}  // namespace broadsheet::extractor
