// SPDX-License-Identifier: Apache-2.0
// Boost.JSON reads; writing is ours, since the order of members is.
#include "core/json.h"

#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <limits>

namespace broadsheet {

namespace {

namespace bj = boost::json;

Json convert(const bj::value& value) {
  switch (value.kind()) {
    case bj::kind::null:
      return {};
    case bj::kind::bool_:
      return value.get_bool();
    case bj::kind::int64:
      return value.get_int64();
    case bj::kind::uint64:
      return value.get_uint64();
    case bj::kind::double_:
      return value.get_double();
    case bj::kind::string:
      return std::string(std::string_view(value.get_string()));
    case bj::kind::array: {
      Json::Array items;
      for (const auto& item : value.get_array()) items.push_back(convert(item));
      return items;
    }
    case bj::kind::object: {
      Json::Object members;
      for (const auto& member : value.get_object()) {
        members.emplace_back(std::string(std::string_view(member.key())), convert(member.value()));
      }
      return members;
    }
  }
  return {};
}

void write_string(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char escape[8];
          std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
          out += escape;
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write_double(double number, std::string& out) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", number);
  for (int digits = 1; digits < 17; ++digits) {
    char shorter[32];
    std::snprintf(shorter, sizeof shorter, "%.*g", digits, number);
    if (std::strtod(shorter, nullptr) == number) {
      out += shorter;
      return;
    }
  }
  out += text;
}

class Writer {
 public:
  Writer(bool indent, std::string& out) : indent_(indent), out_(out) {}

  void write(const Json& json, int depth) {
    if (json.is_object()) {
      write_members(json.as_object(), depth);
    } else if (json.is_array()) {
      write_items(json.as_array(), depth);
    } else if (json.is_string()) {
      write_string(json.as_string(), out_);
    } else if (json.is_bool()) {
      out_ += json.as_bool() ? "true" : "false";
    } else if (json.is_null()) {
      out_ += "null";
    } else {
      write_number(json);
    }
  }

 private:
  void write_number(const Json& json) {
    const double number = json.as_double();
    const std::int64_t integer = json.as_int();
    if (static_cast<double>(integer) == number) {
      out_ += std::to_string(integer);
    } else {
      write_double(number, out_);
    }
  }

  void write_items(const Json::Array& items, int depth) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ',';
      new_line(depth + 1);
      write(items[i], depth + 1);
    }
    if (!items.empty()) new_line(depth);
    out_ += ']';
  }

  void write_members(const Json::Object& members, int depth) {
    out_ += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out_ += ',';
      new_line(depth + 1);
      write_string(members[i].first, out_);
      out_ += indent_ ? ": " : ":";
      write(members[i].second, depth + 1);
    }
    if (!members.empty()) new_line(depth);
    out_ += '}';
  }

  void new_line(int depth) {
    if (indent_) out_ += "\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ');
  }

  bool indent_;
  std::string& out_;
};

}  // namespace

Json::Json(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    value_ = static_cast<std::int64_t>(value);
  } else {
    value_ = static_cast<double>(value);
  }
}

Json Json::array(const std::vector<std::string>& texts) {
  return Array(texts.begin(), texts.end());
}

bool Json::is_number() const {
  return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<double>(value_);
}

bool Json::as_bool(bool fallback) const {
  const bool* value = std::get_if<bool>(&value_);
  return value == nullptr ? fallback : *value;
}

std::int64_t Json::as_int(std::int64_t fallback) const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return *value;
  const auto* real = std::get_if<double>(&value_);
  // Beyond 2^63 there is no integer to give.
  if (real == nullptr || !(std::abs(*real) < 9.2e18)) return fallback;
  return static_cast<std::int64_t>(*real);
}

double Json::as_double(double fallback) const {
  if (const auto* value = std::get_if<double>(&value_)) return *value;
  const auto* integer = std::get_if<std::int64_t>(&value_);
  return integer == nullptr ? fallback : static_cast<double>(*integer);
}

const std::string& Json::as_string() const {
  static const std::string kEmpty;
  const auto* value = std::get_if<std::string>(&value_);
  return value == nullptr ? kEmpty : *value;
}

const Json::Array& Json::as_array() const {
  static const Array kEmpty;
  const auto* value = std::get_if<Array>(&value_);
  return value == nullptr ? kEmpty : *value;
}

const Json::Object& Json::as_object() const {
  static const Object kEmpty;
  const auto* value = std::get_if<Object>(&value_);
  return value == nullptr ? kEmpty : *value;
}

const Json& Json::operator[](std::string_view name) const {
  static const Json kNull;
  const Object& members = as_object();
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->first == name) return member->second;
  }
  return kNull;
}

bool Json::has(std::string_view name) const {
  for (const auto& member : as_object()) {
    if (member.first == name) return true;
  }
  return false;
}

Json& Json::set(std::string_view name, Json value) {
  if (!is_object()) value_ = Object{};
  auto& members = std::get<Object>(value_);
  for (auto& member : members) {
    if (member.first != name) continue;
    member.second = std::move(value);
    return *this;
  }
  members.emplace_back(std::string(name), std::move(value));
  return *this;
}

Json& Json::add(Json value) {
  if (!is_array()) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

std::string Json::dump(bool indent) const {
  std::string out;
  Writer(indent, out).write(*this, 0);
  return out;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return bad_input("more than " + std::to_string(limits.bytes_max) + " bytes of JSON");
  }
  bj::parse_options options;
  options.max_depth = limits.depth_max;
  options.allow_comments = limits.lenient;
  options.allow_trailing_commas = limits.lenient;
  try {
    bj::monotonic_resource memory;
    bj::stream_parser parser(&memory, options);
    bj::error_code error;
    const std::size_t read = parser.write(text.data(), text.size(), error);
    if (!error) parser.finish(error);
    if (error)
      return bad_input("this is not JSON: " + error.message(), "byte " + std::to_string(read));
    return convert(parser.release());
  } catch (const std::exception& error) {
    return bad_input(std::string("this is not JSON: ") + error.what());
  }
}

}  // namespace broadsheet
