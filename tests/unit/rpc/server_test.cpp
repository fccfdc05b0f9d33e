// SPDX-License-Identifier: Apache-2.0
// How a server behaves around its calls: health, reflection, deadlines, limits, its end.
#include "rpc/server.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "broadsheet/v1/archive.grpc.pb.h"
#include "fakes.h"
#include "raw_call.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

// HealthCheckResponse{status}: field 1, a varint.
const std::string kServing = "\x08\x01";
const std::string kNotServing = "\x08\x02";

std::string health(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  const std::string request =
      service.empty() ? "" : std::string("\x0a") + static_cast<char>(service.size()) + service;
  return raw_call(channel, "/grpc.health.v1.Health/Check", request);
}

std::shared_ptr<grpc::Channel> channel_to(const Server& server) {
  return grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials());
}

// Returns when the call is given up.
void wait_until_given_up(const CallContext& call) {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  changed.wait(lock, call.stop, [] { return false; });
}

TEST(Server, IsHealthyServiceByService) {
  FakeArchive archive;
  FakeCrawl crawl;
  const auto server = serve_all({.archive = &archive, .crawl = &crawl});
  const auto channel = channel_to(*server);
  EXPECT_EQ(health(channel, ""), kServing);
  EXPECT_EQ(health(channel, "broadsheet.v1.ArchiveService"), kServing);
  EXPECT_EQ(health(channel, "broadsheet.v1.CrawlService"), kServing);
  EXPECT_EQ(health(channel, "broadsheet.v1.ShardService"), "");  // NOT_FOUND
  server->set_serving(false);
  EXPECT_EQ(health(channel, "broadsheet.v1.ArchiveService"), kNotServing);
}

