// SPDX-License-Identifier: Apache-2.0
// The decoders of the legacy encodings, by the standard's names: for this room's .cpp files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::text {

struct LegacyText {
  std::string utf8;
  std::size_t errors = 0;  // sequences replaced by U+FFFD
};

// `name` is any name that encoding_name() gives but UTF-8. Never fails: what is no character is
// U+FFFD.
LegacyText decode_legacy(std::string_view bytes, std::string_view name);

// The name of the encoding that bytes which are not UTF-8 are most likely in.
std::string detect_encoding(std::string_view bytes);

}  // namespace broadsheet::text
