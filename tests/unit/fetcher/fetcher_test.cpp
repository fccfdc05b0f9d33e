// SPDX-License-Identifier: Apache-2.0
// The fetcher against a server of its own: robots.txt and its redirects, a stop, submitted URLs.
#include "fetcher/fetcher.h"

#include <gtest/gtest.h>
#include <sys/mount.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>

#include "common/topics.h"
#include "core/file.h"
#include "http/server.h"

namespace broadsheet::fetcher {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

http::ServerResponse redirect(const std::string& target) {
  auto response = http::ServerResponse::text(302, "");
  response.headers.add("Location", target);
  return response;
}

class FetcherTest : public ::testing::Test {
 protected:
  using Answer = std::function<http::ServerResponse(const http::ServerRequest&)>;

  void start(Answer answer, Duration delay = milliseconds(1)) {
    auto server = http::Server::open({}, [this, answer](const http::ServerRequest& request) {
      {
        std::scoped_lock lock(mutex_);
        asked_.push_back(request.host + request.path);
      }
      changed_.notify_all();
      return answer(request);
    });
    ASSERT_TRUE(server.ok());
    server_ = *std::move(server);
    bus_ = *bus::open({});
    ASSERT_TRUE(topics::apply(*bus_, {}).ok());
    kv::Options store_options;
    store_options.families = frontier::Frontier::families();
    store_.emplace(*kv::Store::open(folder_.path() / "frontier", store_options));
    options_.frontier.rules.delay = delay;
    options_.http.resolve = {*http::ResolveRule::parse("*=" + server_->address())};
    options_.http.addresses.allowed = {*url::Cidr::parse("127.0.0.0/8")};
    options_.drain = milliseconds(50);
    auto fetcher = Fetcher::open(*bus_, *store_, tally_, options_);
    ASSERT_TRUE(fetcher.ok()) << fetcher.fault().text();
    fetcher_ = *std::move(fetcher);
    ASSERT_TRUE(
        frontier().put_source({.id = "s", .homepage = "http://news.test/"}, system_now()).ok());
  }

  // Runs until `enough` is true, which is asked again and again.
  void run_until(const std::function<bool()>& enough) {
    std::jthread loop([this](std::stop_token stop) {
      const auto done = fetcher_->run_fetches(stop);
      EXPECT_TRUE(done.ok()) << done.fault().text();
    });
    const Time deadline = system_now() + seconds(20);
    std::unique_lock lock(mutex_);
    while (system_now() < deadline) {
      lock.unlock();
      const bool end = enough();
      lock.lock();
      if (end) return;
      changed_.wait_for(lock, milliseconds(5));
    }
    ADD_FAILURE() << "it did not come to that in time";
  }

  frontier::Frontier& frontier() { return fetcher_->frontier(); }

  std::vector<std::string> asked() {
    std::scoped_lock lock(mutex_);
    return asked_;
  }

  records::FrontierRecord homepage() {
    const auto url = *url::Url::parse("http://news.test/");
    return frontier().explain_url(url, system_now())->record.value_or(records::FrontierRecord{});
  }

  bool knows_robots(const char* host = "news.test") {
    const auto story = *frontier().explain_host(host, system_now());
    for (const auto& decision : story.decisions) {
      if (decision.what.starts_with("robots.txt of")) return true;
    }
    return false;
  }

