// SPDX-License-Identifier: Apache-2.0
// Laws of URLs over random input.
// uses: bs_url
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/random.h"
#include "url/canonical.h"
#include "url/url.h"

namespace broadsheet::url {
namespace {

constexpr int kRounds = 20'000;

std::uint64_t seed() {
  const auto* text = std::getenv("SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261122;
}

// Text that is a URL more often than not: pieces that parsers stumble over.
std::string random_url(Random& random) {
  static constexpr std::array<std::string_view, 58> kPieces = {"http://",  "https://",
                                                               "file:///", "ftp://",
                                                               "mailto:",  "news:",
                                                               "//",       "/",
                                                               "\\",       "?",
                                                               "#",        "&",
                                                               "=",        "@",
                                                               ":",        ":80",
                                                               ":443",     ":8080",
                                                               "www.",     "www2.",
                                                               "example",  ".com",
                                                               ".co.uk",   ".",
                                                               "..",       "a",
                                                               "Z",        "%41",
                                                               "%2e",      "%2F",
                                                               "%",        "%4",
                                                               "%3",       "1",
                                                               "0x7f",     "127.0.0.1",
                                                               "[::1]",    "[",
                                                               "]",        "utm_source=x",
                                                               "fbclid=1", ";jsessionid=1",
                                                               " ",        "\t",
                                                               "ä",        "\xFF",
                                                               "例",       "xn--",
                                                               "-",        "_",
                                                               "~",        "'",
                                                               "\"",       "^",
                                                               "|",        ",",
                                                               ")",        "("};
  std::string text = random.chance(0.7) ? "http://a" : "";
  const auto count = 1 + random.below(12);
  for (std::uint64_t i = 0; i < count; ++i) text += kPieces[random.below(kPieces.size())];
  return text;
}

TEST(UrlLaw, WhatIsWrittenReadsBackTheSame) {
  Random random(seed());
  int parsed = 0;
  for (int i = 0; i < kRounds; ++i) {
    const auto text = random_url(random);
    const auto url = Url::parse(text);
    if (!url) continue;
    ++parsed;
    const auto again = Url::parse(url->href());
    ASSERT_TRUE(again.ok()) << text << " → " << url->href() << " SEED=" << seed();
    ASSERT_EQ(again->href(), url->href()) << text << " SEED=" << seed();
    ASSERT_EQ(again->path(), url->path()) << text << " SEED=" << seed();
  }
  EXPECT_GT(parsed, kRounds / 10);
}

TEST(UrlLaw, CanonicalIsIdempotentAndValid) {
  Random random(seed());
  for (int i = 0; i < kRounds; ++i) {
    const auto text = random_url(random);
    const auto url = Url::parse(text);
    if (!url) continue;
    const auto once = canonical(*url);
    ASSERT_EQ(canonical(once).href(), once.href()) << text << " SEED=" << seed();
    const auto again = Url::parse(once.href());
    ASSERT_TRUE(again.ok()) << text << " → " << once.href() << " SEED=" << seed();
    ASSERT_EQ(again->href(), once.href()) << text << " SEED=" << seed();
  }
}

TEST(UrlLaw, AKeyLeadsToAUrlOfThatKey) {
  Random random(seed());
  for (int i = 0; i < kRounds; ++i) {
    const auto text = random_url(random);
    const auto url = Url::parse(text);
    if (!url) continue;
    const auto key = url_key(*url);
    ASSERT_EQ(url_key(canonical(*url)), key) << text << " SEED=" << seed();
    const auto back = from_url_key(key);
    ASSERT_TRUE(back.ok()) << text << " → " << key << " SEED=" << seed();
    ASSERT_EQ(url_key(*back), key) << text << " SEED=" << seed();
  }
}

}  // namespace
}  // namespace broadsheet::url
