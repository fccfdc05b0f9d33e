// SPDX-License-Identifier: Apache-2.0
// A Url's accessors and its simple relatives.
#include "url/url.h"

#include <algorithm>
#include <string>
#include <utility>

#include "url/encoding.h"
#include "url/parser.h"

namespace broadsheet::url {

Result<Url> Url::parse(std::string_view input, const Url* base) {
  return UrlParser::parse(input, base);
}

std::string_view Url::scheme() const { return std::string_view(href_).substr(0, scheme_end_); }

std::string_view Url::username() const {
  const auto start = scheme_end_ + 3;
  if (username_end_ < start) return {};
  return std::string_view(href_).substr(start, username_end_ - start);
}

std::string_view Url::password() const {
  // Between ':' and '@', if both are there.
  if (host_start_ < username_end_ + 2) return {};
  return std::string_view(href_).substr(username_end_ + 1, host_start_ - username_end_ - 2);
}

std::string_view Url::host() const {
  return std::string_view(href_).substr(host_start_, host_end_ - host_start_);
}

std::uint16_t Url::port() const {
  const int port = port_ >= 0 ? port_ : default_port(scheme());
  return static_cast<std::uint16_t>(std::max(port, 0));
}

bool Url::has_explicit_port() const { return port_ >= 0; }

std::string_view Url::path() const {
  const auto end =
      std::min({std::size_t{query_start_}, std::size_t{fragment_start_}, href_.size()});
  return std::string_view(href_).substr(path_start_, end - path_start_);
}

std::string_view Url::query() const {
  if (!has_query()) return {};
  const auto end = std::min(std::size_t{fragment_start_}, href_.size());
  return std::string_view(href_).substr(query_start_ + 1, end - query_start_ - 1);
}

bool Url::has_query() const { return query_start_ != kNone; }

std::string_view Url::fragment() const {
  return has_fragment() ? std::string_view(href_).substr(fragment_start_ + 1) : std::string_view();
}

bool Url::has_fragment() const { return fragment_start_ != kNone; }

bool Url::is_http() const { return scheme() == "https" || scheme() == "http"; }

std::string Url::origin() const {
  if (!is_http()) return "null";
  auto text = std::string(scheme()) + "://" + std::string(host());
  if (port_ >= 0) text += ":" + std::to_string(port_);
  return text;
}

std::string Url::request_target() const {
  const auto end = std::min(std::size_t{fragment_start_}, href_.size());
  return href_.substr(path_start_, end - path_start_);
}

Url Url::bare() const {
  auto parts = UrlParser::take_apart(*this);
  parts.username.clear();
  parts.password.clear();
  parts.fragment.reset();
  return UrlParser::assemble(parts);
}

}  // namespace broadsheet::url
