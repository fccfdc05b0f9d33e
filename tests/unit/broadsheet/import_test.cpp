// SPDX-License-Identifier: Apache-2.0
// Old pages into the archive, and the archive's pages into the extractor once more.
#include <gmock/gmock.h>

#include <fstream>

#include "article/content_hash.h"
#include "broadsheet/pipeline.h"
#include "core/file.h"
#include "core/json.h"
#include "http/decoder.h"
#include "rpc/server.h"
#include "unit/broadsheet/program.h"
#include "url/canonical.h"
#include "warc/warc.h"

namespace broadsheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kBridge = "https://old.example/2019/bridge";

// Takes the first `batches`, and then no more.
class Taker final : public rpc::BackfillApi {
 public:
  explicit Taker(int batches) : batches_(batches) {}
  Result<std::uint64_t> import_captures(std::vector<records::Capture> captures,
                                        const rpc::CallContext& /*call*/) override {
    if (batches_-- <= 0) return bad_input("this one takes no more");
    for (const auto& capture : captures) urls.push_back(capture.url);
    return captures.size();
  }
  Result<void> reextract(
      const rpc::ReextractRequest& /*request*/, const rpc::CallContext& /*call*/,
      const std::function<bool(const rpc::ReextractProgress&)>& /*sink*/) override {
    return {};
  }
  // Ends its server before it is read.
  [[nodiscard]] static std::unique_ptr<rpc::Server> serve(Taker& taker) {
    rpc::ServerOptions options;
    options.listen = "127.0.0.1:0";
    rpc::Services services;
    services.backfill = &taker;
    return *rpc::Server::start(options, services);
  }

  std::vector<std::string> urls;

 private:
  int batches_;
};

class ImportTest : public ::testing::Test {
 protected:
  static warc::Record page_of(const std::string& url, const std::string& time,
                              const std::string& title) {
    warc::Exchange exchange{.url = url, .time = *parse_time(time)};
    exchange.status = 200;
    exchange.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    exchange.payload =
        "<html lang=en><head><title>" + title +
        "</title><meta property='og:type' content='article'></head><body><article><h1>" + title +
        "</h1><p>The council voted on Monday to keep the old bridge open until the end of the "
        "year.</p><p>Engineers had warned that two of its piers were weak, and asked for a closure "
        "in spring.</p><p>A final decision is expected in March, when the results of a second "
        "survey are due, said the mayor on Tuesday.</p></article></body></html>";
    return warc::make_response(exchange);
  }

  std::string write(const std::string& name, const std::vector<warc::Record>& records) {
    std::string bytes;
    warc::Writer writer(warc::string_sink(bytes));
    for (const auto& record : records) EXPECT_TRUE(writer.write(record).ok());
    const auto path = (folder_.path() / name).string();
    EXPECT_TRUE(write_file(path, bytes).ok());
    return path;
  }

  Json json_of(std::vector<std::string> words, int code = 0) {
    words.insert(words.end(), {"--json", "--data", data_});
    const bool works = words.front() == "import" || words.front() == "reextract";
    if (works) words.insert(words.end(), {"--log-level", "error"});
    const auto ran = run(words);
    EXPECT_EQ(ran.code, code) << ran.output;
    auto json = parse_json(ran.output);
    EXPECT_TRUE(json.ok()) << ran.output;
    return json ? *std::move(json) : Json();
  }
  std::vector<std::string> titles() {
    std::vector<std::string> titles;
    const auto history = json_of({"history", kBridge});
    for (const auto& version : history["versions"].as_array()) {
      titles.push_back(version["title"].as_string());
    }
    return titles;
  }
  void expect_sound() {
    const auto ran = run({"verify", "--data", data_});
    EXPECT_EQ(ran.code, 0) << ran.output;
  }

  TemporaryFolder folder_;
  std::string data_ = (folder_.path() / "data").string();
};

TEST_F(ImportTest, PagesKeepTheirTimesAndTwiceIsOnce) {
  const auto file = write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open"),
                                        page_of(kBridge, "2019-03-02T10:00:00Z", "Bridge closed")});

  const auto first = json_of({"import", file});
  EXPECT_EQ(first["imported"].as_int(), 2);
  EXPECT_EQ(first["new_snapshots"].as_int(), 2);
  EXPECT_EQ(json_of({"import", file})["new_snapshots"].as_int(), 0);

  const auto history = json_of({"history", kBridge})["versions"];
  ASSERT_EQ(history.as_array().size(), 2U);
  EXPECT_EQ(history.as_array()[0]["first_seen"].as_string(), "2019-03-01T10:00:00Z");
  EXPECT_EQ(history.as_array()[1]["changed_by"].as_string(), "editor");
  EXPECT_EQ(json_of({"stats"})["captures"].as_int(), 2);
  expect_sound();
}

