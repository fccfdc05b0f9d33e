// SPDX-License-Identifier: Apache-2.0
// What a wrong request gets: the code, the details, and the same fault at the other end.
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "broadsheet/v1/archive.grpc.pb.h"
#include "fakes.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

template <typename Detail>
std::optional<Detail> detail_of(const grpc::Status& status) {
  google::rpc::Status message;
  if (!message.ParseFromString(status.error_details())) return {};
  EXPECT_EQ(message.code(), status.error_code());
  for (const auto& any : message.details()) {
    Detail detail;
    if (any.Is<Detail>() && any.UnpackTo(&detail)) return detail;
  }
  return {};
}

class Errors : public testing::Test {
 protected:
  FakeArchive fake_;
  std::unique_ptr<Server> server_ = serve_all({.archive = &fake_});
  std::shared_ptr<grpc::Channel> channel_ =
      grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
  std::unique_ptr<v1::ArchiveService::Stub> stub_ = v1::ArchiveService::NewStub(channel_);
  std::unique_ptr<ArchiveApi> client_ = *connect_archive(server_->address());

  grpc::Status get(const v1::GetSnapshotRequest& request,
                   v1::GetSnapshotResponse* response = nullptr) {
    grpc::ClientContext context;
    v1::GetSnapshotResponse ignored;
    return stub_->GetSnapshot(&context, request, response != nullptr ? response : &ignored);
  }
  grpc::Status list(const v1::ListSnapshotsRequest& request,
                    v1::ListSnapshotsResponse* response = nullptr) {
    grpc::ClientContext context;
    v1::ListSnapshotsResponse ignored;
    return stub_->ListSnapshots(&context, request, response != nullptr ? response : &ignored);
  }
  grpc::Status search(const v1::SearchRequest& request) {
    grpc::ClientContext context;
    v1::SearchResponse response;
    return stub_->Search(&context, request, &response);
  }

  static void expect_invalid(const grpc::Status& status, const std::string& field) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
    const auto request = detail_of<google::rpc::BadRequest>(status);
    ASSERT_TRUE(request.has_value()) << status.error_message();
    EXPECT_EQ(request->field_violations(0).field(), field);
    EXPECT_FALSE(request->field_violations(0).description().empty());
    const auto info = detail_of<google::rpc::ErrorInfo>(status);
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->domain(), "broadsheet");
    EXPECT_EQ(info->reason().rfind("INVALID_", 0), 0U) << info->reason();
  }
};

