// SPDX-License-Identifier: Apache-2.0
// Trace ids: what is one, and how they go from caller to server to the next server.
#include "rpc/trace.h"

#include <gtest/gtest.h>

#include "broadsheet/v1/archive.grpc.pb.h"
#include "fakes.h"
#include "rpc/client.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

// The example of the standard.
const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kParent = "00-" + kTrace + "-00f067aa0ba902b7-01";

TEST(Trace, IsReadFromATraceparentOfThisAndLaterVersions) {
  EXPECT_EQ(parse_traceparent(kParent), kTrace);
  EXPECT_EQ(parse_traceparent("00-" + kTrace + "-00f067aa0ba902b7-00"), kTrace);
  EXPECT_EQ(parse_traceparent("cc-" + kTrace + "-00f067aa0ba902b7-01-what-comes"), kTrace);
}

TEST(Trace, IsNotReadFromWhatTheStandardForbids) {
  const std::vector<std::string> all = {"",
                                        "00",
                                        kTrace,
                                        kParent + "-more",
                                        "ff" + kParent.substr(2),
                                        "00-" + std::string(32, '0') + "-00f067aa0ba902b7-01",
                                        "00-" + kTrace + "-" + std::string(16, '0') + "-01",
                                        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                                        "00-" + kTrace + "-00f067aa0ba902b7-zz",
                                        "0x" + kParent.substr(2)};
  for (const auto& wrong : all) {
    EXPECT_EQ(parse_traceparent(wrong), std::nullopt) << wrong;
  }
}

TEST(Trace, GoesOnUnderAParentOfItsOwn) {
  const auto one = make_traceparent(kTrace);
  EXPECT_EQ(parse_traceparent(one), kTrace);
  EXPECT_NE(one, make_traceparent(kTrace));
  EXPECT_EQ(make_traceparent("no trace"), "");
  EXPECT_EQ(parse_traceparent(make_traceparent(new_trace())).has_value(), true);
  EXPECT_NE(new_trace(), new_trace());
}

TEST(Trace, TravelsWithACallAndComesBackToTheCaller) {
  FakeArchive archive;
  archive.on_stats.gives({});
  std::string seen;
  archive.on_stats.run = [&](const auto&, const CallContext& call) -> Result<StatsReply> {
    seen = call.trace;
    return StatsReply{};
  };
  const auto server = serve_all({.archive = &archive});

  // Through a client of ours…
  const auto client = connect_archive(server->address());
  ASSERT_TRUE(client.ok());
  CallContext call = call_within(std::chrono::seconds(10));
  call.trace = kTrace;
  ASSERT_TRUE((*client)->get_stats({}, call).ok());
  EXPECT_EQ(seen, kTrace);

  // …and anybody's, who hears which trace it was.
  const auto stub = v1::ArchiveService::NewStub(
      grpc::CreateChannel(server->address(), grpc::InsecureChannelCredentials()));
  const auto told = [&](const std::string& parent) {
    grpc::ClientContext context;
    if (!parent.empty()) context.AddMetadata(kTraceparent, parent);
    v1::GetStatsResponse response;
    EXPECT_TRUE(stub->GetStats(&context, {}, &response).ok());
    const auto& metadata = context.GetServerInitialMetadata();
    const auto found = metadata.find(kTraceparent);
    if (found == metadata.end()) return std::string("nothing");
    return parse_traceparent({found->second.data(), found->second.size()}).value_or("no trace");
  };
  EXPECT_EQ(told(kParent), kTrace);
  EXPECT_EQ(seen, kTrace);
  EXPECT_EQ(told("nonsense"), seen) << "a call without a trace is given one";
  EXPECT_EQ(told(""), seen);
  EXPECT_NE(seen, kTrace);
}

}  // namespace
}  // namespace broadsheet::rpc
