// SPDX-License-Identifier: Apache-2.0
// A small program of two commands, run as main() would, its output caught.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "app/command.h"

namespace broadsheet::app {

// A variable of the environment for the length of a test.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name_.c_str()); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
};

struct Ran {
  ExitCode code = -1;
  std::string out;
  std::string err;
};

class ProgramTest : public ::testing::Test {
 protected:
  // Where the program's settings go; they begin with their defaults.
  struct Settings {
    std::string data = "data";
    std::vector<std::string> query;
    std::vector<std::string> languages;
    std::vector<std::string> seeds;
    int limit = 10;
    double share = 0.5;
    Duration delay = std::chrono::seconds(5);
    std::optional<Duration> end;
    ByteSize body = {8u << 20};
    std::string token;
    bool json = false;
  };

  Ran run(const std::vector<std::string>& words) {
    settings_ = {};
    runs_ = 0;
    const Command root = tree();
    std::vector<const char*> argv = {"sheet"};
    for (const auto& word : words) argv.push_back(word.c_str());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    Ran ran;
    ran.code = run_program(root, "1.2.3", static_cast<int>(argv.size()), argv.data());
    ran.out = ::testing::internal::GetCapturedStdout();
    ran.err = ::testing::internal::GetCapturedStderr();
    return ran;
  }

  Command tree() {
    Settings& s = settings_;
    Command search;
    search.name = "search";
    search.summary = "find things";
    search.examples = "  sheet search flood";
    search.positionals = {{"QUERY", "What to find", &s.query, 0, 64}};
    search.settings = {
        {"--data,-d", "data", "DIR", "Where it is", "", &s.data, false},
        {"--limit,-n", "search.limit", "N", "How many", "More take longer", &s.limit, false,
         Bounds{1, 1000}},
        {"--share", "", "SHARE", "How near", "", &s.share, false, Bounds{0, 1}},
        {"--lang", "search.languages", "CODE", "Only these", "", &s.languages, false},
        {"--token", "client.token", "TOKEN", "Who asks", "", &s.token, false, {}, "SHEET_TOKEN"},
        {"--json", "", "", "Prints JSON", "", &s.json, false},
    };
    search.run = [this] { return finish(); };
    Command crawl;
    crawl.name = "crawl";
    crawl.summary = "fetch things";
    crawl.settings = {
        {"--seeds,-s", "seeds", "FILE…", "What to fetch", "", &s.seeds, true},
        {"--delay", "crawl.delay", "DURATION", "The pause", "", &s.delay, false},
        {"--for", "", "DURATION", "Ends then", "", &s.end, false},
        {"--body-max", "crawl.body_max", "SIZE", "The longest", "", &s.body, false,
         Bounds{1 << 10, 1 << 30}},
    };
    crawl.run = [this] { return finish(); };
    Command list;
    list.name = "list";
    list.summary = "work on lists";
    Command lint;
    lint.name = "lint";
    lint.summary = "say what's wrong";
    lint.positionals = {{"FILE", "The list", &s.query, 1, 2}};
    lint.run = [this] { return finish(); };
    list.subcommands = {lint};
    Command root;
    root.name = "sheet";
    root.summary = "a test";
    root.subcommands = {search, crawl, list};
    return root;
  }

  Result<ExitCode> finish() {
    ++runs_;
    return outcome_;
  }

  Settings settings_;
  Result<ExitCode> outcome_ = 0;
  int runs_ = 0;
};

}  // namespace broadsheet::app
