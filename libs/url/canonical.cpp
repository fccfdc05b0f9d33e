// SPDX-License-Identifier: Apache-2.0
// The same page under its plainest name.
#include "url/canonical.h"

#include <string>
#include <string_view>
#include <utility>

#include "core/encode.h"
#include "core/strings.h"
#include "url/encoding.h"
#include "url/parser.h"

namespace broadsheet::url {

namespace {

constexpr std::string_view kSessionInPath = "jsessionid=";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// True if one more hexadecimal digit at the end of `out` would finish an escape that the server
// never saw: "%4" and then a decoded "1".
bool would_forge_escape(std::string_view out, char next) {
  if (hex_value(next) < 0) return false;
  if (out.ends_with('%')) return true;
  return out.size() >= 2 && out[out.size() - 2] == '%' && hex_value(out.back()) >= 0;
}

// RFC 3986 §6.2.2.1 and §6.2.2.2: digits of escapes in upper case, no escapes of unreserved bytes.
std::string normalise_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    const auto byte = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    if (is_unreserved(byte) && !would_forge_escape(out, byte)) {
      out += byte;
    } else {
      percent_encode({&byte, 1}, kEverySet, out);
    }
    i += 2;
  }
  return out;
}

std::string without_tracking(std::string_view query) {
  std::string out;
  bool first = true;
  for (const auto parameter : split(query, '&')) {
    const auto name = parameter.substr(0, parameter.find('='));
    if (is_tracking_parameter(name)) continue;
    if (!first) out += '&';
    out += parameter;
    first = false;
  }
  return out;
}

// "/a;jsessionid=0A1B/b" names the same page as "/a/b".
std::string without_session(std::string_view path) {
  std::string out;
  for (auto segment : split(path.substr(1), '/')) {
    std::string kept;
    for (const auto parameter : split(segment, ';')) {
      const bool first = parameter.data() == segment.data();
      if (!first && istarts_with(parameter, kSessionInPath)) continue;
      if (!first) kept += ';';
      kept += parameter;
    }
    out += '/';
    // "..;jsessionid=1" is no dot segment and must not become one.
    out += kept == "." || kept == ".." ? segment : kept;
  }
  return out;
}

// The root's dot says nothing: "example.com." is "example.com".
void drop_root_dot(std::string& host) {
  if (host.size() > 1 && host.ends_with('.') && host[host.size() - 2] != '.') host.pop_back();
}

}  // namespace

Url canonical(const Url& url) {
  if (!url.is_http()) return url.bare();
  auto parts = UrlParser::take_apart(url);
  parts.username.clear();
  parts.password.clear();
  parts.fragment.reset();
  drop_root_dot(*parts.host);
  parts.path = without_session(normalise_escapes(parts.path));
  if (parts.query) {
    auto query = without_tracking(normalise_escapes(*parts.query));
    if (query.empty()) {
      parts.query.reset();
    } else {
      parts.query = std::move(query);
    }
  }
  return UrlParser::assemble(parts);
}

}  // namespace broadsheet::url
