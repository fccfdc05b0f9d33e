// SPDX-License-Identifier: Apache-2.0
// Any bytes as a byline: names are valid text of bounded size and number, each once.
// uses: bs_article bs_text
#include <algorithm>
#include <string_view>

#include "article/authors.h"
#include "core/result.h"
#include "text/unicode.h"

void fuzz_authors(std::string_view bytes);

void fuzz_authors(std::string_view bytes) {
  namespace article = broadsheet::article;
  namespace text = broadsheet::text;
  for (const bool teams : {false, true}) {
    const auto names = article::names_in(bytes, teams);
    CHECK(names.size() <= 20);
    for (const auto& name : names) {
      CHECK(!name.empty() && name.size() <= 80);
      CHECK(text::is_valid_utf8(name));
      CHECK(std::ranges::count(names, name) == 1);
    }
  }
  const std::string line = text::normalise(bytes);
  article::before_date(line);
  article::signature_in(line);
  article::is_bare_by(line);
  article::begins_like_a_byline(line);
}
