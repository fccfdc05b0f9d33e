// SPDX-License-Identifier: Apache-2.0
// The settings that `up` and `crawl` share.
#include "broadsheet/crawl_options.h"

namespace broadsheet {

std::vector<app::Setting> crawl_settings(CrawlOptions& o) {
  std::vector<app::Setting> settings = {
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
  };
  app::append(settings, fetcher::table(o.fetcher));
  app::append(settings, extractor::extractor_settings(o.extracting));
  settings.push_back({"--retention", "bus_retention", "DURATION",
                      "How long the embedded bus keeps records that every stage has read", "",
                      &o.retention, false});
  return settings;
}

Result<PipelineOptions> to_pipeline(const CrawlOptions& options) {
  PipelineOptions pipeline;
  pipeline.data = options.data;
  pipeline.bus = options.bus;
  pipeline.layout.partitions = options.shards;
  pipeline.layout.retention = options.retention;
  TRY_LET(fetching, fetcher::to_options(options.fetcher));
  pipeline.fetcher = fetching;
  pipeline.extractor.workers = extractor::workers_of(options.extracting.workers);
  pipeline.extractor.readers = extractor::readers_of(options.extracting);
  return pipeline;
}

}  // namespace broadsheet
