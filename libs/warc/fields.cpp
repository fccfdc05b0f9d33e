// SPDX-License-Identifier: Apache-2.0
// Named fields: reading what tools wrote, writing what none can misread.
#include "warc/fields.h"

#include <algorithm>

#include "core/strings.h"

namespace broadsheet::warc {
namespace {

// RFC 9110 §5.6.2, token.
bool is_token(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

std::string one_line(std::string_view value) {
  std::string out(trim(value));
  for (char& c : out) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return out;
}

}  // namespace

FieldsEnd find_fields_end(std::string_view bytes, std::size_t begin) {
  for (std::size_t at = begin; at < bytes.size();) {
    if (bytes[at] == '\n') return {at, at + 1, true};
    if (bytes.substr(at, 2) == "\r\n") return {at, at + 2, true};
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return {bytes.size(), bytes.size(), false};
}

Fields parse_fields(std::string_view lines) {
  Fields fields;
  for (std::string_view line : split(lines, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && (line[0] == ' ' || line[0] == '\t')) {
      if (!fields.empty()) fields.back().second += " " + std::string(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    fields.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return fields;
}

std::string format_fields(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (is_token(name)) out += name + ": " + one_line(value) + "\r\n";
  }
  return out;
}

}  // namespace broadsheet::warc
