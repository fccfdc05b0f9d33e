// SPDX-License-Identifier: Apache-2.0
// The archive for programs.
#include <gtest/gtest.h>

#include "unit/gateway/memory_archive.h"

namespace broadsheet::gateway {
namespace {

constexpr char kQueried[] = "https://gazette.example/a?b=1";

class HttpJson : public ::testing::Test {
 protected:
  void SetUp() override {
    archive_.add(kQueried, "2026-11-22T10:00:00Z", "Bridge stays open");
    archive_.add(kQueried, "2026-11-22T12:00:00Z", "Bridge to close");
    archive_.add("https://herald.example/x", "2026-11-22T13:00:00Z", "Bridge");
  }
  static std::string encoded() { return percent_encode(kQueried); }
  [[nodiscard]] std::string name(std::size_t i) const { return archive_.snapshots[i].key().name(); }
  MemoryArchive archive_;
};

TEST_F(HttpJson, SearchUnderstandsEveryParameter) {
  const auto response = ask(archive_,
                            "/v1/search?q=%22old+bridge%22&host=gazette.example&source=gazette&"
                            "lang=en,de&from=2026-11-01&to=2026-11-22T10:00:00Z&"
                            "as_of=2026-11-23T00:00:00Z&versions=all&sort=oldest&page_size=2");

  ASSERT_EQ(response.status, 200) << response.body;
  const auto& request = archive_.last_search;
  EXPECT_EQ(request.query.text, "\"old bridge\"");
  EXPECT_EQ(request.query.host, "gazette.example");
  EXPECT_EQ(request.query.source, "gazette");
  EXPECT_EQ(request.query.languages, (std::vector<std::string>{"en", "de"}));
  EXPECT_EQ(format_time(*request.query.published.until), "2026-11-22T10:00:00Z");
  EXPECT_TRUE(request.query.as_of.has_value());
  EXPECT_EQ(request.query.versions, rpc::VersionScope::kAll);
  EXPECT_EQ(request.order, rpc::SearchOrder::kOldest);
  EXPECT_EQ(request.page.size, 2);
  EXPECT_EQ(json_of(response)["hits"].as_array().size(), 2U);
}

TEST_F(HttpJson, APageTokenFitsItsRequestOnly) {
  const auto token =
      json_of(ask(archive_, "/v1/search?q=a&page_size=1"))["next_page_token"].as_string();
  ASSERT_FALSE(token.empty());

  EXPECT_EQ(ask(archive_, "/v1/search?q=a&page_size=2&page_token=" + token).status, 200);
  EXPECT_EQ(archive_.last_search.page.position, std::string("\xFF\x00\x01", 3));
  for (const std::string& wrong :
       {"/v1/search?q=b&page_token=" + token, "/v1/snapshots?page_token=" + token,
        std::string("/v1/search?q=a&page_token=garbage")}) {
    const auto response = ask(archive_, wrong);
    EXPECT_EQ(response.status, 400) << wrong;
    EXPECT_EQ(json_of(response)["error"]["where"].as_string(), "page_token");
  }
}

TEST_F(HttpJson, PagesOfSnapshotsHaveEachOnce) {
  std::vector<std::string> names;
  std::string token;
  do {
    const auto json = json_of(
        ask(archive_,
            "/v1/snapshots?page_size=1&order=oldest&domain=gazette.example&page_token=" + token));
    for (const auto& one : json["snapshots"].as_array()) names.push_back(one["name"].as_string());
    token = json["next_page_token"].as_string();
  } while (!token.empty() && names.size() < 10);

  EXPECT_EQ(names, (std::vector<std::string>{name(0), name(1)}));
}

TEST_F(HttpJson, RefusesWhatIsOutOfBounds) {
  for (const auto* target :
       {"/v1/search?page_size=0", "/v1/search?page_size=-1", "/v1/search?page_size=1001",
        "/v1/search?sort=best", "/v1/search?from=yesterday", "/v1/search?host=a/b",
        "/v1/search?source=A!", "/v1/count?by=mood", "/v1/copies?url=a.example&resemblance=2",
        "/v1/snapshots?url=https://a.example&host=a.example", "/v1/get", "/v1/get?url=mailto:a",
        "/v1/get?name=nonsense", "/v1/diff", "/v1/diff?before=x", "/v1/proof?name=x",
        "/v1/snapshots/nonsense"}) {
    EXPECT_EQ(ask(archive_, target).status, 400) << target;
  }
}

TEST_F(HttpJson, APermalinkGivesItsVersionForEver) {
  const auto json = json_of(ask(archive_, "/v1/" + name(0)));

  EXPECT_EQ(json["name"].as_string(), name(0));
  EXPECT_EQ(json["next"].as_string(), name(1));
  EXPECT_TRUE(json["previous"].is_null());
  EXPECT_EQ(json["versions"].as_int(), 2);
  EXPECT_EQ(json["text"].as_string(), "The bridge stays open.");
}

TEST_F(HttpJson, GetGoesBackInTime) {
  const auto now = json_of(ask(archive_, "/v1/get?url=" + encoded()));
  const auto then =
      json_of(ask(archive_, "/v1/get?url=" + encoded() + "&as_of=2026-11-22T11:00:00Z"));

  EXPECT_EQ(now["title"].as_string(), "Bridge to close");
  EXPECT_EQ(then["title"].as_string(), "Bridge stays open");
  EXPECT_EQ(ask(archive_, "/v1/get?url=https://nowhere.example/").status, 404);
}

TEST_F(HttpJson, HistoryIsOldestFirst) {
  const auto versions = json_of(ask(archive_, "/v1/history?url=" + encoded()))["versions"];

  ASSERT_EQ(versions.as_array().size(), 2U);
  EXPECT_EQ(versions.as_array()[0]["name"].as_string(), name(0));
  EXPECT_EQ(ask(archive_, "/v1/history?url=https://nowhere.example/").status, 404);
}

TEST_F(HttpJson, ADiffIsOfTwoNamesOrOfTheNewestTwo) {
  const auto by_name = json_of(ask(archive_, "/v1/diff?before=" + name(0) + "&after=" + name(1)));
  const auto by_url = json_of(ask(archive_, "/v1/diff?url=" + encoded()));

  EXPECT_EQ(by_name, by_url);
  EXPECT_EQ(by_url["after"]["title"].as_string(), "Bridge to close");
  EXPECT_EQ(ask(archive_, "/v1/diff?url=https://herald.example/x").status, 404);
}

TEST_F(HttpJson, CopiesAreElsewhere) {
  const auto json = json_of(ask(archive_, "/v1/copies?resemblance=0.9&name=" + name(2)));

  EXPECT_EQ(json["copies"].as_array().size(), 2U);
  EXPECT_DOUBLE_EQ(archive_.last_copies.resemblance_min, 0.9);
}

TEST_F(HttpJson, APayloadComesInASandbox) {
  const auto response = ask(archive_, "/v1/payload?name=" + name(0));

  EXPECT_EQ(response.body, archive_.payload);
  EXPECT_EQ(response.headers.get("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(response.headers.get("Content-Security-Policy"), "sandbox");
  EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
}

TEST_F(HttpJson, APayloadsTypeCannotSmuggleAHeader) {
  archive_.snapshots[0].payload_type = "text/html\r\nSet-Cookie: a=b";

  const auto response = ask(archive_, "/v1/payload?name=" + name(0));

  EXPECT_EQ(response.headers.get("Content-Type"), "application/octet-stream");
}

TEST_F(HttpJson, CountsAndCapturesAndProofs) {
  EXPECT_EQ(json_of(ask(archive_, "/v1/count?q=a&by=host"))["total"].as_int(), 3);
  EXPECT_EQ(archive_.last_count.by, std::vector<rpc::CountBy>{rpc::CountBy::kHost});
  EXPECT_EQ(ask(archive_, "/v1/count?by=day").status, 200);
  EXPECT_EQ(archive_.last_count.by, std::vector<rpc::CountBy>{rpc::CountBy::kPublishedDay});
  EXPECT_EQ(json_of(ask(archive_, "/v1/captures?order=oldest&url=" + encoded()))["captures"]
                .as_array()
                .size(),
            1U);
  EXPECT_EQ(archive_.last_captures.order, rpc::TimeOrder::kOldestFirst);
  const auto proof = json_of(ask(archive_, "/v1/proof?name=" + name(0)));
  EXPECT_EQ(proof["leaf_index"].as_int(), 3);
  EXPECT_EQ(proof["hashes"].as_array()[0].as_string(), sha256("a").hex());
  EXPECT_EQ(json_of(ask(archive_, "/v1/checkpoint"))["size"].as_int(), 7);
  EXPECT_EQ(json_of(ask(archive_, "/v1/stats"))["snapshots"].as_int(), 3);
}

TEST_F(HttpJson, SaysWhatIsMissing) {
  archive_.shard_errors = {{1, unavailable("gone")}};

  const auto json = json_of(ask(archive_, "/v1/snapshots"));

  EXPECT_EQ(json["shard_errors"].as_array()[0]["shard"].as_int(), 1);
}

}  // namespace
}  // namespace broadsheet::gateway
