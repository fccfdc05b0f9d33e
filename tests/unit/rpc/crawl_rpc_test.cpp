// SPDX-License-Identifier: Apache-2.0
// What engineers tell the crawl arrives, and its explanations come back.
#include <gtest/gtest.h>

#include "fakes.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

records::Source sample_source() {
  return {.id = "gazette",
          .name = "The Gazette",
          .homepage = "https://gazette.example/",
          .feeds = {"https://gazette.example/feed"},
          .sitemaps = {"https://gazette.example/sitemap.xml"},
          .language = "en",
          .country = "GB",
          .tags = {"local"},
          .allow = {"https://gazette.example/*"},
          .deny = {"*/print/*"},
          .delay = std::chrono::milliseconds(1500),
          .recheck = std::chrono::hours(1),
          .budget = 100};
}

class CrawlRpc : public testing::Test {
 protected:
  FakeCrawl fake_;
  std::unique_ptr<Server> server_ = serve_all({.crawl = &fake_});
  std::unique_ptr<CrawlApi> client_ = *connect_crawl(server_->address());
};

TEST_F(CrawlRpc, CreatesGetsAndDeletesSources) {
  fake_.on_create.run = [](const CreateSourceRequest& request, const CallContext&) {
    return Result<records::Source>(request.source);
  };
  fake_.on_get.gives(sample_source());
  fake_.on_delete.gives({});

  EXPECT_EQ(*client_->create_source({.source = sample_source()}, {}), sample_source());
  EXPECT_EQ(*client_->get_source({.id = "gazette"}, {}), sample_source());
  EXPECT_EQ(fake_.on_get.last.id, "gazette");
  EXPECT_TRUE(client_->delete_source({.id = "gazette"}, {}).ok());
  EXPECT_EQ(fake_.on_delete.last.id, "gazette");
}

TEST_F(CrawlRpc, ASourceNeedsAnIdAndAHomepageOrFeed) {
  const auto no_id =
      client_->create_source({.source = {.id = "A B", .homepage = "https://x/"}}, {});
  EXPECT_EQ(no_id.fault().where, "source_id");
  const auto no_page = client_->create_source({.source = {.id = "a"}}, {});
  EXPECT_EQ(no_page.fault().where, "source.homepage");
  EXPECT_EQ(client_->get_source({}, {}).fault().where, "name");
}

