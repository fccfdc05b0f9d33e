// SPDX-License-Identifier: Apache-2.0
// Memento, as RFC 7089 has it.
#include <gtest/gtest.h>

#include "core/strings.h"
#include "unit/gateway/memory_archive.h"

namespace broadsheet::gateway {
namespace {

constexpr char kRemembered[] = "https://gazette.example/a?b=1";
constexpr char kOrigin[] = "http://archive.example:7480";

class Memento : public ::testing::Test {
 protected:
  void SetUp() override {
    archive_.add(kRemembered, "2026-11-22T10:00:00.25Z", "One");
    archive_.add(kRemembered, "2026-11-22T12:00:00Z", "Two");
    archive_.add(kRemembered, "2026-11-22T14:00:00Z", "Three");
  }
  std::string location_at(const std::string& datetime) {
    const auto response =
        ask(archive_, std::string("/timegate/") + kRemembered, {{"Accept-Datetime", datetime}});
    EXPECT_EQ(response.status, 302) << response.body;
    return std::string(response.headers.get("Location"));
  }
  static std::string memento(const std::string& digits) {
    return std::string(kOrigin) + "/memento/" + digits + "/" + kRemembered;
  }
  MemoryArchive archive_;
};

TEST_F(Memento, ATimeGateLeadsToWhatWasCurrent) {
  EXPECT_EQ(location_at("Sun, 22 Nov 2026 13:59:59 GMT"), memento("20261122120000"));
  EXPECT_EQ(location_at("Sun, 22 Nov 2026 14:00:00 GMT"), memento("20261122140000"));
  EXPECT_EQ(location_at("Sun, 22 Nov 2026 10:00:00 GMT"), memento("20261122100000"));
}

TEST_F(Memento, ATimeBeforeTheFirstGetsTheFirst) {
  EXPECT_EQ(location_at("Thu, 01 Jan 1998 00:00:00 GMT"), memento("20261122100000"));
}

TEST_F(Memento, WithoutATimeTheTimeGateGivesTheNewest) {
  const auto response = ask(archive_, std::string("/timegate/") + kRemembered);

  EXPECT_EQ(response.headers.get("Location"), memento("20261122140000"));
  EXPECT_EQ(response.headers.get("Vary"), "accept-datetime");
  const std::string link(response.headers.get("Link"));
  EXPECT_NE(link.find(std::string("<") + kRemembered + ">; rel=\"original\""), link.npos);
  EXPECT_NE(link.find("rel=\"timemap\""), link.npos);
  EXPECT_FALSE(response.headers.has("Memento-Datetime"));
}

TEST_F(Memento, ATimeThatIsNoneIsRefused) {
  const auto response =
      ask(archive_, std::string("/timegate/") + kRemembered, {{"Accept-Datetime", "yesterday"}});

  EXPECT_EQ(response.status, 400);
}

TEST_F(Memento, OfAnUnknownPageThereIsNone) {
  EXPECT_EQ(ask(archive_, "/timegate/https://nowhere.example/").status, 404);
  EXPECT_EQ(ask(archive_, "/timemap/link/https://nowhere.example/").status, 404);
  EXPECT_EQ(ask(archive_, "/memento/20261122100000/https://nowhere.example/").status, 404);
}

TEST_F(Memento, IsThePageAsItWas) {
  const auto response = ask(archive_, std::string("/memento/20261122120000/") + kRemembered);

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, archive_.payload);
  EXPECT_EQ(response.headers.get("Memento-Datetime"), "Sun, 22 Nov 2026 12:00:00 GMT");
  EXPECT_EQ(response.headers.get("Content-Security-Policy"), "sandbox");
  const std::string link(response.headers.get("Link"));
  EXPECT_NE(link.find("<" + memento("20261122100000") + ">; rel=\"prev first memento\""), link.npos)
      << link;
  EXPECT_NE(link.find("<" + memento("20261122140000") + ">; rel=\"next last memento\""), link.npos)
      << link;
  EXPECT_NE(link.find("rel=\"timegate\""), link.npos);
}

TEST_F(Memento, OfAnotherSecondLeadsToTheRightOne) {
  const auto response = ask(archive_, std::string("/memento/20261122130000/") + kRemembered);

  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.headers.get("Location"), memento("20261122120000"));
}

TEST_F(Memento, IsFoundByAnEncodedUrlToo) {
  const auto response = ask(archive_, "/memento/20261122120000/" + percent_encode(kRemembered));

  EXPECT_EQ(response.status, 200);
}

TEST_F(Memento, ThatMakesNoSenseIsRefused) {
  EXPECT_EQ(ask(archive_, "/memento/20261122120000").status, 400);
  EXPECT_EQ(ask(archive_, "/memento/yesterday/https://a.example/").status, 400);
  EXPECT_EQ(ask(archive_, "/memento/20261322120000/https://a.example/").status, 400);
  EXPECT_EQ(ask(archive_, "/timegate/javascript:alert(1)").status, 400);
  EXPECT_EQ(ask(archive_, "/timegate/").status, 400);
}

TEST_F(Memento, ATimeMapHasThemAll) {
  const auto response = ask(archive_, std::string("/timemap/link/") + kRemembered);

  EXPECT_EQ(response.headers.get("Content-Type"), "application/link-format");
  const std::string& body = response.body;
  EXPECT_EQ(split(trim(body), '\n').size(), 6U);
  EXPECT_NE(body.find("<" + memento("20261122100000") +
                      ">; rel=\"first memento\"; datetime=\"Sun, 22 Nov 2026 10:00:00 GMT\""),
            body.npos)
      << body;
  EXPECT_NE(body.find("rel=\"last memento\"; datetime=\"Sun, 22 Nov 2026 14:00:00 GMT\""),
            body.npos);
  EXPECT_NE(body.find("rel=\"self\""), body.npos);
}

TEST_F(Memento, TwoVersionsInOneSecondAreOneMemento) {
  archive_.add(kRemembered, "2026-11-22T14:00:00.5Z", "Four");

  const auto response = ask(archive_, std::string("/timemap/link/") + kRemembered);

  EXPECT_EQ(split(trim(response.body), '\n').size(), 6U) << response.body;
}

TEST_F(Memento, AHostThatIsNoneIsNotRepeated) {
  auto request = request_of(std::string("/timegate/") + kRemembered);
  request.headers.set("Host", "evil.example\"><x");

  const auto response = http_handler(archive_)(request);

  EXPECT_EQ(response.headers.get("Location"),
            std::string("/memento/20261122140000/") + kRemembered);
}

}  // namespace
}  // namespace broadsheet::gateway
