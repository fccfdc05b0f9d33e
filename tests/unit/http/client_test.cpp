// SPDX-License-Identifier: Apache-2.0
// What the client promises when all goes well, and how it shares connections.
#include "http/client.h"

#include <sys/resource.h>

#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "unit/http/fixture.h"

namespace broadsheet::http {
namespace {

ServerResponse hello() { return ServerResponse::text(200, "hello"); }

TEST(Client, GivesTheResponseAsItWasSent) {
  ServerResponse page = ServerResponse::with(203, "text/html", "<p>News");
  page.reason = "Fine By Me";
  page.headers.add("X-Twice", "one");
  page.headers.add("x-twice", "two");
  const auto server = serving(page);
  const auto client = open_client();

  const auto exchange = client->fetch_and_wait(get(*server, "/a?b=c"));

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  const Response& response = *exchange.response;
  EXPECT_EQ(response.status, 203);
  EXPECT_EQ(response.reason, "Fine By Me");
  EXPECT_EQ(response.version, "1.1");
  EXPECT_EQ(response.body, "<p>News");
  EXPECT_FALSE(response.truncated);
  EXPECT_EQ(response.headers.get("content-type"), "text/html");
  EXPECT_EQ(response.headers.joined("X-Twice"), "one, two");
  EXPECT_EQ(response.body_wire_bytes, 7u);
  EXPECT_TRUE(response.head.starts_with("HTTP/1.1 203 Fine By Me\r\n"));
  EXPECT_TRUE(response.head.ends_with("\r\n\r\n"));
  EXPECT_EQ(exchange.phase, Phase::kDone);
  EXPECT_EQ(exchange.failure, Failure::kNone);
  EXPECT_EQ(exchange.remote->text(), "127.0.0.1");
  EXPECT_EQ(exchange.remote_port, server->port());
  EXPECT_EQ(exchange.bytes_sent, exchange.request_head.size());
  EXPECT_EQ(exchange.bytes_received, response.head.size() + 7);
  EXPECT_GT(exchange.timings.total, Duration::zero());
  EXPECT_EQ(exchange.tls_version, "");
}

TEST(Client, SaysWhoItIsAndWhatItUnderstands) {
  std::promise<ServerRequest> seen;
  const auto server = open_server([&](const ServerRequest& request) {
    seen.set_value(request);
    return hello();
  });
  auto options = client_options();
  options.user_agent = "broadsheet/1 (+https://example.org)";
  const auto client = open_client(options);
  Request request = {.url = to_url("http://user:secret@" + server->address() + "/p?q#part"),
                     .headers = {{"Accept-Language", "de"}, {"Accept", "application/rss+xml"}},
                     .etag = "W/\"7\"",
                     .last_modified = "Sun, 06 Nov 1994 08:49:37 GMT"};

  const auto exchange = client->fetch_and_wait(request);

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  const auto got = seen.get_future().get();
  EXPECT_EQ(got.method, "GET");
  EXPECT_EQ(got.target, "/p?q");
  EXPECT_EQ(got.headers.get("Host"), server->address());
  EXPECT_EQ(got.headers.get("User-Agent"), "broadsheet/1 (+https://example.org)");
  EXPECT_EQ(got.headers.all("Accept").size(), 1u);
  EXPECT_EQ(got.headers.get("Accept"), "application/rss+xml");
  EXPECT_EQ(got.headers.get("Accept-Language"), "de");
  EXPECT_EQ(got.headers.get("Accept-Encoding"), "gzip, deflate, br, zstd");
  EXPECT_EQ(got.headers.get("If-None-Match"), "W/\"7\"");
  EXPECT_EQ(got.headers.get("If-Modified-Since"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_FALSE(got.headers.has("Authorization"));
  EXPECT_FALSE(got.headers.has("Connection"));
}

TEST(Client, RefusesARequestThatCouldSmuggle) {
  const auto client = open_client();
  for (const Header& field : {Header{"X-A", "1\r\nX-B: 2"}, Header{"X A", "1"}, Header{"", "1"},
                              Header{"Host", "other"}, Header{"Content-Length", "5"}}) {
    Request request = {.url = to_url("http://127.0.0.1:1/")};
    request.headers.add(field);
    const auto exchange = client->fetch_and_wait(request);
    EXPECT_EQ(exchange.failure, Failure::kRequest) << field.name;
    EXPECT_EQ(exchange.response.fault().kind, FaultKind::kBadInput);
  }
  EXPECT_EQ(client->fetch_and_wait({.url = to_url("ftp://127.0.0.1/")}).failure, Failure::kRequest);
}

TEST(Client, FollowsNoRedirect) {
  ServerResponse moved;
  moved.status = 302;
  moved.headers.add("Location", "/elsewhere");
  std::atomic<int> requests = 0;
  const auto server = open_server([&](const ServerRequest&) {
    ++requests;
    return moved;
  });
  const auto client = open_client();

  const auto exchange = client->fetch_and_wait(get(*server));

  ASSERT_TRUE(exchange.response.ok());
  EXPECT_EQ(exchange.response->status, 302);
  EXPECT_EQ(exchange.response->headers.get("location"), "/elsewhere");
  EXPECT_EQ(requests, 1);
}

TEST(Client, HeadAndBodilessAnswersEndWithTheirHead) {
  const auto server = open_server([](const ServerRequest& request) {
    ServerResponse response = hello();
    if (request.path == "/304") response = {.status = 304, .headers = {{"Content-Length", "99"}}};
    if (request.path == "/204") response = {.status = 204};
    return response;
  });
  const auto client = open_client();

  Request head = get(*server);
  head.method = Method::kHead;
  const auto headed = client->fetch_and_wait(head);
  const auto unchanged = client->fetch_and_wait(get(*server, "/304"));
  const auto empty = client->fetch_and_wait(get(*server, "/204"));

  ASSERT_TRUE(headed.response.ok()) << text_of(headed);
  EXPECT_EQ(headed.response->headers.get("content-length"), "5");
  EXPECT_EQ(headed.response->body, "");
  ASSERT_TRUE(unchanged.response.ok()) << text_of(unchanged);
  EXPECT_EQ(unchanged.response->status, 304);
  ASSERT_TRUE(empty.response.ok()) << text_of(empty);
  EXPECT_TRUE(empty.reused_connection);
}

TEST(Client, UsesAConnectionAgain) {
  const auto server = serving(hello());
  const auto client = open_client();

  const auto first = client->fetch_and_wait(get(*server));
  const auto second = client->fetch_and_wait(get(*server));

  EXPECT_FALSE(first.reused_connection);
  EXPECT_TRUE(second.reused_connection);
  EXPECT_EQ(second.remote_port, server->port());
  EXPECT_EQ(client->connections(), 1u);
  EXPECT_EQ(server->connections(), 1u);
}

TEST(Client, DoesNotUseAConnectionAgainThatIsClosedOrOutOfStep) {
  for (const std::string& answer :
       {std::string("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"),
        std::string("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")}) {
    const auto server = serving(raw(answer));
    const auto client = open_client();
    for (int i = 0; i < 2; ++i) {
      const auto exchange = client->fetch_and_wait(get(*server));
      ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
      EXPECT_EQ(exchange.response->body, "ok");
      EXPECT_FALSE(exchange.reused_connection);
    }
  }
}

TEST(Client, TriesAfreshWhenAnIdleConnectionTurnsOutDead) {
  // Given a server that answers once on a connection and then closes it on the next request.
  std::atomic<int> requests = 0;
  const auto server = open_server([&](const ServerRequest&) {
    ServerResponse response = hello();
    response.drop = ++requests == 2;
    return response;
  });
  const auto client = open_client();
  ASSERT_TRUE(client->fetch_and_wait(get(*server)).response.ok());

  const auto exchange = client->fetch_and_wait(get(*server));

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_FALSE(exchange.reused_connection);
  EXPECT_EQ(requests, 3);
}

TEST(Client, TriesAfreshOnlyOnceAndNotOnANewConnection) {
  std::atomic<int> requests = 0;
  const auto server = open_server([&](const ServerRequest&) {
    ServerResponse response = hello();
    response.drop = ++requests >= 2;
    return response;
  });
  const auto client = open_client();
  ASSERT_TRUE(client->fetch_and_wait(get(*server)).response.ok());

  const auto stale = client->fetch_and_wait(get(*server));
  const auto fresh = client->fetch_and_wait(get(*server));

  EXPECT_EQ(stale.failure, Failure::kDisconnect);
  EXPECT_EQ(fresh.failure, Failure::kDisconnect);
  EXPECT_EQ(fresh.response.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(requests, 4);
}

TEST(Client, ForgetsAConnectionThatTheServerClosesWhileIdle) {
  Server::Options options;
  options.limits.idle = std::chrono::milliseconds(20);
  const auto server = serving(hello(), options);
  const auto client = open_client();

  for (int i = 0; i < 3; ++i) {
    const auto exchange = client->fetch_and_wait(get(*server));
    ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
    while (client->connections() > 0) std::this_thread::yield();
  }
}

TEST(Client, KeepsNoMoreIdleConnectionsThanItMay) {
  const auto server = serving(hello());
  auto options = client_options();
  options.idle_max = 3;
  options.resolve = {*ResolveRule::parse("*=" + server->address())};
  const auto client = open_client(options);

  for (int i = 0; i < 8; ++i) {
    const auto exchange =
        client->fetch_and_wait({.url = to_url("http://h" + std::to_string(i) + ".test/")});
    ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  }

  EXPECT_EQ(client->connections(), 3u);
}

TEST(Client, DialsTheAddressOfARuleAndKeepsTheHostsName) {
  const auto server = open_server([](const ServerRequest& request) {
    return ServerResponse::text(200, request.host + " " + std::string(request.headers.get("host")));
  });
  auto options = client_options();
  options.resolve = {*ResolveRule::parse("*.news.test=" + server->address())};
  const auto client = open_client(options);

  const auto exchange = client->fetch_and_wait({.url = to_url("http://a.news.test:8080/")});

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.response->body, "a.news.test a.news.test:8080");
  EXPECT_EQ(exchange.remote_port, server->port());
}

TEST(Client, ReadsResolveRules) {
  const auto plain = ResolveRule::parse("*.example=127.0.0.1:8080");
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->pattern, "*.example");
  EXPECT_EQ(plain->address.text(), "127.0.0.1");
  EXPECT_EQ(plain->port, 8080);
  EXPECT_EQ(ResolveRule::parse("a=10.0.0.1")->port, 0);
  EXPECT_EQ(ResolveRule::parse("a=[::1]:443")->port, 443);
  EXPECT_EQ(ResolveRule::parse("a=[::1]")->address.text(), "::1");
  EXPECT_EQ(ResolveRule::parse("a=::1")->address.text(), "::1");
  for (const char* wrong :
       {"", "a", "=1.2.3.4", "a=", "a=b", "a=1.2.3.4:", "a=1.2.3.4:0", "a=1.2.3.4:65536",
        "a=1.2.3.4:x", "a=[::1", "a=[::1]x", "a=1.2.3.4:-1"}) {
    EXPECT_FALSE(ResolveRule::parse(wrong).ok()) << wrong;
  }
}

TEST(Client, SpeaksIpv6) {
  Server::Options at;
  at.listen = "[::1]:0";
  auto opened = Server::open(at, [](const ServerRequest&) { return hello(); });
  if (!opened) GTEST_SKIP() << "no IPv6 here: " << opened.fault().text();
  const auto client = open_client();

  const auto exchange = client->fetch_and_wait(get(**opened));

  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.remote->text(), "::1");
}

TEST(Client, DialsNoAddressThatThePolicyRefuses) {
  const auto server = serving(hello());
  Client::Options options;  // only public addresses
  options.resolve = {*ResolveRule::parse("rule.test=" + server->address())};
  const auto client = open_client(options);

  for (const std::string host : {"127.0.0.1", "[::1]", "localhost", "rule.test", "10.0.0.1",
                                 "[::ffff:127.0.0.1]", "169.254.169.254", "0.0.0.0"}) {
    const auto exchange = client->fetch_and_wait(
        {.url = to_url("http://" + host + ":" + std::to_string(server->port()))});
    EXPECT_EQ(exchange.failure, Failure::kPolicy) << host << " " << text_of(exchange);
    EXPECT_EQ(exchange.response.fault().kind, FaultKind::kBadInput);
  }
  EXPECT_EQ(server->connections(), 0u);
}

TEST(Client, SaysThatNobodyListens) {
  std::uint16_t port = 0;
  {
    const auto server = serving(hello());
    port = server->port();
  }
  const auto client = open_client();

  const auto exchange =
      client->fetch_and_wait({.url = to_url("http://127.0.0.1:" + std::to_string(port))});

  EXPECT_EQ(exchange.failure, Failure::kConnect);
  EXPECT_EQ(exchange.phase, Phase::kConnect);
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kUnavailable);
  EXPECT_NE(exchange.response.fault().what.find("connect"), std::string::npos);
}

TEST(Client, CallsDoneOnceOnAThreadOfItsOwn) {
  const auto server = serving(hello());
  const auto client = open_client();
  std::promise<std::thread::id> first;
  std::promise<std::thread::id> nested;

  client->fetch(get(*server), [&](Exchange) {
    client->fetch(get(*server), [&](Exchange) { nested.set_value(std::this_thread::get_id()); });
    first.set_value(std::this_thread::get_id());
  });

  const auto thread = first.get_future().get();
  EXPECT_NE(thread, std::this_thread::get_id());
  EXPECT_EQ(nested.get_future().get(), thread);
}

TEST(Client, FetchesAThousandAtOnce) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const auto server = open_server([](const ServerRequest& request) {
    ServerResponse response = ServerResponse::text(200, request.path);
    response.delay = std::chrono::milliseconds(50);
    return response;
  });
  auto options = client_options();
  options.threads = 2;
  options.resolve = {*ResolveRule::parse("*=" + server->address())};
  const auto client = open_client(options);
  constexpr int kFetches = 1000;
  std::atomic<int> right = 0;
  std::atomic<int> left = kFetches;
  std::promise<void> all;

