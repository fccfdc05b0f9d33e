// SPDX-License-Identifier: Apache-2.0
// A process that publishes, reads and commits on an embedded bus until a test kills it.
#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>

#include "bus/bus.h"

namespace broadsheet::bus {
namespace {

void publish_for_ever(Bus& bus) {
  for (int at = 0;; at += 2) {
    const Record one{"a", std::to_string(at)};
    const Record other{"b", std::to_string(at + 1)};
    if (!bus.publish("topic", {one, other}).ok() || ::write(STDOUT_FILENO, "p", 1) != 1) _exit(1);
  }
}

int run(const std::string& folder) {
  Options options;
  options.address = "embedded:" + folder;
  const auto bus = open(options);
  if (!bus.ok() || !(*bus)->create_topic({"topic", 2}).ok()) return 1;
  const auto inbox = (*bus)->subscribe({"topic"}, "group");
  if (!inbox.ok()) return 1;
  const std::jthread publisher([&] { publish_for_ever(**bus); });
  for (;;) {
    const auto polled = (*inbox)->poll(7, std::chrono::seconds(1));
    if (!polled.ok() || !(*inbox)->commit().ok()) _exit(1);
    for (std::size_t at = 0; at < polled->size(); ++at) {
      if (::write(STDOUT_FILENO, "c", 1) != 1) _exit(1);
    }
  }
}

}  // namespace
}  // namespace broadsheet::bus

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: bus_crasher FOLDER\n");
    return 2;
  }
  return broadsheet::bus::run(arguments[1]);
}
