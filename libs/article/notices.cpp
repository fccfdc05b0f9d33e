// SPDX-License-Identifier: Apache-2.0
// Folded beginnings, with what must follow them.
#include "article/notices.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

// A colon, a dash or a bracket ends them, or they are the whole line.
constexpr std::string_view kNotices[] = {"correction",
                                         "corrections",
                                         "corrected",
                                         "clarification",
                                         "update",
                                         "updated",
                                         "editor's note",
                                         "editor’s note",
                                         "editors' note",
                                         "editors’ note",
                                         "editorial note",
                                         "this article was updated",
                                         "this article has been updated",
                                         "this story was updated",
                                         "this story has been updated",
                                         "this article was amended",
                                         "this article was corrected",
                                         "this story was corrected",
                                         "an earlier version of this",
                                         "a previous version of this",
                                         "korrektur",
                                         "korrekturhinweis",
                                         "berichtigung",
                                         "richtigstellung",
                                         "aktualisierung",
                                         "aktualisiert",
                                         "anmerkung der redaktion",
                                         "anm. der redaktion",
                                         "hinweis der redaktion",
                                         "in einer fruheren version",
                                         "correctif",
                                         "rectificatif",
                                         "precision",
                                         "mise a jour",
                                         "note de la redaction",
                                         "ndlr",
                                         "correccion",
                                         "fe de errores",
                                         "fe de erratas",
                                         "actualizacion",
                                         "nota de la redaccion",
                                         "nota del editor",
                                         "rettifica",
                                         "errata corrige",
                                         "aggiornamento",
                                         "nota della redazione",
                                         "correcao",
                                         "errata",
                                         "atualizacao",
                                         "nota da redacao",
                                         "correctie",
                                         "rectificatie",
                                         "noot van de redactie",
                                         "sprostowanie",
                                         "aktualizacja",
                                         "od redakcji",
                                         "oprava",
                                         "aktualizace",
                                         "rattelse",
                                         "uppdatering",
                                         "rettelse",
                                         "oppdatering",
                                         "opdatering",
                                         "korjaus",
                                         "oikaisu",
                                         "duzeltme",
                                         "guncelleme",
                                         "исправление",
                                         "уточнение",
                                         "поправка",
                                         "обновление",
                                         "обновлено",
                                         "от редакции",
                                         "виправлення",
                                         "оновлено",
                                         "διορθωση",
                                         "ενημερωση",
                                         "تصحيح",
                                         "تحديث",
                                         "תיקון",
                                         "सुधार",
                                         "अपडेट",
                                         "更正",
                                         "訂正",
                                         "更新",
                                         "おことわり",
                                         "정정",
                                         "바로잡습니다"};

constexpr std::string_view kPaywalls[] = {"subscribe to continue reading",
                                          "subscribe to read",
                                          "to continue reading",
                                          "to read the full",
                                          "to read the rest",
                                          "already a subscriber",
                                          "this article is for subscribers",
                                          "this content is for subscribers",
                                          "this story is for subscribers",
                                          "subscriber-only",
                                          "for subscribers only",
                                          "become a member to read",
                                          "log in to continue reading",
                                          "sign in to continue reading",
                                          "jetzt weiterlesen",
                                          "weiterlesen mit",
                                          "sie mochten weiterlesen",
                                          "diesen artikel weiterlesen",
                                          "bereits abonnent",
                                          "nur fur abonnenten",
                                          "mit abo weiterlesen",
                                          "reserve aux abonnes",
                                          "reservee aux abonnes",
                                          "il vous reste",
                                          "pour lire la suite",
                                          "la suite est reservee",
                                          "deja abonne",
                                          "exclusivo para suscriptores",
                                          "solo para suscriptores",
                                          "para seguir leyendo",
                                          "para continuar leyendo",
                                          "suscribete para",
                                          "riservato agli abbonati",
                                          "contenuto riservato",
                                          "abbonati per leggere",
                                          "per continuare a leggere",
                                          "exclusivo para assinantes",
                                          "para continuar lendo",
                                          "para continuar a ler",
                                          "alleen voor abonnees",
                                          "om verder te lezen",
                                          "lees verder met",
                                          "kun for abonnenter",
                                          "for abonnenter",
                                          "las vidare",
                                          "du behover vara inloggad for att lasa",
                                          "tylko dla prenumeratorow",
                                          "dalsza czesc artykulu",
                                          "только для подписчиков",
                                          "чтобы читать дальше",
                                          "abonelere ozel",
                                          "この記事は有料会員限定",
                                          "続きを読むには",
                                          "有料会員限定",
                                          "订阅后可阅读全文",
                                          "订阅后继续阅读"};

// As a text has them when it is folded: some scripts fold to other letters.
struct Phrase {
  std::string folded;
  bool whole = false;  // says it by itself; one word does with a colon alone
};

template <typename Table>
std::vector<Phrase> folded_phrases(const Table& table) {
  constexpr std::ptrdiff_t kSpaces = 3;
  std::vector<Phrase> phrases;
  for (const std::string_view words : table) {
    phrases.push_back({text::fold(words), std::ranges::count(words, ' ') >= kSpaces});
  }
  return phrases;
}

// The words that end in a letter of a script with spaces must not go on.
bool ends_there(std::string_view rest) {
  if (rest.empty()) return true;
  for (const std::string_view end : {":", "：", " :", ".", " -", " –", " —", ")", "]", " ("}) {
    if (rest.starts_with(end)) return true;
  }
  return false;
}

}  // namespace

bool reads_like_notice(std::string_view text) {
  std::string_view line = text;
  while (!line.empty() && (line.front() == '(' || line.front() == '[' || line.front() == '*' ||
                           line.front() == ' ')) {
    line.remove_prefix(1);
  }
  constexpr std::size_t kHead = 120;  // bytes; a word of the list is shorter
  static const std::vector<Phrase> kPhrases = folded_phrases(kNotices);
  const std::string folded = text::fold(text::shorten(line, kHead));
  return std::ranges::any_of(kPhrases, [&](const Phrase& phrase) {
    if (!folded.starts_with(phrase.folded)) return false;
    return phrase.whole || ends_there(std::string_view(folded).substr(phrase.folded.size()));
  });
}

void mark_notices(std::vector<records::Paragraph>& paragraphs) {
  constexpr std::size_t kHead = 2;
  constexpr std::size_t kEnd = 4;
  constexpr std::size_t kLongestBytes = 1500;
  const std::size_t count = paragraphs.size();
  for (std::size_t i = 0; i < count; ++i) {
    auto& one = paragraphs[i];
    if (i >= kHead && i + kEnd < count) continue;
    const bool text = one.kind == ParagraphKind::kText || one.kind == ParagraphKind::kListItem;
    if (!text || one.text.size() > kLongestBytes || !reads_like_notice(one.text)) continue;
    one.kind = ParagraphKind::kNotice;
  }
}

bool reads_like_paywall(std::string_view text) {
  constexpr std::size_t kLongestBytes = 300;
  if (text.size() > kLongestBytes) return false;
  static const std::vector<Phrase> kPhrases = folded_phrases(kPaywalls);
  const std::string folded = text::fold(text);
  return std::ranges::any_of(kPhrases, [&](const Phrase& phrase) {
    return folded.find(phrase.folded) != std::string::npos;
  });
}

}  // namespace broadsheet::article
