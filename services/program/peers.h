// SPDX-License-Identifier: Apache-2.0
// How a service asks other services: who it is there, and over what.
#pragma once

#include <string>
#include <vector>

#include "app/command.h"
#include "rpc/client.h"

namespace broadsheet {

struct PeerOptions {
  std::string token = {};
  bool tls = false;
  std::string ca_file = {};
  std::string certificate = {};
  std::string key = {};
};

// They point into `options`, which outlives them.
std::vector<app::Setting> peer_settings(PeerOptions& options);

rpc::ClientOptions to_client(const PeerOptions& options);

}  // namespace broadsheet
