// SPDX-License-Identifier: Apache-2.0
// The bytes of a request as the client sends it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/client.h"

namespace broadsheet::http {

// kBadInput if the URL is not http(s), a field is malformed, or one the client must set itself.
Result<std::string> request_head(const Request& request, const std::string& user_agent);

}  // namespace broadsheet::http
