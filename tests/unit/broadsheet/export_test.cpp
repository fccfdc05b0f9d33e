// SPDX-License-Identifier: Apache-2.0
// What an export writes, and that it goes on where it was.
#include <gmock/gmock.h>

#include <set>

#include "core/json.h"
#include "core/strings.h"
#include "unit/broadsheet/archive_folder.h"
#include "unit/broadsheet/program.h"
#include "warc/warc.h"

namespace broadsheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ExportTest : public ArchiveFolder {
 protected:
  static constexpr std::size_t kMany = 40;

  // So much that no buffer holds it all.
  void put_many() {
    const auto pipeline = open();
    for (std::size_t i = 0; i < kMany; ++i) {
      put(*pipeline, "Flood report " + std::to_string(i),
          system_now() + std::chrono::seconds(static_cast<int>(i)));
    }
  }
  // A file may grow some blocks beyond `bytes`.
  static std::string limit_beyond(std::size_t bytes) {
    return "ulimit -f " + std::to_string(bytes / 512 + 4) + ";";
  }

  Ran run_export(const std::vector<std::string>& more, const std::string& before = {}) {
    std::vector<std::string> words = {"export", "--data", data_.string()};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, before);
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }

  static std::vector<warc::Record> records_of(const std::string& file) {
    std::vector<warc::Record> records;
    auto source = warc::file_source(file);
    EXPECT_TRUE(source.ok());
    warc::Reader reader(*std::move(source));
    warc::Entry entry;
    while (true) {
      const auto more = reader.next(entry);
      EXPECT_TRUE(more.ok());
      if (!more.ok() || !*more) break;
      EXPECT_GT(entry.length, 0u) << "a member each";
      EXPECT_TRUE(warc::check_digests(entry.record).ok());
      records.push_back(entry.record);
    }
    EXPECT_EQ(reader.damage_count(), 0u);
    return records;
  }
};

TEST_F(ExportTest, JsonLinesHaveALineForEachVersion) {
  const auto ran = run_export({"-o", path("all.jsonl")});
  ASSERT_EQ(ran.code, 0) << ran.output;

  const auto text = read_file(path("all.jsonl"));
  ASSERT_TRUE(text.ok());
  std::vector<std::string> titles;
  for (const auto line : split(trim(*text), '\n')) {
    const auto json = parse_json(line);
    ASSERT_TRUE(json.ok()) << line;
    titles.push_back((*json)["title"].as_string());
  }
  EXPECT_THAT(titles, ElementsAre("The flood", "The flood recedes"));
}

TEST_F(ExportTest, WarcHasThePageOfEachVersionWithItsRequestAndItsName) {
  const auto ran = run_export({"--format", "warc", "-o", path("all.warc.gz")});
  ASSERT_EQ(ran.code, 0) << ran.output;

  const auto records = records_of(path("all.warc.gz"));
  std::vector<warc::Type> types;
  for (const auto& record : records) types.push_back(record.type());
  using warc::Type;
  ASSERT_THAT(types, ElementsAre(Type::kWarcinfo, Type::kResponse, Type::kRequest, Type::kMetadata,
                                 Type::kResponse, Type::kRequest, Type::kMetadata));
  EXPECT_THAT(records[0].block, HasSubstr("software: broadsheet/"));
  EXPECT_EQ(records[1].target_uri(), kUrl);
  const auto response = warc::parse_http(records[1].block);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, page_of("The flood"));
  EXPECT_EQ(warc::field(response->headers, "Content-Encoding"), "");
  EXPECT_EQ(records[1].field("WARC-IP-Address"), "192.0.2.1");
  EXPECT_EQ(records[2].field("WARC-Concurrent-To"), records[1].id());
  EXPECT_THAT(records[6].block, HasSubstr("title: The flood recedes"));
  EXPECT_THAT(records[6].block, HasSubstr("snapshot: snapshots/"));
}

TEST_F(ExportTest, GoesOnFromItsCursorFileWithWhatIsNew) {
  const std::vector<std::string> words = {"--format",          "warc",          "-o",
                                          path("all.warc.gz"), "--cursor-file", path("cursor")};
  ASSERT_EQ(run_export(words).code, 0);
  const auto before = records_of(path("all.warc.gz")).size();
  ASSERT_EQ(run_export(words).code, 0);
  EXPECT_EQ(records_of(path("all.warc.gz")).size(), before) << "nothing was new";

  put(*open(), "The flood is over", system_now());
  ASSERT_EQ(run_export(words).code, 0);

  const auto records = records_of(path("all.warc.gz"));
  ASSERT_EQ(records.size(), before + 4);
  EXPECT_THAT(records.back().block, HasSubstr("title: The flood is over"));
}

TEST_F(ExportTest, ACursorGoesOnWithItsOwnQuestionAlone) {
  ASSERT_EQ(run_export({"--host", "c1.example", "--cursor-file", path("cursor")}).code, 0);
  const auto kept = *read_file(path("cursor"));

  for (const auto& other :
       std::vector<std::vector<std::string>>{{"--host", "news.example"},
                                             {},
                                             {"--host", "c1.example", "--lang", "de"},
                                             {"--host", "c1.example", "--from", "2020-01-01"},
                                             {"--host", "c1.example", "--format", "warc"}}) {
    auto words = other;
    words.insert(words.end(), {"--cursor-file", path("cursor")});
    const auto ran = run_export(words);
    EXPECT_EQ(ran.code, 2) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("belongs to another question"));
    EXPECT_EQ(*read_file(path("cursor")), kept);
  }

  EXPECT_EQ(run_export({"--host", "C1.example", "--cursor-file", path("cursor")}).code, 0);
}

