// SPDX-License-Identifier: Apache-2.0
// From bytes to text: marks, declarations, and what the bytes say themselves.
#include <gtest/gtest.h>

#include "html/parse.h"

namespace broadsheet::html {
namespace {

std::string text_of(std::string_view bytes, std::string_view charset = {}) {
  const Document page = parse(bytes, {.charset = charset});
  return text_content(page.body());
}

TEST(Encoding, Utf8NeedsNoDeclaration) {
  EXPECT_EQ(text_of("gr\xC3\xBC\xC3\x9F"), "grüß");
  EXPECT_EQ(parse("x").encoding(), "UTF-8");
}

TEST(Encoding, AMarkIsNoText) { EXPECT_EQ(text_of("\xEF\xBB\xBFx", "windows-1252"), "x"); }

TEST(Encoding, TheTransportCountsBeforeThePage) {
  EXPECT_EQ(text_of("<meta charset=koi8-r><p>\xFC", "iso-8859-1"), "ü");
}

TEST(Encoding, APageDeclaresItself) {
  for (const char* declaration :
       {"<meta charset=windows-1251>", "<META CHARSET='CP1251' >",
        "<meta content=\"text/html; charset=windows-1251\" http-equiv=Content-Type>",
        "<!-- <meta charset=utf-8> --><link rel=x><meta charset=\"windows-1251\">"}) {
    const Document page = parse(std::string(declaration) + "<p>\xEF\xF0\xE8\xE2\xE5\xF2");
    EXPECT_EQ(page.encoding(), "windows-1251") << declaration;
    EXPECT_EQ(text_content(page.body()), "привет") << declaration;
  }
}

TEST(Encoding, AnXmlDeclarationCountsWhereNoMetaDoes) {
  const std::string xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>";
  EXPECT_EQ(parse(xml + "<html><p>\xEF\xF0\xE8\xE2\xE5\xF2").encoding(), "windows-1251");
  EXPECT_EQ(parse(xml + "<html><meta charset=koi8-r><p>\xD0").encoding(), "KOI8-R");
  EXPECT_EQ(parse("<?xml version='1.0' encoding='utf-16'?><p>x").encoding(), "UTF-8");
  EXPECT_EQ(parse(" " + xml + "<p>x").encoding(), "UTF-8");
}

TEST(Encoding, TheOrderOfWhatIsSaidIsTheStandards) {
  const std::string page = "<meta charset=windows-1251><p>\xD0\xD2\xC9";
  EXPECT_EQ(parse(page).encoding(), "windows-1251");
  EXPECT_EQ(parse(page, {.charset = "koi8-r"}).encoding(), "KOI8-R");
  EXPECT_EQ(parse(page, {.charset = "no-such-set"}).encoding(), "windows-1251");
  EXPECT_EQ(parse("\xEF\xBB\xBF<meta charset=windows-1251><p>x", {.charset = "koi8-r"}).encoding(),
            "UTF-8");
}

TEST(Encoding, ALateDeclarationIsStillFound) {
  const std::string late =
      "<title>" + std::string(2'000, 'x') + "</title><meta charset=windows-1251>";
  EXPECT_EQ(text_of(late + "<p>\xEF\xF0\xE8\xE2\xE5\xF2"), "привет");
}

TEST(Encoding, Utf16WithAMarkIsRead) {
  const std::string bytes("\xFF\xFE<\0p\0>\0x\0", 10);
  const Document page = parse(bytes);
  EXPECT_EQ(page.encoding(), "UTF-16LE");
  EXPECT_EQ(text_content(page.body()), "x");
}

TEST(Encoding, BytesThatAreUtf8OverruleTheDeclaration) {
  EXPECT_EQ(text_of("<meta charset=iso-8859-1><p>gr\xC3\xBC\xC3\x9F dich"), "grüß dich");
}

TEST(Encoding, BrokenUtf8IsRepaired) {
  const Document page = parse("<meta charset=utf-8><p>a\xC3 b\xFF");
  EXPECT_TRUE(page.encoding_repaired());
  for (const char c : text_content(page.body())) EXPECT_NE(c, '\xFF');
}

}  // namespace
}  // namespace broadsheet::html
