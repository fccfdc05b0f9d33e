// SPDX-License-Identifier: Apache-2.0
// IP addresses by the special-purpose registries of IANA.
#include "url/address.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

#include "core/strings.h"
#include "url/host.h"

namespace broadsheet::url {

namespace {

// A row of a registry: the bits that count, and what is behind them.
struct Range {
  std::array<std::uint8_t, 16> network;
  int bits;
  AddressClass kind;
};

using enum AddressClass;

// https://www.iana.org/assignments/iana-ipv4-special-registry, and the multicast and future blocks.
constexpr Range kRanges4[] = {
    {{0}, 8, kUnspecified},           // "this network", RFC 791
    {{10}, 8, kPrivate},              // RFC 1918
    {{100, 64}, 10, kShared},         // RFC 6598
    {{127}, 8, kLoopback},            // RFC 1122
    {{169, 254}, 16, kLinkLocal},     // RFC 3927
    {{172, 16}, 12, kPrivate},        // RFC 1918
    {{192, 0, 0}, 24, kReserved},     // IETF protocols, RFC 6890
    {{192, 0, 2}, 24, kReserved},     // documentation, RFC 5737
    {{192, 88, 99}, 24, kReserved},   // former 6to4 relays, RFC 7526
    {{192, 168}, 16, kPrivate},       // RFC 1918
    {{198, 18}, 15, kReserved},       // benchmarks, RFC 2544
    {{198, 51, 100}, 24, kReserved},  // documentation
    {{203, 0, 113}, 24, kReserved},   // documentation
    {{224}, 4, kMulticast},           // RFC 5771
    {{240}, 4, kReserved},            // future use and broadcast, RFC 1112
};

// https://www.iana.org/assignments/iana-ipv6-special-registry. What embeds an IPv4 address is not
// here.
constexpr Range kRanges6[] = {
    {{0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01}, 48, kPrivate},  // local NAT64, RFC 8215
    {{0x01}, 64, kReserved},                               // discard-only, RFC 6666
    {{0x20, 0x01}, 23, kReserved},                         // IETF protocols, Teredo: RFC 2928
    {{0x20, 0x01, 0x0D, 0xB8}, 32, kReserved},             // documentation, RFC 3849
    {{0x3F, 0xFF}, 20, kReserved},                         // documentation, RFC 9637
    {{0x20}, 3, kPublic},                                  // global unicast, RFC 4291
    {{0xFC}, 7, kPrivate},                                 // unique local, RFC 4193
    {{0xFE, 0x80}, 10, kLinkLocal},                        // RFC 4291
    {{0xFE, 0xC0}, 10, kPrivate},                          // site-local, RFC 3879
    {{0xFF}, 8, kMulticast},                               // RFC 4291
};

bool same_prefix(const std::array<std::uint8_t, 16>& a, const std::array<std::uint8_t, 16>& b,
                 int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  const int rest = bits % 8;
  return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

Address ipv4_at(const Address& address, std::size_t offset) {
  Address inner;
  std::copy_n(address.bytes.begin() + static_cast<std::ptrdiff_t>(offset), 4, inner.bytes.begin());
  return inner;
}

bool is_zero(const Address& address, std::size_t from, std::size_t to) {
  return std::all_of(address.bytes.begin() + static_cast<std::ptrdiff_t>(from),
                     address.bytes.begin() + static_cast<std::ptrdiff_t>(to),
                     [](std::uint8_t byte) { return byte == 0; });
}

// The IPv4 address that an IPv6 address leads to.
std::optional<Address> embedded_ipv4(const Address& address) {
  if (!address.v6) return std::nullopt;
  const auto& bytes = address.bytes;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return ipv4_at(address, 2);  // 6to4, RFC 3056
  const bool nat64 = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B &&
                     is_zero(address, 4, 12);
  if (nat64) return ipv4_at(address, 12);  // RFC 6052
  if (!is_zero(address, 0, 10)) return std::nullopt;
  const bool mapped = bytes[10] == 0xFF && bytes[11] == 0xFF;
  const bool compatible = is_zero(address, 10, 12) && !is_zero(address, 12, 15);
  const bool tiny = is_zero(address, 10, 15);  // "::" and "::1" speak for themselves
  if (mapped || (compatible && !tiny)) return ipv4_at(address, 12);
  return std::nullopt;
}

template <std::size_t N>
AddressClass look_up(const Range (&ranges)[N], const Address& address, AddressClass otherwise) {
  for (const auto& range : ranges) {
    if (same_prefix(range.network, address.bytes, range.bits)) return range.kind;
  }
  return otherwise;
}

std::optional<Address> parse_ipv4_text(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  Address address;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto part = parts[i];
    unsigned number = 0;
    const auto end = part.data() + part.size();
    const auto read = std::from_chars(part.data(), end, number);
    if (part.empty() || part.size() > 3 || read.ec != std::errc() || read.ptr != end) {
      return std::nullopt;
    }
    if (number > 255 || (part.size() > 1 && part[0] == '0')) return std::nullopt;
    address.bytes[i] = static_cast<std::uint8_t>(number);
  }
  return address;
}

std::string ipv4_text(const Address& address, std::size_t offset) {
  std::string text;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) text += '.';
    text += std::to_string(address.bytes[offset + i]);
  }
  return text;
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
  if (const auto address = parse_ipv4_text(text)) return *address;
  const auto pieces = parse_ipv6(text);
  if (!pieces) return bad_input("no IP address", std::string(text.substr(0, 64)));
  Address address;
  address.v6 = true;
  for (std::size_t i = 0; i < 8; ++i) {
    address.bytes[2 * i] = static_cast<std::uint8_t>((*pieces)[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<std::uint8_t>((*pieces)[i] & 0xFF);
  }
  return address;
}

std::string Address::text() const {
  if (!v6) return ipv4_text(*this, 0);
  // RFC 5952 §5: a mapped address shows the IPv4 address.
  if (is_zero(*this, 0, 10) && bytes[10] == 0xFF && bytes[11] == 0xFF) {
    return "::ffff:" + ipv4_text(*this, 12);
  }
  std::array<std::uint16_t, 8> pieces{};
  for (std::size_t i = 0; i < 8; ++i) {
    pieces[i] = static_cast<std::uint16_t>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  }
  return ipv6_text(pieces);
}

std::string_view to_string(AddressClass kind) {
  switch (kind) {
    case kPublic:
      return "public";
    case kUnspecified:
      return "unspecified";
    case kLoopback:
      return "loopback";
    case kPrivate:
      return "private";
    case kLinkLocal:
      return "link-local";
    case kShared:
      return "shared";
    case kMulticast:
      return "multicast";
    case kReserved:
      return "reserved";
  }
  return "reserved";
}

AddressClass classify(const Address& address) {
  if (const auto inner = embedded_ipv4(address)) return classify(*inner);
  if (!address.v6) return look_up(kRanges4, address, kPublic);
  if (is_zero(address, 0, 16)) return kUnspecified;
  if (is_zero(address, 0, 15) && address.bytes[15] == 1) return kLoopback;
  // What no registry gives to the public is not public.
  return look_up(kRanges6, address, kReserved);
}

Result<Cidr> Cidr::parse(std::string_view text) {
  const auto slash = text.find('/');
  TRY_LET(address, Address::parse(text.substr(0, slash)));
  const int bits_max = address.v6 ? 128 : 32;
  Cidr cidr;
  cidr.bits_ = bits_max;
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, cidr.bits_);
    const bool is_number = !digits.empty() && read.ec == std::errc() && read.ptr == end;
    if (!is_number || digits[0] == '-' || cidr.bits_ > bits_max) {
      return bad_input("no length of a network prefix", std::string(text.substr(0, 64)),
                       "write it as in 10.0.0.0/8");
    }
  }
  cidr.network_ = address;
  for (std::size_t i = 0; i < cidr.network_.bytes.size(); ++i) {
    const int keep = std::clamp(cidr.bits_ - static_cast<int>(8 * i), 0, 8);
    cidr.network_.bytes[i] &= static_cast<std::uint8_t>(0xFF00 >> keep);
  }
  return cidr;
}

bool Cidr::contains(const Address& address) const {
  return address.v6 == network_.v6 && same_prefix(network_.bytes, address.bytes, bits_);
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost") return true;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto address = Address::parse(host);
  return address && classify(*address) == kLoopback;
}

std::string Cidr::text() const { return network_.text() + "/" + std::to_string(bits_); }

Result<void> AddressPolicy::check(const Address& address) const {
  const auto kind = classify(address);
  if (kind == kPublic) return {};
  const auto inner = embedded_ipv4(address);
  for (const auto& range : allowed) {
    if (range.contains(address) || (inner && range.contains(*inner))) return {};
  }
  const auto text = address.text();
  return bad_input(
      "the address is " + std::string(to_string(kind)) + " and not open to the crawler", text,
      "open it by name: --allow-address " + text + (address.v6 ? "/128" : "/32"));
}

}  // namespace broadsheet::url
