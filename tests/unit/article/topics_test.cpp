// SPDX-License-Identifier: Apache-2.0
// What names and lines are about.
#include "article/topics.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace broadsheet::article {
namespace {

bool line_is(std::string_view text, std::string_view topic) {
  const auto at = std::ranges::find(kLineTopics, topic) - std::begin(kLineTopics);
  return (line_topics(text) >> at & 1) != 0;
}

bool name_is(std::string_view names, std::string_view topic) {
  const auto at = std::ranges::find(kNameTopics, topic) - std::begin(kNameTopics);
  return (name_topics(names) >> at & 1) != 0;
}

TEST(Topics, OfALineAreKnownInTheLanguagesOfThePress) {
  EXPECT_TRUE(line_is("Subscribe to our morning letter", "signup"));
  EXPECT_TRUE(line_is("Abonnez-vous à nos lettres", "signup"));
  EXPECT_TRUE(line_is("Читайте также: паром", "more"));
  EXPECT_TRUE(line_is("Διαβάστε επίσης", "more"));
  EXPECT_TRUE(line_is("Foto: Anna Berg", "image"));
  EXPECT_TRUE(line_is("Berlangganan sekarang", "signup"));
  EXPECT_TRUE(line_is("ご登録いただいたメールアドレス宛てに", "signup"));
  EXPECT_TRUE(line_is("相关阅读：渡轮", "more"));
  EXPECT_TRUE(line_is("무단 전재 및 재배포 금지", "law"));
  EXPECT_FALSE(line_is("町議会は火曜日の夜、新しい時刻表を承認した。", "signup"));
  EXPECT_FALSE(line_is("The boats sail at six in the morning", "signup"));
}

TEST(Topics, OfANameAreItsWordsHoweverTheyAreJoined) {
  EXPECT_TRUE(name_is("l-relatedPosts", "related"));
  EXPECT_TRUE(name_is("x article_body", "body"));
  EXPECT_TRUE(name_is("author-bio", "meta"));
  EXPECT_FALSE(name_is("md:share", "share"));
  EXPECT_FALSE(name_is("", "body"));
}

}  // namespace
}  // namespace broadsheet::article
