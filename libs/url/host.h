// SPDX-License-Identifier: Apache-2.0
// The URL Standard's host parser. Inside url/ only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet::url {

// The serialised host: a domain in ASCII, an IPv4 address in dotted decimal, an IPv6 address in
// brackets, or (only if `opaque`) whatever a non-special scheme has there.
Result<std::string> parse_host(std::string_view input, bool opaque);

// Eight pieces, or none. Exactly the standard's IPv6 parser, which is RFC 4291's text form.
std::optional<std::array<std::uint16_t, 8>> parse_ipv6(std::string_view input);
// RFC 5952 without brackets, an embedded IPv4 address in hexadecimal too.
std::string ipv6_text(const std::array<std::uint16_t, 8>& pieces);

}  // namespace broadsheet::url
