// SPDX-License-Identifier: Apache-2.0
// uses: bs_text
// Any bytes under any label decode to valid UTF-8; normalise() and fold() keep it so and settle.
#include <array>
#include <string_view>

#include "core/result.h"
#include "text/encoding.h"
#include "text/unicode.h"

using namespace broadsheet;

void fuzz_text_decode(std::string_view bytes);

void fuzz_text_decode(std::string_view bytes) {
  constexpr std::array<std::string_view, 14> kLabels{
      "",       "utf-8",  "latin1",      "gb18030",      "big5",        "euc-jp", "shift_jis",
      "euc-kr", "utf-16", "iso-2022-jp", "windows-1253", "iso-2022-kr", "866",    "x-user-defined"};
  for (const std::string_view label : kLabels) {
    const text::Decoded decoded = text::decode(bytes, label);
    CHECK(text::is_valid_utf8(decoded.utf8));
    CHECK(text::encoding_name(decoded.encoding) == decoded.encoding);
    const std::string normal = text::normalise(decoded.utf8);
    CHECK(text::is_valid_utf8(normal));
    CHECK(text::normalise(normal) == normal);
    CHECK(text::is_valid_utf8(text::fold(normal)));
    std::size_t at = 0;
    for (const text::Span& word : text::words(normal)) {
      CHECK(at <= word.begin && word.begin < word.end);
      at = word.end;
    }
    CHECK(at <= normal.size());
    CHECK(text::shorten(normal, 40).size() <= 40);
    text::detect_language(normal, label);
  }
}
