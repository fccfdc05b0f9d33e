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
    "подписка registrieren anmelden inscrivez unlimited logga premium berlangganan langganan abone "
    "uyelik askrift innskraning prenumeruokite predplatne predplatitel prihlasit elofizetes "
    "elofizetok feliratkozas abonati aboneazate zaloguj subskrybuj prenumerata tilaajille kirjaudu "
    "uutiskirje підпишіться підписатися підписуйтесь передплата абонирайте εγγραφειτε συνδρομη "
    "اشترك اشتراك مشترك הירשמו מנוי התחברו סבסקרייב सब्सक्राइब",
    "related recommended read also more lesen mehr auch thema lire aussi leer tambien mas leia "
    "mais veja leggi anche lees ook meer czytaj takze tez читайте также похожие les ogsa las lue "
    "latest trending popular next previous διαβαστε terkait selengkapnya ilgili okuyun lestu "
    "tengdar "
    "skaitykite ctete souvisejici olvasta kapcsolodo citeste zobacz przeczytaj powiazane lisaa "
    "liittyvat читайте більше схожі прочетете свързани σχετικα اقرأ المزيد קראו funda soma",
    "author authors writer reporter editor correspondent journalist columnist freelance written "
    "contributor autor autorin redakteur redakteurin journaliste auteur periodista redactor "
    "giornalista autore jornalista auteurs penulis yazar muhabir hofundur autorius szerzo "
    "dziennikarz "
    "toimittaja redaktor журналіст кореспондент αρθρογραφος الكاتب مراسل כתב автор корреспондент "
    "biography bio founder specialist",
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
    "diperbarui guncelleme guncellendi birt uppfaert atnaujinta aktualizovano publikovano "
    "frissitve "
    "actualizat opublikowano aktualizacja julkaistu paivitetty оновлено опубликовано опубліковано "
    "обновлено публикувано ενημερωση δημοσιευση "
    "published updated posted minutes min ago edited uhr stand aktualisiert publie publicado "
    "actualizado pubblicato aggiornato atualizado minuten oppdatert publisert uppdaterad "
    "publicerad "
    "opdateret modified reviewed",
    "download contact call book demo schedule free quote trial learn click started app visit "
    "consultation today help kontakt kontakte contactez contacto donate support spenden tip tips",
    "comment comments reply kommentar kommentare kommentieren commentaire commentaires comentario "
    "comentarios commento commenti kommentarer reacties комментарии комментарий discussion "
    "komentar "
    "yorum yorumlar ummaeli komentarai komentare hozzaszolas comentarii komentarze kommentit "
    "коментарі коментари σχολια تعليق تعليقات תגובות"};
static_assert(std::size(kLineWords) == kLineTopicCount);

// … and for scripts that set no spaces between words: parts of a line.
constexpr std::string_view kLineParts[] = {
    "会員 会员 會員 登録 注册 註冊 ログイン 登录 登入 購読 订阅 訂閱 有料 회원 로그인 구독 가입 "
    "สมัคร ลงทะเบียน",
    "関連 相关 相關 関連記事 続きを読む もっと見る あわせて おすすめ ランキング 推荐 推薦 阅读更多 "
    "更多 관련기사 관련 "
    "더보기 추천 อ่านเพิ่มเติม ข่าวที่เกี่ยวข้อง",
    "記者 记者 編集部 编辑 編輯 執筆 著者 作者 기자 ผู้เขียน",
    "出典 参考文献 来源 來源 출처 ที่มา",
    "フォロー シェア 公式 分享 微信 微博 关注 공유 카카오 팔로우 ติดตาม แชร์",
    "無断 転載 著作権 利用規約 版权 版權 转载 轉載 무단 저작권 재배포 ลิขสิทธิ์",
    "撮影 写真 提供 图片 圖片 图为 摄影 사진 ภาพ",
    "広告 广告 廣告 スポンサー 광고 โฆษณา",
    "目次 目录 目錄 要約 まとめ 목차 요약 สารบัญ",
    "公開日 更新日 最終更新 発行 发布时间 发布 更新时间 입력 수정 เผยแพร่",
    "問い合わせ お申し込み 申し込み ダウンロード 联系我们 联系 下载 문의 다운로드 ติดต่อ",
    "コメント 评论 評論 留言 댓글 ความคิดเห็น"};
static_assert(std::size(kLineParts) == kLineTopicCount);

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

// Thai, kana, ideographs, Hangul.
bool may_lack_spaces(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xe0 || (byte >= 0xe3 && byte <= 0xed);
  });
}

std::uint32_t topics_of_parts(std::string_view text) {
  static const auto kParts = [] {
    std::array<std::vector<std::string_view>, kLineTopicCount> parts;
    for (std::size_t i = 0; i < kLineTopicCount; ++i) parts[i] = split(kLineParts[i], ' ');
    return parts;
  }();
  std::uint32_t topics = 0;
  for (std::size_t i = 0; i < kLineTopicCount; ++i) {
    const bool found = std::ranges::any_of(
        kParts[i], [&](auto part) { return text.find(part) != std::string_view::npos; });
    if (found) topics |= std::uint32_t{1} << i;
  }
  return topics;
}

}  // namespace

std::uint32_t line_topics(std::string_view text) {
  static const WordTable kTable = table_of(kLineWords);
  constexpr std::size_t kBytesMax = 160;
  const auto head = text.substr(0, kBytesMax);
  if (is_ascii(head)) return topics_of_line(kTable, head);
  const std::uint32_t topics = topics_of_line(kTable, text::fold(head));
  return may_lack_spaces(head) ? topics | topics_of_parts(head) : topics;
}

}  // namespace broadsheet::article