TEST(Server, ListsItsServicesByReflection) {
  FakeArchive archive;
  FakeShard shard;
  FakeExtractor extractor;
  FakeCrawl crawl;
  const auto server =
      serve_all({.archive = &archive, .shard = &shard, .extractor = &extractor, .crawl = &crawl});
  // ServerReflectionRequest{list_services: ""}: field 7.
  const auto answer =
      raw_call(channel_to(*server),
               "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "\x3a\x01*");
  for (const auto* name :
       {"broadsheet.v1.ArchiveService", "broadsheet.v1.ShardService",
        "broadsheet.v1.ExtractorService", "broadsheet.v1.CrawlService", "grpc.health.v1.Health"}) {
    EXPECT_NE(answer.find(name), std::string::npos) << name;
  }
}

// The file that defines the symbol, as reflection gives it; ServerReflectionRequest has the symbol
// in field 4.
std::string file_defining(const Server& server, const std::string& symbol) {
  return raw_call(channel_to(server),
                  "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                  std::string("\x22") + static_cast<char>(symbol.size()) + symbol);
}

TEST(Server, ReflectionKnowsTheMessagesOfErrorDetails) {
  FakeArchive archive;
  const auto server = serve_all({.archive = &archive});
  EXPECT_NE(file_defining(*server, "google.rpc.BadRequest").find("field_violations"),
            std::string::npos);
}

TEST(Server, ReflectionDescribesHealth) {
  FakeArchive archive;
  const auto server = serve_all({.archive = &archive});
  const auto file = file_defining(*server, "grpc.health.v1.Health");
  for (const char* name : {"Check", "Watch", "HealthCheckRequest", "NOT_SERVING"}) {
    EXPECT_NE(file.find(name), std::string::npos) << name;
  }
}

TEST(Server, AServiceThatIsNotHereIsUnimplemented) {
  FakeCrawl crawl;
  const auto server = serve_all({.crawl = &crawl});
  const auto client = *connect_archive(server->address());
  EXPECT_EQ(client->get_stats({}, {}).fault().kind, FaultKind::kBadInput);
}

TEST(Server, RefusesAPortThatIsTaken) {
  FakeArchive archive;
  const auto first = serve_all({.archive = &archive});
  const auto second = Server::start({.listen = first->address()}, {.archive = &archive});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(second.fault().where, first->address());
}

TEST(Server, RefusesToBeOpenWithoutBeingTold) {
  FakeArchive archive;
  for (const char* listen : {"0.0.0.0:0", "[::]:0", "192.0.2.1:7400"}) {
    const auto server = Server::start({.listen = listen}, {.archive = &archive});
    ASSERT_FALSE(server.ok());
    EXPECT_EQ(server.fault().kind, FaultKind::kBadInput);
    EXPECT_NE(server.fault().remedy.find("insecure"), std::string::npos);
  }
  EXPECT_TRUE(Server::start({.listen = "0.0.0.0:0", .insecure = true}, {.archive = &archive}).ok());
}

TEST(Server, SaysWhatAnAddressLooksLike) {
  for (const char* listen : {"", "7400", "localhost", ":7400", "localhost:", "a:b"}) {
    const auto server = Server::start({.listen = listen}, {});
    ASSERT_FALSE(server.ok()) << listen;
    EXPECT_EQ(server.fault().where, "listen");
  }
}

TEST(Client, SaysThatNobodyListensAndWhatToDo) {
  std::string address;
  {
    FakeArchive archive;
    address = serve_all({.archive = &archive})->address();
  }
  const auto client = connect_archive(address);
  ASSERT_FALSE(client.ok());
  EXPECT_EQ(client.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(client.fault().where, address);
  EXPECT_NE(client.fault().remedy.find("broadsheet up"), std::string::npos);
  EXPECT_EQ(connect_archive("nonsense").fault().kind, FaultKind::kBadInput);
}

TEST(Client, ThatDoesNotWaitFindsOutAtItsFirstCall) {
  std::string address;
  {
    FakeArchive archive;
    address = serve_all({.archive = &archive})->address();
  }
  const auto client = connect_archive(address, {.connect_patience = Duration(0)});
  ASSERT_TRUE(client.ok());
  EXPECT_EQ((*client)->get_stats({}, {}).fault().kind, FaultKind::kUnavailable);
}

TEST(Client, ReconnectsToAServerThatCameBack) {
  FakeArchive archive;
  archive.on_stats.gives({});
  auto server = serve_all({.archive = &archive});
  const auto address = server->address();
  const auto client = *connect_archive(address);
  EXPECT_TRUE(client->get_stats({}, {}).ok());
  server.reset();
  server = serve_all({.archive = &archive}, {.listen = address});
  // The first calls may still find the old connection broken.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  bool ok = false;
  while (!ok && std::chrono::steady_clock::now() < until) ok = client->get_stats({}, {}).ok();
  EXPECT_TRUE(ok);
}

TEST(Deadline, OfTheClientReachesTheApiAndEndsTheCall) {
  FakeArchive archive;
  std::promise<bool> given_up;
  archive.on_stats.run = [&](const GetStatsRequest&,
                             const CallContext& call) -> Result<StatsReply> {
    wait_until_given_up(call);
    given_up.set_value(call.given_up());
    return StatsReply{};
  };
  const auto server = serve_all({.archive = &archive});
  const auto client = *connect_archive(server->address());
  const auto reply = client->get_stats({}, call_within(std::chrono::milliseconds(100)));
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.fault().kind, FaultKind::kUnavailable);
  EXPECT_TRUE(given_up.get_future().get());
}

TEST(Deadline, OfTheServerIsForThoseWhoBringNone) {
  FakeArchive archive;
  archive.on_stats.run = [](const GetStatsRequest&, const CallContext& call) -> Result<StatsReply> {
    wait_until_given_up(call);
    return unavailable("given up");
  };
  auto options = any_port();
  options.deadline = std::chrono::milliseconds(50);
  const auto server = serve_all({.archive = &archive}, options);
  const auto stub = v1::ArchiveService::NewStub(channel_to(*server));
  grpc::ClientContext context;
  v1::GetStatsResponse response;
  const auto status = stub->GetStats(&context, {}, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST(Deadline, AStreamIsCutOffWhenItsTimeIsUpWithSomethingToGoOnFrom) {
  FakeArchive archive;
  archive.on_stream = [](const StreamSnapshotsRequest&, const CallContext& call,
                         const StreamSink& sink) -> Result<void> {
    sink({.position = "here", .heartbeat = true});
    wait_until_given_up(call);
    return {};
  };
  auto options = any_port();
  options.stream_deadline = std::chrono::milliseconds(50);
  const auto server = serve_all({.archive = &archive}, options);
  const auto client = *connect_archive(server->address());
  std::string cursor;
  const auto done = client->stream_snapshots({}, {}, [&](const StreamBatch& batch) {
    cursor = batch.position;
    return true;
  });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.fault().kind, FaultKind::kUnavailable);
  EXPECT_FALSE(cursor.empty());
}

TEST(Cancel, AReaderWhoHasEnoughStopsTheStream) {
  FakeArchive archive;
  std::promise<void> stopped;
  archive.on_stream = [&](const StreamSnapshotsRequest&, const CallContext&,
                          const StreamSink& sink) -> Result<void> {
    while (sink({.position = "p", .heartbeat = true})) {
    }
    stopped.set_value();
    return {};
  };
  const auto server = serve_all({.archive = &archive});
  const auto client = *connect_archive(server->address());
  int taken = 0;
  EXPECT_TRUE(
      client->stream_snapshots({}, {}, [&](const StreamBatch&) { return ++taken < 3; }).ok());
  EXPECT_EQ(taken, 3);
  stopped.get_future().get();
}

TEST(Cancel, ACallerWhoGivesUpStopsACallThatOnlyWaits) {
  FakeArchive archive;
  std::promise<void> started;
  std::promise<void> stopped;
  archive.on_stream = [&](const StreamSnapshotsRequest&, const CallContext& call,
                          const StreamSink&) -> Result<void> {
    started.set_value();
    wait_until_given_up(call);
    stopped.set_value();
    return {};
  };
  const auto server = serve_all({.archive = &archive});
  const auto client = *connect_archive(server->address());
  std::stop_source source;
  auto done = std::async(std::launch::async, [&] {
    return client->stream_snapshots({}, {.stop = source.get_token()},
                                    [](const StreamBatch&) { return true; });
  });
  started.get_future().get();
  source.request_stop();
  EXPECT_FALSE(done.get().ok());
  stopped.get_future().get();
}

TEST(Limits, OneCallMoreThanThereMayBeIsToldToComeAgain) {
  FakeArchive archive;
  std::promise<void> started;
  std::promise<void> release;
  archive.on_stats.run = [&](const GetStatsRequest&, const CallContext&) -> Result<StatsReply> {
    started.set_value();
    release.get_future().get();
    return StatsReply{};
  };
  archive.on_count.gives({});
  auto options = any_port();
  options.calls_max = 1;
  const auto server = serve_all({.archive = &archive}, options);
  const auto client = *connect_archive(server->address());
  auto first = std::async(std::launch::async, [&] { return client->get_stats({}, {}); });
  started.get_future().get();

  const auto refused = client->count({}, {});
  EXPECT_EQ(refused.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(refused.fault().what, "too many calls at once");

  release.set_value();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(client->count({}, {}).ok());
}

TEST(Limits, ReadersOfBulkDoNotKeepOthersOut) {
  FakeArchive archive;
  std::promise<void> started;
  archive.on_stream = [&](const StreamSnapshotsRequest&, const CallContext& call,
                          const StreamSink&) -> Result<void> {
    started.set_value();
    wait_until_given_up(call);
    return {};
  };
  archive.on_count.gives({});
  auto options = any_port();
  options.streams_max = 1;
  const auto server = serve_all({.archive = &archive}, options);
  const auto client = *connect_archive(server->address());
  std::stop_source source;
  const auto keep = [](const StreamBatch&) { return true; };
  auto first = std::async(std::launch::async, [&] {
    return client->stream_snapshots({}, {.stop = source.get_token()}, keep);
  });
  started.get_future().get();
  EXPECT_EQ(client->stream_snapshots({}, {}, keep).fault().what, "too many calls at once");
  EXPECT_TRUE(client->count({}, {}).ok());
  source.request_stop();
  EXPECT_FALSE(first.get().ok());
}

TEST(Limits, ManyCallersAtOnceAreAllAnswered) {
  FakeArchive archive;
  archive.on_count.run = [](const CountRequest&, const CallContext&) -> Result<CountReply> {
    return CountReply{.total = 1};
  };
  const auto server = serve_all({.archive = &archive});
  std::vector<std::future<int>> callers;
  for (int i = 0; i < 16; ++i) {
    callers.push_back(std::async(std::launch::async, [&] {
      const auto client = *connect_archive(server->address());
      int answered = 0;
      for (int j = 0; j < 20; ++j) answered += client->count({}, {}).ok() ? 1 : 0;
      return answered;
    }));
  }
  for (auto& caller : callers) EXPECT_EQ(caller.get(), 20);
}

TEST(Drain, EndsStreamsAtOnceAndLetsOtherCallsFinish) {
  FakeArchive archive;
  std::promise<void> streaming;
  std::promise<void> counting;
  archive.on_stream = [&](const StreamSnapshotsRequest&, const CallContext& call,
                          const StreamSink&) -> Result<void> {
    streaming.set_value();
    wait_until_given_up(call);
    return {};
  };
  std::promise<void> stream_ended;
  archive.on_count.run = [&](const CountRequest&, const CallContext&) -> Result<CountReply> {
    counting.set_value();
    stream_ended.get_future().get();
    return CountReply{.total = 7};
  };
  const auto server = serve_all({.archive = &archive});
  const auto client = *connect_archive(server->address());
  auto stream = std::async(std::launch::async, [&] {
    return client->stream_snapshots({}, {}, [](const StreamBatch&) { return true; });
  });
  auto count = std::async(std::launch::async, [&] { return client->count({}, {}); });
  streaming.get_future().get();
  counting.get_future().get();

  auto drained = std::async(std::launch::async, [&] { server->drain(std::chrono::seconds(20)); });
  const auto ended = stream.get();
  stream_ended.set_value();

  EXPECT_EQ(ended.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(ended.fault().what, "the server is stopping");
  EXPECT_EQ(count.get()->total, 7U);
  drained.get();
}

TEST(Drain, DoesNotWaitForEverForACallThatLooksAtItsStop) {
  FakeArchive archive;
  std::promise<void> started;
  archive.on_stats.run = [&](const GetStatsRequest&,
                             const CallContext& call) -> Result<StatsReply> {
    started.set_value();
    wait_until_given_up(call);
    return unavailable("given up");
  };
  const auto server = serve_all({.archive = &archive});
  const auto client = *connect_archive(server->address());
  auto call = std::async(std::launch::async, [&] { return client->get_stats({}, {}); });
  started.get_future().get();
  server->drain(std::chrono::milliseconds(50));
  EXPECT_EQ(call.get().fault().what, "the server is stopping");
}

}  // namespace
}  // namespace broadsheet::rpc
