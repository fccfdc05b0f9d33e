// SPDX-License-Identifier: Apache-2.0
// From the parts to the article: which candidate wins, and what else was on offer.
#include "article/extract.h"

#include <algorithm>

#include "article/authors.h"
#include "article/blocks.h"
#include "article/body.h"
#include "article/byline.h"
#include "article/content_hash.h"
#include "article/dates.h"
#include "article/day_reader.h"
#include "article/directives.h"
#include "article/headline.h"
#include "article/lead.h"
#include "article/metadata.h"
#include "article/notices.h"
#include "article/outcome.h"
#include "article/signature.h"
#include "article/signs.h"
#include "article/title.h"
#include "article/twice_encoded.h"
#include "article/wire.h"
#include "core/strings.h"
#include "html/links.h"
#include "html/parse.h"
#include "text/similarity.h"
#include "text/unicode.h"
#include "url/canonical.h"

namespace broadsheet::article {

namespace {

constexpr std::string_view kVersion = "10";
constexpr std::size_t kAlternativesMax = 8;

std::string_view charset_of(const records::Headers& headers) {
  const auto type = records::header(headers, "content-type");
  const auto lower = ascii_lower(type);
  const auto at = lower.find("charset=");
  if (at == std::string::npos) return {};
  auto charset = type.substr(at + 8);
  charset = charset.substr(0, charset.find_first_of(";,"));
  while (!charset.empty() &&
         (charset.front() == '"' || charset.front() == '\'' || charset.front() == ' ')) {
    charset.remove_prefix(1);
  }
  return charset.substr(0, charset.find_first_of("\"' "));
}

bool is_html(const Page& page) {
  const auto type = records::header(page.headers, "content-type");
  if (type.empty() || icontains(type, "html") || icontains(type, "xml")) return true;
  // A wrong label is common, a page without a tag is not.
  const auto head = page.body.substr(0, 1024);
  return icontains(type, "text/plain") && icontains(head, "<html");
}

// Null if either is.
const html::Node* common_ancestor(const html::Node* a, const html::Node* b) {
  while (a != nullptr && b != nullptr && a != b) {
    if (a->order > b->order) {
      a = a->parent;
    } else {
      b = b->parent;
    }
  }
  return b == nullptr ? nullptr : a;
}

class Extractor {
 public:
  Extractor(const Page& page, const Options& options)
      : page_(page),
        options_(options),
        mended_(undo_second_encoding(page.body)),
        document_(html::parse(mended_ ? *mended_ : page.body,
                              {.charset = mended_ ? "utf-8" : charset_of(page.headers)})) {}

  Extraction run() {
    metadata_ = read_metadata(document_);
    const auto* headline = find_headline(document_, metadata_);
    const auto blocks = read_blocks(document_, headline);
    const auto title = choose_title(metadata_, document_, headline, blocks, page_.url.host());
    read_byline(blocks, title.value, headline, metadata_);
    const auto* said = best(metadata_, FieldKind::kBody);
    const auto* description = best(metadata_, FieldKind::kDescription);
    Body body = choose_body(blocks,
                            {title.value, headline, page_.url.host(), signers(),
                             description == nullptr ? "" : description->value},
                            said == nullptr ? "" : said->value, options_.explain);
    if (const auto* scope = common_ancestor(headline, body.container)) {
      distrust_outside(*scope, metadata_);
    }
    drop_bylines(body.paragraphs);
    mark_notices(body.paragraphs);
    const Looks looks{page_, document_, metadata_, blocks, body, title, headline != nullptr};
    const Signs signs = read_signs(looks);
    const auto judgement = judge_page(looks, signs);
    if (options_.explain) {
      for (std::size_t i = 0; i < kSignCount; ++i) {
        extraction_.signs.push_back({kSignNames[i], signs[i]});
      }
    }
    extraction_.outcome = judgement.outcome;
    extraction_.reason = judgement.reason;
    extraction_.confidence = judgement.confidence;
    extraction_.blocks = std::move(body.verdicts);
    read_links(body.container);
    extraction_.directives = page_directives(document_, page_.product_token);
    extraction_.directives.merge(server_directives(page_.headers, page_.product_token));
    const bool wanted = options_.any_outcome && !body.paragraphs.empty();
    if (wanted || records::has_article(judgement.outcome))
      make_article(title, headline, blocks, std::move(body));
    return std::move(extraction_);
  }

