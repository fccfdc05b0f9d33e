// SPDX-License-Identifier: Apache-2.0
// An archive in memory, to ask over HTTP in tests; what a test wants to fail, fails.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "gateway/gateway.h"
#include "gateway/http_parameters.h"
#include "url/canonical.h"

namespace broadsheet::gateway {

class MemoryArchive final : public rpc::ArchiveApi {
 public:
  std::vector<records::Snapshot> snapshots = {};  // oldest first
  std::optional<Fault> fault = {};                // of every question
  std::string trace = {};                         // of the last one about statistics
  std::vector<rpc::Snippet> snippets = {};
  std::vector<rpc::ShardError> shard_errors = {};
  rpc::SearchRequest last_search = {};
  rpc::ListSnapshotsRequest last_list = {};
  rpc::CountRequest last_count = {};
  rpc::ListCopiesRequest last_copies = {};
  rpc::ListCapturesRequest last_captures = {};
  std::string payload = "<html>as served</html>";
  std::string payload_type = "text/html; charset=utf-8";

  const records::Snapshot& add(const std::string& url, const std::string& time,
                               const std::string& title = "Bridge stays open",
                               const std::string& text = "The bridge stays open.") {
    records::Snapshot snapshot;
    snapshot.url_key = url::url_key(*url::Url::parse(url));
    snapshot.content_hash = sha256(title + "\n" + text);
    snapshot.text_hash = sha256(text);
    snapshot.article.url = url;
    snapshot.article.title = title;
    snapshot.article.language = "en";
    snapshot.article.paragraphs = {{records::ParagraphKind::kText, text}};
    snapshot.first_seen = snapshot.last_seen = *parse_time(time);
    snapshot.version = static_cast<std::uint32_t>(versions(snapshot.url_key).size() + 1);
    snapshot.payload_digest = sha256(payload);
    snapshot.payload_type = payload_type;
    snapshot.payload_bytes = payload.size();
    snapshots.push_back(snapshot);
    return snapshots.back();
  }

