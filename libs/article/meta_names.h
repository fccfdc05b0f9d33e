// SPDX-License-Identifier: Apache-2.0
// Which meta tags say what: Open Graph, Dublin Core, the press and its service providers. Inside
// article only.
#pragma once

#include <string_view>

#include "article/metadata.h"

namespace broadsheet::article {

struct MetaRule {
  std::string_view name;  // in lower case, without what parts its words
  FieldKind field;
  double confidence;
};

// For "og:title", "DC.date.issued", "parsely-pub-date", "publish_date", in any case; null if the
// name says nothing to us.
const MetaRule* meta_rule(std::string_view name);

}  // namespace broadsheet::article
