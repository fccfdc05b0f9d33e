// SPDX-License-Identifier: Apache-2.0
// Every deadline and every bound of a fetch, against servers that break them.
#include <chrono>

#include "unit/http/fixture.h"
#include "unit/http/raw_socket.h"

namespace broadsheet::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration kShort = milliseconds(100);

class Elapsed {
 public:
  [[nodiscard]] bool is_below(Duration limit) const {
    return std::chrono::steady_clock::now() - begin_ < limit;
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

Exchange fetch_from(ServerResponse response, Limits limits) {
  const auto server = serving(std::move(response));
  const auto client = open_client();
  Request request = get(*server);
  request.limits = limits;
  return client->fetch_and_wait(std::move(request));
}

void expect_timeout(const Exchange& exchange, Phase phase) {
  EXPECT_EQ(exchange.failure, Failure::kTimeout) << text_of(exchange);
  EXPECT_EQ(exchange.phase, phase) << text_of(exchange);
  ASSERT_FALSE(exchange.response.ok());
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kUnavailable);
  EXPECT_TRUE(exchange.response.fault().what.starts_with(to_string(phase))) << text_of(exchange);
}

TEST(ClientLimits, ConnectHasADeadline) {
  // Given a socket that listens and never accepts, with its backlog full.
  const SilentListener listener;
  const auto client = open_client();
  Request request = {.url = to_url("http://" + listener.address())};
  request.limits.connect = kShort;
  request.limits.first_byte = kShort;

  const Elapsed elapsed;
  const auto exchange = client->fetch_and_wait(request);

  expect_timeout(exchange, Phase::kConnect);
  EXPECT_TRUE(elapsed.is_below(seconds(10)));
}

TEST(ClientLimits, TheTlsHandshakeHasADeadline) {
  const QuietServer quiet;
  const auto client = open_client();
  Request request = {.url = to_url("https://" + quiet.address())};
  request.limits.tls = kShort;

  expect_timeout(client->fetch_and_wait(request), Phase::kTls);
}

TEST(ClientLimits, TheFirstByteHasADeadline) {
  ServerResponse late;
  late.delay = seconds(60);
  expect_timeout(fetch_from(late, {.first_byte = kShort}), Phase::kFirstByte);
}

TEST(ClientLimits, AHeadThatDripsBreaksTheDeadlineOfTheFirstByte) {
  ServerResponse drip = raw("HTTP/1.1 200 OK\r\n" + std::string(1000, 'x') + ": y\r\n\r\n");
  drip.piece_bytes = 1;
  drip.pause = milliseconds(10);
  expect_timeout(fetch_from(drip, {.first_byte = kShort}), Phase::kFirstByte);
}

TEST(ClientLimits, ABodyThatDripsIsTooSlow) {
  ServerResponse drip = ServerResponse::text(200, std::string(100'000, 'x'));
  drip.piece_bytes = 1;
  drip.pause = milliseconds(5);
  const auto exchange =
      fetch_from(drip, {.rate_bytes_min = 10'000, .rate_window = milliseconds(200)});
  expect_timeout(exchange, Phase::kBody);
  EXPECT_NE(text_of(exchange).find("slower than"), std::string::npos);
}

TEST(ClientLimits, ASteadyBodyAboveTheMinimumPasses) {
  ServerResponse steady = ServerResponse::text(200, std::string(20'000, 'x'));
  steady.piece_bytes = 2'000;
  steady.pause = milliseconds(20);
  const auto exchange =
      fetch_from(steady, {.rate_bytes_min = 1'000, .rate_window = milliseconds(100)});
  ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
  EXPECT_EQ(exchange.response->body.size(), 20'000u);
}

TEST(ClientLimits, TheWholeFetchHasADeadline) {
  ServerResponse drip = ServerResponse::text(200, std::string(100'000, 'x'));
  drip.piece_bytes = 100;
  drip.pause = milliseconds(10);
  const auto exchange = fetch_from(drip, {.total = milliseconds(300), .rate_bytes_min = 0});
  expect_timeout(exchange, Phase::kBody);
  EXPECT_NE(text_of(exchange).find("whole fetch"), std::string::npos);
}

TEST(ClientLimits, AnEndlessBodyIsCutAtTheLimit) {
  for (const Framing framing : {Framing::kChunked, Framing::kClose}) {
    ServerResponse endless;
    endless.framing = framing;
    endless.source = [] { return std::optional<std::string>(std::string(10'000, 'x')); };
    const auto exchange = fetch_from(endless, {.body_bytes_max = 100'000});
    ASSERT_TRUE(exchange.response.ok()) << text_of(exchange);
    EXPECT_TRUE(exchange.response->truncated);
    EXPECT_EQ(exchange.response->body, std::string(100'000, 'x'));
  }
}

TEST(ClientLimits, AFloodOfHeadersIsRefused) {
  std::string flood = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 200'000; ++i) flood += "X-Flood: 1\r\n";
  const auto exchange = fetch_raw(flood);
  EXPECT_EQ(exchange.failure, Failure::kLimit) << text_of(exchange);
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kBadInput);
  EXPECT_LT(exchange.bytes_received, 200'000u);
}

TEST(ClientLimits, ABombIsRefused) {
  ServerResponse bomb = ServerResponse::text(200, std::string(16 << 20, '\0'));
  bomb.gzip = true;
  const auto exchange = fetch_from(bomb, {});
  EXPECT_EQ(exchange.failure, Failure::kLimit) << text_of(exchange);
  EXPECT_EQ(exchange.phase, Phase::kBody);
}

TEST(ClientLimits, ABodyCutShortIsUnavailableNotShorter) {
  const auto exchange = fetch_raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this");
  EXPECT_EQ(exchange.failure, Failure::kDisconnect) << text_of(exchange);
  EXPECT_EQ(exchange.phase, Phase::kBody);
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kUnavailable);
}

TEST(ClientLimits, NoAnswerAtAllIsUnavailable) {
  ServerResponse drop;
  drop.drop = true;
  const auto exchange = fetch_from(drop, {});
  EXPECT_EQ(exchange.failure, Failure::kDisconnect) << text_of(exchange);
  EXPECT_EQ(exchange.phase, Phase::kFirstByte);
}

TEST(ClientLimits, WhatIsNotHttpIsBadInput) {
  const auto exchange = fetch_raw("220 mail.example ESMTP\r\n");
  EXPECT_EQ(exchange.failure, Failure::kProtocol) << text_of(exchange);
  EXPECT_EQ(exchange.response.fault().kind, FaultKind::kBadInput);
}

TEST(ClientLimits, TlsToAPlainServerIsATlsFailure) {
  const auto server = serving({});
  const auto client = open_client();
  const auto exchange = client->fetch_and_wait({.url = to_url("https://" + server->address())});
  EXPECT_EQ(exchange.failure, Failure::kTls) << text_of(exchange);
}

}  // namespace
}  // namespace broadsheet::http
