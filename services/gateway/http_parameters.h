// SPDX-License-Identifier: Apache-2.0
// The query string of a request, decoded and held to what a route knows. Inside the gateway only.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "rpc/archive_api.h"
#include "url/url.h"

namespace broadsheet::gateway {

// "%41" → "A"; with `plus`, '+' → ' '. kBadInput for a '%' that is not followed by two digits.
Result<std::string> percent_decode(std::string_view text, bool plus);
// For the value of a query parameter: everything but unreserved characters (RFC 3986 §2.3).
std::string percent_encode(std::string_view text);

// Faults are kBadInput and say the parameter as `where`. A parameter without a value counts as not
// given: that is how forms send the fields that nobody filled in.
class Parameters {
 public:
  static constexpr std::size_t kCountMax = 100;
  static constexpr std::size_t kValueBytesMax = 8 << 10;  // as for gRPC: the bound on a query
  // Of `page_token`: a place in each of up to 256 shards. rpc::PageTokens has its own, lower limit.
  static constexpr std::size_t kTokenBytesMax = 128 << 10;

  // `known` are the names of the route; only those in `lists` may be given more than once.
  static Result<Parameters> parse(std::string_view query,
                                  std::initializer_list<std::string_view> known,
                                  std::initializer_list<std::string_view> lists = {});

  [[nodiscard]] bool has(std::string_view name) const { return !get(name).empty(); }
  [[nodiscard]] const std::string& get(std::string_view name) const;  // "" if absent
  // Every value, and every part of a value with commas.
  [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
  // All but `without`, in one order: the same for the same request.
  [[nodiscard]] std::string fingerprint(std::initializer_list<std::string_view> without) const;

  // RFC 3339, or a day.
  [[nodiscard]] Result<std::optional<Time>> time(std::string_view name) const;
  // From `from`, up to `to`: a day is in it, whole; a time is not.
  [[nodiscard]] Result<rpc::TimeRange> range(std::string_view from, std::string_view to) const;
  [[nodiscard]] Result<int> number(std::string_view name, int fallback, int least, int most) const;
  [[nodiscard]] Result<double> share(std::string_view name, double fallback) const;  // 0 … 1
  // Must be there; http or https.
  [[nodiscard]] Result<url::Url> url(std::string_view name) const;
  // A host name, with a port if it has one; "" if absent.
  [[nodiscard]] Result<std::string> host(std::string_view name) const;
  // The place of the value among `words`; 0 if absent.
  [[nodiscard]] Result<std::size_t> choice(std::string_view name,
                                           std::initializer_list<std::string_view> words) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

// http(s), and what people type without the scheme. kBadInput at `where`.
Result<url::Url> parse_page_url(std::string_view text, std::string_view where);

}  // namespace broadsheet::gateway
