// SPDX-License-Identifier: Apache-2.0
// One conversion per kind of setting.
#include "app/values.h"

#include <array>
#include <charconv>
#include <limits>

#include "core/strings.h"

namespace broadsheet::app {

namespace {

template <typename... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overload(Cases...) -> Overload<Cases...>;

Result<bool> parse_bool(const std::string& text) {
  for (const char* yes : {"true", "yes", "on", "1"}) {
    if (iequals(text, yes)) return true;
  }
  for (const char* no : {"false", "no", "off", "0"}) {
    if (iequals(text, no)) return false;
  }
  return bad_input("\"" + text + "\" is neither true nor false");
}

template <typename Number>
Result<Number> parse_number(const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  const char* kind = std::is_integral_v<Number> ? "whole number" : "number";
  return bad_input("\"" + text + "\" is no " + kind + " that fits here");
}

struct Unit {
  std::string_view name;
  std::uint64_t bytes;
};
// From large to small: the largest that divides a size without a rest is the one to show it in.
constexpr std::array<Unit, 9> kUnits = {{{"TiB", std::uint64_t{1} << 40},
                                         {"GiB", std::uint64_t{1} << 30},
                                         {"MiB", std::uint64_t{1} << 20},
                                         {"KiB", std::uint64_t{1} << 10},
                                         {"TB", 1'000'000'000'000},
                                         {"GB", 1'000'000'000},
                                         {"MB", 1'000'000},
                                         {"kB", 1'000},
                                         {"B", 1}}};

Result<ByteSize> parse_byte_size(const std::string& text) {
  const auto wrong = [&] {
    return bad_input("\"" + text + "\" is no size", {}, "write 8MiB, 500kB, or a number of bytes");
  };
  std::uint64_t amount = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc()) return wrong();
  const auto name = trim(std::string_view(end, text.data() + text.size()));
  if (name.empty()) return ByteSize{amount};
  for (const auto& unit : kUnits) {
    if (!iequals(name, unit.name)) continue;
    if (amount > std::numeric_limits<std::uint64_t>::max() / unit.bytes) return wrong();
    return ByteSize{amount * unit.bytes};
  }
  return wrong();
}

std::string format_byte_size(std::uint64_t bytes) {
  for (const auto& unit : kUnits) {
    if (bytes > 0 && bytes % unit.bytes == 0 && unit.name.ends_with("iB")) {
      return std::to_string(bytes / unit.bytes) + std::string(unit.name);
    }
  }
  return std::to_string(bytes);
}

std::string format_number(double number) {
  std::array<char, 64> text{};
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  return {text.data(), written.ptr};
}

// Longer ones would overflow where they are added to a time.
Result<Duration> parse_wait(const std::string& text) {
  constexpr Duration kMost = std::chrono::hours(24 * 36'525);
  TRY_LET(duration, parse_duration(text));
  if (duration <= kMost) return duration;
  return bad_input("'" + text + "' is longer than a hundred years", {}, "write 36525d at most");
}

template <typename T>
Result<void> store(T& into, Result<T> value) {
  if (!value) return value.fault();
  into = *std::move(value);
  return {};
}

Result<void> assign_one(const Target& target, const std::string& text) {
  return std::visit(
      Overload{
          [&](bool* into) -> Result<void> { return store(*into, parse_bool(text)); },
          [&](int* into) -> Result<void> { return store(*into, parse_number<int>(text)); },
          [&](std::uint64_t* into) -> Result<void> {
            return store(*into, parse_number<std::uint64_t>(text));
          },
          [&](double* into) -> Result<void> { return store(*into, parse_number<double>(text)); },
          [&](std::string* into) -> Result<void> {
            *into = text;
            return {};
          },
          [&](std::vector<std::string>* into) -> Result<void> {
            into->push_back(text);
            return {};
          },
          [&](Duration* into) -> Result<void> { return store(*into, parse_wait(text)); },
          [&](std::optional<Duration>* into) -> Result<void> {
            TRY_LET(duration, parse_wait(text));
            *into = duration;
            return {};
          },
          [&](std::optional<std::string>* into) -> Result<void> {
            *into = text;
            return {};
          },
          [&](ByteSize* into) -> Result<void> { return store(*into, parse_byte_size(text)); },
      },
      target);
}

// What a target with bounds holds; none for the others.
std::optional<double> number_in(const Target& target) {
  if (auto* const* number = std::get_if<int*>(&target)) return **number;
  if (auto* const* number = std::get_if<double*>(&target)) return **number;
  if (auto* const* number = std::get_if<std::uint64_t*>(&target)) {
    return static_cast<double>(**number);
  }
  if (auto* const* size = std::get_if<ByteSize*>(&target)) {
    return static_cast<double>((*size)->bytes);
  }
  return std::nullopt;
}

bool is_in_bounds(const Setting& setting) {
  const auto number = number_in(setting.target);
  return !setting.bounds || !number ||
         (*number >= setting.bounds->least && *number <= setting.bounds->most);
}

}  // namespace

Result<void> assign(const Setting& setting, const std::vector<std::string>& values,
                    const std::string& where) {
  const Target& target = setting.target;
  if (auto* const* list = std::get_if<std::vector<std::string>*>(&target)) (*list)->clear();
  for (const auto& value : values) {
    auto done = assign_one(target, value);
    if (done && is_in_bounds(setting)) continue;
    if (setting.bounds) {
      return bad_input("must be " + range_text(setting) + ", got " +
                           (value.empty() ? std::string("nothing") : value),
                       where);
    }
    return bad_input(done.fault().what, where, done.fault().remedy);
  }
  return {};
}

std::string range_text(const Setting& setting) {
  if (!setting.bounds) return {};
  const bool size = std::holds_alternative<ByteSize*>(setting.target);
  const auto text = [&](double end) {
    return size ? format_byte_size(static_cast<std::uint64_t>(end)) : format_number(end);
  };
  return text(setting.bounds->least) + " to " + text(setting.bounds->most);
}

std::vector<std::string> current_values(const Target& target) {
  using Texts = std::vector<std::string>;
  return std::visit(
      Overload{
          [](const bool* v) { return Texts{*v ? "true" : "false"}; },
          [](const int* v) { return Texts{std::to_string(*v)}; },
          [](const std::uint64_t* v) { return Texts{std::to_string(*v)}; },
          [](const double* v) { return Texts{format_number(*v)}; },
          [](const std::string* v) { return v->empty() ? Texts{} : Texts{*v}; },
          [](const Texts* v) { return *v; },
          [](const Duration* v) { return Texts{format_duration(*v)}; },
          [](const std::optional<Duration>* v) {
            return *v ? Texts{format_duration(**v)} : Texts{};
          },
          [](const std::optional<std::string>* v) { return *v ? Texts{**v} : Texts{}; },
          [](const ByteSize* v) { return Texts{format_byte_size(v->bytes)}; },
      },
      target);
}

bool is_switch(const Target& target) { return std::holds_alternative<bool*>(target); }

bool is_list(const Target& target) {
  return std::holds_alternative<std::vector<std::string>*>(target);
}

std::string variable_name(std::string_view key) {
  std::string name = "BROADSHEET_";
  for (const char c : key) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    name += !word ? '_' : static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
  }
  return name;
}

}  // namespace broadsheet::app
