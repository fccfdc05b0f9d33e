// SPDX-License-Identifier: Apache-2.0
// How copies are found: rows from the bands of a text's signature to the text, and from the text to
// the snapshots that carry it. Inside archive only.
#pragma once

#include <string>
#include <string_view>

#include "core/hash.h"

namespace broadsheet::archive {

// 'b' ∥ length of band ∥ band ∥ text hash → nothing
inline std::string band_prefix(std::string_view band) {
  return std::string("b") + static_cast<char>(band.size()) + std::string(band);
}
inline std::string band_key(std::string_view band, const Digest& text_hash) {
  return band_prefix(band) + std::string(text_hash.view());
}
// 's' ∥ text hash → signature
inline std::string signature_key(const Digest& text_hash) {
  return "s" + std::string(text_hash.view());
}
// 't' ∥ text hash ∥ snapshot key → nothing
inline std::string carrier_prefix(const Digest& text_hash) {
  return "t" + std::string(text_hash.view());
}

}  // namespace broadsheet::archive
