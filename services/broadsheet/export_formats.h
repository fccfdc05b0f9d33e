// SPDX-License-Identifier: Apache-2.0
// The formats of an export: JSON lines, and WARC with the pages as they were served.
#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "core/result.h"
#include "records/snapshot.h"
#include "rpc/archive_api.h"

namespace broadsheet {

class ExportWriter {
 public:
  virtual ~ExportWriter() = default;
  virtual Result<void> write(const records::Snapshot& snapshot) = 0;
  // Snapshots that this format has no room for: of WARC, those without a page.
  [[nodiscard]] virtual std::uint64_t left_out() const { return 0; }
};

// "jsonl" or "warc", kBadInput for another; `name` is that of the file, `out` and `archive` outlive
// the writer.
Result<std::unique_ptr<ExportWriter>> open_export(const std::string& format,
                                                  const std::string& name, std::ostream& out,
                                                  rpc::ArchiveApi& archive);

}  // namespace broadsheet
