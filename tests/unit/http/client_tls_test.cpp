// SPDX-License-Identifier: Apache-2.0
// TLS: who is believed, who is not, and what is said about it.
#include "core/file.h"
#include "support/tls_certificate.h"
#include "unit/http/fixture.h"

namespace broadsheet::http {
namespace {

class ClientTls : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_file(folder_.path() / "ca.pem", authority_.pem()).ok());
  }

  std::unique_ptr<Server> serve(const test::TlsCertificate& certificate,
                                std::string client_ca = {}) {
    Server::Options options;
    options.tls = Server::Tls{.certificate_pem = certificate.certificate_pem,
                              .key_pem = certificate.key_pem,
                              .client_ca_pem = std::move(client_ca)};
    return serving(ServerResponse::text(200, "over TLS"), options);
  }

  // "news.test" and everything else is the server.
  Client::Options trusting(const Server& server) {
    auto options = client_options();
    options.ca_file = (folder_.path() / "ca.pem").string();
    options.resolve = {*ResolveRule::parse("*=" + server.address())};
    return options;
  }

  test::TlsAuthority authority_;
  TemporaryFolder folder_;
};

TEST_F(ClientTls, BelievesACertificateOfItsAuthorityForTheHost) {
  const auto server = serve(authority_.issue({"news.test", "*.wild.test"}));
  const auto client = open_client(trusting(*server));

  for (const char* host : {"news.test", "a.wild.test"}) {
    const auto exchange =
        client->fetch_and_wait({.url = to_url("https://" + std::string(host) + "/")});
    ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
    EXPECT_EQ(exchange.response->body, "over TLS");
    EXPECT_EQ(exchange.tls_version, "TLSv1.3");
    EXPECT_EQ(exchange.tls_problem, "");
    EXPECT_GT(exchange.timings.tls, Duration::zero());
  }
}

TEST_F(ClientTls, UsesATlsConnectionAgain) {
  const auto server = serve(authority_.issue({"news.test"}));
  const auto client = open_client(trusting(*server));

  ASSERT_TRUE(client->fetch_and_wait({.url = to_url("https://news.test/1")}).response.ok());
  const auto second = client->fetch_and_wait({.url = to_url("https://news.test/2")});

  ASSERT_TRUE(second.response.ok()) << text_of(second);
  EXPECT_TRUE(second.reused_connection);
  EXPECT_EQ(second.tls_version, "TLSv1.3");
  EXPECT_EQ(second.timings.tls, Duration::zero());
}

TEST_F(ClientTls, RefusesTheWrongHost) {
  const auto server = serve(authority_.issue({"news.test", "*.wild.test"}));
  const auto client = open_client(trusting(*server));

  for (const char* host : {"other.test", "wild.test", "a.b.wild.test", "127.0.0.1"}) {
    const auto exchange =
        client->fetch_and_wait({.url = to_url("https://" + std::string(host) + "/")});
    EXPECT_EQ(exchange.failure, Failure::kTls) << host;
    ASSERT_FALSE(exchange.response.ok()) << host;
    EXPECT_EQ(exchange.response.fault().kind, FaultKind::kUnavailable);
    EXPECT_NE(text_of(exchange).find("certificate"), std::string::npos) << text_of(exchange);
  }
}

TEST_F(ClientTls, ChecksAnAddressAsAnAddress) {
  const auto server = serve(authority_.issue({"127.0.0.1"}));
  const auto client = open_client(trusting(*server));
  const auto exchange = client->fetch_and_wait({.url = to_url("https://" + server->address())});
  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
}

TEST_F(ClientTls, RefusesAnExpiredCertificateAndAStrangersAuthority) {
  const auto expired = serve(authority_.issue({"news.test"}, -1));
  const auto late =
      open_client(trusting(*expired))->fetch_and_wait({.url = to_url("https://news.test/")});
  EXPECT_EQ(late.failure, Failure::kTls);
  EXPECT_NE(text_of(late).find("expired"), std::string::npos) << text_of(late);

  const test::TlsAuthority stranger("Stranger");
  const auto strange = serve(stranger.issue({"news.test"}));
  const auto unknown =
      open_client(trusting(*strange))->fetch_and_wait({.url = to_url("https://news.test/")});
  EXPECT_EQ(unknown.failure, Failure::kTls);

  // Nor does the system's store know our own authority.
  const auto server = serve(authority_.issue({"news.test"}));
  auto options = trusting(*server);
  options.ca_file.clear();
  EXPECT_EQ(open_client(options)->fetch_and_wait({.url = to_url("https://news.test/")}).failure,
            Failure::kTls);
}

TEST_F(ClientTls, WithoutVerificationItSaysWhatItWouldHaveSaid) {
  const test::TlsAuthority stranger("Stranger");
  const auto server = serve(stranger.issue({"news.test"}));
  auto options = trusting(*server);
  options.verify_tls = false;
  const auto client = open_client(options);

  const auto exchange = client->fetch_and_wait({.url = to_url("https://news.test/")});

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_NE(exchange.tls_problem, "");
}

TEST_F(ClientTls, AServerMayAskForTheClientsCertificate) {
  const auto server = serve(authority_.issue({"news.test"}), authority_.pem());
  const auto client = open_client(trusting(*server));
  EXPECT_FALSE(client->fetch_and_wait({.url = to_url("https://news.test/")}).response.ok());
}

TEST_F(ClientTls, ABodyWithoutLengthEndsWithTheConnection) {
  const auto certificate = authority_.issue({"news.test"});
  Server::Options options;
  options.tls =
      Server::Tls{.certificate_pem = certificate.certificate_pem, .key_pem = certificate.key_pem};
  ServerResponse response = ServerResponse::text(200, std::string(300'000, 'x'));
  response.framing = Framing::kClose;
  const auto server = serving(response, options);
  const auto client = open_client(trusting(*server));

  const auto exchange = client->fetch_and_wait({.url = to_url("https://news.test/")});

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.response->body.size(), 300'000u);
}

TEST(ServerTls, DoesNotOpenWithAKeyOfAnotherCertificate) {
  const test::TlsAuthority authority;
  const auto one = authority.issue({"a.test"});
  const auto other = authority.issue({"a.test"});
  const auto open = [](Server::Tls tls) {
    Server::Options options;
    options.tls = std::move(tls);
    return Server::open(options, [](const ServerRequest&) { return ServerResponse{}; });
  };
  EXPECT_TRUE(open({one.certificate_pem, one.key_pem}).ok());
  EXPECT_FALSE(open({one.certificate_pem, other.key_pem}).ok());
  EXPECT_FALSE(open({"no", one.key_pem}).ok());
  EXPECT_FALSE(open({one.certificate_pem, ""}).ok());
  EXPECT_FALSE(open({one.certificate_pem, one.key_pem, "no"}).ok());
}

}  // namespace
}  // namespace broadsheet::http
