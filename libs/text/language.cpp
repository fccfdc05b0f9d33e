// SPDX-License-Identifier: Apache-2.0
// The language of a text, by CLD2.
// CLD2's header uses FILE and does not include what declares it.
// clang-format off
#include <cstdio>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
// clang-format on

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "core/strings.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// More text makes no verdict surer.
constexpr std::size_t kSampleBytes = std::size_t{16} << 10;
// A text is mostly of one piece: where its beginning is surely of one language, and the page says
// nothing else, that is the answer. The rest would cost ten times as much.
constexpr std::size_t kBeginningBytes = 1200;
constexpr int kOfOnePiece = 95;  // percent
// A hint decides between languages whose shares of the text differ by no more (percent).
constexpr int kNearEqual = 15;

// CLD2's codes that BCP 47 spells otherwise.
std::string bcp47(CLD2::Language language) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kRenamed{
      {{"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}, {"mo", "ro"}, {"tl", "fil"}}};
  const std::string code = CLD2::LanguageCode(language);
  if (code == "un" || code == "xxx" || istarts_with(code, "xx-")) return {};
  for (const auto& [theirs, ours] : kRenamed) {
    if (code == theirs) return std::string(ours);
  }
  return code;
}

std::string primary(std::string_view tag) {
  return ascii_lower(tag.substr(0, tag.find_first_of("-_")));
}

// Languages so close that a short text does not tell them apart: there the page's word counts.
bool are_siblings(std::string_view a, std::string_view b) {
  static constexpr std::array<std::string_view, 8> kFamilies{
      " no nb nn da sv ", " hr bs sr sh sl ", " cs sk ",    " id ms jv su ",
      " pt gl es ",       " ru uk be bg mk ", " nl af fy ", " hi mr ne "};
  const std::string first = " " + std::string(a) + " ";
  const std::string second = " " + std::string(b) + " ";
  return std::any_of(kFamilies.begin(), kFamilies.end(), [&](std::string_view family) {
    return family.find(first) != std::string_view::npos &&
           family.find(second) != std::string_view::npos;
  });
}

struct Verdict {
  std::array<CLD2::Language, 3> languages{CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE,
                                          CLD2::UNKNOWN_LANGUAGE};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int bytes = 0;  // of letters
  bool reliable = false;
};

Verdict ask(std::string_view sample, const char* hint) {
  Verdict verdict;
  const CLD2::CLDHints hints{hint, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, &hints,
                                 CLD2::kCLDFlagBestEffort, verdict.languages.data(),
                                 verdict.percents.data(), verdict.scores.data(), nullptr,
                                 &verdict.bytes, &verdict.reliable);
  return verdict;
}

// Of the share of the text, how sure CLD2 is, and how much text there was.
double confidence(const Verdict& verdict, std::size_t index) {
  const double share = verdict.percents[index] / 100.0;
  const double enough = 1.0 - std::exp(-verdict.bytes / 60.0);
  return std::clamp(share * enough * (verdict.reliable ? 1.0 : 0.5), 0.0, 1.0);
}

// At most `bytes_max`, no code point cut.
std::string_view beginning(std::string_view utf8, std::size_t bytes_max) {
  if (utf8.size() <= bytes_max) return utf8;
  std::size_t end = bytes_max;
  while (end > 0 && (byte_at(utf8, end) & 0xC0) == 0x80) --end;
  return utf8.substr(0, end);
}

// Whether no more of the text need be asked for.
bool is_settled(const Verdict& verdict, const std::string& hinted) {
  if (!verdict.reliable || verdict.percents[0] < kOfOnePiece) return false;
  const std::string code = bcp47(verdict.languages[0]);
  return !code.empty() && (hinted.empty() || primary(code) == hinted);
}

}  // namespace

Language detect_language(std::string_view utf8, std::string_view hint) {
  std::string storage;
  const std::string_view sample = valid_view(beginning(utf8, kSampleBytes), storage);
  const std::string hinted = primary(hint);
  const std::string_view first = beginning(sample, kBeginningBytes);
  Verdict verdict = ask(first, nullptr);
  if (first.size() < sample.size() && !is_settled(verdict, hinted)) verdict = ask(sample, nullptr);
  std::size_t best = 0;
  for (std::size_t i = 0; i < 3 && !hinted.empty(); ++i) {
    if (primary(bcp47(verdict.languages[i])) == hinted &&
        verdict.percents[i] + kNearEqual >= verdict.percents[0]) {
      best = i;
    }
  }
  const std::string code = bcp47(verdict.languages[best]);
  if (hinted.empty() || code.empty() || primary(code) == hinted || verdict.reliable ||
      !are_siblings(primary(code), hinted)) {
    return {code, code.empty() ? 0 : confidence(verdict, best)};
  }
  // Undecided, and the page names a close relative: ask again with its word.
  const Verdict again = ask(sample, hinted.c_str());
  const std::string second = bcp47(again.languages[0]);
  return {second, second.empty() ? 0 : confidence(again, 0)};
}

}  // namespace broadsheet::text
