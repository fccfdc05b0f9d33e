// SPDX-License-Identifier: Apache-2.0
// The head of a message: where it ends, its fields, and how its body is framed (RFC 9112). Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "http/message.h"

namespace broadsheet::http {

// The offset after the empty line that ends a head (CRLF or bare LF), or npos. Bytes before `from`
// were searched in a former call.
std::size_t find_head_end(std::string_view bytes, std::size_t from);

// Server reads strictly: what two readers could read differently is refused. Client reads what the
// web sends: lines without a colon and names that are no token are skipped, folds are unfolded.
enum class Reading { kStrict, kTolerant };

// `lines` is the head after its first line. kBadInput when strict, or above `headers_max`.
Result<Headers> parse_fields(std::string_view lines, Reading reading, std::size_t headers_max);

// The first line without its line end, and the rest.
struct FirstLine {
  std::string_view line = {};
  std::string_view rest = {};
};
FirstLine split_first_line(std::string_view head);

// Content-Length of all its fields (RFC 9112 §6.3): none, one value however often, or kBadInput.
Result<std::optional<std::uint64_t>> content_length(const Headers& headers);

// A comma-separated list of tokens in lower case, in order, parameters dropped, empty elements too.
std::vector<std::string> token_list(const Headers& headers, std::string_view name);

}  // namespace broadsheet::http