 private:
  // Everybody whom the page may mean as an author, believed or not.
  std::vector<std::string> signers() const {
    constexpr std::size_t kSignersMax = 50;
    std::vector<std::string> names;
    for (const auto& candidate : metadata_) {
      if (candidate.field != FieldKind::kAuthor || names.size() >= kSignersMax) continue;
      for (auto& name : names_in(candidate.value)) names.push_back(std::move(name));
    }
    return names;
  }

  void note(const char* field, const std::string& source, double confidence, FieldKind kind) {
    records::Provenance provenance{field, source, confidence, {}};
    for (const auto& other : metadata_) {
      if (other.field != kind || other.source == source) continue;
      if (provenance.alternatives.size() >= kAlternativesMax) break;
      provenance.alternatives.push_back(other.source + "=" + text::shorten(other.value, 120));
    }
    article_.provenance.push_back(std::move(provenance));
  }

  void take(const char* field, FieldKind kind, std::string& into) {
    const auto* candidate = best(metadata_, kind);
    if (candidate == nullptr) return;
    into = candidate->value;
    note(field, candidate->source, candidate->confidence, kind);
  }

  void make_article(const Title& title, const html::Node* headline,
                    const std::vector<Block>& blocks, Body body) {
    article_.url = page_.url.href();
    article_.extractor_version = extractor_version();
    article_.title = title.value;
    note("title", title.source, title.confidence, FieldKind::kTitle);
    article_.paragraphs = std::move(body.paragraphs);
    choose_language();
    choose_authors();
    choose_dates();
    choose_wire();
    take("section", FieldKind::kSection, article_.section);
    take("description", FieldKind::kDescription, article_.description);
    take("publisher", FieldKind::kPublisher, article_.publisher);
    if (article_.publisher.empty()) take("publisher", FieldKind::kSiteName, article_.publisher);
    choose_lead(title, headline, blocks);
    choose_image();
    choose_keywords();
    choose_access();
    note_directives();
    choose_canonical();
    extraction_.article = std::move(article_);
  }

  void choose_language() {
    const auto* said = best(metadata_, FieldKind::kLanguage);
    std::string hint = said != nullptr ? said->value : page_.hint.language;
    std::string sample;
    for (const auto& paragraph : article_.paragraphs) {
      if (sample.size() > 8000) break;
      sample += paragraph.text + "\n";
    }
    const auto detected = text::detect_language(sample, hint);
    if (!detected.code.empty() && detected.confidence > 0.3) {
      article_.language = detected.code;
      note("language", "text", detected.confidence, FieldKind::kLanguage);
    } else if (!hint.empty()) {
      article_.language = ascii_lower(hint.substr(0, hint.find_first_of("-_")));
      note("language", said != nullptr ? said->source : "feed", 0.5, FieldKind::kLanguage);
    }
  }

  void choose_authors() {
    auto authors = article::choose_authors(metadata_, page_.hint, page_.url.host());
    if (authors.names.empty()) return;
    article_.authors = std::move(authors.names);
    note("authors", authors.source, authors.confidence, FieldKind::kAuthor);
  }

