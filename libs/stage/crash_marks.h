// SPDX-License-Identifier: Apache-2.0
// Which records were in work when the process died. Inside stage only.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::stage {

// A small file, rewritten before each batch. It need not survive power loss: only the process's own
// death is of interest. One thread.
class CrashMarks {
 public:
  // Reads what a former process left: each record named there has one more death on its account.
  explicit CrashMarks(std::filesystem::path file);

  // How often the process died while it worked on the record; 0 mostly.
  [[nodiscard]] unsigned deaths(const bus::Position& position) const;

  // These are in work from now on.
  void begin(const std::vector<bus::Delivery>& batch);
  // They are done: published and committed.
  void done(const std::vector<bus::Delivery>& batch);

 private:
  void write(const std::map<bus::Position, unsigned>& marks) const;

  std::filesystem::path file_;
  std::map<bus::Position, unsigned> deaths_;
};

}  // namespace broadsheet::stage
