// SPDX-License-Identifier: Apache-2.0
// IP addresses: what they are, and which of them a crawler may dial.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace broadsheet::url {

// IPv4 or IPv6. IPv4 sits in the first four bytes.
struct Address {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Address&) const = default;
  // Dotted decimal or RFC 4291/5952 text; nothing else ("127.1" is no address here).
  static Result<Address> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
};

// The special-purpose registries of IANA (RFC 6890 and what came after).
enum class AddressClass {
  kPublic,
  kUnspecified,
  kLoopback,
  kPrivate,  // RFC 1918, fc00::/7, fec0::/10
  kLinkLocal,
  kShared,  // 100.64.0.0/10
  kMulticast,
  kReserved,  // documentation, benchmarking, future use, broadcast, discard-only
};

std::string_view to_string(AddressClass kind);

// An IPv4 address inside IPv6 (mapped ::ffff:0:0/96, NAT64 64:ff9b::/96, 6to4 2002::/16, compatible
// ::/96) is judged as the IPv4 address.
AddressClass classify(const Address& address);

// True for "localhost" and for loopback addresses, IPv6 with or without brackets; "127.example.org"
// is a name like any other.
bool is_loopback_host(std::string_view host);

// "10.0.0.0/8", "::1/128", or a bare address.
class Cidr {
 public:
  static Result<Cidr> parse(std::string_view text);
  [[nodiscard]] bool contains(const Address& address) const;
  [[nodiscard]] std::string text() const;

 private:
  Address network_;
  int bits_ = 0;
};

// Which addresses may be dialled: public ones, and the ranges that were opened by name.
struct AddressPolicy {
  std::vector<Cidr> allowed = {};

  // OK, or kBadInput that names the class of the address and the way to open it.
  [[nodiscard]] Result<void> check(const Address& address) const;
};

}  // namespace broadsheet::url
