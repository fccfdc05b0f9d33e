// SPDX-License-Identifier: Apache-2.0
// Any bytes as a time, a date, a duration, an encoding, a glob: what reads, reads back.
// uses: bs_core
#include <string>
#include <string_view>

#include "core/encode.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/result.h"
#include "core/strings.h"
#include "core/time.h"

namespace {

using namespace broadsheet;

void times(std::string_view bytes) {
  if (const auto time = parse_time(bytes); time.ok()) {
    // An offset may carry a time out of the years that can be written.
    const auto again = parse_time(format_time(*time));
    CHECK(again.ok());
    CHECK(parse_time(format_time(*again)).value_or({}) == *again);
  }
  if (const auto time = parse_http_date(bytes); time.ok()) {
    CHECK(parse_http_date(format_http_date(*time)).value_or({}) == *time);
  }
  if (const auto duration = parse_duration(bytes); duration.ok()) {
    CHECK(parse_duration(format_duration(*duration)).value_or(Duration{-1}) == *duration);
  }
}

void encodings(std::string_view bytes) {
  CHECK(from_hex(to_hex(bytes)).value_or("x") == bytes);
  CHECK(from_base64url(to_base64url(bytes)).value_or("x") == bytes);
  CHECK(from_base64url(to_base64(bytes)).value_or("x") == bytes);
  if (const auto decoded = from_base64url(bytes); decoded.ok()) {
    CHECK(from_base64url(to_base64url(*decoded)).value_or("x") == *decoded);
  }
  (void)Digest::from_hex(bytes);
  const auto half = bytes.size() / 2;
  CHECK(crc32c(bytes.substr(half), crc32c(bytes.substr(0, half))) == crc32c(bytes));
}

void texts(std::string_view bytes) {
  const auto half = bytes.size() / 2;
  const auto pattern = bytes.substr(0, half);
  const auto text = bytes.substr(half);
  CHECK(glob_matches("*", bytes));
  CHECK(glob_matches(std::string(pattern) + "*", std::string(pattern) + std::string(text)));
  (void)glob_matches(pattern, text);
  std::vector<std::string> parts;
  for (const auto part : split(bytes, ',')) parts.emplace_back(part);
  CHECK(join(parts, ",") == bytes);
  CHECK(icontains(bytes, trim(bytes)));
  (void)log::parse_level(bytes);
}

}  // namespace

void fuzz_values(std::string_view bytes) {
  times(bytes);
  encodings(bytes);
  texts(bytes);
}
