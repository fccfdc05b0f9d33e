// SPDX-License-Identifier: Apache-2.0
// Names of people and agencies out of bylines. Inside article only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::article {

// "By Jane Doe and John Roe, Political Editor" → "Jane Doe", "John Roe". Empty if there is no name
// in it.
// `teams`: also what is no person's name, "Example News Staff".
std::vector<std::string> names_in(std::string_view byline, bool teams = false);

// "By", "Written by:", "Autor": nothing but the promise of a name.
bool is_bare_by(std::string_view line);

// "Jane Doe on November 22, 2026" → "Jane Doe".
std::string before_date(std::string_view line);

// "Posted on Friday by Jane Doe in Politics" → "by Jane Doe in Politics"; empty if nobody signs.
std::string signature_in(std::string_view line);

// "입력 2026.11.20 홍길동 기자" → "홍길동 기자": who is called a reporter behind the name.
std::string reporter_in(std::string_view line);

// "By Jane Doe", "Von …", "文・…": what says by itself that names follow.
bool begins_like_a_byline(std::string_view line);

}  // namespace broadsheet::article
