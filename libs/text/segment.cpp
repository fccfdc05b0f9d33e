// SPDX-License-Identifier: Apache-2.0
// Words, sentences and grapheme clusters: our own scanner for the scripts with spaces, ICU's break
// iterators for the rest.
#include "text/segment.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "core/result.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// ICU counts in 32 bits, and its dictionaries slow down on runs without end.
constexpr std::size_t kIcuBytesMax = std::size_t{1} << 20;

using MakeIterator = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

// Making a break iterator costs more than most texts: one of each kind per thread.
icu::BreakIterator& iterator(MakeIterator make, std::unique_ptr<icu::BreakIterator>& cached) {
  if (!cached) {
    UErrorCode status = U_ZERO_ERROR;
    cached.reset(make(icu::Locale::getRoot(), status));
    CHECK(U_SUCCESS(status) && cached != nullptr);
  }
  return *cached;
}

icu::BreakIterator& word_iterator() {
  thread_local std::unique_ptr<icu::BreakIterator> cached;
  return iterator(icu::BreakIterator::createWordInstance, cached);
}
icu::BreakIterator& sentence_iterator() {
  thread_local std::unique_ptr<icu::BreakIterator> cached;
  return iterator(icu::BreakIterator::createSentenceInstance, cached);
}
icu::BreakIterator& grapheme_iterator() {
  thread_local std::unique_ptr<icu::BreakIterator> cached;
  return iterator(icu::BreakIterator::createCharacterInstance, cached);
}

// Calls visit(begin, end) for each segment between boundaries, long texts in pieces.
template <typename Visit>
void each_segment(icu::BreakIterator& iterator, std::string_view utf8, Visit visit) {
  for (std::size_t base = 0; base < utf8.size();) {
    std::size_t size = std::min(kIcuBytesMax, utf8.size() - base);
    for (int i = 0; i < 3 && base + size < utf8.size(); ++i) {
      if ((byte_at(utf8, base + size) & 0xC0) == 0x80) --size;
    }
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, utf8.data() + base, static_cast<std::int64_t>(size), &status);
    iterator.setText(&text, status);
    CHECK(U_SUCCESS(status));
    std::int32_t begin = iterator.first();
    for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE;
         end = iterator.next()) {
      visit(base + static_cast<std::size_t>(begin), base + static_cast<std::size_t>(end));
      begin = end;
    }
    utext_close(&text);
    base += size;
  }
}

bool is_word(std::string_view segment) {
  for (std::size_t at = 0; at < segment.size();) {
    const CodePoint point = code_point_at(segment, at);
    if (u_isalnum(static_cast<UChar32>(point.value))) return true;
    at += point.length;
  }
  return false;
}

template <typename Visit>
void each_word_by_icu(std::string_view utf8, std::size_t begin, std::size_t end, Visit visit) {
  each_segment(word_iterator(), utf8.substr(begin, end - begin),
               [&](std::size_t from, std::size_t to) {
                 if (is_word(utf8.substr(begin + from, to - from))) {
                   visit(Span{begin + from, begin + to});
                 }
               });
}

bool begins_word(WordClass c) {
  return c == WordClass::kLetter || c == WordClass::kHangul || c == WordClass::kDigit ||
         c == WordClass::kConnector;
}

// UAX #29 §4.1 for the classes that are not hard: WB4 to WB13b as a scanner of one word at a time.
class WordScanner {
 public:
  WordScanner(std::string_view utf8, std::size_t end)
      : classes_(word_classes()), utf8_(utf8), end_(end) {}

  WordClass class_at(std::size_t at, std::size_t& next) const {
    if (const std::uint8_t byte = byte_at(utf8_, at); byte < 0x80) {
      next = at + 1;
      return classes_.of(byte);
    }
    const CodePoint point = code_point_at(utf8_, at);
    next = at + point.length;
    return classes_.of(point.value);
  }

  // The word, or run of connectors, that begins at `begin` with class `first`.
  Span word_at(std::size_t begin, WordClass first, bool& has_letter) {
    std::size_t end_of_last = begin + code_point_at(utf8_, begin).length;
    std::size_t at = skip_extend(end_of_last);
    WordClass last = first;
    has_letter = first != WordClass::kConnector;
    while (at < end_) {
      std::size_t next = 0;
      const WordClass here = class_at(at, next);
      if (joins(last, here, at != end_of_last)) {
        last = here;
        has_letter = has_letter || here != WordClass::kConnector;
        end_of_last = next;
        at = skip_extend(next);
      } else if (const auto after = over_middle(last, here, next)) {
        at = *after;
      } else {
        break;
      }
    }
    return {begin, at};
  }

