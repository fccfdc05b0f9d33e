// SPDX-License-Identifier: Apache-2.0
// Agencies by the names that they have in the languages of the press.
#include "article/wire.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <unordered_map>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

struct Agency {
  std::string_view name;
  std::string_view called;  // folded, split by '|'
};

constexpr Agency kAgencies[] = {
    {"Reuters", "reuters|thomson reuters|рейтер|رويترز|路透社|路透|ロイター|로이터"},
    {"AFP",
     "afp|agence france-presse|agence france presse|афп|أ ف ب|فرانس برس|法新社|afp通信|afpbb"},
    {"AP", "ap|associated press|the associated press|美联社|ap通信|أسوشيتد برس"},
    {"dpa", "dpa|dpa-afx|deutsche presse-agentur|dpa infocom"},
    {"APA", "apa|austria presse agentur"},
    {"SDA", "sda|keystone-sda|ats|keystone-ats"},
    {"SID", "sid|sport-informations-dienst"},
    {"epd", "epd|evangelischer pressedienst"},
    {"KNA", "kna"},
    {"ANSA", "ansa"},
    {"AGI", "agi"},
    {"Adnkronos", "adnkronos"},
    {"EFE", "efe|agencia efe"},
    {"Europa Press", "europa press|europapress"},
    {"Lusa", "lusa|agencia lusa"},
    {"Agência Brasil", "agencia brasil"},
    {"Belga", "belga"},
    {"ANP", "anp"},
    {"TT", "tt|tt nyhetsbyran"},
    {"NTB", "ntb"},
    {"Ritzau", "ritzau"},
    {"STT", "stt"},
    {"PAP", "pap|polska agencja prasowa"},
    {"ČTK", "ctk"},
    {"MTI", "mti"},
    {"Agerpres", "agerpres"},
    {"BTA", "bta|бта"},
    {"Tanjug", "tanjug|танјуг"},
    {"Hina", "hina"},
    {"AMNA", "ana-mpa|απε-μπε|αμπε|απε"},
    {"TASS", "tass|itar-tass|тасс|итар-тасс|塔斯社"},
    {"RIA Novosti", "ria novosti|риа новости"},
    {"Interfax", "interfax|интерфакс|interfax-ukraine|интерфакс-украина"},
    {"Ukrinform", "ukrinform|укринформ|укрінформ"},
    {"Anadolu", "anadolu|anadolu agency|anadolu ajansi|aa|الأناضول"},
    {"DHA", "dha"},
    {"IHA", "iha"},
    {"WAM", "wam|وام"},
    {"SPA", "spa|واس"},
    {"MENA", "mena|أ ش أ"},
    {"IRNA", "irna|ایرنا"},
    {"PTI", "pti|press trust of india|पीटीआई"},
    {"ANI", "ani|एएनआई"},
    {"IANS", "ians|आईएएनएस"},
    {"Xinhua", "xinhua|新华社|新華社|新华网|新華網"},
    {"China News Service", "中新社|中新网|china news service"},
    {"CNA", "cna|中央社"},
    {"Kyodo", "kyodo|kyodo news|共同通信|共同"},
    {"Jiji", "jiji|jiji press|時事通信|時事"},
    {"Yonhap", "yonhap|연합뉴스|聯合通訊社"},
    {"Antara", "antara"},
    {"Bernama", "bernama"},
    {"VNA", "ttxvn|vietnam news agency"},
    {"AAP", "aap|australian associated press"},
    {"PA Media", "pa|pa media|press association"},
    {"The Canadian Press", "the canadian press|canadian press|la presse canadienne"},
    {"Bloomberg", "bloomberg|bloomberg news"},
    {"UPI", "upi|united press international"},
    {"Dow Jones", "dow jones|dow jones newswires"},
    {"SAPA", "sapa"},
    {"GNA", "gna|ghana news agency"},
    {"NAN", "nan|news agency of nigeria"},
    {"Télam", "telam|agencia telam"},
    {"Notimex", "notimex"},
};

