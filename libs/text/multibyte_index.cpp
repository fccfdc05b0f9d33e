// SPDX-License-Identifier: Apache-2.0
// The two-byte indexes, asked of ICU's converters pair by pair and corrected to the standard.
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "core/result.h"
#include "text/index_patches.h"
#include "text/multibyte.h"

namespace broadsheet::text {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// Asks an ICU converter for single characters.
class Oracle {
 public:
  explicit Oracle(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(name, &status));
    CHECK(U_SUCCESS(status));
    ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    CHECK(U_SUCCESS(status));
  }

  // The one character that `bytes` spell; 0 if they spell none or several.
  char32_t ask(std::string_view bytes) {
    std::array<UChar, 8> units{};
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length =
        ucnv_toUChars(converter_.get(), units.data(), static_cast<std::int32_t>(units.size()),
                      bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) return 0;
    if (length == 1) return units[0] == 0xFFFD || units[0] == 0x1A ? 0 : units[0];
    if (length != 2 || (units[0] & 0xFC00) != 0xD800) return 0;
    return 0x10000 + ((units[0] - 0xD800U) << 10) + (units[1] - 0xDC00U);
  }

 private:
  std::unique_ptr<UConverter, CloseConverter> converter_;
};

bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

struct Range {
  unsigned first = 0;
  unsigned last = 0;
};

// `prefix` stands before each pair. ICU fills what an encoding leaves free with private characters,
// which the standard has only in gb18030.
std::vector<char32_t> ask_pairs(const char* converter, std::string_view prefix, Range leads,
                                Range trails, bool with_private = false) {
  Oracle oracle(converter);
  std::vector<char32_t> characters(std::size_t{128} * 256);
  std::string bytes = std::string(prefix) + "  ";
  for (unsigned lead = leads.first; lead <= leads.last; ++lead) {
    for (unsigned trail = trails.first; trail <= trails.last; ++trail) {
      bytes[prefix.size()] = static_cast<char>(lead);
      bytes[prefix.size() + 1] = static_cast<char>(trail);
      const char32_t character = oracle.ask(bytes);
      if (is_private(character) && !with_private) continue;
      characters[(lead - 0x80) * 256 + trail] = character;
    }
  }
  return characters;
}

template <std::size_t kSize>
std::vector<char32_t> patched(std::vector<char32_t> characters,
                              const std::array<IndexPatch, kSize>& patches) {
  for (const IndexPatch& patch : patches) characters[patch.bytes - 0x8000U] = patch.character;
  return characters;
}

// The rows 0xF0 to 0xF9 are for the user's own characters, and the standard gives them in order
// (§12.3.1, Shift_JIS decoder, step 6).
std::vector<char32_t> with_user_rows(std::vector<char32_t> characters) {
  char32_t next = 0xE000;
  for (unsigned lead = 0xF0; lead <= 0xF9; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      if (trail != 0x7F) characters[(lead - 0x80) * 256 + trail] = next++;
    }
  }
  return characters;
}

}  // namespace

const PairIndex& gb18030_index() {
  static const PairIndex kIndex(
      patched(ask_pairs("gb18030", "", {0x81, 0xFE}, {0x40, 0xFE}, true), kGb18030Patches));
  return kIndex;
}

const PairIndex& big5_index() {
  static const PairIndex kIndex(
      patched(ask_pairs("Big5-HKSCS", "", {0x81, 0xFE}, {0x40, 0xFE}), kBig5Patches));
  return kIndex;
}

const PairIndex& euc_kr_index() {
  static const PairIndex kIndex(ask_pairs("windows-949", "", {0x81, 0xFE}, {0x41, 0xFE}));
  return kIndex;
}

const PairIndex& shift_jis_index() {
  static const PairIndex kIndex(
      with_user_rows(ask_pairs("windows-31j", "", {0x81, 0xFC}, {0x40, 0xFC})));
  return kIndex;
}

const PairIndex& jis0208_index() {
  static const PairIndex kIndex(ask_pairs("euc-jp-2007", "", {0xA1, 0xFE}, {0xA1, 0xFE}));
  return kIndex;
}

const PairIndex& jis0212_index() {
  static const PairIndex kIndex(ask_pairs("euc-jp-2007", "\x8F", {0xA1, 0xED}, {0xA1, 0xFE}));
  return kIndex;
}

char32_t gb18030_character(std::string_view four_bytes) {
  thread_local Oracle oracle("gb18030");
  return oracle.ask(four_bytes);
}

}  // namespace broadsheet::text
