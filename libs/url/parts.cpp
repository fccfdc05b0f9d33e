// SPDX-License-Identifier: Apache-2.0
// A URL's parts and the URL Standard's serialiser (§4.5).
#include <cstdint>
#include <string>

#include "url/parser.h"

namespace broadsheet::url {

bool is_special_scheme(std::string_view scheme) {
  return scheme == "https" || scheme == "http" || scheme == "file" || scheme == "ftp" ||
         scheme == "ws" || scheme == "wss";
}

int default_port(std::string_view scheme) {
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "http" || scheme == "ws") return 80;
  return scheme == "ftp" ? 21 : -1;
}

Parts UrlParser::take_apart(const Url& url) {
  Parts parts;
  parts.scheme = url.scheme();
  parts.username = url.username();
  parts.password = url.password();
  if (url.username_end_ >= url.scheme_end_ + 3) parts.host = std::string(url.host());
  parts.port = url.port_;
  parts.path = url.path();
  parts.opaque = !parts.host && !url.path().starts_with('/');
  if (url.has_query()) parts.query = std::string(url.query());
  if (url.has_fragment()) parts.fragment = std::string(url.fragment());
  return parts;
}

// Offsets are taken as the text grows.
Url UrlParser::assemble(const Parts& parts) {
  Url url;
  auto& href = url.href_;
  const auto here = [&href] { return static_cast<std::uint32_t>(href.size()); };
  href.reserve(parts.scheme.size() + parts.path.size() + 64);
  href = parts.scheme;
  url.scheme_end_ = here();
  href += ':';
  if (parts.host) {
    href += "//";
    href += parts.username;
    url.username_end_ = here();
    if (!parts.password.empty()) href += ":" + parts.password;
    if (!parts.username.empty() || !parts.password.empty()) href += '@';
    url.host_start_ = here();
    href += *parts.host;
    url.host_end_ = here();
    if (parts.port >= 0) href += ":" + std::to_string(parts.port);
  } else {
    url.username_end_ = url.host_start_ = url.host_end_ = here();
    // Without this, the path would read as an authority.
    if (!parts.opaque && parts.path.starts_with("//")) href += "/.";
  }
  url.port_ = parts.port;
  url.path_start_ = here();
  href += parts.path;
  url.query_start_ = Url::kNone;
  if (parts.query) {
    url.query_start_ = here();
    href += "?" + *parts.query;
  }
  url.fragment_start_ = Url::kNone;
  if (parts.fragment) {
    url.fragment_start_ = here();
    href += "#" + *parts.fragment;
  }
  return url;
}

}  // namespace broadsheet::url
