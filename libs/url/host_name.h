// SPDX-License-Identifier: Apache-2.0
// A host as people write it where no URL is asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::url {

// "WWW.Example.com" or "[::1]:8080" in canonical form, the port only if it was written and is not
// the one of http; none if it is no host.
std::optional<std::string> host_and_port(std::string_view text);

}  // namespace broadsheet::url
