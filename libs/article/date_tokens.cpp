// SPDX-License-Identifier: Apache-2.0
// Months of the languages of the press, looked up folded.
#include "article/date_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

// By month; with the short forms that are in use.
constexpr std::array<std::string_view, 12> kMonths = {
    "january janvier januar enero gennaio janeiro januari styczen stycznia январь января "
    "ιανουαριου ocak leden ledna tammikuu يناير जनवरी janner ianuarie januari ocak січня jan ene "
    "gen sty янв ιαν oca",
    "february fevrier februar febrero febbraio fevereiro februari luty lutego февраль февраля "
    "φεβρουαριου subat unor unora helmikuu فبراير फरवरी feber februarie fevr febr лютого feb fev "
    "lut фев φεβ sub",
    "march mars marz marzo marco maart marzec marca март марта μαρτιου mart brezen brezna "
    "maaliskuu مارس मार्च martie marec березня marts mars mar mrz maa мар μαρ",
    "april avril abril aprile kwiecien kwietnia апрель апреля απριλιου nisan duben dubna huhtikuu "
    "أبريل अप्रैल aprilie квітня huhtikuuta apr avr abr kwi апр απρ nis",
    "травня toukokuuta mei may mai mayo maggio maio mei maj maja май мая μαιου mayis kveten kvetna "
    "toukokuu مايو मई",
    "june juin juni junio giugno junho czerwiec czerwca июнь июня ιουνιου haziran cerven cervna "
    "kesakuu يونيو जून iunie червня kesakuuta jun giu cze июн ιουν haz",
    "july juillet juli julio luglio julho lipiec lipca июль июля ιουλιου temmuz cervenec cervence "
    "heinakuu يوليو जुलाई iulie липня heinakuuta juil jul lug lip июл ιουλ tem",
    "august aout agosto augustus sierpien sierpnia август августа αυγουστου agustos srpen srpna "
    "elokuu أغسطس अगस्त серпня elokuuta august agustus aug ago aou sie авг αυγ",
    "september septembre septiembre settembre setembro wrzesien wrzesnia сентябрь сентября "
    "σεπτεμβριου eylul zari syyskuu سبتمبر सितंबर septembrie septembar вересня syyskuuta sept sep "
    "set wrz сен σεπ eyl",
    "october octobre oktober octubre ottobre outubro pazdziernik pazdziernika октябрь октября "
    "οκτωβριου ekim rijen rijna lokakuu أكتوبر अक्टूबर octombrie жовтня lokakuuta oct okt ott out "
    "paz окт οκτ eki",
    "november novembre noviembre novembro listopad listopada ноябрь ноября νοεμβριου kasim "
    "listopadu marraskuu نوفمبر नवंबर noiembrie листопада marraskuuta nopember nov lis ноя νοε kas",
    "december decembre dezember diciembre dicembre dezembro grudzien grudnia декабрь декабря "
    "δεκεμβριου aralik prosinec prosince joulukuu ديسمبر दिसंबर decembrie desember грудня "
    "joulukuuta desember dec dez dic gru дек δεκ ara",
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// What stands between the numbers of a date and says which is which, in the usual order.
bool is_counter(std::string_view word) {
  static constexpr std::string_view kCounters[] = {"年", "月",    "日",  "년",  "월",
                                                   "일", "thang", "nam", "ngay"};
  return std::ranges::find(kCounters, word) != std::end(kCounters);
}

}  // namespace

std::optional<int> month_of(std::string_view word) {
  static const auto kByName = [] {
    std::unordered_map<std::string, int> months;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
      for (const auto name : split(kMonths[i], ' ')) {
        if (!name.empty()) months.emplace(text::fold(name), static_cast<int>(i) + 1);
      }
    }
    return months;
  }();
  const auto found = kByName.find(std::string(word));
  if (found == kByName.end()) return std::nullopt;
  return found->second;
}

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string with_ascii_digits(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]);
    const auto b = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const auto c = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
    if (a == 0xd9 && b >= 0xa0 && b <= 0xa9) {  // U+0660 … U+0669
      out += static_cast<char>('0' + (b - 0xa0));
      ++i;
    } else if (a == 0xdb && b >= 0xb0 && b <= 0xb9) {  // U+06F0 … U+06F9
      out += static_cast<char>('0' + (b - 0xb0));
      ++i;
    } else if (a == 0xe0 && b == 0xa5 && c >= 0xa6 && c <= 0xaf) {  // U+0966 … U+096F
      out += static_cast<char>('0' + (c - 0xa6));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<DateToken> date_tokens(std::string_view folded) {
  std::vector<DateToken> tokens;
  for (std::size_t i = 0; i < folded.size() && tokens.size() < 64;) {
    const bool digits = is_digit(folded[i]);
    if (!digits && !is_word(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && (digits ? is_digit(folded[end]) : is_word(folded[end]))) ++end;
    const auto token = folded.substr(i, end - i);
    if (digits || !is_counter(token)) tokens.push_back({token, digits, i});
    i = end;
  }
  return tokens;
}

}  // namespace broadsheet::article
