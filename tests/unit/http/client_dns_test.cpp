// SPDX-License-Identifier: Apache-2.0
// Names: asked once, kept as long as they say, and never trusted as to the address.
#include <atomic>
#include <future>

#include "unit/http/dns_server.h"
#include "unit/http/fixture.h"

namespace broadsheet::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ClientDns : public ::testing::Test {
 protected:
  Client::Options options() {
    auto options = client_options();
    options.dns_servers = dns_.address();
    options.idle_per_origin_max = 0;
    return options;
  }
  [[nodiscard]] Request to(const std::string& host) const {
    return {.url = to_url("http://" + host + ":" + std::to_string(server_->port()) + "/")};
  }

  DnsServer dns_;
  std::unique_ptr<Server> server_ = open_server(
      [](const ServerRequest& request) { return ServerResponse::text(200, request.host); });
};

TEST_F(ClientDns, AsksForANameOnceAndKeepsTheAnswer) {
  dns_.set("news.test", {.v4 = {"127.0.0.1"}});
  const auto client = open_client(options());

  const auto first = client->fetch_and_wait(to("news.test"));
  const auto second = client->fetch_and_wait(to("news.test"));

  ASSERT_TRUE(first.response.ok()) << text_of(first);
  EXPECT_EQ(first.response->body, "news.test");
  EXPECT_EQ(first.remote->text(), "127.0.0.1");
  ASSERT_TRUE(second.response.ok()) << text_of(second);
  EXPECT_EQ(dns_.asked("news.test"), 2);  // A and AAAA
}

TEST_F(ClientDns, ManyWhoAskTogetherAskOnce) {
  dns_.set("news.test", {.v4 = {"127.0.0.1"}});
  const auto client = open_client(options());
  std::atomic<int> left = 50;
  std::atomic<int> good = 0;
  std::promise<void> all;

  for (int i = 0; i < 50; ++i) {
    client->fetch(to("news.test"), [&](Exchange exchange) {
      if (exchange.response.ok()) ++good;
      if (--left == 0) all.set_value();
    });
  }
  all.get_future().wait();

  EXPECT_EQ(good, 50);
  EXPECT_EQ(dns_.asked("news.test"), 2);
}

TEST_F(ClientDns, ANameThatMovesToAnInnerAddressIsNotFollowedThere) {
  dns_.set("rebind.test", {.v4 = {"127.0.0.1"}, .ttl = 0});
  auto with = options();
  with.dns_ttl_min = Duration::zero();
  const auto client = open_client(with);
  ASSERT_TRUE(client->fetch_and_wait(to("rebind.test")).response.ok());

  dns_.set("rebind.test", {.v4 = {"10.0.0.1"}, .ttl = 0});
  const auto exchange = client->fetch_and_wait(to("rebind.test"));

  EXPECT_EQ(exchange.failure, Failure::kPolicy) << text_of(exchange);
  EXPECT_EQ(exchange.remote->text(), "10.0.0.1");
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kBadInput);
}

TEST_F(ClientDns, OfSeveralAddressesOnlyTheAllowedAreDialled) {
  dns_.set("mixed.test", {.v4 = {"10.0.0.1", "127.0.0.1"}, .v6 = {"fd00::1"}});
  const auto client = open_client(options());
  const auto exchange = client->fetch_and_wait(to("mixed.test"));
  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.remote->text(), "127.0.0.1");
}

TEST_F(ClientDns, AnAddressThatRefusesIsFollowedByTheNext) {
  dns_.set("two.test", {.v4 = {"127.0.0.2", "127.0.0.1"}, .v6 = {"::1"}});
  const auto client = open_client(options());
  const auto exchange = client->fetch_and_wait(to("two.test"));
  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.remote->text(), "127.0.0.1");

  dns_.set("none.test", {.v4 = {"127.0.0.2", "127.0.0.3"}});
  EXPECT_EQ(client->fetch_and_wait(to("none.test")).failure, Failure::kConnect);
}

TEST_F(ClientDns, AnAddressThatIsSilentIsOvertakenByTheNext) {
  const SilentListener silent("127.0.0.4", server_->port());
  dns_.set("slow.test", {.v4 = {"127.0.0.4", "127.0.0.1"}});
  auto with = options();
  with.next_address_delay = milliseconds(50);
  const auto client = open_client(with);
  Request request = to("slow.test");
  request.limits.connect = seconds(60);

  const auto exchange = client->fetch_and_wait(request);

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.remote->text(), "127.0.0.1");
  EXPECT_LT(exchange.timings.connect, seconds(20));
}

TEST_F(ClientDns, ANameThatDoesNotExistIsRememberedToo) {
  const auto client = open_client(options());
  for (int i = 0; i < 3; ++i) {
    const auto exchange = client->fetch_and_wait(to("nowhere.test"));
    EXPECT_EQ(exchange.failure, Failure::kNoHost) << text_of(exchange);
    EXPECT_EQ(exchange.phase, Phase::kDns);
    EXPECT_EQ(exchange.response.fault().kind, FaultKind::kUnavailable);
  }
  EXPECT_EQ(dns_.asked("nowhere.test"), 2);
}

TEST_F(ClientDns, ANameWithoutAddressesDoesNotExistEither) {
  dns_.set("mail.test", {});
  EXPECT_EQ(open_client(options())->fetch_and_wait(to("mail.test")).failure, Failure::kNoHost);
}

TEST_F(ClientDns, Rfc6761_6_3_LocalhostIsAskedOfNobody) {
  const auto client = open_client(options());
  const auto exchange = client->fetch_and_wait(to("news.localhost"));
  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.response->body, "news.localhost");
  EXPECT_EQ(dns_.asked("news.localhost"), 0);
}

TEST_F(ClientDns, SilenceEndsAtTheDeadline) {
  dns_.set("silent.test", {.silent = true});
  const auto client = open_client(options());
  Request request = to("silent.test");
  request.limits.dns = milliseconds(100);

  const auto exchange = client->fetch_and_wait(request);

  EXPECT_EQ(exchange.failure, Failure::kTimeout) << text_of(exchange);
  EXPECT_EQ(exchange.phase, Phase::kDns);
}

TEST_F(ClientDns, AClientMayEndWhileQuestionsAreOut) {
  dns_.set("silent.test", {.silent = true});
  std::atomic<int> cancelled = 0;
  {
    const auto client = open_client(options());
    for (int i = 0; i < 5; ++i) {
      client->fetch(to("silent.test"), [&](Exchange exchange) {
        if (exchange.failure == Failure::kCancelled) ++cancelled;
      });
    }
    while (dns_.asked("silent.test") == 0) std::this_thread::yield();
  }
  EXPECT_EQ(cancelled, 5);
}

TEST(ClientDnsOptions, NameServersAreAddresses) {
  auto options = client_options();
  options.dns_servers = "not a server";
  const auto client = Client::open(options);
  ASSERT_FALSE(client.ok());
  EXPECT_EQ(client.fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::http
