// SPDX-License-Identifier: Apache-2.0
// A Url is absolute and valid by the WHATWG URL Standard; nothing else can be made.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet::url {

// A value, cheap to move; accessors view into it and live as long as it.
class Url {
 public:
  // The standard's basic parser: `input` may be relative if there is a `base`. At most 64 KiB;
  // kBadInput says which part is wrong.
  static Result<Url> parse(std::string_view input, const Url* base = nullptr);

  [[nodiscard]] const std::string& href() const { return href_; }  // serialised, whole
  [[nodiscard]] std::string_view scheme() const;                   // "https", without the colon
  [[nodiscard]] std::string_view username() const;
  [[nodiscard]] std::string_view password() const;
  [[nodiscard]] std::string_view host() const;      // ASCII, lower case; IPv6 in brackets
  [[nodiscard]] std::uint16_t port() const;         // the effective one: 443 for https; 0 if none
  [[nodiscard]] bool has_explicit_port() const;     // a port that is not the scheme's default
  [[nodiscard]] std::string_view path() const;      // begins with '/' for http(s)
  [[nodiscard]] std::string_view query() const;     // without '?'
  [[nodiscard]] bool has_query() const;             // "?" alone counts
  [[nodiscard]] std::string_view fragment() const;  // without '#'
  [[nodiscard]] bool has_fragment() const;

  [[nodiscard]] bool is_http() const;  // http or https
  // "https://host[:port]", the origin of http(s) URLs as the standard serialises it.
  [[nodiscard]] std::string origin() const;
  // Path and query: what goes on an HTTP request line and what robots rules match.
  [[nodiscard]] std::string request_target() const;

  // The same without fragment, user name and password.
  [[nodiscard]] Url bare() const;

  auto operator<=>(const Url& other) const { return href_ <=> other.href_; }
  bool operator==(const Url& other) const { return href_ == other.href_; }

 private:
  Url() = default;
  friend struct UrlParser;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::string href_;
  std::uint32_t scheme_end_ = 0;    // at ':'
  std::uint32_t username_end_ = 0;  // offsets into href_, as the standard lays it out
  std::uint32_t host_start_ = 0;
  std::uint32_t host_end_ = 0;
  std::uint32_t path_start_ = 0;
  std::uint32_t query_start_ = 0;     // at '?', or kNone
  std::uint32_t fragment_start_ = 0;  // at '#', or kNone
  std::int32_t port_ = -1;
};

}  // namespace broadsheet::url

template <>
struct std::hash<broadsheet::url::Url> {
  std::size_t operator()(const broadsheet::url::Url& url) const noexcept {
    return std::hash<std::string>{}(url.href());
  }
};
