// SPDX-License-Identifier: Apache-2.0
// Folded beginnings, in the languages of the press.
#include "article/phrases.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Tag;
using records::ParagraphKind;

// Folded beginnings of short lines that lead elsewhere, in the languages of the press.
constexpr std::string_view kLeadsAway[] = {
    "read more", "read also", "also read", "related:", "see also", "more on this", "advertisement",
    "sign up", "subscribe", "follow us", "click here", "share this", "mehr zum thema",
    "lesen sie auch", "anzeige", "lire aussi", "a lire aussi", "publicite", "lea tambien",
    "le puede interesar", "publicidad", "leggi anche", "pubblicita", "leia tambem", "leia mais",
    "lees ook", "czytaj tez", "czytaj takze", "читайте также", "реклама", "διαβαστε επισης",
    "loading", "this site is protected by recaptcha", "leave a comment", "scroll to top",
    "this story continues below",
    // What WordPress says around its comment form.
    "leave a reply", "your email address will not be published", "required fields are marked",
    "save my name, email", "you must be logged in to", "logged in as", "schreibe einen kommentar",
    "deine e-mail-adresse wird nicht", "deja una respuesta", "deja un comentario",
    "tu direccion de correo electronico no sera", "laisser un commentaire",
    "votre adresse e-mail ne sera pas", "votre adresse de messagerie ne sera pas",
    "lascia un commento", "il tuo indirizzo email non sara", "deixe um comentario",
    "deixe uma resposta", "o seu endereco de e-mail nao sera", "o seu endereco de email nao sera",
    "geef een reactie", "je e-mailadres wordt niet", "het e-mailadres wordt niet",
    "dodaj komentarz", "twoj adres e-mail nie zostanie", "добавить комментарий",
    "оставить комментарий", "ваш адрес email не будет", "bir yanit yazin",
    "e-posta adresiniz yayinlanmayacak", "コメントを残す",
    "メールアドレスが公開されることはありません", "اترك تعليق", "لن يتم نشر عنوان بريدك",
    "发表回复", "您的邮箱地址不会被公开", "您的电子邮箱地址不会被公开", "lamna ett svar",
    "din e-postadress kommer inte", "skriv et svar", "din e-mailadresse vil ikke",
    "legg igjen en kommentar", "din e-postadresse vil ikke", "vastaa", "sahkopostiosoitettasi ei",
    "αφηστε μια απαντηση", "η ηλ. διευθυνση σας δεν", "napsat komentar",
    "vase e-mailova adresa nebude", "lasa un raspuns", "adresa ta de email nu va", "hozzaszolas",
    "az e-mail cimet nem", "댓글 남기기", "이메일 주소는 공개되지", "binh luan",
    "email cua ban se khong", "tinggalkan balasan", "alamat email anda tidak"};

// Which two letters any of them begins with, of those that begin with letters of ASCII.
class FirstLetters {
 public:
  constexpr FirstLetters() {
    for (const auto words : kLeadsAway) {
      if (is_letter(words[0]) && is_letter(words[1])) begin_[place(words[0])] |= bit(words[1]);
    }
  }

  // False if `text`, folded, surely begins like none of them.
  [[nodiscard]] constexpr bool may_begin(std::string_view text) const {
    if (text.size() < 2 || !is_letter(text[0]) || !is_letter(text[1])) return true;
    return (begin_[place(text[0])] & bit(text[1])) != 0;
  }

 private:
  static constexpr bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
  static constexpr std::size_t place(char c) { return static_cast<std::size_t>((c | 0x20) - 'a'); }
  static constexpr std::uint32_t bit(char c) { return std::uint32_t{1} << place(c); }

  std::array<std::uint32_t, 26> begin_ = {};
};

constexpr FirstLetters kFirstLetters;

}  // namespace

bool leads_away(const Block& block) {
  constexpr std::size_t kShort = 140;
  if (block.length > kShort || !kFirstLetters.may_begin(block.text)) return false;
  const std::string folded = text::fold(block.text);
  if (folded.empty()) return false;
  return std::ranges::any_of(kLeadsAway, [&](auto words) {
    return words.front() == folded.front() && folded.starts_with(words);
  });
}

bool ends_like_a_sentence(std::string_view text) {
  if (text.empty()) return false;
  switch (text.back()) {
    case '.':
    case '!':
    case '?':
    case '"':
    case ':':
    case ')':
      return true;
    default:
      break;
  }
  if (static_cast<signed char>(text.back()) >= 0) return false;
  constexpr std::string_view kEnds[] = {"…", "”", "»", "“", "’", "。", "！", "？", "」", "।", "؟"};
  return std::ranges::any_of(kEnds, [&](auto end) { return text.ends_with(end); });
}

bool is_mute(const Block& block) {
  return std::ranges::none_of(block.text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
  });
}

bool is_label(const Block& block) {
  constexpr std::size_t kShort = 45;
  if (block.kind == ParagraphKind::kTableRow) return false;
  if (block.length < kShort && is_mute(block)) return true;
  if (block.kind != ParagraphKind::kText || block.length > kShort || block.node == nullptr) {
    return false;
  }
  return !block.node->is(Tag::kP) && !ends_like_a_sentence(block.text);
}

}  // namespace broadsheet::article