  TemporaryFolder folder_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> asked_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<bus::Bus> bus_;
  std::optional<kv::Store> store_;
  Tally tally_;
  Options options_;
  std::unique_ptr<Fetcher> fetcher_;
};

TEST_F(FetcherTest, AStopWhileRobotsTxtIsAskedForForbidsNothing) {
  start([](const http::ServerRequest&) {
    auto response = http::ServerResponse::text(200, "");
    response.delay = hours(1);
    return response;
  });

  run_until([&] { return !asked().empty(); });

  EXPECT_FALSE(knows_robots());
  EXPECT_EQ(frontier().stats(system_now()).leased, 0u);
}

TEST_F(FetcherTest, AStopWhileARedirectOfRobotsTxtWaitsForbidsNothing) {
  start([](const http::ServerRequest&) { return redirect("/elsewhere"); }, hours(1));

  run_until([&] { return !asked().empty() && fetcher_->in_flight() == 0; });

  EXPECT_FALSE(knows_robots());
  EXPECT_EQ(frontier().stats(system_now()).leased, 0u);
  EXPECT_EQ(asked().size(), 1u) << "before its pause was over";
}

TEST_F(FetcherTest, Rfc9309_RedirectsOfRobotsTxtAreFollowedFiveTimes) {
  start([](const http::ServerRequest& request) {
    if (request.path == "/robots.txt") return redirect("/a/b/1");
    if (request.path == "/a/b/1") return redirect("../2");
    if (request.path == "/a/2") return redirect("http://other.test/3");
    if (request.path == "/3") return redirect("4");
    if (request.path == "/4" && request.host == "other.test") return redirect("//news.test/5");
    if (request.path == "/5") {
      return http::ServerResponse::text(200, "User-agent: *\nDisallow: /\n");
    }
    return http::ServerResponse::text(500, "");
  });

  run_until([&] { return homepage().outcome != records::Outcome::kUnknown; });

  EXPECT_EQ(homepage().outcome, records::Outcome::kRefusedByRobots);
  EXPECT_EQ(asked(),
            (std::vector<std::string>{"news.test/robots.txt", "news.test/a/b/1", "news.test/a/2",
                                      "other.test/3", "other.test/4", "news.test/5"}));
}

TEST_F(FetcherTest, MoreRedirectsOfRobotsTxtAreAsGoodAsNoAnswer) {
  start([](const http::ServerRequest&) { return redirect("/robots.txt"); });

  run_until([&] { return homepage().due > system_now(); });

  EXPECT_TRUE(knows_robots());
  EXPECT_EQ(asked().size(), 6u);
  EXPECT_EQ(homepage().outcome, records::Outcome::kUnknown);
}

TEST_F(FetcherTest, ARecordThatIsTooSmallForAPageIsToldAtOpen) {
  start([](const http::ServerRequest&) { return http::ServerResponse::text(200, ""); });
  options_.limits.body_bytes_max = std::size_t{64} << 20;
  fetcher_.reset();

  const auto fetcher = Fetcher::open(*bus_, *store_, tally_, options_);

  ASSERT_FALSE(fetcher.ok());
  EXPECT_EQ(fetcher.fault().kind, FaultKind::kBadInput);
}

TEST_F(FetcherTest, AFeedMayBeLongerThanAPage) {
  options_.limits.body_bytes_max = options_.limits.wire_bytes_max = 1000;
  options_.feed_bytes_max = 3000;
  start([](const http::ServerRequest& request) {
    if (request.path == "/robots.txt") return http::ServerResponse::text(404, "");
    return http::ServerResponse::text(200,
                                      std::string(request.path == "/endless" ? 4000 : 2000, 'a'));
  });
  ASSERT_TRUE(frontier()
                  .put_source({.id = "s",
                               .homepage = "http://news.test/",
                               .feeds = {"http://news.test/feed", "http://news.test/endless"}},
                              system_now())
                  .ok());

  run_until([&] { return tally_.captures() >= 3; });

  std::map<std::string, std::pair<std::size_t, bool>> read;
  for (int partition = 0; partition < topics::Layout{}.partitions; ++partition) {
    auto inbox = *bus_->read({{std::string(topics::kCaptures), partition, 0}});
    for (const auto& delivery : *inbox->poll(100, milliseconds(50))) {
      const auto capture = *records::decode_capture(delivery.record.value);
      read[capture.url] = {capture.payload.size(), capture.truncated};
    }
  }
  EXPECT_EQ(read["http://news.test/"], std::pair(std::size_t{1000}, true));
  EXPECT_EQ(read["http://news.test/feed"], std::pair(std::size_t{2000}, false));
  EXPECT_EQ(read["http://news.test/endless"], std::pair(std::size_t{3000}, true));
}

// A feed counts as as many requests as it may take the memory of.
TEST_F(FetcherTest, AFeedThatCountsAsMoreThanAllRequestsIsFetchedAlone) {
  options_.limits.body_bytes_max = 1000;
  options_.feed_bytes_max = 4000;
  options_.fetches_max = 2;
  start([](const http::ServerRequest& request) {
    return http::ServerResponse::text(request.path == "/robots.txt" ? 404 : 200, "feed");
  });
  for (int i = 0; i < 4; ++i) {
    const auto name = "f" + std::to_string(i);
    const records::Source source{.id = name, .feeds = {"http://" + name + ".test/feed"}};
    ASSERT_TRUE(frontier().put_source(source, system_now()).ok());
  }

  run_until([&] { return tally_.captures() >= 5; });
}

// As over Kafka, where another process reads the pages.
TEST_F(FetcherTest, StatsSayWhatFetchesCameToWhereNobodyReadsThemHere) {
  start([](const http::ServerRequest& request) {
    return http::ServerResponse::text(request.path == "/" ? 200 : 404, "home");
  });
  const auto control = crawl_control(*fetcher_, *bus_, tally_, system_now);

  run_until([&] { return tally_.captures() > 0; });

  const auto stats = control->get_crawl_stats({});
  ASSERT_TRUE(stats.ok()) << stats.fault().text();
  const std::vector<rpc::OutcomeCount> fetched = {{records::Outcome::kFetched, 1}};
  EXPECT_EQ(stats->outcomes, fetched);
  EXPECT_EQ(stats->articles, 0u);
  EXPECT_GT(stats->captures_per_second, 0.0);

  tally_.extracted(records::Outcome::kArticle);
  const std::vector<rpc::OutcomeCount> read = {{records::Outcome::kArticle, 1}};
  EXPECT_EQ(control->get_crawl_stats({})->outcomes, read);
  EXPECT_EQ(control->get_crawl_stats({})->articles, 1u);
}

TEST_F(FetcherTest, ASubmittedUrlFollowsTheRulesOfItsSource) {
  start([](const http::ServerRequest&) { return http::ServerResponse::text(200, ""); });
  ASSERT_TRUE(frontier()
                  .put_source({.id = "s", .homepage = "http://news.test/", .deny = {"*/video/*"}},
                              system_now())
                  .ok());
  const auto control = crawl_control(*fetcher_, *bus_, tally_, system_now);

  const auto reply =
      control->submit_urls({.urls = {"http://news.test/a", "http://news.test/video/a",
                                     "http://else.test/a", "mailto:a"}},
                           {});

  ASSERT_TRUE(reply.ok());
  ASSERT_EQ(reply->urls.size(), 4u);
  EXPECT_TRUE(reply->urls[0].accepted);
  const auto url = *url::Url::parse("http://news.test/a");
  EXPECT_EQ(frontier().explain_url(url, system_now())->record->source, "s");
  EXPECT_FALSE(reply->urls[1].accepted);
  EXPECT_EQ(reply->urls[1].reason, "out of the source's scope: deny */video/*");
  EXPECT_TRUE(reply->urls[2].accepted) << "a person asked for it, and it is nobody's";
  EXPECT_FALSE(reply->urls[3].accepted);
}

TEST_F(FetcherTest, ASubmittedUrlIsFollowedByTheTraceOfItsSubmission) {
  start([](const http::ServerRequest&) { return http::ServerResponse::text(200, ""); });
  const auto control = crawl_control(*fetcher_, *bus_, tally_, system_now);
  rpc::CallContext call;
  call.trace = "4bf92f3577b34da6a3ce929d0e0e4736";

  ASSERT_TRUE(control->submit_urls({.urls = {"http://else.test/a"}}, call).ok());

  const auto url = *url::Url::parse("http://else.test/a");
  EXPECT_EQ(frontier().explain_url(url, system_now())->record->trace, call.trace);
}

TEST_F(FetcherTest, ADeletedSourceStaysDeletedThoughASeedListStillHasIt) {
  start([](const http::ServerRequest&) { return http::ServerResponse::text(200, ""); });
  const auto control = crawl_control(*fetcher_, *bus_, tally_, system_now);
  const records::Source listed{.id = "s", .homepage = "http://news.test/", .language = "en"};
  ASSERT_TRUE(control->delete_source({.id = "s"}, {}).ok());

  ASSERT_TRUE(fetcher_->put_sources({listed}).ok());
  EXPECT_FALSE(control->get_source({.id = "s"}, {}).ok());

  ASSERT_TRUE(control->create_source({.source = listed}, {}).ok());
  ASSERT_TRUE(fetcher_->put_sources({listed}).ok());
  EXPECT_EQ(control->get_source({.id = "s"}, {})->language, "en");
}

// A disk of some mebibytes, where we may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    is_there_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=16m") == 0;
  }
  ~SmallDisk() {
    if (is_there_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] bool is_there() const { return is_there_; }
  void fill() const {
    std::ofstream out(folder_ / "filler", std::ios::binary);
    const std::string piece(4096, 'x');
    while (out.write(piece.data(), 4096).flush()) {
    }
  }
  void make_room() const { std::filesystem::remove(folder_ / "filler"); }

 private:
  const std::filesystem::path folder_;
  bool is_there_ = false;
};

