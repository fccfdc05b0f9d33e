// SPDX-License-Identifier: Apache-2.0
// The tables of WordClasses, made once from the Unicode Character Database.
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/segment.h"

namespace broadsheet::text {
namespace {

bool needs_dictionary(char32_t c) {
  return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

bool is_ideograph(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         c == 0x30FC;  // the long-vowel mark of both kana
}

WordClass class_of(char32_t c) {
  if (c == ' ' || (c >= 0x09 && c <= 0x0D)) return WordClass::kSpace;
  // A letter to ICU, not to UAX #29: a@b.example is two words.
  if (c == '@') return WordClass::kSpace;
  // The root locale of CLDR takes the colon out of MidLetter, and we follow it.
  if (c == ':') return WordClass::kOther;
  if (is_ideograph(c)) return WordClass::kIdeograph;
  if (needs_dictionary(c)) return WordClass::kHard;
  // Emoji and pictographs join with ZWJ (WB3c).
  if (c >= 0x80 && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC)) {
    return WordClass::kHard;
  }
  switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_WORD_BREAK)) {
    case U_WB_OTHER:
      return WordClass::kOther;
    case U_WB_ALETTER:
      return WordClass::kLetter;
    case U_WB_NUMERIC:
      return WordClass::kDigit;
    case U_WB_EXTENDNUMLET:
      return WordClass::kConnector;
    case U_WB_MIDLETTER:
      return WordClass::kMidLetter;
    case U_WB_MIDNUM:
      return WordClass::kMidDigit;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return WordClass::kMidBoth;
    case U_WB_DOUBLE_QUOTE:
      return WordClass::kOther;  // special beside Hebrew only, which is hard
    case U_WB_EXTEND:
    case U_WB_FORMAT:
      return WordClass::kExtend;
    default:
      return WordClass::kHard;
  }
}

}  // namespace

WordClasses::WordClasses() {
  for (char32_t c = 0; c < kLowEnd; ++c) low_[c] = class_of(c);
  for (char32_t c = kHighBegin; c < kHighEnd; ++c) high_[c - kHighBegin] = class_of(c);
}

WordClass WordClasses::of_rare(char32_t c) {
  return is_ideograph(c) ? WordClass::kIdeograph : WordClass::kHard;
}

const WordClasses& word_classes() {
  static const WordClasses kClasses;
  return kClasses;
}

}  // namespace broadsheet::text
