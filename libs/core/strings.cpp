// SPDX-License-Identifier: Apache-2.0
// The few things std::string_view does not do, for ASCII.
#include "core/strings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace broadsheet {
namespace {

bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(char a, char b) { return lower(a) == lower(b); }

}  // namespace

std::string_view trim(std::string_view text) {
  std::size_t first = 0;
  std::size_t end = text.size();
  while (first < end && is_white(text[first])) ++first;
  while (end > first && is_white(text[end - 1])) --end;
  return text.substr(first, end - first);
}

std::string ascii_lower(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHigh = kOnes << 7;
  std::string out(text);
  std::size_t at = 0;
  // Eight at a time: the high bit of each byte from 'A' on, and of each past 'Z'.
  for (; at + sizeof(std::uint64_t) <= out.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, out.data() + at, sizeof eight);
    const std::uint64_t from = (eight & ~kHigh) + kOnes * (0x80 - 'A');
    const std::uint64_t past = (eight & ~kHigh) + kOnes * (0x7f - 'Z');
    eight |= (from & ~past & ~eight & kHigh) >> 2;
    std::memcpy(out.data() + at, &eight, sizeof eight);
  }
  for (; at < out.size(); ++at) out[at] = lower(out[at]);
  return out;
}

bool iequals(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

bool istarts_with(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && iequals(text.substr(0, prefix.size()), prefix);
}

bool icontains(std::string_view text, std::string_view needle) {
  if (needle.empty()) return true;
  if (text.size() < needle.size()) return false;
  // Other characters than letters may agree here; iequals decides.
  const auto first = static_cast<char>(needle.front() | 0x20);
  const char* const last = text.data() + (text.size() - needle.size());
  for (const char* at = text.data(); at <= last; ++at) {
    if (static_cast<char>(*at | 0x20) == first && iequals({at, needle.size()}, needle)) return true;
  }
  return false;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty() || text.find(from) == std::string::npos) return text;
  std::string out;
  std::string_view rest = text;
  for (auto at = rest.find(from); at != std::string_view::npos; at = rest.find(from)) {
    out += rest.substr(0, at);
    out += to;
    rest.remove_prefix(at + from.size());
  }
  out += rest;
  return out;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  // Only the last star need be tried again: an earlier one has matched as little as it can, and
  // giving it more would only shift what a later star can take up as well.
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || same(pattern[p], text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string format_bytes(unsigned long long bytes) {
  constexpr std::array kUnits = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  unsigned long long unit = 1000;
  std::size_t name = 1;
  // Up one unit as soon as rounding to a tenth would show 1000 of the lower one.
  while (name + 1 < kUnits.size() && bytes >= unit * 1000 - unit / 20) {
    unit *= 1000;
    ++name;
  }
  const auto whole = bytes / unit;
  const auto tenths = whole * 10 + (bytes % unit + unit / 20) / (unit / 10);
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(tenths % 10);
  return out + " " + kUnits[name];
}

std::string format_count(long long count) {
  std::string digits = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::size_t utf8_sequence_size(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto first = byte(0);
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || text.size() < size) return 0;
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return 0;
  }
  if (first == 0xe0 && byte(1) < 0xa0) return 0;
  if (first == 0xed && byte(1) > 0x9f) return 0;
  if (first == 0xf0 && byte(1) < 0x90) return 0;
  if (first == 0xf4 && byte(1) > 0x8f) return 0;
  return size;
}

std::string presentable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = utf8_sequence_size(text);
    const auto first = static_cast<unsigned char>(text[0]);
    const bool c0 = size == 1 && (first < 0x20 || first == 0x7f);
    const bool c1 = size == 2 && first == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0;
    const bool shown = size > 0 && !c0 && !c1;
    out += shown ? text.substr(0, size) : "\xef\xbf\xbd";
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

}  // namespace broadsheet
