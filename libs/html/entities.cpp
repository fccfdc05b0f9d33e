// SPDX-License-Identifier: Apache-2.0
// Character references: by number, and by name from the standard's table.
#include "html/entities.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "html/scan.h"

namespace broadsheet::html {
namespace {

struct Named {
  std::string_view name;  // without '&', with ';' if it has one
  std::string_view utf8;
};

constexpr Named kNamed[] = {
#include "html/entities_table.inc"
};
constexpr std::size_t kNamedCount = std::size(kNamed);

// Where the names that begin with a letter start; all names begin with one.
struct FirstLetters {
  std::array<std::uint16_t, 129> start = {};
};

constexpr FirstLetters make_first_letters() {
  FirstLetters letters;
  std::size_t i = 0;
  for (std::size_t c = 0; c <= 128; ++c) {
    while (i < kNamedCount && static_cast<unsigned char>(kNamed[i].name[0]) < c) ++i;
    letters.start[c] = static_cast<std::uint16_t>(i);
  }
  return letters;
}

constexpr FirstLetters kFirstLetters = make_first_letters();

// 13.2.5.80: what authors meant by the C1 controls.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::uint32_t repair(std::uint32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0xFFFD;
  if (code >= 0x80 && code <= 0x9F) return kWindows1252[code - 0x80];
  return code;
}

void encode(std::uint32_t code, Reference& reference) {
  const auto put = [&reference](std::uint32_t byte) {
    reference.utf8[reference.size++] = static_cast<char>(byte);
  };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

int digit_of(char c, bool hexadecimal) {
  if (c >= '0' && c <= '9') return c - '0';
  if (!hexadecimal) return -1;
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

Reference read_number(const char* start) {
  const char* p = start + 2;
  const bool hexadecimal = *p == 'x' || *p == 'X';
  if (hexadecimal) ++p;
  const char* const digits = p;
  std::uint32_t code = 0;
  for (int digit = 0; (digit = digit_of(*p, hexadecimal)) >= 0; ++p) {
    if (code <= 0x10FFFF) code = code * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (p == digits) return {};
  if (*p == ';') ++p;
  Reference reference{.consumed = static_cast<std::size_t>(p - start)};
  encode(repair(code), reference);
  return reference;
}

// The longest name that the text begins with: the sorted range of candidates shrinks by one letter
// at a time. A name that ends at `depth` sorts first in its range.
const Named* longest_name(const char* p, const char* end) {
  const auto first = static_cast<unsigned char>(*p);
  std::size_t low = kFirstLetters.start[first];
  std::size_t high = kFirstLetters.start[first + 1U];
  const Named* best = nullptr;
  for (std::size_t depth = 1; low < high; ++depth) {
    if (kNamed[low].name.size() == depth) best = &kNamed[low++];
    if (p + depth >= end) break;
    const char c = p[depth];
    const auto edge = [&](auto&& before) {
      std::size_t from = low;
      std::size_t to = high;
      while (from < to) {
        const std::size_t middle = (from + to) / 2;
        if (before(kNamed[middle].name[depth])) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    };
    low = edge([c](char other) { return other < c; });
    high = edge([c](char other) { return other <= c; });
  }
  return best;
}

// Those that make up nearly all of what pages hold; with their semicolons nothing longer can match.
constexpr Named kCommon[] = {{"amp;", "&"}, {"quot;", "\""}, {"nbsp;", "\xC2\xA0"},
                             {"lt;", "<"},  {"gt;", ">"},    {"rsquo;", "\xE2\x80\x99"}};

const Named* common_name(const char* p, const char* end) {
  const std::string_view text(p, static_cast<std::size_t>(end - p));
  for (const Named& named : kCommon) {
    if (text.starts_with(named.name)) return &named;
  }
  return nullptr;
}

}  // namespace

Reference read_reference(const char* p, const char* end, bool in_attribute) {
  if (p[1] == '#') return read_number(p);
  if (!scan::is_letter(p[1])) return {};
  const Named* named = common_name(p + 1, end);
  if (named == nullptr) named = longest_name(p + 1, end);
  if (named == nullptr) return {};
  const std::size_t size = named->name.size();
  if (in_attribute && named->name.back() != ';') {
    const char after = p[1 + size];
    if (after == '=' || scan::is_alphanumeric(after)) return {};
  }
  Reference reference{.consumed = 1 + size, .size = named->utf8.size()};
  std::memcpy(reference.utf8, named->utf8.data(), named->utf8.size());
  return reference;
}

}  // namespace broadsheet::html
