// SPDX-License-Identifier: Apache-2.0
// `broadsheet extract`: whatever pages come from, their answers keep the order, and one that cannot
// be read ends nothing.
#include <gmock/gmock.h>

#include "core/json.h"
#include "core/strings.h"
#include "http/server.h"
#include "unit/broadsheet/program.h"
#include "warc/warc.h"

namespace broadsheet {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string page_titled(const std::string& title) {
  return "<title>" + title + "</title><article><h1>" + title +
         "</h1><p>Rain fell in town for the whole of the day, and the river rose by a metre.</p>"
         "<p>The mayor said that nobody had been hurt, and thanked the firemen.</p></article>";
}

class ExtractTest : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& bytes) const {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(write_file(path, bytes).ok());
    return path.string();
  }

  // What people read (the summary of errors, on stderr) is no line of JSON.
  static std::vector<Json> lines_of(const Ran& ran) {
    std::vector<Json> lines;
    for (const auto line : split(trim(ran.output), '\n')) {
      if (!line.starts_with('{')) continue;
      auto json = parse_json(line);
      EXPECT_TRUE(json.ok()) << line;
      if (json) lines.push_back(*json);
    }
    return lines;
  }
  static std::vector<std::string> all_of(const std::vector<Json>& lines, std::string_view member) {
    std::vector<std::string> values;
    for (const auto& line : lines) values.push_back(line[member].as_string());
    return values;
  }

  TemporaryFolder folder_;
};

TEST_F(ExtractTest, OnePageIsAnsweredForPeople) {
  const auto ran = run({"extract", "--url", "https://gazette.example/flood",
                        write("page.html", page_titled("Flood hits town"))});
  ASSERT_EQ(ran.code, 0) << ran.output;
  const auto json = parse_json(ran.output);
  ASSERT_TRUE(json.ok()) << ran.output;
  EXPECT_EQ((*json)["title"].as_string(), "Flood hits town");
  EXPECT_EQ((*json)["url"].as_string(), "https://gazette.example/flood");
  EXPECT_FALSE(json->has("ms"));
}

TEST_F(ExtractTest, SeveralFilesAreALineEach) {
  const auto a = write("a.html", page_titled("Flood hits town"));
  const auto b = write("b.html", page_titled("Snow falls in spring"));
  const auto ran = run({"extract", "--jobs", "2", a, b, a});
  ASSERT_EQ(ran.code, 0) << ran.output;
  const auto lines = lines_of(ran);
  EXPECT_THAT(all_of(lines, "title"),
              ElementsAre("Flood hits town", "Snow falls in spring", "Flood hits town"));
  EXPECT_THAT(all_of(lines, "input"), ElementsAre(a, b, a));
}

TEST_F(ExtractTest, ABadLineIsAnsweredAndTheOthersGoOn) {
  const auto page = write("a.html", page_titled("Flood hits town"));
  const std::string lines = R"({"id": 1, "url": "https://a.example/x", "path": ")" + page +
                            "\"}\n{\"id\": 2, \"path\": \"/none\"}\nno json\n\n" +
                            R"({"id": 3, "url": "no url", "html": "<p>x"})" + "\n" +
                            R"({"id": 4})" + "\n" +
                            R"({"id": 5, "url": "https://a.example/y", "html": "<h1>Rain</h1>"})";
  const auto ran = run({"extract", "--jsonl", "--jobs", "3", write("pages.jsonl", lines)});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.output, HasSubstr("4 of 6 pages could not be read"));
  const auto answers = lines_of(ran);
  ASSERT_EQ(answers.size(), 6U);
  EXPECT_EQ(answers[0]["title"].as_string(), "Flood hits town");
  EXPECT_EQ(answers[1]["error"]["kind"].as_string(), "not found");
  EXPECT_EQ(answers[1]["id"].as_int(), 2);
  EXPECT_EQ(answers[2]["error"]["kind"].as_string(), "bad input");
  EXPECT_EQ(answers[3]["error"]["where"].as_string(), "url");
  EXPECT_EQ(answers[4]["error"]["where"].as_string(), "path");
  EXPECT_EQ(answers[5]["id"].as_int(), 5);
  EXPECT_TRUE(answers[5].has("outcome"));
}

