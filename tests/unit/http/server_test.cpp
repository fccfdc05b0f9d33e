// SPDX-License-Identifier: Apache-2.0
// What the server promises, seen through plain sockets and through our client.
#include "http/server.h"

#include <poll.h>

#include <atomic>
#include <future>
#include <stdexcept>

#include "core/strings.h"
#include "core/time.h"
#include "http/decoder.h"
#include "unit/http/fixture.h"
#include "unit/http/raw_socket.h"

namespace broadsheet::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

ServerResponse echo(const ServerRequest& request) {
  return ServerResponse::text(200, request.method + " " + request.target + " " + request.body);
}

std::string ask(const Server& server, const std::string& bytes) {
  RawSocket socket(server.port());
  socket.send(bytes);
  return socket.receive_all();
}

std::string body_of(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string::npos ? "" : answer.substr(end + 4);
}

const std::string kClosing = "Host: a\r\nConnection: close\r\n\r\n";

TEST(Server, AnswersWithLengthDateAndItsPort) {
  const auto server = open_server(echo);
  const std::string answer = ask(*server, "GET /a?b HTTP/1.1\r\n" + kClosing);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"))
      << answer;
  EXPECT_NE(answer.find("\r\nContent-Length: 9\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nDate: "), std::string::npos);
  EXPECT_NE(answer.find("\r\nConnection: close\r\n"), std::string::npos);
  EXPECT_EQ(body_of(answer), "GET /a?b ");
  EXPECT_EQ(server->address(), "127.0.0.1:" + std::to_string(server->port()));
}

TEST(Server, AnswersPipelinedRequestsInOrderOnOneConnection) {
  const auto server = open_server(echo);
  const std::string answer = ask(
      *server,
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"
      "GET /3 HTTP/1.1\r\n" +
          kClosing);
  const auto first = answer.find("GET /1 ");
  const auto second = answer.find("POST /2 ok");
  const auto third = answer.find("GET /3 ");
  ASSERT_NE(third, std::string::npos) << answer;
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST(Server, ToldOfAnExpectationItSaysGoOn) {
  const auto server = open_server(echo);
  RawSocket socket(server->port());
  socket.send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + kClosing);
  EXPECT_EQ(socket.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("ok");
  EXPECT_EQ(body_of(socket.receive_all()), "PUT / ok");
}

TEST(Server, WhoExpectsToGoOnAndDoesNotIsCutOff) {
  Server::Options options;
  options.limits.body = milliseconds(50);
  const auto server = open_server(echo, options);
  RawSocket socket(server->port());
  socket.send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + kClosing);
  EXPECT_EQ(socket.receive_all(), "HTTP/1.1 100 Continue\r\n\r\n");
}

TEST(Server, WhatComesAfterARefusalIsNotHandled) {
  Server::Options options;
  options.limits.head = milliseconds(50);
  std::atomic<int> handled = 0;
  const auto server = open_server(
      [&](const ServerRequest& request) {
        ++handled;
        return echo(request);
      },
      options);
  RawSocket socket(server->port());
  socket.send("GET / HTTP/1.1\r\n");
  EXPECT_TRUE(socket.receive_until("took too long\n").starts_with("HTTP/1.1 408 "));
  socket.send("Host: a\r\n\r\n");
  EXPECT_EQ(socket.receive_all(), "");
  EXPECT_EQ(handled, 0);
}

TEST(Server, LargeAnswersThatAreUnderWayHaveABound) {
  Server::Options options;
  options.limits.answers_bytes_max = 40 << 20;
  const auto server = open_server(
      [](const ServerRequest&) {
        return ServerResponse::text(200, std::string(std::size_t{30} << 20, 'x'));
      },
      options);
  const std::string get = "GET / HTTP/1.1\r\n" + kClosing;
  RawSocket slow(server->port());
  slow.send(get);
  const std::string begun = slow.receive_until("\r\n\r\n");
  ASSERT_TRUE(begun.starts_with("HTTP/1.1 200 "));

  const std::string refused = ask(*server, get);
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 503 ")) << refused.substr(0, 100);
  EXPECT_NE(refused.find("Retry-After: "), std::string::npos);

  EXPECT_GT(slow.receive_all().size(), std::size_t{29} << 20);
  EXPECT_TRUE(ask(*server, get).starts_with("HTTP/1.1 200 ")) << "there is room again";
}

