// SPDX-License-Identifier: Apache-2.0
// Writing files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "samples.h"
#include "warc/warc.h"

namespace broadsheet::warc {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Writer, Warc11_PlainRecordsAreLaidOutAsTheGrammarHasThem) {
  const std::string bytes =
      encode(make_resource("urn:x", at("2026-01-31"), "text/plain", "abc"), {.gzip = false});

  EXPECT_THAT(bytes, StartsWith("WARC/1.1\r\nWARC-Type: resource\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nContent-Length: 3\r\n\r\nabc"));
  EXPECT_THAT(bytes, EndsWith("\r\n\r\n"));
}

TEST(Writer, WhatIsWrittenIsRead) {
  const auto records = some_records();
  for (const bool gzip : {true, false}) {
    const ReadFile back = read_all(file_of(records, {.gzip = gzip}));

    ASSERT_EQ(back.entries.size(), records.size());
    EXPECT_TRUE(back.damages.empty());
    for (std::size_t i = 0; i < records.size(); ++i) {
      EXPECT_EQ(back.entries[i].record, records[i]);
      EXPECT_TRUE(check_digests(back.entries[i].record));
    }
  }
}

TEST(Writer, EachRecordIsAFileOfItsOwn) {
  const auto records = some_records();
  for (const bool gzip : {true, false}) {
    const std::string bytes = file_of(records, {.gzip = gzip});
    for (const Entry& entry : read_all(bytes).entries) {
      const auto alone = read_record(std::string_view(bytes).substr(entry.offset, entry.length));
      ASSERT_TRUE(alone);
      EXPECT_EQ(*alone, entry.record);
    }
  }
}

TEST(Writer, SaysWhereItPutARecord) {
  std::string bytes;
  Writer writer(string_sink(bytes));
  std::vector<Written> written;
  for (const Record& record : some_records()) written.push_back(*writer.write(record));
  const auto entries = read_all(bytes).entries;

  EXPECT_EQ(writer.bytes(), bytes.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    EXPECT_EQ(written[i].offset, entries[i].offset);
    EXPECT_EQ(written[i].length, entries[i].length);
  }
}

TEST(Writer, AddsABlockDigestWhereThereIsNone) {
  const Record record{.fields = {{"WARC-Type", "conversion"}}, .block = "abc"};

  const auto back = read_record(encode(record));

  ASSERT_TRUE(back);
  EXPECT_EQ(back->field("WARC-Block-Digest"), "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
}

TEST(Writer, RefusesAfterAFault) {
  int calls = 0;
  Writer writer([&](std::string_view) -> Result<void> {
    ++calls;
    return unavailable("no space");
  });
  const Record record = make_resource("urn:x", at("2026-01-31"), "", "abc");

  EXPECT_EQ(writer.write(record).fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(writer.write(record).fault().kind, FaultKind::kBroken);
  EXPECT_EQ(calls, 1);
}

TEST(Files, AreWrittenAndReadInPieces) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.warc.gz";
  {
    auto sink = file_sink(path);
    ASSERT_TRUE(sink);
    Writer writer(*sink);
    Exchange big = an_exchange();
    for (int i = 0; i < 100000; ++i) big.payload += std::to_string(i * 7919);
    ASSERT_TRUE(writer.write(make_response(big)));
    ASSERT_TRUE(writer.write(make_response(an_exchange())));
  }
  auto source = file_source(path);
  ASSERT_TRUE(source);
  Reader reader(*source);
  Entry entry;
  int count = 0;
  while (*reader.next(entry)) {
    EXPECT_TRUE(check_digests(entry.record));
    ++count;
  }
  EXPECT_EQ(count, 2);
  EXPECT_EQ(file_source(folder.path() / "absent").fault().kind, FaultKind::kNotFound);
}

}  // namespace
}  // namespace broadsheet::warc
