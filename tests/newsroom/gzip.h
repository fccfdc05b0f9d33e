// SPDX-License-Identifier: Apache-2.0
// Gzip for files that outlets keep compressed, and for bombs. Small and deterministic: the bytes of
// a world must not depend on the version of a library.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::newsroom {

// RFC 1952, one member, fixed Huffman codes.
std::string gzip(std::string_view bytes);

// A gzip of `size` zero bytes, about 1/1030 of that long, without ever holding them.
std::string gzip_bomb(std::size_t size);

}  // namespace broadsheet::newsroom
