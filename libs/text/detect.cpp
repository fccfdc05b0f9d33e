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
