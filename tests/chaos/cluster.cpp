// SPDX-License-Identifier: Apache-2.0
// By the script that people use too.
#include "chaos/cluster.h"

#include <unistd.h>

#include <cstdlib>

#include "core/file.h"
#include "core/strings.h"

namespace broadsheet::chaos {

namespace {

const std::string kScript = std::string(BROADSHEET_SOURCE_DIR) + "/scripts/kafka";

int run(const std::string& words) {
  return std::system((kScript + " " + words + " >/dev/null").c_str());  // NOLINT: our own words
}

std::string word_of(const std::string& name, const char* file) {
  const auto path = std::string(BROADSHEET_SOURCE_DIR) + "/build/kafka/" + name + "/" + file;
  const auto text = read_file(path, 4096);
  return text ? std::string(trim(*text)) : std::string();
}

}  // namespace

Result<Cluster> Cluster::up(int brokers, Network& network) {
  const std::string name = "chaos-" + std::to_string(::getpid());
  Cluster cluster(name, brokers);
  std::string ports;
  std::string told;
  for (int port = 0; port < 2 * brokers; ++port) {
    const std::string broker = node(1 + port % brokers);
    const int own = free_port();
    const std::string comma = port == 0 ? "" : ",";
    ports += comma + std::to_string(own);
    told += comma + std::to_string(network.lead_to(broker, own));
    network.add_node(broker, {"/" + name + "/" + broker + "/server.properties"});
  }
  const int code = run("up --brokers " + std::to_string(brokers) + " --name " + name + " --ports " +
                       ports + " --told " + told + " --or-skip");
  if (code != 0) return broken("Kafka does not start", name);
  if (const auto skip = word_of(name, "skip"); !skip.empty()) return unavailable(skip);
  cluster.address_ = "kafka://" + word_of(name, "address");
  return cluster;
}

Cluster::Cluster(Cluster&& other) noexcept
    : name_(std::exchange(other.name_, {})),
      address_(std::move(other.address_)),
      brokers_(other.brokers_) {}

Cluster::~Cluster() {
  if (!name_.empty()) run("down --name " + name_);
}

std::string Cluster::node(int broker) { return "broker-" + std::to_string(broker); }

void Cluster::start_all() const {
  run("up --brokers " + std::to_string(brokers_) + " --name " + name_);
}

void Cluster::act(const std::string& verb, int broker) const {
  run(verb + " " + std::to_string(broker) + " --name " + name_);
}

}  // namespace broadsheet::chaos
