// SPDX-License-Identifier: Apache-2.0
// APIs that do what a test tells them: every method is a function to set.
#pragma once

#include <functional>
#include <string>

#include "rpc/archive_api.h"
#include "rpc/crawl_api.h"
#include "rpc/extractor_api.h"
#include "rpc/shard_api.h"

namespace broadsheet::rpc {

template <typename Reply, typename Request>
struct Hook {
  std::function<Result<Reply>(const Request&, const CallContext&)> run;
  Request last = {};

  Result<Reply> operator()(const Request& request, const CallContext& call) {
    last = request;
    if (!run) return broken("the test set no answer");
    return run(request, call);
  }
  // Answers with a value, always.
  void gives(Reply reply) {
    run = [reply](const Request&, const CallContext&) -> Result<Reply> { return reply; };
  }
  void fails(Fault fault) {
    run = [fault](const Request&, const CallContext&) -> Result<Reply> { return fault; };
  }
};

struct Nothing {};

class FakeArchive final : public ArchiveApi {
 public:
  Hook<GetSnapshotReply, GetSnapshotRequest> on_get;
  Hook<ListSnapshotsReply, ListSnapshotsRequest> on_list;
  std::function<Result<void>(const StreamSnapshotsRequest&, const CallContext&, const StreamSink&)>
      on_stream;
  Hook<SearchReply, SearchRequest> on_search;
  Hook<CountReply, CountRequest> on_count;
  Hook<DiffReply, DiffRequest> on_diff;
  Hook<ListCopiesReply, ListCopiesRequest> on_copies;
  Hook<ListCapturesReply, ListCapturesRequest> on_captures;
  Hook<Payload, GetPayloadRequest> on_payload;
  Hook<StatsReply, GetStatsRequest> on_stats;
  Hook<Checkpoint, GetCheckpointRequest> on_checkpoint;
  Hook<InclusionProof, InclusionProofRequest> on_inclusion;
  Hook<ConsistencyProof, ConsistencyProofRequest> on_consistency;

  Result<GetSnapshotReply> get_snapshot(const GetSnapshotRequest& request,
                                        const CallContext& call) override {
    return on_get(request, call);
  }
  Result<ListSnapshotsReply> list_snapshots(const ListSnapshotsRequest& request,
                                            const CallContext& call) override {
    return on_list(request, call);
  }
  Result<void> stream_snapshots(const StreamSnapshotsRequest& request, const CallContext& call,
                                const StreamSink& sink) override {
    return on_stream(request, call, sink);
  }
  Result<SearchReply> search(const SearchRequest& request, const CallContext& call) override {
    return on_search(request, call);
  }
  Result<CountReply> count(const CountRequest& request, const CallContext& call) override {
    return on_count(request, call);
  }
  Result<DiffReply> diff(const DiffRequest& request, const CallContext& call) override {
    return on_diff(request, call);
  }
  Result<ListCopiesReply> list_copies(const ListCopiesRequest& request,
                                      const CallContext& call) override {
    return on_copies(request, call);
  }
  Result<ListCapturesReply> list_captures(const ListCapturesRequest& request,
                                          const CallContext& call) override {
    return on_captures(request, call);
  }
  Result<Payload> get_payload(const GetPayloadRequest& request, const CallContext& call) override {
    return on_payload(request, call);
  }
  Result<StatsReply> get_stats(const GetStatsRequest& request, const CallContext& call) override {
    return on_stats(request, call);
  }
  Result<Checkpoint> get_checkpoint(const GetCheckpointRequest& request,
                                    const CallContext& call) override {
    return on_checkpoint(request, call);
  }
  Result<InclusionProof> get_inclusion_proof(const InclusionProofRequest& request,
                                             const CallContext& call) override {
    return on_inclusion(request, call);
  }
  Result<ConsistencyProof> get_consistency_proof(const ConsistencyProofRequest& request,
                                                 const CallContext& call) override {
    return on_consistency(request, call);
  }
};

class FakeShard final : public ShardApi {
 public:
  Hook<GetSnapshotReply, GetSnapshotRequest> on_get;
  Hook<ListSnapshotsReply, ListSnapshotsRequest> on_list;
  std::function<Result<void>(const ScanRequest&, const CallContext&, const ScanSink&)> on_scan;
  Hook<SearchReply, SearchRequest> on_search;
  Hook<CountReply, CountRequest> on_count;
  Hook<Fingerprint, FingerprintRequest> on_fingerprint;
  Hook<FindCopiesReply, FindCopiesRequest> on_find_copies;
  Hook<ListCapturesReply, ListCapturesRequest> on_captures;
  Hook<Payload, GetPayloadRequest> on_payload;
  Hook<ShardStats, Nothing> on_stats;
  Hook<Checkpoint, Nothing> on_checkpoint;
  Hook<InclusionProof, InclusionProofRequest> on_inclusion;
  Hook<ConsistencyProof, ConsistencyProofRequest> on_consistency;

