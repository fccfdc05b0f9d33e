// SPDX-License-Identifier: Apache-2.0
// uses: bs_warc
// Any bytes are read to their end; what was read can be written and read again.
#include <string>
#include <string_view>

#include "core/result.h"
#include "warc/cdxj.h"
#include "warc/warc.h"

using namespace broadsheet;

void fuzz_warc(std::string_view bytes);

void fuzz_warc(std::string_view bytes) {
  const warc::ReaderLimits limits{.header_bytes_max = 4096, .block_bytes_max = 1 << 16};
  warc::Reader reader(warc::memory_source(bytes), limits);
  warc::Entry entry;
  for (;;) {
    const auto more = reader.next(entry);
    CHECK(more.ok());
    if (!*more) break;
    CHECK(entry.offset + entry.length <= bytes.size());
    if (entry.length > 0) {
      const auto alone = warc::read_record(bytes.substr(entry.offset, entry.length), limits);
      CHECK(alone.ok() && *alone == entry.record);
    }
    (void)warc::check_digests(entry.record);
    const warc::CdxLine line = warc::index_of(entry.record, "f", entry.offset, entry.length);
    (void)warc::parse_cdx_line(warc::format(line));
    const auto again = warc::read_record(warc::encode(entry.record));
    CHECK(again.ok() && again->block == entry.record.block);
  }
  (void)warc::parse_cdx_line(bytes);
  (void)warc::parse_http(bytes);
  const std::string key = warc::cdx_key(bytes.substr(0, 2000));
  CHECK(!key.empty() && key.find_first_of(" \n") == std::string::npos);
}
