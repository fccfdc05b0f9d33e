// SPDX-License-Identifier: Apache-2.0
// The words around names in bylines, folded. Inside article only.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::article {

// How many bytes at the beginning of a folded text say "by"; 0: none.
std::size_t by_length(std::string_view folded);

// "correspondent", "redakteurin": what somebody is, beside a name.
bool is_office(std::string_view word);

// "political", "senior": before an office.
bool tells_office(std::string_view word);

// What makes a text a button or a line about reading: no name.
bool is_no_name(std::string_view word);

// Who signs for many: "desk", "redaktion".
bool is_team(std::string_view word);

bool is_weekday(std::string_view word);

// "Photos by", "Editing by", "Foto:": whether words begin with what others than authors do.
bool begins_other_work(std::span<const std::string> words);

// "Kommentar" in "Ein Kommentar von …".
bool is_genre(std::string_view word);

// "in Berlin", "for Example News", "is a writer": what goes on behind a name.
bool goes_on(std::string_view word);

}  // namespace broadsheet::article
