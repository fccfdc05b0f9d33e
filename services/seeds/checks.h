// SPDX-License-Identifier: Apache-2.0
// What a value of a seed list must be, whatever the format. Inside seeds only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

// An id from the homepage's or the first feed's host: "news.example.co.uk" → "news-example-co-uk".
std::string id_for(const records::Source& source);

// The known word that `word` was probably meant to be; empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace broadsheet::seeds
