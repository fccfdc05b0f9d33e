// SPDX-License-Identifier: Apache-2.0
// Texts as rows.
#include "archive/texts.h"

#include "archive/compress.h"
#include "core/encode.h"

namespace broadsheet::archive {

namespace {

constexpr std::size_t kTextBytesMax = std::size_t{64} << 20;

}  // namespace

bool is_text(records::ParagraphKind kind) {
  return kind != records::ParagraphKind::kCaption && kind != records::ParagraphKind::kNotice;
}

std::string encode_text(const std::vector<std::string>& paragraphs) {
  std::string plain;
  for (const auto& paragraph : paragraphs) {
    plain += big_endian(paragraph.size());
    plain += paragraph;
  }
  return compress(plain);
}

Result<std::vector<std::string>> decode_text(std::string_view row) {
  TRY_LET(plain, decompress(row, kTextBytesMax));
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < plain.size();) {
    if (plain.size() - at < 8) return broken("a stored text is damaged");
    const std::uint64_t size = from_big_endian(std::string_view(plain).substr(at, 8));
    at += 8;
    if (size > plain.size() - at) return broken("a stored text is damaged");
    paragraphs.push_back(plain.substr(at, size));
    at += size;
  }
  return paragraphs;
}

void take_text(records::Snapshot& snapshot) {
  std::vector<records::Paragraph> rest;
  for (auto& paragraph : snapshot.article.paragraphs) {
    snapshot.paragraph_kinds.push_back(paragraph.kind);
    if (!is_text(paragraph.kind)) rest.push_back(std::move(paragraph));
  }
  snapshot.article.paragraphs = std::move(rest);
}

Result<std::vector<records::Paragraph>> put_text_back(const records::Snapshot& snapshot,
                                                      std::vector<std::string> text) {
  std::vector<records::Paragraph> paragraphs;
  std::size_t next_text = 0;
  std::size_t next_rest = 0;
  const auto& rest = snapshot.article.paragraphs;
  for (const auto kind : snapshot.paragraph_kinds) {
    if (is_text(kind) ? next_text >= text.size() : next_rest >= rest.size()) {
      return broken("a snapshot and its text do not fit together", snapshot.key().name());
    }
    paragraphs.push_back(is_text(kind) ? records::Paragraph{kind, std::move(text[next_text++])}
                                       : rest[next_rest++]);
  }
  if (next_text != text.size() || next_rest != rest.size()) {
    return broken("a snapshot and its text do not fit together", snapshot.key().name());
  }
  return paragraphs;
}

}  // namespace broadsheet::archive
