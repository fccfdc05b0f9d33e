// SPDX-License-Identifier: Apache-2.0
// Who wrote it and when: which candidate wins. Inside article only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/metadata.h"
#include "records/article.h"

namespace broadsheet::article {

struct Authors {
  std::vector<std::string> names;
  std::string source;
  double confidence = 0;
};

// `hint` is what a feed said, for where the page says nothing. `host` is where the page was served:
// a publisher that signs there is no author where anybody else is.
Authors choose_authors(const Candidates& metadata, const records::Hint& hint,
                       std::string_view host = {});

// `kind` is kPublished or kModified; `language` decides which number is the month; a date far
// behind `fetched` is not believed (zero: unknown).
std::optional<records::Date> choose_date(const Candidates& metadata, FieldKind kind,
                                         std::string_view language, Time fetched);

// … or where the page has but a date of a change, that: by then it was published. What readers see
// comes before what machines are told. Of little confidence.
std::optional<records::Date> date_of_change(const Candidates& metadata, std::string_view language,
                                            Time fetched);

// … or where the page does not say it, what a feed or the address says.
std::optional<records::Date> date_from_outside(const records::Hint& hint, std::string_view path,
                                               Time fetched);

}  // namespace broadsheet::article
