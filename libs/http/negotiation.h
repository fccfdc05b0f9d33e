// SPDX-License-Identifier: Apache-2.0
// What a client would rather have. Pure. Inside http only.
#pragma once

#include <string_view>

#include "http/message.h"

namespace broadsheet::http {

// Whether Accept-Encoding takes `coding` ("gzip") and does not like it less than the bytes as they
// are (RFC 9110 §12.5.3). Without the field: no, although everything would be acceptable; who does
// not say that it can decode often cannot.
bool accepts_coding(const Headers& headers, std::string_view coding);

}  // namespace broadsheet::http
