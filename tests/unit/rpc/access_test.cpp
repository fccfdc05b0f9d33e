// SPDX-License-Identifier: Apache-2.0
// Who may call: tokens with scopes, TLS, and certificates on both sides.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <functional>

#include "broadsheet/v1/archive.grpc.pb.h"
#include "core/file.h"
#include "fakes.h"
#include "raw_call.h"
#include "samples.h"
#include "support/tls_certificate.h"

namespace broadsheet::rpc {
namespace {

class Access : public testing::Test {
 protected:
  Access() {
    archive_.on_stats.run = [this](const GetStatsRequest&,
                                   const CallContext& call) -> Result<StatsReply> {
      principal_ = call.principal;
      return StatsReply{};
    };
    crawl_.on_stats.gives({});
  }

  std::string file(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    CHECK(write_file(path, text).ok());
    return path.string();
  }
  ServerTls server_tls(const test::TlsAuthority& authority) {
    const auto issued = authority.issue({"127.0.0.1", "localhost"});
    return {.certificate_file = file("server.pem", issued.certificate_pem),
            .key_file = file("server.key", issued.key_pem)};
  }
  ClientTls trusting(const test::TlsAuthority& authority, const std::string& name = "ca.pem") {
    return {.ca_file = file(name, authority.pem())};
  }
  Services services() { return {.archive = &archive_, .crawl = &crawl_}; }

