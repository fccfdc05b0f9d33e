// SPDX-License-Identifier: Apache-2.0
// Content codings: what is undone, what is refused, and where bombs end.
#include "http/decoder.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "http/response_reader.h"

namespace broadsheet::http {
namespace {

std::string deflated(std::string_view bytes, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string brotli(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string packed(size, '\0');
  BrotliEncoderCompress(3, 22, BROTLI_MODE_TEXT, bytes.size(),
                        reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                        reinterpret_cast<std::uint8_t*>(packed.data()));
  packed.resize(size);
  return packed;
}

std::string zstd(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3));
  return packed;
}

struct Coded {
  const char* name;
  std::string bytes;
};

std::vector<Coded> in_all_codings(std::string_view text) {
  return {{"gzip", gzip(text)},
          {"x-gzip", gzip(text)},
          {"deflate", deflated(text, 15)},
          {"deflate", deflated(text, -15)},
          {"br", brotli(text)},
          {"zstd", zstd(text)}};
}

std::string page() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "Paragraph " + std::to_string(i * 7919) + " of the news. ";
  return text;
}

Result<std::string> decode(std::string_view coding, std::string_view bytes, std::size_t step) {
  const auto decoder = make_decoder(coding);
  std::string text;
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    TRY(decoder->feed(piece, [&](std::string_view decoded) {
      EXPECT_LE(decoded.size(), std::max<std::size_t>(32 << 10, step));
      text += decoded;
      return true;
    }));
  }
  TRY(decoder->finish());
  return text;
}

TEST(Decoder, UndoesEveryCodingInPiecesOfAnySize) {
  const std::string text = page();
  for (const auto& coded : in_all_codings(text)) {
    for (const std::size_t step : {1, 7, 4096, 1 << 20}) {
      const auto got = decode(coded.name, coded.bytes, step);
      ASSERT_TRUE(got.ok()) << coded.name << " " << got.fault().text();
      EXPECT_EQ(*got, text) << coded.name << " " << step;
    }
  }
  EXPECT_EQ(make_decoder("compress"), nullptr);
}

TEST(Decoder, AnEmptyBodyIsNoError) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
    EXPECT_TRUE(make_decoder(coding)->finish().ok()) << coding;
  }
}

TEST(Decoder, RefusesWhatEndsEarlyOrIsDamaged) {
  for (const auto& coded : in_all_codings(page())) {
    const auto early = decode(coded.name, coded.bytes.substr(0, coded.bytes.size() / 2), 100);
    ASSERT_FALSE(early.ok()) << coded.name;
    EXPECT_EQ(early.fault().kind, FaultKind::kBadInput);
    std::string damaged = coded.bytes;
    for (std::size_t i = damaged.size() / 3; i < damaged.size() / 2; ++i) damaged[i] = '\x55';
    const auto bad = decode(coded.name, damaged, 100);
    EXPECT_TRUE(!bad.ok() || *bad != page()) << coded.name;
  }
}

TEST(Decoder, House_ReadsGzipAsBrowsersDo) {
  EXPECT_EQ(*decode("gzip", gzip("one ") + gzip("two"), 3), "one two");
  EXPECT_EQ(*decode("gzip", gzip("text") + "garbage", 3), "text");
  EXPECT_EQ(*decode("gzip", "<html>not packed", 3), "<html>not packed");
}

Response respond(const std::string& coding, const std::string& bytes, Limits limits = {},
                 Failure want = Failure::kNone) {
  ResponseReader reader(limits, Method::kGet, false);
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding +
                           "\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n";
  auto problem = reader.feed(head);
  std::string_view rest = bytes;
  while (!problem && !rest.empty() && reader.state() != ResponseReader::State::kDone) {
    problem = reader.feed(rest.substr(0, 16 << 10));
    rest.remove_prefix(std::min<std::size_t>(rest.size(), 16 << 10));
  }
  EXPECT_EQ(problem ? problem->failure : Failure::kNone, want)
      << coding << " " << (problem ? problem->fault.text() : "");
  return reader.take();
}

TEST(Decoder, CodingsAreUndoneInReverseOrder) {
  EXPECT_EQ(respond("gzip, br", brotli(gzip("twice"))).body, "twice");
  EXPECT_EQ(respond("identity, gzip", gzip("once")).body, "once");
}

TEST(Decoder, ACodingThatIsNotKnownStaysOn) {
  const auto got = respond("utf-8", "text");
  EXPECT_EQ(got.body, "text");
  EXPECT_EQ(got.codings_left, "utf-8");
  const auto outer = respond("compress, gzip", gzip("packed"));
  EXPECT_EQ(outer.body, "packed");
  EXPECT_EQ(outer.codings_left, "compress");
  respond("gzip, gzip, gzip, gzip, gzip", "", {}, Failure::kProtocol);
}

TEST(Decoder, BombsEndAtTheRatio) {
  const std::string zeros(24 << 20, '\0');
  for (const auto& coded : in_all_codings(zeros)) {
    const auto got = respond(coded.name, coded.bytes, {}, Failure::kLimit);
    EXPECT_LE(got.body.size(), std::size_t{4} << 20) << coded.name;
  }
}

TEST(Decoder, BombsInBombsEndToo) {
  const std::string zeros(24 << 20, '\0');
  const auto got = respond("gzip, gzip", gzip(gzip(zeros)), {}, Failure::kLimit);
  EXPECT_LE(got.body.size(), std::size_t{4} << 20);
  // The inner coding shows nothing of what the outer one expands to.
  const std::string empty = gzip("");
  std::string empty_members;
  for (int i = 0; i < 500'000; ++i) empty_members += empty;
  Limits limits;
  limits.body_bytes_max = limits.wire_bytes_max = 1 << 20;
  respond("gzip, gzip", gzip(empty_members), limits, Failure::kLimit);
}

TEST(Decoder, ALongHonestBodyIsCutAtTheLimit) {
  Limits limits;
  limits.body_bytes_max = 50'000;
  for (const auto& coded : in_all_codings(page())) {
    const auto got = respond(coded.name, coded.bytes, limits);
    EXPECT_TRUE(got.truncated) << coded.name;
    EXPECT_EQ(got.body, page().substr(0, 50'000)) << coded.name;
  }
}

TEST(Decoder, DamageIsTheBodysFault) {
  respond("br", "certainly not brotli \xff\xff\xff\xff", {}, Failure::kDecode);
  respond("zstd", "certainly not zstd", {}, Failure::kDecode);
  respond("gzip", gzip(page()).substr(0, 500), {}, Failure::kDecode);
}

}  // namespace
}  // namespace broadsheet::http
