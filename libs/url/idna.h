// SPDX-License-Identifier: Apache-2.0
// Internationalised domain names to ASCII. Inside url/ only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::url {

// The URL Standard's "domain to ASCII", not strict: UTS 46, non-transitional. `domain` is UTF-8;
// none if it is no domain.
std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace broadsheet::url
