// SPDX-License-Identifier: Apache-2.0
// The two-byte indexes of the encodings of East Asia: for this room's .cpp files.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::text {

// From a lead and a trail byte, both from 0x80 on or the trail below, to a character; 0 where there
// is none. Made once per encoding.
class PairIndex {
 public:
  explicit PairIndex(std::vector<char32_t> characters) : characters_(std::move(characters)) {}

  // `lead` from 0x80 to 0xFF.
  [[nodiscard]] char32_t find(std::uint8_t lead, std::uint8_t trail) const {
    return characters_[(lead - 0x80U) * 256U + trail];
  }

 private:
  std::vector<char32_t> characters_;
};

const PairIndex& gb18030_index();
const PairIndex& big5_index();
const PairIndex& euc_kr_index();
const PairIndex& shift_jis_index();
const PairIndex& jis0208_index();  // as EUC-JP writes it: both bytes from 0xA1 on
const PairIndex& jis0212_index();  // the same, without the leading 0x8F

// The character of four bytes of gb18030; 0 if there is none.
char32_t gb18030_character(std::string_view four_bytes);

}  // namespace broadsheet::text
