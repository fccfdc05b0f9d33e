// SPDX-License-Identifier: Apache-2.0
// How a service asks other services.
#include "program/peers.h"

namespace broadsheet {

std::vector<app::Setting> peer_settings(PeerOptions& o) {
  return {
      {"--peer-token", "peer.token", "TOKEN",
       "Who we are to other services, where they ask for tokens; to indexers, one with scope admin",
       "Other people of this machine see flags: better a variable", &o.token, false},
      {"--peer-tls", "peer.tls", "", "Speaks TLS with other services", "", &o.tls, false},
      {"--peer-ca-file", "peer.ca_file", "FILE",
       "Trusts these certificates (PEM) instead of the system's; implies --peer-tls", "",
       &o.ca_file, false},
      {"--peer-certificate", "peer.certificate", "FILE",
       "Shows this certificate (PEM), where another service asks for one; implies --peer-tls", "",
       &o.certificate, false},
      {"--peer-key", "peer.key", "FILE", "The key of that certificate (PEM)", "", &o.key, false},
  };
}

rpc::ClientOptions to_client(const PeerOptions& options) {
  rpc::ClientOptions client;
  client.token = options.token;
  if (options.tls || !options.ca_file.empty() || !options.certificate.empty()) {
    client.tls = rpc::ClientTls{.ca_file = options.ca_file,
                                .certificate_file = options.certificate,
                                .key_file = options.key};
  }
  return client;
}

}  // namespace broadsheet
