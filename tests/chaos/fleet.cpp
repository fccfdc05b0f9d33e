// SPDX-License-Identifier: Apache-2.0
// Accidents and recoveries.
#include "chaos/fleet.h"

#include <algorithm>
#include <cstdio>
#include <stop_token>

#include "core/wait.h"

namespace broadsheet::chaos {

namespace {

using std::chrono::milliseconds;
using testing_support::Child;

constexpr Duration kTick = milliseconds(50);

void say(const std::string& what) {
  std::printf("%s  %s\n", format_time(system_now()).c_str(), what.c_str());
  std::fflush(stdout);
}

Duration between(Random& random, int least, int most) {
  return milliseconds(least +
                      static_cast<int>(random.below(static_cast<std::uint64_t>(most - least))));
}

// Mostly the blink of an eye; sometimes so long that sessions end meanwhile.
Duration ordeal(Random& random) {
  return random.chance(0.3) ? between(random, 6'500, 12'000) : between(random, 100, 3'000);
}

}  // namespace

Process::Process(std::string name, std::vector<std::string> command, std::filesystem::path log)
    : name_(std::move(name)),
      // The shell becomes the program, so that a signal reaches it.
      command_{"/bin/sh", "-c", "exec \"$@\" 2>>\"$0\"", log.string()} {
  command_.insert(command_.end(), command.begin(), command.end());
}

void Process::start() {
  if (child_) return;
  asked_ = false;
  child_ = std::make_unique<Child>(command_);
}

void Process::kill() { child_.reset(); }

void Process::ask_to_stop() {
  asked_ = true;
  child_->terminate();
}

bool Process::wait_for_stop() {
  const int code = child_->wait();
  child_.reset();
  if (code != 0) say(name_ + " ended with " + std::to_string(code));
  return code == 0;
}

bool Process::has_ended() {
  if (!child_ || !child_->has_ended()) return false;
  const int code = child_->wait();
  child_.reset();
  if (!asked_ || code != 0) {
    say(name_ + (asked_ ? " ended" : " ended by itself") + " with " + std::to_string(code));
  }
  return true;
}

Fleet::Fleet(const Options& options, Network& network, const Cluster& cluster)
    : options_(options), network_(network), cluster_(cluster) {
  add("fetcher", options_.fetchers,
      {"--seeds", options_.seeds.string(), "--resolve", options_.resolve, "--allow-address",
       "127.0.0.0/8", "--delay", format_duration(options_.delay), "--user-agent",
       "broadsheet/chaos (+chaos@newsroom.test)"});
  add("extractor", options_.extractors, {"--workers", "2"});
  add("indexer", options_.indexers,
      {"--standbys", "1", "--begin-after", "3s", "--standbys-after", "10s"});
  add("gateway", options_.gateways, {"--http-listen", "127.0.0.1:0"});
}

Fleet::~Fleet() {
  if (beginning_.valid()) beginning_.wait();
}

void Fleet::add(const std::string& program, int count, const std::vector<std::string>& more) {
  for (int number = 1; number <= count; ++number) {
    const std::string name = program + "-" + std::to_string(number);
    const auto folder = options_.folder / name;
    std::filesystem::create_directories(folder);
    const int port = free_port();
    const std::string address = "127.0.0.1:" + std::to_string(port);
    const std::string metrics = "127.0.0.1:" + std::to_string(free_port());
    std::vector<std::string> command = {(options_.bin / ("broadsheet-" + program)).string(),
                                        "--bus",
                                        options_.bus,
                                        "--member",
                                        name,
                                        "--bus-property",
                                        "session.timeout.ms=6000",
                                        "--listen",
                                        address,
                                        "--metrics-listen",
                                        metrics,
                                        "--log-level",
                                        "info"};
    if (program == "fetcher" || program == "indexer") {
      command.insert(command.end(), {"--data", folder.string()});
    }
    if (program == "indexer") {
      metrics_.push_back(metrics);
      const int told = network_.lead_to(name, port);
      command.insert(command.end(), {"--advertise", "127.0.0.1:" + std::to_string(told)});
    }
    if (program == "gateway" && gateway_.empty()) gateway_ = address;
    command.insert(command.end(), more.begin(), more.end());
    network_.add_node(name, {options_.bus, name});
    processes_.push_back(std::make_unique<Process>(name, command, folder / "log"));
  }
}

void Fleet::start() {
  for (auto& process : processes_) process->start();
}

bool Fleet::is_patient(const std::string& name) const {
  return std::ranges::any_of(recoveries_, [&](const auto& one) { return one.patient == name; });
}

void Fleet::recover(Time now) {
  for (std::size_t i = 0; i < recoveries_.size();) {
    if (recoveries_[i].at > now) {
      ++i;
      continue;
    }
    const auto recovery = std::move(recoveries_[i]);
    recoveries_.erase(recoveries_.begin() + static_cast<std::ptrdiff_t>(i));
    recovery.act();
  }
}

void Fleet::note(const std::string& kind, const std::string& patient, Duration duration) {
  say(kind + " " + patient + " for " + format_duration(duration));
  ++accidents_[kind];
}

std::string Fleet::accidents() const {
  std::string words;
  for (const auto& [kind, count] : accidents_) {
    words += (words.empty() ? "" : ", ") + std::to_string(count) + " × " + kind;
  }
  return words;
}

void Fleet::strike_process(Random& random, Process& process, Time now) {
  const Duration time = ordeal(random);
  const std::string& name = process.name();
  switch (random.below(4)) {
    case 0:
      note("kill -9", name, time);
      process.kill();
      recoveries_.push_back({now + time, name, [&process] { process.start(); }});
      return;
    case 1:
      note("stop", name, time);
      process.ask_to_stop();  // It is begun again once it has ended.
      recoveries_.push_back({now + time, name, [] {}});
      return;
    case 2:
      note("pause", name, time);
      process.pause();
      recoveries_.push_back({now + time, name, [&process] { process.resume(); }});
      return;
    default:
      note("cut", name, time);
      network_.cut(name);
      recoveries_.push_back({now + time, name, [this, name] { network_.heal(name); }});
      return;
  }
}

bool Fleet::brokers_begin() const {
  return beginning_.valid() && beginning_.wait_for(milliseconds(0)) != std::future_status::ready;
}

void Fleet::begin_brokers(std::function<void()> work) {
  beginning_ = std::async(std::launch::async, std::move(work));
}

void Fleet::black_out() {
  note("blackout", "of all brokers", {});
  for (int broker = 1; broker <= cluster_.brokers(); ++broker) cluster_.act("kill", broker);
  begin_brokers([this] { cluster_.start_all(); });
}

// One at a time: with two of three gone, nothing can be acknowledged. And now and then all of them.
void Fleet::strike_broker(Random& random, Time now) {
  if (is_patient("broker") || brokers_begin()) return;
  const Duration time = ordeal(random);
  const int broker =
      1 + static_cast<int>(random.below(static_cast<std::uint64_t>(cluster_.brokers())));
  const std::string name = Cluster::node(broker);
  if (random.chance(options_.blackout_share)) return black_out();
  const auto heal_by = [&](std::function<void()> act) {
    recoveries_.push_back({now + time, "broker", std::move(act)});
  };
  const auto begin_again = [this, broker] {
    begin_brokers([this, broker] { cluster_.act("start", broker); });
  };
  switch (random.below(4)) {
    case 0:
      note("kill -9 a broker", name, time);
      cluster_.act("kill", broker);
      return heal_by(begin_again);
    case 1:
      note("stop a broker", name, time);
      return begin_brokers([this, broker] {
        cluster_.act("stop", broker);
        cluster_.act("start", broker);
      });
    case 2:
      note("pause a broker", name, time);
      cluster_.act("pause", broker);
      return heal_by([this, broker] { cluster_.act("resume", broker); });
    default:
      note("cut a broker", name, time);
      network_.cut(name);
      return heal_by([this, name] { network_.heal(name); });
  }
}

void Fleet::strike(Random& random, Time now) {
  if (random.chance(options_.broker_share)) return strike_broker(random, now);
  Process& process = *processes_[random.below(processes_.size())];
  if (is_patient(process.name()) || !process.runs() || process.is_stopping()) return;
  strike_process(random, process, now);
}

void Fleet::suffer(Random& random, Duration time) {
  const Time end = system_now() + time;
  Time next = system_now() + std::chrono::seconds(3);
  for (Time now = system_now(); now < end; now = system_now()) {
    recover(now);
    tend();
    if (now >= next) {
      strike(random, now);
      next = now + between(random, 300, 2500);
    }
    wait_for(std::stop_token(), kTick);
  }
  recover(Time::max());
  if (beginning_.valid()) beginning_.wait();
  say("peace");
}

int Fleet::tend() {
  int ended = 0;
  for (auto& process : processes_) {
    if (process->has_ended()) ++ended;
    if (!process->runs() && !is_patient(process->name())) process->start();
  }
  return ended;
}

int Fleet::stop() {
  int bad = 0;
  for (auto& process : processes_) {
    if (process->has_ended() || !process->runs()) {
      ++bad;
      continue;
    }
    process->ask_to_stop();
    if (!process->wait_for_stop()) ++bad;
  }
  return bad;
}

std::vector<std::filesystem::path> Fleet::archives() const {
  std::vector<std::filesystem::path> folders;
  for (int number = 1; number <= options_.indexers; ++number) {
    folders.push_back(options_.folder / ("indexer-" + std::to_string(number)));
  }
  return folders;
}

}  // namespace broadsheet::chaos
