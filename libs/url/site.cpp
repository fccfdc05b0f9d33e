// SPDX-License-Identifier: Apache-2.0
// The unit of politeness, by the Public Suffix List.
#include <libpsl.h>

#include <string>
#include <string_view>

#include "core/strings.h"
#include "url/canonical.h"

namespace broadsheet::url {

namespace {

// The list that libpsl was built with: no disk, the same answer for the life of the process.
// Libraries built without one have the file of the system.
const psl_ctx_t* suffixes() {
  static const psl_ctx_t* const list = [] {
    const auto* builtin = psl_builtin();
    return builtin != nullptr ? builtin : psl_latest(nullptr);
  }();
  return list;
}

bool is_public_suffix(const std::string& domain) {
  const auto* list = suffixes();
  // Without a list, the last label is the suffix: too much in one site is polite, too little is
  // not.
  if (list == nullptr) return domain.find('.') == std::string::npos;
  return psl_is_public_suffix2(list, domain.c_str(), PSL_TYPE_ICANN) != 0;
}

bool is_address(std::string_view host) {
  return host.find(':') != std::string_view::npos ||
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string site_of_host(std::string_view host) {
  auto name = ascii_lower(host);
  if (is_address(name)) return name;
  while (name.size() > 1 && name.ends_with('.')) name.pop_back();
  // The longest suffix that is public, and one label more.
  std::string candidate = name;
  for (;;) {
    const auto dot = candidate.find('.');
    if (dot == std::string::npos) return candidate;
    auto parent = candidate.substr(dot + 1);
    if (parent.empty() || is_public_suffix(parent)) return candidate;
    candidate = std::move(parent);
  }
}

std::string site(const Url& url) { return site_of_host(url.host()); }

}  // namespace broadsheet::url
