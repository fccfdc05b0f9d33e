// SPDX-License-Identifier: Apache-2.0
// Any bytes as a page, as a date and as a byline.
// uses: bs_article
// also: tests/golden/wordpress-astra-en/page.html tests/golden/wordpress-block-ja/page.html
// also: tests/golden/wordpress-magazine-ar/page.html
#include <string_view>

#include "article/authors.h"
#include "article/dates.h"
#include "article/extract.h"
#include "core/result.h"

void fuzz_article(std::string_view bytes) {
  namespace article = broadsheet::article;
  static const auto url = *broadsheet::url::Url::parse("https://news.example/2026/11/22/a");
  const article::Page page{.url = url, .body = bytes};
  const auto got = article::extract(page, {.explain = true});
  CHECK(got.article.has_value() == broadsheet::records::has_article(got.outcome));
  CHECK(!got.reason.empty());
  if (got.article) {
    for (const auto& paragraph : got.article->paragraphs) CHECK(!paragraph.text.empty());
  }
  (void)article::parse_date(bytes, "en");
  (void)article::date_in_path(bytes);
  CHECK(article::names_in(bytes).size() <= 20);
}
