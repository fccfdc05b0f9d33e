// SPDX-License-Identifier: Apache-2.0
// Addresses: their text, their class, and which may be dialled.
#include "url/address.h"

#include <gtest/gtest.h>

namespace broadsheet::url {
namespace {

Address address_of(std::string_view text) {
  const auto address = Address::parse(text);
  EXPECT_TRUE(address.ok()) << text;
  return address ? *address : Address{};
}

std::string_view kind(std::string_view text) { return to_string(classify(address_of(text))); }

TEST(Address, ReadsAndWritesItsText) {
  EXPECT_EQ(address_of("192.0.2.1").text(), "192.0.2.1");
  EXPECT_EQ(address_of("2001:DB8:0:0:1:0:0:1").text(), "2001:db8::1:0:0:1");
  EXPECT_EQ(address_of("::").text(), "::");
  EXPECT_EQ(address_of("::1").text(), "::1");
  EXPECT_EQ(address_of("1::").text(), "1::");
  EXPECT_EQ(address_of("::ffff:10.0.0.1").text(), "::ffff:10.0.0.1");
  EXPECT_EQ(address_of("1:2:3:4:5:6:7:8").text(), "1:2:3:4:5:6:7:8");
  EXPECT_EQ(address_of("1:0:3:4:5:6:7:8").text(), "1:0:3:4:5:6:7:8");
}

TEST(Address, IsNothingElse) {
  for (const auto* text : {"",
                           "127.1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.256",
                           "01.2.3.4",
                           "1.2.3.4 ",
                           "0x7f.0.0.1",
                           ":",
                           ":::",
                           "1::2::3",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "::1%eth0",
                           "[::1]",
                           "12345::",
                           "::1.2.3",
                           "1.2.3.4::",
                           "1:2:3:4:5:6:7::8:9",
                           "localhost",
                           "-1.2.3.4",
                           "+1.2.3.4"}) {
    EXPECT_FALSE(Address::parse(text).ok()) << text;
  }
}

TEST(Address, ClassIsByTheRegistries) {
  EXPECT_EQ(kind("93.184.216.34"), "public");
  EXPECT_EQ(kind("0.0.0.0"), "unspecified");
  EXPECT_EQ(kind("127.8.9.10"), "loopback");
  EXPECT_EQ(kind("10.255.0.1"), "private");
  EXPECT_EQ(kind("172.31.255.255"), "private");
  EXPECT_EQ(kind("172.32.0.0"), "public");
  EXPECT_EQ(kind("192.168.0.1"), "private");
  EXPECT_EQ(kind("169.254.169.254"), "link-local");
  EXPECT_EQ(kind("100.64.0.1"), "shared");
  EXPECT_EQ(kind("100.128.0.1"), "public");
  EXPECT_EQ(kind("224.0.0.1"), "multicast");
  EXPECT_EQ(kind("255.255.255.255"), "reserved");
  EXPECT_EQ(kind("198.19.0.1"), "reserved");
  EXPECT_EQ(kind("203.0.113.9"), "reserved");
}

TEST(Address, ClassOfIpv6) {
  EXPECT_EQ(kind("2606:4700::6810:1"), "public");
  EXPECT_EQ(kind("::"), "unspecified");
  EXPECT_EQ(kind("::1"), "loopback");
  EXPECT_EQ(kind("fd00::1"), "private");
  EXPECT_EQ(kind("fec0::1"), "private");
  EXPECT_EQ(kind("fe80::1"), "link-local");
  EXPECT_EQ(kind("ff02::1"), "multicast");
  EXPECT_EQ(kind("2001:db8::1"), "reserved");
  EXPECT_EQ(kind("2001::1"), "reserved");
  EXPECT_EQ(kind("3fff::1"), "reserved");
  EXPECT_EQ(kind("100::1"), "reserved");
  EXPECT_EQ(kind("64:ff9b:1::1"), "private");
  EXPECT_EQ(kind("4000::1"), "reserved");
}

TEST(Address, InsideAnotherIsJudgedAsItself) {
  EXPECT_EQ(kind("::ffff:127.0.0.1"), "loopback");
  EXPECT_EQ(kind("::ffff:93.184.216.34"), "public");
  EXPECT_EQ(kind("64:ff9b::10.0.0.1"), "private");
  EXPECT_EQ(kind("2002:7f00:1::"), "loopback");
  EXPECT_EQ(kind("2002:5db8:d822::1"), "public");
  EXPECT_EQ(kind("::10.0.0.1"), "private");
  EXPECT_EQ(kind("::169.254.169.254"), "link-local");
}

TEST(Address, OfLoopbackIsNoMatterOfHowANameBegins) {
  for (const char* host : {"localhost", "127.0.0.1", "127.9.8.7", "::1", "[::1]"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
  for (const char* host : {"127.example.org", "0.0.0.0", "[::]", "10.0.0.1", "", "localhost.org"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

TEST(Cidr, ContainsItsRange) {
  const auto range = *Cidr::parse("10.20.0.0/14");

  EXPECT_EQ(range.text(), "10.20.0.0/14");
  EXPECT_TRUE(range.contains(address_of("10.20.0.0")));
  EXPECT_TRUE(range.contains(address_of("10.23.255.255")));
  EXPECT_FALSE(range.contains(address_of("10.24.0.0")));
  EXPECT_FALSE(range.contains(address_of("::ffff:10.20.0.0")));
  EXPECT_TRUE(Cidr::parse("0.0.0.0/0")->contains(address_of("8.8.8.8")));
  EXPECT_TRUE(Cidr::parse("fd00::/8")->contains(address_of("fdff::1")));
  EXPECT_TRUE(Cidr::parse("::1")->contains(address_of("::1")));
  EXPECT_EQ(Cidr::parse("127.0.0.1/8")->text(), "127.0.0.0/8");
}

TEST(Cidr, IsRefusedIfItIsNone) {
  for (const auto* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                           "::/129", "10/8", "10.0.0.0/8/8"}) {
    EXPECT_FALSE(Cidr::parse(text).ok()) << text;
  }
}

TEST(AddressPolicy, OpensNothingButThePublic) {
  const AddressPolicy policy;

  EXPECT_TRUE(policy.check(address_of("93.184.216.34")).ok());
  const auto refused = policy.check(address_of("127.0.0.1"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_NE(refused.fault().what.find("loopback"), std::string::npos);
  EXPECT_NE(refused.fault().remedy.find("--allow-address 127.0.0.1/32"), std::string::npos);
}

TEST(AddressPolicy, OpensWhatIsNamed) {
  const AddressPolicy policy{{*Cidr::parse("127.0.0.0/8")}};

  EXPECT_TRUE(policy.check(address_of("127.0.0.1")).ok());
  EXPECT_TRUE(policy.check(address_of("::ffff:127.0.0.1")).ok());
  EXPECT_FALSE(policy.check(address_of("::1")).ok());
  EXPECT_FALSE(policy.check(address_of("10.0.0.1")).ok());
}

}  // namespace
}  // namespace broadsheet::url
