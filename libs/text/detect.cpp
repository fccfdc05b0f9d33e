// SPDX-License-Identifier: Apache-2.0
// Which legacy encoding undeclared bytes are in: ICU's detector proposes, the decoders dispose.
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>

#include "text/encoding.h"
#include "text/legacy.h"

namespace broadsheet::text {
namespace {

// Enough to know a language by.
constexpr std::size_t kSampleBytes = std::size_t{24} << 10;
// A proposal of lower confidence is a guess, and windows-1252 the better one.
constexpr std::int32_t kConfidenceMin = 15;

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string_view sample_of(std::string_view bytes) {
  // Where the text is: a page may begin with many kilobytes of ASCII.
  const std::size_t first = ascii_end(bytes);
  return bytes.substr(first > 1024 ? first - 1024 : 0, kSampleBytes);
}

std::size_t count_high(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(
      bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

// ICU's names of encodings that the web has, and that bytes of their own accord may be in.
std::string known_name(const char* icu) {
  std::string name = encoding_name(icu);
  if (name == "UTF-8" || name == "replacement" || name.starts_with("UTF-16")) return {};
  return name == "GBK" ? "gb18030" : name;
}

bool is_thai_mark(unsigned char byte) {
  return byte == 0xD1 || (byte >= 0xD4 && byte <= 0xDA) || (byte >= 0xE7 && byte <= 0xEE);
}

// ICU knows no Thai. Its vowels and tone marks stand above and below consonants, and they are many;
// some bytes stand for nothing; and words have odd numbers of bytes, too, which those of Korean,
// whose second bytes may look the same, have not.
bool is_thai(std::string_view sample) {
  constexpr std::size_t kTelling = 12;
  std::size_t high = 0;
  std::size_t marks = 0;
  std::size_t astray = 0;
  std::size_t odd_runs = 0;
  std::size_t run = 0;
  unsigned char before = 0;
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 0xDB && byte <= 0xDE) || byte >= 0xFC) return false;
    if (is_thai_mark(byte)) {
      ++marks;
      astray += (before >= 0xA1 && before <= 0xCE) || is_thai_mark(before) ? 0 : 1;
    }
    if (byte >= 0x80) {
      ++high;
      ++run;
    } else {
      odd_runs += run % 2;
      run = 0;
    }
    before = byte;
  }
  return marks >= kTelling && marks * 10 > high && astray * 50 < marks && odd_runs > 0;
}

bool decodes(std::string_view sample, std::string_view name) {
  constexpr std::size_t kErrorsMaxPerMille = 10;
  const LegacyText text = decode_legacy(sample, name);
  // A pair may be cut at the sample's end.
  return text.errors <= 1 || text.errors * 1000 <= count_high(sample) * kErrorsMaxPerMille;
}

}  // namespace

std::string detect_encoding(std::string_view bytes) {
  const std::string fallback = "windows-1252";
  const std::string_view sample = sample_of(bytes);
  if (is_thai(sample)) return "windows-874";
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return fallback;
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  ucsdet_enableInputFilter(detector.get(), true);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return fallback;
  for (std::int32_t i = 0; i < count; ++i) {  // best first
    UErrorCode ignored = U_ZERO_ERROR;
    if (ucsdet_getConfidence(matches[i], &ignored) < kConfidenceMin) break;
    const std::string name = known_name(ucsdet_getName(matches[i], &ignored));
    if (!name.empty() && decodes(sample, name)) return name;
  }
  return fallback;
}

}  // namespace broadsheet::text
