// SPDX-License-Identifier: Apache-2.0
// A byline is cut where names are joined; what is left must look like a name.
#include "article/authors.h"

#include <algorithm>

#include "article/date_tokens.h"
#include "article/person.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kNamesMax = 20;
constexpr std::size_t kNameBytesMax = 80;
constexpr std::size_t kNameWordsMax = 6;

// Folded, with the space behind.
constexpr std::string_view kBy[] = {"by ",           "von ",         "par ",
                                    "por ",          "di ",          "da ",
                                    "door ",         "af ",          "av ",
                                    "text ",         "autor ",       "author ",
                                    "autore ",       "auteur ",      "words ",
                                    "written by ",   "story by ",    "reporting by ",
                                    "автор ",        "posted by ",   "published by ",
                                    "tekst ",        "autorin ",     "του συντακτη ",
                                    "γραφει ",       "بقلم ",        "بواسطة ",
                                    "كتب ",          "लेखक ",         "文 ",
                                    "作者 ",         "投稿者 ",      "记者 ",
                                    "記者 ",         "написал ",     "auteurs ",
                                    "autores ",      "autoren ",     "skrevet av ",
                                    "kirjoittanut ", "article by ",  "article written by ",
                                    "words by ",     "reported by ", "quelle ",
                                    "source ",       "fonte ",       "fuente ",
                                    "kilde ",        "bron ",        "geschrieben von ",
                                    "ecrit par ",    "redige par ",  "escrito por ",
                                    "scritto da ",   "a cura di ",   "this post was written by ",
                                    "contributors ", "contributor ", "yazan ",
                                    "skriven av ",   "przygotowal ", "opracowal ",
                                    "текст ",        "źródło "};
constexpr std::string_view kByEnds[] = {" ", ":", "：", "・", ": "};
constexpr std::string_view kJoints[] = {" and ", " und ", " et ", " y ", " e ",   " en ",
                                        " och ", " og ",  " i ",  " и ", " και ", " with ",
                                        " & ",   " · ",   " | ",  "、",  " • ",   "،",
                                        "؛",     " ⋅ ",   " ● ",  " ∙ ", "・",    " – "};
// A part that holds one of these words (folded) is a role or a phrase, not a name.
constexpr std::string_view kNotNames[] = {
    "editor",      "correspondent", "reporter",    "editors",       "team",
    "desk",        "reporters",     "redaktor",    "redaccion",     "redazione",
    "redaction",   "redaktion",     "staff",       "writer",        "journalist",
    "redakteur",   "updated",       "published",   "minutes",       "read",
    "follow",      "share",         "contributor", "http",          "www",
    "@",           "admin",         "posted",      "korrespondent", "bio",
    "view",        "posts",         "facebook",    "twitter",       "instagram",
    "linkedin",    "author",        "authors",     "company",       "about",
    "more",        "profile",       "director",    "manager",       "senior",
    "head",        "chief",         "officer",     "founder",       "ceo",
    "cto",         "president",     "professor",   "analyst",       "bureau",
    "columnist",   "reviewer",      "lead",        "researched",    "behalf",
    "expert",      "specialist",    "redakteurin", "reporterin",    "autor",
    "journaliste", "periodista",    "giornalista"};

// How many bytes at the beginning of a folded text say "by"; 0: none.
std::size_t by_length(std::string_view folded) {
  for (auto by : kBy) {
    by.remove_suffix(1);
    if (!folded.starts_with(by)) continue;
    for (const auto end : kByEnds) {
      if (folded.substr(by.size()).starts_with(end)) return by.size() + end.size();
    }
  }
  return 0;
}

// Who signs for many.
constexpr std::string_view kTeams[] = {"editor",    "editors",   "team",        "desk",
                                       "staff",     "reporters", "redaccion",   "redazione",
                                       "redaction", "redaktion", "contributor", "company"};

