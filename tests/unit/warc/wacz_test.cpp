// SPDX-License-Identifier: Apache-2.0
// WACZ files: what is in them, by a small reader of ZIP directories.
#include "warc/wacz.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/hash.h"
#include "core/json.h"
#include "core/strings.h"
#include "samples.h"
#include "warc/cdxj.h"

namespace broadsheet::warc {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::uint32_t number(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

// The files of a ZIP whose entries are all stored, by its directory.
std::map<std::string, std::string> unzip(std::string_view bytes) {
  std::map<std::string, std::string> files;
  const std::size_t end = bytes.size() - 22;
  EXPECT_EQ(number(bytes, end, 4), 0x06054b50u);
  std::size_t at = number(bytes, end + 16, 4);
  for (std::uint32_t left = number(bytes, end + 10, 2); left > 0; --left) {
    EXPECT_EQ(number(bytes, at, 4), 0x02014b50u);
    EXPECT_EQ(number(bytes, at + 10, 2), 0u) << "not stored";
    const std::size_t size = number(bytes, at + 24, 4);
    const std::size_t name_size = number(bytes, at + 28, 2);
    const std::size_t extra_size = number(bytes, at + 30, 2);
    const std::size_t local = number(bytes, at + 42, 4);
    const std::string name(bytes.substr(at + 46, name_size));
    EXPECT_EQ(number(bytes, local, 4), 0x04034b50u);
    const std::size_t data =
        local + 30 + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
    files[name] = bytes.substr(data, size);
    at += 46 + name_size + extra_size;
  }
  EXPECT_EQ(at, end);
  return files;
}

std::string a_wacz() {
  std::string bytes;
  WaczWriter writer(string_sink(bytes), {.title = "Bridge", .created = at("2026-02-01T12:00:00Z")});
  for (const Record& record : some_records()) EXPECT_TRUE(writer.add(record));
  EXPECT_TRUE(writer.add_page({.url = "https://news.example/a",
                               .time = at("2026-01-31T10:20:30.123456Z"),
                               .title = "Bridge",
                               .text = "The bridge closes on Monday."}));
  EXPECT_TRUE(writer.finish());
  return bytes;
}

TEST(Wacz, Wacz111_HasEveryFileOfTheSpecification) {
  const auto files = unzip(a_wacz());

  ASSERT_EQ(files.size(), 6u);
  for (const char* name : {"archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx",
                           "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"}) {
    EXPECT_TRUE(files.contains(name)) << name;
  }
}

TEST(Wacz, ItsManifestHasTheDigestOfEveryFile) {
  const auto files = unzip(a_wacz());
  const auto manifest = parse_json(files.at("datapackage.json"));
  ASSERT_TRUE(manifest);

  EXPECT_EQ((*manifest)["wacz_version"].as_string(), "1.1.1");
  EXPECT_EQ((*manifest)["created"].as_string(), "2026-02-01T12:00:00Z");
  EXPECT_EQ((*manifest)["mainPageUrl"].as_string(), "https://news.example/a");
  EXPECT_EQ((*manifest)["resources"].as_array().size(), 4u);
  for (const Json& resource : (*manifest)["resources"].as_array()) {
    const std::string& bytes = files.at(resource["path"].as_string());
    EXPECT_EQ(resource["hash"].as_string(), "sha256:" + sha256(bytes).hex());
    EXPECT_EQ(resource["bytes"].as_int(), static_cast<std::int64_t>(bytes.size()));
  }
  const auto digest = parse_json(files.at("datapackage-digest.json"));
  EXPECT_EQ((*digest)["hash"].as_string(), "sha256:" + sha256(files.at("datapackage.json")).hex());
}

TEST(Wacz, ItsIndexLeadsToEveryRecord) {
  const auto files = unzip(a_wacz());
  const std::string& archive = files.at("archive/data.warc.gz");
  const ReadFile read = read_all(archive);
  ASSERT_THAT(read.damages, IsEmpty());
  EXPECT_EQ(read.entries[0].record.type(), Type::kWarcinfo);

  // Of the compressed index we read the blocks as gzip members of plain text.
  EXPECT_THAT(files.at("indexes/index.idx"),
              HasSubstr("!meta 0 {\"format\":\"cdxj-gzip-1.0\",\"filename\":\"index.cdx.gz\"}\n"
                        "example,news)/a 20260131102030 {\"offset\":0,"));
  for (const Entry& entry : read.entries) {
    if (!is_indexed(entry.record)) continue;
    const CdxLine line = index_of(entry.record, "data.warc.gz", entry.offset, entry.length);
    const auto alone = read_record(std::string_view(archive).substr(line.offset, line.length));
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->target_uri(), line.url);
  }
}

TEST(Wacz, ItsPagesAreLinesOfJson) {
  const auto files = unzip(a_wacz());
  const auto lines = split(files.at("pages/pages.jsonl"), '\n');

  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ((*parse_json(lines[0]))["format"].as_string(), "json-pages-1.0");
  EXPECT_TRUE((*parse_json(lines[0]))["hasText"].as_bool());
  EXPECT_EQ((*parse_json(lines[1]))["url"].as_string(), "https://news.example/a");
  EXPECT_EQ((*parse_json(lines[1]))["ts"].as_string(), "2026-01-31T10:20:30Z");
}

TEST(Wacz, IsTheSameEveryTime) { EXPECT_EQ(a_wacz(), a_wacz()); }

TEST(Wacz, OfNothingIsStillOne) {
  std::string bytes;
  WaczWriter writer(string_sink(bytes), {});
  ASSERT_TRUE(writer.finish());

  EXPECT_EQ(unzip(bytes).size(), 6u);
}

TEST(Wacz, RefusesMoreThanItsIndexHolds) {
  std::string bytes;
  WaczWriter writer(string_sink(bytes), {.records_max = 1});

  EXPECT_TRUE(writer.add(make_response(an_exchange())));
  EXPECT_EQ(writer.add(make_response(an_exchange())).fault().kind, FaultKind::kBadInput);
}

TEST(Wacz, AFullDiskIsAFault) {
  WaczWriter writer([](std::string_view) -> Result<void> { return unavailable("no space"); }, {});

  EXPECT_EQ(writer.add(make_response(an_exchange())).fault().kind, FaultKind::kUnavailable);
  EXPECT_FALSE(writer.finish());
}

}  // namespace
}  // namespace broadsheet::warc
