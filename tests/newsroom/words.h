// SPDX-License-Identifier: Apache-2.0
// Small work on text for pages: escaping, filling templates, slugs, windows-1252, numbers.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet::newsroom {

// & < > " and ' as references: for text and attributes of HTML and XML.
std::string escaped(std::string_view text);

// Replaces each "{{name}}" by its value, as it is. A name without a value is a CHECK.
using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string filled(std::string_view pattern, Fields fields);

// A label's "{}" replaced.
std::string with(std::string_view label, std::string_view value);

// The first letter upper case: Latin, Greek and Cyrillic; others have no case.
std::string capitalised(std::string_view utf8);

// "Fate of the Old Bridge" → "fate-of-the-old-bridge"; letters with marks lose them; what is not
// Latin goes. At most `words_max` words.
std::string slug(std::string_view utf8, std::size_t words_max = 8);
// For scripts that have no ASCII: the first words, percent-encoded, joined by '-'.
std::string encoded_slug(std::string_view utf8, std::size_t characters_max = 24);

std::string percent_encoded(std::string_view bytes);
std::string percent_decoded(std::string_view text);

// UTF-8 → windows-1252; what it has not becomes a numeric reference.
std::string to_windows_1252(std::string_view utf8);

// 12345 → "12,345".
std::string grouped(std::uint64_t number, std::string_view separator);

// Up to `characters_max` characters, cut at a space where there is one, with "…" if it was cut.
std::string shortened(std::string_view utf8, std::size_t characters_max);

}  // namespace broadsheet::newsroom