bool looks_like_name(std::string_view name, bool teams) {
  if (name.size() < 2 || name.size() > kNameBytesMax) return false;
  if (std::ranges::any_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '@'; })) {
    return false;
  }
  const std::string folded = text::fold(name);
  if (by_length(folded + " ") > folded.size()) return false;  // "By" and nobody
  const auto parts = split(folded, ' ');
  if (parts.size() > kNameWordsMax) return false;
  return std::ranges::none_of(parts, [&](std::string_view part) {
    if (teams && parts.size() > 1 && std::ranges::find(kTeams, part) != std::end(kTeams)) {
      return false;
    }
    return std::ranges::any_of(kNotNames, [&](auto word) { return part == word; });
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

std::vector<std::string> parts_of(const std::string& byline) {
  std::string marked = byline;
  for (const auto joint : kJoints) {
    std::string cut;
    const std::string lower = ascii_lower(marked);
    std::size_t from = 0;
    for (std::size_t at = 0; (at = lower.find(joint, from)) != std::string::npos;) {
      cut.append(marked, from, at - from);
      cut += ',';
      from = at + joint.size();
    }
    marked = cut.append(marked, from);
  }
  marked = replace_all(replace_all(marked, ";", ","), "/", ",");
  std::vector<std::string> parts;
  for (const auto part : split(marked, ',')) {
    std::string name(trim(part));
    if (const auto paren = name.find('('); paren != std::string::npos) {
      name = std::string(trim(std::string_view(name).substr(0, paren)));
    }
    while (name.ends_with(" -") || name.ends_with(" |")) name.resize(name.size() - 2);
    if (!name.empty()) parts.push_back(std::move(name));
  }
  return parts;
}

bool is_weekday(std::string_view word) {
  constexpr std::string_view kDays[] = {
      "monday",  "tuesday",  "wednesday", "thursday",   "friday",   "saturday", "sunday",
      "mon",     "tue",      "wed",       "thu",        "fri",      "sat",      "sun",
      "montag",  "dienstag", "mittwoch",  "donnerstag", "freitag",  "samstag",  "sonntag",
      "lundi",   "mardi",    "mercredi",  "jeudi",      "vendredi", "samedi",   "dimanche",
      "lunes",   "martes",   "miercoles", "jueves",     "viernes",  "sabado",   "domingo",
      "lunedi",  "martedi",  "mercoledi", "giovedi",    "venerdi",  "sabato",   "domenica",
      "maandag", "dinsdag",  "woensdag",  "donderdag",  "vrijdag",  "zaterdag", "zondag"};
  return std::ranges::find(kDays, word) != std::end(kDays);
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

std::string before_date(std::string_view line) {
  constexpr std::string_view kEnds[] = {"on",        "at",      "-",      "–",    "—",  "•",  "●",
                                        "published", "updated", "posted", "last", "am", "um", "le"};
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

bool begins_like_a_byline(std::string_view line) {
  return is_glued_by(line) || by_length(text::fold(line)) > 0;
}

bool is_bare_by(std::string_view line) {
  std::string folded = text::fold(line);
  while (folded.ends_with(':') || folded.ends_with(' ')) folded.pop_back();
  return !folded.empty() && by_length(folded + " ") > folded.size();
}

std::vector<std::string> names_in(std::string_view byline, bool teams) {
  std::vector<std::string> names;
  if (byline.size() > 400 || icontains(byline, "://")) return names;
  for (auto& part : parts_of(without_by(text::normalise(byline)))) {
    std::string name = without_by(std::move(part));
    const bool label = name.ends_with(':');
    if (label || !looks_like_name(name, teams) || names.size() >= kNamesMax) continue;
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  // "Jane Doe, Berlin", "Jane Doe, MD": beside a whole name, one word is none.
  if (std::ranges::any_of(names, is_person_like)) std::erase_if(names, is_single_word);
  return names;
}

}  // namespace broadsheet::article
