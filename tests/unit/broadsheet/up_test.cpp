// SPDX-License-Identifier: Apache-2.0
// `broadsheet up` from outside: who is let in, when it is ready, what it measures, how it ends.
#include <gmock/gmock.h>

#include <regex>
#include <set>

#include "core/encode.h"
#include "core/strings.h"
#include "http/client.h"
#include "http/server.h"
#include "support/child.h"
#include "support/tls_certificate.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;
using testing_support::Child;

const std::string kReader = "reader-0123456789";
const std::string kCrawler = "crawler-0123456789";

class UpTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(write_file(path, text).ok());
    return path.string();
  }

  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {
        "up",          "--data",        data_.string(), "--listen",
        "127.0.0.1:0", "--http-listen", "127.0.0.1:0",  "--metrics-listen",
        "127.0.0.1:0", "--log-level",   "off"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  // Returns once it says where it listens.
  void start(const std::vector<std::string>& more = {}) {
    auto words = command(more);
    words.insert(words.begin(), BROADSHEET_PROGRAM);
    child_ = std::make_unique<Child>(words);
    std::string said;
    while (std::ranges::count(said, '\n') < 3) {
      const auto letter = child_->read_text(1);
      ASSERT_FALSE(letter.empty()) << "it ended: " << said;
      said += letter;
    }
    std::smatch found;
    const std::regex lines(R"(gRPC +(\S+)\nHTTP +(\S+)/\nmetrics +(\S+)/metrics\n)");
    ASSERT_TRUE(std::regex_match(said, found, lines)) << said;
    rpc_ = found[1];
    web_ = found[2];
    operations_ = found[3];
  }

  http::Response get(const std::string& address, const http::Headers& headers = {}) {
    http::Client::Options options;
    options.addresses.allowed = {*url::Cidr::parse("127.0.0.0/8")};
    options.verify_tls = false;
    const auto client = http::Client::open(options);
    EXPECT_TRUE(client.ok());
    http::Request request{.url = *url::Url::parse(address)};
    request.headers = headers;
    auto exchange = (*client)->fetch_and_wait(std::move(request));
    EXPECT_TRUE(exchange.response.ok()) << address;
    return exchange.response.ok() ? *std::move(exchange.response) : http::Response{};
  }

  TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
  std::unique_ptr<Child> child_;
  std::string rpc_;
  std::string web_;
  std::string operations_;
};

TEST_F(UpTest, IsReadyOnceItsLoopsRunAndEndsInOrder) {
  start();

  EXPECT_EQ(get(operations_ + "/healthz").status, 200);
  for (int i = 0; i < 1000 && get(operations_ + "/readyz").status != 200; ++i) {
  }
  EXPECT_EQ(get(operations_ + "/readyz").body, "ready\n");
  EXPECT_EQ(get(web_ + "/healthz").status, 200);
  EXPECT_EQ(run({"stats", "--server", rpc_}).code, 0);

  child_->terminate();
  EXPECT_EQ(child_->wait(), 0);
}

TEST_F(UpTest, WhoAsksTheWrongPortIsToldThatNoGrpcServerAnswersThere) {
  start();
  const std::string http = web_.substr(web_.find("//") + 2);

  const auto ran = run({"stats", "--server", http});

  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.output, HasSubstr("no gRPC server answers at " + http));
  EXPECT_THAT(ran.output, HasSubstr("gRPC listens"));
}

TEST_F(UpTest, ASecondOneOverTheSameFolderEndsAndSaysWhy) {
  start();
  for (auto words : {command(), {"crawl", "--data", data_.string()}}) {
    const auto second = run(words);
    EXPECT_EQ(second.code, 1);
    EXPECT_EQ(second.output, "broadsheet: " + data_.string() +
                                 ": another process works on this folder (stop it, or use another "
                                 "folder)\n");
  }
}

