// SPDX-License-Identifier: Apache-2.0
// "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01": version, trace, parent, flags.
#include "rpc/trace.h"

#include <algorithm>
#include <random>

#include "core/encode.h"

namespace broadsheet::rpc {
namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kParentDigits = 16;
constexpr std::size_t kLength = 55;  // of version 00; later ones may be longer

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_zero(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

bool is_trace(std::string_view text) {
  return text.size() == kTraceDigits && is_hex(text) && !is_zero(text);
}

std::string random_digits(std::size_t count) {
  thread_local std::mt19937_64 random{std::random_device()()};
  std::string digits;
  while (digits.size() < count) digits += to_hex(big_endian(random()));
  digits.resize(count);
  if (is_zero(digits)) digits.back() = '1';
  return digits;
}

}  // namespace

std::optional<std::string> parse_traceparent(std::string_view value) {
  if (value.size() < kLength || value[2] != '-' || value[35] != '-' || value[52] != '-') {
    return std::nullopt;
  }
  const auto version = value.substr(0, 2);
  const bool whole = value.size() == kLength || (version != "00" && value[kLength] == '-');
  const auto trace = value.substr(3, kTraceDigits);
  const auto parent = value.substr(36, kParentDigits);
  if (!whole || !is_hex(version) || version == "ff" || !is_trace(trace) || !is_hex(parent) ||
      is_zero(parent) || !is_hex(value.substr(53, 2))) {
    return std::nullopt;
  }
  return std::string(trace);
}

std::string make_traceparent(std::string_view trace) {
  if (!is_trace(trace)) return {};
  return "00-" + std::string(trace) + "-" + random_digits(kParentDigits) + "-01";
}

std::string new_trace() { return random_digits(kTraceDigits); }

}  // namespace broadsheet::rpc
