// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: for whom one of our servers asks another, in metadata.
#pragma once

#include <cstddef>

namespace broadsheet::rpc {

// Binary, since a certificate may name anybody. Sent with every call that somebody with a name
// began.
inline constexpr const char* kPrincipalHeader = "broadsheet-principal-bin";
inline constexpr const char* kAnonymous = "anonymous";
inline constexpr std::size_t kPrincipalBytesMax = 256;  // What is longer is no name.

}  // namespace broadsheet::rpc
