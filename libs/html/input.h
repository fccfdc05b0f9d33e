// SPDX-License-Identifier: Apache-2.0
// From the bytes of a page to the buffer that the tokenizer works on (13.2.3).
#pragma once

#include <string>
#include <string_view>

#include "html/arena.h"

namespace broadsheet::html {

struct Input {
  char* begin = nullptr;  // UTF-8, newlines normalised, padded with zeros (scan.h)
  char* end = nullptr;
  std::string encoding;
  bool repaired = false;
};

// Decides on the encoding, decodes what is not UTF-8 already, and copies once into the arena.
Input read_input(std::string_view bytes, std::string_view charset, Arena& arena);

// `bytes` of UTF-8 (repaired if it is not).
Input read_utf8(std::string_view bytes, Arena& arena);

// The most of `bytes` that fits into `size_max` without a cut through a UTF-8 sequence.
std::string_view cut(std::string_view bytes, std::size_t size_max);

struct Utf8Check {
  bool valid = false;
  bool ascii = false;
};
Utf8Check check_utf8(std::string_view bytes);

}  // namespace broadsheet::html
