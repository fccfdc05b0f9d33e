// SPDX-License-Identifier: Apache-2.0
// Everything asked of an ArchiveApi through gRPC arrives, and everything it answers comes back.
#include <gtest/gtest.h>

#include "fakes.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

class ArchiveRpc : public testing::Test {
 protected:
  FakeArchive fake_;
  std::unique_ptr<Server> server_ = serve_all({.archive = &fake_});
  std::unique_ptr<ArchiveApi> client_ = *connect_archive(server_->address());
};

void expect_equal(const SnapshotRef& a, const SnapshotRef& b) { EXPECT_TRUE(a == b); }

TEST_F(ArchiveRpc, GetsASnapshotWithItsNeighbours) {
  const auto snapshot = sample_snapshot();
  fake_.on_get.gives({.snapshot = snapshot,
                      .versions = 3,
                      .previous = sha256("p"),
                      .next = sha256("n"),
                      .first = sha256("f"),
                      .last = sha256("l")});

  const auto reply = client_->get_snapshot({.of = ref_by_url()}, {});

  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  expect_equal(fake_.on_get.last.of, ref_by_url());
  EXPECT_TRUE(fake_.on_get.last.with_text);
  EXPECT_TRUE(reply->snapshot == snapshot);
  EXPECT_EQ(reply->versions, 3U);
  EXPECT_EQ(reply->previous, sha256("p"));
  EXPECT_EQ(reply->next, sha256("n"));
  EXPECT_EQ(reply->first, sha256("f"));
  EXPECT_EQ(reply->last, sha256("l"));
}

