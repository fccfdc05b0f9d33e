// SPDX-License-Identifier: Apache-2.0
// The network between the parts, which may be cut: every connection to one of them goes through a
// relay here. A cut says nothing to either side, as a broken cable does not: bytes wait, new
// connections are taken and never served, and all goes on when it is healed.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace broadsheet::chaos {

// Thread-safe. Loopback only.
class Network {
 public:
  Network();
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // Who a process is: `marks` are words that only its command line has, all of them.
  void add_node(const std::string& name, std::vector<std::string> marks);
  // A port that leads to `port` of `node`.
  int lead_to(const std::string& node, int port);

  // Nothing comes from it or to it.
  void cut(const std::string& node);
  void heal(const std::string& node);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A port that was free a moment ago.
int free_port();

}  // namespace broadsheet::chaos
