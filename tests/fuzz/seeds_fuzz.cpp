// SPDX-License-Identifier: Apache-2.0
// uses: bs_seeds bs_records
// A seed list, any bytes in any format: sources or problems with a place; and what was read is
// written so that it reads back the same.
#include <string>
#include <string_view>

#include "seeds/seeds.h"

namespace broadsheet::seeds {
namespace {

void check_problems(const SeedList& list) {
  for (const auto& problem : list.problems) {
    CHECK(problem.where.starts_with("f:"));
    CHECK(!problem.what.empty());
  }
}

void check(std::string_view bytes, Format format) {
  const auto list = parse(bytes, "f", format);
  check_problems(list);
  CHECK(list.places.size() == list.sources.size());
  for (const auto& source : list.sources) {
    CHECK(!source.id.empty());
    CHECK(!source.homepage.empty() || !source.feeds.empty() || !source.sitemaps.empty());
  }
  const auto again = parse(write(list.sources, Format::kYaml), "f", Format::kYaml);
  check_problems(again);
  CHECK(!again.has_errors());
  CHECK(again.sources == list.sources);
}

}  // namespace
}  // namespace broadsheet::seeds

void fuzz_seeds(std::string_view bytes) {
  using broadsheet::seeds::Format;
  for (const auto format :
       {Format::kAuto, Format::kYaml, Format::kOpml, Format::kCsv, Format::kUrls}) {
    broadsheet::seeds::check(bytes, format);
  }
}
