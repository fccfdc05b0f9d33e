// SPDX-License-Identifier: Apache-2.0
// A capture read, as the bytes that go onto the bus. Inside the extractor only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "records/capture.h"

namespace broadsheet::extractor {

// A record of the topic `discoveries`.
struct Found {
  std::string key;
  std::string value;
  std::string trace;
};

struct Read {
  records::Outcome outcome = records::Outcome::kUnknown;
  std::string url;
  std::string trace;
  std::string event;  // a record of the topic `articles`
  std::vector<Found> found;
  // Where Job says so, as JSON: {"blocks": [{"path", "text", "kept", "reason", "score"}, …],
  // "signs": [{"name", "value"}, …]}
  std::string why;
};

// What is done with the bytes of a capture: all of the extractor's work. Pure.
enum class Job : char {
  kRead = 'R',        // for the archive: feeds and pages, and where they lead
  kExtract = 'E',     // a page for somebody who asks: the event has its article alone
  kExtractAny = 'A',  // the same, also of a page that is no article
  kExplain = 'W',     // kExtract, and why
  kExplainAny = 'X',  // kExtractAny, and why
};
Result<Read> read_bytes(Job job, std::string_view capture);

// Between a process that asks and one that reads, in one piece each.
std::string encode_answer(const Result<Read>& read);
// kBroken if it is none.
Result<Read> decode_answer(std::string_view bytes);

}  // namespace broadsheet::extractor
