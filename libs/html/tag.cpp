// SPDX-License-Identifier: Apache-2.0
// Names of elements to tags, and back: by one multiplication for names of up to eight letters.
#include "html/tag_lookup.h"

namespace broadsheet::html {

std::string_view tag_name(Tag tag) { return kTagNames[static_cast<std::size_t>(tag)]; }

Tag tag_of(std::string_view name) {
  if (name.size() > 8) return long_tag(name);
  char padded[8] = {};
  std::memcpy(padded, name.data(), name.size());
  return short_tag(tag_key(padded, name.size()));
}

Tag long_tag(std::string_view name) {
  std::size_t low = 1;
  std::size_t high = kTagCount;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (kTagNames[middle] < name) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < kTagCount && kTagNames[low] == name ? static_cast<Tag>(low) : Tag::kUnknown;
}

}  // namespace broadsheet::html
