// SPDX-License-Identifier: Apache-2.0
// Accept-Encoding as RFC 9110 §12.5.3 has it.
#include "http/negotiation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "http/server.h"
#include "unit/http/fixture.h"

namespace broadsheet::http {
namespace {

bool takes_gzip(const std::string& accept_encoding) {
  return accepts_coding({{"Accept-Encoding", accept_encoding}}, "gzip");
}

TEST(Negotiation, Rfc9110_ACodingThatIsNamedIsAccepted) {
  for (const char* text : {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", "gzip ; q=1.000", "x-gzip",
                           "deflate;q=1,gzip;q=0.1", "compress, gzip", "*", "br;q=1, *;q=0.3",
                           "gzip, *;q=0", "identity;q=0.5, gzip;q=1.0, *;q=0"}) {
    EXPECT_TRUE(takes_gzip(text)) << text;
  }
}

TEST(Negotiation, Rfc9110_AWeightOfZeroRefuses) {
  for (const char* text : {"gzip;q=0", "gzip;q=0.0", "gzip; Q=0.000", "br, gzip;q=0", "*;q=0",
                           "gzip;q=0, *", "identity", "identity, *;q=0", "br", ""}) {
    EXPECT_FALSE(takes_gzip(text)) << text;
  }
}

TEST(Negotiation, Rfc9110_IdentityWinsWhereItIsPreferred) {
  EXPECT_FALSE(takes_gzip("identity, gzip;q=0.5"));
  EXPECT_FALSE(takes_gzip("identity;q=0.8, *;q=0.2"));
  EXPECT_TRUE(takes_gzip("identity;q=0.5, gzip;q=0.5"));
}

TEST(Negotiation, House_NobodyWhoDoesNotSaySoGetsACoding) {
  EXPECT_FALSE(accepts_coding({}, "gzip"));
}

TEST(Negotiation, House_AWeightThatIsNoneRefuses) {
  for (const char* text : {"gzip;q=", "gzip;q=2", "gzip;q=-1", "gzip;q=high", "gzip;q=0.5x",
                           "gzip;q=1.001", "gzip;q=0.1234", "gzip;q=1e3"}) {
    EXPECT_FALSE(takes_gzip(text)) << text;
  }
}

TEST(Negotiation, SeveralFieldsAreOneList) {
  EXPECT_TRUE(accepts_coding({{"Accept-Encoding", "br"}, {"accept-encoding", "gzip"}}, "gzip"));
}

// What the server answers to a client that sends this Accept-Encoding.
Response answer_to(const Server& server, const std::string& accept_encoding) {
  const auto client = open_client();
  auto request = get(server);
  request.headers = {{"Accept-Encoding", accept_encoding}};
  auto exchange = client->fetch_and_wait(std::move(request));
  EXPECT_TRUE(exchange.response.ok()) << text_of(exchange);
  return *std::move(exchange.response);
}

ServerResponse compressible(std::size_t bytes) {
  auto response = ServerResponse::text(200, std::string(bytes, 'x'));
  response.gzip = true;
  return response;
}

TEST(Negotiation, TheServerCompressesOnlyForThoseWhoTakeIt) {
  const auto server = serving(compressible(10'000));

  EXPECT_LT(answer_to(*server, "gzip").body_wire_bytes, 1'000u);
  EXPECT_EQ(answer_to(*server, "gzip;q=0").body_wire_bytes, 10'000u);
  EXPECT_EQ(answer_to(*server, "br, zstd").body_wire_bytes, 10'000u);
}

TEST(Negotiation, WhatCouldHaveBeenCompressedVariesToo) {
  const auto server = serving(compressible(10'000));

  EXPECT_EQ(answer_to(*server, "gzip").headers.get("Vary"), "Accept-Encoding");
  EXPECT_EQ(answer_to(*server, "identity").headers.get("Vary"), "Accept-Encoding");
}

TEST(Negotiation, VaryKeepsWhatTheHandlerSaid) {
  auto response = compressible(10'000);
  response.headers.set("Vary", "accept-datetime");
  EXPECT_EQ(answer_to(*serving(response), "gzip").headers.get("Vary"),
            "accept-datetime, Accept-Encoding");
  response.headers.set("Vary", "*");
  EXPECT_EQ(answer_to(*serving(response), "gzip").headers.get("Vary"), "*");
}

TEST(Negotiation, ACompressedBodyHasAWeakValidator) {
  auto response = compressible(10'000);
  response.headers.set("ETag", "\"a\"");
  const auto server = serving(response);

  EXPECT_EQ(answer_to(*server, "gzip").headers.get("ETag"), "W/\"a\"");
  EXPECT_EQ(answer_to(*server, "identity").headers.get("ETag"), "\"a\"");
}

TEST(Negotiation, AFewBytesGoAsTheyAre) {
  const auto answer = answer_to(*serving(compressible(20)), "gzip");

  EXPECT_FALSE(answer.headers.has("Content-Encoding"));
  EXPECT_EQ(answer.body, std::string(20, 'x'));
}

}  // namespace
}  // namespace broadsheet::http
