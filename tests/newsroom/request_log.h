// SPDX-License-Identifier: Apache-2.0
// What was asked of the newsroom, when and by whom: in memory, and as JSON lines in a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

namespace broadsheet::newsroom {

// One request and its answer. Times are of the real clock, also where the scenario's runs
// otherwise: politeness is owed to servers, not to scenarios.
struct LogEntry {
  std::uint64_t number = 0;  // from 1, in the order of arrival
  Time began = {};           // its head was read
  Time ended = {};           // not before this could the client have had the answer
  Time scenario = {};        // what the outlets' clock showed
  std::string scheme = {};
  std::string host = {};  // lower case, without port
  std::string method = {};
  std::string target = {};
  int status = 0;  // 0: no answer was given
  std::string user_agent = {};
  std::string peer = {};      // "127.0.0.1:43121": one connection of the client
  std::size_t at_once = 1;    // requests under way at this host's site, this one among them
  bool conditional = false;   // it carried validators
  std::string location = {};  // of a redirect
  std::optional<Time> retry_after = {};  // the moment before which the answer forbade to come again
};

Json to_json(const LogEntry& entry);
Result<LogEntry> log_entry(const Json& json);
// Reads what RequestLog wrote; kBadInput with the line.
Result<std::vector<LogEntry>> parse_log(std::string_view json_lines);

// Thread-safe. Keeps the last `entries_max` in memory; the file has all.
class RequestLog {
 public:
  struct Options {
    std::filesystem::path file = {};  // appended to; empty: none
    std::size_t entries_max = 500'000;
  };

  static Result<std::unique_ptr<RequestLog>> open(const Options& options);
  ~RequestLog();
  RequestLog(const RequestLog&) = delete;
  RequestLog& operator=(const RequestLog&) = delete;

  // A request is under way at `site`; says how many are now. Every begin has its end.
  std::size_t begin(std::string_view site);
  void end(std::string_view site, LogEntry entry);

  [[nodiscard]] std::vector<LogEntry> entries() const;
  [[nodiscard]] std::uint64_t count() const;  // since it was opened or cleared
  void clear();                               // the memory, not the file

 private:
  explicit RequestLog(const Options& options, std::FILE* file) : options_(options), file_(file) {}

  mutable std::mutex mutex_;
  const Options options_;
  std::FILE* file_;
  std::deque<LogEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> under_way_;
  std::uint64_t count_ = 0;
};

}  // namespace broadsheet::newsroom
