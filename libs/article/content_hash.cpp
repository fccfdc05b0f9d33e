// SPDX-License-Identifier: Apache-2.0
// What makes two pages the same article.
#include "article/content_hash.h"

#include "text/unicode.h"

namespace broadsheet::article {

namespace {

Sha256& add_line(Sha256& hash, std::string_view text) {
  return hash.add(text::normalise(text)).add("\n");
}

}  // namespace

Digest content_hash(const records::Article& article) {
  Sha256 hash;
  add_line(hash, article.title);
  for (const auto& paragraph : records::text_paragraphs(article)) add_line(hash, paragraph);
  return hash.finish();
}

Digest text_hash(const records::Article& article) {
  Sha256 hash;
  for (const auto& paragraph : records::text_paragraphs(article)) add_line(hash, paragraph);
  return hash.finish();
}

}  // namespace broadsheet::article
