// SPDX-License-Identifier: Apache-2.0
// Internationalised domain names to ASCII, by ICU's UTS 46.
#include "url/idna.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <cstdint>

#include "core/strings.h"
#include "url/encoding.h"

namespace broadsheet::url {

namespace {

// The URL Standard §3.3 turns CheckHyphens and VerifyDnsLength off; ICU knows no such switch, so we
// forgive what those two report.
constexpr std::uint32_t kForgiven = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// Thread-safe once made: ICU's UTS 46 object is immutable.
const UIDNA* uts46() {
  static const UIDNA* const idna = [] {
    UErrorCode error = U_ZERO_ERROR;
    const auto* made =
        uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                            UIDNA_NONTRANSITIONAL_TO_UNICODE,
                        &error);
    return U_SUCCESS(error) ? made : nullptr;
  }();
  return idna;
}

bool has_ace_label(std::string_view domain) {
  const auto labels = split(domain, '.');
  return std::any_of(labels.begin(), labels.end(),
                     [](std::string_view label) { return istarts_with(label, "xn--"); });
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  // §3.3: for ASCII without "xn--" this is lower case and no more.
  if (is_ascii(domain) && !has_ace_label(domain)) return ascii_lower(domain);
  const auto* idna = uts46();
  if (idna == nullptr) return std::nullopt;
  // Punycode shortens or at most quadruples; the mapping expands a character to at most 18.
  std::string ascii(domain.size() * 4 + 64, '\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    UErrorCode error = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    const auto length = uidna_nameToASCII_UTF8(
        idna, domain.data(), static_cast<std::int32_t>(domain.size()), ascii.data(),
        static_cast<std::int32_t>(ascii.size()), &info, &error);
    if (error == U_BUFFER_OVERFLOW_ERROR) {
      ascii.resize(static_cast<std::size_t>(length) + 1);
      continue;
    }
    if (U_FAILURE(error) || (info.errors & ~kForgiven) != 0) return std::nullopt;
    ascii.resize(static_cast<std::size_t>(length));
    return ascii;
  }
  return std::nullopt;
}

}  // namespace broadsheet::url
