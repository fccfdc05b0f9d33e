// SPDX-License-Identifier: Apache-2.0
// What a record says of an exchange.
#include "warc/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.h"

namespace broadsheet::warc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(MakeResponse, Warc11_HasTheFieldsOfAResponse) {
  const Record record = make_response(an_exchange());

  EXPECT_EQ(record.type(), Type::kResponse);
  EXPECT_THAT(std::string(record.id()), StartsWith("<urn:uuid:"));
  EXPECT_EQ(record.target_uri(), "https://news.example/2026/bridge");
  EXPECT_EQ(*record.date(), at("2026-01-31T10:20:30.123456Z"));
  EXPECT_EQ(record.field("WARC-IP-Address"), "192.0.2.7");
  EXPECT_EQ(record.field("Content-Type"), "application/http; msgtype=response");
  EXPECT_THAT(std::string(record.field("WARC-Payload-Digest")), StartsWith("sha1:"));
  EXPECT_EQ(record.field("WARC-Truncated"), "");
  EXPECT_TRUE(check_digests(record));
  EXPECT_EQ(record.block,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"a1\"\r\n"
            "Content-Length: 71\r\n\r\n" +
                an_exchange().payload);
}

TEST(MakeResponse, IsTheSameEveryTimeAndAnotherForAnotherCapture) {
  Exchange later = an_exchange();
  later.time += std::chrono::seconds(1);

  EXPECT_EQ(make_response(an_exchange()), make_response(an_exchange()));
  EXPECT_NE(make_response(an_exchange()).id(), make_response(later).id());
}

TEST(MakeResponse, SaysNothingFalseAboutADecodedPayload) {
  Exchange exchange = an_exchange();
  exchange.headers = {{"Content-Encoding", "gzip"},
                      {"transfer-encoding", "chunked"},
                      {"Content-Length", "17"},
                      {"Vary", "Accept-Encoding"}};

  const Record record = make_response(exchange);
  const auto message = parse_http(record.block);

  ASSERT_TRUE(message);
  EXPECT_EQ(field(message->headers, "Content-Encoding"), "");
  EXPECT_EQ(field(message->headers, "Transfer-Encoding"), "");
  EXPECT_EQ(field(message->headers, "X-Archive-Orig-Content-Encoding"), "gzip");
  EXPECT_EQ(field(message->headers, "X-Archive-Orig-transfer-encoding"), "chunked");
  EXPECT_EQ(field(message->headers, "X-Archive-Orig-Content-Length"), "17");
  EXPECT_EQ(field(message->headers, "Content-Length"), std::to_string(exchange.payload.size()));
  EXPECT_EQ(message->body, exchange.payload);
}

TEST(MakeResponse, LetsNoHeaderBreakOutOfItsLine) {
  Exchange exchange = an_exchange();
  exchange.url += "?a=1\r\nWARC-Type: warcinfo";
  exchange.headers = {{"X-One", "a\r\nX-Two: b"}, {"Bad Name\r\nX-Three", "c"}};
  exchange.status_text = "OK\r\nX-Four: d";

  const Record record = make_response(exchange);
  const auto message = parse_http(record.block);
  const auto back = read_record(encode(make_response(exchange)));

  ASSERT_TRUE(message && back);
  EXPECT_EQ(field(message->headers, "X-Two"), "");
  EXPECT_EQ(field(message->headers, "X-Three"), "");
  EXPECT_EQ(field(message->headers, "X-Four"), "");
  EXPECT_EQ(back->type(), Type::kResponse);
}

