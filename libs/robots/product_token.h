// SPDX-License-Identifier: Apache-2.0
// The name by which robots.txt, X-Robots-Tag and meta tags speak to a crawler (RFC 9309 §2.2.1).
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet::robots {

// Of a crawl that was given no other.
inline constexpr std::string_view kProductToken = "broadsheet";

// Letters, '_' and '-', which is all that a line of robots.txt can say.
bool is_product_token(std::string_view text);

// The name in a User-Agent: "AcmeBot" of "AcmeBot/2.1 (+https://acme.example)" and of "Mozilla/5.0
// (compatible; AcmeBot/2.1)". kBadInput if there is none, as in a browser's, or if robots.txt
// cannot say it.
Result<std::string> product_token_of(std::string_view user_agent);

}  // namespace broadsheet::robots
