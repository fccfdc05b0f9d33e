// SPDX-License-Identifier: Apache-2.0
// A frontier over a store in a folder of its own, and a clock that stands still.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/file.h"
#include "frontier/frontier.h"

namespace broadsheet::frontier {

using records::Outcome;
using records::Role;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

inline const Time kStart = *parse_time("2026-11-22T10:00:00Z");
inline constexpr Duration kDelay = seconds(5);

class FrontierTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }

  // A process that ends and begins again.
  void open() {
    frontier_.reset();
    store_.reset();
    kv::Options store_options;
    store_options.families = Frontier::families();
    auto store = kv::Store::open(folder_.path() / "frontier", store_options);
    ASSERT_TRUE(store.ok()) << store.fault().text();
    store_.emplace(*std::move(store));
    options_.rules.delay = kDelay;
    auto frontier = Frontier::open(*store_, options_);
    ASSERT_TRUE(frontier.ok()) << frontier.fault().text();
    frontier_.emplace(*std::move(frontier));
  }

  void add_source(records::Source source) { ASSERT_TRUE(frontier_->put_source(source, now_).ok()); }

  AddReport add(const std::string& url, const std::string& via = {}) {
    records::Discovery discovery{.url = url, .role = Role::kArticle, .source = "s", .via = via};
    auto report = frontier_->add({discovery}, now_);
    EXPECT_TRUE(report.ok());
    return *report;
  }

  // So many articles under this address.
  void add_many(const std::string& base, int count) {
    std::vector<records::Discovery> discoveries;
    for (int i = 0; i < count; ++i) {
      discoveries.push_back(
          {.url = base + std::to_string(i), .role = Role::kArticle, .source = "s"});
    }
    EXPECT_EQ(frontier_->add(discoveries, now_)->added, static_cast<std::size_t>(count));
  }

  std::optional<Lease> lease() {
    auto lease = frontier_->lease(now_);
    EXPECT_TRUE(lease.ok()) << lease.fault().text();
    return *lease;
  }

  // Within twenty looks, as the fetcher takes them.
  std::optional<Lease> lease_soon() {
    std::optional<Lease> page = lease();
    for (int i = 0; i < 20 && !page; ++i) {
      now_ += std::chrono::milliseconds(200);
      page = lease();
    }
    return page;
  }

  void complete(const Lease& lease, Outcome outcome, int status = 200) {
    Visit visit;
    visit.outcome = outcome;
    visit.status = status;
    const auto done = frontier_->complete(lease, visit, now_);
    EXPECT_TRUE(done.ok()) << done.fault().text();
  }

  // Takes the lease that a site's robots.txt needs first, and gives it this file.
  void pass_robots(const std::string& body = "", int status = 200) {
    const auto robots = lease();
    ASSERT_TRUE(robots.has_value());
    ASSERT_EQ(robots->purpose, Purpose::kRobots);
    Visit visit;
    visit.outcome = status == 0 ? Outcome::kFailed : Outcome::kFetched;
    visit.status = status;
    visit.body = body;
    ASSERT_TRUE(frontier_->complete(*robots, visit, now_).ok());
    now_ += kDelay;
  }

  // As pass_robots(), and the homepage is fetched too.
  void pass_homepage(const std::string& body = "") {
    pass_robots(body);
    const auto page = lease();
    ASSERT_TRUE(page.has_value());
    complete(*page, Outcome::kFetched);
  }

  // What is known of a URL.
  records::FrontierRecord record_of(const std::string& url) {
    const auto explanation = frontier_->explain_url(*url::Url::parse(url), now_);
    EXPECT_TRUE(explanation.ok() && explanation->record.has_value()) << url;
    return explanation->record.value_or(records::FrontierRecord{});
  }

  TemporaryFolder folder_;
  Options options_;
  std::optional<kv::Store> store_;
  std::optional<Frontier> frontier_;
  Time now_ = kStart;
};

}  // namespace broadsheet::frontier
