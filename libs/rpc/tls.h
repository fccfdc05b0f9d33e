// SPDX-License-Identifier: Apache-2.0
// Certificates of servers and callers, which are read again when their files change. Inside rpc
// only.
#pragma once

#include <memory>
#include <optional>

#include "rpc/client.h"
#include "rpc/server.h"

namespace grpc {
class ChannelCredentials;
class ServerCredentials;
}  // namespace grpc

namespace broadsheet::rpc {

// Without `tls`, insecure ones. kNotFound for a file that is not there; kBadInput for one that
// holds no certificate or key, or where the key is another certificate's. A change of the files
// counts at most `reload` later, for connections that are made from then on. While certificate and
// key do not fit together none can be made: replace both at once, as a mounted Secret does.
Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(
    const std::optional<ServerTls>& tls);
Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(
    const std::optional<ClientTls>& tls);

}  // namespace broadsheet::rpc
