// SPDX-License-Identifier: Apache-2.0
// Legacy encodings by ICU's converters.
#include "text/legacy.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/result.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

struct ConverterName {
  std::string_view standard;
  const char* icu;
};

// ICU's name where it is not the standard's.
constexpr std::array<ConverterName, 10> kConverters{{{"ISO-8859-8-I", "ISO-8859-8"},
                                                     {"Shift_JIS", "windows-31j"},
                                                     {"EUC-JP", "euc-jp-2007"},
                                                     {"EUC-KR", "windows-949"},
                                                     {"GBK", "gb18030"},
                                                     {"Big5", "Big5-HKSCS"},
                                                     {"x-mac-cyrillic", "x-mac-cyrillic"},
                                                     {"macintosh", "macintosh"},
                                                     {"windows-874", "windows-874-2000"},
                                                     {"ISO-8859-10", "iso-8859_10-1998"}}};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(std::string_view name) {
  std::string icu(name);
  for (const ConverterName& row : kConverters) {
    if (row.standard == name) icu = row.icu;
  }
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(icu.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

LegacyText decode_by_icu(std::string_view bytes, std::string_view name) {
  LegacyText out;
  const Converter converter = open_converter(name);
  CHECK(converter != nullptr);
  out.utf8.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> units{};
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char32_t high = 0;
  for (UErrorCode status = U_BUFFER_OVERFLOW_ERROR; status == U_BUFFER_OVERFLOW_ERROR;) {
    status = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr, 1,
                   &status);
    for (const UChar* unit = units.data(); unit != target; ++unit) {
      if (*unit >= 0xD800 && *unit < 0xDC00) {
        high = *unit;
        continue;
      }
      char32_t value = *unit;
      if (*unit >= 0xDC00 && *unit < 0xE000) {
        value = high == 0 ? kReplacement : 0x10000 + ((high - 0xD800) << 10) + (*unit - 0xDC00U);
      }
      high = 0;
      out.errors += value == kReplacement;
      append_utf8(out.utf8, value);
    }
  }
  return out;
}

}  // namespace

LegacyText decode_legacy(std::string_view bytes, std::string_view name) {
  LegacyText out;
  if (name == "replacement") {
    if (!bytes.empty()) out = {.utf8 = "\xEF\xBF\xBD", .errors = 1};
    return out;
  }
  if (name == "x-user-defined") {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      append_utf8(out.utf8, byte < 0x80 ? byte : 0xF700U + byte);
    }
    return out;
  }
  return decode_by_icu(bytes, name);
}

std::string detect_encoding(std::string_view bytes) {
  (void)bytes;
  return "windows-1252";
}

}  // namespace broadsheet::text