  Result<rpc::GetSnapshotReply> get_snapshot(const rpc::GetSnapshotRequest& request,
                                             const rpc::CallContext&) override {
    if (fault) return *fault;
    rpc::GetSnapshotReply reply;
    TRY_LET(found, find(request.of));
    reply.snapshot = found;
    const auto all = versions(found.url_key);
    reply.versions = static_cast<std::uint32_t>(all.size());
    reply.first = all.front().content_hash;
    reply.last = all.back().content_hash;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].key() != found.key()) continue;
      if (i > 0) reply.previous = all[i - 1].content_hash;
      if (i + 1 < all.size()) reply.next = all[i + 1].content_hash;
    }
    return reply;
  }

  // A position is the number of snapshots before it, as a byte that no JSON could hold.
  Result<rpc::ListSnapshotsReply> list_snapshots(const rpc::ListSnapshotsRequest& request,
                                                 const rpc::CallContext&) override {
    last_list = request;
    if (fault) return *fault;
    rpc::ListSnapshotsReply reply;
    reply.shard_errors = shard_errors;
    auto all = matching(request.filter);
    if (request.order == rpc::TimeOrder::kNewestFirst) std::ranges::reverse(all);
    std::size_t at = 0;
    if (!request.page.position.empty()) {
      at = static_cast<unsigned char>(request.page.position.front()) - 128U;
    }
    const auto size = static_cast<std::size_t>(request.page.size);
    for (; at < all.size() && reply.snapshots.size() < size; ++at) {
      reply.snapshots.push_back(all[at]);
    }
    if (at < all.size()) reply.next_position = std::string(1, static_cast<char>(128 + at));
    return reply;
  }

  Result<void> stream_snapshots(const rpc::StreamSnapshotsRequest&, const rpc::CallContext&,
                                const rpc::StreamSink&) override {
    return broken("nobody streams over HTTP");
  }

  Result<rpc::SearchReply> search(const rpc::SearchRequest& request,
                                  const rpc::CallContext&) override {
    last_search = request;
    if (fault) return *fault;
    rpc::SearchReply reply;
    reply.total = snapshots.size();
    reply.shard_errors = shard_errors;
    for (const auto& snapshot : snapshots) reply.hits.push_back({snapshot, 1.5, snippets});
    const auto size = static_cast<std::size_t>(request.page.size);
    if (reply.hits.size() > size) {
      reply.hits.erase(reply.hits.begin() + request.page.size, reply.hits.end());
      reply.next_position = std::string("\xFF\x00\x01", 3);
    }
    return reply;
  }

  Result<rpc::CountReply> count(const rpc::CountRequest& request,
                                const rpc::CallContext&) override {
    last_count = request;
    if (fault) return *fault;
    return rpc::CountReply{.total = 3, .buckets = {{{"gazette.example"}, 3}}};
  }

  Result<rpc::DiffReply> diff(const rpc::DiffRequest& request, const rpc::CallContext&) override {
    if (fault) return *fault;
    TRY_LET(before, find(request.before));
    TRY_LET(after, find(request.after));
    rpc::DiffReply reply;
    reply.title = text::diff_words(before.article.title, after.article.title);
    reply.diff = text::diff(records::text_paragraphs(before.article),
                            records::text_paragraphs(after.article));
    reply.before = before;
    reply.after = after;
    return reply;
  }

  Result<rpc::ListCopiesReply> list_copies(const rpc::ListCopiesRequest& request,
                                           const rpc::CallContext&) override {
    last_copies = request;
    if (fault) return *fault;
    rpc::ListCopiesReply reply;
    TRY_LET(of, find(request.of));
    reply.of = of;
    for (const auto& snapshot : snapshots) {
      if (snapshot.key() != of.key() && snapshot.text_hash == of.text_hash) {
        reply.copies.push_back({snapshot, 1, true});
      }
    }
    return reply;
  }

  Result<rpc::ListCapturesReply> list_captures(const rpc::ListCapturesRequest& request,
                                               const rpc::CallContext&) override {
    last_captures = request;
    if (fault) return *fault;
    rpc::ListCapturesReply reply;
    reply.captures.push_back({.url = request.url->href()});
    return reply;
  }

  Result<rpc::Payload> get_payload(const rpc::GetPayloadRequest& request,
                                   const rpc::CallContext&) override {
    if (fault) return *fault;
    TRY_LET(of, find(request.of));
    return rpc::Payload{payload, of.payload_type, of.payload_digest, {}};
  }

  Result<rpc::StatsReply> get_stats(const rpc::GetStatsRequest&,
                                    const rpc::CallContext& call) override {
    trace = call.trace;
    if (fault) return *fault;
    rpc::StatsReply reply;
    reply.shards.push_back({.snapshots = snapshots.size(), .urls = 1234567});
    return reply;
  }

  Result<rpc::Checkpoint> get_checkpoint(const rpc::GetCheckpointRequest& request,
                                         const rpc::CallContext&) override {
    if (fault) return *fault;
    return rpc::Checkpoint{.shard = request.shard, .size = 7, .root = sha256("root")};
  }

  Result<rpc::InclusionProof> get_inclusion_proof(const rpc::InclusionProofRequest& request,
                                                  const rpc::CallContext&) override {
    if (fault) return *fault;
    TRY_LET(of, find(request.of));
    return rpc::InclusionProof{
        .leaf_index = 3, .leaf = of.key().bytes(), .hashes = {sha256("a")}, .tree_size = 7};
  }

  Result<rpc::ConsistencyProof> get_consistency_proof(const rpc::ConsistencyProofRequest&,
                                                      const rpc::CallContext&) override {
    return broken("nobody asks for it over HTTP");
  }

 private:
  [[nodiscard]] std::vector<records::Snapshot> versions(const std::string& url_key) const {
    std::vector<records::Snapshot> all;
    for (const auto& snapshot : snapshots) {
      if (snapshot.url_key == url_key) all.push_back(snapshot);
    }
    return all;
  }

  [[nodiscard]] std::vector<records::Snapshot> matching(const rpc::SnapshotFilter& filter) const {
    std::vector<records::Snapshot> all;
    const auto url = url::Url::parse(filter.pattern);
    for (const auto& snapshot : snapshots) {
      const bool wanted =
          filter.match == rpc::UrlMatch::kAll ||
          (filter.match == rpc::UrlMatch::kUrl && snapshot.url_key == url::url_key(*url)) ||
          (filter.match == rpc::UrlMatch::kPrefix &&
           snapshot.url_key.starts_with(url::url_key(*url))) ||
          (filter.match >= rpc::UrlMatch::kHost &&
           snapshot.url_key.starts_with(url::host_key(filter.pattern)));
      const auto& range = filter.first_seen;
      if (range.from && snapshot.first_seen < *range.from) continue;
      if (range.until && snapshot.first_seen >= *range.until) continue;
      if (wanted) all.push_back(snapshot);
    }
    return all;
  }

  [[nodiscard]] Result<records::Snapshot> find(const rpc::SnapshotRef& ref) const {
    const records::Snapshot* found = nullptr;
    for (const auto& snapshot : snapshots) {
      if (ref.key && snapshot.key() == *ref.key) found = &snapshot;
      if (ref.url && snapshot.url_key == url::url_key(*ref.url) &&
          snapshot.first_seen <= ref.as_of.value_or(Time::max())) {
        found = &snapshot;
      }
    }
    if (found == nullptr) return not_found("no such snapshot", "name");
    return *found;
  }
};

// What a browser or program sends, as the server hands it on.
inline http::ServerRequest request_of(const std::string& target, http::Headers headers = {},
                                      const std::string& method = "GET") {
  http::ServerRequest request;
  request.method = method;
  request.target = target;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  if (question != target.npos) request.query = target.substr(question + 1);
  request.headers = std::move(headers);
  request.headers.set("Host", "archive.example:7480");
  return request;
}

inline http::ServerResponse ask(rpc::ArchiveApi& archive, const std::string& target,
                                http::Headers headers = {}) {
  return http_handler(archive)(request_of(target, std::move(headers)));
}

inline Json json_of(const http::ServerResponse& response) {
  auto json = parse_json(response.body);
  return json ? *json : Json("no JSON: " + response.body);
}

}  // namespace broadsheet::gateway