// The kernel ends the program where a file grows beyond a limit: in the middle of a batch.
TEST_F(ExportTest, LinesThatWereCutInTheMiddleAreWrittenOnceAndWhole) {
  const std::vector<std::string> words = {"-o", path("all.jsonl"), "--cursor-file", path("cursor")};
  ASSERT_EQ(run_export(words).code, 0);
  const auto before = *read_file(path("all.jsonl"));
  put_many();

  ASSERT_NE(run_export(words, limit_beyond(before.size())).code, 0);

  EXPECT_GT(read_file(path("all.jsonl"))->size(), before.size()) << "it was cut in the middle";
  ASSERT_EQ(run_export(words).code, 0);
  ASSERT_EQ(run_export({"-o", path("fresh.jsonl")}).code, 0);
  EXPECT_EQ(*read_file(path("all.jsonl")), *read_file(path("fresh.jsonl")));
}

TEST_F(ExportTest, RecordsThatWereCutInTheMiddleAreWrittenOnceAndWhole) {
  const std::vector<std::string> words = {"--format",          "warc",          "-o",
                                          path("all.warc.gz"), "--cursor-file", path("cursor")};
  ASSERT_EQ(run_export(words).code, 0);
  const auto before = read_file(path("all.warc.gz"))->size();
  put_many();

  ASSERT_NE(run_export(words, limit_beyond(before)).code, 0);

  EXPECT_GT(read_file(path("all.warc.gz"))->size(), before) << "it was cut in the middle";
  ASSERT_EQ(run_export(words).code, 0);
  std::vector<std::string> metadata;
  for (const auto& record : records_of(path("all.warc.gz"))) {
    if (record.type() == warc::Type::kMetadata) metadata.push_back(record.block);
  }
  EXPECT_EQ(metadata.size(), 2u + kMany);
  EXPECT_EQ(std::set<std::string>(metadata.begin(), metadata.end()).size(), metadata.size());
}

TEST_F(ExportTest, AFirstExportThatWasCutBeginsAnew) {
  const std::vector<std::string> words = {"-o", path("all.jsonl"), "--cursor-file", path("cursor")};
  put_many();

  ASSERT_NE(run_export(words, limit_beyond(0)).code, 0);

  ASSERT_EQ(run_export(words).code, 0);
  ASSERT_EQ(run_export({"-o", path("fresh.jsonl")}).code, 0);
  EXPECT_EQ(*read_file(path("all.jsonl")), *read_file(path("fresh.jsonl")));
}

TEST_F(ExportTest, AnOutputThatIsNotTheCursorsIsLeftAlone) {
  const std::vector<std::string> words = {"-o", path("all.jsonl"), "--cursor-file", path("cursor")};
  ASSERT_EQ(run_export(words).code, 0);
  const auto whole = *read_file(path("all.jsonl"));
  put(*open(), "The flood is over", system_now());

  ASSERT_TRUE(write_file(path("all.jsonl"), "{}\n").ok());
  const auto shorter = run_export(words);
  EXPECT_EQ(shorter.code, 2);
  EXPECT_THAT(shorter.output,
              HasSubstr("the output has 3 bytes, and had " + std::to_string(whole.size()) +
                        " when the cursor was kept"));
  ASSERT_TRUE(write_file(path("other.jsonl"), whole + whole).ok());
  const auto other = run_export({"-o", path("other.jsonl"), "--cursor-file", path("cursor")});
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.output,
              HasSubstr("the cursor file is of another output, " + path("all.jsonl")));
  EXPECT_EQ(*read_file(path("all.jsonl")), "{}\n");
  EXPECT_EQ(*read_file(path("other.jsonl")), whole + whole);
}

// A file for each day, one cursor.
TEST_F(ExportTest, ANewOutputTakesWhatIsNewAlsoIfItIsCut) {
  ASSERT_EQ(run_export({"-o", path("one"), "--cursor-file", path("cursor")}).code, 0);
  put_many();
  const std::vector<std::string> words = {"-o", path("two"), "--cursor-file", path("cursor")};

  ASSERT_NE(run_export(words, limit_beyond(0)).code, 0);
  ASSERT_EQ(run_export(words).code, 0);

  ASSERT_EQ(run_export({"-o", path("fresh")}).code, 0);
  EXPECT_EQ(*read_file(path("one")) + *read_file(path("two")), *read_file(path("fresh")));
}

TEST_F(ExportTest, ACursorFileOfBeforeIsGoneOnWith) {
  const std::vector<std::string> words = {"-o", path("all.jsonl"), "--cursor-file", path("cursor")};
  ASSERT_EQ(run_export(words).code, 0);
  const auto cursor = *read_file(path("cursor"));
  ASSERT_TRUE(write_file(path("cursor"), cursor.substr(0, cursor.find('\n') + 1)).ok());
  put(*open(), "The flood is over", system_now());

  ASSERT_EQ(run_export(words).code, 0);

  const auto all = *read_file(path("all.jsonl"));
  EXPECT_EQ(std::ranges::count(all, '\n'), 3);
  EXPECT_THAT(*read_file(path("cursor")),
              HasSubstr("\nbytes " + std::to_string(all.size()) + " of " + path("all.jsonl")));
}

TEST_F(ExportTest, AnUnknownFormatTouchesNoFile) {
  ASSERT_TRUE(write_file(path("kept"), "kept").ok());
  const auto ran = run_export({"--format", "pdf", "-o", path("kept")});

  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.output, "broadsheet: --format: no format \"pdf\" (say jsonl or warc)\n");
  EXPECT_EQ(*read_file(path("kept")), "kept");
}

}  // namespace
}  // namespace broadsheet
