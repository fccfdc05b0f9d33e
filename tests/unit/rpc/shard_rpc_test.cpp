// SPDX-License-Identifier: Apache-2.0
// A shard answers through gRPC as it would in the same process.
#include <gtest/gtest.h>

#include "fakes.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

class ShardRpc : public testing::Test {
 protected:
  FakeShard fake_;
  std::unique_ptr<Server> server_ = serve_all({.shard = &fake_});
  std::unique_ptr<ShardApi> client_ = *connect_shard(server_->address());
};

TEST_F(ShardRpc, GetsListsSearchesAndCounts) {
  fake_.on_get.gives({.snapshot = sample_snapshot(), .versions = 1});
  fake_.on_list.gives({.snapshots = {sample_snapshot()}, .next_position = "next"});
  fake_.on_search.gives({.hits = {{.snapshot = sample_snapshot(), .score = 2}}, .total = 1});
  fake_.on_count.gives({.total = 9});

  EXPECT_TRUE(client_->get({.of = ref_by_url()}, {})->snapshot == sample_snapshot());
  const auto list = client_->list({.with_text = true, .page = {.size = 3}}, {});
  ASSERT_TRUE(list.ok()) << list.fault().text();
  EXPECT_TRUE(list->snapshots.at(0) == sample_snapshot());
  EXPECT_EQ(fake_.on_list.last.page.size, 3);
  ASSERT_TRUE(
      client_->list({.with_text = true, .page = {.size = 3, .position = list->next_position}}, {})
          .ok());
  EXPECT_EQ(fake_.on_list.last.page.position, "next");
  EXPECT_EQ(client_->search({.with_text = true}, {})->hits.at(0).score, 2);
  EXPECT_EQ(client_->count({.by = {CountBy::kHost}}, {})->total, 9U);
}

TEST_F(ShardRpc, ScansFromASequence) {
  ScanRequest seen;
  fake_.on_scan = [&](const ScanRequest& request, const CallContext&,
                      const ScanSink& sink) -> Result<void> {
    seen = request;
    sink({.snapshots = {sample_snapshot("https://gazette.example/1", false)}, .sequence = 18});
    sink({.sequence = 20, .complete = true});
    return {};
  };
  std::vector<ScanBatch> batches;
  const auto done = client_->scan({.after = 17,
                                   .filter = {.source = "gazette"},
                                   .batch_size = 5,
                                   .with_text = false,
                                   .follow = true},
                                  {}, [&](ScanBatch batch) {
                                    batches.push_back(std::move(batch));
                                    return true;
                                  });
  ASSERT_TRUE(done.ok()) << done.fault().text();
  EXPECT_EQ(seen.after, 17U);
  EXPECT_EQ(seen.filter.source, "gazette");
  EXPECT_EQ(seen.batch_size, 5);
  EXPECT_FALSE(seen.with_text);
  EXPECT_TRUE(seen.follow);
  ASSERT_EQ(batches.size(), 2U);
  EXPECT_EQ(batches[0].sequence, 18U);
  EXPECT_EQ(batches[0].snapshots.size(), 1U);
  EXPECT_TRUE(batches[1].complete);
}

TEST_F(ShardRpc, FindsCopiesByFingerprint) {
  const std::string signature("\0\xff\x01", 3);
  fake_.on_fingerprint.gives(
      {.snapshot = sample_snapshot("https://gazette.example/1", false), .signature = signature});
  fake_.on_find_copies.gives(
      {.copies = {{.snapshot = sample_snapshot("https://courier.example/1", false),
                   .resemblance = 0.5}},
       .next_position = "p"});

  const auto fingerprint = client_->fingerprint({.of = ref_by_name()}, {});
  ASSERT_TRUE(fingerprint.ok()) << fingerprint.fault().text();
  EXPECT_EQ(fingerprint->signature, signature);
  const FindCopiesRequest request{.text_hash = sha256("text"),
                                  .signature = signature,
                                  .resemblance_min = 0.75,
                                  .without = sample_snapshot().key(),
                                  .page = {.size = 2}};
  const auto copies = client_->find_copies(request, {});
  ASSERT_TRUE(copies.ok()) << copies.fault().text();
  EXPECT_EQ(fake_.on_find_copies.last.text_hash, request.text_hash);
  EXPECT_EQ(fake_.on_find_copies.last.signature, signature);
  EXPECT_EQ(fake_.on_find_copies.last.resemblance_min, 0.75);
  EXPECT_TRUE(fake_.on_find_copies.last.without == request.without);
  EXPECT_EQ(copies->copies.size(), 1U);
  EXPECT_FALSE(copies->next_position.empty());
}

TEST_F(ShardRpc, GivesCapturesPayloadsStatsAndProofs) {
  fake_.on_captures.gives({.captures = {sample_capture()}});
  fake_.on_payload.gives({.bytes = "<p>", .digest = sha256("<p>"), .capture = sample_capture()});
  fake_.on_stats.gives(sample_stats(4));
  fake_.on_checkpoint.gives({.shard = 4, .size = 1, .root = sha256("r")});
  fake_.on_inclusion.gives({.shard = 4, .leaf = "leaf", .tree_size = 1, .root = sha256("r")});
  fake_.on_consistency.gives({.shard = 4, .first_size = 1, .second_size = 1});

  EXPECT_TRUE(client_->captures({.url = url_of("https://gazette.example/a")}, {})->captures.at(0) ==
              sample_capture());
  EXPECT_EQ(client_->payload({.of = ref_by_name()}, {})->bytes, "<p>");
  EXPECT_TRUE(*client_->stats({}) == sample_stats(4));
  EXPECT_EQ(client_->checkpoint({})->root, sha256("r"));
  EXPECT_EQ(client_->inclusion_proof({.of = ref_by_name()}, {})->leaf, "leaf");
  EXPECT_EQ(client_->consistency_proof({.first_size = 1}, {})->first_size, 1U);
}

}  // namespace
}  // namespace broadsheet::rpc
