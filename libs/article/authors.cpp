// SPDX-License-Identifier: Apache-2.0
// A byline is cut where names are joined; what is left must look like a name.
#include "article/authors.h"

#include <algorithm>

#include "article/author_words.h"
#include "article/date_tokens.h"
#include "article/month_names.h"
#include "article/person.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kNamesMax = 20;
constexpr std::size_t kNameBytesMax = 80;
constexpr std::size_t kNameWordsMax = 6;

constexpr std::string_view kJoints[] = {
    " and ", " und ",  " et ", " y ",    " e ",  " en ",  " och ", " og ", " i ",  " и ",
    " και ", " with ", " & ",  " oraz ", " ve ", " dan ", " și ",  " és ", " ja ", " та ",
    " і ",   " و ",    " ir ", " plus ", "、",   "،",     "؛",     "，",   "；",   " – "};
// What is behind them has nothing to do with what is before: "Photos: Jane Doe | Text: John Roe".
constexpr std::string_view kBreaks[] = {";", "/", "／", " | ", " · ", " • ", " ⋅ ", " ● ", " ∙ "};

bool looks_like_name(std::string_view name, bool teams) {
  if (name.size() < 2 || name.size() > kNameBytesMax) return false;
  if (std::ranges::any_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '@'; })) {
    return false;
  }
  const std::string folded = text::fold(name);
  if (by_length(folded + " ") > folded.size()) return false;  // "By" and nobody
  const auto parts = split(folded, ' ');
  if (parts.size() > kNameWordsMax || text::words(folded).empty()) return false;
  return std::ranges::none_of(parts, [&](std::string_view part) {
    return is_no_name(part) && !(teams && parts.size() > 1 && is_team(part));
  });
}

std::string_view last_characters(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  while (count > 0 && at > 0) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) --count;
  }
  return text.substr(at);
}

// "ByJane Doe", where only a style sheet parts the two.
bool is_glued_by(std::string_view text) {
  return text.size() > 3 && text.starts_with("By") && text[2] >= 'A' && text[2] <= 'Z' &&
         text.find(' ') != std::string_view::npos;
}

std::string without_by(std::string text) {
  if (is_glued_by(text)) text.erase(0, 2);
  for (int times = 0; times < 3; ++times) {
    const std::string folded = text::fold(text);
    const std::size_t cut = by_length(folded);
    if (cut == 0) break;
    // Folding may change lengths; what is left has as many characters.
    const std::size_t keep = text::length(std::string_view(folded).substr(cut));
    text = std::string(trim(last_characters(text, keep)));
  }
  return text;
}

// "ジョン・スミス" is one name, "文・山田太郎" is not.
std::string with_breaks_at_dots(std::string text) {
  constexpr std::string_view kDot = "・";
  constexpr std::string_view kKana[] = {"\xe3\x82", "\xe3\x83"};  // leads of katakana
  for (auto at = text.find(kDot); at != std::string::npos; at = text.find(kDot, at + 1)) {
    const auto is_kana = [&](std::size_t from) {
      return std::ranges::any_of(kKana,
                                 [&](auto lead) { return text.compare(from, 2, lead) == 0; });
    };
    const bool inside = at >= kDot.size() && is_kana(at - kDot.size()) && is_kana(at + kDot.size());
    if (!inside) text.replace(at, kDot.size(), ",");
  }
  return text;
}

std::string with_marks(std::string text, std::string_view joint, char mark) {
  std::string out;
  const std::string lower = ascii_lower(text);
  std::size_t from = 0;
  for (std::size_t at = 0; (at = lower.find(joint, from)) != std::string::npos;) {
    out.append(text, from, at - from);
    out += mark;
    from = at + joint.size();
    // "A and B and C": the space may serve twice.
    if (joint.ends_with(' ')) --from;
  }
  return out.append(text, from);
}

// Parted by ',', and by ';' where a new line of thought begins.
std::string marked(std::string byline) {
  for (const auto joint : kBreaks) byline = with_marks(std::move(byline), joint, ';');
  for (const auto joint : kJoints) byline = with_marks(std::move(byline), joint, ',');
  return with_breaks_at_dots(std::move(byline));
}

