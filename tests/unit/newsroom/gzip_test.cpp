// SPDX-License-Identifier: Apache-2.0
// Our own gzip against the rules of RFC 1951 and 1952, by a reader written here.
#include "newsroom/gzip.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

#include "core/hash.h"

namespace broadsheet::newsroom {
namespace {

// Inflates one block of fixed codes; what it does not expect ends the reading.
class Inflater {
 public:
  explicit Inflater(std::string_view bytes) : bytes_(bytes) {}

  std::string run(std::size_t size_max) {
    EXPECT_EQ(number(3), 3U);  // last block, fixed codes
    std::string out;
    while (out.size() <= size_max) {
      const auto symbol = literal();
      if (symbol == 256) break;
      if (symbol < 256) {
        out += static_cast<char>(symbol);
        continue;
      }
      const auto length = value(symbol - 257, kLengths);
      const auto distance = value(code(5), kDistances);
      if (distance > out.size()) return "too far back";
      for (std::uint32_t i = 0; i < length; ++i) out += out[out.size() - distance];
    }
    return out;
  }
  [[nodiscard]] std::size_t bytes_read() const { return (at_ + 7) / 8; }

 private:
  struct Step {
    std::uint32_t base, extra;
  };
  static constexpr std::array<Step, 29> kLengths = {
      {{3, 0},   {4, 0},   {5, 0},   {6, 0},   {7, 0},  {8, 0},  {9, 0},  {10, 0},
       {11, 1},  {13, 1},  {15, 1},  {17, 1},  {19, 2}, {23, 2}, {27, 2}, {31, 2},
       {35, 3},  {43, 3},  {51, 3},  {59, 3},  {67, 4}, {83, 4}, {99, 4}, {115, 4},
       {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}}};
  static constexpr std::array<Step, 30> kDistances = {
      {{1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
       {9, 2},     {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
       {65, 5},    {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
       {513, 8},   {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
       {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}}};

  std::uint32_t bit() {
    const auto byte = static_cast<unsigned char>(bytes_.at(at_ / 8));
    return (byte >> (at_++ % 8)) & 1U;
  }
  std::uint32_t number(std::uint32_t count) {
    std::uint32_t out = 0;
    for (std::uint32_t i = 0; i < count; ++i) out |= bit() << i;
    return out;
  }
  std::uint32_t code(int count) {
    std::uint32_t out = 0;
    for (int i = 0; i < count; ++i) out = (out << 1) | bit();
    return out;
  }
  std::uint32_t literal() {
    auto c = code(7);
    if (c < 24) return 256 + c;
    c = (c << 1) | bit();
    if (c < 192) return c - 48;
    if (c < 200) return 280 + c - 192;
    c = (c << 1) | bit();
    return 144 + c - 400;
  }
  template <std::size_t N>
  std::uint32_t value(std::uint32_t symbol, const std::array<Step, N>& steps) {
    const auto step = steps.at(symbol);
    return step.base + number(step.extra);
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

TEST(Gzip, GivesBackWhatItTook) {
  std::string text;
  for (int i = 0; i < 4000; ++i)
    text += "paragraph " + std::to_string(i * i % 977) + " é\xff\x00\n";

  const auto packed = gzip(text);
  const auto body = std::string_view(packed).substr(10);

  EXPECT_LT(packed.size(), text.size() / 3);
  EXPECT_EQ(Inflater(body).run(text.size()), text);
}

TEST(Gzip, TheSmallestInputsWork) {
  for (const std::string text : {"", "a", "ab", "aaaa"}) {
    const auto packed = gzip(text);
    EXPECT_EQ(Inflater(std::string_view(packed).substr(10)).run(100), text);
  }
}

TEST(Gzip, ABombIsAThousandTimesSmallerUntilItIsOpened) {
  const auto bomb = gzip_bomb(std::size_t{4} << 20);

  EXPECT_LT(bomb.size(), (std::size_t{4} << 20) / 1000);
  // Checked by other readers too: the bytes must not change unnoticed.
  EXPECT_EQ(hash64(bomb), 1172819446705461813ULL);
}

}  // namespace
}  // namespace broadsheet::newsroom
