// SPDX-License-Identifier: Apache-2.0
// The element names the rest of the code asks for, as numbers.
#pragma once

#include <cstdint>
#include <string_view>

namespace broadsheet::html {

enum class Tag : std::uint16_t {
  kUnknown,
  kHtml,
  kHead,
  kBody,
};

}  // namespace broadsheet::html
