// SPDX-License-Identifier: Apache-2.0
// A headline is half a sentence, the name of a service is not; a shop has other buttons than a
// newspaper.
#include "article/wording.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "article/word_table.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kShort = 40;

constexpr std::string_view kServiceWords =
    "services solutions consultation quote demo pricing plans contact appointment book apply "
    "enroll explore features industries clients testimonials request started packages platform "
    "products company careers locations donate programs leistungen angebot kontakt karriere "
    "services devis contactez servicios contacto servizi contatti servicos contato diensten";

constexpr std::string_view kReadingWords =
    "conclusion faq faqs pros cons takeaways thoughts sources references bottom summary why how "
    "what tips fazit warum wie was quellen pourquoi comment quoi conclusión por cómo qué fuentes "
    "perché come cosa fonti porquê waarom hoe wat dlaczego jak почему как что";

constexpr std::string_view kGlueWords =
    "the of to in for and a an is are on with how why what who when your you it its that this "
    "from by do does can should as at or vs the der die das und für mit von im den des ein eine "
    "zu auf le la les de et à pour en dans un une du au aux el los las y para con del por se il "
    "lo gli di e per che da nel da na no do dos das ao em os as het een van voor op met i w z "
    "na do się je o a och i på av för til og det bir ve için ile в и на с по для не из к и να το "
    "τα της του και για من في على إلى عن के का की में और से の を に は が と で へ の";

constexpr std::uint32_t kService = 1;
constexpr std::uint32_t kReading = 2;

// Calls `take` for each word of `text`, in lower case where it is ASCII.
template <typename Take>
void each_word(std::string_view text, const Take& take) {
  constexpr std::size_t kLongest = 32;
  std::array<char, kLongest> word = {};
  std::size_t size = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool is_word = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                         static_cast<signed char>(c) < 0;
    if (is_word) {
      if (size < kLongest) word[size] = lower;
      ++size;
      continue;
    }
    if (size > 0 && size <= kLongest) take(std::string_view(word.data(), size));
    size = 0;
  }
}

bool is_number(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_year(std::string_view word) {
  return word.size() == 4 && is_number(word) && (word.starts_with("19") || word.starts_with("20"));
}

}  // namespace

Labels read_labels(const std::vector<Block>& blocks) {
  static const WordTable kWords({{kServiceWords, kService}, {kReadingWords, kReading}});
  Labels labels;
  for (const auto& block : blocks) {
    if (block.length >= kShort) continue;
    std::uint32_t said = 0;
    bool dated = false;
    each_word(block.text, [&](std::string_view word) {
      said |= kWords.of(word);
      dated = dated || is_year(word);
    });
    labels.service += (said & kService) != 0 ? 1 : 0;
    labels.reading += (said & kReading) != 0 ? 1 : 0;
    labels.dated += dated ? 1 : 0;
  }
  return labels;
}

TitleWords read_title_words(std::string_view title) {
  static const WordTable kWords({{kGlueWords, 1}});
  TitleWords words;
  std::size_t all = 0;
  std::size_t joining = 0;
  each_word(title, [&](std::string_view word) {
    ++all;
    joining += kWords.of(word);
    words.number = words.number || is_number(word);
  });
  words.glue = all == 0 ? 0 : static_cast<double>(joining) / static_cast<double>(all);
  // Languages that bend their words need few of these, and some scripts part no words at all.
  constexpr double kUsual = 0.3;
  const auto foreign =
      std::ranges::count_if(title, [](char c) { return static_cast<signed char>(c) < 0; });
  if (static_cast<std::size_t>(foreign) * 3 > title.size())
    words.glue = std::max(words.glue, kUsual);
  return words;
}

}  // namespace broadsheet::article
