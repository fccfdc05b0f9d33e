// SPDX-License-Identifier: Apache-2.0
// uses: bs_gateway_http bs_rpc bs_url
// A query string of the HTTP API, any bytes: decoded or refused, and what is taken keeps its
// bounds.
#include <array>
#include <string>
#include <string_view>

#include "core/strings.h"
#include "gateway/http_parameters.h"
#include "text/unicode.h"

namespace broadsheet::gateway {
namespace {

// The first names that a route knows, of every kind.
constexpr std::array<std::string_view, 7> kNames = {"q", "host", "url", "from", "to", "n", "sort"};

void check_codes(std::string_view bytes) {
  const auto decoded = percent_decode(percent_encode(bytes), false);
  CHECK(decoded.ok());
  CHECK(*decoded == bytes);
  // Whatever is refused says why.
  const auto foreign = percent_decode(bytes, true);
  CHECK(foreign.ok() ? foreign->size() <= bytes.size() : !foreign.fault().what.empty());
}

void check_values(const Parameters& parameters) {
  for (const auto name : kNames) {
    const auto& value = parameters.get(name);
    CHECK(parameters.has(name) == !value.empty());
    CHECK(value.size() <= Parameters::kValueBytesMax);
    CHECK(text::is_valid_utf8(value));
    CHECK(value.find('\0') == std::string::npos);
  }
  for (const auto& part : parameters.list("lang")) CHECK(!trim(part).empty());
  const auto number = parameters.number("n", 10, 1, 1000);
  CHECK(!number.ok() || (*number >= 1 && *number <= 1000));
  const auto share = parameters.share("n", 0.5);
  CHECK(!share.ok() || (*share >= 0 && *share <= 1));
  const auto range = parameters.range("from", "to");
  CHECK(!range.ok() || !range->from || !range->until || *range->from <= *range->until);
  const auto url = parameters.url("url");
  CHECK(!url.ok() || url->is_http());
  const auto host = parameters.host("host");
  CHECK(!host.ok() || host->find_first_of("/?# ") == std::string::npos);
  const auto choice = parameters.choice("sort", {"relevance", "newest"});
  CHECK(!choice.ok() || *choice < 2);
}

}  // namespace
}  // namespace broadsheet::gateway

void fuzz_parameters(std::string_view bytes) {
  using broadsheet::gateway::Parameters;
  broadsheet::gateway::check_codes(bytes);
  const auto parameters =
      Parameters::parse(bytes, {"q", "host", "url", "from", "to", "n", "sort"}, {"lang"});
  if (!parameters) {
    CHECK(!parameters.fault().what.empty());
    CHECK(!parameters.fault().where.empty());
    return;
  }
  broadsheet::gateway::check_values(*parameters);
  // A request has one fingerprint, in whatever order its parameters come.
  const auto again =
      Parameters::parse(bytes, {"q", "host", "url", "from", "to", "n", "sort"}, {"lang"});
  CHECK(again.ok());
  CHECK(again->fingerprint({"n"}) == parameters->fingerprint({"n"}));
}
