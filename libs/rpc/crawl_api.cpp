// SPDX-License-Identifier: Apache-2.0
// Which fields of a source an update takes over.
#include "rpc/crawl_api.h"

#include <functional>
#include <map>
#include <string_view>

namespace broadsheet::rpc {
namespace {

using records::Source;
using Take = std::function<void(Source&, const Source&)>;

template <typename Field>
Take take(Field Source::*field) {
  return [field](Source& to, const Source& from) { to.*field = from.*field; };
}

const std::map<std::string_view, Take>& takers() {
  static const std::map<std::string_view, Take> kTable = {
      {"name", take(&Source::name)},         {"homepage", take(&Source::homepage)},
      {"feeds", take(&Source::feeds)},       {"sitemaps", take(&Source::sitemaps)},
      {"language", take(&Source::language)}, {"country", take(&Source::country)},
      {"tags", take(&Source::tags)},         {"allow", take(&Source::allow)},
      {"deny", take(&Source::deny)},         {"delay", take(&Source::delay)},
      {"recheck", take(&Source::recheck)},   {"budget", take(&Source::budget)},
  };
  return kTable;
}

}  // namespace

Result<Source> merged(Source current, const UpdateSourceRequest& request) {
  if (request.fields.empty()) {
    for (const auto& [name, take_over] : takers()) take_over(current, request.source);
    return current;
  }
  for (const auto& field : request.fields) {
    const auto found = takers().find(field);
    if (found == takers().end()) {
      return bad_input("a source has no field '" + field + "' that could be updated",
                       "update_mask");
    }
    found->second(current, request.source);
  }
  return current;
}

}  // namespace broadsheet::rpc
