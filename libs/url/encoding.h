// SPDX-License-Identifier: Apache-2.0
// Percent-encoding and UTF-8 as the WHATWG URL and Encoding Standards have them. Inside url/ only.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace broadsheet::url {

// A set of bytes; true: percent-encode it. Bytes above 0x7E are in every set.
using ByteSet = std::array<bool, 256>;

// URL Standard §1.3, from the smallest on.
extern const ByteSet kC0ControlSet;
extern const ByteSet kFragmentSet;
extern const ByteSet kQuerySet;
extern const ByteSet kSpecialQuerySet;
extern const ByteSet kPathSet;
extern const ByteSet kUserinfoSet;
extern const ByteSet kEverySet;

// Appends `bytes` to `out`, each byte of `set` as %XX.
void percent_encode(std::string_view bytes, const ByteSet& set, std::string& out);

// "%41" → "A"; a '%' without two digits stays.
std::string percent_decode(std::string_view text);

// Bad sequences become U+FFFD (Encoding Standard §8.1.1, UTF-8 decoder).
std::string repair_utf8(std::string_view bytes);
bool is_ascii(std::string_view text);

}  // namespace broadsheet::url
