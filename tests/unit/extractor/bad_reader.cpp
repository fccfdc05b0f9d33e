// SPDX-License-Identifier: Apache-2.0
// A reader of pages that does what the page says.
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "extractor/readers.h"
#include "records/capture.h"

namespace {

using broadsheet::Result;
using namespace broadsheet::extractor;

[[noreturn]] void hang() {
  volatile unsigned spins = 0;
  while (true) spins = spins + 1;
}

// Each piece is touched, or it would cost nothing.
[[noreturn]] void take_all_memory() {
  std::vector<std::string> pieces;
  while (true) pieces.emplace_back(std::size_t{8} << 20, 'x');
}

// As a page of a million elements inside each other does to who walks it.
int recurse(int depth) {
  volatile char frame[4096] = {};
  frame[0] = static_cast<char>(depth);
  return depth == -1 ? 0 : recurse(depth + 1) + frame[0];
}

Result<Read> obey(Job job, std::string_view bytes) {
  TRY_LET(capture, broadsheet::records::decode_capture(bytes));
  if (capture.payload == "hang") hang();
  if (capture.payload == "abort") std::abort();
  if (capture.payload == "crash") std::raise(SIGSEGV);
  if (capture.payload == "memory") take_all_memory();
  if (capture.payload == "recurse") std::exit(recurse(0));
  if (capture.payload == "exit") std::exit(7);
  return read_bytes(job, bytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (!is_reader_command(argc, argv)) return 2;
  return run_reader(argc, argv, obey);
}
