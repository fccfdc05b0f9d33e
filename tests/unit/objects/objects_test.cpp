// SPDX-License-Identifier: Apache-2.0
// What both kinds of stores promise, over a folder and a real S3 server; and what only a bucket
// shows.
#include "objects/objects.h"

#include <gmock/gmock.h>

#include "core/file.h"
#include "objects/names.h"
#include "support/s3_server.h"

namespace broadsheet::objects {
namespace {

using ::testing::ElementsAre;
using testing_support::S3Server;

S3Options options_for(const S3Server& server) {
  S3Options options;
  options.endpoint = server.endpoint();
  options.access_key = testing_support::kS3AccessKey;
  options.secret_key = testing_support::kS3SecretKey;
  options.pause = std::chrono::milliseconds(1);
  return options;
}

// Whether the store is a bucket.
class ObjectStore : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (GetParam()) {
      server_ = std::make_unique<S3Server>();
      if (!server_->skip().empty()) GTEST_SKIP() << server_->skip();
    }
    auto store = GetParam() ? open("s3://news/some/prefix", options_for(*server_))
                            : open((folder_.path() / "store").string());
    ASSERT_TRUE(store.ok()) << store.fault().text();
    store_ = *std::move(store);
  }

  Result<void> put(const std::string& name, const std::string& bytes) {
    const auto file = store_->scratch();
    EXPECT_TRUE(write_file(file, bytes).ok());
    return store_->put(name, file, sha256(bytes), {});
  }

  std::string get(const std::string& name) {
    const auto text = get_text(*store_, name, std::size_t{64} << 20);
    EXPECT_TRUE(text.ok()) << text.fault().text();
    return text ? *text : std::string();
  }

  TemporaryFolder folder_;
  std::unique_ptr<S3Server> server_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Kinds, ObjectStore, ::testing::Values(false, true),
                         [](const auto& about) { return about.param ? "Bucket" : "Folder"; });

TEST_P(ObjectStore, GivesBackWhatItTook) {
  const std::string large(9'000'001, '\x7f');
  ASSERT_TRUE(put("objects/3f/3fa9", "some\0bytes").ok());
  ASSERT_TRUE(put("objects/aa/large", large).ok());
  ASSERT_TRUE(put("objects/aa/empty", "").ok());
  ASSERT_TRUE(store_->put_text("backups/one.json", "{}").ok());

  EXPECT_EQ(get("objects/3f/3fa9"), "some\0bytes");
  EXPECT_TRUE(get("objects/aa/large") == large);
  EXPECT_EQ(get("objects/aa/empty"), "");
  EXPECT_EQ(get("backups/one.json"), "{}");
}