  // A word of the page that says more, "en-GB", puts the day first; or the country of its host.
  std::string_view date_language() const {
    for (const auto& one : metadata_) {
      const bool more = one.value.size() > article_.language.size();
      if (one.field == FieldKind::kLanguage && more && is_language(one.value, article_.language)) {
        return one.value;
      }
    }
    constexpr std::string_view kDayFirst[] = {
        ".uk", ".ie", ".au", ".nz", ".in", ".za", ".sg", ".my", ".hk", ".ng", ".ke", ".gh",
        ".pk", ".bd", ".lk", ".mt", ".ug", ".tz", ".zw", ".zm", ".jm", ".tt", ".eu"};
    const bool day_first = std::ranges::any_of(
        kDayFirst, [&](auto country) { return page_.url.host().ends_with(country); });
    return article_.language == "en" && day_first ? "en-GB" : std::string_view(article_.language);
  }

  void choose_dates() {
    const auto language = date_language();
    article_.published = choose_date(metadata_, FieldKind::kPublished, language, page_.fetched);
    if (!article_.published) {
      article_.published = date_from_outside(page_.hint, page_.url.path(), page_.fetched);
    }
    article_.modified = choose_date(metadata_, FieldKind::kModified, language, page_.fetched);
    if (!article_.published) {
      article_.published = date_of_change(metadata_, language, page_.fetched);
    }
    note_date("published", article_.published, FieldKind::kPublished);
    note_date("modified", article_.modified, FieldKind::kModified);
  }

  void note_date(const char* field, const std::optional<records::Date>& date, FieldKind kind) {
    if (date) note(field, date->source, date->confidence, kind);
  }

  void note_alone(const char* field, const std::string& source, double confidence) {
    article_.provenance.push_back({field, source, confidence, {}});
  }

  void choose_wire() {
    std::vector<std::string> bylines = article_.authors;
    for (const auto& candidate : metadata_) {
      if (candidate.field == FieldKind::kAuthor) bylines.push_back(candidate.value);
    }
    auto credit = find_wire_credit(bylines, article_.paragraphs);
    if (!credit) return;
    article_.wire = std::move(credit->agency);
    note_alone("wire", credit->source, credit->confidence);
  }

  void choose_lead(const Title& title, const html::Node* headline,
                   const std::vector<Block>& blocks) {
    const bool dated = parse_date(title.kicker, "").has_value();
    const Found kicker = title.kicker.empty() || dated ? find_kicker(headline)
                                                       : Found{title.kicker, "part of the heading"};
    if (!kicker.text.empty() && kicker.text != article_.title) {
      article_.kicker = kicker.text;
      note_alone("kicker", kicker.source, 0.8);
    }
    const Found standfirst = find_standfirst(blocks, headline, article_.description);
    if (!standfirst.text.empty()) {
      article_.standfirst = standfirst.text;
      note_alone("standfirst", standfirst.source, 0.8);
    }
  }

  // A front page as the address of an article is a mistake of its templates.
  void choose_canonical() {
    using records::CanonicalVerdict;
    article_.canonical_url = page_.url.href();
    if (!extraction_.canonical) return;
    const auto& said = *extraction_.canonical;
    const bool bare = said.path().size() <= 1 && said.query().empty();
    const bool here_bare = page_.url.path().size() <= 1;
    if (!said.is_http() || (bare && !here_bare)) {
      article_.canonical_verdict = CanonicalVerdict::kFrontPage;
      note_alone("canonical_url", "request", 0.6);
      article_.provenance.back().alternatives.push_back("link:canonical=" + said.href());
      return;
    }
    article_.canonical_url = said.href();
    if (url::url_key(said) == url::url_key(page_.url)) {
      article_.canonical_verdict = CanonicalVerdict::kSelf;
    } else {
      const bool near = url::site(said) == url::site(page_.url);
      article_.canonical_verdict =
          near ? CanonicalVerdict::kSameSite : CanonicalVerdict::kOtherSite;
    }
    note_alone("canonical_url", "link:canonical", 0.9);
  }

  void choose_image() {
    const auto* image = best(metadata_, FieldKind::kImage);
    if (image == nullptr) return;
    const auto url = url::Url::parse(image->value, &page_.url);
    if (!url || !url->is_http()) return;
    article_.lead_image = url->href();
    note("lead_image", image->source, image->confidence, FieldKind::kImage);
    auto caption = find_image_caption(document_, article_.lead_image);
    if (caption.text.empty()) return;
    article_.lead_image_caption = std::move(caption.text);
    note_alone("lead_image_caption", caption.source, 0.8);
  }

