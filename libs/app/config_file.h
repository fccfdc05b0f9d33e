// SPDX-License-Identifier: Apache-2.0
// The configuration file: read and checked against the table of settings, and written as a sample.
// Inside app only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/command.h"

namespace broadsheet::app {

// The values of one key, and where they stand: "broadsheet.yaml:3:10".
struct FileValue {
  std::vector<std::string> values;
  std::string where;
};

// The keys of a command and of all below it.
std::set<std::string> keys_of(const Command& command);

// By key; nothing for an empty path. kBadInput for what is no configuration, or a key that is not
// `known`.
Result<std::map<std::string, FileValue>> read_config(const std::string& path,
                                                     const std::set<std::string>& known);

// A file to begin with: every key of the command with its value, what it is and what it risks.
std::string sample_config(const Command& command);

}  // namespace broadsheet::app
