// SPDX-License-Identifier: Apache-2.0
// From the text of a flag, a variable or a file to a setting's value, and back. Inside app only.
#pragma once

#include <string>
#include <vector>

#include "app/command.h"

namespace broadsheet::app {

// `where` goes into the fault: "--delay", "BROADSHEET_CRAWL_DELAY", "broadsheet.yaml:3:10".
Result<void> assign(const Setting& setting, const std::vector<std::string>& values,
                    const std::string& where);

// What the target holds now, one text per value; empty if it holds nothing.
std::vector<std::string> current_values(const Target& target);

// "1 to 1000", "64KiB to 1GiB"; empty without bounds.
std::string range_text(const Setting& setting);

bool is_switch(const Target& target);
bool is_list(const Target& target);

// "crawl.delay" → "BROADSHEET_CRAWL_DELAY".
std::string variable_name(std::string_view key);

}  // namespace broadsheet::app
