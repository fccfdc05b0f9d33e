// SPDX-License-Identifier: Apache-2.0
// From the bytes of a page to UTF-8, by the WHATWG Encoding Standard.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::text {

// A label ("latin1", "x-sjis", any case) → the standard's name ("windows-1252", "Shift_JIS"); empty
// if the standard does not know it.
std::string encoding_name(std::string_view label);

struct Decoded {
  std::string utf8;       // valid
  std::string encoding;   // the standard's name
  bool repaired = false;  // the declared encoding was wrong, or some bytes were replaced
};

// Decodes with a BOM if there is one, else as `declared` (a label; empty: unknown). Where the bytes
// contradict the declaration and are valid UTF-8, they are UTF-8; undeclared bytes that are not are
// detected. Never fails.
Decoded decode(std::string_view bytes, std::string_view declared);

}  // namespace broadsheet::text