 private:
  // WB5, WB8 to WB10, WB13a, WB13b.
  static bool joins(WordClass last, WordClass here, bool over_marks) {
    if (last == WordClass::kHangul || here == WordClass::kHangul) {
      return last == here && !over_marks;
    }
    return begins_word(here);
  }

  // WB4: marks belong to what they follow.
  [[nodiscard]] std::size_t skip_extend(std::size_t at) const {
    std::size_t next = at;
    while (at < end_ && class_at(at, next) == WordClass::kExtend) at = next;
    return at;
  }

  // WB6, WB7, WB11, WB12: punctuation between two letters or two digits, `next` behind it. Where
  // the second of them ends.
  [[nodiscard]] std::optional<std::size_t> over_middle(WordClass last, WordClass middle,
                                                       std::size_t next) const {
    if (last != WordClass::kLetter && last != WordClass::kDigit) return std::nullopt;
    const bool between = middle == WordClass::kMidBoth ||
                         (last == WordClass::kLetter && middle == WordClass::kMidLetter) ||
                         (last == WordClass::kDigit && middle == WordClass::kMidDigit);
    if (!between) return std::nullopt;
    next = skip_extend(next);
    std::size_t after = next;
    if (next >= end_ || class_at(next, after) != last) return std::nullopt;
    return skip_extend(after);
  }

  const WordClasses& classes_;
  std::string_view utf8_;
  std::size_t end_;
};

// The words of one stretch without ASCII spaces, all its classes easy.
template <typename Visit>
void each_easy_word(std::string_view utf8, std::size_t begin, std::size_t end, Visit visit) {
  WordScanner scanner(utf8, end);
  for (std::size_t at = begin; at < end;) {
    std::size_t next = 0;
    const WordClass here = scanner.class_at(at, next);
    if (begins_word(here)) {
      bool has_letter = false;
      const Span word = scanner.word_at(at, here, has_letter);
      if (has_letter) visit(word);
      at = word.end;
    } else {
      at = next;
    }
  }
}

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t ideographs = 0;
  bool hard = false;
};

// From `at` to the next ASCII space: every boundary there is one of the whole text too (WB3d, WB4).
Stretch stretch_at(std::string_view utf8, std::size_t at) {
  const WordScanner scanner(utf8, utf8.size());
  Stretch stretch{.begin = at, .end = at};
  while (stretch.end < utf8.size()) {
    std::size_t next = 0;
    const WordClass here = scanner.class_at(stretch.end, next);
    if (here == WordClass::kSpace) break;
    stretch.hard = stretch.hard || here == WordClass::kHard;
    stretch.ideographs += here == WordClass::kIdeograph;
    stretch.end = next;
  }
  return stretch;
}

template <typename Visit>
void each_stretch(std::string_view utf8, Visit visit) {
  for (std::size_t at = 0; at < utf8.size();) {
    const Stretch stretch = stretch_at(utf8, at);
    if (stretch.end == stretch.begin) {
      ++at;
    } else {
      visit(stretch);
      at = stretch.end;
    }
  }
}

}  // namespace

std::vector<Span> words(std::string_view utf8) {
  std::vector<Span> out;
  out.reserve(utf8.size() / 6);
  const auto keep = [&](Span word) { out.push_back(word); };
  each_stretch(utf8, [&](const Stretch& stretch) {
    if (stretch.hard || stretch.ideographs > 0) {
      each_word_by_icu(utf8, stretch.begin, stretch.end, keep);
    } else {
      each_easy_word(utf8, stretch.begin, stretch.end, keep);
    }
  });
  return out;
}

std::size_t count_words(std::string_view utf8) {
  std::size_t count = 0;
  std::size_t ideographs = 0;
  const auto add = [&](Span) { ++count; };
  each_stretch(utf8, [&](const Stretch& stretch) {
    ideographs += stretch.ideographs;
    if (!stretch.hard) {
      each_easy_word(utf8, stretch.begin, stretch.end, add);
      return;
    }
    each_word_by_icu(utf8, stretch.begin, stretch.end, [&](Span word) {
      const CodePoint first = code_point_at(utf8, word.begin);
      count += word_classes().of(first.value) != WordClass::kIdeograph;
    });
  });
  return count + (ideographs + 1) / 2;
}

