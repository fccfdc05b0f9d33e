// SPDX-License-Identifier: Apache-2.0
// Display widths are an approximation good enough for tables: East Asian wide and emoji ranges are
// two columns, combining marks none.
#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "core/strings.h"

namespace broadsheet::app {

namespace {

struct Glyph {
  std::size_t bytes = 1;
  int columns = 1;
};

Glyph glyph_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (bytes == 1 || at + bytes > text.size()) return {1, lead < 0x20 ? 0 : 1};
  std::uint32_t code = lead & (0xffu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3fu);
  }
  const auto in = [code](std::uint32_t first, std::uint32_t last) {
    return code >= first && code <= last;
  };
  if (in(0x300, 0x36f) || in(0x591, 0x5bd) || in(0x64b, 0x65f) || in(0x93a, 0x94d) ||
      in(0x200b, 0x200f) || in(0xfe00, 0xfe0f)) {
    return {bytes, 0};
  }
  const bool wide = in(0x1100, 0x115f) || in(0x2e80, 0xa4cf) || in(0xac00, 0xd7a3) ||
                    in(0xf900, 0xfaff) || in(0xfe30, 0xfe6f) || in(0xff00, 0xff60) ||
                    in(0x1f300, 0x1faff) || in(0x20000, 0x3fffd);
  return {bytes, wide ? 2 : 1};
}

int width(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    at += glyph.bytes;
    columns += glyph.columns;
  }
  return columns;
}

std::string fit(std::string_view text, int columns_max) {
  if (width(text) <= columns_max) return std::string(text);
  std::string cut;
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    if (columns + glyph.columns > columns_max - 1) break;
    cut.append(text, at, glyph.bytes);
    at += glyph.bytes;
    columns += glyph.columns;
  }
  return cut + "…";
}

}  // namespace

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) != 0; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) != 0; }

bool stdout_takes_color() {
  const char* none = std::getenv("NO_COLOR");  // https://no-color.org/: set, and not empty
  const char* kind = std::getenv("TERM");
  const bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
  return stdout_is_terminal() && !dumb && (none == nullptr || *none == '\0');
}

int terminal_columns() {
  winsize size{};
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  }
  return 80;
}

std::string format_table(const std::vector<std::vector<std::string>>& rows, int columns_max) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string table;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size())
        line.append(static_cast<std::size_t>(widths[i] - width(row[i]) + 2), ' ');
    }
    if (columns_max > 0) line = fit(line, columns_max);
    while (!line.empty() && line.back() == ' ') line.pop_back();
    table += line + "\n";
  }
  return table;
}

std::string wrap(std::string_view text, int columns, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string out;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) out += (out.empty() ? "" : "\n") + margin + line;
    line.clear();
  };
  for (const auto paragraph_line : split(text, '\n')) {
    if (trim(paragraph_line).empty()) {
      flush();
      out += "\n";
      continue;
    }
    for (const auto word : split(paragraph_line, ' ')) {
      if (word.empty()) continue;
      if (!line.empty() && width(line) + 1 + width(word) + indent > columns) flush();
      line += (line.empty() ? "" : " ") + std::string(word);
    }
  }
  flush();
  return out;
}

ProgressLine::ProgressLine(Duration plain_every)
    : plain_every_(plain_every), terminal_(stderr_is_terminal()) {}

ProgressLine::~ProgressLine() { finish(); }

void ProgressLine::show(const std::string& line, Time now) {
  const Duration every = terminal_ ? Duration(std::chrono::milliseconds(100)) : plain_every_;
  if (last_ != Time{} && now - last_ < every) return;
  last_ = now;
  if (terminal_) {
    std::fprintf(stderr, "\r\x1b[K%s", fit(line, terminal_columns() - 1).c_str());
    drawn_ = true;
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
  std::fflush(stderr);
}

void ProgressLine::finish() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace broadsheet::app
