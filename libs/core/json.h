// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) as a value: reading what pages and people send, writing what we answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.h"

namespace broadsheet {

// A value; objects keep the order of their members.
class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;                                                   // null
  Json(std::nullptr_t) {}                                             // NOLINT: values convert
  Json(bool value) : value_(value) {}                                 // NOLINT
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}       // NOLINT
  Json(unsigned value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Json(std::int64_t value) : value_(value) {}                         // NOLINT
  Json(std::uint64_t value);                                          // NOLINT
  Json(double value) : value_(value) {}                               // NOLINT
  Json(std::string value) : value_(std::move(value)) {}               // NOLINT
  Json(std::string_view value) : value_(std::string(value)) {}        // NOLINT
  Json(const char* value) : value_(std::string(value)) {}             // NOLINT
  Json(Array value) : value_(std::move(value)) {}                     // NOLINT
  Json(Object value) : value_(std::move(value)) {}                    // NOLINT
  static Json array(const std::vector<std::string>& texts);

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  [[nodiscard]] bool is_bool() const { return std::holds_alternative<bool>(value_); }
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(value_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }

  // The value if it is of that kind, else the fallback (empty for containers): reading foreign JSON
  // needs no ladder of checks.
  [[nodiscard]] bool as_bool(bool fallback = false) const;
  [[nodiscard]] std::int64_t as_int(std::int64_t fallback = 0) const;
  [[nodiscard]] double as_double(double fallback = 0) const;
  [[nodiscard]] const std::string& as_string() const;  // "" if it is none
  [[nodiscard]] const Array& as_array() const;
  [[nodiscard]] const Object& as_object() const;

  // The member of that name (the last one, if there are several); null if there is none.
  [[nodiscard]] const Json& operator[](std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  // Adds or replaces a member; makes an object of a null.
  Json& set(std::string_view name, Json value);
  // Appends; makes an array of a null.
  Json& add(Json value);

  // One line; with `indent`, for people, by two spaces.
  [[nodiscard]] std::string dump(bool indent = false) const;

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct JsonLimits {
  std::size_t bytes_max = std::size_t{64} << 20;
  std::size_t depth_max = 64;
  // Comments and trailing commas, as people and content systems write them.
  bool lenient = false;
};

// kBadInput with "byte N" as where. Invalid UTF-8 is refused.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace broadsheet
