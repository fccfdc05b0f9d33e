// SPDX-License-Identifier: Apache-2.0
// Where a query command finds its archive: a server, or a data folder that nobody serves.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command.h"
#include "broadsheet/arguments.h"
#include "core/json.h"
#include "indexer/indexer.h"
#include "program/peers.h"
#include "rpc/client.h"

namespace broadsheet {

struct ClientOptions {
  std::string server = "127.0.0.1:7400";
  std::string data;
  PeerOptions peer;
  Duration timeout = std::chrono::seconds(30);
  bool json = false;
};

std::vector<app::Setting> client_settings(ClientOptions& options);
// Those of a service that no data folder can stand in for.
std::vector<app::Setting> server_settings(ClientOptions& options);

// An archive to ask, and what it stands on.
struct ArchiveHandle {
  std::unique_ptr<indexer::Indexer> shards;  // with --data
  std::unique_ptr<rpc::ArchiveApi> api;
};
Result<ArchiveHandle> open_archive(const ClientOptions& options);
Result<std::unique_ptr<rpc::CrawlApi>> open_crawl(const ClientOptions& options);
Result<std::unique_ptr<rpc::BackfillApi>> open_backfill(const ClientOptions& options);

// The files of the shards at `address`, asked as the options say.
Result<std::unique_ptr<rpc::CheckpointApi>> open_checkpoints(const ClientOptions& options,
                                                             const std::string& address);

rpc::CallContext call_of(const ClientOptions& options);

// Where a page or a stream ended, as text for people to give back; and that text as the archive
// wants it. What a server says is text already, that of a data folder is bytes. Either belongs to
// its `question`, all that decides what comes: kBadInput for another one.
std::string token_of(const ClientOptions& options, const std::string& question,
                     const std::string& position);
Result<std::string> position_of(const ClientOptions& options, const std::string& question,
                                const std::string& token, const char* flag);

void print_json(const Json& json);

// On stderr: which shards an answer lacks, and why.
void warn_of_missing(const std::vector<rpc::ShardError>& errors);

}  // namespace broadsheet
