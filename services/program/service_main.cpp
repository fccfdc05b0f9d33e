// SPDX-License-Identifier: Apache-2.0
// A table of settings around a service's own, and its main().
#include "program/service_main.h"

#include "common/version.h"

namespace broadsheet {

std::vector<app::Setting> service_settings(BusOptions& bus, const std::vector<app::Setting>& own,
                                           ServeOptions& serve) {
  auto settings = bus_settings(bus);
  app::append(settings, own);
  app::append(settings, serve_settings(serve));
  return settings;
}

app::ExitCode run_service(const app::Command& command, int argc, const char* const* argv) {
  return app::run_program(command, kVersion, argc, argv);
}

}  // namespace broadsheet
