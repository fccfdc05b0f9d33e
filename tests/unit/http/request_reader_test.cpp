// SPDX-License-Identifier: Apache-2.0
// How the server reads requests: strictly.
#include "http/request_reader.h"

#include <gtest/gtest.h>

namespace broadsheet::http {
namespace {

struct ReadRequest {
  int refused = 0;
  bool done = false;
  bool keeps_alive = false;
  std::string rest = {};
  ServerRequest request = {};
};

ReadRequest read_request(std::string_view bytes, std::size_t step = 1 << 20,
                         Server::Limits limits = {}) {
  RequestReader reader(limits);
  ReadRequest result;
  while (!bytes.empty() && reader.state() != RequestReader::State::kDone) {
    auto piece = bytes.substr(0, step);
    const std::size_t size = piece.size();
    if (const auto refusal = reader.feed(piece)) {
      result.refused = refusal->status;
      return result;
    }
    bytes.remove_prefix(size - piece.size());
  }
  result.done = reader.state() == RequestReader::State::kDone;
  result.keeps_alive = reader.keeps_alive();
  result.rest = std::string(bytes);
  result.request = reader.take();
  return result;
}

TEST(RequestReader, ReadsTheSameInPiecesOfAnySize) {
  const std::string bytes =
      "POST /a/b?c=d&e HTTP/1.1\r\nHost: News.Test:8080\r\nContent-Length: 5\r\nX: y\r\n\r\nhello";
  for (std::size_t step = 1; step <= bytes.size() + 4; ++step) {
    const auto got = read_request(bytes + "GET ", step);
    ASSERT_TRUE(got.done) << step;
    EXPECT_EQ(got.request.method, "POST");
    EXPECT_EQ(got.request.target, "/a/b?c=d&e");
    EXPECT_EQ(got.request.path, "/a/b");
    EXPECT_EQ(got.request.query, "c=d&e");
    EXPECT_EQ(got.request.host, "news.test");
    EXPECT_EQ(got.request.version, "1.1");
    EXPECT_EQ(got.request.headers.get("x"), "y");
    EXPECT_EQ(got.request.body, "hello");
    EXPECT_EQ(got.rest, "GET ");
    EXPECT_TRUE(got.keeps_alive);
  }
}

TEST(RequestReader, ReadsAChunkedBody) {
  const auto got = read_request(
      "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
      3);
  ASSERT_TRUE(got.done);
  EXPECT_EQ(got.request.body, "abcde");
}

TEST(RequestReader, ReadsAbsoluteTargetsAndIpv6Hosts) {
  const auto got = read_request("GET http://Other.Test:81?q HTTP/1.1\r\nHost: news.test\r\n\r\n");
  EXPECT_EQ(got.request.host, "other.test");
  EXPECT_EQ(got.request.target, "/?q");
  EXPECT_EQ(read_request("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").request.host, "[::1]");
  EXPECT_EQ(read_request("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n").request.host, "[::1]");
  EXPECT_EQ(read_request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").refused, 0);
}

TEST(RequestReader, KnowsWhetherTheConnectionStays) {
  EXPECT_FALSE(read_request("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n").keeps_alive);
  EXPECT_FALSE(read_request("GET / HTTP/1.0\r\n\r\n").keeps_alive);
  EXPECT_TRUE(read_request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keeps_alive);
}

TEST(RequestReader, RefusesWhatTwoReadersCouldReadDifferently) {
  const std::string host = "Host: a\r\n";
  for (const std::string& bytes :
       {std::string("GET /\r\n\r\n"), std::string("GET / HTTP/1.1\r\n\r\n"),
        "GET  / HTTP/1.1\r\n" + host + "\r\n", "GET / HTTP/1.1 \r\n" + host + "\r\n",
        "GET a HTTP/1.1\r\n" + host + "\r\n", "G(T / HTTP/1.1\r\n" + host + "\r\n",
        "GET / HTTP/1.1\r\n" + host + host + "\r\n", "GET / HTTP/1.1\r\n" + host + " fold\r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + "A : b\r\n\r\n", "GET / HTTP/1.1\r\n" + host + "A\r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + "A: b\rc\r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + "Content-Length: \r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nx\r\n",
        std::string("\x16\x03\x01\x02"), std::string("GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n")}) {
    EXPECT_EQ(read_request(bytes).refused, 400) << bytes;
  }
  EXPECT_EQ(read_request("GET / HTTP/2.0\r\n" + host + "\r\n").refused, 505);
  EXPECT_EQ(read_request("GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n")
                .refused,
            501);
}

TEST(RequestReader, BoundsHeadAndBody) {
  Server::Limits limits;
  limits.header_bytes_max = 1000;
  limits.headers_max = 5;
  limits.body_bytes_max = 10;
  const std::string begin = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(read_request(begin + "A: " + std::string(2000, 'x'), 50, limits).refused, 431);
  EXPECT_EQ(
      read_request(begin + "A: 1\r\nA: 1\r\nA: 1\r\nA: 1\r\nA: 1\r\n\r\n", 50, limits).refused,
      400);
  EXPECT_EQ(read_request(begin + "Content-Length: 11\r\n\r\n", 50, limits).refused, 413);
  EXPECT_EQ(read_request(begin + "Transfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n12345678",
                         50, limits)
                .refused,
            413);
}

}  // namespace
}  // namespace broadsheet::http