  for (int i = 0; i < kFetches; ++i) {
    const std::string host = "h" + std::to_string(i % 400) + ".test";
    const std::string path = "/" + std::to_string(i);
    client->fetch({.url = to_url("http://" + host + path)}, [&, path](Exchange exchange) {
      if (exchange.response.ok() && exchange.response->body == path) ++right;
      if (--left == 0) all.set_value();
    });
  }
  all.get_future().wait();

  EXPECT_EQ(right, kFetches);
}

TEST(Client, WaitsForASlotWhenAllConnectionsAreTaken) {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  const auto server = open_server([&](const ServerRequest&) {
    const int here = ++now;
    int seen = most;
    while (here > seen && !most.compare_exchange_weak(seen, here)) {
    }
    --now;
    return hello();
  });
  auto options = client_options();
  options.connections_max = 2;
  options.queue_max = 10;
  options.resolve = {*ResolveRule::parse("*=" + server->address())};
  const auto client = open_client(options);
  std::atomic<int> good = 0;
  std::atomic<int> busy = 0;
  std::atomic<int> left = 40;
  std::promise<void> all;

  for (int i = 0; i < 40; ++i) {
    client->fetch({.url = to_url("http://h" + std::to_string(i) + ".test/")}, [&](Exchange e) {
      if (e.response.ok()) ++good;
      if (e.failure == Failure::kBusy) ++busy;
      if (--left == 0) all.set_value();
    });
  }
  all.get_future().wait();

  EXPECT_EQ(good + busy, 40);
  EXPECT_GE(good, 12);
  EXPECT_LE(most, 2);
}

