// SPDX-License-Identifier: Apache-2.0
// Several fetchers asked as one.
#include <gtest/gtest.h>

#include "gateway/gateway.h"
#include "unit/rpc/fakes.h"

namespace broadsheet::gateway {
namespace {

class CrawlGatewayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (auto& fetcher : fetchers_) {
      servers_.push_back(*rpc::Server::start({.listen = "127.0.0.1:0"}, {.crawl = &fetcher}));
    }
    CrawlServers where;
    for (const auto& server : servers_) where.addresses.push_back(server->address());
    crawl_ = crawl_gateway(where);
  }

  // Page by page, so many at a time.
  std::vector<std::string> all_paused_hosts(int page_size) {
    std::vector<std::string> hosts;
    rpc::ListPausedHostsRequest request;
    request.page.size = page_size;
    do {
      const auto page = crawl_->list_paused_hosts(request, {});
      EXPECT_TRUE(page.ok()) << page.fault().text();
      if (!page) break;
      for (const auto& host : page->hosts) hosts.push_back(host.host);
      request.page.position = page->next_position;
    } while (!request.page.position.empty());
    return hosts;
  }

  rpc::FakeCrawl fetchers_[2];
  std::vector<std::unique_ptr<rpc::Server>> servers_;
  std::unique_ptr<rpc::CrawlApi> crawl_;
};

TEST_F(CrawlGatewayTest, ASourceIsKeptByTheFirstThatAnswers) {
  fetchers_[1].on_create.gives({.id = "gazette", .homepage = "https://gazette.example/"});
  servers_[0]->drain(Duration(0));

  const auto created = crawl_->create_source(
      {.source = {.id = "gazette", .homepage = "https://gazette.example/"}}, {});

  ASSERT_TRUE(created.ok()) << created.fault().text();
  EXPECT_EQ(created->id, "gazette");
}

TEST_F(CrawlGatewayTest, AHostIsPausedAtAllOfThem) {
  for (auto& fetcher : fetchers_) fetcher.on_pause.gives({.host = "gazette.example"});

  ASSERT_TRUE(crawl_->pause_host({.host = "gazette.example", .reason = "asked to"}, {}).ok());

  for (const auto& fetcher : fetchers_) EXPECT_EQ(fetcher.on_pause.last.host, "gazette.example");
  servers_[1]->drain(Duration(0));
  EXPECT_EQ(crawl_->pause_host({.host = "gazette.example"}, {}).fault().kind,
            FaultKind::kUnavailable);
}

TEST_F(CrawlGatewayTest, WhoeverAnswersIsToldThoughAnotherIsAway) {
  fetchers_[1].on_pause.gives({.host = "gazette.example"});
  fetchers_[1].on_resume.gives({});
  servers_[0]->drain(Duration(0));

  const auto paused = crawl_->pause_host({.host = "gazette.example"}, {});
  const auto resumed = crawl_->resume_host({.host = "gazette.example"}, {});

  EXPECT_EQ(fetchers_[1].on_pause.last.host, "gazette.example");
  EXPECT_EQ(fetchers_[1].on_resume.last.host, "gazette.example");
  for (const Fault& fault : {paused.fault(), resumed.fault()}) {
    EXPECT_EQ(fault.kind, FaultKind::kUnavailable);
    EXPECT_EQ(fault.where, servers_[0]->address());
    EXPECT_NE(fault.what.find("1 of 2 fetchers did not answer"), std::string::npos) << fault.what;
  }
}

TEST_F(CrawlGatewayTest, WhoIsAwayIsNamedInTheAnswerOfTheOthers) {
  fetchers_[1].on_explain.gives({.subject = "gazette.example", .known = true});
  fetchers_[1].on_stats.gives({.captures = 20});
  fetchers_[1].on_list_paused.gives({.hosts = {{.host = "gazette.example"}}});
  servers_[0]->drain(Duration(0));

  const auto explained = crawl_->explain({.host = "gazette.example"}, {});
  const auto stats = crawl_->get_crawl_stats({});

  ASSERT_TRUE(explained.ok()) << explained.fault().text();
  ASSERT_EQ(explained->facts.size(), 1u);
  EXPECT_EQ(explained->facts.front().second, servers_[0]->address());
  ASSERT_TRUE(stats.ok()) << stats.fault().text();
  EXPECT_EQ(stats->captures, 20u);
  EXPECT_EQ(stats->missing_fetchers, std::vector<std::string>{servers_[0]->address()});
  const auto paused = crawl_->list_paused_hosts({}, {});
  ASSERT_TRUE(paused.ok()) << paused.fault().text();
  EXPECT_EQ(paused->hosts.size(), 1u);
  EXPECT_EQ(paused->missing_fetchers, std::vector<std::string>{servers_[0]->address()});
  servers_[1]->drain(Duration(0));
  EXPECT_EQ(crawl_->list_paused_hosts({}, {}).fault().kind, FaultKind::kUnavailable);
}

