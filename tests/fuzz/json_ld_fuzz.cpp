// SPDX-License-Identifier: Apache-2.0
// Any bytes as a script of JSON-LD, alone and in a page: candidates are normal text, and bounded.
// uses: bs_article bs_text
#include <string>
#include <string_view>

#include "article/extract.h"
#include "article/metadata.h"
#include "core/result.h"
#include "text/unicode.h"

void fuzz_json_ld(std::string_view bytes) {
  namespace article = broadsheet::article;
  article::Candidates candidates;
  article::read_json_ld(bytes, candidates);
  for (const auto& candidate : candidates) {
    CHECK(!candidate.value.empty());
    CHECK(candidate.source.starts_with("json-ld:"));
    CHECK(candidate.confidence > 0 && candidate.confidence <= 1);
    CHECK(broadsheet::text::is_valid_utf8(candidate.value));
  }
  static const auto url = *broadsheet::url::Url::parse("https://news.example/2026/11/22/a");
  std::string page = "<title>Rain</title><script type='application/ld+json'>";
  page.append(bytes).append("</script><p>Rain fell in town for the whole of the day, they said.");
  const auto got = article::extract({.url = url, .body = page}, {.any_outcome = true});
  CHECK(!got.reason.empty());
}
