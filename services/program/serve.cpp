// SPDX-License-Identifier: Apache-2.0
// From the first answer of /healthz to the last answer of all.
#include "program/serve.h"

#include <algorithm>
#include <cstdio>
#include <mutex>

#include "app/operations.h"
#include "app/readiness.h"
#include "common/version.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/wait.h"

namespace broadsheet {

namespace {

// The last part of the stop deadline, for answers that are on their way.
constexpr Duration kLastAnswers = std::chrono::seconds(3);
constexpr Duration kLastPages = std::chrono::seconds(1);
constexpr Duration kOpenPauseMin = std::chrono::milliseconds(500);
constexpr Duration kOpenPauseMax = std::chrono::seconds(10);
// A worker waits while shards answer, and they may take as long as a question may: with a few of
// them, one shard that swallows its questions would stop the pages that do not need it. As many as
// gRPC answers at once, but for its streams; a thread that waits costs its stack alone.
constexpr int kPageWorkers = 32;
// Then it is better to hear "later" at once than to wait for four rounds of the above.
constexpr std::size_t kPagesWaitingMax = 128;
constexpr const char* kOpening = "it is being opened";

// gRPC and HTTP, as far as the plan wants them.
class Servers {
 public:
  Servers(Service& service, app::Readiness& readiness) : service_(service), readiness_(readiness) {}

  Result<void> start(const Plan& plan, const Access& access) {
    if (!plan.grpc_listen.empty()) {
      rpc::ServerOptions options;
      options.listen = plan.grpc_listen;
      options.tls = access.tls;
      options.tokens = access.tokens;
      options.insecure = access.insecure;
      TRY_LET(server, rpc::Server::start(options, service_.apis()));
      rpc_ = std::move(server);
    }
    if (!plan.http_listen.empty()) {
      http::Server::Options options;
      options.listen = plan.http_listen;
      options.threads = kPageWorkers;
      options.limits.queue_max = kPagesWaitingMax;
      TRY_LET(tls, http_tls(access));
      options.tls = tls;
      TRY_LET(server, http::Server::open(options, service_.web(access.tokens)));
      web_ = std::move(server);
    }
    return {};
  }

  // From now on nobody is to send anything new here.
  void leave() {
    readiness_.stops();
    if (rpc_) rpc_->set_serving(false);
  }
  void drain() {
    if (rpc_) rpc_->drain(kLastAnswers);
    if (web_) web_->stop(kLastPages);
  }

  // Where it answers, for whoever started it.
  void print(const Access& access, const std::string& metrics) const {
    if (rpc_) std::printf("gRPC     %s\n", rpc_->address().c_str());
    if (web_) {
      std::printf("HTTP     %s://%s/\n", access.tls ? "https" : "http", web_->address().c_str());
    }
    std::printf("metrics  http://%s/metrics\n", metrics.c_str());
    std::fflush(stdout);
  }
  [[nodiscard]] std::string grpc() const { return rpc_ ? rpc_->address() : ""; }

 private:
  Service& service_;
  app::Readiness& readiness_;
  std::unique_ptr<rpc::Server> rpc_;
  std::unique_ptr<http::Server> web_;
};

// What /readyz says, before there is a service, while it runs, and when it is gone.
class Ready {
 public:
  app::Readiness readiness;

  void is(Service* service) {
    const std::scoped_lock lock(mutex_);
    service_ = service;
  }
  std::string waiting_for() {
    std::string missing = readiness.waiting_for();
    const std::scoped_lock lock(mutex_);
    const std::string own = service_ != nullptr ? service_->waiting_for() : "";
    if (!missing.empty() && !own.empty()) missing += ", ";
    return missing + own;
  }

