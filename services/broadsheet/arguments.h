// SPDX-License-Identifier: Apache-2.0
// What people write on the command line, as values; and faults in the words they used.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "rpc/archive_api.h"

namespace broadsheet {

// "snapshots/…" is a name, anything else a URL; `as_of` is RFC 3339 or empty, and of a URL only.
Result<rpc::SnapshotRef> parse_ref(const std::string& text, const std::string& as_of = {},
                                   const char* flag = "--as-of");

// A flag that may be absent: an empty text is none.
Result<std::optional<Time>> parse_when(const std::string& text, const char* flag);
// A host's name in canonical form; an empty text is none.
Result<std::string> parse_host(const std::string& text);
// Tags as articles have them: "en", "pt-BR".
Result<std::vector<std::string>> parse_languages(const std::vector<std::string>& tags);

// The same fault, of the flags and of the URL (`subject`) that it is about, not of fields of a
// request.
Fault in_words_of_flags(Fault fault, const std::string& subject = {});

}  // namespace broadsheet
