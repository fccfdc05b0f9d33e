// SPDX-License-Identifier: Apache-2.0
// Signatures and bands keep the promises of the header, measured on synthetic edits.
#include "text/similarity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/hash.h"
#include "core/random.h"

namespace broadsheet::text {
namespace {

using Words = std::vector<std::string>;

std::string text_of(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += word + " ";
  return out;
}

Words random_words(Random& random, std::size_t count) {
  Words words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("w" + std::to_string(random.below(5000)));
  return words;
}

// The Jaccard resemblance of the sets of word 4-shingles, counted.
double true_resemblance(const Words& a, const Words& b) {
  const auto shingles = [](const Words& words) {
    std::set<std::string> out;
    for (std::size_t i = 0; i + 4 <= words.size(); ++i) {
      out.insert(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2] + ' ' + words[i + 3]);
    }
    return out;
  };
  const auto first = shingles(a);
  const auto second = shingles(b);
  const auto shared = static_cast<double>(std::count_if(
      first.begin(), first.end(), [&](const std::string& s) { return second.contains(s); }));
  return shared / (static_cast<double>(first.size() + second.size()) - shared);
}

// A text of which the first part is `a`'s and the rest is new, so that they resemble by `target`.
Words rewritten(const Words& a, double target, Random& random) {
  const double kept = 2 * target / (1 + target);
  Words out = random_words(random, a.size());
  std::copy_n(a.begin(), static_cast<std::size_t>(kept * static_cast<double>(a.size())),
              out.begin());
  return out;
}

bool share_a_band(const Signature& a, const Signature& b) {
  const auto first = bands(a);
  const auto second = bands(b);
  const std::set<std::string> keys(first.begin(), first.end());
  return std::any_of(second.begin(), second.end(),
                     [&](const std::string& key) { return keys.contains(key); });
}

TEST(Signature, EstimatesTheResemblance) {
  Random random(11);
  for (const double target : {0.05, 0.3, 0.5, 0.8, 0.95}) {
    double error = 0;
    constexpr int kTexts = 30;
    for (int i = 0; i < kTexts; ++i) {
      const Words a = random_words(random, 150);
      const Words b = rewritten(a, target, random);
      error +=
          resemblance(signature({text_of(a)}), signature({text_of(b)})) - true_resemblance(a, b);
    }
    // One estimate has a deviation of √(s(1-s)/128) ≤ 0.045, the mean of 30 of 0.008.
    EXPECT_LT(std::abs(error / kTexts), 0.025) << target;
  }
}

double share_of_pairs_with_a_band(double target, int pairs) {
  Random random(static_cast<std::uint64_t>(target * 1000));
  int found = 0;
  for (int i = 0; i < pairs; ++i) {
    const Words a = random_words(random, 120);
    const Words b = rewritten(a, target, random);
    found += share_a_band(signature({text_of(a)}), signature({text_of(b)}));
  }
  return static_cast<double>(found) / pairs;
}

TEST(Bands, FindNearlyAllThatResembleByHalf) {
  EXPECT_GT(share_of_pairs_with_a_band(0.52, 300), 0.98);  // 0.99, less what chance may take of it
  EXPECT_EQ(share_of_pairs_with_a_band(0.8, 60), 1.0);
}

TEST(Bands, SeldomFindWhatResemblesByAFifth) {
  EXPECT_LT(share_of_pairs_with_a_band(0.19, 300), 0.2);
  EXPECT_LT(share_of_pairs_with_a_band(0.02, 100), 0.02);
}

TEST(Bands, AreShortAndDistinct) {
  Random random(5);
  const auto keys = bands(signature({text_of(random_words(random, 100))}));

  EXPECT_EQ(keys.size(), 96u);
  EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), keys.size());
  for (const std::string& key : keys) EXPECT_EQ(key.size(), 7u);
}

TEST(Signature, ForgetsCaseQuotesDashesAndParagraphs) {
  const Signature one =
      signature({"“It’s late,” the Élysée said — again and again.", "Then it closed."});
  const Signature two =
      signature({"\"It's late\", the Elysee said - again and again. Then it closed"});

  EXPECT_EQ(one, two);
}

TEST(Signature, TakesCharactersWhereWordsHaveNoSpaces) {
  const Signature one = signature({"市議会は火曜日、春まで橋を閉鎖して修理することを決めた。"});
  const Signature two = signature({"市議会は火曜日、春まで橋を閉鎖して修理することを 決めた"});
  const Signature three = signature({"今日は天気がよく、子供たちは公園で遊んでいる。"});

  EXPECT_GT(one.shingles, 15u);
  EXPECT_EQ(one, two);
  EXPECT_LT(resemblance(one, three), 0.1);
}

TEST(Signature, OfATextTooShortHasNoShinglesAndNoBands) {
  const Signature none = signature({"Three short words"});

  EXPECT_EQ(none.shingles, 0u);
  EXPECT_TRUE(bands(none).empty());
  EXPECT_EQ(resemblance(none, none), 0);
  EXPECT_EQ(signature({}).shingles, 0u);
}

TEST(Signature, ComesBackFromItsBytes) {
  const Signature one = signature({"a text that is long enough to have a signature of its own"});
  Signature two;

  ASSERT_TRUE(Signature::from_bytes(one.bytes(), two));
  EXPECT_EQ(one, two);
  EXPECT_FALSE(Signature::from_bytes(one.bytes().substr(1), two));
  EXPECT_FALSE(Signature::from_bytes("", two));
}

// Signatures are stored: a change of this digest makes every archive's stories forget each other.
TEST(Signature, IsTheSameForEver) {
  const Signature one = signature({"The council voted on Tuesday to close the bridge.",
                                   "Les élus ont décidé mardi de fermer le pont."});
  Sha256 keys;
  for (const std::string& key : bands(one)) keys.add(key);

  EXPECT_EQ(sha256(one.bytes()).hex(),
            "e802c71d502d3169b140181b10e0af806c6647ca1dd2cbd2c52be5fdc5fadcff");
  EXPECT_EQ(keys.finish().hex(),
            "379aba10812e5884651b26b160eee83a720777087e9a2a34cd7d714372544869");
}

}  // namespace
}  // namespace broadsheet::text
