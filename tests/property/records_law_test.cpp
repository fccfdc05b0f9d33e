// SPDX-License-Identifier: Apache-2.0
// Laws of records over random values: decode(encode(x)) == x, the same value gives the same bytes.
// uses: bs_records
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "core/random.h"
#include "records/frontier_record.h"
#include "records/operations.h"
#include "records/snapshot.h"
#include "records/source.h"

namespace broadsheet::records {
namespace {

constexpr int kRounds = 2'000;

std::uint64_t seed() {
  const auto* text = std::getenv("SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261122;
}

// Random values, about half of them the default: absent fields are a case of their own.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  bool flag() { return random_.chance(0.5); }
  std::uint64_t number() { return flag() ? 0 : random_.next() >> random_.below(64); }
  std::uint32_t small() { return static_cast<std::uint32_t>(number()); }
  int integer() { return static_cast<int>(small()); }
  double fraction() { return flag() ? 0 : random_.unit(); }
  Time time() { return from_micros(static_cast<long long>(number())); }
  Duration duration() { return Duration(static_cast<long long>(number())); }
  Digest digest() { return flag() ? Digest{} : sha256(big_endian_of(random_.next())); }
  std::string text() {
    std::string bytes(flag() ? 0 : random_.below(20), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random_.next());
    return bytes;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values(flag() ? 0 : random_.below(4));
    for (auto& value : values) value = text();
    return values;
  }
  template <typename Enum>
  Enum one_of(Enum last) {
    return static_cast<Enum>(random_.below(static_cast<std::uint64_t>(last) + 1));
  }
  template <typename Make>
  auto maybe(Make make) -> std::optional<decltype(make())> {
    if (flag()) return {};
    return make();
  }
  // What a newer writer might have added, well formed.
  std::string unknown() { return flag() ? std::string() : std::string("\xc2\x3e\x02") + "ab"; }

  Hint hint() {
    if (flag()) return {};
    return {.title = text(),
            .authors = texts(),
            .published = maybe([&] { return time(); }),
            .updated = maybe([&] { return time(); }),
            .language = text(),
            .keywords = texts()};
  }
  Headers headers() {
    Headers made(random_.below(4));
    for (auto& [name, value] : made) {
      name = text();
      value = text();
    }
    return made;
  }
  RobotsVerdict verdict() {
    return {.allowed = flag(), .line = integer(), .rule = text(), .reason = text()};
  }
  Date date() {
    return {.time = time(),
            .precision = one_of(Precision::kSecond),
            .offset_minutes = maybe([&] { return integer(); }),
            .source = text(),
            .confidence = fraction()};
  }

  Source source() {
    return {.id = text(),
            .name = text(),
            .homepage = text(),
            .feeds = texts(),
            .sitemaps = texts(),
            .language = text(),
            .country = text(),
            .tags = texts(),
            .allow = texts(),
            .deny = texts(),
            .delay = maybe([&] { return duration(); }),
            .recheck = maybe([&] { return duration(); }),
            .budget = maybe([&] { return small(); }),
            .removed = flag(),
            .unknown_fields = unknown()};
  }
  Discovery discovery() {
    return {.url = text(),
            .role = one_of(Role::kSitemap),
            .source = text(),
            .via = text(),
            .depth = small(),
            .found = time(),
            .urgent = flag(),
            .hint = hint(),
            .trace = text(),
            .hops = small(),
            .standing = one_of(Standing::kMovedSite),
            .fresh = flag(),
            .unknown_fields = unknown()};
  }
  Capture capture() {
    return {.url = text(),
            .source = text(),
            .role = one_of(Role::kSitemap),
            .time = time(),
            .outcome = one_of(Outcome::kUnreadable),
            .reason = text(),
            .method = text(),
            .request_headers = headers(),
            .status = integer(),
            .status_text = text(),
            .http_version = text(),
            .headers = headers(),
            .payload = text(),
            .payload_digest = digest(),
            .truncated = flag(),
            .wire_bytes = number(),
            .address = text(),
            .elapsed = duration(),
            .redirect = text(),
            .robots = verdict(),
            .via = text(),
            .depth = small(),
            .hint = hint(),
            .trace = text(),
            .hops = small(),
            .reading_of = digest(),
            .product_token = text(),
            .unknown_fields = unknown()};
  }
  Article article() {
    Article made{.url = text(),
                 .canonical_url = text(),
                 .title = text(),
                 .authors = texts(),
                 .published = maybe([&] { return date(); }),
                 .modified = maybe([&] { return date(); }),
                 .language = text(),
                 .section = text(),
                 .keywords = texts(),
                 .lead_image = text(),
                 .description = text(),
                 .publisher = text(),
                 .wire = text(),
                 .access = one_of(Access::kTeaser),
                 .robots_directives = texts(),
                 .extractor_version = text(),
                 .kicker = text(),
                 .standfirst = text(),
                 .lead_image_caption = text(),
                 .canonical_verdict = one_of(CanonicalVerdict::kFrontPage),
                 .unknown_fields = unknown()};
    for (auto& words : texts()) {
      made.paragraphs.push_back({one_of(ParagraphKind::kNotice), words});
      made.provenance.push_back({text(), text(), fraction(), texts()});
    }
    return made;
  }
  ArticleEvent event() {
    return {.capture = capture(),
            .outcome = one_of(Outcome::kUnreadable),
            .reason = text(),
            .confidence = fraction(),
            .article = maybe([&] { return article(); }),
            .content_hash = digest(),
            .text_hash = digest(),
            .unknown_fields = unknown()};
  }
  Snapshot snapshot() {
    Snapshot made{.url_key = text(),
                  .content_hash = digest(),
                  .text_hash = digest(),
                  .article = article(),
                  .source = text(),
                  .first_seen = time(),
                  .last_seen = time(),
                  .sightings = number(),
                  .version = small(),
                  .previous = digest(),
                  .outcome = one_of(Outcome::kUnreadable),
                  .payload_digest = digest(),
                  .payload_type = text(),
                  .payload_bytes = number(),
                  .words = small(),
                  .sequence = number(),
                  .log_index = number(),
                  .logged = time(),
                  .logged_payload = maybe([&] { return digest(); }),
                  .reading_of = digest(),
                  .replaced_by = digest(),
                  .unknown_fields = unknown()};
    for (std::uint64_t i = random_.below(6); i > 0; --i) {
      made.paragraph_kinds.push_back(one_of(ParagraphKind::kNotice));
    }
    return made;
  }
  FrontierRecord frontier_record() {
    return {.url = text(),
            .role = one_of(Role::kSitemap),
            .source = text(),
            .via = text(),
            .depth = small(),
            .hint = hint(),
            .trace = text(),
            .found = time(),
            .due = time(),
            .due_reason = text(),
            .fetched = time(),
            .changed = time(),
            .fetches = small(),
            .changes = small(),
            .failures = small(),
            .gone = small(),
            .forms = small(),
            .status = integer(),
            .outcome = one_of(Outcome::kUnreadable),
            .reason = text(),
            .etag = text(),
            .last_modified = text(),
            .payload_digest = digest(),
            .interval = duration(),
            .redirect = text(),
            .hops = small(),
            .standing = one_of(Standing::kMovedSite),
            .fresh = flag(),
            .unknown_fields = unknown()};
  }
  ShardEndpoint endpoint() {
    return {.shard = integer(),
            .address = text(),
            .standby = flag(),
            .sequence = number(),
            .time = time(),
            .former = flag(),
            .offset = static_cast<std::int64_t>(number()),
            .epoch = number(),
            .unknown_fields = unknown()};
  }
  DeadLetter letter() {
    return {.stage = text(),
            .topic = text(),
            .partition = integer(),
            .offset = static_cast<std::int64_t>(number()),
            .key = text(),
            .value = text(),
            .reason = text(),
            .attempts = small(),
            .time = time(),
            .trace = text(),
            .unknown_fields = unknown()};
  }

 private:
  static std::string big_endian_of(std::uint64_t value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
  }
  Random random_;
};

template <typename Record, typename Decode>
void expect_same(const Record& record, Decode decode) {
  const auto bytes = encode(record);
  const auto read = decode(bytes);
  ASSERT_TRUE(read.ok()) << read.fault().text();
  ASSERT_TRUE(*read == record);
  ASSERT_EQ(encode(*read), bytes);
}

TEST(RecordsLaw, WhatIsDecodedIsWhatWasEncoded) {
  Maker make(seed());
  for (int i = 0; i < kRounds; ++i) {
    SCOPED_TRACE("SEED=" + std::to_string(seed()) + " round " + std::to_string(i));
    expect_same(make.source(), decode_source);
    expect_same(make.discovery(), decode_discovery);
    expect_same(make.capture(), decode_capture);
    expect_same(make.article(), decode_article);
    expect_same(make.event(), decode_article_event);
    expect_same(make.snapshot(), decode_snapshot);
    expect_same(record_of(make.event()), decode_capture_record);
    expect_same(make.frontier_record(), decode_frontier_record);
    expect_same(make.endpoint(), decode_shard_endpoint);
    expect_same(make.letter(), decode_dead_letter);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(RecordsLaw, KeysReadBackFromBytesAndNames) {
  Maker make(seed());
  for (int i = 0; i < kRounds; ++i) {
    SnapshotKey key{"com,example)/" + std::to_string(make.number()), make.digest()};
    ASSERT_EQ(*SnapshotKey::from_bytes(key.bytes()), key);
    ASSERT_EQ(*SnapshotKey::from_name(key.name()), key);
  }
}

}  // namespace
}  // namespace broadsheet::records
