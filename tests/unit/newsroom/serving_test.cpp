// SPDX-License-Identifier: Apache-2.0
// The newsroom over a real socket: pages, desk, log, faults.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/file.h"
#include "newsroom/newsroom.h"
#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::hours;

// One request on a connection of its own; all bytes until the server closes.
std::string ask(std::uint16_t port, const std::string& host, const std::string& target,
                const std::string& method = "GET") {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(fd);
    return {};
  }
  const auto request = method + " " + target + " HTTP/1.1\r\nHost: " + host +
                       "\r\nUser-Agent: test\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  ssize_t sent = ::send(fd, request.data(), request.size(), MSG_NOSIGNAL);
  std::string out;
  char buffer[16384];
  while (sent > 0) {
    const auto got = ::recv(fd, buffer, sizeof(buffer), 0);
    if (got <= 0) break;
    out.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(fd);
  return out;
}

std::string body_of(const std::string& answer) {
  const auto at = answer.find("\r\n\r\n");
  return at == std::string::npos ? std::string() : answer.substr(at + 4);
}

class Serving : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Newsroom::open({.speed = 0, .log_file = folder_.path() / "log.jsonl"});
    ASSERT_TRUE(opened.ok()) << opened.fault().text();
    room_ = std::move(*opened);
  }

  TemporaryFolder folder_;
  std::unique_ptr<Newsroom> room_;
};

TEST_F(Serving, APageOverTheSocketIsThePageOfTheWorld) {
  const auto article = truth(room_->world(), default_epoch()).back();

  const auto answer =
      ask(room_->port(), article.host, article.url.substr(article.url.find('/', 8)));

  EXPECT_EQ(answer.rfind("HTTP/1.1 200 OK\r\n", 0), 0U) << answer.substr(0, 200);
  EXPECT_EQ(body_of(answer), get(room_->world(), article.url, default_epoch()).body);
}

TEST_F(Serving, EveryVisitIsLogged) {
  ask(room_->port(), "plainsong.test", "/robots.txt");
  ask(room_->port(), "PLAINSONG.test:80", "/members/x");

  const auto log = room_->log().entries();

  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].host, "plainsong.test");
  EXPECT_EQ(log[0].target, "/robots.txt");
  EXPECT_EQ(log[0].status, 200);
  EXPECT_EQ(log[0].user_agent, "test");
  EXPECT_EQ(log[0].scenario, default_epoch());
  EXPECT_FALSE(log[0].peer.empty());
  EXPECT_EQ(parse_log(*read_file(folder_.path() / "log.jsonl"))->size(), 2U);
  const auto violations = room_->judge({.delay = std::chrono::seconds(5)});
  ASSERT_EQ(violations.size(), 2U);
  EXPECT_EQ(violations[0].offence, Offence::kDisallowed);
  EXPECT_EQ(violations[1].offence, Offence::kTooSoon);
}

TEST_F(Serving, TheDeskMovesTheClockAndThePagesFollow) {
  const auto port = room_->port();
  EXPECT_NE(ask(port, "127.0.0.1", "/_newsroom/time").find("2026-03-02T08:00:00Z"),
            std::string::npos);

  EXPECT_NE(
      ask(port, "newsroom.test", "/_newsroom/time?advance=1h", "POST").find("2026-03-02T09:00:00Z"),
      std::string::npos);

  EXPECT_EQ(room_->clock().now(), default_epoch() + hours(1));
  EXPECT_EQ(body_of(ask(port, "plainsong.test", "/")),
            get(room_->world(), "http://plainsong.test/", default_epoch() + hours(1)).body);
  EXPECT_EQ(ask(port, "127.0.0.1", "/_newsroom/time?advance=soon", "POST").rfind("HTTP/1.1 400", 0),
            0U);
}

TEST_F(Serving, TheDeskTellsTruthSeedsStatsLogAndVerdict) {
  const auto port = room_->port();
  ask(port, "plainsong.test", "/");

  EXPECT_TRUE(parse_json(body_of(ask(port, "127.0.0.1", "/_newsroom/truth"))).ok());
  EXPECT_NE(ask(port, "127.0.0.1", "/_newsroom/seeds?port=" + std::to_string(port))
                .find("http://plainsong.test:" + std::to_string(port)),
            std::string::npos);
  EXPECT_EQ((*parse_json(body_of(ask(port, "localhost", "/_newsroom/stats"))))["requests"].as_int(),
            1);
  EXPECT_EQ(parse_log(body_of(ask(port, "127.0.0.1", "/_newsroom/log")))->size(), 1U);
  EXPECT_TRUE(
      (*parse_json(body_of(ask(port, "127.0.0.1", "/_newsroom/judge?delay=1s"))))["violations"]
          .as_array()
          .empty());
  EXPECT_NE(ask(port, "127.0.0.1", "/").find("plainsong.localhost"), std::string::npos);
  ask(port, "127.0.0.1", "/_newsroom/log", "DELETE");
  EXPECT_EQ(room_->log().count(), 0U);
  EXPECT_EQ(ask(port, "127.0.0.1", "/_newsroom/nonsense").rfind("HTTP/1.1 404", 0), 0U);
}

TEST_F(Serving, FaultsReachTheWire) {
  const auto port = room_->port();

  EXPECT_EQ(ask(port, "trouble.test", "/dropped"), "");
  EXPECT_EQ(ask(port, "trouble.test", "/not-http").rfind("SSH-2.0", 0), 0U);
  const auto cut = ask(port, "trouble.test", "/truncated");
  const auto at = cut.find("Content-Length: ");
  ASSERT_NE(at, std::string::npos);
  EXPECT_GT(std::stoul(cut.substr(at + 16)), body_of(cut).size());
}

TEST_F(Serving, HeadIsAnsweredWithoutABody) {
  const auto answer = ask(room_->port(), "plainsong.test", "/", "HEAD");

  EXPECT_EQ(answer.rfind("HTTP/1.1 200 OK\r\n", 0), 0U);
  EXPECT_EQ(body_of(answer), "");
}

TEST_F(Serving, APostToAnOutletIsRefused) {
  EXPECT_EQ(ask(room_->port(), "morning-ledger.test", "/wp-comments-post.php", "POST")
                .rfind("HTTP/1.1 405", 0),
            0U);
}

}  // namespace
}  // namespace broadsheet::newsroom
