// SPDX-License-Identifier: Apache-2.0
// The few things std::string_view does not do. ASCII only: people's languages live in text/.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

std::string_view trim(std::string_view text);  // of ASCII white space
std::string ascii_lower(std::string_view text);
bool iequals(std::string_view a, std::string_view b);
bool istarts_with(std::string_view text, std::string_view prefix);
bool icontains(std::string_view text, std::string_view needle);
// "a,b,,c" by ',' → a b "" c; views into `text`.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
// A glob with `*` (any run) and `?` (one character), ASCII case-insensitive; linear in practice.
bool glob_matches(std::string_view pattern, std::string_view text);
// The bytes of the UTF-8 sequence (RFC 3629 §4) that `text`, not empty, begins with; 0: it is none.
std::size_t utf8_sequence_size(std::string_view text);
// Foreign bytes for people and their terminals: control characters, and what is no UTF-8, is
// U+FFFD.
std::string presentable(std::string_view text);
// "1.2 MB", "3 KB", "17 B"; and 1234567 → "1,234,567".
std::string format_bytes(unsigned long long bytes);
std::string format_count(long long count);

}  // namespace broadsheet
