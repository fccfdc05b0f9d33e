// SPDX-License-Identifier: Apache-2.0
// Blocks of named fields, of WARC and of HTTP: for this room's .cpp files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "warc/record.h"

namespace broadsheet::warc {

struct FieldsEnd {
  std::size_t fields = 0;  // behind the last field's line end
  std::size_t body = 0;    // behind the empty line; both are the size if there is none
  bool found = false;
};
// The empty line that ends the fields which begin at `begin`; line feeds may stand alone.
FieldsEnd find_fields_end(std::string_view bytes, std::size_t begin);

// One a line, folded lines joined; lines without a colon are passed over.
Fields parse_fields(std::string_view lines);

// "Name: value\r\n" for each; what would break out of its line becomes a space, and a field without
// a proper name is left out.
std::string format_fields(const Fields& fields);

}  // namespace broadsheet::warc