// Every series that is there is in docs/operations.md, and those that an operator looks for first
// are there from the start.
TEST_F(UpTest, ItsMetricsAreDocumented) {
  start();
  ASSERT_EQ(run({"search", "--server", rpc_, "flood"}).code, 0);
  ASSERT_EQ(get(web_ + "/v1/stats").status, 200);
  const auto text = get(operations_ + "/metrics").body;
  const auto docs = read_file(std::string(BROADSHEET_SOURCE_DIR) + "/docs/operations.md");
  ASSERT_TRUE(docs.ok());

  std::set<std::string> names;
  for (const auto line : split(text, '\n')) {
    if (line.starts_with("# TYPE ")) names.emplace(split(line, ' ')[2]);
  }
  for (const auto& name : names) {
    EXPECT_THAT(*docs, HasSubstr(name.starts_with("process_") ? "process_" : name));
  }
  for (const char* name :
       {"broadsheet_build_info", "broadsheet_frontier_urls", "broadsheet_frontier_due_urls",
        "broadsheet_frontier_sites", "broadsheet_frontier_paused_hosts",
        "broadsheet_fetches_running", "broadsheet_archive_snapshots",
        "broadsheet_archive_disk_bytes", "broadsheet_index_behind_changes",
        "broadsheet_rpc_calls_total", "broadsheet_http_calls_total", "broadsheet_kv_table_bytes",
        "broadsheet_stage_lag_records", "process_resident_memory_bytes"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

TEST_F(UpTest, WhereAPortIsTakenNothingIsMade) {
  const auto other = http::Server::open({}, {});
  ASSERT_TRUE(other.ok());

  for (const auto* flag : {"--listen", "--http-listen"}) {
    const auto second = run(command({flag, (*other)->address()}));
    EXPECT_EQ(second.code, 1) << flag;
    EXPECT_THAT(second.output, HasSubstr((*other)->address())) << flag;
  }
  EXPECT_FALSE(std::filesystem::exists(data_));
}

TEST_F(UpTest, DoesNotListenBeyondLoopbackWithoutTlsAndTokens) {
  for (const char* flag : {"--listen", "--http-listen"}) {
    const auto ran = run(command({flag, "0.0.0.0:0"}));
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.output, HasSubstr(std::string(flag) + ": 0.0.0.0:0 is not loopback"));
    EXPECT_THAT(ran.output, HasSubstr("--insecure"));
    EXPECT_FALSE(std::filesystem::exists(data_)) << "nothing may be made before that";
  }
}

class SecureUpTest : public UpTest {
 protected:
  void SetUp() override {
    const auto certificate = authority_.issue({"127.0.0.1", "localhost"});
    ca_ = file("ca.pem", authority_.pem());
    start({"--tls-cert", file("tls.crt", certificate.certificate_pem), "--tls-key",
           file("tls.key", certificate.key_pem), "--token-file",
           file("tokens", "reader read " + kReader + "\ncrawler crawl " + kCrawler + "\n")});
  }

  test::TlsAuthority authority_;
  std::string ca_;
};

TEST_F(SecureUpTest, GrpcAsksForATokenOverTls) {
  const std::vector<std::string> stats = {"stats", "--server", rpc_, "--tls-ca", ca_};
  const auto with_token = [&](const std::string& token) {
    auto words = stats;
    words.insert(words.end(), {"--token", token});
    return run(words);
  };

  EXPECT_EQ(run({"stats", "--server", rpc_}).code, 1) << "plain text is not understood";
  EXPECT_THAT(run(stats).output, HasSubstr("no token"));
  EXPECT_THAT(with_token("nonsense").output, HasSubstr("an unknown token"));
  EXPECT_THAT(with_token(kCrawler).output, HasSubstr("lacks the scope 'read'"));
  EXPECT_EQ(with_token(kReader).code, 0);
}

TEST_F(SecureUpTest, AVariableHoldsTheTokenToo) {
  ::setenv("BROADSHEET_TOKEN", kReader.c_str(), 1);
  const auto ran = run({"stats", "--server", rpc_, "--tls-ca", ca_});
  ::unsetenv("BROADSHEET_TOKEN");

  EXPECT_EQ(ran.code, 0) << ran.output;
}

TEST_F(SecureUpTest, HttpAsksForTheSame) {
  const std::string stats = web_ + "/v1/stats";
  const auto bearer = [&](const std::string& token) {
    return get(stats, {{"Authorization", "Bearer " + token}}).status;
  };

  EXPECT_TRUE(web_.starts_with("https://"));
  EXPECT_EQ(get(stats).status, 401);
  EXPECT_EQ(get(stats).headers.all("WWW-Authenticate").size(), 2u);
  EXPECT_THAT(get(stats).body, HasSubstr("no token"));
  EXPECT_EQ(bearer("nonsense"), 401);
  EXPECT_EQ(bearer(kCrawler), 403);
  EXPECT_EQ(bearer(kReader), 200);
  EXPECT_EQ(get(web_ + "/healthz").status, 200);
}

TEST_F(SecureUpTest, ABrowserSendsTheTokenAsAPassword) {
  const auto basic = [&](const std::string& pair) {
    std::string code = to_base64url(pair);
    while (code.size() % 4 != 0) code += '=';
    code = replace_all(replace_all(code, "-", "+"), "_", "/");
    return get(web_ + "/", {{"Authorization", "Basic " + code}}).status;
  };

  EXPECT_EQ(basic("anybody:" + kReader), 200);
  EXPECT_EQ(basic(":" + kReader), 200);
  EXPECT_EQ(basic("anybody:nonsense~~~???"), 401);
  EXPECT_EQ(basic("anybody"), 401);
}

}  // namespace
}  // namespace broadsheet
