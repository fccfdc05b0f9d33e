// SPDX-License-Identifier: Apache-2.0
// Any bytes as a date in each order of day and month, and as a path: what is found can be written.
// uses: bs_article bs_records
#include <string_view>

#include "article/date_labels.h"
#include "article/dates.h"
#include "core/result.h"
#include "core/time.h"

void fuzz_dates(std::string_view bytes) {
  namespace article = broadsheet::article;
  for (const std::string_view language :
       {"", "en", "en-GB", "de", "ja", "ar", "th", "fa", "ko", "hr"}) {
    const auto date = article::parse_date(bytes, language);
    if (!date) continue;
    CHECK(date->precision != broadsheet::records::Precision::kUnknown);
    CHECK(!broadsheet::records::format_date(*date).empty());
    if (date->offset_minutes) CHECK(*date->offset_minutes > -1440 && *date->offset_minutes < 1440);
  }
  const auto labelled = article::labelled_dates(bytes);
  for (const auto& part : {labelled.published, labelled.updated}) article::parse_date(part, "");
  if (const auto date = article::date_in_path(bytes)) {
    CHECK(!broadsheet::records::format_date(*date).empty());
  }
}
