// SPDX-License-Identifier: Apache-2.0
// By which name publishers reach a crawl, from the User-Agent to the page that is read again.
#include <gmock/gmock.h>

#include "core/json.h"
#include "http/server.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::string article_page() {
  std::string page =
      "<html><head><title>The bridge is open</title><meta property='og:type' content=article>"
      "</head><body><article><h1>The bridge is open</h1>";
  for (int i = 0; i < 12; ++i) {
    page += "<p>On Tuesday the council opened the bridge over the river, " + std::to_string(i) +
            " years after the flood had taken the old one away, officials said.</p>";
  }
  return page + "</article></body></html>";
}

// A publisher who speaks to AcmeBot.
http::ServerResponse answer(const http::ServerRequest& request) {
  if (request.path == "/robots.txt") {
    return http::ServerResponse::text(200, "User-agent: AcmeBot\nDisallow: /private\n");
  }
  if (request.path == "/feed") {
    return http::ServerResponse::with(
        200, "application/rss+xml",
        "<rss version='2.0'><channel><item><link>/bridge</link></item>"
        "<item><link>/private/flood</link></item></channel></rss>");
  }
  auto page = http::ServerResponse::with(200, "text/html", article_page());
  page.headers.add("X-Robots-Tag", "acmebot: noarchive");
  return page;
}

class NamedTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto server = http::Server::open({}, answer);
    ASSERT_TRUE(server.ok());
    server_ = *std::move(server);
    ASSERT_TRUE(write_file(folder_.path() / "seeds.yaml",
                           "sources:\n  - id: news\n    homepage: http://news.example/bridge\n"
                           "    feeds: [http://news.example/feed]\n")
                    .ok());
  }

  Ran crawl(const std::vector<std::string>& more) {
    std::vector<std::string> words = {"crawl",
                                      "--data",
                                      data_,
                                      "--seeds",
                                      (folder_.path() / "seeds.yaml").string(),
                                      "--resolve",
                                      "*=" + server_->address(),
                                      "--allow-address",
                                      "127.0.0.0/8",
                                      "--delay",
                                      "10ms",
                                      "--log-level",
                                      "off",
                                      "--idle",
                                      "1s"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }

  std::string explained(const std::string& path) {
    return run({"explain", "http://news.example" + path, "--data", data_}).output;
  }

  TemporaryFolder folder_;
  const std::string data_ = (folder_.path() / "data").string();
  std::unique_ptr<http::Server> server_;
};

TEST_F(NamedTest, TheNameInTheUserAgentIsAskedForByEverybodyWhoReadsThePage) {
  const auto ran =
      crawl({"--user-agent", "Mozilla/5.0 (compatible; AcmeBot/2.1; +https://a.test)"});

  ASSERT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(explained("/private/flood"), HasSubstr("refused by robots"));
  EXPECT_THAT(explained("/private/flood"), HasSubstr("Disallow: /private"));
  EXPECT_THAT(explained("/private/flood"), HasSubstr("not allowed by robots.txt"));
  const std::string url = "http://news.example/bridge";
  EXPECT_THAT(run({"history", url, "--captures", "--json", "--data", data_}).output,
              HasSubstr("\"product_token\":\"AcmeBot\""));
  EXPECT_EQ(run({"get", url, "--data", data_}).code, 0);
  EXPECT_EQ(run({"get", url, "--page", "--data", data_}).code, 1) << "its server says noarchive";
}

TEST_F(NamedTest, ANameThatIsSaidIsTheName) {
  const auto ran = crawl({"--user-agent", "OtherBot/1.0", "--product-token", "acmebot"});

  ASSERT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(explained("/private/flood"), HasSubstr("refused by robots"));
}

TEST_F(NamedTest, WhatOthersAreToldIsNotForTheHouse) {
  const auto ran = crawl({"--contact", "desk@example.org"});

  ASSERT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(explained("/private/flood"), Not(HasSubstr("refused")));
  EXPECT_EQ(run({"get", "http://news.example/bridge", "--page", "--data", data_}).code, 0);
}

TEST_F(NamedTest, ExplainSaysWhatAFeedWasReadAs) {
  ASSERT_EQ(crawl({"--contact", "desk@example.org"}).code, 0);

  const auto ran = run({"explain", "sources/news", "--data", data_});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.output, HasSubstr("read last"));
  EXPECT_THAT(ran.output, ContainsRegex("http://news.example/feed +feed .rss with 2 entries"));
  EXPECT_THAT(ran.output, ContainsRegex("http://news.example/bridge +article"));
  EXPECT_THAT(ran.output, HasSubstr("http://news.example/feed: fetched"));

  const auto json =
      parse_json(run({"explain", "http://news.example/feed", "--data", data_, "--json"}).output);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ((*json)["readings"].as_array().front()["reason"].as_string(), "rss with 2 entries");
  std::string before = "9";
  for (const auto& decision : (*json)["decisions"].as_array()) {
    EXPECT_LE(decision["time"].as_string(), before) << "newest first";
    before = decision["time"].as_string();
  }
}

TEST_F(NamedTest, ABrowsersUserAgentIsRefusedUnlessANameIsSaid) {
  const auto refused = crawl({"--user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.output, HasSubstr("names no crawler"));
  EXPECT_THAT(refused.output, HasSubstr("--product-token"));

  const auto unsayable = crawl({"--product-token", "Acme Bot/2"});
  EXPECT_EQ(unsayable.code, 2);
  EXPECT_THAT(unsayable.output, HasSubstr("--product-token: \"Acme Bot/2\" is no name"));
  EXPECT_FALSE(std::filesystem::exists(data_));
}

}  // namespace
}  // namespace broadsheet
