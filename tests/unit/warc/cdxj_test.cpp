// SPDX-License-Identifier: Apache-2.0
// Index lines and look-up keys.
#include "warc/cdxj.h"

#include <gtest/gtest.h>

#include "samples.h"

namespace broadsheet::warc {
namespace {

TEST(CdxKey, IsWhatReplayToolsLookUp) {
  EXPECT_EQ(cdx_key("http://example.com"), "com,example)/");
  EXPECT_EQ(cdx_key("https://www2.Example.com/A/B/?b=2&a=1&a=0&a"),
            "com,example)/a/b?a&a=0&a=1&b=2");
  EXPECT_EQ(cdx_key("http://example.com/?"), "com,example)/");
  EXPECT_EQ(cdx_key("http://example.com//a//b/../c/./d/"), "com,example)/a/c/d");
  EXPECT_EQ(cdx_key("http://example.com/a%2520b/%7Euser?x=%2F%20"),
            "com,example)/a%20b/~user?x=/%20");
  EXPECT_EQ(cdx_key("https://example.com:8443/x"), "com,example:8443)/x");
  EXPECT_EQ(cdx_key("http://user:pw@www.example.com:80/#part"), "com,example)/");
  EXPECT_EQ(cdx_key("http://example.com/é?ü=1"), "com,example)/%c3%a9?%c3%bc=1");
  EXPECT_EQ(cdx_key("http://127.0.0.1:8080/a"), "1,0,0,127:8080)/a");
  EXPECT_EQ(cdx_key("http://[::1]:80/x"), "::1)/x");
  EXPECT_EQ(cdx_key("http://www.com/"), "com)/");
  EXPECT_EQ(cdx_key("http://example.com/%zz%23"), "com,example)/%25zz%23");
  EXPECT_EQ(cdx_key("http://example.com/?a=b&&c"), "com,example)/?&a=b&c");
  EXPECT_EQ(cdx_key("urn:x:y"), "urn:x:y");
  EXPECT_EQ(cdx_key(""), "-");
  EXPECT_EQ(cdx_key("not a url"), "not%20a%20url");
}

TEST(CdxKey, ForgetsSessions) {
  const std::string id(32, 'a');
  EXPECT_EQ(cdx_key("http://e.com/x?sid=" + id + "&y=1"), "com,e)/x?y=1");
  EXPECT_EQ(cdx_key("http://e.com/x?PHPSESSID=" + id), "com,e)/x");
  EXPECT_EQ(cdx_key("http://e.com/x?cfid=1&cftoken=2&z=3"), "com,e)/x?z=3");
  EXPECT_EQ(cdx_key("http://e.com/(S(abcdefghijklmnopqrstuvwx))/p.aspx?x"), "com,e)/p.aspx?x");
  EXPECT_EQ(cdx_key("http://e.com/x?sid=short"), "com,e)/x?sid=short");
}

TEST(CdxTimestamp, GoesThereAndBack) {
  EXPECT_EQ(cdx_timestamp(at("2026-01-31T10:20:30.999Z")), "20260131102030");
  EXPECT_EQ(*parse_cdx_timestamp("20260131102030"), at("2026-01-31T10:20:30Z"));
  EXPECT_EQ(*parse_cdx_timestamp("20260131102030123"), at("2026-01-31T10:20:30.123Z"));
  EXPECT_EQ(*parse_cdx_timestamp("2026"), at("2026-01-01"));
  EXPECT_EQ(*parse_cdx_timestamp("202602"), at("2026-02-01"));
  for (const char* bad : {"", "202", "20261", "2026013110203", "20261301", "2026013110203x",
                          "202601311020301", "99999999999999999999"}) {
    EXPECT_FALSE(parse_cdx_timestamp(bad)) << bad;
  }
}

TEST(CdxLine, SaysWhereARecordIs) {
  const Record record = make_response(an_exchange());

  const CdxLine line = index_of(record, "a.warc.gz", 100, 200);

  EXPECT_EQ(
      format(line),
      "example,news)/2026/bridge 20260131102030 "
      "{\"url\":\"https://news.example/2026/bridge\",\"mime\":\"text/html\",\"status\":\"200\","
      "\"digest\":\"" +
          std::string(record.field("WARC-Payload-Digest")) +
          "\",\"length\":\"200\",\"offset\":\"100\",\"filename\":\"a.warc.gz\"}");
}

TEST(CdxLine, OfARevisitSaysSo) {
  const Record revisit =
      make_revisit(an_exchange(), Revisit::kIdenticalPayload, {.payload_digest = "sha1:ABC"});

  const CdxLine line = index_of(revisit, "a.warc.gz", 1, 2);

  EXPECT_EQ(line.mime, "warc/revisit");
  EXPECT_EQ(line.digest, "sha1:ABC");
  EXPECT_EQ(line.status, 200);
}

TEST(CdxLine, ComesBackFromItsText) {
  CdxLine line = index_of(make_response(an_exchange()), "a.warc.gz", 100, 200);
  line.more = {{"recordDigest", Json("sha256:00")}, {"referrer", Json("x y")}};

  const auto back = parse_cdx_line(format(line));

  ASSERT_TRUE(back);
  EXPECT_EQ(*back, line);
}

TEST(CdxLine, ReadsNumbersWithAndWithoutQuotes) {
  const auto line =
      parse_cdx_line("com,a)/ 2026 {\"offset\": 7, \"length\": \"9\", \"status\": 404}\n");

  ASSERT_TRUE(line);
  EXPECT_EQ(line->offset, 7u);
  EXPECT_EQ(line->length, 9u);
  EXPECT_EQ(line->status, 404);
}

TEST(CdxLine, RefusesWhatIsNone) {
  for (const char* bad : {"", "com,a)/", "com,a)/ 2026", "com,a)/ then {}", "com,a)/ 2026 []",
                          "com,a)/ 2026 {", " 2026 {}", "!meta 0 {}"}) {
    EXPECT_FALSE(parse_cdx_line(bad)) << bad;
  }
}

}  // namespace
}  // namespace broadsheet::warc
