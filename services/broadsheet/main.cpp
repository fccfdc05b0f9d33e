// SPDX-License-Identifier: Apache-2.0
// broadsheet: the command line.
#include "broadsheet/commands.h"
#include "common/version.h"
#include "extractor/readers.h"

int main(int argc, char** argv) {
  if (broadsheet::extractor::is_reader_command(argc, argv)) {
    return broadsheet::extractor::run_reader(argc, argv);
  }
  return broadsheet::app::run_program(broadsheet::root_command(), broadsheet::kVersion, argc, argv);
}
