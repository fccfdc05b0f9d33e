// SPDX-License-Identifier: Apache-2.0
// The program as people run it, and a data folder to run it on.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/file.h"

namespace broadsheet {

struct Ran {
  int code = -1;
  std::string output;  // of both streams
};

inline std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// A whole line for the shell.
inline Ran run_line(const std::string& line) {
  FILE* pipe = ::popen(line.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  Ran ran;
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) ran.output += buffer;
  const int status = ::pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

inline std::string line_of(const std::vector<std::string>& words) {
  std::string line = BROADSHEET_PROGRAM;
  for (const auto& word : words) line += " " + quoted(word);
  return line;
}

// `before` is what a shell does first, such as "ulimit -f 8;".
inline Ran run(const std::vector<std::string>& words, const std::string& before = {}) {
  return run_line(before + " exec " + line_of(words) + " 2>&1 </dev/null");
}

// Every file below a folder, byte for byte, with the time of its last change.
using Tree = std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>>;
inline Tree tree_of(const std::filesystem::path& folder) {
  Tree tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = entry.path().lexically_relative(folder).string();
    const auto bytes = entry.is_regular_file() ? read_file(entry.path()) : std::string("a folder");
    EXPECT_TRUE(bytes.ok()) << name;
    tree[name] = {*bytes, entry.last_write_time()};
  }
  return tree;
}

}  // namespace broadsheet