 private:
  std::mutex mutex_;
  Service* service_ = nullptr;
};

// What can be known before anything is opened.
Result<Access> check_access(const ServeOptions& options, const Plan& plan) {
  TRY_LET(access, open_access(options.access));
  if (!plan.grpc_listen.empty()) TRY(check_open(access, plan.grpc_listen, "--listen"));
  if (!plan.http_listen.empty()) TRY(check_open(access, plan.http_listen, "--http-listen"));
  return access;
}

// A port that somebody else has is said before anything is opened, or made on the disk. What the
// address may be besides is for who serves it to say.
Result<void> check_ports(const Plan& plan) {
  for (const auto& listen : {plan.grpc_listen, plan.http_listen}) {
    if (listen.empty()) continue;
    const auto server = http::Server::open({.listen = listen, .threads = 1}, {});
    if (!server && server.fault().kind == FaultKind::kUnavailable) return server.fault();
  }
  return {};
}

bool may_pass(const Fault& fault) {
  return fault.kind == FaultKind::kUnavailable || fault.kind == FaultKind::kNotFound;
}

// Null if it was told to stop before.
Result<std::unique_ptr<Service>> open(const Plan& plan, app::Readiness& readiness,
                                      const std::stop_token& stop) {
  Duration pause = kOpenPauseMin;
  std::string lacks;
  while (true) {
    auto service = plan.open(stop);
    readiness.has(lacks);
    if (service || !plan.waits || !may_pass(service.fault())) return service;
    lacks = service.fault().text();
    readiness.lacks(lacks);
    log::warning("open.waits", {{"service", plan.name}, {"why", lacks}});
    if (wait_for(stop, pause)) return std::unique_ptr<Service>();
    pause = std::min(pause * 2, kOpenPauseMax);
  }
}

}  // namespace

std::vector<app::Setting> log_settings(LogOptions& o) {
  return {
      {"--log-level", "log.level", "LEVEL", "debug, info, warning, error or off", "", &o.level,
       false},
      {"--log-format", "log.format", "FORMAT", "text or json", "", &o.format, false},
  };
}

Result<void> configure_log(const LogOptions& options) {
  log::Options log_options;
  TRY_LET(level, log::parse_level(options.level));
  log_options.level = level;
  if (options.format != "text" && options.format != "json") {
    return bad_input("no log format \"" + options.format + "\"", "--log-format",
                     "say text or json");
  }
  log_options.format = options.format == "json" ? log::Format::kJson : log::Format::kText;
  log::configure(log_options);
  return {};
}

std::vector<app::Setting> serve_settings(ServeOptions& o) {
  auto settings = log_settings(o.log);
  app::append(settings,
              {
                  {"--metrics-listen", "metrics.listen", "ADDRESS:PORT",
                   "Where /metrics, /healthz and /readyz are served", "", &o.metrics_listen, false},
                  {"--stop-deadline", "stop.deadline", "DURATION", "How long a stop may take", "",
                   &o.stop_deadline, false},
              });
  app::append(settings, access_settings(o.access));
  return settings;
}

app::Setting grpc_setting(std::string& listen) {
  return {"--listen", "grpc.listen", "ADDRESS:PORT", "Where gRPC is served; port 0 takes any",
          "",         &listen,       false};
}

app::Setting http_setting(std::string& listen) {
  return {"--http-listen", "http.listen", "ADDRESS:PORT", "Where HTTP is served", "",
          &listen,         false};
}

Result<app::ExitCode> serve(const ServeOptions& options, const Plan& plan) {
  TRY(configure_log(options.log));
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(access, check_access(options, plan));
  TRY(check_ports(plan));
  Ready ready;
  app::Readiness& readiness = ready.readiness;
  readiness.lacks(kOpening);
  TRY_LET(operations,
          app::Operations::open({options.metrics_listen, [&] { return ready.waiting_for(); }}));
  metrics::gauge("broadsheet_build_info", "Always 1; the version is a label",
                 {{"version", kVersion}})
      .set(1);

  TRY_LET(service, open(plan, readiness, stop));
  if (!service) return 0;
  Servers servers(*service, readiness);
  TRY(servers.start(plan, access));
  service->listens_at(servers.grpc());
  ready.is(service.get());
  const auto loops = app::watched(service->loops(), readiness);
  readiness.has(kOpening);
  servers.print(access, operations->address());
  log::info(plan.name + ".ready", {{"grpc", servers.grpc()}});
  auto done = [&] {
    const std::stop_callback leaving(stop, [&] { servers.leave(); });
    return app::run_loops(loops, stop,
                          std::max(options.stop_deadline - kLastAnswers - kLastPages, kLastPages));
  }();
  servers.leave();
  ready.is(nullptr);
  servers.drain();
  TRY(done);
  return 0;
}

}  // namespace broadsheet
