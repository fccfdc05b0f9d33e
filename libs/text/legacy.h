// SPDX-License-Identifier: Apache-2.0
// The decoders of the legacy encodings, by the standard's names: for this room's .cpp files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/utf8.h"

namespace broadsheet::text {

struct LegacyText {
  std::string utf8;
  std::size_t errors = 0;  // how often a U+FFFD stands for what could not be decoded

  void emit(char32_t c) { append_utf8(utf8, c); }
  void error() {
    append_utf8(utf8, kReplacement);
    ++errors;
  }
};

// `name` is any name that encoding_name() gives but UTF-8. Never fails.
LegacyText decode_legacy(std::string_view bytes, std::string_view name);

// GBK and gb18030, Big5, EUC-KR, Shift_JIS, EUC-JP, ISO-2022-JP.
bool is_multibyte(std::string_view name);
LegacyText decode_multibyte(std::string_view bytes, std::string_view name);

// The name of the encoding that bytes which are not UTF-8 are most likely in.
std::string detect_encoding(std::string_view bytes);

}  // namespace broadsheet::text