  Result<GetSnapshotReply> get(const GetSnapshotRequest& request,
                               const CallContext& call) override {
    return on_get(request, call);
  }
  Result<ListSnapshotsReply> list(const ListSnapshotsRequest& request,
                                  const CallContext& call) override {
    return on_list(request, call);
  }
  Result<void> scan(const ScanRequest& request, const CallContext& call,
                    const ScanSink& sink) override {
    return on_scan(request, call, sink);
  }
  Result<SearchReply> search(const SearchRequest& request, const CallContext& call) override {
    return on_search(request, call);
  }
  Result<CountReply> count(const CountRequest& request, const CallContext& call) override {
    return on_count(request, call);
  }
  Result<Fingerprint> fingerprint(const FingerprintRequest& request,
                                  const CallContext& call) override {
    return on_fingerprint(request, call);
  }
  Result<FindCopiesReply> find_copies(const FindCopiesRequest& request,
                                      const CallContext& call) override {
    return on_find_copies(request, call);
  }
  Result<ListCapturesReply> captures(const ListCapturesRequest& request,
                                     const CallContext& call) override {
    return on_captures(request, call);
  }
  Result<Payload> payload(const GetPayloadRequest& request, const CallContext& call) override {
    return on_payload(request, call);
  }
  Result<ShardStats> stats(const CallContext& call) override { return on_stats({}, call); }
  Result<Checkpoint> checkpoint(const CallContext& call) override {
    return on_checkpoint({}, call);
  }
  Result<InclusionProof> inclusion_proof(const InclusionProofRequest& request,
                                         const CallContext& call) override {
    return on_inclusion(request, call);
  }
  Result<ConsistencyProof> consistency_proof(const ConsistencyProofRequest& request,
                                             const CallContext& call) override {
    return on_consistency(request, call);
  }
};

class FakeExtractor final : public ExtractorApi {
 public:
  Hook<ExtractReply, ExtractRequest> on_extract;
  Result<ExtractReply> extract(const ExtractRequest& request, const CallContext& call) override {
    return on_extract(request, call);
  }
};

class FakeCrawl final : public CrawlApi {
 public:
  Hook<records::Source, CreateSourceRequest> on_create;
  Hook<records::Source, GetSourceRequest> on_get;
  Hook<ListSourcesReply, ListSourcesRequest> on_list;
  Hook<records::Source, UpdateSourceRequest> on_update;
  Hook<Nothing, DeleteSourceRequest> on_delete;
  Hook<SubmitUrlsReply, SubmitUrlsRequest> on_submit;
  Hook<PausedHost, PauseHostRequest> on_pause;
  Hook<Nothing, ResumeHostRequest> on_resume;
  Hook<ListPausedHostsReply, ListPausedHostsRequest> on_list_paused;
  Hook<ExplainReply, ExplainRequest> on_explain;
  Hook<CrawlStats, Nothing> on_stats;

  Result<records::Source> create_source(const CreateSourceRequest& request,
                                        const CallContext& call) override {
    return on_create(request, call);
  }
  Result<records::Source> get_source(const GetSourceRequest& request,
                                     const CallContext& call) override {
    return on_get(request, call);
  }
  Result<ListSourcesReply> list_sources(const ListSourcesRequest& request,
                                        const CallContext& call) override {
    return on_list(request, call);
  }
  Result<records::Source> update_source(const UpdateSourceRequest& request,
                                        const CallContext& call) override {
    return on_update(request, call);
  }
  Result<void> delete_source(const DeleteSourceRequest& request, const CallContext& call) override {
    TRY(on_delete(request, call));
    return {};
  }
  Result<SubmitUrlsReply> submit_urls(const SubmitUrlsRequest& request,
                                      const CallContext& call) override {
    return on_submit(request, call);
  }
  Result<PausedHost> pause_host(const PauseHostRequest& request, const CallContext& call) override {
    return on_pause(request, call);
  }
  Result<void> resume_host(const ResumeHostRequest& request, const CallContext& call) override {
    TRY(on_resume(request, call));
    return {};
  }
  Result<ListPausedHostsReply> list_paused_hosts(const ListPausedHostsRequest& request,
                                                 const CallContext& call) override {
    return on_list_paused(request, call);
  }
  Result<ExplainReply> explain(const ExplainRequest& request, const CallContext& call) override {
    return on_explain(request, call);
  }
  Result<CrawlStats> get_crawl_stats(const CallContext& call) override {
    return on_stats({}, call);
  }
};

}  // namespace broadsheet::rpc
