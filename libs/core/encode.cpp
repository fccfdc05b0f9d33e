// SPDX-License-Identifier: Apache-2.0
// Hex, base32 and base64 (RFC 4648), and big-endian integers.
#include "core/encode.h"

#include <cstddef>

namespace broadsheet {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Reads `bytes` as one string of bits and writes a letter for each `bits` of them; the last letter
// is filled with zero bits.
std::string to_letters(std::string_view bytes, std::string_view alphabet, unsigned bits) {
  std::string out;
  out.reserve((bytes.size() * 8 + bits - 1) / bits);
  std::uint32_t window = 0;
  unsigned held = 0;
  for (const char c : bytes) {
    window = (window << 8 | static_cast<unsigned char>(c)) & 0xffff;
    held += 8;
    while (held >= bits) {
      held -= bits;
      out += alphabet[window >> held & ((1U << bits) - 1)];
    }
  }
  if (held > 0) out += alphabet[window << (bits - held) & ((1U << bits) - 1)];
  return out;
}

std::string padded(std::string letters, std::size_t group) {
  while (letters.size() % group != 0) letters += '=';
  return letters;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '-' || c == '+') return 62;
  if (c == '_' || c == '/') return 63;
  return -1;
}

std::string place(std::size_t index) { return "character " + std::to_string(index + 1); }

// RFC 4648 §3.2: padding, where there is any, fills the last group of four.
Result<std::string_view> without_padding(std::string_view text) {
  std::string_view letters = text;
  while (!letters.empty() && letters.back() == '=') letters.remove_suffix(1);
  const auto padding = text.size() - letters.size();
  if (padding > 2 || (padding > 0 && text.size() % 4 != 0)) {
    return bad_input("base64 has the wrong padding", place(letters.size()));
  }
  return letters;
}

}  // namespace

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string to_hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

Result<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return bad_input("hexadecimal needs two digits a byte");
  std::string out;
  out.reserve(hex.size() / 2);
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    const int high = hex_value(hex[at]);
    const int low = hex_value(hex[at + 1]);
    if (high < 0 || low < 0) {
      return bad_input("not a hexadecimal digit", place(high < 0 ? at : at + 1));
    }
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

std::string to_base64url(std::string_view bytes) { return to_letters(bytes, kBase64url, 6); }

std::string to_base64(std::string_view bytes) { return padded(to_letters(bytes, kBase64, 6), 4); }

std::string to_base32(std::string_view bytes) { return padded(to_letters(bytes, kBase32, 5), 8); }

Result<std::string> from_base64url(std::string_view text) {
  TRY_LET(letters, without_padding(text));
  if (letters.size() % 4 == 1) return bad_input("base64 ends in the middle of a byte");
  std::string out;
  out.reserve(letters.size() * 3 / 4);
  std::uint32_t window = 0;
  unsigned held = 0;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const int value = base64_value(letters[at]);
    if (value < 0) return bad_input("not a base64 letter", place(at));
    window = (window << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(window >> held & 0xff);
  }
  // RFC 4648 §3.5: one byte string has one text, so what is left over must be zero.
  if ((window & ((1U << held) - 1)) != 0) return bad_input("base64 has stray bits at its end");
  return out;
}

std::string big_endian(std::uint64_t value) {
  std::string out(8, '\0');
  for (auto at = out.rbegin(); at != out.rend(); ++at, value >>= 8) {
    *at = static_cast<char>(value & 0xff);
  }
  return out;
}

std::uint64_t from_big_endian(std::string_view eight_bytes) {
  CHECK(eight_bytes.size() == 8);
  std::uint64_t value = 0;
  for (const char c : eight_bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

}  // namespace broadsheet
