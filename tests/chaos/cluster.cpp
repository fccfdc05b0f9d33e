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

Result<Cluster> Cluster::up(int brokers) {
  const std::string name = "chaos-" + std::to_string(::getpid());
  Cluster cluster(name, brokers);
  const int code =
      run("up --brokers " + std::to_string(brokers) + " --name " + name + " --or-skip");
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

void Cluster::act(const std::string& verb, int broker) const {
  run(verb + " " + std::to_string(broker) + " --name " + name_);
}

}  // namespace broadsheet::chaos
