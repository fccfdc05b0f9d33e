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
  // The file stays as it is: who ends before the first batch accuses nobody once more.
  explicit CrashMarks(std::filesystem::path file);
  // An end in order, whatever was in work: nobody died of it.
  ~CrashMarks();
  CrashMarks(const CrashMarks&) = delete;
  CrashMarks& operator=(const CrashMarks&) = delete;

  // How often the process died while it worked on the record; 0 mostly.
  [[nodiscard]] unsigned deaths(const bus::Position& position) const;

  // These are in work from now on.
  void begin(const std::vector<bus::Delivery>& batch);
  // They are done: published and committed. Nothing of the batch is in the file any more, so that
  // an idle process that is killed accuses nobody.
  void done(const std::vector<bus::Delivery>& batch);
  // The batch in pieces of which each is worked on by itself: a record that was in work when the
  // process died goes alone, so that the guilty one is found.
  [[nodiscard]] std::vector<std::vector<bus::Delivery>> careful_batches(
      std::vector<bus::Delivery> polled) const;

 private:
  void write(const std::map<bus::Position, unsigned>& marks) const;

  std::filesystem::path file_;
  std::map<bus::Position, unsigned> deaths_;
};

}  // namespace broadsheet::stage
