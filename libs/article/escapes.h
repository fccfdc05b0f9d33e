// SPDX-License-Identifier: Apache-2.0
// What was escaped for HTML before it was written where nothing is: titles and names with "&amp;"
// and "<em>" in them. Inside article only.
#pragma once

#include <string>

namespace broadsheet::article {

// "Rock &amp; roll isn&#039;t dead" → "Rock & roll isn't dead": the commonest names and all
// numbers.
std::string without_entities(std::string text);

// "<em>Flood</em> hits town" → "Flood hits town"; what is not closed stays.
std::string without_tags(std::string text);

}  // namespace broadsheet::article
