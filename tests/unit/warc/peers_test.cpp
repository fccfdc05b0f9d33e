// SPDX-License-Identifier: Apache-2.0
// Other people's tools on our files. BROADSHEET_PYTHON names a Python that has warcio, wacz and
// cdxj-indexer; without them these tests are skipped.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "core/file.h"
#include "core/strings.h"
#include "samples.h"
#include "warc/cdxj.h"
#include "warc/wacz.h"

namespace broadsheet::warc {
namespace {

std::string python() {
  const char* named = std::getenv("BROADSHEET_PYTHON");
  return named == nullptr ? "python3" : named;
}

bool runs(const std::string& arguments) {
  return std::system((python() + " " + arguments + " >/dev/null 2>&1").c_str()) == 0;
}

#define SKIP_WITHOUT(module)                                                          \
  if (!runs("-c 'import " module "'")) {                                              \
    GTEST_SKIP() << "no Python module '" module "'; name one by BROADSHEET_PYTHON=…"; \
  }

class Peers : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path(std::string_view name) const {
    return (folder_.path() / name).string();
  }

  // A response with revisits of both kinds, its request, a metadata and a resource record.
  static std::vector<Record> records() {
    auto records = some_records();
    const Record original = records[1];
    Exchange again = an_exchange("/a");
    again.time = at("2026-02-02T00:00:00.5Z");
    const Original referred{.id = std::string(original.id()),
                            .url = std::string(original.target_uri()),
                            .time = *original.date(),
                            .payload_digest = std::string(original.field("WARC-Payload-Digest"))};
    records.push_back(make_revisit(again, Revisit::kIdenticalPayload, referred));
    again.status = 304;
    again.time += std::chrono::hours(1);
    records.push_back(make_revisit(again, Revisit::kServerNotModified, referred));
    records.push_back(make_metadata("https://news.example/a", again.time, original.id(),
                                    {{"via", "https://news.example/"}}));
    records.push_back(make_resource("urn:x:1", again.time, "text/plain", "a resource"));
    Exchange hashed = an_exchange("/hashed");
    records.push_back(make_response(hashed, {.digest = DigestKind::kSha256}));
    return records;
  }

  TemporaryFolder folder_;
};

TEST_F(Peers, WarcioFindsEveryDigestRight) {
  SKIP_WITHOUT("warcio");
  ASSERT_TRUE(write_file(path("a.warc.gz"), file_of(records())));

  EXPECT_TRUE(runs("-m warcio.cli check -v " + path("a.warc.gz")));

  std::string bad = file_of(records(), {.gzip = false});
  bad[bad.find("Monday")] = 'm';
  ASSERT_TRUE(write_file(path("bad.warc"), bad));
  EXPECT_FALSE(runs("-m warcio.cli check -v " + path("bad.warc")));
}

TEST_F(Peers, CdxjIndexerWritesTheLinesThatWeWrite) {
  SKIP_WITHOUT("cdxj_indexer");
  const std::string bytes = file_of(records());
  ASSERT_TRUE(write_file(path("a.warc.gz"), bytes));
  ASSERT_TRUE(runs("-m cdxj_indexer.main -o " + path("a.cdxj") + " " + path("a.warc.gz")) ||
              runs("-c 'from cdxj_indexer.main import main; main([\"-o\", \"" + path("a.cdxj") +
                   "\", \"" + path("a.warc.gz") + "\"])'"));
  const auto theirs = read_file(path("a.cdxj"));
  ASSERT_TRUE(theirs);

  std::vector<CdxLine> ours;
  for (const Entry& entry : read_all(bytes).entries) {
    if (is_indexed(entry.record)) {
      ours.push_back(index_of(entry.record, "a.warc.gz", entry.offset, entry.length));
    }
  }
  std::size_t count = 0;
  for (const auto text : split(trim(*theirs), '\n')) {
    const auto line = parse_cdx_line(text);
    ASSERT_TRUE(line) << text;
    ASSERT_LT(count, ours.size());
    const CdxLine& mine = ours[count++];
    EXPECT_EQ(mine.key, line->key);
    EXPECT_EQ(mine.timestamp, line->timestamp);
    EXPECT_EQ(mine.url, line->url);
    EXPECT_EQ(mine.mime, line->mime);
    EXPECT_EQ(mine.offset, line->offset);
    EXPECT_EQ(mine.length, line->length);
    if (!line->digest.empty() && !mine.digest.empty()) {
      EXPECT_EQ(mine.digest, line->digest);
    }
  }
  EXPECT_EQ(count, ours.size());
}

TEST_F(Peers, PyWaczFindsOurWaczValid) {
  SKIP_WITHOUT("wacz");
  std::string bytes;
  WaczWriter writer(string_sink(bytes),
                    {.title = "Bridge", .created = at("2026-02-01T12:00:00.25Z")});
  for (const Record& record : records()) ASSERT_TRUE(writer.add(record));
  ASSERT_TRUE(writer.add_page(
      {.url = "https://news.example/a", .time = at("2026-01-31T10:20:30.1Z"), .title = "Bridge"}));
  ASSERT_TRUE(writer.finish());
  ASSERT_TRUE(write_file(path("a.wacz"), bytes));

  EXPECT_TRUE(
      runs("-c 'import sys; from wacz.main import main; sys.exit(main([\"validate\", \"-f\", \"" +
           path("a.wacz") + "\"]))'"));
  EXPECT_TRUE(runs("-m zipfile -t " + path("a.wacz")));
}

}  // namespace
}  // namespace broadsheet::warc