namespace {

// The last word before a full stop that ends no sentence: titles, ranks, months, "No.".
bool is_abbreviation(std::string_view word) {
  static constexpr std::array<std::string_view, 44> kAbbreviations{
      "Adm", "Apr",  "Aug", "Ave",    "Brig", "Capt", "Cmdr", "Co", "Col", "Dec",  "Dr",
      "Feb", "Fr",   "Gen", "Gov",    "Hon",  "Inc",  "Jan",  "Jr", "Jul", "Jun",  "Lt",
      "Ltd", "Maj",  "Mar", "Messrs", "Mme",  "Mr",   "Mrs",  "Ms", "Mt",  "No",   "Nov",
      "Oct", "Prof", "Rep", "Rev",    "Sen",  "Sept", "Sgt",  "Sr", "St",  "Supt", "vs"};
  if (word.size() == 1) return word[0] >= 'A' && word[0] <= 'Z';  // an initial
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end();
}

// Whether "… Mr. " ends here, which ICU's root rules take for the end of a sentence.
bool ends_in_abbreviation(std::string_view sentence) {
  if (sentence.size() < 2 || sentence.back() != '.') return false;
  sentence.remove_suffix(1);
  const std::size_t before = sentence.find_last_of(" .(\n\t");
  return is_abbreviation(before == std::string_view::npos ? sentence : sentence.substr(before + 1));
}

// “Did it?” she asked: a quotation within a sentence, which ICU's root rules break after.
bool goes_on(std::string_view utf8, Span before, Span next) {
  const std::string_view sentence = utf8.substr(before.begin, before.end - before.begin);
  const auto first = static_cast<UChar32>(code_point_at(utf8, next.begin).value);
  return u_islower(first) && (sentence.ends_with("”") || sentence.ends_with("’") ||
                              sentence.ends_with("»") || sentence.ends_with('"'));
}

// `span` without the white space at its ends.
Span trimmed(std::string_view utf8, Span span) {
  while (span.begin < span.end) {
    const CodePoint point = code_point_at(utf8, span.begin);
    if (!u_isUWhiteSpace(static_cast<UChar32>(point.value))) break;
    span.begin += point.length;
  }
  while (span.begin < span.end) {
    std::size_t last = span.end - 1;
    while (last > span.begin && (byte_at(utf8, last) & 0xC0) == 0x80) --last;
    if (!u_isUWhiteSpace(static_cast<UChar32>(code_point_at(utf8, last).value))) break;
    span.end = last;
  }
  return span;
}

}  // namespace

std::vector<Span> sentences(std::string_view utf8) {
  std::vector<Span> out;
  bool join = false;
  each_segment(sentence_iterator(), utf8, [&](std::size_t begin, std::size_t end) {
    const Span span = trimmed(utf8, {begin, end});
    if (span.begin == span.end) return;
    if (join || (!out.empty() && goes_on(utf8, out.back(), span))) {
      out.back().end = span.end;
    } else {
      out.push_back(span);
    }
    join = ends_in_abbreviation(utf8.substr(span.begin, span.end - span.begin));
  });
  return out;
}

namespace {

// The last boundary between grapheme clusters at or before `at` (< size).
std::size_t cluster_boundary(std::string_view utf8, std::size_t at) {
  if (at == 0) return 0;
  if (byte_at(utf8, at) < 0x80 && byte_at(utf8, at - 1) < 0x80) return at;
  // Longer clusters are an attack, not a letter: they are cut where they are.
  constexpr std::size_t kWindow = 4096;
  std::size_t base = at > kWindow ? at - kWindow : 0;
  while (base < at && (byte_at(utf8, base) & 0xC0) == 0x80) ++base;
  std::size_t found = base;
  std::size_t end = std::min(utf8.size(), at + 64);
  while (end < utf8.size() && (byte_at(utf8, end) & 0xC0) == 0x80) ++end;
  each_segment(grapheme_iterator(), utf8.substr(base, end - base),
               [&](std::size_t begin, std::size_t) {
                 if (base + begin <= at) found = base + begin;
               });
  if (found > base || base == 0) return found;
  while (at > 0 && (byte_at(utf8, at) & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

std::string shorten(std::string_view utf8, std::size_t bytes_max) {
  constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
  std::string storage;
  const std::string_view valid = valid_view(utf8, storage);
  if (valid.size() <= bytes_max) return std::string(valid);
  if (bytes_max < kEllipsis.size()) return {};
  std::string out(valid.substr(0, cluster_boundary(valid, bytes_max - kEllipsis.size())));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out += kEllipsis;
}

}  // namespace broadsheet::text
