// SPDX-License-Identifier: Apache-2.0
// WACZ 1.1.1: a ZIP file with WARC, index and page list that a browser can replay by ranges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "warc/record.h"
#include "warc/warc.h"

namespace broadsheet::warc {

struct WaczPage {
  std::string url;
  Time time = {};
  std::string title = {};
  std::string text = {};  // for the search of replay tools; may be empty
};

struct WaczOptions {
  std::string title = {};
  std::string description = {};
  std::string software = "broadsheet";
  Time created = {};           // also the time of the files in the ZIP
  std::string main_page = {};  // URL to open first; empty: the first page
  // The index is kept in memory until finish(): about 300 bytes a record.
  std::size_t records_max = 10'000'000;
};

// Written in one pass to a sink that only appends. The same records and options give the same
// bytes. One thread.
class WaczWriter {
 public:
  WaczWriter(Sink sink, WaczOptions options);
  ~WaczWriter();
  WaczWriter(WaczWriter&&) noexcept;
  WaczWriter& operator=(WaczWriter&&) noexcept;

  // Into archive/data.warc.gz, a warcinfo record first. kBadInput above records_max.
  Result<void> add(const Record& record);
  // Into pages/pages.jsonl; its response should be among the records.
  Result<void> add_page(const WaczPage& page);
  // Index, page list and manifest. Nothing may be added after it; without it the file is no ZIP.
  Result<void> finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A WARC file inside a WACZ, and where its bytes are in it.
struct WaczMember {
  std::string name;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// The WARC files of a WACZ, which lie in it as they are; none if the file is no ZIP. kBadInput for
// a ZIP without any, for one that is damaged, and for one that has compressed them once more.
Result<std::vector<WaczMember>> wacz_members(const std::filesystem::path& path);

}  // namespace broadsheet::warc