TEST_P(ObjectStore, KnowsWhatItHas) {
  EXPECT_EQ(*store_->has("objects/3f/3fa9"), false);
  EXPECT_EQ(store_->list("backups").fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(get_text(*store_, "backups/one.json", 10).fault().kind, FaultKind::kNotFound);

  ASSERT_TRUE(put("objects/3f/3fa9", "bytes").ok());
  ASSERT_TRUE(store_->put_text("backups/two.json", "{}").ok());
  ASSERT_TRUE(store_->put_text("backups/one.json", "{}").ok());

  EXPECT_EQ(*store_->has("objects/3f/3fa9"), true);
  EXPECT_THAT(*store_->list("backups"), ElementsAre("one.json", "two.json"));
}

TEST_P(ObjectStore, ReadsNoFurtherThanItsReaderWants) {
  ASSERT_TRUE(put("objects/aa/large", std::string(5'000'000, 'a')).ok());
  std::size_t taken = 0;
  const auto got = store_->get("objects/aa/large",
                               [&](std::string_view bytes) {
                                 taken += bytes.size();
                                 return taken < 100;
                               },
                               {});

  EXPECT_EQ(got.fault().kind, FaultKind::kUnavailable);
  EXPECT_LT(taken, 5'000'000u);
  EXPECT_EQ(get_text(*store_, "objects/aa/large", 1000).fault().kind, FaultKind::kBroken);
}

TEST_P(ObjectStore, RefusesNamesThatLeadElsewhere) {
  for (const char* name : {"", "../x", "a//b", "a/.b", "a b", "a/", "/a", "a?b"}) {
    EXPECT_EQ(store_->put_text(name, "x").fault().kind, FaultKind::kBadInput) << name;
    EXPECT_EQ(store_->has(name).fault().kind, FaultKind::kBadInput) << name;
  }
}

TEST(Bucket, IsAskedAgainWhereItIsBusy) {
  const S3Server server({"busy"});
  if (!server.skip().empty()) GTEST_SKIP() << server.skip();
  const auto store = *open("s3://news", options_for(server));
  EXPECT_TRUE(store->put_text("a/busy", "text").ok());
  EXPECT_EQ(*get_text(*store, "a/busy", 100), "text");
}

TEST(Bucket, IsNotAskedForEver) {
  const S3Server server({"busy"});
  if (!server.skip().empty()) GTEST_SKIP() << server.skip();
  auto options = options_for(server);
  options.attempts_max = 2;
  const auto store = *open("s3://news", options);
  EXPECT_EQ(store->put_text("a/busy", "text").fault().kind, FaultKind::kUnavailable);
}

TEST(Bucket, IsNotOpenToEverybody) {
  const S3Server server;
  if (!server.skip().empty()) GTEST_SKIP() << server.skip();
  auto options = options_for(server);
  options.secret_key = "another secret";
  const auto refused = (*open("s3://news", options))->put_text("a", "text");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_NE(refused.fault().remedy.find("credentials"), std::string::npos);
}

TEST(Bucket, ThatIsNotThereIsSaidToBe) {
  const S3Server server;
  if (!server.skip().empty()) GTEST_SKIP() << server.skip();
  const auto store = *open("s3://olds", options_for(server));
  EXPECT_EQ(store->put_text("a", "text").fault().kind, FaultKind::kBadInput);
}

TEST(Bucket, ThatNobodyServesIsUnavailable) {
  S3Options options;
  options.endpoint = "http://127.0.0.1:1";
  options.access_key = options.secret_key = "any";
  options.attempts_max = 1;
  const auto store = *open("s3://news/prefix", options);
  EXPECT_EQ(store->has("a").fault().kind, FaultKind::kUnavailable);
}

TEST(Places, AreFoldersOrBuckets) {
  S3Options options;
  options.access_key = options.secret_key = "any";
  EXPECT_TRUE(open("s3://bucket", options).ok());
  EXPECT_TRUE(open("s3://bucket/a/b/", options).ok());
  for (const char* where : {"s3://", "s3:///a", "s3://b/../c", "gs://bucket", ""}) {
    EXPECT_EQ(open(where, options).fault().kind, FaultKind::kBadInput) << where;
  }
  options.endpoint = "minio.example";
  EXPECT_EQ(open("s3://bucket", options).fault().kind, FaultKind::kBadInput);
}

TEST(BucketPage, TellsKeysAndWhereTheNextPageBegins) {
  const auto page = parse_bucket_page(
      "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"x\"><IsTruncated>true</IsTruncated>"
      "<Contents><Key>a&amp;b</Key></Contents><Contents><Key>c</Key></Contents>"
      "<NextContinuationToken>t&lt;</NextContinuationToken></ListBucketResult>");
  ASSERT_TRUE(page.ok());
  EXPECT_THAT(page->keys, ElementsAre("a&b", "c"));
  EXPECT_EQ(page->next, "t<");
  EXPECT_FALSE(parse_bucket_page("<html>").ok());
  EXPECT_FALSE(
      parse_bucket_page("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>")
          .ok());
}

}  // namespace
}  // namespace broadsheet::objects
