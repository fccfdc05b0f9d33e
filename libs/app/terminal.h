// SPDX-License-Identifier: Apache-2.0
// Tables and progress for people; plain lines where nobody watches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace broadsheet::app {

bool stdout_is_terminal();
bool stderr_is_terminal();
// A terminal that knows colours, and nobody who has asked for none (NO_COLOR, TERM=dumb).
bool stdout_takes_color();
int terminal_columns();  // 80 if unknown

// Columns padded to their widest cell by display width (CJK is two); no trailing spaces. Cells are
// cut with "…" where the line would not fit `columns_max` (0: no limit).
std::string format_table(const std::vector<std::vector<std::string>>& rows, int columns_max = 0);

// `text` wrapped at `columns`, each line after `indent` spaces. Paragraphs are divided by empty
// lines.
std::string wrap(std::string_view text, int columns, int indent = 0);

// Redraws one line on stderr if that is a terminal; else writes a line now and then.
class ProgressLine {
 public:
  explicit ProgressLine(Duration plain_every = std::chrono::seconds(10));
  ~ProgressLine();  // Ends the line.
  void show(const std::string& line, Time now);
  void finish();

 private:
  Duration plain_every_;
  Time last_{};
  bool terminal_ = false;
  bool drawn_ = false;
};

}  // namespace broadsheet::app
