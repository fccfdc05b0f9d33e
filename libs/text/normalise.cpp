// SPDX-License-Identifier: Apache-2.0
// Validity, normalisation and folding of UTF-8.
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "core/result.h"
#include "core/strings.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// A longer run of combining marks is no script's spelling, and sorting it into canonical order
// costs its square (UAX #15 §13).
constexpr std::size_t kMarksMax = 32;
// No mark decomposes into more, and no starter into one with more marks.
constexpr std::size_t kMarksFromOne = 4;

// White_Space of the Unicode Character Database, and the zero-width space.
bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  if (c < 0x1680) return c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// What no reader sees and no script needs: controls, soft hyphens, bidirectional marks, joiners of
// words, byte order marks, annotation anchors, non-characters. ZWJ and ZWNJ spell words: they stay.
bool is_invisible(char32_t c) {
  if (c < 0xA0) return c < 0x20 || c >= 0x7F;
  if (c < 0x200E) return c == 0xAD || c == 0x61C;
  if (c < 0x2070) return c <= 0x200F || (c >= 0x202A && c <= 0x202E) || c >= 0x2060;
  if (c < 0xFDD0) return false;
  return (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c & 0xFFFE) == 0xFFFE || c == 0xE0001;
}

const icu::Normalizer2* instance(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = get(status);
  CHECK(U_SUCCESS(status));
  return normalizer;
}

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2* const kInstance = instance(icu::Normalizer2::getNFCInstance);
  return *kInstance;
}
const icu::Normalizer2& nfd() {
  static const icu::Normalizer2* const kInstance = instance(icu::Normalizer2::getNFDInstance);
  return *kInstance;
}
const icu::Normalizer2& nfkc_casefold() {
  static const icu::Normalizer2* const kInstance =
      instance(icu::Normalizer2::getNFKCCasefoldInstance);
  return *kInstance;
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

std::string apply(const icu::Normalizer2& form, std::string text) {
  UErrorCode status = U_ZERO_ERROR;
  if (form.isNormalizedUTF8(piece(text), status) && U_SUCCESS(status)) return text;
  status = U_ZERO_ERROR;
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  icu::StringByteSink<std::string> sink(&out);
  form.normalizeUTF8(0, piece(text), sink, nullptr, status);
  CHECK(U_SUCCESS(status));
  return out;
}

// Starters that no normalisation to NFC changes or composes with what is before (NFC_Quick_Check is
// Yes), as far as ranges tell cheaply: most of what the press prints.
bool is_settled(char32_t c) {
  return c < 0x300 || (c >= 0x400 && c <= 0x482) || (c >= 0x48A && c <= 0x52F) ||
         (c >= 0x2010 && c <= 0x205E) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}

// How many combining marks stand together.
class MarkRun {
 public:
  // Whether `c`, the next code point, is still within the bound.
  bool takes(char32_t c) {
    // The class of the first code point it decomposes into: U+0F73 is a starter of two marks.
    const bool mark =
        !is_settled(c) &&
        u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LEAD_CANONICAL_COMBINING_CLASS) != 0;
    now_ = mark ? now_ + 1 : 0;
    longest_ = std::max(longest_, now_);
    return now_ <= kMarksMax;
  }
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  std::size_t now_ = 0;
  std::size_t longest_ = 0;
};

#if defined(__SSE2__)
// As many blocks of sixteen from `at` on as are printable ASCII with single spaces inside. The byte
// behind the last is printable, too: a space is never the end.
std::size_t printable_blocks(std::string_view bytes, std::size_t at) {
  constexpr std::size_t kBlock = 16;
  const __m128i below = _mm_set1_epi8(' ');
  const __m128i above = _mm_set1_epi8('~');
  unsigned space_before = 1;
  std::size_t end = at;
  for (; end + kBlock <= bytes.size(); end += kBlock) {
    const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + end));
    // Compared as signed, what is not ASCII lies below.
    const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(block, below), _mm_cmpgt_epi8(block, above));
    const auto spaces = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, below)));
    const bool doubled = (spaces & (spaces << 1 | space_before)) != 0;
    if (_mm_movemask_epi8(odd) != 0 || doubled) break;
    space_before = spaces >> (kBlock - 1);
  }
  return end > at && bytes[end - 1] == ' ' ? end - 1 : end;
}
#else
std::size_t printable_blocks(std::string_view, std::size_t at) { return at; }
#endif