TEST_F(ImportTest, WhatIsOlderThanWhatIsThereComesBeforeIt) {
  json_of({"import",
           write("new.warc.gz", {page_of(kBridge, "2021-01-01T00:00:00Z", "Bridge repaired"),
                                 page_of(kBridge, "2020-06-01T00:00:00Z", "Bridge closed")})});
  json_of(
      {"import", write("old.warc.gz", {page_of(kBridge, "2019-01-01T00:00:00Z", "Bridge open"),
                                       page_of(kBridge, "2020-09-01T00:00:00Z", "Bridge weak")})});

  EXPECT_THAT(titles(),
              ElementsAre("Bridge open", "Bridge closed", "Bridge weak", "Bridge repaired"));
  const auto then = json_of({"get", kBridge, "--as-of", "2020-10-01"});
  EXPECT_EQ(then["title"].as_string(), "Bridge weak");
  const auto found = json_of({"search", "weak", "--as-of", "2020-10-01"});
  EXPECT_EQ(found["total"].as_int(), 1) << found.dump();
  expect_sound();
}

TEST_F(ImportTest, AnImportGoesOnWhereItsCursorIs) {
  const auto cursor = (folder_.path() / "cursor").string();
  const auto file = write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open")});
  json_of({"import", file, "--cursor-file", cursor});

  const auto again = json_of({"import", file, "--cursor-file", cursor});

  EXPECT_EQ(again["imported"].as_int(), 0);
  EXPECT_EQ(again["resumed_over"].as_int(), 1);
}

TEST_F(ImportTest, ATryDoesNotSayThatTheFileWasBrought) {
  const auto cursor = (folder_.path() / "cursor").string();
  const auto file = write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open")});

  EXPECT_EQ(run({"import", file, "--cursor-file", cursor, "--dry-run"}).code, 0);

  EXPECT_EQ(json_of({"import", file, "--cursor-file", cursor})["imported"].as_int(), 1);
}

TEST_F(ImportTest, AnImportThatBrokeOffWithinOneCompressedMemberLosesNothing) {
  constexpr int kPages = 150;  // a batch and a half
  std::string bytes;
  warc::Writer writer(warc::string_sink(bytes), {.gzip = false});
  for (int i = 0; i < kPages; ++i) {
    const auto page = page_of(kBridge + std::to_string(i), "2019-03-01T10:00:00Z", "Bridge open");
    ASSERT_TRUE(writer.write(page).ok());
  }
  const auto file = (folder_.path() / "plain.warc.gz").string();
  ASSERT_TRUE(write_file(file, http::gzip(bytes)).ok());
  const auto cursor = (folder_.path() / "cursor").string();
  Taker taker_before(1);
  Taker taker_after(kPages);
  const auto import_into = [&](Taker& taker) {
    const auto server = Taker::serve(taker);
    return run({"import", file, "--cursor-file", cursor, "--server", server->address(),
                "--log-level", "error"});
  };

  EXPECT_NE(import_into(taker_before).code, 0);
  const auto again = import_into(taker_after);

  EXPECT_EQ(again.code, 0) << again.output;
  EXPECT_EQ(taker_before.urls.size(), 100U);
  ASSERT_EQ(taker_after.urls.size(), 50U);
  EXPECT_EQ(taker_after.urls.front(), kBridge + "100");
  EXPECT_EQ(taker_after.urls.back(), kBridge + "149");
}

// Whoever meets the limit first, a loop or the import: the cause is said, and soon.
TEST_F(ImportTest, ADiskThatTakesNoMoreIsNamedAndNotTheLane) {
  std::vector<warc::Record> pages;
  for (int i = 0; i < 6000; ++i) {
    pages.push_back(page_of(kBridge + std::to_string(i), "2019-03-01T10:00:00Z", "Bridge open"));
  }
  const auto file = write("many.warc.gz", pages);

  const auto ran = run({"import", file, "--data", data_, "--log-level", "error"},
                       "trap '' XFSZ; ulimit -f 2000;");

  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.output, HasSubstr("File too large"));
  EXPECT_THAT(ran.output, ::testing::Not(HasSubstr("lanes are full")));
}

TEST_F(ImportTest, WhatIsBrokenIsNamedAndTheRestIsImported) {
  const auto good = write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open")});
  const auto bytes = *read_file(good);
  const auto bad = (folder_.path() / "bad.warc.gz").string();
  ASSERT_TRUE(write_file(bad, bytes + bytes.substr(0, 200)).ok());

  const auto report = json_of({"import", bad, "/nowhere/b.warc.gz"}, 1);

  EXPECT_EQ(report["imported"].as_int(), 1);
  ASSERT_EQ(report["problem_count"].as_int(), 1);
  EXPECT_EQ(report["problems"].as_array()[0]["file"].as_string(), bad);
  EXPECT_EQ(report["problems"].as_array()[0]["offset"].as_int(),
            static_cast<std::int64_t>(bytes.size()));
  EXPECT_THAT(report["unreadable_files"].as_array()[0].as_string(), HasSubstr("/nowhere/b"));
}

