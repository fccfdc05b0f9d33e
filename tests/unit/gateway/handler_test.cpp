// SPDX-License-Identifier: Apache-2.0
// Routing, methods, and how what went wrong is told.
#include <gtest/gtest.h>

#include "rpc/trace.h"
#include "unit/gateway/memory_archive.h"

namespace broadsheet::gateway {
namespace {

TEST(HttpHandler, KnowsNothingButReading) {
  MemoryArchive archive;

  for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    const auto response = http_handler(archive)(request_of("/v1/stats", {}, method));
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(response.headers.get("Allow"), "GET, HEAD");
  }
  EXPECT_EQ(http_handler(archive)(request_of("/v1/stats", {}, "HEAD")).status, 200);
}

TEST(HttpHandler, SaysWhatIsThereWhenNothingIs) {
  MemoryArchive archive;

  const auto program = ask(archive, "/v2/nothing");
  const auto person = ask(archive, "/<script>", {{"Accept", "text/html,*/*"}});

  EXPECT_EQ(program.status, 404);
  EXPECT_GT(json_of(program)["routes"].as_array().size(), 15U);
  EXPECT_EQ(person.status, 404);
  EXPECT_EQ(person.body.find("<script>"), std::string::npos);
}

TEST(HttpHandler, TellsFaultsByTheirKind) {
  MemoryArchive archive;
  const std::vector<std::pair<Fault, int>> kinds = {{bad_input("b", "query"), 400},
                                                    {not_found("n"), 404},
                                                    {unavailable("u"), 503},
                                                    {broken("x"), 500}};
  for (const auto& [fault, status] : kinds) {
    archive.fault = fault;

    const auto json = ask(archive, "/v1/search?q=a");
    const auto page = ask(archive, "/search?q=a");

    EXPECT_EQ(json.status, status);
    EXPECT_EQ(json_of(json)["error"]["what"].as_string(), fault.what);
    EXPECT_EQ(json.headers.has("Retry-After"), status == 503);
    EXPECT_EQ(page.status, status);
    EXPECT_EQ(page.headers.get("Content-Type"), "text/html; charset=utf-8");
  }
}

TEST(HttpHandler, NamesAnUnknownParameterOnEveryRoute) {
  MemoryArchive archive;
  archive.add("https://gazette.example/a", "2026-11-22T10:00:00Z");

  for (const auto* path : {"/v1/search", "/v1/snapshots", "/v1/get", "/v1/history", "/v1/diff",
                           "/v1/copies", "/v1/captures", "/v1/payload", "/v1/stats", "/v1/count",
                           "/v1/proof", "/v1/checkpoint", "/cdx"}) {
    const auto response = ask(archive, std::string(path) + "?colour=red");
    EXPECT_EQ(response.status, 400) << path;
    EXPECT_EQ(json_of(response)["error"]["where"].as_string(), "colour") << path;
  }
}

TEST(HttpHandler, PassesATraceOnAndSaysWhichItWas) {
  MemoryArchive archive;
  const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";

  const auto traced =
      ask(archive, "/v1/stats", {{"traceparent", "00-" + trace + "-00f067aa0ba902b7-01"}});
  EXPECT_EQ(rpc::parse_traceparent(traced.headers.get("traceparent")), trace);
  EXPECT_EQ(archive.trace, trace);

  const auto untraced = ask(archive, "/v1/stats");
  EXPECT_EQ(rpc::parse_traceparent(untraced.headers.get("traceparent")), archive.trace);
  EXPECT_NE(archive.trace, trace);
}

TEST(HttpHandler, IsHealthy) {
  MemoryArchive archive;

  EXPECT_EQ(ask(archive, "/healthz").status, 200);
}

}  // namespace
}  // namespace broadsheet::gateway
