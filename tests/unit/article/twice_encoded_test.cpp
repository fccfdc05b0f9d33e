// SPDX-License-Identifier: Apache-2.0
// Pages that were encoded twice, and pages that only look so.
#include "article/twice_encoded.h"

#include <gtest/gtest.h>

namespace broadsheet::article {
namespace {

TEST(TwiceEncoded, IsUndoneWhereEveryByteBecameALetter) {
  // "It’s “so” – café", taken for ISO 8859-1.
  const std::string page =
      "It\xc3\xa2\xc2\x80\xc2\x99s \xc3\xa2\xc2\x80\xc2\x9cso\xc3\xa2\xc2\x80\xc2\x9d "
      "\xc3\xa2\xc2\x80\xc2\x93 caf\xc3\x83\xc2\xa9";

  EXPECT_EQ(undo_second_encoding(page), "It’s “so” – café");
}

TEST(TwiceEncoded, IsUndoneWhereItWasTakenForWindows1252) {
  EXPECT_EQ(undo_second_encoding("Itâ€™s a dayâ€™s work, isnâ€™t it"),
            "It’s a day’s work, isn’t it");
}

TEST(TwiceEncoded, LeavesLettersAloneThatAreLetters) {
  // é, a no-break space and » would make a Chinese character.
  EXPECT_EQ(undo_second_encoding("« L’été », « la liberté », « l’égalité » : déjà vu à Orléans"),
            std::nullopt);
  EXPECT_EQ(undo_second_encoding("Größe, Länge, Ärger, naïve façade"), std::nullopt);
  EXPECT_EQ(undo_second_encoding("“Plain” – 東京 – Москва"), std::nullopt);
}

TEST(TwiceEncoded, LeavesAPageAloneThatSpeaksOfItOnce) {
  EXPECT_EQ(undo_second_encoding("An apostrophe that reads â€™ was encoded twice."), std::nullopt);
}

}  // namespace
}  // namespace broadsheet::article
