// SPDX-License-Identifier: Apache-2.0
// The news agency to which an article is credited. Inside article only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/article.h"

namespace broadsheet::article {

// The agency that `text` names and nothing else: "Reuters", "dpa", "ИТАР-ТАСС" → "TASS"; empty if
// it is none. Offices may stand with it: "dpa-AFX", "Agence France-Presse (AFP)".
std::string agency_in(std::string_view text);

struct WireCredit {
  std::string agency;
  std::string source;  // "byline", "dateline", "end mark"
  double confidence = 0;
};

// What bylines name, then a dateline ("PARIS (AFP) —") of the first paragraphs, then what stands at
// the end: "(dpa)", "Source: Xinhua", "© 2026 AFP".
std::optional<WireCredit> find_wire_credit(const std::vector<std::string>& bylines,
                                           const std::vector<records::Paragraph>& paragraphs);

}  // namespace broadsheet::article
