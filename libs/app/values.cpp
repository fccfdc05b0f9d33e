// SPDX-License-Identifier: Apache-2.0
// One conversion per kind of setting.
#include "app/values.h"

#include <charconv>

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
  if (error != std::errc() || end != text.data() + text.size()) {
    return bad_input("\"" + text + "\" is not a number that fits here");
  }
  return number;
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
          [&](Duration* into) -> Result<void> { return store(*into, parse_duration(text)); },
          [&](std::optional<Duration>* into) -> Result<void> {
            TRY_LET(duration, parse_duration(text));
            *into = duration;
            return {};
          },
          [&](std::optional<std::string>* into) -> Result<void> {
            *into = text;
            return {};
          },
      },
      target);
}

}  // namespace

Result<void> assign(const Target& target, const std::vector<std::string>& values,
                    const std::string& where) {
  if (auto* const* list = std::get_if<std::vector<std::string>*>(&target)) (*list)->clear();
  for (const auto& value : values) {
    auto done = assign_one(target, value);
    if (!done) return bad_input(done.fault().what, where, done.fault().remedy);
  }
  return {};
}

std::vector<std::string> current_values(const Target& target) {
  using Texts = std::vector<std::string>;
  return std::visit(
      Overload{
          [](const bool* v) { return Texts{*v ? "true" : "false"}; },
          [](const int* v) { return Texts{std::to_string(*v)}; },
          [](const std::uint64_t* v) { return Texts{std::to_string(*v)}; },
          [](const double* v) { return Texts{std::to_string(*v)}; },
          [](const std::string* v) { return v->empty() ? Texts{} : Texts{*v}; },
          [](const Texts* v) { return *v; },
          [](const Duration* v) { return Texts{format_duration(*v)}; },
          [](const std::optional<Duration>* v) {
            return *v ? Texts{format_duration(**v)} : Texts{};
          },
          [](const std::optional<std::string>* v) { return *v ? Texts{**v} : Texts{}; },
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
