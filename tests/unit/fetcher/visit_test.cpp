// SPDX-License-Identifier: Apache-2.0
// What an exchange comes to: values in, values out.
#include "fetcher/visit.h"

#include <gtest/gtest.h>

#include "core/hash.h"

namespace broadsheet::fetcher {
namespace {

using records::Outcome;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Time kNow = *parse_time("2026-11-22T10:00:00Z");

frontier::Lease lease_of(const char* url = "https://news.example/a") {
  frontier::Lease lease{.url = *url::Url::parse(url)};
  lease.record.url = url;
  lease.record.source = "s";
  lease.record.hops = 2;
  return lease;
}

http::Exchange answer(int status, http::Headers headers = {}, std::string body = {}) {
  http::Exchange exchange;
  http::Response response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::move(body);
  exchange.response = std::move(response);
  exchange.started = kNow;
  return exchange;
}

http::Exchange no_answer() {
  http::Exchange exchange;
  exchange.response = unavailable("the first byte did not come in 20 s");
  exchange.failure = http::Failure::kTimeout;
  return exchange;
}

http::Headers header(const char* name, const char* value) {
  http::Headers headers;
  headers.add(name, value);
  return headers;
}

TEST(Visit, RetryAfterIsSecondsOrADate) {
  EXPECT_EQ(parse_retry_after("120", kNow), seconds(120));
  EXPECT_EQ(parse_retry_after(" 0 ", kNow), seconds(0));
  EXPECT_EQ(parse_retry_after("Sun, 22 Nov 2026 10:30:00 GMT", kNow), minutes(30));
}

TEST(Visit, RetryAfterInThePastIsNow) {
  EXPECT_EQ(parse_retry_after("Sun, 22 Nov 2026 09:30:00 GMT", kNow), seconds(0));
}

TEST(Visit, RetryAfterThatOverflowsIsTheLongestThereIs) {
  const auto longest = parse_retry_after("99999999999999999999999999", kNow);

  ASSERT_TRUE(longest.has_value());
  EXPECT_GT(*longest, hours(24 * 30));
  EXPECT_EQ(parse_retry_after("9223372036854775807", kNow), longest);
}

TEST(Visit, RetryAfterThatIsNeitherIsNone) {
  for (const char* text : {"", "-5", "soon", "1.5", "12 s", "99999999999999999999999999 s"}) {
    EXPECT_EQ(parse_retry_after(text, kNow), std::nullopt) << text;
  }
}

TEST(Visit, APageIsFetchedAndKept) {
  const auto finding = judge(lease_of(), answer(200, header("ETag", "\"1\""), "page"), kNow);

  EXPECT_EQ(finding.visit.outcome, Outcome::kFetched);
  EXPECT_TRUE(finding.visit.changed);
  EXPECT_EQ(finding.visit.etag, "\"1\"");
  EXPECT_EQ(finding.capture.payload, "page");
  EXPECT_EQ(finding.capture.payload_digest, sha256("page"));
  EXPECT_EQ(finding.capture.hops, 2u);
}

TEST(Visit, TheSameBytesAreUnchanged) {
  auto lease = lease_of();
  lease.record.payload_digest = sha256("page");

  const auto finding = judge(lease, answer(200, {}, "page"), kNow);

  EXPECT_EQ(finding.visit.outcome, Outcome::kUnchanged);
  EXPECT_FALSE(finding.visit.changed);
  EXPECT_TRUE(finding.capture.payload.empty());
  EXPECT_EQ(finding.capture.payload_digest, sha256("page"));
}

TEST(Visit, TheSameBytesGoAllTheWayInAnAuditAndWhereAPersonWantsItAnew) {
  auto audit = lease_of();
  audit.record.fetches = 4;
  auto anew = lease_of();
  anew.anew = true;

  for (auto* lease : {&audit, &anew}) {
    lease->record.payload_digest = sha256("page");
    lease->record.etag = "\"1\"";

    const auto finding = judge(*lease, answer(200, {}, "page"), kNow);

    EXPECT_EQ(request_for(*lease).etag, "") << "a 304 would bring no page";
    EXPECT_EQ(finding.capture.outcome, Outcome::kFetched);
    EXPECT_EQ(finding.capture.payload, "page") << "the archive may not have it";
    EXPECT_FALSE(finding.visit.changed);
  }
}

TEST(Visit, A304WithoutValidatorsLeavesTheOldOnesAlone) {
  auto lease = lease_of();
  lease.record.etag = "\"1\"";
  lease.record.payload_digest = sha256("page");

  const auto finding = judge(lease, answer(304), kNow);

  EXPECT_EQ(finding.visit.outcome, Outcome::kUnchanged);
  EXPECT_EQ(finding.visit.etag, "") << "the frontier keeps what it has";
  EXPECT_EQ(finding.visit.payload_digest, sha256("page"));
  EXPECT_EQ(finding.capture.payload_digest, sha256("page"));
}

TEST(Visit, GoneThrottledAndFailedAreToldApart) {
  EXPECT_EQ(judge(lease_of(), answer(404), kNow).visit.outcome, Outcome::kGone);
  EXPECT_EQ(judge(lease_of(), answer(410), kNow).visit.outcome, Outcome::kGone);
  EXPECT_EQ(judge(lease_of(), answer(429), kNow).visit.outcome, Outcome::kThrottled);
  EXPECT_EQ(judge(lease_of(), answer(500), kNow).visit.outcome, Outcome::kFailed);
  EXPECT_EQ(judge(lease_of(), no_answer(), kNow).visit.outcome, Outcome::kFailed);
  EXPECT_EQ(judge(lease_of(), no_answer(), kNow).visit.status, 0);
  const auto busy = judge(lease_of(), answer(503, header("Retry-After", "60")), kNow);
  EXPECT_EQ(busy.visit.outcome, Outcome::kThrottled);
  EXPECT_EQ(busy.visit.retry_after, seconds(60));
}

TEST(Visit, ARedirectIsResolvedAgainstTheAddressThatGaveIt) {
  const auto finding =
      judge(lease_of(), answer(301, header("Location", "../b#top"), "moved"), kNow);

  EXPECT_EQ(finding.visit.outcome, Outcome::kRedirected);
  EXPECT_EQ(finding.visit.redirect, "https://news.example/b");
  EXPECT_TRUE(finding.capture.payload.empty());
}

TEST(Visit, ARedirectToNowhereIsAFailure) {
  EXPECT_EQ(judge(lease_of(), answer(302), kNow).visit.outcome, Outcome::kFailed);
  EXPECT_EQ(
      judge(lease_of(), answer(302, header("Location", "mailto:a@b.example")), kNow).visit.outcome,
      Outcome::kFailed);
}

TEST(Visit, RobotsTxtIsKeptOnlyIfItIsOne) {
  EXPECT_EQ(judge_robots(answer(200, {}, "User-agent: *"), kNow).body, "User-agent: *");
  EXPECT_EQ(judge_robots(answer(404, {}, "<html>"), kNow).body, "");
  EXPECT_EQ(judge_robots(answer(404), kNow).status, 404);
}

TEST(Visit, RobotsTxtMayAskForPatience) {
  for (const int status : {429, 503}) {
    const auto visit = judge_robots(answer(status, header("Retry-After", "3600")), kNow);

    EXPECT_EQ(visit.outcome, Outcome::kThrottled) << status;
    EXPECT_EQ(visit.status, status);
    EXPECT_EQ(visit.retry_after, hours(1)) << status;
  }
}

TEST(Visit, ARobotsTxtThatDoesNotAnswerHasNoStatus) {
  const auto visit = judge_robots(no_answer(), kNow);

  EXPECT_EQ(visit.outcome, Outcome::kFailed);
  EXPECT_EQ(visit.status, 0);
  EXPECT_NE(visit.reason, "");
}

TEST(Visit, ValidatorsAreSentButNotEachTime) {
  auto lease = lease_of();
  lease.record.etag = "\"1\"";
  lease.record.last_modified = "Sun, 22 Nov 2026 09:30:00 GMT";

  EXPECT_EQ(request_for(lease).etag, "\"1\"");
  EXPECT_EQ(request_for(lease).last_modified, lease.record.last_modified);
  lease.record.fetches = 4;
  EXPECT_EQ(request_for(lease).etag, "") << "the audit of a server that forgets to change them";
}

TEST(Visit, WhatIsRefusedNamesTheLine) {
  auto lease = lease_of();
  lease.robots = {.allowed = false, .line = 3, .rule = "Disallow: /a"};

  const auto finding = refused(lease, kNow);

  EXPECT_EQ(finding.visit.outcome, Outcome::kRefusedByRobots);
  EXPECT_EQ(finding.capture.reason, "line 3: Disallow: /a");
}

}  // namespace
}  // namespace broadsheet::fetcher
