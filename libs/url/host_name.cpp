// SPDX-License-Identifier: Apache-2.0
// A host as people write it.
#include "url/host_name.h"

#include "url/url.h"

namespace broadsheet::url {

namespace {

constexpr std::size_t kBytesMax = 300;  // a name has 253, a port and brackets a few

}  // namespace

std::optional<std::string> host_and_port(std::string_view text) {
  if (text.size() > kBytesMax || text.find_first_of("/\\?#@ \t\r\n") != text.npos) return {};
  const auto url = Url::parse("http://" + std::string(text) + "/");
  if (!url || url->host().empty()) return {};
  std::string host(url->host());
  if (url->has_explicit_port()) host += ":" + std::to_string(url->port());
  return host;
}

}  // namespace broadsheet::url