// Where a run of printable ASCII with single spaces inside, from `at` on, ends.
std::size_t printable_end(std::string_view bytes, std::size_t at) {
  std::size_t end = printable_blocks(bytes, at);
  while (end < bytes.size()) {
    if (bytes[end] > ' ' && bytes[end] <= '~') {
      ++end;
    } else if (end > at && end + 1 < bytes.size() && bytes[end] == ' ' && bytes[end + 1] > ' ' &&
               bytes[end + 1] <= '~') {
      end += 2;
    } else {
      break;
    }
  }
  return end;
}

// Such a run is its own normal form.
bool is_plain(std::string_view bytes) { return printable_end(bytes, 0) == bytes.size(); }

struct Visible {
  std::string text;
  bool settled = true;    // NFC already
  std::size_t marks = 0;  // the longest run
};

// Spaces collapsed, the invisible dropped, runs of marks bounded.
Visible visible(std::string_view bytes) {
  Visible out;
  out.text.reserve(bytes.size());
  bool space = false;
  MarkRun marks;
  for (std::size_t at = 0; at < bytes.size();) {
    if (const std::size_t end = printable_end(bytes, at); end > at) {
      if (space) out.text += ' ';
      space = false;
      out.text.append(bytes, at, end - at);
      marks.takes('x');
      at = end;
      continue;
    }
    const CodePoint point = code_point_at(bytes, at);
    at += point.length;
    const char32_t c = point.value;
    if (is_space(c)) {
      space = !out.text.empty();
      continue;
    }
    if (is_invisible(c)) continue;
    if (space) {
      out.text += ' ';
      marks.takes(' ');
      space = false;
    }
    out.settled = out.settled && is_settled(c);
    if (marks.takes(c)) append_utf8(out.text, c);
  }
  out.marks = marks.longest();
  return out;
}

// Valid text with runs of marks bounded.
std::string without_mark_floods(std::string_view valid) {
  std::string out;
  out.reserve(valid.size());
  MarkRun marks;
  for (std::size_t at = 0; at < valid.size();) {
    const CodePoint point = code_point_at(valid, at);
    if (marks.takes(point.value)) out.append(valid, at, point.length);
    at += point.length;
  }
  return out;
}

// Letters with a stroke, which Unicode does not decompose.
char32_t without_stroke(char32_t c) {
  switch (c) {
    case 0x0111:
      return 'd';
    case 0x0127:
      return 'h';
    case 0x0131:
      return 'i';
    case 0x0142:
      return 'l';
    case 0x00F8:
      return 'o';
    case 0x0167:
      return 't';
    default:
      return c;
  }
}

bool loses_diacritics(char32_t base) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(base), &status);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

std::string without_diacritics(std::string_view decomposed) {
  std::string out;
  out.reserve(decomposed.size());
  bool drop_marks = false;
  for (std::size_t at = 0; at < decomposed.size();) {
    const CodePoint point = code_point_at(decomposed, at);
    at += point.length;
    const char32_t c = without_stroke(point.value);
    if (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) {
      if (drop_marks) continue;
    } else {
      drop_marks = c < 0x80 || loses_diacritics(c);
    }
    append_utf8(out, c);
  }
  return out;
}

std::string fold_by_icu(std::string_view valid) {
  std::string folded = apply(nfkc_casefold(), without_mark_floods(valid));
  if (ascii_end(folded) == folded.size()) return folded;
  return apply(nfc(), without_diacritics(apply(nfd(), std::move(folded))));
}

