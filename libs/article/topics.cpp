// SPDX-License-Identifier: Apache-2.0
// Word by word, by tables.
#include "article/topics.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "article/class_names.h"
#include "article/word_table.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

// In the order of kNameTopics; words are parted by spaces.
constexpr std::string_view kNameWords[] = {
    "body content text article story entry post prose rich paragraph richtext articlebody "
    "wysiwyg main inhalt contenu cuerpo texto corps",
    "meta byline author authors bio date time timestamp published updated info reporter writer "
    "contributor profile avatar autor dateline",
    "related more recommend recommended recommendations read reads also next teaser teasers card "
    "cards promo popular trending recirc latest recent others similar explore carousel slider "
    "swiper feed river",
    "ad ads advert advertisement advertising adslot sponsor sponsored partner commercial affiliate "
    "dfp gpt banner product deal deals shop buy price offer anzeige werbung outbrain taboola",
    "share sharing social socials follow facebook twitter whatsapp sharebar sharethis addtoany "
    "instagram",
    "newsletter newsletters subscribe subscription signup register registration login form paywall "
    "regwall cta button btn donate donation membership premium subscriber piano metered",
    "comment comments reply respond discussion disqus livefyre forum",
    "sidebar aside rail widget widgets side column sticky secondary",
    "header footer nav navbar navigation menu breadcrumb breadcrumbs toolbar masthead topbar "
    "copyright bottom pagination pager top",
    "caption captions figure figcaption image images img photo picture media credit credits "
    "gallery video slideshow player embed thumb thumbnail foto bild audio podcast lightbox",
    "box fact factbox infobox note notice callout highlight highlights summary key takeaway "
    "takeaways bullet bullets intro lead lede standfirst dek subtitle description excerpt abstract "
    "tldr alert teasertext chapeau kicker",
    "faq faqs accordion question questions answer answers collapse toggle panel tab tabs",
    "toc contents jump anchor anchors index outline",
    "quote pullquote blockquote pull tweet testimonial review reviews rating ratings stars",
    "tag tags topic topics category categories keyword keywords taxonomy label labels kicker",
    "reference references footnote footnotes citation citations source sources bibliography notes "
    "disclaimer disclosure correction corrections endnotes",
    "list lists item items grid row col columns table",
    "hidden hide print mobile tooltip modal popup popover dialog cookie cookies consent overlay "
    "placeholder loading gdpr skip visually screen desktop"};
static_assert(std::size(kNameWords) == kNameTopicCount);

// In the order of kLineTopics; folded.
constexpr std::string_view kLineWords[] = {
    "subscribe subscriber subscribers subscription newsletter newsletters inbox signup join "
    "abonnieren abonnement abonnez abonnes suscribete suscripcion suscriptores iscriviti abbonati "
    "assine assinantes prenumerera abonner abonneer nieuwsbrief подписаться подписывайтесь "
    "подписка registrieren anmelden inscrivez unlimited logga premium",
    "related recommended read also more lesen mehr auch thema lire aussi leer tambien mas leia "
    "mais veja leggi anche lees ook meer czytaj takze tez читайте также похожие les ogsa las lue "
    "latest trending popular next previous διαβαστε 関連記事 関連 続き",
    "author authors writer reporter editor correspondent journalist columnist freelance written "
    "contributor autor autorin redakteur redakteurin journaliste auteur periodista redactor "
    "giornalista autore jornalista auteurs автор корреспондент biography bio founder specialist",
    "references sources source footnotes citations bibliography notes quellen quelle literatur "
    "fuentes fuente fonte fonti bron kilde kalla disclaimer disclosure methodology doi retrieved",
    "facebook twitter instagram linkedin whatsapp telegram youtube tiktok pinterest threads share "
    "follow teilen partager compartir condividi compartilhar dela delen поделиться bluesky "
    "mastodon reddit email",
    "copyright rights reserved privacy terms cookies cookie policy datenschutz agb impressum "
    "conditions derechos diritti direitos reproduction permission republish licence license gdpr",
    "photo photos photograph image images credit getty shutterstock picture pictures foto fotos "
    "bild bilder imago afp reuters dpa istock unsplash courtesy screenshot illustration "
    "fotografia grafik video videos watch фото 写真",
    "advertisement advert sponsored affiliate affiliates commission anzeige werbung publicite "
    "publicidad pubblicita publicidade annonce reklam реклама discount coupon deal deals price "
    "shop buy amazon",
    "faq faqs frequently contents inhalt inhaltsverzeichnis sommaire indice summary overview "
    "takeaways highlights glance tldr",
    "published updated posted minutes min ago edited uhr stand aktualisiert publie publicado "
    "actualizado pubblicato aggiornato atualizado minuten oppdatert publisert uppdaterad "
    "publicerad "
    "opdateret modified reviewed",
    "download contact call book demo schedule free quote trial learn click started app visit "
    "consultation today help kontakt kontakte contactez contacto donate support spenden tip tips",
    "comment comments reply kommentar kommentare kommentieren commentaire commentaires comentario "
    "comentarios commento commenti kommentarer reacties комментарии комментарий discussion"};
static_assert(std::size(kLineWords) == kLineTopicCount);

// A bit for each group.
template <std::size_t kCount>
WordTable table_of(const std::string_view (&groups)[kCount]) {
  std::vector<std::pair<std::string_view, std::uint32_t>> lists;
  for (std::size_t i = 0; i < kCount; ++i) lists.emplace_back(groups[i], std::uint32_t{1} << i);
  return WordTable(lists);
}

}  // namespace

std::uint32_t name_topics(std::string_view names) {
  static const WordTable kTable = table_of(kNameWords);
  std::uint32_t topics = 0;
  any_word(names, [&](std::string_view word, std::string_view) {
    topics |= kTable.of(word);
    return false;
  });
  return topics;
}

namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<signed char>(c) < 0; });
}

// Folds ASCII as it goes; what is not is folded already.
std::uint32_t topics_of_line(const WordTable& table, std::string_view text) {
  constexpr std::size_t kLongest = 64;  // No word of ours is as long.
  std::array<char, kLongest> word;
  std::uint32_t topics = 0;
  std::size_t size = 0;
  const auto end = [&] {
    if (size > 0 && size <= kLongest) topics |= table.of({word.data(), size});
    size = 0;
  };
  for (const char c : text) {
    const auto lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool is_word =
        (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
    if (!is_word) {
      end();
      continue;
    }
    if (size < kLongest) word[size] = lower;
    ++size;
  }
  end();
  return topics;
}

}  // namespace

std::uint32_t line_topics(std::string_view text) {
  static const WordTable kTable = table_of(kLineWords);
  constexpr std::size_t kBytesMax = 160;
  const auto head = text.substr(0, kBytesMax);
  return topics_of_line(kTable, is_ascii(head) ? head : std::string_view(text::fold(head)));
}

}  // namespace broadsheet::article
