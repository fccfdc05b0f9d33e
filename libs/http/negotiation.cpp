// SPDX-License-Identifier: Apache-2.0
// Accept-Encoding, member by member: "gzip;q=0.8, *;q=0".
#include "http/negotiation.h"

#include <optional>

#include "core/strings.h"

namespace broadsheet::http {

namespace {

constexpr int kMost = 1000;  // a weight of 1

// "0.8" → 800, RFC 9110 §12.4.2: at most three digits behind the point.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text.front() != '0' && text.front() != '1')) {
    return std::nullopt;
  }
  int weight = text.front() == '1' ? kMost : 0;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int share = 100;
  for (std::size_t i = 2; i < text.size(); ++i, share /= 10) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    weight += (text[i] - '0') * share;
  }
  return weight > kMost ? std::nullopt : std::optional(weight);
}

// Of one member; a weight that is none counts as zero: better no coding than one unasked for.
int weight_of(const std::vector<std::string_view>& parts) {
  int weight = kMost;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto parameter = trim(parts[i]);
    if (istarts_with(parameter, "q=")) weight = parse_weight(parameter.substr(2)).value_or(0);
  }
  return weight;
}

}  // namespace

bool accepts_coding(const Headers& headers, std::string_view coding) {
  std::optional<int> asked;
  std::optional<int> any;
  std::optional<int> identity;
  const std::string list = headers.joined("Accept-Encoding");
  for (const auto member : split(list, ',')) {
    const auto parts = split(member, ';');
    const auto name = trim(parts.front());
    const int weight = weight_of(parts);
    // "x-gzip" is the same (RFC 9110 §8.4.1.3).
    if (iequals(name, coding) || iequals(name, "x-" + std::string(coding))) asked = weight;
    if (iequals(name, "identity")) identity = weight;
    if (name == "*") any = weight;
  }
  const int wanted = asked.value_or(any.value_or(0));
  return wanted > 0 && wanted >= identity.value_or(0);
}

}  // namespace broadsheet::http
