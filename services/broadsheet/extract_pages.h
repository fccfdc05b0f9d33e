// SPDX-License-Identifier: Apache-2.0
// Where `broadsheet extract` has its pages from: files, URLs, lines of JSON, WARC files.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "fetcher/settings.h"
#include "records/capture.h"

namespace broadsheet {

// A longer page is no article; a line of JSON that holds one is not much longer.
inline constexpr std::size_t kExtractPageBytesMax = std::size_t{64} << 20;

// A page as it was served.
struct ServedPage {
  std::string url = {};
  std::string body = {};
  records::Headers headers = {};
  int status = 200;
  Time time = {};  // zero: unknown
};

// What an input holds, one after the other. What costs time to read (a line, the file that it
// names) is left to whoever takes it.
struct PageTask {
  Json head = {};                       // what the answer begins with: "id", "input", "record"
  std::optional<ServedPage> page = {};  // or
  std::optional<Fault> fault = {};      // why there is none, or
  std::string line = {};                // a line of JSON
};

struct PageOptions {
  std::string url = "https://unknown.invalid/";  // of pages that do not say where they were served
  std::string content_type = {};                 // of pages that do not say what they are
  bool jsonl = false;                            // every input that is no URL holds lines of JSON
  bool named = false;                            // answers say which input they are of
  fetcher::Settings fetch = {};                  // for URLs
};

// Takes a task; false: enough.
using PageSink = std::function<bool(PageTask)>;

// Whether `input` holds any number of pages: lines of JSON, or a WARC file.
bool holds_many(std::string_view input, const PageOptions& options);

// What `input` holds, in order: "-" is standard input, http:// and https:// are fetched (robots.txt
// is not asked for a page that somebody names), a name that ends in .warc, .warc.gz or .warc.zst is
// a WARC file, of which the responses that are pages are taken, and anything else is a page. What
// cannot be read is a task with its fault; the fault of the whole is that of an input that cannot
// be opened.
Result<void> read_pages(const std::string& input, const PageOptions& options, const PageSink& sink);

// The page that a task of one line is: {"url", "path"} or {"url", "html"}; "content_type",
// "headers", "status" and "time" may be there too. `head` gets its "id", also where the rest is of
// no use.
Result<ServedPage> page_of_line(const std::string& line, const PageOptions& options, Json& head);

}  // namespace broadsheet
