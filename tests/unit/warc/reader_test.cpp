// SPDX-License-Identifier: Apache-2.0
// Reading files as tools, disks and accidents made them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "core/random.h"
#include "samples.h"
#include "warc/decoder.h"
#include "warc/warc.h"

namespace broadsheet::warc {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> uris(const ReadFile& file) {
  std::vector<std::string> out;
  for (const Entry& entry : file.entries) out.emplace_back(entry.record.target_uri());
  return out;
}

std::vector<Record> responses() {
  std::vector<Record> out;
  for (const char* path : {"/a", "/b", "/c"}) out.push_back(make_response(an_exchange(path)));
  return out;
}

std::vector<std::string> pieces(bool gzip) {
  std::vector<std::string> out;
  for (const Record& record : responses()) out.push_back(encode(record, {.gzip = gzip}));
  return out;
}

const std::string kA = "https://news.example/a";
const std::string kB = "https://news.example/b";
const std::string kC = "https://news.example/c";

TEST(Reader, AnEmptyFileHasNoRecordsAndNoDamage) {
  EXPECT_THAT(read_all("").entries, IsEmpty());
  EXPECT_THAT(read_all("").damages, IsEmpty());
  EXPECT_THAT(read_all("\r\n\r\n").damages, IsEmpty());
}

TEST(Reader, Warc10_IsReadWithBracketsBareLineFeedsAndFolding) {
  const ReadFile file = read_all(
      "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: <http://a.example/>\n"
      "Warc-date: 2010-01-01T00:00:00Z\nX-Long: one\n two\nContent-Length: 3\n\nabc\n\n"
      "WARC/0.18\r\nWARC-Type: resource\r\ncontent-length:1\r\n\r\nx\r\n\r\n");

  ASSERT_THAT(file.entries, SizeIs(2));
  EXPECT_THAT(file.damages, IsEmpty());
  EXPECT_EQ(file.entries[0].record.version, "1.0");
  EXPECT_EQ(file.entries[0].record.target_uri(), "http://a.example/");
  EXPECT_EQ(file.entries[0].record.field("x-long"), "one two");
  EXPECT_EQ(*file.entries[0].record.date(), at("2010-01-01"));
  EXPECT_EQ(file.entries[1].record.version, "0.18");
  EXPECT_EQ(file.entries[1].record.block, "x");
}

TEST(Reader, ABlockMayHoldAWarcFile) {
  const std::string inner = file_of(some_records(), {.gzip = false});
  const auto outer = make_resource("urn:inner", at("2026-01-31"), "application/warc", inner);

  const ReadFile file = read_all(file_of({outer, outer}, {.gzip = false}));

  ASSERT_THAT(file.entries, SizeIs(2));
  EXPECT_EQ(file.entries[1].record.block, inner);
}

TEST(Reader, OneGzipMemberOfManyRecordsIsReadButNamesNoRanges) {
  const ReadFile file = read_all(gzip(file_of(responses(), {.gzip = false}), 6));

  EXPECT_EQ(uris(file), (std::vector{kA, kB, kC}));
  EXPECT_THAT(file.damages, IsEmpty());
  for (const Entry& entry : file.entries) EXPECT_EQ(entry.length, 0u);
}

// Both files were made by the zstd program; the second has its dictionary in a skippable frame.
TEST(Reader, ZstdFramesAreReadWithAndWithoutADictionary) {
  for (const char* name : {"frames.warc.zst", "dictionary.warc.zst"}) {
    const auto bytes =
        read_file(std::string(BROADSHEET_SOURCE_DIR) + "/tests/fuzz/corpus/warc/" + name);
    ASSERT_TRUE(bytes);
    const ReadFile file = read_all(*bytes);

    EXPECT_EQ(uris(file), (std::vector<std::string>{"urn:x:0", "urn:x:1", "urn:x:2"})) << name;
    EXPECT_THAT(file.damages, IsEmpty());
    EXPECT_EQ(file.entries[2].record.block, "a common text 2");
    const bool alone = std::string_view(name) == "frames.warc.zst";
    EXPECT_EQ(file.entries[2].length, alone ? bytes->size() - file.entries[2].offset : 0);
  }
}

TEST(Reader, AMemberThatUnpacksWithoutEndIsGivenUp) {
  const std::string bomb = gzip(std::string(5 << 20, '\n'), 9) + gzip(std::string(5 << 20, 'x'), 9);
  const ReadFile file = read_all(bomb + pieces(true)[0], {.block_bytes_max = 1 << 20});

  EXPECT_EQ(uris(file), std::vector{kA});
  EXPECT_THAT(file.damages, SizeIs(1));
}

TEST(Reader, GoesOnBehindADamagedMember) {
  auto parts = pieces(true);
  for (const std::size_t flip : {std::size_t{4}, parts[1].size() / 2, parts[1].size() - 6}) {
    auto broken = parts;
    broken[1][flip] = static_cast<char>(broken[1][flip] ^ 0x55);
    if (flip == 4) continue;  // the time in the header: nobody checks it
    const ReadFile file = read_all(broken[0] + broken[1] + broken[2]);

    EXPECT_EQ(uris(file), (std::vector{kA, kC})) << flip;
    ASSERT_THAT(file.damages, SizeIs(1));
    EXPECT_EQ(file.damages[0].offset, broken[0].size());
  }
}

TEST(Reader, GoesOnBehindAMemberThatWasCutShort) {
  const auto parts = pieces(true);
  for (std::size_t cut = 1; cut < parts[1].size(); cut += 13) {
    const ReadFile file = read_all(parts[0] + parts[1].substr(0, cut) + parts[2]);

    EXPECT_EQ(uris(file), (std::vector{kA, kC})) << cut;
    EXPECT_THAT(file.damages, SizeIs(1));
  }
}

TEST(Reader, GoesOnBehindRubbishBetweenMembers) {
  const auto parts = pieces(true);
  const ReadFile file =
      read_all(parts[0] + "rubbish" + parts[1] + std::string(600000, '\0') + parts[2]);

  EXPECT_EQ(uris(file), (std::vector{kA, kB, kC}));
  ASSERT_THAT(file.damages, SizeIs(2));
  EXPECT_EQ(file.damages[0].offset, parts[0].size());
}

TEST(Reader, AFileCutShortKeepsWhatIsWhole) {
  for (const bool gzip : {true, false}) {
    const auto parts = pieces(gzip);
    const ReadFile file = read_all(parts[0] + parts[1].substr(0, parts[1].size() / 2));

    EXPECT_EQ(uris(file), std::vector{kA});
    ASSERT_THAT(file.damages, SizeIs(1));
    EXPECT_EQ(file.damages[0].offset, parts[0].size());
    EXPECT_THAT(file.damages[0].what, HasSubstr("ends"));
  }
}

std::string with_length(std::string record, const std::string& length) {
  const std::size_t begin = record.find("\r\nContent-Length: ") + 2;
  return record.replace(begin, record.find("\r\n", begin) - begin, length);
}

TEST(Reader, AWrongContentLengthLosesOneRecordOnly) {
  const auto parts = pieces(false);
  for (const std::string length :
       {"Content-Length: 7", "Content-Length: 400", "Content-Length: 90000",
        "Content-Length: 99999999999999999999", "Content-Length: -1", "Content-Length: 1e3",
        "Content-Length:", "X: y"}) {
    const ReadFile file = read_all(parts[0] + with_length(parts[1], length) + parts[2]);

    EXPECT_EQ(uris(file), (std::vector{kA, kC})) << length;
    ASSERT_THAT(file.damages, SizeIs(1)) << length;
    EXPECT_EQ(file.damages[0].offset, parts[0].size());
  }
}

TEST(Reader, ARecordThatIsTooLargeIsPassedOver) {
  for (const bool gzip : {true, false}) {
    auto records = responses();
    records[1].block.append(100000, 'x');
    const ReadFile file = read_all(file_of(records, {.gzip = gzip}), {.block_bytes_max = 50000});

    EXPECT_EQ(uris(file), (std::vector{kA, kC}));
    ASSERT_THAT(file.damages, SizeIs(1));
    EXPECT_THAT(file.damages[0].what, HasSubstr("larger"));
  }
}

TEST(Reader, AHeaderWithoutEndIsPassedOver) {
  const auto parts = pieces(false);
  const ReadFile file = read_all("WARC/1.1\r\n" + std::string(200000, 'a') + "\r\n\r\n" + parts[0]);

  EXPECT_EQ(uris(file), std::vector{kA});
  EXPECT_THAT(file.damages, SizeIs(1));
}

TEST(Reader, WhatIsNoWarcFileIsOneDamage) {
  EXPECT_THAT(read_all("<html>no</html>").damages, SizeIs(1));
  EXPECT_THAT(read_all(gzip("<html>no</html>", 6)).damages, SizeIs(1));
  EXPECT_THAT(read_all(std::string(3000000, 'x')).damages, SizeIs(1));
}

TEST(Reader, CountsMoreDamagesThanItKeeps) {
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += pieces(true)[0] + "rubbish";
  Reader reader(memory_source(bytes), {.damages_max = 3});
  Entry entry;
  while (*reader.next(entry)) continue;

  EXPECT_THAT(reader.damages(), SizeIs(3));
  EXPECT_EQ(reader.damage_count(), 10u);
}

TEST(Reader, AFaultOfTheSourceIsNoDamage) {
  Reader reader([](char*, std::size_t) -> Result<std::size_t> { return unavailable("disk"); });
  Entry entry;

  EXPECT_EQ(reader.next(entry).fault().kind, FaultKind::kUnavailable);
}

TEST(Reader, SmallReadsGiveTheSameRecords) {
  for (const bool gzip : {true, false}) {
    const std::string bytes = file_of(some_records(), {.gzip = gzip});
    std::string_view left = bytes;
    Reader reader([&](char* out, std::size_t) -> Result<std::size_t> {
      if (left.empty()) return std::size_t{0};
      *out = left[0];
      left.remove_prefix(1);
      return std::size_t{1};
    });
    Entry entry;
    std::size_t count = 0;
    while (*reader.next(entry)) EXPECT_EQ(entry.record, some_records()[count++]);

    EXPECT_EQ(count, some_records().size());
    EXPECT_THAT(reader.damages(), IsEmpty());
  }
}

// Whatever happens to some bytes of a file, records that they do not touch are read.
TEST(Reader, DamageIsLocal) {
  Random random(77);
  std::vector<Record> records;
  for (int i = 0; i < 12; ++i) {
    Exchange exchange = an_exchange("/" + std::to_string(i));
    for (std::uint64_t n = random.below(4000); n > 0; --n) {
      exchange.payload += static_cast<char>(random.next());
    }
    records.push_back(make_response(exchange));
  }
  for (int round = 0; round < 60; ++round) {
    const std::string whole = file_of(records);
    std::string bytes = whole;
    const std::size_t begin = random.below(bytes.size());
    const std::size_t size = std::min<std::size_t>(1 + random.below(300), bytes.size() - begin);
    for (std::size_t i = begin; i < begin + size; ++i) bytes[i] = static_cast<char>(random.next());

    const auto found = uris(read_all(bytes));
    for (const Entry& entry : read_all(whole).entries) {
      const bool touched = entry.offset < begin + size && entry.offset + entry.length > begin;
      if (touched) continue;
      EXPECT_THAT(found, ::testing::Contains(std::string(entry.record.target_uri()))) << round;
    }
  }
}

}  // namespace
}  // namespace broadsheet::warc
