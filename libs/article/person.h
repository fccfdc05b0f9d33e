// SPDX-License-Identifier: Apache-2.0
// What kind of name a byline holds. Inside article only.
#pragma once

#include <string_view>

namespace broadsheet::article {

// Reads like the name of a person: two to six words that begin with capitals ("Petra von Arx"), or
// a short text in a script that has none ("山田太郎").
bool is_person_like(std::string_view name);

// One word of a script with capitals: a given name, an initial, an account.
bool is_single_word(std::string_view name);

// "kffnirmitap", "jane.doe", "user_77": what a person is called by a machine.
bool is_account(std::string_view name);

// Holds a word of menus and buttons, which have capitals, too: "Sign In", "Link".
bool is_menu(std::string_view name);

// Whether the first letter is a capital.
bool begins_with_capital(std::string_view text);

}  // namespace broadsheet::article
