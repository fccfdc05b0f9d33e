// SPDX-License-Identifier: Apache-2.0
// Shell completion from the tree of commands. Inside app only.
#pragma once

#include <string>
#include <vector>

#include "app/command.h"

namespace broadsheet::app {

// The command `completion SHELL`; `shell` takes its argument. `root` outlives it, and is asked when
// it runs.
Command completion_command(const Command& root, std::vector<std::string>& shell);

}  // namespace broadsheet::app
