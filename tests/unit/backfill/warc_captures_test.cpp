// SPDX-License-Identifier: Apache-2.0
// Captures out of WARC files: of ours, and of tools that write them otherwise.
#include "backfill/warc_captures.h"

#include <gmock/gmock.h>

#include <fstream>

#include "core/file.h"
#include "http/stored_body.h"
#include "support/gzip.h"
#include "warc/wacz.h"
#include "warc/warc.h"

namespace broadsheet::backfill {
namespace {

using records::Outcome;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr const char* kTime = "2019-03-01T10:00:00Z";
const std::string kPage = "<html><title>Bridge</title><p>The bridge stays open.</p></html>";

warc::Exchange exchange_of(const std::string& url, const std::string& payload = kPage) {
  return {.url = url,
          .time = *parse_time("2019-03-01T10:00:00.5Z"),
          .address = "192.0.2.7",
          .request_headers = {{"Host", "old.example"}},
          .status = 200,
          .headers = {{"Content-Type", "text/html"}},
          .payload = payload};
}

// A response as other tools keep it: with its codings.
warc::Record raw_response(const std::string& url, const std::string& block,
                          const std::string& time = kTime) {
  warc::Record record;
  record.fields = {{"WARC-Type", "response"},
                   {"WARC-Record-ID", "<urn:uuid:" + url + time + ">"},
                   {"WARC-Date", time},
                   {"WARC-Target-URI", url},
                   {"Content-Type", "application/http; msgtype=response"}};
  record.block = block;
  return record;
}

class WarcCapturesTest : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::vector<warc::Record>& records,
                    bool gzip = true) {
    std::string bytes;
    warc::Writer writer(warc::string_sink(bytes), {.gzip = gzip});
    for (const auto& record : records) EXPECT_TRUE(writer.write(record).ok());
    return write_bytes(name, bytes);
  }
  std::string write_bytes(const std::string& name, const std::string& bytes) {
    const auto path = (folder_.path() / name).string();
    EXPECT_TRUE(write_file(path, bytes).ok());
    return path;
  }
  std::vector<WarcCapture> read(const std::string& path) {
    std::vector<WarcCapture> captures;
    const auto opened = reader_.open(path);
    EXPECT_TRUE(opened.ok()) << opened.fault().text();
    WarcCapture next;
    while (true) {
      const auto more = reader_.next(next);
      EXPECT_TRUE(more.ok());
      if (!more || !*more) return captures;
      captures.push_back(next);
    }
  }

  TemporaryFolder folder_;
  WarcCaptures reader_{{.source = "gazette"}};
};

TEST_F(WarcCapturesTest, AResponseAndItsRequestAreOneCaptureWithItsOwnTime) {
  const auto exchange = exchange_of("https://old.example/a");
  const auto response = warc::make_response(exchange);
  const auto captures =
      read(write("a.warc.gz", {response, warc::make_request(exchange, response.id())}));

  ASSERT_EQ(captures.size(), 1U);
  const auto& capture = captures[0].capture;
  EXPECT_EQ(capture.url, "https://old.example/a");
  EXPECT_EQ(capture.time, exchange.time);
  EXPECT_EQ(capture.outcome, Outcome::kFetched);
  EXPECT_EQ(capture.payload, kPage);
  EXPECT_EQ(capture.payload_digest, sha256(kPage));
  EXPECT_EQ(capture.source, "gazette");
  EXPECT_EQ(capture.address, "192.0.2.7");
  EXPECT_THAT(capture.request_headers, Contains(Pair("Host", "old.example")));
  EXPECT_EQ(captures[0].offset, 0U);
}

TEST_F(WarcCapturesTest, ARequestBeforeItsResponseCountsToo) {
  auto exchange = exchange_of("https://old.example/a");
  const auto response = warc::make_response(exchange);
  const auto captures =
      read(write("a.warc", {warc::make_request(exchange, response.id()), response}, false));

  ASSERT_EQ(captures.size(), 1U);
  EXPECT_THAT(captures[0].capture.request_headers, Contains(Pair("Host", "old.example")));
}