TEST_F(ArchiveRpc, GetsASnapshotByNameWithoutText) {
  fake_.on_get.gives({.snapshot = sample_snapshot()});
  const auto reply = client_->get_snapshot({.of = ref_by_name(), .with_text = false}, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  expect_equal(fake_.on_get.last.of, ref_by_name());
  EXPECT_FALSE(fake_.on_get.last.with_text);
  EXPECT_TRUE(reply->snapshot == sample_snapshot("https://gazette.example/a?b=1", false));
  EXPECT_FALSE(reply->previous.has_value());
}

TEST_F(ArchiveRpc, ListsSnapshotsPageByPage) {
  fake_.on_list.run = [](const ListSnapshotsRequest& request,
                         const CallContext&) -> Result<ListSnapshotsReply> {
    if (request.page.position.empty()) {
      return ListSnapshotsReply{.snapshots = {sample_snapshot("https://gazette.example/1", false)},
                                .next_position = std::string("\0two", 4)};
    }
    return ListSnapshotsReply{.snapshots = {sample_snapshot("https://gazette.example/2", false)},
                              .shard_errors = {{.shard = 3, .fault = unavailable("it is away")}}};
  };
  ListSnapshotsRequest request{.filter = {.match = UrlMatch::kDomain,
                                          .pattern = "gazette.example",
                                          .source = "gazette",
                                          .languages = {"en", "de"},
                                          .first_seen = {from_micros(0), from_micros(5'000'000)}},
                               .order = TimeOrder::kOldestFirst,
                               .page = {.size = 7}};

  const auto first = client_->list_snapshots(request, {});
  ASSERT_TRUE(first.ok()) << first.fault().text();
  EXPECT_TRUE(fake_.on_list.last.filter == request.filter);
  EXPECT_EQ(fake_.on_list.last.order, TimeOrder::kOldestFirst);
  EXPECT_EQ(fake_.on_list.last.page.size, 7);
  ASSERT_EQ(first->snapshots.size(), 1U);
  ASSERT_FALSE(first->next_position.empty());

  request.page = {.size = 9, .position = first->next_position};
  const auto second = client_->list_snapshots(request, {});
  ASSERT_TRUE(second.ok()) << second.fault().text();
  EXPECT_EQ(fake_.on_list.last.page.position, std::string("\0two", 4));
  EXPECT_EQ(second->next_position, "");
  ASSERT_EQ(second->shard_errors.size(), 1U);
  EXPECT_EQ(second->shard_errors[0].shard, 3);
  EXPECT_EQ(second->shard_errors[0].fault.kind, FaultKind::kUnavailable);
  EXPECT_EQ(second->shard_errors[0].fault.what, "it is away");
}

TEST_F(ArchiveRpc, EveryWayToNameUrlsArrives) {
  fake_.on_list.gives({});
  for (const SnapshotFilter& filter :
       {SnapshotFilter{}, SnapshotFilter{UrlMatch::kUrl, "https://gazette.example/a"},
        SnapshotFilter{UrlMatch::kPrefix, "https://gazette.example/2026/"},
        SnapshotFilter{UrlMatch::kHost, "www.gazette.example:8080"},
        SnapshotFilter{UrlMatch::kDomain, "xn--bcher-kva.example"}}) {
    ASSERT_TRUE(client_->list_snapshots({.filter = filter}, {}).ok());
    EXPECT_TRUE(fake_.on_list.last.filter == filter);
  }
}

TEST_F(ArchiveRpc, StreamsBatchesAndGoesOnFromACursor) {
  std::string position;
  fake_.on_stream = [&](const StreamSnapshotsRequest& request, const CallContext&,
                        const StreamSink& sink) -> Result<void> {
    position = request.position;
    EXPECT_EQ(request.batch_size, 2);
    if (!sink({.snapshots = {sample_snapshot()}, .position = "one", .total = 1})) return {};
    if (!sink({.position = "one", .heartbeat = true, .total = 1})) return {};
    sink({.position = "two", .complete = true, .total = 1});
    return {};
  };
  std::vector<StreamBatch> batches;
  StreamSnapshotsRequest request{.batch_size = 2};
  const auto take = [&](StreamBatch batch) {
    batches.push_back(std::move(batch));
    return true;
  };

  ASSERT_TRUE(client_->stream_snapshots(request, {}, take).ok());
  ASSERT_EQ(batches.size(), 3U);
  EXPECT_TRUE(batches[0].snapshots.at(0) == sample_snapshot());
  EXPECT_TRUE(batches[1].heartbeat);
  EXPECT_TRUE(batches[2].complete);
  EXPECT_EQ(batches[2].total, 1U);
  EXPECT_EQ(position, "");

  request.position = batches[0].position;
  ASSERT_TRUE(client_->stream_snapshots(request, {}, take).ok());
  EXPECT_EQ(position, "one");
}

TEST_F(ArchiveRpc, SearchesWithSnippetsAndPartialResults) {
  const std::string text = "Die Überschwemmung — 選挙 in Köln";
  const Snippet snippet{.field = "text", .text = text, .highlights = {{4, 19}, {24, 30}}};
  fake_.on_search.gives({.hits = {{.snapshot = sample_snapshot("https://gazette.example/1", false),
                                   .score = 1.5,
                                   .snippets = {snippet}}},
                         .next_position = "more",
                         .total = 41,
                         .shard_errors = {{.shard = 1, .fault = broken("damaged")}}});
  const SearchRequest request{.query = {.text = "flood AND \"rain again\"",
                                        .host = "gazette.example",
                                        .source = "gazette",
                                        .languages = {"en"},
                                        .published = {from_micros(1), from_micros(2)},
                                        .first_seen = {.until = from_micros(3)},
                                        .as_of = from_micros(4),
                                        .versions = VersionScope::kAll},
                              .order = SearchOrder::kOldest};

  const auto reply = client_->search(request, {});

  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_TRUE(fake_.on_search.last.query == request.query);
  EXPECT_EQ(fake_.on_search.last.order, SearchOrder::kOldest);
  ASSERT_EQ(reply->hits.size(), 1U);
  EXPECT_EQ(reply->hits[0].score, 1.5);
  EXPECT_TRUE(reply->hits[0].snippets.at(0) == snippet);
  EXPECT_EQ(reply->total, 41U);
  EXPECT_EQ(reply->shard_errors.at(0).fault.kind, FaultKind::kBroken);

  const auto without = client_->search({.with_snippets = false}, {});
  EXPECT_TRUE(without->hits.at(0).snippets.empty());
}

TEST_F(ArchiveRpc, CountsByTwoDimensions) {
  const CountReply counted{
      .total = 5, .buckets = {{{"2026-11-22", "en"}, 3}, {{"", "de"}, 1}}, .other = 1};
  fake_.on_count.gives(counted);
  const auto reply = client_->count({.query = {.text = "rain"},
                                     .by = {CountBy::kPublishedDay, CountBy::kLanguage},
                                     .buckets_max = 2},
                                    {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(fake_.on_count.last.by,
            (std::vector<CountBy>{CountBy::kPublishedDay, CountBy::kLanguage}));
  EXPECT_EQ(fake_.on_count.last.buckets_max, 2);
  EXPECT_EQ(reply->total, 5U);
  EXPECT_TRUE(reply->buckets == counted.buckets);
  EXPECT_EQ(reply->other, 1U);
}

TEST_F(ArchiveRpc, DiffsTwoVersions) {
  DiffReply diff{.before = sample_snapshot("https://gazette.example/1", false),
                 .after = sample_snapshot("https://gazette.example/2", false)};
  diff.title = {{text::DiffOp::kDelete, "a"}, {text::DiffOp::kInsert, "b"}};
  diff.diff.hunks = {{.before = 0, .after = -1, .spans = {{text::DiffOp::kDelete, "gone"}}},
                     {.before = -1, .after = 0, .spans = {{text::DiffOp::kInsert, "new"}}},
                     {.before = 1, .after = 1, .spans = {{text::DiffOp::kEqual, "same"}}}};
  diff.diff.words_inserted = 1;
  diff.diff.words_deleted = 2;
  fake_.on_diff.gives(diff);

  const auto reply = client_->diff({.before = ref_by_url(), .after = ref_by_name()}, {});

  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  expect_equal(fake_.on_diff.last.before, ref_by_url());
  expect_equal(fake_.on_diff.last.after, ref_by_name());
  EXPECT_TRUE(reply->before == diff.before);
  EXPECT_TRUE(reply->after == diff.after);
  EXPECT_TRUE(reply->title == diff.title);
  ASSERT_EQ(reply->diff.hunks.size(), 3U);
  EXPECT_EQ(reply->diff.hunks[0].before, 0);
  EXPECT_EQ(reply->diff.hunks[0].after, -1);
  EXPECT_EQ(reply->diff.hunks[1].before, -1);
  EXPECT_TRUE(reply->diff.hunks[2].spans == diff.diff.hunks[2].spans);
  EXPECT_EQ(reply->diff.words_inserted, 1U);
  EXPECT_EQ(reply->diff.words_deleted, 2U);
}

TEST_F(ArchiveRpc, ListsCopies) {
  fake_.on_copies.gives(
      {.of = sample_snapshot("https://gazette.example/1", false),
       .copies = {{.snapshot = sample_snapshot("https://courier.example/1", false),
                   .resemblance = 0.875,
                   .exact = true}},
       .next_position = "p"});
  const auto reply = client_->list_copies({.of = ref_by_name(), .resemblance_min = 0.25}, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(fake_.on_copies.last.resemblance_min, 0.25);
  EXPECT_TRUE(reply->of == sample_snapshot("https://gazette.example/1", false));
  ASSERT_EQ(reply->copies.size(), 1U);
  EXPECT_EQ(reply->copies[0].resemblance, 0.875);
  EXPECT_TRUE(reply->copies[0].exact);
  EXPECT_FALSE(reply->next_position.empty());
}

TEST_F(ArchiveRpc, ListsCaptures) {
  fake_.on_captures.gives({.captures = {sample_capture(), {.url = "https://gazette.example/a"}}});
  const auto reply = client_->list_captures(
      {.url = url_of("https://gazette.example/a"), .time = {.from = from_micros(1)}}, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(fake_.on_captures.last.url->href(), "https://gazette.example/a");
  EXPECT_EQ(fake_.on_captures.last.time.from, from_micros(1));
  ASSERT_EQ(reply->captures.size(), 2U);
  EXPECT_TRUE(reply->captures[0] == sample_capture());
}

TEST_F(ArchiveRpc, GetsAPayloadOfManyChunksAndNone) {
  for (const std::string& bytes : {std::string(), std::string("<p>"), std::string(700'000, 'x')}) {
    fake_.on_payload.gives({.bytes = bytes,
                            .content_type = "text/html",
                            .digest = sha256(bytes),
                            .capture = sample_capture()});
    const auto reply = client_->get_payload({.of = ref_by_name()}, {});
    ASSERT_TRUE(reply.ok()) << reply.fault().text();
    EXPECT_TRUE(reply->bytes == bytes);
    EXPECT_EQ(reply->content_type, "text/html");
    EXPECT_EQ(reply->digest, sha256(bytes));
    EXPECT_TRUE(reply->capture == sample_capture());
  }
}

TEST_F(ArchiveRpc, GetsStats) {
  fake_.on_stats.gives({.shards = {sample_stats(0), sample_stats(1)},
                        .shard_errors = {{.shard = 2, .fault = unavailable("away")}}});
  const auto reply = client_->get_stats({}, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  ASSERT_EQ(reply->shards.size(), 2U);
  EXPECT_TRUE(reply->shards[1] == sample_stats(1));
  EXPECT_EQ(reply->shard_errors.size(), 1U);
}

TEST_F(ArchiveRpc, GetsProofs) {
  const Checkpoint checkpoint{.shard = 1,
                              .size = 3,
                              .root = sha256("r"),
                              .time = from_micros(5),
                              .note = "broadsheet/1\n3\nabc\n"};
  const InclusionProof inclusion{.shard = 1,
                                 .leaf_index = 2,
                                 .leaf = std::string("\0leaf\xff", 6),
                                 .hashes = {sha256("a"), sha256("b")},
                                 .tree_size = 3,
                                 .root = sha256("r")};
  const ConsistencyProof consistency{.shard = 1,
                                     .first_size = 2,
                                     .first_root = sha256("f"),
                                     .second_size = 3,
                                     .second_root = sha256("s"),
                                     .hashes = {sha256("c")}};
  fake_.on_checkpoint.gives(checkpoint);
  fake_.on_inclusion.gives(inclusion);
  fake_.on_consistency.gives(consistency);

  EXPECT_TRUE(*client_->get_checkpoint({.shard = 1}, {}) == checkpoint);
  EXPECT_EQ(fake_.on_checkpoint.last.shard, 1);
  EXPECT_TRUE(*client_->get_inclusion_proof({.of = ref_by_name(), .tree_size = 3}, {}) ==
              inclusion);
  EXPECT_EQ(fake_.on_inclusion.last.tree_size, 3U);
  EXPECT_TRUE(*client_->get_consistency_proof({.shard = 1, .first_size = 2, .second_size = 3},
                                              {}) == consistency);
  EXPECT_EQ(fake_.on_consistency.last.second_size, 3U);
}

TEST_F(ArchiveRpc, TextThatIsNotUtf8ArrivesRepaired) {
  auto snapshot = sample_snapshot();
  snapshot.article.title = "caf\xe9";
  fake_.on_get.gives({.snapshot = snapshot});
  const auto reply = client_->get_snapshot({.of = ref_by_name()}, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(reply->snapshot.article.title, "caf\xef\xbf\xbd");
}

}  // namespace
}  // namespace broadsheet::rpc
