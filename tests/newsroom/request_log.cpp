// SPDX-License-Identifier: Apache-2.0
// The log of requests and its lines.
#include "newsroom/request_log.h"

#include <cerrno>
#include <cstring>

#include "core/strings.h"

namespace broadsheet::newsroom {

Json to_json(const LogEntry& entry) {
  Json json;
  json.set("number", entry.number)
      .set("began", format_time(entry.began))
      .set("ended", format_time(entry.ended))
      .set("scenario", format_time(entry.scenario))
      .set("scheme", entry.scheme)
      .set("host", entry.host)
      .set("method", entry.method)
      .set("target", entry.target)
      .set("status", entry.status)
      .set("user_agent", entry.user_agent)
      .set("peer", entry.peer)
      .set("at_once", static_cast<std::uint64_t>(entry.at_once))
      .set("conditional", entry.conditional);
  if (!entry.location.empty()) json.set("location", entry.location);
  if (entry.retry_after) json.set("retry_after", format_time(*entry.retry_after));
  return json;
}

Result<LogEntry> log_entry(const Json& json) {
  LogEntry entry;
  entry.number = static_cast<std::uint64_t>(json["number"].as_int());
  TRY_LET(began, parse_time(json["began"].as_string()));
  TRY_LET(ended, parse_time(json["ended"].as_string()));
  TRY_LET(scenario, parse_time(json["scenario"].as_string()));
  entry.began = began;
  entry.ended = ended;
  entry.scenario = scenario;
  entry.scheme = json["scheme"].as_string();
  entry.host = json["host"].as_string();
  entry.method = json["method"].as_string();
  entry.target = json["target"].as_string();
  entry.status = static_cast<int>(json["status"].as_int());
  entry.user_agent = json["user_agent"].as_string();
  entry.peer = json["peer"].as_string();
  entry.at_once = static_cast<std::size_t>(json["at_once"].as_int(1));
  entry.conditional = json["conditional"].as_bool();
  entry.location = json["location"].as_string();
  if (json.has("retry_after")) {
    TRY_LET(until, parse_time(json["retry_after"].as_string()));
    entry.retry_after = until;
  }
  return entry;
}

Result<std::vector<LogEntry>> parse_log(std::string_view json_lines) {
  std::vector<LogEntry> out;
  std::size_t number = 0;
  for (const auto line : split(json_lines, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const auto json = parse_json(line);
    if (!json.ok()) return bad_input(json.fault().what, "line " + std::to_string(number));
    auto entry = log_entry(*json);
    if (!entry.ok()) return bad_input(entry.fault().what, "line " + std::to_string(number));
    out.push_back(std::move(*entry));
  }
  return out;
}

Result<std::unique_ptr<RequestLog>> RequestLog::open(const Options& options) {
  std::FILE* file = nullptr;
  if (!options.file.empty()) {
    file = std::fopen(options.file.c_str(), "ae");
    if (file == nullptr) return unavailable(std::strerror(errno), options.file.string());
  }
  return std::unique_ptr<RequestLog>(new RequestLog(options, file));
}

RequestLog::~RequestLog() {
  if (file_ != nullptr) std::fclose(file_);
}

std::size_t RequestLog::begin(std::string_view site) {
  std::scoped_lock lock(mutex_);
  const auto found = under_way_.find(site);
  if (found != under_way_.end()) return ++found->second;
  under_way_.emplace(site, 1);
  return 1;
}

void RequestLog::end(std::string_view site, LogEntry entry) {
  std::scoped_lock lock(mutex_);
  if (const auto found = under_way_.find(site); found != under_way_.end() && --found->second == 0) {
    under_way_.erase(found);
  }
  entry.number = ++count_;
  if (file_ != nullptr) {
    const auto line = to_json(entry).dump() + "\n";
    std::fwrite(line.data(), 1, line.size(), file_);
    std::fflush(file_);
  }
  entries_.push_back(std::move(entry));
  if (entries_.size() > options_.entries_max) entries_.pop_front();
}

std::vector<LogEntry> RequestLog::entries() const {
  std::scoped_lock lock(mutex_);
  return {entries_.begin(), entries_.end()};
}

std::uint64_t RequestLog::count() const {
  std::scoped_lock lock(mutex_);
  return count_;
}

void RequestLog::clear() {
  std::scoped_lock lock(mutex_);
  entries_.clear();
  count_ = 0;
}

}  // namespace broadsheet::newsroom
