// SPDX-License-Identifier: Apache-2.0
// Names of elements and their numbers.
#include "html/tag.h"

#include <gtest/gtest.h>

namespace broadsheet::html {
namespace {

TEST(Tag, EveryTagIsFoundByItsName) {
  for (std::size_t i = 1; i < kTagCount; ++i) {
    const Tag tag = static_cast<Tag>(i);
    EXPECT_EQ(tag_of(tag_name(tag)), tag) << tag_name(tag);
  }
}

TEST(Tag, UnknownNamesAreUnknown) {
  for (const char* name : {"", "x", "divx", "di", "DIV", "blockquotes", "news-article", "h7"}) {
    EXPECT_EQ(tag_of(name), Tag::kUnknown) << name;
  }
  EXPECT_EQ(tag_name(Tag::kUnknown), "");
}

}  // namespace
}  // namespace broadsheet::html
