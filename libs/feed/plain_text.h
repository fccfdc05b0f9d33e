// SPDX-License-Identifier: Apache-2.0
// From the markup that feeds carry to what a reader sees. Inside feed/ only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::feed {

// HTML → text: tags, comments, scripts and styles gone, references resolved (also those escaped
// once too often), white space collapsed. "a < b" stays. At most `bytes_max`.
std::string plain_from_html(std::string_view html, std::size_t bytes_max);

// The same for text in which '<' is only a character.
std::string plain_from_text(std::string_view text, std::size_t bytes_max);

// True for elements that end a word: <p>, <br>, <li>, …
bool breaks_words(std::string_view element);

}  // namespace broadsheet::feed
