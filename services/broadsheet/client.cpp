// SPDX-License-Identifier: Apache-2.0
// Where a query command finds its archive.
#include "broadsheet/client.h"

#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/pipeline.h"
#include "core/encode.h"
#include "core/hash.h"
#include "gateway/gateway.h"

namespace broadsheet {

namespace {

constexpr std::size_t kMarkBytes = 8;

// A server's token belongs to its question; so does one of a folder.
std::string mark_of(const std::string& question) {
  return std::string(sha256(question).view().substr(0, kMarkBytes));
}

rpc::ClientOptions to_rpc(const ClientOptions& options) {
  auto out = to_client(options.peer);
  out.deadline = options.timeout;
  return out;
}

}  // namespace

std::vector<app::Setting> server_settings(ClientOptions& o) {
  return {
      {"--server", "client.server", "HOST:PORT", "The server to ask", "", &o.server, false},
      {"--token",
       "client.token",
       "TOKEN",
       "Who we are, where the server asks",
       "Other people of this machine see flags: better a variable",
       &o.peer.token,
       false,
       {},
       "BROADSHEET_TOKEN"},
      {"--tls", "client.tls", "", "Speaks TLS", "", &o.peer.tls, false},
      {"--ca-file,--tls-ca", "client.ca_file", "FILE",
       "Trusts these certificates (PEM) instead of the system's; implies --tls", "",
       &o.peer.ca_file, false},
      {"--certificate", "client.certificate", "FILE",
       "Shows this certificate (PEM), where the server asks for one; implies --tls", "",
       &o.peer.certificate, false},
      {"--key", "client.key", "FILE", "The key of that certificate (PEM)", "", &o.peer.key, false},
      {"--timeout", "client.timeout", "DURATION", "How long to wait for the answer", "", &o.timeout,
       false},
      {"--json", "", "", "Prints JSON", "", &o.json, false},
  };
}

std::vector<app::Setting> client_settings(ClientOptions& options) {
  auto settings = server_settings(options);
  settings.insert(settings.begin() + 1,
                  {"--data,-d", "", "DIR", "Reads this data folder instead, which nobody serves",
                   "", &options.data, false});
  return settings;
}

Result<ArchiveHandle> open_archive(const ClientOptions& options) {
  ArchiveHandle handle;
  if (options.data.empty()) {
    TRY_LET(api, rpc::connect_archive(options.server, to_rpc(options)));
    handle.api = std::move(api);
    return handle;
  }
  TRY_LET(shards, open_archive(std::filesystem::path(options.data)));
  handle.shards = std::move(shards);
  std::vector<rpc::ShardApi*> apis;
  for (int i = 0; i < handle.shards->shards(); ++i) apis.push_back(&handle.shards->api(i));
  handle.api = gateway::archive_gateway(std::move(apis));
  return handle;
}

Result<std::unique_ptr<rpc::CrawlApi>> open_crawl(const ClientOptions& options) {
  return rpc::connect_crawl(options.server, to_rpc(options));
}

Result<std::unique_ptr<rpc::BackfillApi>> open_backfill(const ClientOptions& options) {
  return rpc::connect_backfill(options.server, to_rpc(options));
}

Result<std::unique_ptr<rpc::CheckpointApi>> open_checkpoints(const ClientOptions& options,
                                                             const std::string& address) {
  return rpc::connect_checkpoints(address, to_rpc(options));
}

rpc::CallContext call_of(const ClientOptions& options) {
  return rpc::call_within(std::chrono::duration_cast<std::chrono::milliseconds>(options.timeout));
}

std::string token_of(const ClientOptions& options, const std::string& question,
                     const std::string& position) {
  if (options.data.empty() || position.empty()) return position;
  return to_base64url(mark_of(question) + position);
}

Result<std::string> position_of(const ClientOptions& options, const std::string& question,
                                const std::string& token, const char* flag) {
  if (options.data.empty() || token.empty()) return token;
  auto bytes = from_base64url(token);
  if (!bytes || bytes->size() <= kMarkBytes) {
    return bad_input("\"" + token + "\" is none of this folder", flag,
                     "give what the answer before said, of the same --data");
  }
  if (!bytes->starts_with(mark_of(question))) {
    return bad_input("\"" + token + "\" belongs to another question", flag,
                     "repeat the one that it came from, with the same flags, or begin anew");
  }
  return bytes->substr(kMarkBytes);
}

void warn_of_missing(const std::vector<rpc::ShardError>& errors) {
  for (const auto& error : errors) {
    std::fprintf(stderr, "shard %d did not answer: %s\n", error.shard, error.fault.text().c_str());
  }
}

void print_json(const Json& json) {
  std::printf("%s\n", json.dump(app::stdout_is_terminal()).c_str());
}

}  // namespace broadsheet
