// SPDX-License-Identifier: Apache-2.0
// Small work on text for pages.
#include "newsroom/words.h"

#include <algorithm>
#include <array>

#include "core/result.h"

namespace broadsheet::newsroom {
namespace {

// Our own text is valid UTF-8: no error handling here.
char32_t next_character(std::string_view text, std::size_t& i) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(i);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  CHECK(i + length <= text.size());
  char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) c = (c << 6) | (byte(i + k) & 0x3FU);
  i += length;
  return c;
}

void append_utf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

char32_t upper(char32_t c) {
  if (c >= U'a' && c <= U'z') return c - 32;
  if (c >= 0xE0 && c <= 0xFE && c != 0xF7) return c - 32;  // Latin-1
  if (c >= 0x100 && c <= 0x17E) {
    // Latin Extended-A pairs upper and lower; from 0x139 to 0x148 and from 0x179 upper is odd.
    const bool upper_is_odd = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return (c % 2 == 1) != upper_is_odd ? c - 1 : c;
  }
  if (c >= 0x3B1 && c <= 0x3C9) return c - 32;  // Greek
  if (c >= 0x430 && c <= 0x44F) return c - 32;  // Cyrillic
  if (c == 0x451) return 0x401;
  return c;
}

// The ASCII letters for a Latin letter; empty for all that is not one.
std::string_view folded(char32_t c) {
  struct Range {
    std::u32string_view letters;
    std::string_view ascii;
  };
  static constexpr std::array<Range, 19> kFolds = {{
      {U"àáâãåāăąÀÁÂÃÅ", "a"},
      {U"äÄæ", "ae"},
      {U"çćčÇĆČ", "c"},
      {U"ďđ", "d"},
      {U"èéêëēęěÈÉÊË", "e"},
      {U"ìíîïĩÍÎ", "i"},
      {U"łŁ", "l"},
      {U"ñńňÑŃ", "n"},
      {U"òóôõøōÓÔ", "o"},
      {U"öÖœ", "oe"},
      {U"řŕ", "r"},
      {U"śšŚŠ", "s"},
      {U"ß", "ss"},
      {U"ťț", "t"},
      {U"ùúûůÚÛ", "u"},
      {U"üÜ", "ue"},
      {U"ýÿ", "y"},
      {U"źżžŹŻŽ", "z"},
      {U"ğ", "g"},
  }};
  for (const auto& fold : kFolds) {
    if (fold.letters.find(c) != std::u32string_view::npos) return fold.ascii;
  }
  return {};
}

bool is_word_break(char32_t c) {
  return c == U' ' || c == U'-' || c == U':' || c == U',' || c == U'.' || c == U'/' || c == 0xA0;
}

constexpr std::string_view kHex = "0123456789ABCDEF";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string filled(std::string_view pattern, Fields fields) {
  std::string out;
  out.reserve(pattern.size() * 2);
  while (!pattern.empty()) {
    const auto open = pattern.find("{{");
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = pattern.find("}}", open);
    CHECK(close != std::string_view::npos);
    const auto name = pattern.substr(open + 2, close - open - 2);
    const auto* found = std::find_if(fields.begin(), fields.end(),
                                     [&](const auto& field) { return field.first == name; });
    CHECK(found != fields.end());
    out += found->second;
    pattern.remove_prefix(close + 2);
  }
  return out;
}

std::string with(std::string_view label, std::string_view value) {
  std::string out(label);
  if (const auto at = out.find("{}"); at != std::string::npos) out.replace(at, 2, value);
  return out;
}

std::string capitalised(std::string_view utf8) {
  if (utf8.empty()) return {};
  std::size_t i = 0;
  const char32_t first = next_character(utf8, i);
  const char32_t large = upper(first);
  if (large == first) return std::string(utf8);
  std::string out;
  append_utf8(large, out);
  return out + std::string(utf8.substr(i));
}

std::string slug(std::string_view utf8, std::size_t words_max) {
  std::string out;
  std::size_t words = 1;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = next_character(utf8, i);
    if (c < 0x80 && std::isalnum(static_cast<int>(c)) != 0) {
      out += static_cast<char>(std::tolower(static_cast<int>(c)));
    } else if (is_word_break(c)) {
      if (out.empty() || out.back() == '-') continue;
      if (words++ == words_max) break;
      out += '-';
    } else {
      out += folded(c);
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string encoded_slug(std::string_view utf8, std::size_t characters_max) {
  std::string out;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < utf8.size() && characters < characters_max;) {
    const auto from = i;
    const char32_t c = next_character(utf8, i);
    ++characters;
    if (is_word_break(c)) {
      if (!out.empty() && out.back() != '-') out += '-';
    } else if (c < 0x80) {
      if (std::isalnum(static_cast<int>(c)) != 0)
        out += static_cast<char>(std::tolower(static_cast<int>(c)));
    } else if (c < 0x2000 || (c >= 0x3040 && c < 0xA000)) {  // letters, not punctuation
      out += percent_encoded(utf8.substr(from, i - from));
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string percent_encoded(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
        digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string to_windows_1252(std::string_view utf8) {
  struct Extra {
    char32_t character;
    unsigned char byte;
  };
  static constexpr std::array<Extra, 10> kExtras = {{{U'€', 0x80},
                                                     {U'…', 0x85},
                                                     {U'‘', 0x91},
                                                     {U'’', 0x92},
                                                     {U'“', 0x93},
                                                     {U'”', 0x94},
                                                     {U'•', 0x95},
                                                     {U'–', 0x96},
                                                     {U'—', 0x97},
                                                     {U'„', 0x84}}};
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = next_character(utf8, i);
    const auto* extra = std::find_if(kExtras.begin(), kExtras.end(),
                                     [&](const Extra& entry) { return entry.character == c; });
    if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
      out += static_cast<char>(c);
    } else if (extra != kExtras.end()) {
      out += static_cast<char>(extra->byte);
    } else {
      out += "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";";
    }
  }
  return out;
}

std::string grouped(std::uint64_t number, std::string_view separator) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), separator);
  }
  return digits;
}

std::string shortened(std::string_view utf8, std::size_t characters_max) {
  std::size_t i = 0;
  std::size_t space = 0;
  for (std::size_t count = 0; i < utf8.size(); ++count) {
    if (count == characters_max) {
      return std::string(utf8.substr(0, space > i / 2 ? space : i)) + "…";
    }
    if (utf8[i] == ' ') space = i;
    next_character(utf8, i);
  }
  return std::string(utf8);
}

}  // namespace broadsheet::newsroom
