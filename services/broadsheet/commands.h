// SPDX-License-Identifier: Apache-2.0
// The commands of the program. Each holds its own settings for as long as the program runs.
#pragma once

#include "app/command.h"

namespace broadsheet {

// root.cpp: all of them.
app::Command root_command();

// up.cpp, crawl.cpp
app::Command up_command();
app::Command crawl_command();

// seeds.cpp, extract.cpp, topics.cpp, dead_letters.cpp, verify.cpp
app::Command seeds_command();
app::Command extract_command();
app::Command topics_command();
app::Command dead_letters_command();
app::Command verify_command();

// import.cpp, reextract.cpp
app::Command import_command();
app::Command reextract_command();

// backup.cpp
app::Command checkpoint_command();
app::Command backup_command();
app::Command restore_command();

// query.cpp, export.cpp, explain.cpp
app::Command search_command();
app::Command get_command();
app::Command history_command();
app::Command diff_command();
app::Command copies_command();
app::Command stats_command();
app::Command export_command();
app::Command explain_command();

}  // namespace broadsheet