TEST_F(WarcCapturesTest, CodingsAreUndone) {
  const auto packed = testing_support::gzip(kPage);
  char length[20];
  std::snprintf(length, sizeof length, "%zx\r\n", packed.size());
  const auto captures = read(
      write("a.warc.gz",
            {raw_response("http://old.example/a",
                          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n" +
                              (length + packed) + "\r\n0\r\n\r\n"),
             raw_response("http://old.example/b",
                          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n" +
                              kPage)}));

  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[0].capture.payload, kPage);
  EXPECT_FALSE(captures[0].capture.truncated);
  EXPECT_EQ(captures[1].capture.payload, kPage) << "it was decoded when it was kept";
}

TEST_F(WarcCapturesTest, ARedirectAndItsPageOfOneSecondAreToldApart) {
  const auto captures = read(write(
      "a.warc.gz",
      {raw_response("http://old.example/a", "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nMoved"),
       raw_response("https://old.example/a",
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + kPage)}));

  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[0].capture.outcome, Outcome::kRedirected);
  EXPECT_EQ(captures[0].capture.redirect, "http://old.example/b");
  EXPECT_TRUE(captures[0].capture.payload.empty());
  EXPECT_EQ(captures[1].capture.time, *parse_time(kTime));
  EXPECT_NE(captures[0].capture.time, captures[1].capture.time);
}

TEST_F(WarcCapturesTest, ARevisitIsOfThePageThatItsDigestNames) {
  auto exchange = exchange_of("https://old.example/a");
  const auto response = warc::make_response(exchange);
  exchange.time += std::chrono::hours(24);
  const warc::Original original{
      .id = std::string(response.id()),
      .url = exchange.url,
      .time = exchange.time,
      .payload_digest = std::string(response.field("WARC-Payload-Digest"))};
  auto lost = original;
  lost.payload_digest = "sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const auto captures = read(
      write("a.warc.gz",
            {response, warc::make_revisit(exchange, warc::Revisit::kIdenticalPayload, original),
             warc::make_revisit(exchange, warc::Revisit::kIdenticalPayload, lost)}));

  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[1].capture.outcome, Outcome::kUnchanged);
  EXPECT_EQ(captures[1].capture.payload_digest, sha256(kPage));
  EXPECT_THAT(reader_.counts().passed_over, Contains(Pair(HasSubstr("revisit"), 1)));
}

TEST_F(WarcCapturesTest, PicturesAndNamesThatAreNoneArePassedOver) {
  auto picture = exchange_of("https://old.example/a.jpg", "JFIF");
  picture.headers = {{"Content-Type", "image/jpeg"}};
  const auto captures =
      read(write("a.warc.gz", {warc::make_warcinfo("a.warc.gz", *parse_time(kTime), "test"),
                               warc::make_response(picture),
                               raw_response("dns:old.example", "20190301 192.0.2.7")}));

  EXPECT_TRUE(captures.empty());
  EXPECT_THAT(reader_.counts().passed_over, Contains(Pair("image/jpeg", 1)));
  EXPECT_EQ(reader_.counts().records, 3U);
  EXPECT_EQ(reader_.counts().problem_count, 0U);
}

TEST_F(WarcCapturesTest, AUrlThatNoSearchCouldNameBecomesNoCapture) {
  const std::string longest = "https://old.example/" + std::string((8 << 10) - 20, 'a');

  const auto captures = read(write("a.warc.gz", {warc::make_response(exchange_of(longest)),
                                                 warc::make_response(exchange_of(longest + "b"))}));

  ASSERT_EQ(captures.size(), 1U);
  EXPECT_EQ(captures[0].capture.url, longest);
  ASSERT_EQ(reader_.counts().problem_count, 1U);
  EXPECT_THAT(reader_.counts().problems[0].what, HasSubstr("8193 bytes"));
}

