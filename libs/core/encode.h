// SPDX-License-Identifier: Apache-2.0
// Bytes as text and integers as ordered bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet {

std::string to_hex(std::string_view bytes);
Result<std::string> from_hex(std::string_view hex);
// The value of a hexadecimal digit, or -1.
int hex_value(char c);

// RFC 4648 §5, no padding; decoding takes padding too, and the alphabet of §4.
std::string to_base64url(std::string_view bytes);
Result<std::string> from_base64url(std::string_view text);
// RFC 4648 §4, padded.
std::string to_base64(std::string_view bytes);
// RFC 4648 §6, padded, upper case (WARC digests).
std::string to_base32(std::string_view bytes);

// Eight bytes whose byte order is the number's order.
std::string big_endian(std::uint64_t value);
std::uint64_t from_big_endian(std::string_view eight_bytes);

}  // namespace broadsheet
