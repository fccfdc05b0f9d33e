// SPDX-License-Identifier: Apache-2.0
// CDXJ 0.1.0: the index that replay tools read, a line a record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "warc/record.h"

namespace broadsheet::warc {

struct CdxLine {
  std::string key;        // cdx_key() of the URL
  std::string timestamp;  // UTC, 14 digits, or 17 with milliseconds
  std::string url = {};
  std::string mime = {};    // "warc/revisit" for a revisit
  int status = 0;           // 0: none
  std::string digest = {};  // of the payload: "sha1:…"
  std::string filename = {};
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Json::Object more = {};  // members that this reader does not know, in order

  bool operator==(const CdxLine&) const = default;
};

// The key that pywb, wabac.js and OutbackCDX look a URL up by: its SURT after the canonicalisation
// that the Internet Archive's tools share (case, "www.", session ids and the order of the query do
// not count). Not the archive's own key: that one loses less. A text that is no URL is its own key.
std::string cdx_key(std::string_view url);

// "20260131T…" and back: 14 digits by default.
std::string cdx_timestamp(Time time);
// Of 4, 6, 8, 10, 12, 14 or 17 digits; what is missing is the earliest there is.
Result<Time> parse_cdx_timestamp(std::string_view digits);

// One line, no line end. Sorted by bytes, lines are in the order that CDXJ wants.
std::string format(const CdxLine& line);
// kBadInput if it is no line of CDXJ. A number may be quoted, as most tools write it.
Result<CdxLine> parse_cdx_line(std::string_view line);

// Whether an index has a line for the record: responses, revisits, resources, and metadata that is
// a thing of its own (not the fields that describe another record).
bool is_indexed(const Record& record);
CdxLine index_of(const Record& record, std::string_view filename, std::uint64_t offset,
                 std::uint64_t length);

}  // namespace broadsheet::warc
