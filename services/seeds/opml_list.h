// SPDX-License-Identifier: Apache-2.0
// OPML seed lists. Inside seeds only.
#pragma once

#include <string>
#include <string_view>

#include "seeds/seeds.h"

namespace broadsheet::seeds {

SeedList parse_opml_list(std::string_view text, std::string_view name);
std::string write_opml_list(const std::vector<records::Source>& sources);

}  // namespace broadsheet::seeds