TEST_F(WarcCapturesTest, ARecordFromTheFutureIsNamedAndCountedAndNoCapture) {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + kPage;
  const Time now = system_now();

  const auto captures = read(write(
      "a.warc.gz",
      {raw_response("https://old.example/a", answer),
       raw_response("https://old.example/b", answer, "2099-01-01T00:00:00Z"),
       raw_response("https://old.example/c", answer, format_time(now + std::chrono::hours(23))),
       raw_response("https://old.example/d", answer, format_time(now + std::chrono::hours(25)))}));

  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[1].capture.url, "https://old.example/c") << "a clock may be ahead";
  ASSERT_EQ(reader_.counts().problem_count, 2U);
  EXPECT_EQ(reader_.counts().problems[0].what,
            "its WARC-Date is in the future: 2099-01-01T00:00:00Z");
  EXPECT_GT(reader_.counts().problems[0].offset, 0U);
}

TEST_F(WarcCapturesTest, WhatIsBrokenIsNamedByFileAndOffsetAndTheRestIsRead) {
  const auto good = warc::encode(warc::make_response(exchange_of("https://old.example/a")));
  const auto bad = warc::encode(
      raw_response("https://old.example/b", "HTTP/1.1 200 OK\r\n\r\n", "the day before"));
  const auto path = write_bytes("a.warc.gz", good + bad + good + good.substr(0, 100));

  EXPECT_EQ(read(path).size(), 2U);

  const auto& problems = reader_.counts().problems;
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].file, path);
  EXPECT_EQ(problems[0].offset, good.size());
  EXPECT_THAT(problems[0].what, HasSubstr("WARC-Date"));
  EXPECT_EQ(problems[1].offset, 2 * good.size() + bad.size());
}

TEST_F(WarcCapturesTest, AWaczIsReadWithoutBeingUnpacked) {
  std::string bytes;
  warc::WaczWriter writer(warc::string_sink(bytes), {.created = *parse_time(kTime)});
  ASSERT_TRUE(writer.add(warc::make_response(exchange_of("https://old.example/a"))).ok());
  ASSERT_TRUE(writer.add(warc::make_response(exchange_of("https://old.example/b"))).ok());
  ASSERT_TRUE(writer.finish().ok());

  const auto captures = read(write_bytes("a.wacz", bytes));

  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[1].capture.url, "https://old.example/b");
  EXPECT_EQ(captures[1].capture.payload, kPage);
  EXPECT_GT(captures[0].offset, 0U);
}

TEST_F(WarcCapturesTest, AWaczThatIsCutOrChangedIsAFaultAndNoCrash) {
  std::string bytes;
  warc::WaczWriter writer(warc::string_sink(bytes), {.created = *parse_time(kTime)});
  ASSERT_TRUE(writer.add(warc::make_response(exchange_of("https://old.example/a"))).ok());
  ASSERT_TRUE(writer.finish().ok());

  for (std::size_t size = 4; size < bytes.size(); size += 37) {
    const auto cut = warc::wacz_members(write_bytes("cut.wacz", bytes.substr(0, size)));
    EXPECT_FALSE(cut.ok());
  }
  for (std::size_t at = 4; at < bytes.size(); at += 13) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x5A);
    const auto members = warc::wacz_members(write_bytes("changed.wacz", changed));
    if (!members) continue;
    for (const auto& member : *members) EXPECT_LE(member.offset + member.length, changed.size());
  }
}

TEST_F(WarcCapturesTest, AFileThatIsNotThereIsAFault) {
  EXPECT_EQ(reader_.open(folder_.path() / "none.warc").fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(reader_.open(folder_.path()).fault().kind, FaultKind::kBadInput);
}

TEST(StoredBody, IsBoundedHoweverWellItIsPacked) {
  const auto packed = testing_support::gzip(std::string(10 << 20, 'a'));

  const auto body = http::decode_stored_body("", "gzip", packed, 1 << 20);

  EXPECT_EQ(body.bytes.size(), std::size_t{1} << 20);
  EXPECT_TRUE(body.truncated);
}

TEST(StoredBody, ThatBreaksOffGivesWhatCame) {
  const auto packed = testing_support::gzip(std::string(1000, 'a') + "end");

  const auto body =
      http::decode_stored_body("", "gzip", packed.substr(0, packed.size() - 9), 1 << 20);

  EXPECT_TRUE(body.truncated);
  EXPECT_LE(body.bytes.size(), 1003U);
}

}  // namespace
}  // namespace broadsheet::backfill
