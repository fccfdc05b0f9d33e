// SPDX-License-Identifier: Apache-2.0
// Which URLs a reader means, decided on URL keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::archive {

class UrlScope {
 public:
  // Every URL.
  UrlScope() = default;
  // This URL, as url::url_key gives it.
  static UrlScope of_url(std::string_view url_key);
  // URLs whose keys begin so; `url_key_prefix` holds the whole host.
  static UrlScope below(std::string_view url_key_prefix);
  // On this host, whatever the port; with `subdomains`, also on those below it.
  static UrlScope on_host(std::string_view host, bool subdomains);

  [[nodiscard]] bool holds(std::string_view url_key) const;
  // The one URL that is meant; empty if it may be several.
  [[nodiscard]] std::string_view url_key() const;
  // The site (url::site) that all of them belong to; none if there may be several.
  [[nodiscard]] std::optional<std::string> site() const;

 private:
  enum class Kind { kAll, kUrl, kPrefix, kHost, kDomain };
  UrlScope(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {}

  Kind kind_ = Kind::kAll;
  std::string text_ = {};  // a URL key, the beginning of one, or a host's without the ")"
};

// The site of a URL's host, of any URL key or prefix that holds the whole host.
std::string site_of_key(std::string_view url_key);

}  // namespace broadsheet::archive