// One has so many that they fill a page alone, in several answers; the other's come before them.
TEST_F(CrawlGatewayTest, NoPausedHostIsLeftOutOfAList) {
  for (int which = 0; which < 2; ++which) {
    fetchers_[which].on_list_paused.run =
        [which](const rpc::ListPausedHostsRequest& request,
                const rpc::CallContext&) -> Result<rpc::ListPausedHostsReply> {
      rpc::ListPausedHostsReply reply;
      for (int i = 0; i < 6; ++i) {
        const std::string host = "host-" + std::to_string(which == 0 ? 4 + i : i) + ".example";
        if (host <= request.page.position) continue;
        if (reply.hosts.size() == 2) {  // a server may give less than asked for
          reply.next_position = reply.hosts.back().host;
          break;
        }
        reply.hosts.push_back({.host = host});
      }
      return reply;
    };
  }

  const auto hosts = all_paused_hosts(3);

  std::vector<std::string> want;
  for (int i = 0; i < 10; ++i) want.push_back("host-" + std::to_string(i) + ".example");
  EXPECT_EQ(hosts, want);
}

TEST_F(CrawlGatewayTest, AHostThatOneOfThemHadPausedIsResumed) {
  fetchers_[0].on_resume.fails(not_found("it is not paused", "host"));
  fetchers_[1].on_resume.gives({});
  EXPECT_TRUE(crawl_->resume_host({.host = "gazette.example"}, {}).ok());

  fetchers_[1].on_resume.fails(not_found("it is not paused", "host"));
  EXPECT_EQ(crawl_->resume_host({.host = "gazette.example"}, {}).fault().kind,
            FaultKind::kNotFound);
}

TEST_F(CrawlGatewayTest, WhoKnowsSomethingExplains) {
  fetchers_[0].on_explain.gives({.subject = "gazette.example", .state = "not known"});
  fetchers_[1].on_explain.gives(
      {.subject = "gazette.example", .known = true, .state = "fetched", .facts = {{"a", "b"}}});

  const auto explained = crawl_->explain({.host = "gazette.example"}, {});

  ASSERT_TRUE(explained.ok()) << explained.fault().text();
  EXPECT_TRUE(explained->known);
  EXPECT_EQ(explained->state, "fetched");
}

TEST_F(CrawlGatewayTest, CountsAreAddedAndPausedHostsAreThereOnce) {
  fetchers_[0].on_stats.gives({.sources = 3, .hosts = 5, .captures = 10});
  fetchers_[1].on_stats.gives({.sources = 3, .hosts = 7, .captures = 20});
  fetchers_[0].on_list_paused.gives({.hosts = {{.host = "a.example"}, {.host = "b.example"}}});
  fetchers_[1].on_list_paused.gives({.hosts = {{.host = "b.example"}, {.host = "c.example"}}});

  const auto stats = crawl_->get_crawl_stats({});
  ASSERT_TRUE(stats.ok()) << stats.fault().text();
  EXPECT_EQ(stats->sources, 3u);
  EXPECT_EQ(stats->hosts, 12u);
  EXPECT_EQ(stats->captures, 30u);
  const auto hosts = all_paused_hosts(2);
  EXPECT_EQ(hosts, (std::vector<std::string>{"a.example", "b.example", "c.example"}));
}

TEST(CrawlGateway, AFetcherHearsWhoAskedTheGateway) {
  rpc::FakeCrawl fetcher;
  std::string by;
  fetcher.on_pause.run = [&](const rpc::PauseHostRequest& request,
                             const rpc::CallContext& call) -> Result<rpc::PausedHost> {
    by = call.principal;
    return rpc::PausedHost{.host = request.host};
  };
  rpc::ServerOptions options{.listen = "127.0.0.1:0"};
  options.tokens = {{.principal = "gateway", .secret = "all", .scopes = {rpc::Scope::kAdmin}},
                    {.principal = "small", .secret = "some", .scopes = {rpc::Scope::kCrawl}}};
  const auto server = *rpc::Server::start(options, {.crawl = &fetcher});
  const auto pause_with = [&](const std::string& token) {
    const auto crawl = crawl_gateway({{server->address()}, {.token = token}});
    const auto paused = crawl->pause_host({.host = "gazette.example"}, {.principal = "alice"});
    EXPECT_TRUE(paused.ok()) << paused.fault().text();
    return by;
  };

  EXPECT_EQ(pause_with("all"), "alice");
  EXPECT_EQ(pause_with("some"), "small");
}

TEST(CrawlGateway, WithoutFetchersItSaysSo) {
  const auto crawl = crawl_gateway({});
  EXPECT_EQ(crawl->get_crawl_stats({}).fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(crawl->list_sources({}, {}).fault().where, "crawl.servers");
}

}  // namespace
}  // namespace broadsheet::gateway