TEST_F(CrawlRpc, ASourceIsHeldToWhatASeedListIsHeldTo) {
  const auto where = [&](const records::Source& source) {
    const auto created = client_->create_source({.source = source}, {});
    const auto updated = client_->update_source({.source = source, .fields = {}}, {});
    EXPECT_FALSE(created.ok() || updated.ok());
    EXPECT_EQ(created.fault().kind, FaultKind::kBadInput);
    EXPECT_EQ(created.fault().where, updated.fault().where);
    return created.fault().where;
  };
  const std::string home = "https://a.example/";
  const std::string longer(2'000, 'a');

  EXPECT_EQ(where({.id = "a", .homepage = "x"}), "source.homepage");
  EXPECT_EQ(where({.id = "a", .homepage = "ftp://a.example/"}), "source.homepage");
  EXPECT_EQ(where({.id = "a", .homepage = home, .feeds = {home, "x"}}), "source.feeds");
  EXPECT_EQ(where({.id = "a", .homepage = home, .sitemaps = {"x"}}), "source.sitemaps");
  EXPECT_EQ(where({.id = "a", .homepage = home, .language = "english"}), "source.language");
  EXPECT_EQ(where({.id = "a", .homepage = home, .country = "Britain"}), "source.country");
  EXPECT_EQ(where({.id = "a", .name = longer, .homepage = home}), "source.display_name");
  EXPECT_EQ(where({.id = "a", .homepage = home, .tags = {longer}}), "source.tags");
  EXPECT_EQ(where({.id = "a", .homepage = home, .allow = {longer}}), "source.allow");
  EXPECT_EQ(where({.id = "a", .homepage = home, .deny = {longer}}), "source.deny");
  EXPECT_EQ(client_->create_source({.source = {.id = std::string(65, 'a'), .homepage = home}}, {})
                .fault()
                .where,
            "source_id");
}

TEST_F(CrawlRpc, AReasonIsOfALineAndNotOfMegabytes) {
  const auto paused =
      client_->pause_host({.host = "a.example", .reason = std::string(10 << 20, 'a')}, {});
  EXPECT_EQ(paused.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(paused.fault().where, "reason");
}

TEST_F(CrawlRpc, UpdatesTheFieldsThatAreNamed) {
  fake_.on_update.run = [](const UpdateSourceRequest& request, const CallContext&) {
    return merged(sample_source(), request);
  };
  const auto updated = client_->update_source(
      {.source = {.id = "gazette", .name = "New", .homepage = "https://other.example/"},
       .fields = {"name", "budget"}},
      {});
  ASSERT_TRUE(updated.ok()) << updated.fault().text();
  auto expected = sample_source();
  expected.name = "New";
  expected.budget.reset();
  EXPECT_EQ(*updated, expected);
}

TEST(Merged, TakesAllFieldsWithoutAMaskAndRefusesNamesThatAreNone) {
  const records::Source other{.id = "gazette", .homepage = "https://other.example/"};
  EXPECT_EQ(*merged(sample_source(), {.source = other}), other);
  const auto wrong = merged(sample_source(), {.source = other, .fields = {"id"}});
  EXPECT_EQ(wrong.fault().where, "update_mask");
}

TEST_F(CrawlRpc, ListsSources) {
  fake_.on_list.gives({.sources = {sample_source()}, .next_position = "n"});
  const auto reply = client_->list_sources(
      {.tag = "local", .country = "GB", .language = "en", .page = {.size = 1}}, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(fake_.on_list.last.tag, "local");
  EXPECT_EQ(fake_.on_list.last.country, "GB");
  EXPECT_EQ(reply->sources.at(0), sample_source());
  EXPECT_FALSE(reply->next_position.empty());
}

TEST_F(CrawlRpc, SubmitsUrls) {
  fake_.on_submit.gives(
      {.urls = {{.url = "https://gazette.example/a", .accepted = true, .reason = "due now"},
                {.url = "x", .accepted = false, .reason = "no URL"}}});
  const auto reply = client_->submit_urls({.urls = {"https://gazette.example/a", "x"},
                                           .source = "gazette",
                                           .role = records::Role::kFeed,
                                           .urgent = true},
                                          {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(fake_.on_submit.last.urls.size(), 2U);
  EXPECT_EQ(fake_.on_submit.last.role, records::Role::kFeed);
  EXPECT_TRUE(fake_.on_submit.last.urgent);
  EXPECT_TRUE(reply->urls.at(0).accepted);
  EXPECT_EQ(reply->urls.at(1).reason, "no URL");
  EXPECT_EQ(client_->submit_urls({}, {}).fault().where, "urls");
}

TEST_F(CrawlRpc, PausesAndResumesHosts) {
  const PausedHost paused{.host = "gazette.example",
                          .until = from_micros(7),
                          .reason = "they asked",
                          .since = from_micros(3),
                          .by = "anonymous"};
  fake_.on_pause.gives(paused);
  fake_.on_resume.fails(not_found("it is not paused", "gazette.example"));
  fake_.on_list_paused.gives({.hosts = {paused}, .missing_fetchers = {"fetcher-1:7400"}});

  EXPECT_EQ(*client_->pause_host(
                {.host = "GAZETTE.example", .until = from_micros(7), .reason = "they asked"}, {}),
            paused);
  EXPECT_EQ(fake_.on_pause.last.host, "gazette.example");
  const auto resumed = client_->resume_host({.host = "gazette.example"}, {});
  EXPECT_EQ(resumed.fault().kind, FaultKind::kNotFound);
  const auto listed = client_->list_paused_hosts({}, {});
  EXPECT_EQ(listed->hosts.at(0), paused);
  EXPECT_EQ(listed->missing_fetchers, std::vector<std::string>{"fetcher-1:7400"});
  EXPECT_EQ(client_->pause_host({.host = "a/b"}, {}).fault().where, "host");
}

TEST_F(CrawlRpc, Explains) {
  ExplainReply reply{
      .subject = "https://gazette.example/a", .known = true, .state = "due in an hour"};
  reply.facts = {{"failures", "0"}, {"delay", "5s"}};
  reply.decisions = {{.time = from_micros(5),
                      .url = "https://gazette.example/a",
                      .decision = "fetched",
                      .reason = "it was due",
                      .rule = "recheck 1h"}};
  reply.next = {.action = "fetch", .time = from_micros(9), .reason = "recheck"};
  fake_.on_explain.gives(reply);

  const auto explained =
      client_->explain({.url = "https://gazette.example/a", .decisions_max = 5}, {});

  ASSERT_TRUE(explained.ok()) << explained.fault().text();
  EXPECT_EQ(fake_.on_explain.last.decisions_max, 5);
  EXPECT_EQ(explained->subject, reply.subject);
  EXPECT_TRUE(explained->known);
  EXPECT_EQ(explained->facts, reply.facts);
  EXPECT_EQ(explained->decisions, reply.decisions);
  EXPECT_EQ(explained->next, reply.next);
  EXPECT_FALSE(client_->explain({.url = "https://a.example/", .host = "a.example"}, {}).ok());
  EXPECT_FALSE(client_->explain({}, {}).ok());
}

TEST_F(CrawlRpc, GivesStats) {
  const CrawlStats stats{
      .sources = 1,
      .hosts = 2,
      .hosts_paused = 3,
      .urls_known = 4,
      .urls_due = 5,
      .fetches_running = 6,
      .captures = 7,
      .articles = 8,
      .outcomes = {{records::Outcome::kArticle, 8}, {records::Outcome::kGone, 1}},
      .captures_per_second = 2.5,
      .since = from_micros(1),
      .next_due = from_micros(2),
      .missing_fetchers = {"fetcher-1:7400"}};
  fake_.on_stats.gives(stats);
  EXPECT_EQ(*client_->get_crawl_stats({}), stats);
}

}  // namespace
}  // namespace broadsheet::rpc