std::string without_bracket(std::string_view part) {
  std::string name(trim(part));
  for (const std::string_view bracket : {"(", "（", "[", "【"}) {
    if (const auto at = name.find(bracket); at != std::string::npos && at > 0) name.resize(at);
  }
  while (name.ends_with(" -") || name.ends_with(" |")) name.resize(name.size() - 2);
  return std::string(trim(name));
}

// The words of one part of a byline, and each folded.
class Words {
 public:
  explicit Words(std::string_view part) {
    for (const auto word : split(part, ' ')) {
      // Addresses and accounts stand beside names.
      if (word.empty() || word.find('@') != std::string_view::npos) continue;
      words_.emplace_back(word);
      folded_.push_back(text::fold(word));
    }
  }

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] const std::vector<std::string>& folded() const { return folded_; }

  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) out += (i > begin ? " " : "") + words_[i];
    while (out.ends_with(',')) out.pop_back();
    return out;
  }
  [[nodiscard]] std::string text() const { return text(0, size()); }

  void keep(std::size_t begin, std::size_t end) {
    words_ = {words_.begin() + static_cast<std::ptrdiff_t>(begin),
              words_.begin() + static_cast<std::ptrdiff_t>(end)};
    folded_ = {folded_.begin() + static_cast<std::ptrdiff_t>(begin),
               folded_.begin() + static_cast<std::ptrdiff_t>(end)};
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::string> folded_;
};

bool is_whole_name(const std::string& text) {
  constexpr std::size_t kWordsMax = 4;
  return is_person_like(text) && split(text, ' ').size() <= kWordsMax;
}

// "Analysis by Jane Doe", "Ein Kommentar von Petra Alt": what is before the name.
void cut_before(Words& words) {
  constexpr std::string_view kOf[] = {"von", "par", "por", "de", "di", "door", "av", "af"};
  constexpr std::size_t kFar = 6;
  for (std::size_t i = 1; i + 1 < words.size() && i < kFar; ++i) {
    const auto& word = words.folded()[i];
    const bool by = word == "by" && !is_whole_name(words.text(0, i)) &&
                    is_person_like(words.text(i + 1, std::min(i + 3, words.size())));
    const bool of =
        std::ranges::find(kOf, word) != std::end(kOf) && is_genre(words.folded()[i - 1]);
    if (by || of) return words.keep(i + 1, words.size());
  }
}

// "Jane Doe in Berlin", "Jane Doe is a writer from …", "Jane Doe Photos by John Roe".
void cut_behind(Words& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool other = begins_other_work(std::span(words.folded()).subspan(i));
    const bool more = i > 1 && goes_on(words.folded()[i]) && is_person_like(words.text(0, i));
    if (other || more) return words.keep(0, i);
  }
}

// "Jane Doe Political Correspondent", "Senior Reporter Jane Doe" → "Jane Doe".
void cut_office(Words& words) {
  const auto first = std::ranges::find_if(words.folded(), is_office) - words.folded().begin();
  const auto begin = static_cast<std::size_t>(first);
  if (begin >= words.size()) return;
  std::size_t end = begin;
  while (end > 2 && tells_office(words.folded()[end - 1])) --end;
  if (is_whole_name(words.text(0, end))) return words.keep(0, end);
  std::size_t last = begin;
  for (std::size_t i = begin; i < words.size(); ++i) {
    if (is_office(words.folded()[i])) last = i + 1;
  }
  if (is_whole_name(words.text(last, words.size()))) words.keep(last, words.size());
}

// "Jane Doe 22 November": a number behind a name, and not "jdoe77".
bool has_number(std::string_view text) {
  const auto at = text.find_first_of("0123456789");
  return at != std::string_view::npos && at > 0 && text[at - 1] == ' ';
}

// "홍길동기자", "山田太郎記者": the office is part of the word.
std::string without_glued_office(std::string name) {
  constexpr std::string_view kOffices[] = {"기자", "특파원", "記者", "记者"};
  for (const auto office : kOffices) {
    constexpr std::size_t kNameBytesMin = 6;
    if (name.size() < office.size() + kNameBytesMin || !name.ends_with(office)) continue;
    name.resize(name.size() - office.size());
    return std::string(trim(name));
  }
  return name;
}

// "Example TimesNovember": where markup and no space parts a name from its date.
std::string without_glued_month(std::string name) {
  for (std::size_t i = name.size(); i > 1; --i) {
    const char c = name[i - 1];
    if (c < 'A' || c > 'Z') continue;
    const bool glued = name[i - 2] >= 'a' && name[i - 2] <= 'z';
    if (glued && month_of(text::fold(std::string_view(name).substr(i - 1)))) name.resize(i - 1);
    break;
  }
  return name;
}

}  // namespace