// What each letter of Latin and Cyrillic folds to, whatever stands around it. Marks and Greek,
// whose sigma has two shapes, are none of them.
class FoldTable {
 public:
  static constexpr char32_t kEnd = 0x530;

  FoldTable() {
    for (char32_t c = 0x80; c < kEnd; ++c) {
      if ((c >= 0x300 && c < 0x400) || (c > 0x482 && c < 0x48A)) continue;
      std::string one;
      append_utf8(one, c);
      const std::string folded = fold_by_icu(one);
      if (folded.size() >= kLongest) continue;
      Entry& entry = entries_[c];
      folded.copy(entry.bytes.data(), folded.size());
      entry.size = static_cast<std::uint8_t>(folded.size());
      entry.known = true;
    }
  }

  // False if `c` is not in the table.
  bool append(char32_t c, std::string& out) const {
    if (c >= kEnd || !entries_[c].known) return false;
    out.append(entries_[c].bytes.data(), entries_[c].size);
    return true;
  }

 private:
  static constexpr std::size_t kLongest = 6;
  struct Entry {
    std::array<char, kLongest> bytes = {};
    std::uint8_t size = 0;
    bool known = false;
  };
  std::array<Entry, kEnd> entries_ = {};
};

// Dashes, quotes and the euro that the press prints, ideographs, kana, Hangul: folding leaves them
// alone.
bool folds_to_itself(char32_t c) {
  return c == 0x2013 || c == 0x2014 || (c >= 0x2018 && c <= 0x201F) || c == 0x2022 || c == 0x20AC ||
         (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

// `valid` has its ASCII in lower case. False where only the whole rules will do; `out` is then of
// no use.
bool fold_by_table(std::string_view valid, std::string& out) {
  static const FoldTable kTable;
  out.reserve(valid.size());
  constexpr char32_t kEllipsis = 0x2026;
  for (std::size_t at = 0; at < valid.size();) {
    if (const std::size_t end = ascii_end(valid, at); end > at) {
      out.append(valid, at, end - at);
      at = end;
      continue;
    }
    const CodePoint point = code_point_at(valid, at);
    if (folds_to_itself(point.value)) {
      out.append(valid, at, point.length);
    } else if (point.value == kEllipsis) {
      out += "...";
    } else if (!kTable.append(point.value, out)) {
      return false;
    }
    at += point.length;
  }
  return true;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) { return valid_end(bytes) == bytes.size(); }

std::string to_valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = valid_end(bytes, at);
    out.append(bytes, at, end - at);
    at = end;
    if (at == bytes.size()) break;
    append_utf8(out, kReplacement);
    at += code_point_at(bytes, at).length;
  }
  return out;
}

std::string_view valid_view(std::string_view bytes, std::string& storage) {
  if (is_valid_utf8(bytes)) return bytes;
  storage = to_valid_utf8(bytes);
  return storage;
}

std::string normalise(std::string_view utf8) {
  if (is_plain(utf8)) return std::string(utf8);
  Visible out = visible(utf8);
  if (out.settled) return std::move(out.text);
  std::string composed = apply(nfc(), std::move(out.text));
  // Composition may have lengthened a run (U+0344 is two marks): cut it now, or the next call
  // would.
  if ((out.marks + 1) * kMarksFromOne > kMarksMax) composed = without_mark_floods(composed);
  return composed;
}

std::string fold(std::string_view utf8) {
  std::string lower = ascii_lower(utf8);
  if (ascii_end(lower) == lower.size()) return lower;
  std::string storage;
  const std::string_view valid = valid_view(lower, storage);
  std::string quick;
  if (fold_by_table(valid, quick)) return quick;
  return fold_by_icu(valid);
}

std::size_t length(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace broadsheet::text