  void choose_keywords() {
    constexpr std::size_t kKeywordsMax = 50;
    for (const auto& candidate : metadata_) {
      if (candidate.field != FieldKind::kKeyword || article_.keywords.size() >= kKeywordsMax)
        continue;
      if (std::ranges::find(article_.keywords, candidate.value) == article_.keywords.end()) {
        article_.keywords.push_back(candidate.value);
      }
    }
  }

  void choose_access() {
    if (extraction_.outcome == records::Outcome::kPaywalled) {
      article_.access = records::Access::kTeaser;
      note_alone("access", extraction_.reason, extraction_.confidence);
      return;
    }
    const auto* free = best(metadata_, FieldKind::kFree);
    if (free == nullptr) return;
    article_.access = free->value == "false" ? records::Access::kPaid : records::Access::kFree;
    note("access", free->source, free->confidence, FieldKind::kFree);
  }

  void note_directives() {
    const robots::Directives& all = extraction_.directives;
    if (all.noarchive) article_.robots_directives.emplace_back("noarchive");
    if (all.noindex) article_.robots_directives.emplace_back("noindex");
    if (all.nofollow) article_.robots_directives.emplace_back("nofollow");
    if (all.nosnippet) article_.robots_directives.emplace_back("nosnippet");
    if (all.noai) article_.robots_directives.emplace_back("noai");
  }

  void read_links(const html::Node* container) {
    constexpr std::size_t kLinksMax = 10'000;
    for (auto& link : html::links(document_, page_.url, kLinksMax, options_.links)) {
      switch (link.kind) {
        case html::LinkKind::kFeed:
          extraction_.feeds.push_back(std::move(link.url));
          break;
        case html::LinkKind::kCanonical:
          if (!extraction_.canonical) extraction_.canonical = std::move(link.url);
          break;
        case html::LinkKind::kAmp:
          extraction_.amp = std::move(link.url);
          break;
        case html::LinkKind::kAnchor:
          if (options_.links) add_link(std::move(link), container);
          break;
        default:
          break;
      }
    }
  }

  // A headline on a hub is a link of several words outside the navigation; in an article it is
  // related.
  void add_link(html::Link link, const html::Node* container) {
    LinkRole role = LinkRole::kNavigation;
    bool boilerplate = false;
    bool inside = false;
    for (const html::Node* node = link.node; node != nullptr; node = node->parent) {
      inside = inside || (container != nullptr && node == container);
      boilerplate = boilerplate || node->is(html::Tag::kNav) || node->is(html::Tag::kFooter);
    }
    constexpr std::size_t kHeadlineWords = 4;
    if (!boilerplate && text::count_words(link.text) >= kHeadlineWords) {
      role = records::has_article(extraction_.outcome) ? LinkRole::kRelated : LinkRole::kHub;
    }
    if (inside && records::has_article(extraction_.outcome)) role = LinkRole::kInText;
    extraction_.links.push_back({std::move(link.url), std::move(link.text), role, link.nofollow});
  }

  const Page& page_;
  const Options& options_;
  std::optional<std::string> mended_;  // the page, where it had been encoded twice
  html::Document document_;
  Candidates metadata_;
  Extraction extraction_;
  records::Article article_;
};

}  // namespace

std::string_view extractor_version() { return kVersion; }

Extraction extract(const Page& page, const Options& options) {
  if (!is_html(page)) {
    Extraction extraction;
    extraction.outcome = records::Outcome::kUnreadable;
    extraction.reason = "not HTML: " + std::string(records::header(page.headers, "content-type"));
    extraction.confidence = 0.9;
    return extraction;
  }
  return Extractor(page, options).run();
}

}  // namespace broadsheet::article