const std::unordered_map<std::string, std::string_view>& agencies() {
  static const auto kByName = [] {
    std::unordered_map<std::string, std::string_view> names;
    for (const auto& agency : kAgencies) {
      for (const auto one : split(agency.called, '|')) names.emplace(text::fold(one), agency.name);
    }
    return names;
  }();
  return kByName;
}

// Short ones are words of many languages; these stand only in capitals, or as agencies write them.
bool may_be_short(std::string_view text) {
  constexpr std::size_t kShort = 4;
  if (text.size() > kShort) return true;
  const bool capitals = std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  constexpr std::string_view kSmall[] = {"dpa", "apa", "sda", "ats", "sid", "epd", "kna", "afp"};
  return capitals || std::ranges::find(kSmall, text) != std::end(kSmall) || text == "Lusa" ||
         text == "Hina" || text == "Ansa" || text == "Jiji";
}

// The first agency of "dpa/AFP", "AP, Reuters", "Reuters / our staff".
std::string first_agency(std::string_view text) {
  std::string marked(text);
  for (const std::string_view joint : {"/", ",", ";", "+", "|", " and ", " und ", " et ", " e "}) {
    marked = replace_all(marked, joint, "\n");
  }
  for (const auto part : split(marked, '\n')) {
    if (auto agency = agency_in(trim(part)); !agency.empty()) return agency;
  }
  return {};
}

// "PARIS (AFP) — …", "Berlin/Hamburg (dpa) - …", "МОСКВА, 3 марта. /ТАСС/.", "新华社北京3月1日电",
// "(Reuters) - …".
std::string in_dateline(std::string_view text) {
  constexpr std::size_t kHead = 90;
  for (const std::string_view press : {"新华社", "新華社", "中新社", "法新社", "路透社"}) {
    if (text.starts_with(press) || text.starts_with("（" + std::string(press))) {
      return agency_in(press);
    }
  }
  const auto head = text.substr(0, kHead);
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"},
                                    {"/", "/"},
                                    {"（", "）"},
                                    {"[", "]"}}) {
    const auto begin = head.find(open);
    if (begin == std::string_view::npos) continue;
    const auto end = head.find(close, begin + open.size());
    if (end == std::string_view::npos) continue;
    // A dateline is a place or two, and no sentence.
    const auto before = trim(head.substr(0, begin));
    constexpr std::size_t kPlaceBytes = 50;
    if (before.size() > kPlaceBytes || before.find(": ") != std::string_view::npos) continue;
    const auto after = trim(head.substr(end + close.size()));
    const bool marked =
        std::ranges::any_of(std::initializer_list<std::string_view>{"-", "–", "—", ".", ":"},
                            [&](std::string_view mark) { return after.starts_with(mark); });
    // What ends there is a mark at the end.
    const bool goes_on = text.size() > end + close.size() + std::string_view(" —.").size();
    const bool parted = goes_on && (marked || before.empty() || close == "）");
    if (!parted) continue;
    if (auto agency = first_agency(head.substr(begin + open.size(), end - begin - open.size()));
        !agency.empty()) {
      return agency;
    }
  }
  return {};
}

std::string_view without_marks(std::string_view text) {
  text = trim(text);
  for (bool cut = true; cut && !text.empty();) {
    cut = false;
    for (const std::string_view mark :
         {"(", ")", "[", "]", "/", "©", "（", "）", ".", "*", "—", "–", "-"}) {
      if (text.starts_with(mark)) text = trim(text.substr(mark.size())), cut = true;
      if (text.ends_with(mark)) text = trim(text.substr(0, text.size() - mark.size())), cut = true;
    }
  }
  return text;
}

std::string_view after_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    --count;
  }
  return text.substr(at);
}