TEST(MakeResponse, TellsTruncationAndHttp2) {
  Exchange exchange = an_exchange();
  exchange.truncated = true;
  exchange.http_version = "2";

  const Record record = make_response(exchange, {.digest = DigestKind::kSha256});

  EXPECT_EQ(record.field("WARC-Truncated"), "length");
  EXPECT_EQ(record.field("WARC-Protocol"), "h2");
  EXPECT_THAT(record.block, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(std::string(record.field("WARC-Payload-Digest")), StartsWith("sha256:"));
  EXPECT_TRUE(check_digests(record));
}

TEST(MakeRequest, SaysWhatWasAsked) {
  const Record response = make_response(an_exchange("/x y?q=1#part"));
  const Record request = make_request(an_exchange("/x?q=1#part"), response.id());

  EXPECT_EQ(request.field("WARC-Concurrent-To"), response.id());
  EXPECT_EQ(request.block,
            "GET /x?q=1 HTTP/1.1\r\nHost: news.example\r\nUser-Agent: Broadsheet/0.1\r\n\r\n");
  Exchange root = an_exchange("");
  EXPECT_THAT(make_request(root, "").block, StartsWith("GET / HTTP/1.1\r\n"));
}

TEST(MakeRevisit, Warc11_RefersToTheOriginal) {
  const Record original = make_response(an_exchange());
  Exchange again = an_exchange();
  again.time = at("2026-02-01T00:00:00Z");
  again.payload.clear();

  const Record same =
      make_revisit(again, Revisit::kIdenticalPayload,
                   {.id = std::string(original.id()),
                    .url = again.url,
                    .time = an_exchange().time,
                    .payload_digest = std::string(original.field("WARC-Payload-Digest"))});
  const Record unchanged = make_revisit(again, Revisit::kServerNotModified, {.url = again.url});

  EXPECT_EQ(same.field("WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(same.field("WARC-Refers-To"), original.id());
  EXPECT_EQ(same.field("WARC-Refers-To-Target-URI"), again.url);
  EXPECT_EQ(same.field("WARC-Refers-To-Date"), "2026-01-31T10:20:30.123456Z");
  EXPECT_EQ(same.field("WARC-Payload-Digest"), original.field("WARC-Payload-Digest"));
  EXPECT_THAT(same.block, HasSubstr("ETag: \"a1\""));
  EXPECT_THAT(same.block, Not(HasSubstr("bridge closes")));
  EXPECT_TRUE(check_digests(same));
  EXPECT_EQ(unchanged.field("WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  EXPECT_EQ(unchanged.field("WARC-Refers-To"), "");
}

TEST(MakeWarcinfo, NamesSoftwareAndFormat) {
  const Record record =
      make_warcinfo("a.warc.gz", at("2026-01-31"), "broadsheet 0.1", {{"robots", "obey"}});

  EXPECT_EQ(record.field("WARC-Filename"), "a.warc.gz");
  EXPECT_EQ(record.field("WARC-Target-URI"), "");
  EXPECT_THAT(record.block, HasSubstr("software: broadsheet 0.1\r\n"));
  EXPECT_THAT(record.block, HasSubstr("format: WARC File Format 1.1\r\n"));
  EXPECT_THAT(record.block, HasSubstr("conformsTo: http"));
  EXPECT_THAT(record.block, HasSubstr("robots: obey\r\n"));
}

TEST(CheckDigests, KnowsBothBasesAndBothHashes) {
  Record record = make_resource("urn:x", at("2026-01-31"), "text/plain", "abc");
  const auto with = [&](std::string_view digest) {
    record.fields = {{"WARC-Type", "resource"}, {"WARC-Payload-Digest", std::string(digest)}};
    return check_digests(record).ok();
  };

  EXPECT_TRUE(with("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"));
  EXPECT_TRUE(with("SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d"));
  EXPECT_TRUE(with("sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"));
  EXPECT_TRUE(with("blake3:whatever"));
  EXPECT_FALSE(with("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE6"));
  EXPECT_FALSE(with("sha256:00"));
}

TEST(ParseHttp, ReadsMessagesAsTheyAre) {
  const auto bare = parse_http("HTTP/1.0 404\nA: b\n folded\nC:d\n\nbody");
  const auto cut = parse_http("HTTP/1.1 200 OK\r\nA: b");

  ASSERT_TRUE(bare && cut);
  EXPECT_EQ(bare->status, 404);
  EXPECT_EQ(field(bare->headers, "a"), "b folded");
  EXPECT_EQ(field(bare->headers, "C"), "d");
  EXPECT_EQ(bare->body, "body");
  EXPECT_EQ(cut->body, "");
  EXPECT_FALSE(parse_http("<html>"));
  EXPECT_FALSE(parse_http(""));
}

}  // namespace
}  // namespace broadsheet::warc
