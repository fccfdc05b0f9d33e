// SPDX-License-Identifier: Apache-2.0
// URL keys: the Sort-friendly URI Reordering Transform, both ways.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/strings.h"
#include "url/canonical.h"
#include "url/encoding.h"
#include "url/parser.h"

namespace broadsheet::url {

namespace {

// A host may hold what a key's grammar uses; escaped, since no host holds '%'.
constexpr std::string_view kGrammar = "(),:";
// A URL without a host of the web: "(" and the URL itself. No key of a host begins so.
constexpr char kOther = '(';

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The URL Standard leaves a host that ends in a number only as an IPv4 address.
bool is_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  const auto last = host.substr(host.rfind('.') + 1);
  return !last.empty() && std::all_of(last.begin(), last.end(), is_digit);
}

// "www." and "www2." go, as often as they stand there, while a name with a dot is left.
std::string_view without_www(std::string_view host) {
  for (;;) {
    if (!host.starts_with("www")) return host;
    std::size_t dot = 3;
    while (dot < host.size() && is_digit(host[dot])) ++dot;
    if (dot >= host.size() || host[dot] != '.') return host;
    const auto rest = host.substr(dot + 1);
    if (rest.find('.') == std::string_view::npos) return host;
    host = rest;
  }
}

ByteSet grammar_set() {
  ByteSet set{};
  for (const char c : kGrammar) set[static_cast<unsigned char>(c)] = true;
  return set;
}

std::string reversed(std::string_view host) {
  if (is_address(host)) return std::string(host);
  std::string escaped;
  percent_encode(without_www(host), grammar_set(), escaped);
  auto labels = split(escaped, '.');
  std::reverse(labels.begin(), labels.end());
  return join({labels.begin(), labels.end()}, ",");
}

// A host from "com,example,news" or an address.
std::string restored(std::string_view key) {
  if (key.starts_with('[') || key.find('.') != std::string_view::npos) return std::string(key);
  auto labels = split(key, ',');
  std::reverse(labels.begin(), labels.end());
  std::vector<std::string> parts;
  parts.reserve(labels.size());
  for (const auto label : labels) parts.push_back(percent_decode(label));
  return join(parts, ".");
}

}  // namespace

std::string url_key(const Url& url) {
  const auto plain = canonical(url);
  if (!plain.is_http()) return kOther + plain.href();
  auto key = reversed(plain.host());
  if (plain.has_explicit_port()) key += ":" + std::to_string(plain.port());
  return key + ")" + plain.request_target();
}

Result<Url> from_url_key(std::string_view key) {
  if (key.starts_with(kOther)) return Url::parse(key.substr(1));
  const auto end = key.find(")/");
  if (end == std::string_view::npos || end == 0) {
    return bad_input("no URL key", std::string(key.substr(0, 120)),
                     "a key looks like com,example,news)/path");
  }
  auto host = key.substr(0, end);
  std::string_view port;
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos && !host.ends_with(']')) {
    port = host.substr(colon);
    host = host.substr(0, colon);
  }
  // The default port of https is a port to be named only under http.
  auto text = std::string(port == ":443" ? "http://" : "https://");
  text += restored(host);
  text += port;
  text += key.substr(end + 1);
  return Url::parse(text);
}

std::string host_key(std::string_view host) {
  const auto url = Url::parse("http://" + std::string(host) + "/");
  if (!url) return reversed(ascii_lower(host)) + ")";
  return reversed(canonical(*url).host()) + ")";
}

}  // namespace broadsheet::url
