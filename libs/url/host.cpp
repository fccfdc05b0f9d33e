// SPDX-License-Identifier: Apache-2.0
// The URL Standard's host parser (§3.5).
#include "url/host.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <vector>

#include "core/encode.h"
#include "core/strings.h"
#include "url/encoding.h"
#include "url/idna.h"

namespace broadsheet::url {

namespace {

constexpr std::string_view kForbiddenHost("\0\t\n\r #/:<>?@[\\]^|", 17);
constexpr std::uint64_t kNumberMax = std::uint64_t{1} << 40;  // beyond any address: only "too big"

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_forbidden_in_domain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x1F || byte == 0x7F || c == '%' || kForbiddenHost.find(c) != std::string::npos;
}

// §3.5 "IPv4 number parser"; none if it is no number. Saturates.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t base = 10;
  if (istarts_with(text, "0x")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<std::uint64_t>(digit) >= base) return std::nullopt;
    value = std::min(value * base + static_cast<std::uint64_t>(digit), kNumberMax);
  }
  return value;
}

std::vector<std::string_view> labels_of(std::string_view host) {
  auto labels = split(host, '.');
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  return labels;
}

// §3.5 "ends in a number checker".
bool ends_in_a_number(std::string_view host) {
  const auto labels = labels_of(host);
  if (labels.empty() || labels.back().empty()) return false;
  const auto last = labels.back();
  return std::all_of(last.begin(), last.end(), is_digit) || parse_ipv4_number(last).has_value();
}

Result<std::string> parse_ipv4(std::string_view host) {
  const auto parts = labels_of(host);
  if (parts.size() > 4) return bad_input("the IPv4 address has more than four parts");
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_ipv4_number(parts[i]);
    if (!number) return bad_input("a part of the IPv4 address is no number");
    const bool last = i + 1 == parts.size();
    const auto limit = last ? std::uint64_t{1} << (8 * (5 - parts.size())) : 256;
    if (*number >= limit) return bad_input("a part of the IPv4 address is too big");
    address += last ? *number : *number << (8 * (3 - i));
  }
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string((address >> shift) & 255);
    if (shift > 0) text += '.';
  }
  return text;
}

// The dotted tail of an IPv6 address: exactly four decimal numbers without leading zeros.
std::optional<std::array<std::uint16_t, 2>> parse_dotted_tail(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const auto part : parts) {
    if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit)) {
      return std::nullopt;
    }
    if (part.size() > 1 && part[0] == '0') return std::nullopt;
    unsigned number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    if (number > 255) return std::nullopt;
    value = value << 8 | number;
  }
  return std::array{static_cast<std::uint16_t>(value >> 16),
                    static_cast<std::uint16_t>(value & 0xFFFF)};
}

// Colon-separated pieces of one side of "::"; at most `room` are taken. False: no address.
bool parse_pieces(std::string_view text, bool dotted_tail, std::vector<std::uint16_t>& pieces) {
  if (text.empty()) return true;
  const auto parts = split(text, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto part = parts[i];
    if (dotted_tail && i + 1 == parts.size() && part.find('.') != std::string_view::npos) {
      const auto tail = parse_dotted_tail(part);
      if (!tail) return false;
      pieces.insert(pieces.end(), tail->begin(), tail->end());
      continue;
    }
    if (part.empty() || part.size() > 4) return false;
    std::uint16_t value = 0;
    for (const char c : part) {
      const int digit = hex_value(c);
      if (digit < 0) return false;
      value = static_cast<std::uint16_t>(value << 4 | digit);
    }
    pieces.push_back(value);
    if (pieces.size() > 8) return false;
  }
  return pieces.size() <= 8;
}

}  // namespace

std::optional<std::array<std::uint16_t, 8>> parse_ipv6(std::string_view input) {
  constexpr std::size_t kTextMax = 45;  // "ffff:" six times and "255.255.255.255"
  if (input.size() > kTextMax) return std::nullopt;
  const auto gap = input.find("::");
  std::vector<std::uint16_t> head;
  std::vector<std::uint16_t> tail;
  std::array<std::uint16_t, 8> pieces{};
  if (gap == std::string_view::npos) {
    if (!parse_pieces(input, true, head) || head.size() != 8) return std::nullopt;
    std::copy(head.begin(), head.end(), pieces.begin());
    return pieces;
  }
  if (!parse_pieces(input.substr(0, gap), false, head)) return std::nullopt;
  const auto after = input.substr(gap + 2);
  if (!after.empty() && after[0] == ':') return std::nullopt;
  if (!parse_pieces(after, true, tail) || head.size() + tail.size() > 7) return std::nullopt;
  std::copy(head.begin(), head.end(), pieces.begin());
  std::copy(tail.rbegin(), tail.rend(), pieces.rbegin());
  return pieces;
}

std::string ipv6_text(const std::array<std::uint16_t, 8>& pieces) {
  // The first of the longest runs of at least two zeros becomes "::" (RFC 5952 §4.2).
  std::size_t gap = 8;
  std::size_t gap_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && pieces[i + length] == 0) ++length;
    if (length > gap_length) {
      gap = i;
      gap_length = length;
    }
    i += length;
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      text += i == 0 ? "::" : ":";
      i += gap_length - 1;
      continue;
    }
    std::array<char, 4> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), pieces[i], 16);
    text.append(digits.data(), end.ptr);
    if (i < 7) text += ':';
  }
  return text;
}

Result<std::string> parse_host(std::string_view input, bool opaque) {
  if (!input.empty() && input[0] == '[') {
    if (input.back() != ']') return bad_input("the IPv6 address has no closing bracket");
    const auto pieces = parse_ipv6(input.substr(1, input.size() - 2));
    if (!pieces) return bad_input("the host in brackets is no IPv6 address");
    return "[" + ipv6_text(*pieces) + "]";
  }
  if (opaque) {
    if (input.find_first_of(kForbiddenHost) != std::string_view::npos) {
      return bad_input("the host holds a character that no host may hold");
    }
    std::string host;
    percent_encode(input, kC0ControlSet, host);
    return host;
  }
  auto decoded = std::string(input);
  if (input.find('%') != std::string_view::npos) decoded = repair_utf8(percent_decode(input));
  const auto ascii = domain_to_ascii(decoded);
  if (!ascii) return bad_input("the host is no valid domain name");
  if (ascii->empty()) return bad_input("the host is empty");
  if (std::any_of(ascii->begin(), ascii->end(), is_forbidden_in_domain)) {
    return bad_input("the host holds a character that no domain may hold");
  }
  if (ends_in_a_number(*ascii)) return parse_ipv4(*ascii);
  return *ascii;
}

}  // namespace broadsheet::url
