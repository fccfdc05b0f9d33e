// SPDX-License-Identifier: Apache-2.0
// Faults as text, and the crash when we are wrong.
#include "core/result.h"

namespace broadsheet {

std::string_view to_string(FaultKind kind) {
  switch (kind) {
    case FaultKind::kBadInput:
      return "bad input";
    case FaultKind::kNotFound:
      return "not found";
    case FaultKind::kUnavailable:
      return "unavailable";
    case FaultKind::kBroken:
      return "broken";
  }
  return "broken";
}

std::string Fault::text() const {
  std::string text;
  if (!where.empty()) text += where + ": ";
  text += what;
  if (!remedy.empty()) text += " (" + remedy + ")";
  return text;
}

namespace {

Fault fault(FaultKind kind, std::string what, std::string where, std::string remedy) {
  return {kind, std::move(what), std::move(where), std::move(remedy)};
}

}  // namespace

Fault bad_input(std::string what, std::string where, std::string remedy) {
  return fault(FaultKind::kBadInput, std::move(what), std::move(where), std::move(remedy));
}

Fault not_found(std::string what, std::string where, std::string remedy) {
  return fault(FaultKind::kNotFound, std::move(what), std::move(where), std::move(remedy));
}

Fault unavailable(std::string what, std::string where, std::string remedy) {
  return fault(FaultKind::kUnavailable, std::move(what), std::move(where), std::move(remedy));
}

Fault broken(std::string what, std::string where, std::string remedy) {
  return fault(FaultKind::kBroken, std::move(what), std::move(where), std::move(remedy));
}

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: this must hold and does not: %s\n", file, line, condition);
  std::fflush(stderr);
  std::abort();
}

}  // namespace broadsheet
