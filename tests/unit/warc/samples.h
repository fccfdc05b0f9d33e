// SPDX-License-Identifier: Apache-2.0
// Exchanges and files that the tests of warc share.
#pragma once

#include <string>
#include <vector>

#include "warc/record.h"
#include "warc/warc.h"

namespace broadsheet::warc {

inline Time at(std::string_view text) { return *parse_time(text); }

inline Exchange an_exchange(const std::string& path = "/2026/bridge") {
  return {.url = "https://news.example" + path,
          .time = at("2026-01-31T10:20:30.123456Z"),
          .address = "192.0.2.7",
          .request_headers = {{"Host", "news.example"}, {"User-Agent", "Broadsheet/0.1"}},
          .status = 200,
          .headers = {{"Content-Type", "text/html; charset=utf-8"}, {"ETag", "\"a1\""}},
          .payload = "<!doctype html><title>Bridge</title><p>The bridge closes on Monday.</p>"};
}

// A warcinfo, and a response with its request for each path.
inline std::vector<Record> some_records() {
  std::vector<Record> records;
  records.push_back(make_warcinfo("some.warc.gz", at("2026-01-31T10:00:00Z"), "broadsheet 0.1"));
  for (const char* path : {"/a", "/b", "/c"}) {
    const Exchange exchange = an_exchange(path);
    records.push_back(make_response(exchange));
    records.push_back(make_request(exchange, records.back().id()));
  }
  return records;
}

inline std::string file_of(const std::vector<Record>& records, const WriterOptions& options = {}) {
  std::string out;
  Writer writer(string_sink(out), options);
  for (const Record& record : records) {
    if (!writer.write(record)) std::abort();
  }
  return out;
}

struct ReadFile {
  std::vector<Entry> entries;
  std::vector<Damage> damages;
};

inline ReadFile read_all(std::string_view bytes, const ReaderLimits& limits = {}) {
  Reader reader(memory_source(bytes), limits);
  ReadFile out;
  Entry entry;
  while (*reader.next(entry)) out.entries.push_back(entry);
  out.damages = reader.damages();
  return out;
}

}  // namespace broadsheet::warc
