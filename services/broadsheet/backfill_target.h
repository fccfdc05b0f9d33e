// SPDX-License-Identifier: Apache-2.0
// Where `import` and `reextract` put what they bring: a server, a data folder that nobody serves,
// or a bus.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "app/command.h"
#include "broadsheet/client.h"
#include "broadsheet/pipeline.h"
#include "extractor/settings.h"
#include "program/bus_settings.h"
#include "program/serve.h"
#include "rpc/backfill_api.h"

namespace broadsheet {

struct BackfillOptions {
  ClientOptions client;
  BusOptions bus;  // import alone
  int shards = 2;  // of a data folder that is made
  extractor::Settings extracting;
  LogOptions log;
};

// They point into `options`, which outlives them.
std::vector<app::Setting> backfill_settings(BackfillOptions& options, bool with_bus);

class BackfillTarget {
 public:
  // With a data folder, its extractor and its archive run beside it, and no fetcher.
  static Result<std::unique_ptr<BackfillTarget>> open(const BackfillOptions& options, bool may_make,
                                                      std::stop_token stop);
  ~BackfillTarget();

  [[nodiscard]] rpc::BackfillApi& api();
  // Null without a data folder: what comes of it is then somebody else's to say.
  [[nodiscard]] const Tally* tally() const;
  // Requested when the caller's stop is, and when the loops of a data folder have ended: nothing
  // that is put comes through then, and waiting for room is in vain.
  [[nodiscard]] std::stop_token ending() const;
  // Why those loops ended, if they did so before they were told to.
  [[nodiscard]] Result<void> check() const;
  // With a data folder: until all that was put is archived and indexed, or a stop; `look` meanwhile
  // gets how many records wait.
  Result<void> finish(std::stop_token stop, const std::function<void(std::uint64_t)>& look);

 private:
  struct Impl;
  explicit BackfillTarget(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