TEST_F(ImportTest, AnExportIsImportedUnderTheSameNames) {
  json_of({"import", write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open"),
                                         page_of(kBridge, "2019-03-02T10:00:00Z", "It closed")})});
  const auto exported = (folder_.path() / "all.warc.gz").string();
  ASSERT_EQ(run({"export", "--data", data_, "--format", "warc", "-o", exported}).code, 0);
  const auto before = json_of({"history", kBridge});

  data_ = (folder_.path() / "other").string();
  json_of({"import", exported});

  const auto after = json_of({"history", kBridge});
  for (int i = 0; i < 2; ++i) {
    const auto at = static_cast<std::size_t>(i);
    EXPECT_EQ(after["versions"].as_array()[at]["name"], before["versions"].as_array()[at]["name"]);
    EXPECT_EQ(after["versions"].as_array()[at]["first_seen"],
              before["versions"].as_array()[at]["first_seen"]);
  }
  expect_sound();
}

TEST_F(ImportTest, PagesThatAreReadAgainByTheSameExtractorChangeNothing) {
  json_of({"import", write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open"),
                                         page_of(kBridge, "2019-03-02T10:00:00Z", "It closed")})});
  const auto before = json_of({"history", kBridge});

  const auto counted = json_of({"reextract", "--dry-run"});
  EXPECT_EQ(counted["seen"].as_int(), 2);
  EXPECT_EQ(counted["current"].as_int(), 2);
  EXPECT_EQ(counted["queued"].as_int(), 0);
  EXPECT_EQ(json_of({"reextract", "--all"})["queued"].as_int(), 2);

  EXPECT_EQ(json_of({"history", kBridge}), before);
  EXPECT_EQ(json_of({"stats"})["captures"].as_int(), 2);
  expect_sound();
}

TEST_F(ImportTest, WhatAnOlderExtractorMadeOfAPageIsReplacedAndNobodyEditedIt) {
  const auto block = page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open").block;
  records::ArticleEvent event;
  event.capture.url = kBridge;
  event.capture.time = *parse_time("2019-03-01T10:00:00Z");
  event.capture.status = 200;
  event.capture.outcome = records::Outcome::kFetched;
  event.capture.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  event.capture.payload = block.substr(block.find("\r\n\r\n") + 4);
  event.capture.payload_digest = sha256(event.capture.payload);
  event.outcome = records::Outcome::kArticle;
  event.article.emplace();
  event.article->url = kBridge;
  event.article->title = "Bridge open";
  event.article->paragraphs = {{.text = "The council voted on Monday."},
                               {.text = "Leave a Comment"}};
  event.article->extractor_version = "0";
  event.content_hash = article::content_hash(*event.article);
  event.text_hash = article::text_hash(*event.article);
  const auto key = url::url_key(*url::Url::parse(kBridge));
  const std::string former = records::SnapshotKey{key, event.content_hash}.name();
  {
    PipelineOptions options;
    options.data = data_;
    const auto pipeline = *Pipeline::open(options);
    const int shard = bus::partition_of(key, pipeline->indexer().shards());
    ASSERT_TRUE(pipeline->indexer().unit(shard).shard.put({event}, {}).ok());
  }
  EXPECT_EQ(json_of({"reextract", "--dry-run"})["queued"].as_int(), 1);

  json_of({"reextract"});

  const auto versions = json_of({"history", kBridge})["versions"];
  ASSERT_EQ(versions.as_array().size(), 1U);
  const auto& now = versions.as_array()[0];
  EXPECT_EQ(now["first_seen"].as_string(), "2019-03-01T10:00:00Z");
  EXPECT_EQ(now["reading_of"].as_string(), former);
  const auto before = json_of({"get", former});
  EXPECT_EQ(before["replaced_by"], now["name"]);
  EXPECT_THAT(before.dump(), HasSubstr("Leave a Comment"));
  const auto diff = json_of({"diff", former, now["name"].as_string()});
  EXPECT_EQ(diff["cause"].as_string(), "extractor");
  EXPECT_EQ(json_of({"search", "Comment"})["total"].as_int(), 0);
  EXPECT_EQ(json_of({"search", "mayor"})["total"].as_int(), 1);
  EXPECT_EQ(json_of({"stats"})["captures"].as_int(), 1);
  EXPECT_EQ(json_of({"reextract"})["current"].as_int(), 2) << "the new one, and what it replaced";
  expect_sound();
}

TEST_F(ImportTest, ReadingAgainThatWasDoneBeginsAnewTheNextTime) {
  json_of(
      {"import", write("a.warc.gz", {page_of(kBridge, "2019-03-01T10:00:00Z", "Bridge open")})});
  const auto cursor = (folder_.path() / "again.cursor").string();

  EXPECT_EQ(json_of({"reextract", "--all", "--cursor-file", cursor})["queued"].as_int(), 1);
  EXPECT_FALSE(std::filesystem::exists(cursor));
  EXPECT_EQ(json_of({"reextract", "--all", "--cursor-file", cursor})["queued"].as_int(), 1);
}

TEST_F(ImportTest, WithoutAFileOrAnArchiveItSaysWhatItNeeds) {
  EXPECT_EQ(run({"import"}).code, 2);
  const auto nothing = run({"reextract", "--data", data_});
  EXPECT_NE(nothing.code, 0);
  EXPECT_THAT(nothing.output, HasSubstr("no such folder"));
}

}  // namespace
}  // namespace broadsheet