TEST_F(ExtractTest, ManyThreadsKeepTheOrder) {
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    lines +=
        Json().set("id", i).set("html", page_titled("Part " + std::to_string(i))).dump() + "\n";
  }
  const auto ran =
      run({"extract", "--jsonl", "--timings", "--explain", "-j", "4", write("pages.jsonl", lines)});
  ASSERT_EQ(ran.code, 0) << ran.output.substr(0, 1000);
  const auto answers = lines_of(ran);
  ASSERT_EQ(answers.size(), 300U);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i]["id"].as_int(), static_cast<std::int64_t>(i));
    EXPECT_TRUE(answers[i]["ms"].is_number());
    EXPECT_GT(answers[i]["ms"].as_double(), 0);
    EXPECT_FALSE(answers[i]["blocks"].as_array().empty());
  }
}

TEST_F(ExtractTest, OfAWarcTheResponsesThatArePagesAreRead) {
  std::string bytes;
  warc::Writer writer(warc::string_sink(bytes));
  const auto add = [&](const std::string& url, const std::string& type, std::string payload) {
    const warc::Exchange exchange{.url = url,
                                  .time = from_micros(1'795'000'000'000'000),
                                  .status = 200,
                                  .headers = {{"Content-Type", type}},
                                  .payload = std::move(payload)};
    const auto response = warc::make_response(exchange);
    ASSERT_TRUE(writer.write(response).ok());
    ASSERT_TRUE(writer.write(warc::make_request(exchange, response.id())).ok());
  };
  add("https://gazette.example/flood", "text/html", page_titled("Flood hits town"));
  add("https://gazette.example/a.png", "image/png", "png");
  add("https://gazette.example/snow", "text/html", page_titled("Snow falls in spring"));
  const auto file = write("crawl.warc.gz", bytes);

  const auto ran = run({"extract", file});
  ASSERT_EQ(ran.code, 0) << ran.output;
  const auto lines = lines_of(ran);
  EXPECT_THAT(all_of(lines, "title"), ElementsAre("Flood hits town", "Snow falls in spring"));
  EXPECT_THAT(all_of(lines, "url"),
              ElementsAre("https://gazette.example/flood", "https://gazette.example/snow"));
  EXPECT_THAT(all_of(lines, "record"), Each(HasSubstr("urn:uuid:")));

  bytes.insert(bytes.size() / 2, "damage");
  const auto damaged = run({"extract", write("damaged.warc.gz", bytes)});
  EXPECT_EQ(damaged.code, 1);
  EXPECT_THAT(damaged.output, HasSubstr("byte "));
  EXPECT_THAT(damaged.output, HasSubstr("Flood hits town"));
}

TEST_F(ExtractTest, AUrlIsFetchedAndItsRedirectFollowed) {
  auto server = *http::Server::open({}, [](const http::ServerRequest& request) {
    http::ServerResponse response;
    if (request.target == "/old") {
      response.status = 301;
      response.headers = {{"Location", "/flood"}};
    } else {
      response.headers = {{"Content-Type", "text/html"}};
      response.body = page_titled("Flood hits town");
    }
    return response;
  });
  const std::string port = std::to_string(server->port());
  const auto ran = run({"extract", "--resolve", "*=127.0.0.1:" + port, "--allow-address",
                        "127.0.0.0/8", "http://gazette.example/old"});
  ASSERT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("Flood hits town"));
  EXPECT_THAT(ran.output, HasSubstr("http://gazette.example/flood"));

  // The policy is that of a crawl: nobody is made to look into the own network.
  const auto refused =
      run({"extract", "--resolve", "*=127.0.0.1:" + port, "http://gazette.example/flood"});
  EXPECT_NE(refused.code, 0);
  EXPECT_THAT(refused.output, HasSubstr("127.0.0.1"));
}

TEST_F(ExtractTest, WhatIsNotThereIsSaidInOneLine) {
  const auto ran = run({"extract", (folder_.path() / "none.html").string()});
  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.output, HasSubstr("none.html"));
}

}  // namespace
}  // namespace broadsheet
