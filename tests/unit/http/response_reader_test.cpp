// SPDX-License-Identifier: Apache-2.0
// How answers are read: as the standard says, as the web sends them, and no further.
#include "http/response_reader.h"

#include <gtest/gtest.h>

#include "core/random.h"

namespace broadsheet::http {
namespace {

struct ReadResponse {
  std::optional<Problem> problem = {};
  bool done = false;
  bool reusable = false;
  Response response = {};

  [[nodiscard]] Failure failure() const { return problem ? problem->failure : Failure::kNone; }
};

// In pieces of `step` bytes, then the connection's end if it is not done by then.
ReadResponse read_response(std::string_view bytes, std::size_t step = 1 << 20,
                           const Limits& limits = {}, Method method = Method::kGet) {
  ResponseReader reader(limits, method, true);
  ReadResponse result;
  while (!bytes.empty() && !result.problem && reader.state() != ResponseReader::State::kDone) {
    const auto piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    result.problem = reader.feed(piece);
  }
  result.reusable = reader.reusable() && bytes.empty();
  if (!result.problem && reader.state() != ResponseReader::State::kDone) {
    result.problem = reader.end();
  }
  result.done = !result.problem;
  result.response = reader.take();
  return result;
}

std::string ok(const std::string& fields, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

TEST(ResponseReader, ReadsTheSameInPiecesOfAnySize) {
  const std::string bytes =
      ok("Transfer-Encoding: chunked\r\n", "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nT: x\r\n\r\n");
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    const auto got = read_response(bytes, step);
    ASSERT_TRUE(got.done) << step << got.problem->fault.text();
    EXPECT_EQ(got.response.body, "hello world") << step;
    EXPECT_EQ(got.response.body_wire_bytes, 11u);
    EXPECT_EQ(got.response.encoded_body, "hello world");
    EXPECT_TRUE(got.reusable) << step;
  }
}

TEST(ResponseReader, ReadsHeadsAsTheWebSendsThem) {
  struct Case {
    const char* bytes;
    int status;
    const char* reason;
  };
  for (const Case& c :
       {Case{"HTTP/1.1 200\r\n\r\n", 200, ""}, Case{"HTTP/1.1 200 \r\n\r\n", 200, ""},
        Case{"HTTP/1.1 404 Not  Here\n\n", 404, "Not  Here"},
        Case{"HTTP/1.0 200 OK\n\r\n", 200, "OK"},
        Case{"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200, "OK"},
        Case{"HTTP/1.1   200   OK\r\n\r\n", 200, "OK"}, Case{"http/1.1 200 ok\r\n\r\n", 200, "ok"},
        Case{"HTTP/1.1 599 \xff\r\n\r\n", 599, "\xff"}}) {
    const auto got = read_response(c.bytes);
    ASSERT_TRUE(got.done) << c.bytes << got.problem->fault.text();
    EXPECT_EQ(got.response.status, c.status) << c.bytes;
    EXPECT_EQ(got.response.reason, c.reason) << c.bytes;
  }
}

TEST(ResponseReader, SkipsFieldsThatAreNoneAndUnfoldsTheRest) {
  const auto got = read_response(
      "HTTP/1.1 200 OK\r\n"
      "A: 1\r\n"
      "no colon here\r\n"
      "  and its fold\r\n"
      "B : 2\r\n"
      ": empty\r\n"
      "Bad Name: 3\r\n"
      "C: x\r\n"
      "\t y \r\n"
      "D:\r\n"
      "Content-Length: 0\r\n\r\n");
  ASSERT_TRUE(got.done);
  const Headers want = {{"A", "1"}, {"B", "2"}, {"C", "x y"}, {"D", ""}, {"Content-Length", "0"}};
  EXPECT_EQ(got.response.headers, want);
}

TEST(ResponseReader, MakesControlCharactersInValuesHarmless) {
  const auto got = read_response(std::string("HTTP/1.1 200 OK\r\nA: 1\r2", 23) +
                                 std::string("\0", 1) + "3\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(got.done);
  EXPECT_EQ(got.response.headers.get("A"), "1 2 3");
}

TEST(ResponseReader, RefusesWhatIsNotHttp) {
  for (const char* bytes :
       {"SSH-2.0-OpenSSH_9\r\n", "<html>", "ICY 200 OK\r\n\r\n", "HTTP/2 200\r\n\r\n",
        "HTTP/1.1200 OK\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 No\r\n\r\n", "HTTP/1.1 600 No\r\n\r\n", "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.x 200\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n"}) {
    const auto got = read_response(bytes);
    EXPECT_EQ(got.failure(), Failure::kProtocol) << bytes;
    EXPECT_EQ(got.problem->fault.kind, FaultKind::kBadInput);
  }
  EXPECT_EQ(read_response(std::string(100, '\n')).failure(), Failure::kProtocol);
}

TEST(ResponseReader, SkipsInterimResponsesButNotForEver) {
  const std::string hint = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
  const auto got =
      read_response("HTTP/1.1 100 Continue\r\n\r\n" + hint + ok("Content-Length: 2\r\n", "ok"), 7);
  ASSERT_TRUE(got.done);
  EXPECT_EQ(got.response.body, "ok");
  EXPECT_FALSE(got.response.headers.has("Link"));
  EXPECT_TRUE(got.response.head.starts_with("HTTP/1.1 200 OK\r\n"));

  std::string hints;
  for (int i = 0; i < 100; ++i) hints += hint;
  EXPECT_EQ(read_response(hints).failure(), Failure::kProtocol);
}

TEST(ResponseReader, Rfc9112_6_3_FramesTheBody) {
  EXPECT_EQ(read_response(ok("", "to the end")).response.body, "to the end");
  EXPECT_FALSE(read_response(ok("", "to the end")).reusable);
  EXPECT_EQ(read_response(ok("Content-Length: 2\r\n", "ok")).response.body, "ok");
  EXPECT_EQ(read_response(ok("Content-Length: 2, 2\r\nContent-Length: 2\r\n", "ok")).response.body,
            "ok");
  EXPECT_EQ(read_response(ok("Content-Length:\r\n", "all")).response.body, "all");
  // Chunked wins over a length, and the connection is done for.
  const auto both = read_response(
      ok("Content-Length: 99\r\nTransfer-Encoding: chunked\r\n", "2\r\nok\r\n0\r\n\r\n"));
  EXPECT_EQ(both.response.body, "ok");
  EXPECT_FALSE(both.reusable);
  // A transfer coding that is not chunked ends with the connection.
  EXPECT_EQ(
      read_response(ok("Transfer-Encoding: identity\r\nContent-Length: 2\r\n", "ok")).response.body,
      "ok");
  for (const char* fields :
       {"Content-Length: 1\r\nContent-Length: 2\r\n", "Content-Length: 1, 2\r\n",
        "Content-Length: -1\r\n", "Content-Length: 1a\r\n", "Content-Length: +1\r\n",
        "Content-Length: 99999999999999999999999\r\n", "Content-Length: 1 1\r\n",
        "Transfer-Encoding: frob\r\n", "Transfer-Encoding: chunked, frob\r\n"}) {
    EXPECT_EQ(read_response(ok(fields, "xx")).failure(), Failure::kProtocol) << fields;
  }
}

TEST(ResponseReader, NoBodyFollowsHeadNor204Nor304) {
  EXPECT_TRUE(read_response("HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n").reusable);
  EXPECT_TRUE(read_response("HTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n").reusable);
  const auto head = read_response(ok("Content-Length: 5\r\n", ""), 1 << 20, {}, Method::kHead);
  EXPECT_TRUE(head.done);
  EXPECT_TRUE(head.reusable);
}

TEST(ResponseReader, KnowsWhenAConnectionMayBeUsedAgain) {
  EXPECT_TRUE(read_response(ok("Content-Length: 2\r\n", "ok")).reusable);
  EXPECT_FALSE(read_response(ok("Content-Length: 2\r\n", "ok!")).reusable);
  EXPECT_FALSE(read_response(ok("Connection: x, Close\r\nContent-Length: 2\r\n", "ok")).reusable);
  EXPECT_FALSE(read_response("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok").reusable);
  EXPECT_TRUE(
      read_response("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")
          .reusable);
}

TEST(ResponseReader, ReadsChunksAsTheWebSendsThem) {
  const auto chunked = [](const std::string& body) {
    return read_response(ok("Transfer-Encoding: chunked\r\n", body));
  };
  EXPECT_EQ(chunked("2\nok\n0\n\n").response.body, "ok");
  EXPECT_EQ(chunked("2  \r\nok\r\n000\r\n\r\n").response.body, "ok");
  EXPECT_EQ(chunked("0A\r\n0123456789\r\n0\r\n\r\n").response.body, "0123456789");
  EXPECT_EQ(chunked("2 ;a=\"b\"\r\nok\r\n0\r\nTrailer: 1\r\n\r\n").response.body, "ok");
  for (const char* wrong : {"x\r\n", "-1\r\n", "2\r\nokay\r\n0\r\n\r\n", "\r\n", "2 3\r\nok\r\n",
                            "fffffffffffffffff\r\n"}) {
    EXPECT_EQ(chunked(wrong).failure(), Failure::kProtocol) << wrong;
  }
  EXPECT_EQ(chunked(std::string(5000, '0')).failure(), Failure::kProtocol);
  EXPECT_EQ(chunked("0\r\nT: " + std::string(70'000, 'x')).failure(), Failure::kProtocol);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 20'000; ++i) trailers += "T: x\r\n";
  EXPECT_EQ(chunked(trailers).failure(), Failure::kProtocol);
}

TEST(ResponseReader, ABodyThatEndsEarlyIsNoResponse) {
  for (const std::string& bytes :
       {ok("Content-Length: 10\r\n", "short"), ok("Transfer-Encoding: chunked\r\n", "5\r\nhel"),
        ok("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n"),
        ok("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n"),
        std::string("HTTP/1.1 200 OK\r\nA"), std::string()}) {
    const auto got = read_response(bytes);
    EXPECT_EQ(got.failure(), Failure::kDisconnect) << bytes;
    EXPECT_EQ(got.problem->fault.kind, FaultKind::kUnavailable);
  }
}

TEST(ResponseReader, BoundsTheHead) {
  Limits limits;
  limits.header_bytes_max = 1000;
  limits.headers_max = 10;
  const std::string wide = ok("A: " + std::string(2000, 'x') + "\r\n", "");
  EXPECT_EQ(read_response(wide, 100, limits).failure(), Failure::kLimit);
  EXPECT_EQ(read_response(wide, 1 << 20, limits).failure(), Failure::kLimit);
  std::string many;
  for (int i = 0; i < 11; ++i) many += "A: x\r\n";
  EXPECT_EQ(read_response(ok(many, ""), 100, limits).failure(), Failure::kLimit);
  // A long body in the same piece is not the head's fault.
  EXPECT_TRUE(
      read_response(ok("Content-Length: 5000\r\n", std::string(5000, 'x')), 1 << 20, limits).done);
}

TEST(ResponseReader, CutsALongBodyAndSaysSo) {
  Limits limits;
  limits.body_bytes_max = 10;
  for (const std::string& bytes :
       {ok("", std::string(11, 'x')), ok("Content-Length: 11\r\n", std::string(11, 'x')),
        ok("Transfer-Encoding: chunked\r\n", "b\r\n" + std::string(11, 'x'))}) {
    const auto got = read_response(bytes, 4, limits);
    ASSERT_TRUE(got.done);
    EXPECT_TRUE(got.response.truncated);
    EXPECT_EQ(got.response.body, std::string(10, 'x'));
    EXPECT_FALSE(got.reusable);
  }
  const auto exact = read_response(ok("Content-Length: 10\r\n", std::string(10, 'x')), 4, limits);
  EXPECT_FALSE(exact.response.truncated);
  EXPECT_TRUE(exact.reusable);

  limits = {};
  limits.wire_bytes_max = 10;
  const auto wire = read_response(ok("", std::string(100, 'x')), 7, limits);
  EXPECT_TRUE(wire.response.truncated);
  EXPECT_EQ(wire.response.body_wire_bytes, 10u);
}

TEST(ResponseReader, AnyBytesComeToAnEnd) {
  Random random(7);
  const std::string base =
      ok("Transfer-Encoding: gzip, chunked\r\nContent-Encoding: br, deflate\r\n",
         "5\r\nhello\r\n0\r\n\r\n");
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = base;
    for (int i = 0; i < 4; ++i)
      bytes[random.below(bytes.size())] = static_cast<char>(random.next());
    const auto got = read_response(bytes, 1 + random.below(20));
    EXPECT_EQ(got.done, !got.problem.has_value());
  }
}

}  // namespace
}  // namespace broadsheet::http
