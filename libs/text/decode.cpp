// SPDX-License-Identifier: Apache-2.0
// decode(): which encoding a page is in, by its BOM, its declaration and its bytes.
#include <algorithm>
#include <utility>

#include "text/encoding.h"
#include "text/legacy.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// The well-formed and the bad multi-byte sequences of bytes read as UTF-8.
struct Census {
  std::size_t good = 0;
  std::size_t bad = 0;
};

Census census(std::string_view bytes) {
  Census census;
  for (std::size_t at = ascii_end(bytes); at < bytes.size(); at = ascii_end(bytes, at)) {
    const CodePoint point = code_point_at(bytes, at);
    ++(point.valid ? census.good : census.bad);
    at += point.length;
  }
  return census;
}

// Decode by BOM (Encoding Standard §6, "BOM sniff"); its length, and the encoding.
std::pair<std::size_t, std::string_view> sniff_bom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {3, "UTF-8"};
  if (bytes.starts_with("\xFE\xFF")) return {2, "UTF-16BE"};
  if (bytes.starts_with("\xFF\xFE")) return {2, "UTF-16LE"};
  return {0, ""};
}

bool is_utf16(std::string_view name) { return name.starts_with("UTF-16"); }

bool has_bytes_of_iso2022(std::string_view bytes) {
  return bytes.find_first_of("\x1B\x0E\x0F") != std::string_view::npos ||
         bytes.find("~{") != std::string_view::npos;
}

// The two sequences of ISO-2022-JP that every text in it has.
bool has_japanese_escapes(std::string_view bytes) {
  return ascii_end(bytes) == bytes.size() && (bytes.find("\x1B$B") != std::string_view::npos ||
                                              bytes.find("\x1B$@") != std::string_view::npos);
}

// Whether a page of pure ASCII, or of one encoding that ASCII bytes spell, says another thing than
// its bytes.
bool is_ascii_of_its_own(std::string_view bytes, std::string_view name) {
  if (is_utf16(name)) return bytes.find('\0') != std::string_view::npos;
  if (name == "ISO-2022-JP" || name == "replacement") return has_bytes_of_iso2022(bytes);
  return false;
}

Decoded as_utf8(std::string_view bytes, bool repaired) {
  Decoded out{.utf8 = std::string(bytes), .encoding = "UTF-8", .repaired = repaired};
  return out;
}

Decoded as_broken_utf8(std::string_view bytes) {
  std::string storage;
  return {.utf8 = std::string(valid_view(bytes, storage)), .encoding = "UTF-8", .repaired = true};
}

Decoded as_legacy(std::string_view bytes, std::string_view name, bool repaired) {
  LegacyText text = decode_legacy(bytes, name);
  return {.utf8 = std::move(text.utf8),
          .encoding = std::string(name),
          .repaired = repaired || text.errors > 0};
}

// Bytes that are not valid UTF-8, and nobody says what they are.
Decoded as_detected(std::string_view bytes, bool repaired) {
  return as_legacy(bytes, detect_encoding(bytes), repaired);
}

// Bytes that are not valid UTF-8 and were declared to be. A truncated page and one bad byte are
// still UTF-8; a page most of whose sequences are bad never was.
Decoded despite_utf8(std::string_view bytes) {
  const Census counted = census(bytes);
  return counted.good >= counted.bad ? as_broken_utf8(bytes) : as_detected(bytes, true);
}

// Valid UTF-8 under another name: chance, or a wrong name? Pairs of high bytes are common in the
// encodings of East Asia, so there a few of them prove nothing if they also decode as declared.
Decoded valid_utf8_declared_as(std::string_view bytes, const std::string& name) {
  constexpr std::size_t kProof = 3;
  if (is_multibyte(name) && census(bytes).good < kProof) {
    LegacyText text = decode_legacy(bytes, name);
    if (text.errors == 0) return {.utf8 = std::move(text.utf8), .encoding = name};
  }
  return as_utf8(bytes, true);
}

unsigned char byte(char c) { return static_cast<unsigned char>(c); }

bool is_latin(std::string_view name) {
  return name == "windows-1252" || name == "windows-1250" || name == "windows-1254" ||
         name == "windows-1257" || name == "windows-1258" || name == "macintosh" ||
         name == "ISO-8859-2" || name == "ISO-8859-3" || name == "ISO-8859-4" ||
         name == "ISO-8859-10" || name == "ISO-8859-13" || name == "ISO-8859-14" ||
         name == "ISO-8859-15" || name == "ISO-8859-16";
}

// In Latin letters those with accents stand between others without; letters of other scripts stand
// side by side.
bool reads_like_no_latin(std::string_view bytes) {
  constexpr std::size_t kTelling = 40;
  std::size_t high = 0;
  std::size_t pairs = 0;
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    if (byte(bytes[i]) < 0x80) continue;
    ++high;
    pairs += byte(bytes[i - 1]) >= 0x80 ? 1 : 0;
  }
  return high >= kTelling && pairs * 2 > high;
}