TEST(Client, CancelEndsAFetchEarly) {
  ServerResponse slow = hello();
  slow.delay = std::chrono::seconds(30);
  const auto server = serving(slow);
  const auto client = open_client();
  std::promise<Exchange> ended;

  const auto id = client->fetch(get(*server), [&](Exchange e) { ended.set_value(std::move(e)); });
  client->cancel(id);
  const auto exchange = ended.get_future().get();
  client->cancel(id);
  client->cancel(12345);
  client->stop({});

  EXPECT_EQ(exchange.failure, Failure::kCancelled);
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(client->in_flight(), 0u);
}

TEST(Client, StopLetsTheQuickEndAndCancelsTheSlow) {
  const auto server = open_server([](const ServerRequest& request) {
    ServerResponse response = hello();
    response.delay = request.path == "/slow" ? Duration(std::chrono::seconds(60))
                                             : Duration(std::chrono::milliseconds(50));
    return response;
  });
  const auto client = open_client();
  std::atomic<bool> quick_came = false;
  std::atomic<bool> slow_cancelled = false;
  client->fetch(get(*server, "/quick"), [&](Exchange e) { quick_came = e.response.ok(); });
  client->fetch(get(*server, "/slow"),
                [&](Exchange e) { slow_cancelled = e.failure == Failure::kCancelled; });

  client->stop(std::chrono::seconds(1));

  EXPECT_TRUE(quick_came);
  EXPECT_TRUE(slow_cancelled);
  EXPECT_EQ(client->fetch_and_wait(get(*server)).failure, Failure::kCancelled);
}

TEST(Client, ItsDestructorCallsEveryDone) {
  ServerResponse slow = hello();
  slow.delay = std::chrono::seconds(60);
  const auto server = serving(slow);
  std::atomic<int> cancelled = 0;
  {
    auto options = client_options();
    options.connections_max = 4;
    const auto client = open_client(options);
    for (int i = 0; i < 20; ++i) {
      client->fetch(get(*server), [&](Exchange exchange) {
        if (exchange.failure == Failure::kCancelled) ++cancelled;
      });
    }
  }
  EXPECT_EQ(cancelled, 20);
}

TEST(Client, DoesNotOpenWithoutItsCertificates) {
  auto options = client_options();
  options.ca_file = "/nonexistent/ca.pem";
  const auto client = Client::open(options);
  ASSERT_FALSE(client.ok());
  EXPECT_EQ(client.fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::http