TEST_F(FetcherTest, AFullDiskIsWaitedForAndNothingIsForgotten) {
  const SmallDisk disk(folder_.path() / "frontier");
  if (!disk.is_there()) GTEST_SKIP() << "no disk may be mounted here: run it as root";
  start([](const http::ServerRequest& request) {
    return request.path == "/robots.txt" ? http::ServerResponse::text(404, "")
                                         : http::ServerResponse::text(200, std::string(2000, 'a'));
  });
  std::vector<records::Discovery> discoveries;
  for (int number = 0; number < 3000; ++number) {
    records::Discovery discovery;
    discovery.url = "http://news.test/" + std::to_string(number);
    discovery.source = "s";
    discoveries.push_back(discovery);
  }
  ASSERT_TRUE(frontier().add(discoveries, system_now()).ok());
  bool is_full = false;
  std::size_t before = 0;

  run_until([&] {
    const bool stands = !fetcher_->waiting_for().empty();
    if (!is_full && tally_.captures() > 20) {
      disk.fill();
      is_full = true;
    } else if (is_full && before == 0 && stands) {
      EXPECT_NE(fetcher_->waiting_for().find("frontier"), std::string::npos);
      before = tally_.captures();
      disk.make_room();
    }
    return before > 0 && !stands && tally_.captures() > before + 20;
  });

  EXPECT_GT(before, 0u) << "the disk was never missed";
}

TEST_F(FetcherTest, AUrlThatNobodyFoundIsNotKnown) {
  start([](const http::ServerRequest&) { return http::ServerResponse::text(200, ""); });
  const auto control = crawl_control(*fetcher_, *bus_, tally_, system_now);

  const auto reply = control->explain({.url = "http://news.test/never"}, {});

  ASSERT_TRUE(reply.ok());
  EXPECT_FALSE(reply->known);
  EXPECT_EQ(reply->state, "not known");
}

}  // namespace
}  // namespace broadsheet::fetcher
