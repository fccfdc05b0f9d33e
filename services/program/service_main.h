// SPDX-License-Identifier: Apache-2.0
// What the four services' main.cpp have in common.
#pragma once

#include <vector>

#include "app/command.h"
#include "program/bus_settings.h"
#include "program/serve.h"

namespace broadsheet {

// The table of a service: its bus, what is its own, and what every long-running program has. They
// point into the options, which outlive them.
std::vector<app::Setting> service_settings(BusOptions& bus, const std::vector<app::Setting>& own,
                                           ServeOptions& serve);

// Runs it as this project's version of it.
app::ExitCode run_service(const app::Command& command, int argc, const char* const* argv);

// The same, over options that live as long as it runs.
template <typename Options>
app::ExitCode run_service(app::Command (*command)(Options&), int argc, const char* const* argv) {
  Options options;
  return run_service(command(options), argc, argv);
}

}  // namespace broadsheet