// "Source: Xinhua", "Quelle: dpa", "(c) AFP 2026".
std::string in_end_line(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() > kLongest) return {};
  std::string_view line = without_marks(text);
  for (const std::string_view word : {"source",
                                      "sources",
                                      "quelle",
                                      "quellen",
                                      "fonte",
                                      "fuente",
                                      "bron",
                                      "kilde",
                                      "källa",
                                      "źródło",
                                      "zdroj",
                                      "kaynak",
                                      "источник",
                                      "джерело",
                                      "πηγη",
                                      "المصدر",
                                      "स्रोत",
                                      "来源",
                                      "來源",
                                      "出典",
                                      "출처",
                                      "with",
                                      "mit material von",
                                      "mit",
                                      "avec",
                                      "con",
                                      "copyright",
                                      "c"}) {
    const std::string folded = text::fold(line);
    if (!folded.starts_with(text::fold(word))) continue;
    const auto rest = std::string_view(folded).substr(text::fold(word).size());
    if (!rest.starts_with(":") && !rest.starts_with("：") && !rest.starts_with(" ") &&
        !rest.starts_with(")")) {
      continue;
    }
    line = without_marks(after_characters(line, text::length(word)));
    while (line.starts_with(":")) line = trim(line.substr(1));
    if (line.starts_with("：")) line = trim(line.substr(std::string_view("：").size()));
    break;
  }
  while (!line.empty() && ((line.back() >= '0' && line.back() <= '9') || line.back() == ' ')) {
    line.remove_suffix(1);
  }
  while (!line.empty() && ((line.front() >= '0' && line.front() <= '9') || line.front() == ' ')) {
    line.remove_prefix(1);
  }
  return first_agency(line);
}

// "… said the minister. (dpa)", "… le ministre. © AFP"
std::string at_end_of(std::string_view text) {
  text = trim(text);
  if (text.ends_with(".")) text.remove_suffix(1);
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}}) {
    if (!text.ends_with(close)) continue;
    const auto begin = text.rfind(open);
    if (begin == std::string_view::npos) continue;
    return in_end_line(text.substr(begin));
  }
  return {};
}

}  // namespace

std::string agency_in(std::string_view text) {
  text = without_marks(text);
  const auto paren = text.find(" (");
  if (paren != std::string_view::npos) {
    if (auto agency = agency_in(text.substr(0, paren)); !agency.empty()) return agency;
  }
  constexpr std::size_t kLongest = 40;
  if (text.empty() || text.size() > kLongest || !may_be_short(text)) return {};
  const auto found = agencies().find(text::fold(text));
  return found == agencies().end() ? std::string() : std::string(found->second);
}

std::optional<WireCredit> find_wire_credit(const std::vector<std::string>& bylines,
                                           const std::vector<records::Paragraph>& paragraphs) {
  for (const auto& byline : bylines) {
    if (auto agency = first_agency(byline); !agency.empty())
      return WireCredit{agency, "byline", 0.9};
  }
  constexpr std::size_t kFirst = 2;
  constexpr std::size_t kLast = 3;
  std::vector<const records::Paragraph*> texts;
  for (const auto& one : paragraphs) {
    if (one.kind == ParagraphKind::kText) texts.push_back(&one);
  }
  for (std::size_t i = 0; i < std::min(kFirst, texts.size()); ++i) {
    if (auto agency = in_dateline(texts[i]->text); !agency.empty()) {
      return WireCredit{agency, "dateline", 0.9};
    }
  }
  const std::size_t last = texts.size() > kLast ? texts.size() - kLast : 0;
  for (std::size_t i = texts.size(); i > last; --i) {
    const auto& text = texts[i - 1]->text;
    auto agency = in_end_line(text);
    if (agency.empty()) agency = at_end_of(text);
    if (!agency.empty()) return WireCredit{agency, "end mark", 0.85};
  }
  return std::nullopt;
}

}  // namespace broadsheet::article
