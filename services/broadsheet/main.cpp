// SPDX-License-Identifier: Apache-2.0
// broadsheet: the command line.
#include "broadsheet/commands.h"
#include "common/version.h"

int main(int argc, char** argv) {
  return broadsheet::app::run_program(broadsheet::root_command(), broadsheet::kVersion, argc, argv);
}
