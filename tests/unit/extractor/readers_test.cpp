// SPDX-License-Identifier: Apache-2.0
// Readers that pages hang and kill, and those who ask them.
#include "extractor/readers.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/encode.h"
#include "records/article.h"

namespace broadsheet::extractor {
namespace {

using std::chrono::milliseconds;

ReaderOptions bad_readers(std::size_t count = 2) {
  ReaderOptions options;
  options.command = {BROADSHEET_BAD_READER, "--read-pages"};
  options.count = count;
  options.limits.time = std::chrono::seconds(30);
  options.limits.memory_bytes = std::uint64_t{128} << 20;
  return options;
}

std::string capture_of(const std::string& payload) {
  records::Capture capture{.url = "https://gazette.example/a"};
  capture.time = *parse_time("2026-11-22T10:00:00Z");
  capture.outcome = records::Outcome::kFetched;
  capture.status = 200;
  capture.headers = {{"Content-Type", "text/html"}};
  capture.payload = payload;
  capture.payload_digest = sha256(payload);
  capture.trace = "0123456789abcdef";
  return records::encode(capture);
}

const std::string kPage =
    "<html><head><title>The bridge stays open</title></head><body><article><h1>The bridge stays "
    "open</h1><p>The council voted on Monday to keep the old bridge open until the end of the "
    "year.</p><p>Engineers had warned that two of its piers were weak, and asked for a closure in "
    "spring.</p></article></body></html>";

std::string why(const Result<Read>& read) {
  EXPECT_FALSE(read.ok());
  if (read) return {};
  EXPECT_EQ(read.fault().kind, FaultKind::kBadInput);
  return read.fault().text();
}

TEST(Readers, InAProcessOfTheirOwnGiveTheSameBytesAsInThisOne) {
  Readers here({});
  Readers apart(bad_readers());

  const auto a = here.read(Job::kRead, capture_of(kPage));
  const auto b = apart.read(Job::kRead, capture_of(kPage));

  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(a->event, b->event);
  EXPECT_EQ(a->outcome, b->outcome);
  EXPECT_EQ(a->url, "https://gazette.example/a");
  EXPECT_EQ(b->trace, "0123456789abcdef");
}

TEST(Readers, APageThatHangsIsGivenUpWithTheReason) {
  auto options = bad_readers();
  options.limits.time = milliseconds(300);
  Readers readers(options);

  EXPECT_NE(why(readers.read(Job::kRead, capture_of("hang"))).find("it took longer than"),
            std::string::npos);
}

TEST(Readers, APageThatKillsItsReaderIsGivenUpWithTheReason) {
  Readers readers(bad_readers());

  EXPECT_NE(why(readers.read(Job::kRead, capture_of("abort"))).find("SIGABRT"), std::string::npos);
  EXPECT_NE(why(readers.read(Job::kRead, capture_of("crash"))).find("SIGSEGV"), std::string::npos);
  EXPECT_NE(why(readers.read(Job::kRead, capture_of("recurse"))).find("killed its reader"),
            std::string::npos);
  EXPECT_NE(why(readers.read(Job::kRead, capture_of("exit"))).find("ended with 7"),
            std::string::npos);
}

// Sanitizers keep more memory than a page may have: their readers have no such limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Readers, APageThatWantsAllMemoryIsGivenUpWithTheReason) {
  Readers readers(bad_readers());

  EXPECT_NE(why(readers.read(Job::kRead, capture_of("memory"))).find("more memory"),
            std::string::npos);
}
#endif

TEST(Readers, TheNextPageIsReadAsIfNothingHadBeen) {
  Readers readers(bad_readers(1));
  why(readers.read(Job::kRead, capture_of("abort")));

  const auto read = readers.read(Job::kRead, capture_of(kPage));

  ASSERT_TRUE(read.ok()) << read.fault().text();
  EXPECT_EQ(read->outcome, records::Outcome::kArticle);
}

TEST(Readers, AFreshOneReadsAfterSoManyPages) {
  auto options = bad_readers(1);
  options.limits.pages_max = 2;
  Readers readers(options);

  for (int i = 0; i < 7; ++i) {
    EXPECT_TRUE(readers.read(Job::kRead, capture_of(kPage)).ok());
  }
}

TEST(Readers, WhatIsNoCaptureIsTheCallersMistake) {
  Readers readers(bad_readers());
  why(readers.read(Job::kRead, "\xff\xff no capture"));
}

TEST(Readers, AProgramThatIsNotThereIsNoFaultOfThePage) {
  auto options = bad_readers();
  options.command = {"/nowhere/reader"};
  Readers readers(options);

  const auto read = readers.read(Job::kRead, capture_of(kPage));

  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.fault().kind, FaultKind::kBroken);
}

TEST(Readers, ManyAskAtOnceAndEachGetsItsOwnAnswer) {
  Readers readers(bad_readers(2));
  std::atomic<int> right = 0;
  std::vector<std::jthread> askers;
  for (int i = 0; i < 6; ++i) {
    askers.emplace_back([&, i] {
      for (int round = 0; round < 5; ++round) {
        const auto payload = kPage + std::to_string(i * 100 + round);
        const auto read = readers.read(Job::kRead, capture_of(payload));
        const auto event = read ? records::decode_article_event(read->event) : read.fault();
        if (event && event->capture.payload == payload) ++right;
      }
    });
  }
  askers.clear();

  EXPECT_EQ(right, 30);
}

TEST(Answer, AnyBytesAreAnAnswerOrDamage) {
  const auto good = encode_answer(read_bytes(Job::kRead, capture_of(kPage)));
  ASSERT_TRUE(decode_answer(good).ok());
  for (std::size_t size = 0; size < good.size(); size += 1 + size / 3) {
    const auto cut = decode_answer(std::string_view(good).substr(0, size));
    EXPECT_TRUE(cut || cut.fault().kind != FaultKind::kUnavailable);
  }
}

}  // namespace
}  // namespace broadsheet::extractor
