// SPDX-License-Identifier: Apache-2.0
// Structured logs: an event with fields, one line each, as JSON or for a terminal.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/result.h"

namespace broadsheet::log {

enum class Level { kDebug, kInfo, kWarning, kError, kOff };
enum class Format { kText, kJson };

struct Options {
  Level level = Level::kInfo;
  Format format = Format::kText;
};

// Once, early in main; before it, info and above go to stderr as text. All lines go to stderr.
// A line is one line whatever its fields hold: control characters are escaped, bytes that are not
// UTF-8 are replaced, values are cut at 4096 bytes.
void configure(const Options& options);
// "debug", "info", "warning", "error", "off"; kBadInput otherwise.
Result<Level> parse_level(std::string_view name);

class Field {
 public:
  Field(std::string_view field, std::string_view text);
  Field(std::string_view field, const std::string& text) : Field(field, std::string_view(text)) {}
  Field(std::string_view field, const char* text) : Field(field, std::string_view(text)) {}
  Field(std::string_view field, double number);
  template <typename Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  Field(std::string_view field, Integer number) : Field(field, as_text(number), 0) {}

  std::string_view name;
  std::string value;    // text as it is, or a number, true or false as JSON writes it
  bool quoted = false;  // whether `value` is text, which JSON quotes

 private:
  Field(std::string_view field, std::string number, int);

  template <typename Integer>
  static std::string as_text(Integer number) {
    if constexpr (std::is_same_v<Integer, bool>) {
      return number ? "true" : "false";
    } else {
      return std::to_string(number);
    }
  }
};

using Fields = std::initializer_list<Field>;

// `event` is a dotted name that stays the same for ever: "page.fetched". Thread-safe.
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

}  // namespace broadsheet::log
