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
void configure(const Options& options);
Result<Level> parse_level(std::string_view name);

class Field {
 public:
  Field(std::string_view name, std::string_view value);
  Field(std::string_view name, const std::string& value) : Field(name, std::string_view(value)) {}
  Field(std::string_view name, const char* value) : Field(name, std::string_view(value)) {}
  Field(std::string_view name, double value);
  template <typename Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  Field(std::string_view name, Integer value) : Field(name, static_cast<std::int64_t>(value), 0) {}

  std::string_view name;
  std::string value;    // as JSON: quoted where it is text
  bool quoted = false;  // whether `value` is text

 private:
  Field(std::string_view name, std::int64_t value, int);
};

using Fields = std::initializer_list<Field>;

// `event` is a dotted name that stays the same for ever: "page.fetched". Thread-safe.
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

}  // namespace broadsheet::log
