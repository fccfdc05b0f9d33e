// SPDX-License-Identifier: Apache-2.0
// Finding the next byte that matters, sixteen at a time. All of these read up to kScanPadding bytes
// past the end, which must be there and zero: a zero is always found, so no scan needs to know the
// end.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace broadsheet::html {

inline constexpr std::size_t kScanPadding = 64;

namespace scan {

enum CharacterClass : std::uint8_t {
  kSpace = 1,          // tab, LF, FF, CR, space
  kUpper = 2,          // A-Z
  kLower = 4,          // a-z
  kDigit = 8,          // 0-9
  kNameEnd = 16,       // what ends a tag name: space, '/', '>', NUL
  kAttributeEnd = 32,  // what ends an attribute name: the same and '='
  kValueEnd = 64,      // what interrupts an unquoted value: space, '>', '&', NUL
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes = {};
  for (const unsigned char c : {'\t', '\n', '\f', '\r', ' '}) {
    classes[c] = kSpace | kNameEnd | kAttributeEnd | kValueEnd;
  }
  for (int c = 'A'; c <= 'Z'; ++c) classes[static_cast<std::size_t>(c)] = kUpper;
  for (int c = 'a'; c <= 'z'; ++c) classes[static_cast<std::size_t>(c)] = kLower;
  for (int c = '0'; c <= '9'; ++c) classes[static_cast<std::size_t>(c)] = kDigit;
  classes['/'] = kNameEnd | kAttributeEnd;
  classes['>'] = kNameEnd | kAttributeEnd | kValueEnd;
  classes['\0'] = kNameEnd | kAttributeEnd | kValueEnd;
  classes['='] = kAttributeEnd;
  classes['&'] = kValueEnd;
  return classes;
}

inline constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

inline std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }
inline bool is_space(char c) { return (class_of(c) & kSpace) != 0; }
inline bool is_letter(char c) { return (class_of(c) & (kUpper | kLower)) != 0; }
inline bool is_alphanumeric(char c) { return (class_of(c) & (kUpper | kLower | kDigit)) != 0; }
inline char lower(char c) { return (class_of(c) & kUpper) != 0 ? static_cast<char>(c | 0x20) : c; }

// The first of `a`, `b` and NUL at or after `p`.
template <typename Char>
inline Char* find(Char* p, char a, char b) {
#if defined(__SSE2__)
  const __m128i as = _mm_set1_epi8(a);
  const __m128i bs = _mm_set1_epi8(b);
  const __m128i zeros = _mm_setzero_si128();
  for (;; p += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i hits =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, as), _mm_cmpeq_epi8(block, bs)),
                     _mm_cmpeq_epi8(block, zeros));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
    if (mask != 0) return p + std::countr_zero(mask);
  }
#else
  while (*p != a && *p != b && *p != '\0') ++p;
  return p;
#endif
}

}  // namespace scan
}  // namespace broadsheet::html
