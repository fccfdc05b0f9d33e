// SPDX-License-Identifier: Apache-2.0
// A program as a tree of commands. One table per command (flag, key, what it is, what you risk)
// makes --help, the configuration file, the environment, the check and the shell completion.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace broadsheet::app {

// People write 8MiB, 500kB, or a bare number.
struct ByteSize {
  std::uint64_t bytes = 0;
};

// Where a setting's value goes. It holds the default when the table is made, and outlives the run.
using Target =
    std::variant<bool*, int*, std::uint64_t*, double*, std::string*, std::vector<std::string>*,
                 Duration*, std::optional<Duration>*, std::optional<std::string>*, ByteSize*>;

// Which numbers (or bytes) are allowed, both ends included.
struct Bounds {
  double least = 0;
  double most = 0;
};

struct Setting {
  std::string flags = {};  // "--delay" or "--data,-d"; empty: not on the command line
  std::string key = {};    // "crawl.delay" in the file, BROADSHEET_CRAWL_DELAY; empty: flags only
  // What the value is, for people: "DIR"; empty for bool. With "…" at its end, one flag may be
  // followed by several.
  std::string value = {};
  std::string help = {};  // a sentence without a full stop
  std::string risk = {};  // what changing it risks; may be empty
  Target target = static_cast<bool*>(nullptr);
  bool required = false;
  std::optional<Bounds> bounds = {};
  std::string variable = {};  // another variable that is read too, behind the one of the key
};

// Puts `more` behind what is there.
void append(std::vector<Setting>& settings, const std::vector<Setting>& more);

struct Positional {
  std::string name = {};  // "FILE"
  std::string help = {};
  std::vector<std::string>* target = nullptr;
  std::size_t count_min = 0;
  std::size_t count_max = 1;
};

// 0: done. 1: it ran, and what it did failed. 2: it could not start (usage, configuration).
using ExitCode = int;

struct Command {
  std::string name = {};
  std::string summary = {};      // one line
  std::string description = {};  // paragraphs, wrapped when shown; may be empty
  std::string examples = {};     // lines as they are; may be empty
  std::vector<Setting> settings = {};
  std::vector<Positional> positionals = {};
  std::vector<Command> subcommands = {};
  // None for a command that only has subcommands.
  std::function<Result<ExitCode>()> run = {};
};

// Reads the configuration (defaults < file < environment < flags), runs the command that argv
// names, prints a fault as one clear line on stderr and returns the exit code. A flag or key that
// no command knows refuses to start (not so a variable: Kubernetes adds some of our prefix by
// itself). Adds --help and --version everywhere;
// --config FILE, --check-config and --print-config where a setting has a key; and to the root a
// command `completion bash|zsh|fish`.
ExitCode run_program(const Command& root, std::string_view version, int argc,
                     const char* const* argv);

// The page that --help prints. `path` is "broadsheet crawl".
std::string help_text(const Command& command, std::string_view path);

}  // namespace broadsheet::app
