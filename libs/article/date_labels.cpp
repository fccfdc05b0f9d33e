// SPDX-License-Identifier: Apache-2.0
// A label stands before its date; a line is cut at each.
#include "article/date_labels.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "article/dates.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

// Folded beginnings of words.
constexpr std::string_view kUpdatedWords[] = {"updated",
                                              "last update",
                                              "last modified",
                                              "modified",
                                              "revised",
                                              "aktualisiert",
                                              "aktualisierung",
                                              "stand:",
                                              "mis a jour",
                                              "mise a jour",
                                              "modifie le",
                                              "actualizado",
                                              "actualizada",
                                              "actualizacion",
                                              "actualitzat",
                                              "aggiornato",
                                              "aggiornamento",
                                              "atualizado",
                                              "atualizada",
                                              "atualizacao",
                                              "bijgewerkt",
                                              "laatste update",
                                              "gewijzigd",
                                              "oppdatert",
                                              "uppdaterad",
                                              "opdateret",
                                              "paivitetty",
                                              "aktualizacja",
                                              "zaktualizowano",
                                              "aktualizovano",
                                              "aktualizovane",
                                              "frissitve",
                                              "frissitett",
                                              "actualizat",
                                              "обновлен",
                                              "оновлен",
                                              "изменен",
                                              "обновен",
                                              "azurirano",
                                              "ажурирано",
                                              "guncelle",
                                              "ενημερωθηκε",
                                              "τελευταια ενημερωση",
                                              "تحديث",
                                              "آخر تحديث",
                                              "به‌روزرسانی",
                                              "עודכן",
                                              "עדכון",
                                              "更新",
                                              "修正",
                                              "수정",
                                              "업데이트",
                                              "diperbarui",
                                              "cap nhat",
                                              "अपडेट",
                                              "อัปเดต",
                                              "อัพเดท"};
constexpr std::string_view kPublishedWords[] = {
    "published",      "posted",      "created",      "issued",
    "veroffentlicht", "erschienen",  "erstellt",     "publie",
    "paru",           "cree le",     "publicado",    "publicada",
    "creado",         "publicat",    "pubblicato",   "gepubliceerd",
    "geplaatst",      "publisert",   "publicerad",   "publiceret",
    "udgivet",        "julkaistu",   "opublikowano", "data publikacji",
    "dodano",         "publikovano", "vydano",       "megjelent",
    "publicat",       "опубликован", "опубліковано", "публикувано",
    "objavljeno",     "објављено",   "yayin",        "giris",
    "δημοσιευ",       "نشر",         "منتشر",        "פורסם",
    "発行",           "公開",        "配信",         "投稿",
    "发布",           "發布",        "發佈",         "입력",
    "등록",           "diterbitkan", "đang",         "dang ngay",
    "प्रकाशित",        "เผยแพร่"};

enum class Kind { kPublished, kUpdated };

struct Label {
  std::size_t at = 0;
  Kind kind = Kind::kPublished;
};

bool begins_word(std::string_view folded, std::size_t at) {
  if (at == 0 || static_cast<signed char>(folded[at]) < 0) return true;
  const char before = folded[at - 1];
  return (before < 'a' || before > 'z') && static_cast<signed char>(before) >= 0;
}

template <typename Words>
void add_labels(std::string_view folded, const Words& words, Kind kind, std::vector<Label>& out) {
  for (const auto word : words) {
    const std::string wanted =
        static_cast<signed char>(word.front()) < 0 ? text::fold(word) : std::string(word);
    const auto at = folded.find(wanted);
    if (at != std::string_view::npos && begins_word(folded, at)) out.push_back({at, kind});
  }
}

}  // namespace

bool says_updated(std::string_view text) {
  std::vector<Label> labels;
  add_labels(text::fold(text), kUpdatedWords, Kind::kUpdated, labels);
  return !labels.empty();
}

LabelledDates labelled_dates(std::string_view line) {
  const std::string folded = text::fold(line);
  std::vector<Label> labels;
  add_labels(folded, kUpdatedWords, Kind::kUpdated, labels);
  if (labels.empty()) return {std::string(line), ""};
  add_labels(folded, kPublishedWords, Kind::kPublished, labels);
  std::ranges::sort(labels, {}, &Label::at);
  LabelledDates found;
  const auto take = [&](std::size_t begin, std::size_t end, Kind kind) {
    std::string part = folded.substr(begin, end - begin);
    std::string& into = kind == Kind::kUpdated ? found.updated : found.published;
    if (into.empty() && parse_date(part, "")) into = std::move(part);
  };
  take(0, labels.front().at, Kind::kPublished);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].at : folded.size();
    take(labels[i].at, end, labels[i].kind);
  }
  return found;
}

}  // namespace broadsheet::article
