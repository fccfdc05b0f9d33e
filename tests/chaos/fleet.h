// SPDX-License-Identifier: Apache-2.0
// The four services as processes, and what happens to them.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "chaos/cluster.h"
#include "chaos/network.h"
#include "core/random.h"
#include "core/time.h"
#include "support/child.h"

namespace broadsheet::chaos {

// One process, begun again whenever it has ended.
class Process {
 public:
  Process(std::string name, std::vector<std::string> command, std::filesystem::path log);

  [[nodiscard]] const std::string& name() const { return name_; }
  void start();
  void kill();           // -9
  void ask_to_stop();    // has_ended() tells when it did
  bool wait_for_stop();  // true if its exit code is 0
  void pause() { child_->pause(); }
  void resume() { child_->resume(); }
  [[nodiscard]] bool runs() const { return child_ != nullptr; }
  [[nodiscard]] bool is_stopping() const { return asked_ && runs(); }
  // True if it has ended since it was asked the last time; says so, if nobody had asked it to stop
  // or it did not end well.
  bool has_ended();

 private:
  const std::string name_;
  std::vector<std::string> command_;
  std::unique_ptr<testing_support::Child> child_;
  bool asked_ = false;  // to stop
};

class Fleet {
 public:
  struct Options {
    std::filesystem::path bin;
    std::filesystem::path folder;
    std::string bus;
    std::filesystem::path seeds;
    std::string resolve;
    Duration delay = std::chrono::milliseconds(50);
    int fetchers = 2;
    int extractors = 2;
    int indexers = 3;
    int gateways = 1;
    double broker_share = 0.25;   // of the accidents
    double blackout_share = 0.1;  // of those: all brokers are killed at once
  };

  // The fleet's processes are nodes of `network`. Both outlive it.
  Fleet(const Options& options, Network& network, const Cluster& cluster);
  ~Fleet();
  void start();
  // Accidents for so long; at the end all is whole again.
  void suffer(Random& random, Duration time);
  // Every broker is killed, and begun again.
  void black_out();
  // Restarts what has ended by itself; how many have.
  int tend();
  // As an operator stops them; how many did not end well.
  int stop();
  // Where indexers keep their data.
  [[nodiscard]] std::vector<std::filesystem::path> archives() const;
  // HOST:PORT of the first gateway.
  [[nodiscard]] const std::string& gateway() const { return gateway_; }
  // The indexers' operations ports.
  [[nodiscard]] const std::vector<std::string>& indexer_metrics() const { return metrics_; }
  // "12 × kill -9, 9 × cut, …"
  [[nodiscard]] std::string accidents() const;

 private:
  struct Recovery {
    Time at;
    std::string patient;
    std::function<void()> act;
  };
  void recover(Time now);
  void strike(Random& random, Time now);
  void strike_process(Random& random, Process& process, Time now);
  void strike_broker(Random& random, Time now);
  void note(const std::string& kind, const std::string& patient, Duration duration);
  // In the background: a broker takes seconds to begin. Nobody else is hurt meanwhile.
  void begin_brokers(std::function<void()> work);
  [[nodiscard]] bool is_patient(const std::string& name) const;
  [[nodiscard]] bool brokers_begin() const;
  void add(const std::string& program, int count, const std::vector<std::string>& more);

  const Options options_;
  Network& network_;
  const Cluster& cluster_;
  std::string gateway_;
  std::vector<std::string> metrics_;
  std::map<std::string, int> accidents_;
  std::future<void> beginning_;
  std::vector<std::unique_ptr<Process>> processes_;
  std::vector<Recovery> recoveries_;
};

}  // namespace broadsheet::chaos
