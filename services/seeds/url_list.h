// SPDX-License-Identifier: Apache-2.0
// The plainest seed list: a URL a line. Inside seeds only.
#pragma once

#include <string>
#include <string_view>

#include "seeds/seeds.h"

namespace broadsheet::seeds {

// URLs of one host make one source.
SeedList parse_url_list(std::string_view text, std::string_view name);
std::string write_url_list(const std::vector<records::Source>& sources);

}  // namespace broadsheet::seeds
