// SPDX-License-Identifier: Apache-2.0
// Errors as values: Result<T> is a T or the Fault that stood in its way.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace broadsheet {

// What the caller can do about a fault.
enum class FaultKind {
  kBadInput,     // Skip it: the same input will fail again.
  kNotFound,     // It is not there.
  kUnavailable,  // Again later: the world may have changed.
  kBroken,       // Stop: going on would do damage.
};

// "bad input", "not found", "unavailable", "broken".
std::string_view to_string(FaultKind kind);

// What went wrong, where (file:line:column, field, address; may be empty), and what to do (may be
// empty). All three are for people: sentences without a full stop.
struct Fault {
  FaultKind kind = FaultKind::kBroken;
  std::string what;
  std::string where = {};
  std::string remedy = {};

  // "where: what (remedy)", leaving out what is empty.
  [[nodiscard]] std::string text() const;
};

Fault bad_input(std::string what, std::string where = {}, std::string remedy = {});
Fault not_found(std::string what, std::string where = {}, std::string remedy = {});
Fault unavailable(std::string what, std::string where = {}, std::string remedy = {});
Fault broken(std::string what, std::string where = {}, std::string remedy = {});

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

// We are wrong, not the world: crash with the place.
#define CHECK(condition) \
  ((condition) ? void(0) : ::broadsheet::check_failed(#condition, __FILE__, __LINE__))

template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;

  Result(T value) : state_(std::move(value)) {}      // NOLINT: a value is a result
  Result(Fault fault) : state_(std::move(fault)) {}  // NOLINT: so is a fault

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const Fault& fault() const {
    CHECK(!ok());
    return std::get<Fault>(state_);
  }

  T& operator*() & {
    CHECK(ok());
    return std::get<T>(state_);
  }
  const T& operator*() const& {
    CHECK(ok());
    return std::get<T>(state_);
  }
  // By value, so that `for (auto& x : *poll())` does not dangle.
  T operator*() && {
    CHECK(ok());
    return std::get<T>(std::move(state_));
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  [[nodiscard]] T value_or(T fallback) && {
    return ok() ? std::get<T>(std::move(state_)) : std::move(fallback);
  }

 private:
  std::variant<T, Fault> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using Value = void;

  Result() = default;
  Result(Fault fault) : fault_(std::move(fault)) {}  // NOLINT: a fault is a result

  [[nodiscard]] bool ok() const { return !fault_.has_value(); }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const Fault& fault() const {
    CHECK(fault_.has_value());
    return *fault_;
  }

 private:
  std::optional<Fault> fault_;
};

// Returns the fault of `expression`, or goes on.
#define TRY(expression)                                                              \
  do {                                                                               \
    if (auto try_result = (expression); !try_result.ok()) return try_result.fault(); \
  } while (false)

// Declares `name` as the value of `expression`, or returns its fault.
#define TRY_LET(name, expression)                        \
  auto name##_result = (expression);                     \
  if (!name##_result.ok()) return name##_result.fault(); \
  auto&& name = *name##_result

}  // namespace broadsheet
