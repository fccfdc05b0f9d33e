// SPDX-License-Identifier: Apache-2.0
// A body of HTTP as somebody else kept it, in a WARC file say. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::http {

struct StoredBody {
  std::string bytes;
  bool truncated = false;  // by the limit, or it broke off in the midst of a coding
};

// Undoes the transfer coding and the content codings that a message's fields name
// (Transfer-Encoding, Content-Encoding). Archives often kept a body decoded, and the fields as they
// were: bytes that do not begin as their coding does are taken as they are. At most `bytes_max`
// come out.
StoredBody decode_stored_body(std::string_view transfer_encoding, std::string_view content_encoding,
                              std::string_view body, std::size_t bytes_max);

}  // namespace broadsheet::http
