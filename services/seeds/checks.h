// SPDX-License-Identifier: Apache-2.0
// What a value of a seed list must be, whatever the format. Inside seeds only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.h"
#include "records/source.h"

namespace broadsheet::seeds {

// Empty `what`: it is right.
struct Wrong {
  std::string what = {};
  std::string remedy = {};
};

Wrong check_id(const std::string& id);
Wrong check_url(const std::string& url);
Wrong check_language(const std::string& language);
Wrong check_country(const std::string& country);

// A whole number from 0 to 4294967295; `value` takes it.
Wrong check_budget(const std::string& text, std::optional<std::uint32_t>& value);
Wrong check_duration(const std::string& text, std::optional<Duration>& value);

// An id from the homepage's or the first feed's host: "news.example.co.uk" → "news-example-co-uk".
std::string id_for(const records::Source& source);

}  // namespace broadsheet::seeds