TEST(Server, RefusesWhatIsNoRequestAndSaysWhy) {
  const auto server = open_server(echo);
  EXPECT_TRUE(ask(*server, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_TRUE(ask(*server, "GET / HTTP/1.1\r\nA: " + std::string(100'000, 'x'))
                  .starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(ask(*server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n" +
                               std::string(100'000, 'x'))
                  .starts_with("HTTP/1.1 413 "));
}

TEST(Server, AHandlerThatThrowsIsAnInternalError) {
  const auto server =
      open_server([](const ServerRequest&) -> ServerResponse { throw std::runtime_error("oops"); });
  const std::string answer = ask(*server, "GET / HTTP/1.1\r\n" + kClosing);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 ")) << answer;
  EXPECT_EQ(answer.find("oops"), std::string::npos);
}

TEST(Server, HeadHasTheHeadOfGet) {
  const auto server =
      open_server([](const ServerRequest&) { return ServerResponse::text(200, "12345"); });
  const std::string answer = ask(*server, "HEAD / HTTP/1.1\r\n" + kClosing);
  EXPECT_NE(answer.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_EQ(body_of(answer), "");
}

TEST(Server, StreamsFromASource) {
  const auto server = open_server([](const ServerRequest& request) {
    ServerResponse response;
    response.source = [left = 3]() mutable -> Result<std::optional<std::string>> {
      if (left == 0) return std::optional<std::string>();
      return std::optional<std::string>("piece " + std::to_string(left--) + "\n");
    };
    if (request.path == "/known") {
      response.framing = Framing::kContentLength;
      response.headers.add("Content-Length", "24");
    }
    return response;
  });
  const std::string chunked = ask(*server, "GET / HTTP/1.1\r\n" + kClosing);
  EXPECT_NE(chunked.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(body_of(chunked), "8\r\npiece 3\n\r\n8\r\npiece 2\n\r\n8\r\npiece 1\n\r\n0\r\n\r\n");
  const std::string old = ask(*server, "GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(body_of(old), "piece 3\npiece 2\npiece 1\n");
  EXPECT_EQ(old.find("chunked"), std::string::npos);
  EXPECT_EQ(body_of(ask(*server, "GET /known HTTP/1.1\r\n" + kClosing)),
            "piece 3\npiece 2\npiece 1\n");
}

TEST(Server, ASourceThatFailsCutsTheAnswerSoThatItShows) {
  const auto server = open_server([](const ServerRequest&) {
    ServerResponse response;
    response.source = [left = 1]() mutable -> Result<std::optional<std::string>> {
      if (left-- == 0) return unavailable("the shard went away");
      return std::optional<std::string>("half of it");
    };
    return response;
  });
  const auto client = open_client();
  const auto exchange = client->fetch_and_wait(get(*server));
  EXPECT_EQ(exchange.failure, Failure::kDisconnect) << text_of(exchange);
}

TEST(Server, CompressesWhatTheHandlerWantsCompressed) {
  const auto server = open_server([](const ServerRequest&) {
    ServerResponse response = ServerResponse::text(200, std::string(10'000, 'x'));
    response.gzip = true;
    return response;
  });
  const auto client = open_client();
  const auto exchange = client->fetch_and_wait(get(*server));
  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.response->body, std::string(10'000, 'x'));
  EXPECT_LT(exchange.response->body_wire_bytes, 1'000u);
  EXPECT_EQ(exchange.response->headers.get("Vary"), "Accept-Encoding");
}

TEST(Server, SimulatesBrokenServers) {
  const auto server = open_server([](const ServerRequest& request) {
    ServerResponse response = ServerResponse::text(200, "12345");
    if (request.path == "/raw") response.raw = "any bytes\n";
    if (request.path == "/drop") response.drop = true;
    if (request.path == "/lie") response.headers.set("Content-Length", "3");
    if (request.path == "/drip") {
      response.piece_bytes = 2;
      response.pause = milliseconds(5);
      response.framing = Framing::kChunked;
    }
    if (request.path == "/close") response.framing = Framing::kClose;
    return response;
  });
  EXPECT_EQ(ask(*server, "GET /raw HTTP/1.1\r\nHost: a\r\n\r\n"), "any bytes\n");
  EXPECT_EQ(ask(*server, "GET /drop HTTP/1.1\r\nHost: a\r\n\r\n"), "");
  const std::string lie = ask(*server, "GET /lie HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(lie.find("Content-Length: 3\r\n"), std::string::npos);
  EXPECT_EQ(body_of(lie), "12345");
  EXPECT_EQ(body_of(ask(*server, "GET /drip HTTP/1.1\r\n" + kClosing)),
            "2\r\n12\r\n2\r\n34\r\n1\r\n5\r\n0\r\n\r\n");
  const std::string close = ask(*server, "GET /close HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(close.find("Content-Length"), std::string::npos);
  EXPECT_EQ(body_of(close), "12345");
}

TEST(Server, AnAnswerMayWaitWithoutHoldingAWorker) {
  Server::Options options;
  options.threads = 1;
  const auto server = open_server(
      [](const ServerRequest& request) {
        ServerResponse response = echo(request);
        if (request.path == "/late") response.delay = seconds(30);
        return response;
      },
      options);
  RawSocket late(server->port());
  late.send("GET /late HTTP/1.1\r\n" + kClosing);
  EXPECT_EQ(body_of(ask(*server, "GET /now HTTP/1.1\r\n" + kClosing)), "GET /now ");
}

TEST(Server, ASlowHandlerDoesNotHoldTheOthersUp) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  Server::Options options;
  options.threads = 2;
  const auto server = open_server(
      [&](const ServerRequest& request) {
        if (request.path == "/slow") released.wait();
        return echo(request);
      },
      options);
  RawSocket slow(server->port());
  slow.send("GET /slow HTTP/1.1\r\n" + kClosing);

  EXPECT_EQ(body_of(ask(*server, "GET /quick HTTP/1.1\r\n" + kClosing)), "GET /quick ");

  release.set_value();
  EXPECT_EQ(body_of(slow.receive_all()), "GET /slow ");
}

TEST(Server, SaysThatItIsBusyRatherThanQueueWithoutEnd) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  std::promise<void> held;
  std::atomic<bool> first = true;
  Server::Options options;
  options.threads = 1;
  options.limits.queue_max = 1;
  const auto server = open_server(
      [&](const ServerRequest& request) {
        if (first.exchange(false)) {
          held.set_value();
          released.wait();
        }
        return echo(request);
      },
      options);
  RawSocket holds(server->port());
  holds.send("GET /1 HTTP/1.1\r\n" + kClosing);
  held.get_future().wait();
  // One of these two waits in the queue; whichever it is, the other is turned away at once.
  RawSocket one(server->port());
  RawSocket other(server->port());
  one.send("GET /2 HTTP/1.1\r\n" + kClosing);
  other.send("GET /3 HTTP/1.1\r\n" + kClosing);
  pollfd answered[] = {{one.descriptor(), POLLIN, 0}, {other.descriptor(), POLLIN, 0}};
  ASSERT_EQ(::poll(answered, 2, 20'000), 1);
  const bool one_is_refused = answered[0].revents != 0;

  const std::string refused = (one_is_refused ? one : other).receive_all();
  release.set_value();
  const std::string served = (one_is_refused ? other : one).receive_all();

  EXPECT_TRUE(refused.starts_with("HTTP/1.1 503 ")) << refused;
  EXPECT_NE(refused.find("\r\nRetry-After: 1\r\n"), std::string::npos) << refused;
  EXPECT_TRUE(served.starts_with("HTTP/1.1 200 ")) << served;
  EXPECT_TRUE(holds.receive_all().starts_with("HTTP/1.1 200 "));
}

TEST(Server, ClosesConnectionsThatSayNothingOrTooLittle) {
  Server::Options options;
  options.limits.idle = milliseconds(50);
  options.limits.head = milliseconds(50);
  const auto server = open_server(echo, options);
  RawSocket idle(server->port());
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_TRUE(idle.ended());
  RawSocket slow(server->port());
  slow.send("GET / HT");
  EXPECT_TRUE(slow.receive_all().starts_with("HTTP/1.1 408 "));
}

TEST(Server, ClosesOnAClientThatDoesNotRead) {
  Server::Options options;
  options.limits.write = milliseconds(100);
  const auto server = open_server(
      [](const ServerRequest&) {
        ServerResponse endless;
        endless.source = [] { return std::optional<std::string>(std::string(1 << 20, 'x')); };
        return endless;
      },
      options);
  RawSocket deaf(server->port());
  deaf.send("GET / HTTP/1.1\r\n" + kClosing);
  while (server->connections() == 0) std::this_thread::yield();
  while (server->connections() > 0) std::this_thread::yield();
}

TEST(Server, TakesNoMoreConnectionsThanItMay) {
  Server::Options options;
  options.limits.connections_max = 1;
  const auto server = open_server(echo, options);
  RawSocket first(server->port());
  first.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(first.receive_until("GET /1 "), "");

  RawSocket second(server->port());
  EXPECT_EQ(second.receive_all(), "");
  EXPECT_EQ(server->connections(), 1u);
}

TEST(Server, StopLetsAnswersEndAndCutsWhatTakesTooLong) {
  std::atomic<int> asked = 0;
  std::promise<void> all_asked;
  auto server = open_server([&](const ServerRequest& request) {
    ServerResponse response = echo(request);
    if (request.path == "/quick") response.delay = milliseconds(100);
    if (request.path == "/slow") response.delay = seconds(60);
    if (++asked == 3) all_asked.set_value();
    return response;
  });
  RawSocket idle(server->port());
  RawSocket quick(server->port());
  RawSocket slow(server->port());
  idle.send("GET /idle HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(idle.receive_until("GET /idle "), "");
  slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  quick.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n");
  all_asked.get_future().wait();
  auto stopping = std::async(std::launch::async, [&] { server->stop(seconds(2)); });

  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_EQ(body_of(quick.receive_all()), "GET /quick ");
  EXPECT_EQ(slow.receive_all(), "");
  stopping.get();

  EXPECT_EQ(server->connections(), 0u);
  server->stop({});
}

TEST(Server, ItsDestructorEndsEverything) {
  RawSocket* left = nullptr;
  std::unique_ptr<RawSocket> socket;
  {
    const auto server = open_server([](const ServerRequest& request) {
      ServerResponse response = echo(request);
      response.delay = seconds(60);
      return response;
    });
    socket = std::make_unique<RawSocket>(server->port());
    left = socket.get();
    left->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  EXPECT_EQ(left->receive_all(), "");
}

TEST(Server, SaysWhyItCannotListen) {
  const auto handler = [](const ServerRequest&) { return ServerResponse{}; };
  const auto first = open_server(handler);
  Server::Options options;
  options.listen = first->address();
  const auto taken = Server::open(options, handler);
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(taken.fault().where, first->address());
  for (const char* wrong : {"", "127.0.0.1", "news.test:80", "127.0.0.1:", "127.0.0.1:x",
                            "127.0.0.1:65536", "127.0.0.1:99999999999"}) {
    options.listen = wrong;
    const auto server = Server::open(options, handler);
    ASSERT_FALSE(server.ok()) << wrong;
    EXPECT_EQ(server.fault().kind, FaultKind::kBadInput) << wrong;
  }
}

}  // namespace
}  // namespace broadsheet::http
