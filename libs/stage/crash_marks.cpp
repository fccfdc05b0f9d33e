// SPDX-License-Identifier: Apache-2.0
// One line per record: deaths, partition, offset, topic.
#include "stage/crash_marks.h"

#include <fstream>
#include <system_error>

namespace broadsheet::stage {

CrashMarks::CrashMarks(std::filesystem::path file) : file_(std::move(file)) {
  if (file_.empty()) return;
  std::ifstream in(file_);
  unsigned deaths = 0;
  bus::Position position;
  while (in >> deaths >> position.partition >> position.offset >> position.topic) {
    deaths_[position] = deaths + 1;
  }
}

CrashMarks::~CrashMarks() { begin({}); }

unsigned CrashMarks::deaths(const bus::Position& position) const {
  const auto found = deaths_.find(position);
  return found == deaths_.end() ? 0 : found->second;
}

void CrashMarks::begin(const std::vector<bus::Delivery>& batch) {
  if (file_.empty()) return;
  // What waits for its turn keeps its account, but only what is in work can gain a death: the
  // others are written one lower, since reading adds one.
  std::map<bus::Position, unsigned> marks;
  for (const auto& [position, deaths] : deaths_) marks[position] = deaths - 1;
  for (const auto& delivery : batch) marks[delivery.position] = deaths(delivery.position);
  write(marks);
}

void CrashMarks::done(const std::vector<bus::Delivery>& batch) {
  if (file_.empty()) return;
  for (const auto& delivery : batch) {
    // Also what lies before it: that was committed by the process that died.
    const auto& at = delivery.position;
    std::erase_if(deaths_, [&](const auto& mark) {
      return mark.first.topic == at.topic && mark.first.partition == at.partition &&
             mark.first.offset <= at.offset;
    });
  }
  begin({});
}

std::vector<std::vector<bus::Delivery>> CrashMarks::careful_batches(
    std::vector<bus::Delivery> polled) const {
  std::vector<std::vector<bus::Delivery>> batches;
  bool append = false;
  for (auto& delivery : polled) {
    const bool suspect = deaths(delivery.position) > 0;
    if (suspect || !append) batches.emplace_back();
    batches.back().push_back(std::move(delivery));
    append = !suspect;
  }
  return batches;
}

void CrashMarks::write(const std::map<bus::Position, unsigned>& marks) const {
  std::error_code ignored;
  if (marks.empty()) {
    std::filesystem::remove(file_, ignored);
    return;
  }
  auto fresh = file_;
  fresh += ".new";
  {
    std::ofstream out(fresh, std::ios::trunc);
    for (const auto& [position, deaths] : marks) {
      out << deaths << ' ' << position.partition << ' ' << position.offset << ' ' << position.topic
          << '\n';
    }
  }
  // Without the file, a killer is only found later: not worth stopping for.
  std::filesystem::rename(fresh, file_, ignored);
}

}  // namespace broadsheet::stage