TEST_F(Errors, ANegativePageSizeIsInvalidAndALargeOneIsCutDown) {
  v1::ListSnapshotsRequest request;
  request.set_page_size(-1);
  const auto status = list(request);
  expect_invalid(status, "page_size");
  EXPECT_EQ(detail_of<google::rpc::ErrorInfo>(status)->reason(), "INVALID_PAGE_SIZE");

  fake_.on_list.gives({});
  request.set_page_size(2'000'000'000);
  EXPECT_TRUE(list(request).ok());
  EXPECT_EQ(fake_.on_list.last.page.size, Page::kMax);
  request.set_view(v1::SNAPSHOT_VIEW_TEXT);
  EXPECT_TRUE(list(request).ok());
  EXPECT_EQ(fake_.on_list.last.page.size, Page::kMaxWithText);
  request.set_page_size(0);
  EXPECT_TRUE(list(request).ok());
  EXPECT_EQ(fake_.on_list.last.page.size, Page::kDefault);
}

TEST_F(Errors, APageTokenIsGoodForItsRequestAndAnyPageSize) {
  fake_.on_list.gives({.next_position = "here"});
  v1::ListSnapshotsRequest request;
  request.set_host("gazette.example");
  v1::ListSnapshotsResponse response;
  ASSERT_TRUE(list(request, &response).ok());
  request.set_page_token(response.next_page_token());
  request.set_page_size(3);
  EXPECT_TRUE(list(request).ok());
  EXPECT_EQ(fake_.on_list.last.page.position, "here");

  request.set_host("courier.example");
  expect_invalid(list(request), "page_token");
  request.set_page_token("!!");
  expect_invalid(list(request), "page_token");
}

TEST_F(Errors, ACursorOfAnotherStreamIsInvalid) {
  v1::StreamSnapshotsRequest request;
  request.set_cursor("AAAA");
  grpc::ClientContext context;
  auto reader = stub_->StreamSnapshots(&context, request);
  v1::StreamSnapshotsResponse response;
  EXPECT_FALSE(reader->Read(&response));
  expect_invalid(reader->Finish(), "cursor");
}

TEST_F(Errors, AQueryOfTenMegabytesIsInvalidAndNotJustTooMuch) {
  v1::SearchRequest request;
  request.set_query(std::string(10 << 20, 'q'));
  const auto status = search(request);
  expect_invalid(status, "query");
  EXPECT_LT(status.error_details().size(), 4096U);
}

TEST_F(Errors, AMessageAboveAllLimitsIsRefused) {
  v1::SearchRequest request;
  request.set_query(std::string(40 << 20, 'q'));
  EXPECT_EQ(search(request).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(Errors, NamesAndUrlsAreCheckedBeforeAnybodyIsAsked) {
  v1::GetSnapshotRequest request;
  expect_invalid(get(request), "name");
  request.set_name("snapshots/nonsense");
  expect_invalid(get(request), "name");
  request.set_url("https://gazette.example/");
  expect_invalid(get(request), "name");
  request.clear_name();
  request.set_url("gazette.example");
  expect_invalid(get(request), "url");
  request.set_url("ftp://gazette.example/");
  expect_invalid(get(request), "url");
  request.set_url("https://gazette.example/");
  request.mutable_as_of()->set_nanos(-1);
  expect_invalid(get(request), "as_of");
  request.mutable_as_of()->set_nanos(0);
  request.mutable_as_of()->set_seconds(std::numeric_limits<std::int64_t>::max());
  expect_invalid(get(request), "as_of");
  request.clear_as_of();
  request.mutable_read_mask()->add_paths("article.headline");
  expect_invalid(get(request), "read_mask");
  EXPECT_FALSE(fake_.on_get.last.of.url.has_value());
}

TEST_F(Errors, FiltersAreCheckedToo) {
  v1::ListSnapshotsRequest request;
  request.set_host("a.example");
  request.set_domain("a.example");
  expect_invalid(list(request), "url");
  request.clear_domain();
  request.set_host("a b");
  expect_invalid(list(request), "host");
  request.clear_host();
  request.set_source("gazette");
  expect_invalid(list(request), "source");
  request.clear_source();
  request.mutable_first_seen()->mutable_start_time()->set_seconds(10);
  request.mutable_first_seen()->mutable_end_time()->set_seconds(9);
  expect_invalid(list(request), "first_seen.end_time");
  request.clear_first_seen();
  request.set_order(static_cast<v1::TimeOrder>(77));
  expect_invalid(list(request), "order");
  request.clear_order();
  request.set_view(static_cast<v1::SnapshotView>(77));
  expect_invalid(list(request), "view");
  request.clear_view();
  request.add_languages("");
  expect_invalid(list(request), "languages");
}

TEST_F(Errors, WhatIsNotThereIsNotFoundByName) {
  const auto name = sample_snapshot().key().name();
  fake_.on_get.fails(not_found("the archive has no such snapshot", name));
  v1::GetSnapshotRequest request;
  request.set_name(name);
  const auto status = get(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  const auto resource = detail_of<google::rpc::ResourceInfo>(status);
  ASSERT_TRUE(resource.has_value());
  EXPECT_EQ(resource->resource_type(), "snapshot");
  EXPECT_EQ(resource->resource_name(), name);
}

TEST_F(Errors, UnavailableSaysWhenToComeAgain) {
  fake_.on_get.fails(unavailable("shard 3 is away"));
  v1::GetSnapshotRequest request;
  request.set_url("https://gazette.example/");
  const auto status = get(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  const auto retry = detail_of<google::rpc::RetryInfo>(status);
  ASSERT_TRUE(retry.has_value());
  EXPECT_GT(retry->retry_delay().seconds() + retry->retry_delay().nanos(), 0);
}

TEST_F(Errors, BrokenIsInternalAndSoIsAnExceptionThatEscaped) {
  v1::GetSnapshotRequest request;
  request.set_url("https://gazette.example/");
  fake_.on_get.fails(broken("the index is damaged"));
  EXPECT_EQ(get(request).error_code(), grpc::StatusCode::INTERNAL);
  fake_.on_get.run = [](const GetSnapshotRequest&, const CallContext&) -> Result<GetSnapshotReply> {
    throw std::runtime_error("oops");
  };
  EXPECT_EQ(get(request).error_code(), grpc::StatusCode::INTERNAL);
  fake_.on_get.gives({.snapshot = sample_snapshot()});
  EXPECT_TRUE(get(request).ok());
}

TEST_F(Errors, AFaultArrivesAsItWas) {
  for (const auto& fault :
       {bad_input("a wrong word", "query", "write another"), not_found("gone", "snapshots/x"),
        unavailable("later", "shard 3", "wait"), broken("damaged", "/data/x.sst")}) {
    fake_.on_search.fails(fault);
    const auto reply = client_->search({}, {});
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.fault().kind, fault.kind);
    EXPECT_EQ(reply.fault().what, fault.what);
    EXPECT_EQ(reply.fault().where, fault.where);
    EXPECT_EQ(reply.fault().remedy, fault.remedy);
  }
}

TEST_F(Errors, AFaultOfAMegabyteFitsInATrailer) {
  fake_.on_search.fails(
      bad_input(std::string(1 << 20, '\xe9'), "query", std::string(1 << 20, 'x')));
  const auto reply = client_->search({}, {});
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(reply.fault().where, "query");
}

TEST_F(Errors, AReadMaskLeavesOnlyWhatItNames) {
  fake_.on_get.gives({.snapshot = sample_snapshot()});
  v1::GetSnapshotRequest request;
  request.set_url("https://gazette.example/");
  request.mutable_read_mask()->add_paths("name");
  request.mutable_read_mask()->add_paths("article.title");
  v1::GetSnapshotResponse response;
  ASSERT_TRUE(get(request, &response).ok());
  EXPECT_FALSE(fake_.on_get.last.with_text);
  EXPECT_FALSE(response.snapshot().name().empty());
  EXPECT_FALSE(response.snapshot().article().title().empty());
  EXPECT_TRUE(response.snapshot().article().text().empty());
  EXPECT_TRUE(response.snapshot().url_key().empty());

  request.mutable_read_mask()->add_paths("article.text");
  ASSERT_TRUE(get(request, &response).ok());
  EXPECT_TRUE(fake_.on_get.last.with_text);
  EXPECT_EQ(response.snapshot().article().text(), "It rained.");
}

TEST_F(Errors, AnInterruptedPayloadGoesOnWhereItWas) {
  fake_.on_payload.gives({.bytes = "0123456789", .digest = sha256("0123456789")});
  v1::GetPayloadRequest request;
  request.set_url("https://gazette.example/");
  request.set_read_offset(8);
  {
    grpc::ClientContext context;
    auto reader = stub_->GetPayload(&context, request);
    v1::GetPayloadResponse response;
    ASSERT_TRUE(reader->Read(&response));
    EXPECT_EQ(response.data(), "89");
    EXPECT_EQ(response.offset(), 8);
    EXPECT_EQ(response.total_size(), 10);
    EXPECT_EQ(response.digest(), sha256("0123456789").hex());
    EXPECT_TRUE(reader->Finish().ok());
  }
  request.set_read_offset(11);
  grpc::ClientContext context;
  auto reader = stub_->GetPayload(&context, request);
  v1::GetPayloadResponse response;
  EXPECT_FALSE(reader->Read(&response));
  expect_invalid(reader->Finish(), "read_offset");
}

}  // namespace
}  // namespace broadsheet::rpc
