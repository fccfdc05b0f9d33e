// SPDX-License-Identifier: Apache-2.0
// Hosts as people write them.
#include "url/host_name.h"

#include <gtest/gtest.h>

namespace broadsheet::url {
namespace {

TEST(HostName, IsCanonicalHoweverItIsWritten) {
  EXPECT_EQ(host_and_port("WWW.Example.com"), "www.example.com");
  EXPECT_EQ(host_and_port("bücher.example"), "xn--bcher-kva.example");
  EXPECT_EQ(host_and_port("example.com:80"), "example.com");
  EXPECT_EQ(host_and_port("example.com:8080"), "example.com:8080");
  EXPECT_EQ(host_and_port("[::1]:81"), "[::1]:81");
}

TEST(HostName, IsNoUrlAndNoUser) {
  for (const auto* text : {"", "http://example.com", "example.com/", "a b", "me@example.com", "x?y",
                           "x#y", "a\\b", "\xff\xfe", "example.com:99999"}) {
    EXPECT_EQ(host_and_port(text), std::nullopt) << text;
  }
  EXPECT_EQ(host_and_port(std::string(301, 'a')), std::nullopt);
}

}  // namespace
}  // namespace broadsheet::url
