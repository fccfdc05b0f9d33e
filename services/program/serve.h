// SPDX-License-Identifier: Apache-2.0
// What every long-running program does around its work: logs, health, metrics, gRPC, HTTP, TLS and
// tokens, and an orderly end.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/loops.h"
#include "http/server.h"
#include "program/access.h"
#include "rpc/server.h"

namespace broadsheet {

struct LogOptions {
  std::string level = "warning";
  std::string format = "text";
};
// They point into `options`, which outlives them; so do all tables of settings here.
std::vector<app::Setting> log_settings(LogOptions& options);
Result<void> configure_log(const LogOptions& options);

struct ServeOptions {
  LogOptions log = {};
  AccessOptions access = {};
  std::string metrics_listen = "127.0.0.1:7490";
  Duration stop_deadline = std::chrono::seconds(25);
};
std::vector<app::Setting> serve_settings(ServeOptions& options);

app::Setting grpc_setting(std::string& listen);
app::Setting http_setting(std::string& listen);

// What a program does and answers, once it is open.
class Service {
 public:
  virtual ~Service() = default;
  // All of them, to be run by app::run_loops; they end soon after a stop.
  virtual std::vector<app::Loop> loops() = 0;
  // Where gRPC is served, with the port it got; before the loops run.
  virtual void listens_at(const std::string& /*grpc*/) {}
  // What it lacks to be ready, besides running loops: empty, or a sentence. From any thread.
  virtual std::string waiting_for() { return {}; }
  // What is answered over gRPC, until the loops have ended.
  virtual rpc::Services apis() { return {}; }
  // What is answered over HTTP, to those who show one of the tokens, if there are any.
  virtual http::Server::Handler web(const std::vector<rpc::Token>& /*tokens*/) { return {}; }
};

struct Plan {
  std::string name;              // "up", "fetcher": in the log
  std::string grpc_listen = {};  // empty: not at all
  std::string http_listen = {};
  // Whatever can be said against the configuration was said before: kUnavailable and kNotFound are
  // tried again, with `waits`, until it opens or somebody says stop.
  std::function<Result<std::unique_ptr<Service>>(std::stop_token stop)> open;
  bool waits = false;
};

// Runs it until somebody says stop or one of its loops fails. /readyz says what it waits for. Call
// it before threads are made.
Result<app::ExitCode> serve(const ServeOptions& options, const Plan& plan);

}  // namespace broadsheet
