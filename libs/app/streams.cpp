// SPDX-License-Identifier: Apache-2.0
// Standard input, output and error.
#include "app/streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>

namespace broadsheet::app {

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    // It takes the lowest number that is free, which is this one. Whoever writes to it hears that
    // nobody reads.
    if (::open("/dev/null", O_RDONLY) < 0) return;
  }
}

Result<void> flush_standard_output() {
  std::cout.flush();
  errno = 0;
  const bool flushed = std::fflush(stdout) == 0;
  if (flushed && std::ferror(stdout) == 0 && std::cout) return {};
  const std::string why = errno != 0 ? ": " + std::generic_category().message(errno) : "";
  return unavailable("what was printed could not be written" + why, "standard output");
}

}  // namespace broadsheet::app
