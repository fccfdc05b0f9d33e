// SPDX-License-Identifier: Apache-2.0
// "com,example)/news" is below the host key "com,example": a host ends at ")", or at ":" before its
// port; hosts below it go on with ",".
#include "archive/scope.h"

#include "url/canonical.h"

namespace broadsheet::archive {

UrlScope UrlScope::of_url(std::string_view url_key) { return {Kind::kUrl, std::string(url_key)}; }

UrlScope UrlScope::below(std::string_view url_key_prefix) {
  return {Kind::kPrefix, std::string(url_key_prefix)};
}

UrlScope UrlScope::on_host(std::string_view host, bool subdomains) {
  std::string key = url::host_key(host);
  key.pop_back();
  return {subdomains ? Kind::kDomain : Kind::kHost, std::move(key)};
}

bool UrlScope::holds(std::string_view url_key) const {
  switch (kind_) {
    case Kind::kAll:
      return true;
    case Kind::kUrl:
      return url_key == text_;
    case Kind::kPrefix:
      return url_key.starts_with(text_);
    case Kind::kHost:
    case Kind::kDomain:
      break;
  }
  if (!url_key.starts_with(text_) || url_key.size() == text_.size()) return false;
  const char next = url_key[text_.size()];
  return next == ')' || next == ':' || (kind_ == Kind::kDomain && next == ',');
}

std::string_view UrlScope::url_key() const {
  return kind_ == Kind::kUrl ? std::string_view(text_) : std::string_view();
}

std::optional<std::string> UrlScope::site() const {
  if (kind_ == Kind::kAll) return std::nullopt;
  const std::string key = kind_ == Kind::kHost || kind_ == Kind::kDomain ? text_ + ")" : text_;
  std::string site = site_of_key(key);
  // Below a public suffix lie many sites.
  if (kind_ == Kind::kDomain && site_of_key(text_ + ",x)") != site) return std::nullopt;
  return site;
}

std::string site_of_key(std::string_view url_key) {
  const auto url = url::from_url_key(std::string(url_key.substr(0, url_key.find(')'))) + ")/");
  return url ? url::site(*url) : std::string();
}

}  // namespace broadsheet::archive
