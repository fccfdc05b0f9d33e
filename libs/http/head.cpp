// SPDX-License-Identifier: Apache-2.0
// Reading the head of a message, strictly or as the web sends it.
#include "http/head.h"

#include <algorithm>
#include <charconv>

#include "core/strings.h"

namespace broadsheet::http {

namespace {

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// RFC 9110 §5.5: a recipient may put a space where a CR, LF or NUL stands inside a value.
std::string harmless(std::string_view value) {
  std::string text(value);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\0'; }, ' ');
  return text;
}

struct Lines {
  std::string_view rest;

  std::optional<std::string_view> next() {
    if (rest.empty()) return std::nullopt;
    const auto split = split_first_line(rest);
    rest = split.rest;
    return split.line;
  }
};

Fault bad_line(std::string_view line, const char* why) {
  return bad_input(std::string("a header line ") + why, std::string(line.substr(0, 80)));
}

}  // namespace

std::size_t find_head_end(std::string_view bytes, std::size_t from) {
  // An end is "\n\n" or "\n\r\n": look again at the last two bytes of the former search.
  std::size_t at = from < 2 ? 0 : from - 2;
  while ((at = bytes.find('\n', at)) != std::string_view::npos) {
    const auto after = bytes.substr(at + 1);
    if (after.starts_with('\n')) return at + 2;
    if (after.starts_with("\r\n")) return at + 3;
    ++at;
  }
  return std::string_view::npos;
}

FirstLine split_first_line(std::string_view head) {
  const std::size_t end = head.find('\n');
  FirstLine result{head.substr(0, end), {}};
  if (end != std::string_view::npos) result.rest = head.substr(end + 1);
  if (result.line.ends_with('\r')) result.line.remove_suffix(1);
  return result;
}

Result<Headers> parse_fields(std::string_view text, Reading reading, std::size_t headers_max) {
  const bool strict = reading == Reading::kStrict;
  std::vector<Header> fields;
  Lines lines{text};
  bool last_kept = false;  // whether a fold continues a field that we keep
  while (const auto next = lines.next()) {
    const std::string_view line = *next;
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {  // RFC 9112 §5.2: obs-fold
      if (strict) return bad_line(line, "begins with a blank");
      if (last_kept) fields.back().value += " " + harmless(trim_blanks(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (strict && colon == std::string_view::npos) return bad_line(line, "has no colon");
    auto name = line.substr(0, colon == std::string_view::npos ? 0 : colon);
    if (!strict) name = trim_blanks(name);
    last_kept = is_header_name(name);
    if (strict && !last_kept) return bad_line(line, "has a name that is no token");
    if (!last_kept) continue;
    const auto value = trim_blanks(line.substr(colon + 1));
    if (strict && !is_header_value(value)) return bad_line(line, "has a control character");
    if (fields.size() >= headers_max) {
      return bad_input("more than " + std::to_string(headers_max) + " header fields");
    }
    fields.push_back({std::string(name), harmless(value)});
  }
  Headers headers;
  for (auto& field : fields) headers.add(std::move(field));
  return headers;
}

Result<std::optional<std::uint64_t>> content_length(const Headers& headers) {
  std::optional<std::uint64_t> length;
  for (const auto field : headers.all("content-length")) {
    if (trim_blanks(field).empty()) continue;
    for (const auto part : split(field, ',')) {
      const auto digits = trim_blanks(part);
      std::uint64_t value = 0;
      const auto [end, error] =
          std::from_chars(digits.data(), digits.data() + digits.size(), value);
      if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
        return bad_input("Content-Length is no number", std::string(field.substr(0, 80)));
      }
      if (length && *length != value) {
        return bad_input("two Content-Lengths that differ: " + std::to_string(*length) + " and " +
                         std::to_string(value));
      }
      length = value;
    }
  }
  return length;
}

std::vector<std::string> token_list(const Headers& headers, std::string_view name) {
  std::vector<std::string> tokens;
  for (const auto field : headers.all(name)) {
    for (const auto part : split(field, ',')) {
      const auto token = trim_blanks(part.substr(0, part.find(';')));
      if (!token.empty()) tokens.push_back(ascii_lower(token));
    }
  }
  return tokens;
}

}  // namespace broadsheet::http
