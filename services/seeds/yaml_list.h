// SPDX-License-Identifier: Apache-2.0
// The native seed list: YAML. Inside seeds only.
#pragma once

#include <string>
#include <string_view>

#include "seeds/seeds.h"

namespace broadsheet::seeds {

SeedList parse_yaml_list(std::string_view text, std::string_view name);
std::string write_yaml_list(const std::vector<records::Source>& sources);

}  // namespace broadsheet::seeds