// KOI8-R and windows-1251 have small letters where the other has capitals, and a text has few of
// those. Empty if `name` is none of the two, or fits.
std::string_view other_cyrillic(std::string_view bytes, std::string_view name) {
  if (name != "KOI8-R" && name != "KOI8-U" && name != "windows-1251") return {};
  constexpr std::size_t kTelling = 40;
  std::size_t low = 0;
  std::size_t high = 0;
  for (const char c : bytes) {
    if (byte(c) >= 0xC0) ++(byte(c) < 0xE0 ? low : high);
  }
  if (low + high < kTelling) return {};
  const bool koi = low > high * 3;
  const bool windows = high > low * 3;
  if (name == "windows-1251") return koi ? "KOI8-R" : std::string_view();
  return windows ? "windows-1251" : std::string_view();
}

// What bytes of a single-byte encoding are in, where its name cannot be right; empty: it may be.
std::string truer_name(std::string_view bytes, std::string_view name) {
  if (const auto other = other_cyrillic(bytes, name); !other.empty()) return std::string(other);
  if (!is_latin(name) || !reads_like_no_latin(bytes)) return {};
  std::string other = detect_encoding(bytes);
  return is_latin(other) ? std::string() : other;
}

// Bytes that are not valid UTF-8, declared as `name`: more than a few errors say that the name is
// wrong, if another encoding does better.
Decoded as_declared(std::string_view bytes, const std::string& name) {
  if (const auto other = truer_name(bytes, name); !other.empty()) {
    return as_legacy(bytes, other, true);
  }
  // UTF-16 has zero bytes in all markup.
  if (is_utf16(name) && bytes.find('\0') == std::string_view::npos) return as_detected(bytes, true);
  constexpr std::size_t kErrorsMaxPerMille = 20;
  LegacyText text = decode_legacy(bytes, name);
  const auto high = static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return byte(c) >= 0x80; }));
  const bool wrong =
      !is_utf16(name) && name != "replacement" && text.errors * 1000 > high * kErrorsMaxPerMille;
  if (wrong) {
    const Census counted = census(bytes);
    if (counted.good > 0 && counted.bad * 20 < counted.good) return as_broken_utf8(bytes);
    const std::string other = detect_encoding(bytes);
    LegacyText better = decode_legacy(bytes, other);
    if (better.errors * 2 < text.errors) {
      return {.utf8 = std::move(better.utf8), .encoding = other, .repaired = true};
    }
  }
  return {.utf8 = std::move(text.utf8), .encoding = name, .repaired = text.errors > 0};
}

// UTF-16 without a BOM shows in its NULs: every other byte, where there is ASCII; spaces and markup
// are, in any script.
std::string_view utf16_by_nulls(std::string_view bytes) {
  constexpr std::size_t kSample = 512;
  const std::string_view sample = bytes.substr(0, kSample);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  const std::size_t many = sample.size() / 16;
  if (sample.size() < 8) return "";
  if (odd > many && even <= odd / 8) return "UTF-16LE";
  if (even > many && odd <= even / 8) return "UTF-16BE";
  return "";
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view declared) {
  const auto [bom, bom_name] = sniff_bom(bytes);
  const std::string_view body = bytes.substr(bom);
  if (is_utf16(bom_name)) return as_legacy(body, bom_name, false);
  const bool valid = valid_end(body) == body.size();
  if (bom > 0) return valid ? as_utf8(body, false) : as_broken_utf8(body);

  const std::string name = encoding_name(declared);
  // What spells letters in UTF-8 is no UTF-16, which hardly ever does.
  if (!is_utf16(name) && (!valid || ascii_end(bytes) == bytes.size())) {
    if (const auto utf16 = utf16_by_nulls(bytes); !utf16.empty()) {
      return as_legacy(bytes, utf16, !name.empty());
    }
  }
  if (!valid) {
    if (name.empty()) return as_detected(bytes, false);
    return name == "UTF-8" ? despite_utf8(bytes) : as_declared(bytes, name);
  }
  if (name.empty() && has_japanese_escapes(bytes)) return as_legacy(bytes, "ISO-2022-JP", false);
  if (name.empty() || name == "UTF-8") return as_utf8(bytes, false);
  if (is_ascii_of_its_own(bytes, name)) return as_legacy(bytes, name, false);
  if (ascii_end(bytes) == bytes.size()) {
    // ASCII is the same in all the others, and we keep the name that the page gives itself.
    const bool same = !is_utf16(name) && name != "replacement";
    return {.utf8 = std::string(bytes), .encoding = same ? name : "UTF-8", .repaired = !same};
  }
  return valid_utf8_declared_as(bytes, name);
}

}  // namespace broadsheet::text
