// SPDX-License-Identifier: Apache-2.0
// Capitals tell a name where a script has them.
#include "article/person.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

enum class Case { kCapital, kSmall, kNone };

// Of the first character. The alphabets of the press with capitals are Latin, Greek and Cyrillic.
Case case_of(std::string_view text) {
  if (text.empty()) return Case::kNone;
  const auto a = static_cast<std::uint32_t>(static_cast<unsigned char>(text[0]));
  if (a >= 'A' && a <= 'Z') return Case::kCapital;
  if (a < 0x80) return a >= 'a' && a <= 'z' ? Case::kSmall : Case::kNone;
  // Of three bytes, only the letters of Vietnamese, U+1E00 to U+1EFF.
  if (text.size() > 2 && a == 0xe1 && (static_cast<unsigned char>(text[1]) & 0xfc) == 0xb8) {
    return static_cast<unsigned char>(text[2]) % 2 == 0 ? Case::kCapital : Case::kSmall;
  }
  if (text.size() < 2 || (a & 0xe0) != 0xc0) return Case::kNone;
  const std::uint32_t c = ((a & 0x1f) << 6) | (static_cast<unsigned char>(text[1]) & 0x3f);
  if (c >= 0xc0 && c <= 0xff) return c < 0xdf ? Case::kCapital : Case::kSmall;
  // Here the capitals have the odd numbers: "Łukasz", "Żaneta".
  const bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
  if (odd) return c % 2 == 1 ? Case::kCapital : Case::kSmall;
  if (c >= 0x100 && c <= 0x17f) return c % 2 == 0 || c == 0x178 ? Case::kCapital : Case::kSmall;
  if (c >= 0x386 && c <= 0x3ab) return Case::kCapital;
  if (c >= 0x3ac && c <= 0x3ce) return Case::kSmall;
  if (c >= 0x400 && c <= 0x42f) return Case::kCapital;
  if (c >= 0x430 && c <= 0x45f) return Case::kSmall;
  if (c >= 0x460 && c <= 0x52f) return c % 2 == 0 ? Case::kCapital : Case::kSmall;
  return Case::kNone;
}

// Between given name and surname.
constexpr std::string_view kParticles[] = {
    "de",  "del", "della", "di",  "da",   "do", "dos", "das", "du",  "des", "la", "le",  "van",
    "von", "vom", "der",   "den", "ter",  "te", "zu",  "zum", "bin", "al",  "el", "ibn", "y",
    "e",   "af",  "av",    "ben", "bint", "of", "i",   "и",   "ten", "op",  "st", "san"};

// Words of menus and buttons, which have capitals too.
constexpr std::string_view kMenu[] = {
    "sign",     "login",    "subscribe",  "policy",     "policies",   "program",    "programs",
    "home",     "menu",     "link",       "copy",       "print",      "newsletter", "comments",
    "section",  "category", "news",       "podcast",    "video",      "search",     "contact",
    "privacy",  "terms",    "cookies",    "services",   "products",   "marketing",  "business",
    "sports",   "politics", "opinion",    "world",      "technology", "health",     "guide",
    "guides",   "tips",     "review",     "reviews",    "blog",       "article",    "articles",
    "story",    "stories",  "latest",     "top",        "best",       "all",        "related",
    "next",     "previous", "save",       "size",       "photo",      "credit",     "source",
    "lesezeit", "artikel",  "startseite", "kommentare", "accueil",    "inicio",     "learn",
    "get",      "started",  "free",       "trial",      "download",   "table",      "contents"};

// "d'Arc", "al-Said"
bool has_capital_inside(std::string_view word) {
  for (const std::string_view mark : {"'", "’", "-"}) {
    const auto at = word.find(mark);
    if (at == std::string_view::npos) continue;
    if (case_of(word.substr(at + mark.size())) == Case::kCapital) return true;
  }
  return false;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool begins_with_capital(std::string_view text) { return case_of(text) == Case::kCapital; }

bool is_single_word(std::string_view name) {
  return case_of(name) != Case::kNone && name.find(' ') == std::string_view::npos;
}

bool is_account(std::string_view name) {
  if (name.find(' ') != std::string_view::npos) return false;
  return case_of(name) == Case::kSmall || has_digit(name) ||
         name.find_first_of("._") != std::string_view::npos;
}

bool is_menu(std::string_view name) {
  return std::ranges::any_of(split(name, ' '), [](std::string_view word) {
    return std::ranges::find(kMenu, text::fold(word)) != std::end(kMenu);
  });
}

bool is_person_like(std::string_view name) {
  constexpr std::size_t kWordsMax = 6;
  constexpr std::size_t kShortest = 4;  // bytes: two characters of most scripts
  constexpr std::size_t kLongestBytes = 60;
  if (name.size() < kShortest || name.size() > kLongestBytes || has_digit(name)) return false;
  if (name.find(':') != std::string_view::npos) return false;
  const auto words = split(name, ' ');
  if (words.size() > kWordsMax) return false;
  if (case_of(name) == Case::kNone) return static_cast<signed char>(name.front()) < 0;
  const auto last = words.back();
  if (words.size() < 2) return false;
  if (case_of(last) != Case::kCapital && !has_capital_inside(last)) return false;
  for (const auto word : words) {
    const std::string folded = text::fold(word);
    if (std::ranges::find(kMenu, folded) != std::end(kMenu)) return false;
    const bool particle = std::ranges::find(kParticles, folded) != std::end(kParticles);
    if (case_of(word) == Case::kSmall && !particle && !has_capital_inside(word)) return false;
  }
  return case_of(name) == Case::kCapital;
}

}  // namespace broadsheet::article
