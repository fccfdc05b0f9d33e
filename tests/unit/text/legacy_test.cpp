// SPDX-License-Identifier: Apache-2.0
// The legacy decoders against the Encoding Standard: all of every index, and where errors go on.
#include "text/legacy.h"

#include <gtest/gtest.h>

#include <string>

#include "core/hash.h"

namespace broadsheet::text {
namespace {

// The digests are of what encoding_rs 0.8, an independent implementation, decodes.
std::string digest_of_pairs(const std::string& name, const std::string& prefix, int first,
                            int trail_first, int last) {
  Sha256 hash;
  for (int lead = first; lead <= last; ++lead) {
    for (int trail = trail_first; trail <= last; ++trail) {
      const std::string bytes = prefix + static_cast<char>(lead) + static_cast<char>(trail);
      hash.add(decode_legacy(bytes, name).utf8).add("\n");
    }
  }
  return hash.finish().hex();
}

TEST(LegacyDecoders, Whatwg_EveryPairIsTheStandards) {
  EXPECT_EQ(digest_of_pairs("GBK", "", 0x80, 0, 0xFF),
            "a379453f98ee54f7a863b70a502e16d24bf1c637e6f60d4c5817463bc264e579");
  EXPECT_EQ(digest_of_pairs("Big5", "", 0x80, 0, 0xFF),
            "0a6ca50e9b5d4c9a1b63e49ba87c28d1f60f08b40ab46b161ca877cc2b7dd38c");
  EXPECT_EQ(digest_of_pairs("EUC-JP", "", 0x80, 0, 0xFF),
            "93d193a6319f79db21c90bc3cf0efbb0642a5954d7a16106b91d29ea3c7d376d");
  EXPECT_EQ(digest_of_pairs("Shift_JIS", "", 0x80, 0, 0xFF),
            "0694ae80cedb484d57bd68adef8d2a6573c613a20c69fd2a6f88a2633dfc17c9");
  EXPECT_EQ(digest_of_pairs("EUC-KR", "", 0x80, 0, 0xFF),
            "066ddaeeb420c9da7a8ad2bc1a52ddab186447868cbbd3fc97f3960bc9ea087a");
  EXPECT_EQ(digest_of_pairs("EUC-JP", "\x8F", 0xA1, 0xA1, 0xFE),
            "4397b245761678b49705d2143fc745e8bcc45d7b266c0b6687e34da293d59308");
}

TEST(LegacyDecoders, Whatwg_EverySingleByteIsTheStandards) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  Sha256 hash;
  for (const char* name :
       {"IBM866",       "ISO-8859-2",   "ISO-8859-3",    "ISO-8859-4",   "ISO-8859-5",
        "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",    "ISO-8859-8-I", "ISO-8859-10",
        "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",   "ISO-8859-16",  "KOI8-R",
        "KOI8-U",       "macintosh",    "windows-874",   "windows-1250", "windows-1251",
        "windows-1252", "windows-1253", "windows-1254",  "windows-1255", "windows-1256",
        "windows-1257", "windows-1258", "x-mac-cyrillic"}) {
    hash.add(decode_legacy(all, name).utf8).add("\n");
  }
  EXPECT_EQ(hash.finish().hex(),
            "002cc5beebebb1f8949f76b7c2f96d83db0a0dcb63cb66d430d4691cb36972b7");
}

TEST(LegacyDecoders, Whatwg_AnErrorNeverSwallowsAnAsciiTrail) {
  for (const char* name : {"GBK", "Big5", "EUC-KR", "EUC-JP", "Shift_JIS"}) {
    const LegacyText text = decode_legacy("\x81<b>", name);
    EXPECT_EQ(text.utf8, "\uFFFD<b>") << name;
    EXPECT_EQ(text.errors, 1u);
  }
}

TEST(LegacyDecoders, Whatwg_Gb18030FourBytesFailInPieces) {
  EXPECT_EQ(decode_legacy("\x81\x30\x81\x30", "gb18030").utf8, "\u0080");
  EXPECT_EQ(decode_legacy("\x81\x30\x41", "gb18030").utf8, "\uFFFD0A");
  EXPECT_EQ(decode_legacy("\x81\x30\x81\x41", "gb18030").utf8, "\uFFFD0\u4E04");
  EXPECT_EQ(decode_legacy("\x81\x30\x81", "gb18030").utf8, "\uFFFD");
  EXPECT_EQ(decode_legacy("\xFE\x39\xFE\x39", "gb18030").utf8, "\uFFFD");
}

TEST(LegacyDecoders, Whatwg_Iso2022JpSwitchesSets) {
  EXPECT_EQ(decode_legacy("\x1B(J\\~\x1B(B\\~", "ISO-2022-JP").utf8, "¥‾\\~");
  EXPECT_EQ(decode_legacy("\x1B(I12", "ISO-2022-JP").utf8, "ｱｲ");
  EXPECT_EQ(decode_legacy("\x1B$B\x1B(BA", "ISO-2022-JP").utf8, "\uFFFDA");
  EXPECT_EQ(decode_legacy("a\x1Bx", "ISO-2022-JP").utf8, "a\uFFFDx");
}

TEST(LegacyDecoders, Whatwg_LoneSurrogatesAreReplaced) {
  const std::string_view bytes("\x3D\xD8\x00\xDE\x3D\xD8\x41\x00\x00", 9);
  const LegacyText text = decode_legacy(bytes, "UTF-16LE");

  EXPECT_EQ(text.utf8, "😀\uFFFDA\uFFFD");
  EXPECT_EQ(text.errors, 2u);
}

}  // namespace
}  // namespace broadsheet::text
