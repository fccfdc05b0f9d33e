// SPDX-License-Identifier: Apache-2.0
// Tokens, certificates, and who may listen where.
#include "program/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"

namespace broadsheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kSecret = "0123456789abcdef";

TEST(Access, ATokenIsALine) {
  const auto tokens = parse_tokens(
      "# who asks\n\nalice\tread,crawl  " + kSecret + "  # until May\r\nops admin " + kSecret + "x",
      "tokens");

  ASSERT_TRUE(tokens.ok()) << tokens.fault().text();
  ASSERT_EQ(tokens->size(), 2u);
  EXPECT_EQ((*tokens)[0].principal, "alice");
  EXPECT_THAT((*tokens)[0].scopes, ElementsAre(rpc::Scope::kRead, rpc::Scope::kCrawl));
  EXPECT_EQ((*tokens)[0].secret, kSecret);
  EXPECT_THAT((*tokens)[1].scopes, ElementsAre(rpc::Scope::kAdmin));
}

TEST(Access, ALineThatIsNoneIsNamed) {
  const auto text_of = [](const std::string& text) {
    return parse_tokens(text, "t").fault().text();
  };

  EXPECT_EQ(text_of("\nalice " + kSecret),
            "t:2: a token is a name, its scopes and a secret (write as in: alice read,crawl "
            "SECRET)");
  EXPECT_EQ(text_of("alice write " + kSecret),
            "t:1: no scope \"write\" (say read, crawl or admin)");
  EXPECT_EQ(text_of("alice read short"),
            "t:1: the secret of alice is too short (make one with: openssl rand -hex 32)");
  EXPECT_EQ(text_of("a read " + kSecret + "\nb read " + kSecret),
            "t:2: this secret is there twice (give everybody their own)");
  EXPECT_EQ(text_of("# nobody\n"), "t:1: there is no token in this file");
}

TEST(Access, ASecretIsNeverPartOfAnError) {
  for (const auto& text : {"alice read,write " + kSecret, "alice read " + kSecret + " more",
                           "a read " + kSecret + "\nb read " + kSecret}) {
    EXPECT_THAT(parse_tokens(text, "t").fault().text(), ::testing::Not(HasSubstr(kSecret)));
  }
}

TEST(Access, LoopbackIsOpenAndAnythingElseWantsTlsAndAWayToTellCallers) {
  const Access nothing;
  for (const char* listen : {"127.0.0.1:7400", "127.9.9.9:0", "[::1]:7400", "localhost:7400"}) {
    EXPECT_TRUE(check_open(nothing, listen, "--listen").ok()) << listen;
  }
  for (const char* listen : {"0.0.0.0:7400", "[::]:7400", "192.0.2.1:7400", "10.0.0.1:0",
                             "news.example:7400", "127.0.0.1.example:80", ":7400"}) {
    const auto open = check_open(nothing, listen, "--listen");
    ASSERT_FALSE(open.ok()) << listen;
    EXPECT_EQ(open.fault().kind, FaultKind::kBadInput);
    EXPECT_EQ(open.fault().where, "--listen");
    EXPECT_THAT(open.fault().what, HasSubstr("no TLS"));
    EXPECT_THAT(open.fault().remedy, HasSubstr("--insecure"));
  }
  Access access;
  access.tls = rpc::ServerTls{"c", "k", ""};
  EXPECT_FALSE(check_open(access, "0.0.0.0:7400", "--listen").ok());
  access.tls->client_ca_file = "ca";
  EXPECT_TRUE(check_open(access, "0.0.0.0:7400", "--listen").ok());
  access.tls->client_ca_file = "";
  access.tokens = {{"a", kSecret, {rpc::Scope::kRead}}};
  EXPECT_TRUE(check_open(access, "0.0.0.0:7400", "--listen").ok());
  access.tls.reset();
  EXPECT_FALSE(check_open(access, "0.0.0.0:7400", "--listen").ok());
  access.insecure = true;
  EXPECT_TRUE(check_open(access, "0.0.0.0:7400", "--listen").ok());
}

TEST(Access, OptionsThatDoNotFitTogetherAreRefused) {
  const auto where = [](const AccessOptions& options) {
    return open_access(options).fault().where;
  };

  EXPECT_EQ(where({.tls_certificate = "c"}), "--tls-certificate");
  EXPECT_EQ(where({.tls_key = "k"}), "--tls-key");
  EXPECT_EQ(where({.tls_client_ca = "ca"}), "--tls-client-ca");
  EXPECT_EQ(open_access({.token_file = "/nowhere/tokens"}).fault().kind, FaultKind::kNotFound);
  EXPECT_TRUE(open_access({}).ok());
}

}  // namespace
}  // namespace broadsheet
