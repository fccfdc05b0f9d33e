// SPDX-License-Identifier: Apache-2.0
// CSV seed lists. Inside seeds only.
#pragma once

#include <string>
#include <string_view>

#include "seeds/seeds.h"

namespace broadsheet::seeds {

SeedList parse_csv_list(std::string_view text, std::string_view name);
std::string write_csv_list(const std::vector<records::Source>& sources);

}  // namespace broadsheet::seeds