std::string before_date(std::string_view dated) {
  constexpr std::string_view kEnds[] = {"on",        "at",      "-",      "–",    "—",   "•",  "●",
                                        "published", "updated", "posted", "last", "am",  "um", "le",
                                        "令和",      "平成",    "民國",   "입력", "등록"};
  const std::string digits = with_ascii_digits(dated);
  const std::string_view line = digits;
  const auto cut = line.find_first_of("0123456789|");
  std::string name(trim(line.substr(0, cut)));
  if (cut == std::string_view::npos) return name;
  while (!name.empty()) {
    const auto space = name.rfind(' ');
    const std::size_t begin = space == std::string::npos ? 0 : space + 1;
    std::string word = text::fold(name.substr(begin));
    while (word.ends_with('.') || word.ends_with(':') || word.ends_with(',')) word.pop_back();
    const bool ends = std::ranges::find(kEnds, word) != std::end(kEnds);
    if (!ends && !month_of(word) && !is_weekday(word)) break;
    name.resize(space == std::string::npos ? 0 : space);
  }
  return without_glued_month(std::move(name));
}

std::string signature_in(std::string_view line) {
  const std::string folded = text::fold(line);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (at > 0 && folded[at - 1] != ' ') continue;
    if (by_length(std::string_view(folded).substr(at)) == 0) continue;
    // Folding may change lengths; what is left has as many characters.
    return std::string(last_characters(line, text::length(std::string_view(folded).substr(at))));
  }
  return {};
}

std::string reporter_in(std::string_view line) {
  constexpr std::string_view kOffices[] = {"기자", "특파원", "記者", "记者"};
  std::string_view before;
  for (const auto word : split(line, ' ')) {
    for (const auto office : kOffices) {
      if (word == office && !before.empty()) return std::string(before) + " " + std::string(word);
      if (word.size() > office.size() && word.ends_with(office)) return std::string(word);
    }
    before = word;
  }
  return {};
}

bool begins_like_a_byline(std::string_view line) {
  return is_glued_by(line) || by_length(text::fold(line)) > 0;
}

bool is_bare_by(std::string_view line) {
  std::string folded = text::fold(line);
  while (folded.ends_with(':') || folded.ends_with(' ')) folded.pop_back();
  return !folded.empty() && by_length(folded + " ") > folded.size();
}

namespace {

// The name in one part of a byline; empty if there is none. `other`: whether the people that follow
// did other work; a new "by" ends that.
std::string name_in(std::string_view part, bool teams, bool& other) {
  const std::string bare = without_bracket(part);
  const bool by = begins_like_a_byline(bare);
  Words words(without_by(bare));
  if (words.size() == 0) return {};
  const Words whole(bare);
  const bool begins = begins_other_work(whole.folded()) || begins_other_work(words.folded());
  other = begins || (other && !by);
  if (other) return {};
  cut_before(words);
  cut_behind(words);
  cut_office(words);
  std::string name = without_by(words.text());
  if (has_number(name)) name = before_date(name);
  name = without_glued_office(std::move(name));
  // "記者王小明／台北報導": reported from there.
  const bool place = name.ends_with("報導") || name.ends_with("报道") || name.ends_with("報道");
  return place || name.ends_with(':') || !looks_like_name(name, teams) ? std::string() : name;
}

}  // namespace

std::vector<std::string> names_in(std::string_view byline, bool teams) {
  std::vector<std::string> names;
  if (byline.size() > 400 || icontains(byline, "://")) return names;
  const std::string line = marked(without_by(text::normalise(byline)));
  bool other = false;
  for (const auto lines : split(line, ';')) {
    other = false;
    for (const auto part : split(lines, ',')) {
      std::string name = name_in(part, teams, other);
      if (name.empty() || names.size() >= kNamesMax) continue;
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
  // "Jane Doe, Berlin", "Jane Doe, MD", "Jane Doe, Example News": beside a whole name, what is
  // none.
  if (std::ranges::any_of(names, is_person_like)) {
    std::erase_if(names, [](const std::string& name) { return !is_person_like(name); });
  }
  return names;
}

}  // namespace broadsheet::article