  TemporaryFolder folder_;
  FakeArchive archive_;
  FakeCrawl crawl_;
  std::string principal_;
};

ServerOptions with_tokens() {
  auto options = any_port();
  options.tokens = {{.principal = "reader", .secret = "r-secret", .scopes = {Scope::kRead}},
                    {.principal = "editor", .secret = "e-secret", .scopes = {Scope::kCrawl}},
                    {.principal = "root", .secret = "a-secret", .scopes = {Scope::kAdmin}}};
  return options;
}

// Files are looked at once a second.
bool comes_true(const std::function<bool()>& condition) {
  const Time deadline = system_now() + std::chrono::minutes(1);
  while (system_now() < deadline) {
    if (condition()) return true;
  }
  return false;
}

TEST_F(Access, WithoutTokensAnybodyIsAnonymous) {
  const auto server = serve_all(services());
  EXPECT_TRUE((*connect_archive(server->address()))->get_stats({}, {}).ok());
  EXPECT_EQ(principal_, "anonymous");
}

TEST_F(Access, ATokenOpensWhatItsScopesName) {
  const auto server = serve_all(services(), with_tokens());
  const auto may = [&](const std::string& token) {
    const ClientOptions options{.token = token};
    const bool read = (*connect_archive(server->address(), options))->get_stats({}, {}).ok();
    const bool crawl = (*connect_crawl(server->address(), options))->get_crawl_stats({}).ok();
    return std::pair(read, crawl);
  };
  EXPECT_EQ(may("r-secret"), std::pair(true, false));
  EXPECT_EQ(principal_, "reader");
  EXPECT_EQ(may("e-secret"), std::pair(false, true));
  EXPECT_EQ(may("a-secret"), std::pair(true, true));
  EXPECT_EQ(principal_, "root");
  EXPECT_EQ(may(""), std::pair(false, false));
  EXPECT_EQ(may("guessed"), std::pair(false, false));
}

TEST_F(Access, WhoMayDoEverythingMayAskForSomebodyElse) {
  const auto server = serve_all(services(), with_tokens());
  const auto principal_of = [&](const std::string& token, const std::string& asks_for) {
    const auto client = *connect_archive(server->address(), {.token = token});
    EXPECT_TRUE(client->get_stats({}, {.principal = asks_for}).ok());
    return principal_;
  };

  EXPECT_EQ(principal_of("a-secret", "Zoë of the desk"), "Zoë of the desk");
  EXPECT_EQ(principal_of("a-secret", "anonymous"), "root");
  EXPECT_EQ(principal_of("a-secret", std::string(10'000, 'x')), "root");
  EXPECT_EQ(principal_of("r-secret", "root"), "reader");
}

TEST_F(Access, NobodyIsBelievedWhereNobodyIsAsked) {
  const auto server = serve_all(services());
  const auto client = *connect_archive(server->address());

  EXPECT_TRUE(client->get_stats({}, {.principal = "root"}).ok());

  EXPECT_EQ(principal_, "anonymous");
}

TEST_F(Access, RefusalsHaveTheirOwnCodes) {
  const auto server = serve_all(services(), with_tokens());
  const auto stub = v1::ArchiveService::NewStub(
      grpc::CreateChannel(server->address(), grpc::InsecureChannelCredentials()));
  const auto code_with = [&](const std::string& authorization) {
    grpc::ClientContext context;
    if (!authorization.empty()) context.AddMetadata("authorization", authorization);
    v1::GetStatsResponse response;
    return stub->GetStats(&context, {}, &response).error_code();
  };
  EXPECT_EQ(code_with(""), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(code_with("r-secret"), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(code_with("Basic r-secret"), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(code_with("Bearer other"), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(code_with("Bearer e-secret"), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(code_with("bearer r-secret"), grpc::StatusCode::OK);
}

TEST_F(Access, HealthNeedsNoToken) {
  const auto server = serve_all(services(), with_tokens());
  const auto channel = grpc::CreateChannel(server->address(), grpc::InsecureChannelCredentials());
  EXPECT_EQ(raw_call(channel, "/grpc.health.v1.Health/Check", ""), "\x08\x01");
}

TEST_F(Access, TlsIsForThoseWhoTrustTheAuthority) {
  const test::TlsAuthority authority;
  const test::TlsAuthority other("Other");
  auto options = any_port();
  options.tls = server_tls(authority);
  const auto server = serve_all(services(), options);

  const auto trusting_client = connect_archive(server->address(), {.tls = trusting(authority)});
  ASSERT_TRUE(trusting_client.ok()) << trusting_client.fault().text();
  EXPECT_TRUE((*trusting_client)->get_stats({}, {}).ok());

  const auto doubting = connect_archive(server->address(), {.tls = trusting(other, "other.pem")});
  ASSERT_FALSE(doubting.ok());
  EXPECT_EQ(doubting.fault().kind, FaultKind::kUnavailable);
  EXPECT_NE(doubting.fault().text().find("TLS"), std::string::npos);
  EXPECT_FALSE(
      connect_archive(server->address(), {.connect_patience = std::chrono::seconds(1)}).ok());
}

TEST_F(Access, MutualTlsAsksTheCallerForACertificate) {
  const test::TlsAuthority authority;
  auto options = any_port();
  options.tls = server_tls(authority);
  options.tls->client_ca_file = file("clients.pem", authority.pem());
  const auto server = serve_all(services(), options);

  auto tls = trusting(authority);
  const auto stranger = connect_archive(server->address(), {.tls = tls});
  EXPECT_FALSE(stranger.ok() && (*stranger)->get_stats({}, {}).ok());

  const auto issued = authority.issue({"reader.test"});
  tls.certificate_file = file("client.pem", issued.certificate_pem);
  tls.key_file = file("client.key", issued.key_pem);
  const auto known = connect_archive(server->address(), {.tls = tls});
  ASSERT_TRUE(known.ok()) << known.fault().text();
  EXPECT_TRUE((*known)->get_stats({}, {}).ok());
  EXPECT_EQ(principal_, "reader.test");
}

TEST_F(Access, ACertificateThatIsRenewedServesNewConnectionsWithoutARestart) {
  const test::TlsAuthority authority;
  const test::TlsAuthority next("Next");
  auto options = any_port();
  options.tls = server_tls(authority);
  options.tls->reload = std::chrono::seconds(1);
  const auto server = serve_all(services(), options);
  ASSERT_TRUE(connect_archive(server->address(), {.tls = trusting(authority)}).ok());

  const auto renewed = next.issue({"127.0.0.1"});
  file("server.key", renewed.key_pem);
  file("server.pem", renewed.certificate_pem);

  const ClientOptions trusts_next{.tls = trusting(next, "next.pem")};
  EXPECT_TRUE(comes_true([&] { return connect_archive(server->address(), trusts_next).ok(); }));
}

TEST_F(Access, ACallerTakesANewAuthorityAndShowsANewCertificateWithoutARestart) {
  const test::TlsAuthority before;
  const test::TlsAuthority after("After");
  auto options = any_port();
  options.tls = server_tls(after);
  options.tls->client_ca_file = file("clients.pem", after.pem());
  const auto server = serve_all(services(), options);
  auto tls = trusting(before);
  tls.reload = std::chrono::seconds(1);
  const auto old = before.issue({"reader.test"});
  tls.certificate_file = file("client.pem", old.certificate_pem);
  tls.key_file = file("client.key", old.key_pem);
  const auto caller =
      connect_archive(server->address(), {.tls = tls, .connect_patience = Duration{}});
  ASSERT_TRUE(caller.ok()) << caller.fault().text();
  EXPECT_FALSE((*caller)->get_stats({}, {}).ok());

  const auto renewed = after.issue({"reader.test"});
  file("client.key", renewed.key_pem);
  file("client.pem", renewed.certificate_pem);
  file("ca.pem", after.pem());

  EXPECT_TRUE(comes_true([&] { return (*caller)->get_stats({}, {}).ok(); }));
}

TEST_F(Access, AnOpenServerNeedsTlsAndSomebodyAtTheDoor) {
  const test::TlsAuthority authority;
  auto options = with_tokens();
  options.listen = "0.0.0.0:0";
  EXPECT_FALSE(Server::start(options, services()).ok());
  options.tls = server_tls(authority);
  EXPECT_TRUE(Server::start(options, services()).ok());
  options.tokens.clear();
  EXPECT_FALSE(Server::start(options, services()).ok());
  options.tls->client_ca_file = file("clients.pem", authority.pem());
  EXPECT_TRUE(Server::start(options, services()).ok());
}

TEST_F(Access, AMissingOrWrongCertificateIsSaidAtTheStart) {
  const test::TlsAuthority authority;
  auto options = any_port();
  options.tls = ServerTls{.certificate_file = "/nowhere.pem", .key_file = "/nowhere.key"};
  EXPECT_EQ(Server::start(options, services()).fault().kind, FaultKind::kNotFound);
  options.tls = server_tls(authority);
  options.tls->key_file = file("wrong.key", authority.issue({"a.test"}).key_pem);
  EXPECT_FALSE(Server::start(options, services()).ok());
}

}  // namespace
}  // namespace broadsheet::rpc
