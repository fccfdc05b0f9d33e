// SPDX-License-Identifier: Apache-2.0
// The languages that outlets write.
#include <algorithm>

#include "core/result.h"
#include "newsroom/language.h"

namespace broadsheet::newsroom {

const std::vector<Language>& languages() {
  static const std::vector<Language> kAll = {
      make_english(), make_german(), make_french(),   make_spanish(), make_portuguese(),
      make_italian(), make_dutch(),  make_polish(),   make_russian(), make_greek(),
      make_arabic(),  make_hindi(),  make_japanese(), make_chinese()};
  return kAll;
}

const Language& language(std::string_view code) {
  const auto& all = languages();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Language& entry) { return entry.code == code; });
  CHECK(found != all.end());
  return *found;
}

}  // namespace broadsheet::newsroom
