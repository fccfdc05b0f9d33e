// SPDX-License-Identifier: Apache-2.0
// Deflate (RFC 1951): fixed codes and a hash of three bytes for files, codes of its own for a bomb.
#include "newsroom/gzip.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace broadsheet::newsroom {
namespace {

constexpr std::size_t kMatchMin = 3;
constexpr std::size_t kMatchMax = 258;
constexpr std::size_t kWindow = 32768;

class Bits {
 public:
  // Numbers go least significant bit first (§3.1.1) …
  void number(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bit((value >> i) & 1U);
  }
  // … Huffman codes most significant bit first.
  void code(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bit((value >> i) & 1U);
  }
  std::string finish() {
    while (filled_ != 0) bit(0);
    return std::move(out_);
  }

 private:
  void bit(std::uint32_t value) {
    current_ |= value << filled_;
    if (++filled_ == 8) {
      out_ += static_cast<char>(current_);
      current_ = 0;
      filled_ = 0;
    }
  }
  std::string out_;
  std::uint32_t current_ = 0;
  int filled_ = 0;
};

// §3.2.6.
void literal(Bits& bits, std::uint32_t symbol) {
  if (symbol < 144) return bits.code(0x30 + symbol, 8);
  if (symbol < 256) return bits.code(0x190 + symbol - 144, 9);
  if (symbol < 280) return bits.code(symbol - 256, 7);
  bits.code(0xC0 + symbol - 280, 8);
}

// §3.2.5: a base, and so many bits more, for each symbol.
struct Step {
  std::uint32_t base;
  int extra;
};

std::vector<Step> length_steps() {
  std::vector<Step> steps;
  std::uint32_t base = 3;
  for (int i = 0; i < 28; ++i) {
    const int extra = i < 8 ? 0 : (i - 4) / 4;
    steps.push_back({base, extra});
    base += 1U << extra;
  }
  steps.push_back({258, 0});
  return steps;
}

std::vector<Step> distance_steps() {
  std::vector<Step> steps;
  std::uint32_t base = 1;
  for (int i = 0; i < 30; ++i) {
    const int extra = i < 4 ? 0 : (i - 2) / 2;
    steps.push_back({base, extra});
    base += 1U << extra;
  }
  return steps;
}

std::size_t step_of(const std::vector<Step>& steps, std::uint32_t value) {
  std::size_t i = steps.size() - 1;
  while (steps[i].base > value) --i;
  return i;
}

void match(Bits& bits, std::size_t length, std::size_t distance) {
  static const auto kLengths = length_steps();
  static const auto kDistances = distance_steps();
  const auto l = step_of(kLengths, static_cast<std::uint32_t>(length));
  literal(bits, static_cast<std::uint32_t>(257 + l));
  bits.number(static_cast<std::uint32_t>(length) - kLengths[l].base, kLengths[l].extra);
  const auto d = step_of(kDistances, static_cast<std::uint32_t>(distance));
  bits.code(static_cast<std::uint32_t>(d), 5);
  bits.number(static_cast<std::uint32_t>(distance) - kDistances[d].base, kDistances[d].extra);
}

std::string deflated(std::string_view bytes) {
  Bits bits;
  bits.number(1, 1);  // the last block
  bits.number(1, 2);  // fixed codes
  std::vector<std::size_t> last(std::size_t{1} << 15, SIZE_MAX);
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t length = 0;
    std::size_t from = SIZE_MAX;
    if (i + kMatchMin <= bytes.size()) {
      const auto byte = [&](std::size_t k) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i + k]));
      };
      auto& slot = last[((byte(0) << 10) ^ (byte(1) << 5) ^ byte(2)) & 0x7FFF];
      from = slot;
      slot = i;
      if (from != SIZE_MAX && i - from <= kWindow) {
        const auto limit = std::min(kMatchMax, bytes.size() - i);
        while (length < limit && bytes[from + length] == bytes[i + length]) ++length;
      }
    }
    if (length >= kMatchMin) {
      match(bits, length, i - from);
      i += length;
    } else {
      literal(bits, static_cast<unsigned char>(bytes[i++]));
    }
  }
  literal(bits, 256);
  return bits.finish();
}

std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int k = 0; k < 8; ++k) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1) : c >> 1;
    table[i] = c;
  }
  return table;
}

std::uint32_t crc_step(std::uint32_t crc, unsigned char byte) {
  static const auto kTable = crc_table();
  return kTable[(crc ^ byte) & 0xFFU] ^ (crc >> 8);
}

void append_number(std::string& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

std::string member(const std::string& deflate, std::uint32_t crc, std::size_t size) {
  std::string out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
  out += deflate;
  append_number(out, crc);
  append_number(out, static_cast<std::uint32_t>(size));
  return out;
}

// A block of codes made for zeros (§3.2.7): 0 for "258 more" and for "from one back", 10 for a zero
// byte, 11 for the end. Two bits for 258 bytes is as dense as Deflate can be.
void bomb_codes(Bits& bits) {
  bits.number(1, 1);   // the last block
  bits.number(2, 2);   // with its own codes
  bits.number(29, 5);  // 286 lengths of literals and matches
  bits.number(0, 5);   // one length of distances
  bits.number(14, 4);  // 18 lengths of the codes that those lengths are written in
  // In their order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1: 18 is "0", 1 is "10", 2 is "11".
  for (const std::uint32_t length : {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2}) {
    bits.number(length, 3);
  }
  const auto absent = [&](std::uint32_t count) {
    bits.code(0b0, 1);
    bits.number(count - 11, 7);
  };
  bits.code(0b11, 2);  // the byte 0: two bits
  absent(138);
  absent(117);
  bits.code(0b11, 2);  // 256, the end: two bits
  absent(28);
  bits.code(0b10, 2);  // 285, a match of 258: one bit
  bits.code(0b10, 2);  // distance 1: one bit
}

}  // namespace

std::string gzip(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) crc = crc_step(crc, static_cast<unsigned char>(c));
  return member(deflated(bytes), ~crc, bytes.size());
}

std::string gzip_bomb(std::size_t size) {
  Bits bits;
  bomb_codes(bits);
  bits.code(0b10, 2);  // one zero, then it again and again
  auto left = size - 1;
  for (; left >= kMatchMax; left -= kMatchMax) bits.code(0b00, 2);  // 258 more from one back
  for (; left > 0; --left) bits.code(0b10, 2);
  bits.code(0b11, 2);
  std::uint32_t crc = 0xFFFFFFFFU;
  for (std::size_t i = 0; i < size; ++i) crc = crc_step(crc, 0);
  return member(bits.finish(), ~crc, size);
}

}  // namespace broadsheet::newsroom
