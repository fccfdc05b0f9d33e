// SPDX-License-Identifier: Apache-2.0
// The input byte stream (13.2.3): encoding, decoding, newlines.
#include "html/input.h"

#include <cstring>

#include "html/prescan.h"
#include "html/scan.h"
#include "text/encoding.h"

namespace broadsheet::html {
namespace {

// What the standard prescans, and how far its tree builder would still meet a late declaration.
constexpr std::size_t kPrescanBytes = 1024;
constexpr std::size_t kLatePrescanBytes = std::size_t{64} << 10;

bool is_wide(std::string_view encoding) {
  return encoding.starts_with("UTF-16") || encoding == "ISO-2022-JP" || encoding == "replacement";
}

// 13.2.3.5: CR LF and CR become LF.
void copy_in(std::string_view text, Arena& arena, Input& input) {
  input.begin = arena.bytes(text.size() + kScanPadding, 16);
  char* out = input.begin;
  const char* in = text.data();
  const char* const end = in + text.size();
  while (in < end) {
    const auto left = static_cast<std::size_t>(end - in);
    const auto* const cr = static_cast<const char*>(std::memchr(in, '\r', left));
    const std::size_t run = cr == nullptr ? left : static_cast<std::size_t>(cr - in);
    std::memcpy(out, in, run);
    out += run;
    in += run;
    if (cr == nullptr) break;
    *out++ = '\n';
    in += in + 1 < end && in[1] == '\n' ? 2 : 1;
  }
  std::memset(out, 0, kScanPadding);
  input.end = out;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

// The size of the well-formed sequence at `p` (Unicode table 3-7), or 0. Four bytes can be read.
std::size_t sequence_size(const char* p) {
  const auto first = static_cast<unsigned char>(p[0]);
  const auto second = static_cast<unsigned char>(p[1]);
  if (first >= 0xC2 && first <= 0xDF) return is_continuation(p[1]) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!is_continuation(p[1]) || !is_continuation(p[2])) return 0;
    if (first == 0xE0 && second < 0xA0) return 0;
    return first == 0xED && second > 0x9F ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!is_continuation(p[1]) || !is_continuation(p[2]) || !is_continuation(p[3])) return 0;
    if (first == 0xF0 && second < 0x90) return 0;
    return first == 0xF4 && second > 0x8F ? 0 : 4;
  }
  return 0;
}

}  // namespace

Utf8Check check_utf8(std::string_view bytes) {
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  bool ascii = true;
  while (p < end) {
    while (end - p >= 32) {
      std::uint64_t words[4];
      std::memcpy(words, p, sizeof words);
      if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080U) != 0) break;
      p += sizeof words;
    }
    for (int i = 0; i < 16 && p < end; ++i) {
      if (static_cast<unsigned char>(*p) < 0x80) {
        ++p;
        continue;
      }
      ascii = false;
      char last[4] = {};
      const char* from = p;
      if (end - p < 4) {
        std::memcpy(last, p, static_cast<std::size_t>(end - p));
        from = last;
      }
      const std::size_t size = sequence_size(from);
      if (size == 0) return {};
      p += size;
    }
  }
  return {.valid = true, .ascii = ascii};
}

Input read_input(std::string_view bytes, std::string_view charset, Arena& arena) {
  Input input;
  const bool bom = bytes.starts_with("\xEF\xBB\xBF");
  std::string declared;
  if (bom) {
    declared = "UTF-8";
  } else {
    if (!charset.empty()) declared = text::encoding_name(charset);
    if (declared.empty()) declared = prescan_encoding(bytes.substr(0, kPrescanBytes));
  }
  const bool utf16_bom = bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE");
  const Utf8Check check = utf16_bom ? Utf8Check{} : check_utf8(bytes);
  const bool plain = declared.empty() || declared == "UTF-8" || (check.ascii && !is_wide(declared));
  if (check.valid && plain) {
    input.encoding = declared.empty() ? "UTF-8" : declared;
    copy_in(bytes.substr(bom ? 3 : 0), arena, input);
    return input;
  }
  if (declared.empty() && !utf16_bom) {
    declared = prescan_encoding(bytes.substr(0, kLatePrescanBytes));
  }
  const text::Decoded decoded = text::decode(bytes, declared);
  input.encoding = decoded.encoding;
  input.repaired = decoded.repaired;
  std::string_view text = decoded.utf8;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  copy_in(text, arena, input);
  return input;
}

Input read_utf8(std::string_view bytes, Arena& arena) {
  Input input;
  input.encoding = "UTF-8";
  if (check_utf8(bytes).valid) {
    copy_in(bytes, arena, input);
    return input;
  }
  const text::Decoded decoded = text::decode(bytes, "UTF-8");
  input.repaired = true;
  copy_in(decoded.utf8, arena, input);
  return input;
}

std::string_view cut(std::string_view bytes, std::size_t size_max) {
  if (bytes.size() <= size_max) return bytes;
  std::size_t size = size_max;
  for (int i = 0; i < 3 && size > 0 && is_continuation(bytes[size]); ++i) --size;
  return bytes.substr(0, size);
}

}  // namespace broadsheet::html
