// SPDX-License-Identifier: Apache-2.0
// Seed lists: YAML, OPML, CSV and plain URL lists, read and written. Every problem says where it is
// and what to write instead. See docs/seed-lists.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "records/source.h"

namespace broadsheet::seeds {

enum class Format { kAuto, kYaml, kOpml, kCsv, kUrls };
// "yaml", "opml", "csv", "urls"; kBadInput for another.
Result<Format> parse_format(std::string_view name);

struct Problem {
  std::string where;        // "seeds.yaml:12:5"
  std::string what;         // a sentence without a full stop
  std::string remedy = {};  // what to write instead
  bool warning = false;     // the source is good enough to crawl all the same
};

struct SeedList {
  std::vector<records::Source> sources;  // those without an error
  std::vector<std::string> places;       // of each source: "seeds.yaml:2:5"
  std::vector<Problem> problems;         // in the order of the file
  [[nodiscard]] bool has_errors() const;
  void add(records::Source source, std::string place);
};

// Any text. kAuto goes by the name's ending, then by what the text looks like.
SeedList parse(std::string_view text, std::string_view name, Format format = Format::kAuto);

// Lists that are used together, one after the other.
class Together {
 public:
  // A source whose id an earlier list has is a problem of this one, and no source of it any more.
  void check(SeedList& list);

 private:
  std::map<std::string, std::string> places_;  // by id
};

// Reads the files, and finds ids that stand in two of them. kBadInput with every error on a line of
// its own; warnings are logged.
Result<std::vector<records::Source>> load(const std::vector<std::string>& files);

// What parse() reads back as the same sources in YAML and CSV. OPML has no room for sitemaps, scope
// and crawl, and kUrls writes nothing but the URLs, a line each; the ids of both go by the hosts.
std::string write(const std::vector<records::Source>& sources, Format format);

}  // namespace broadsheet::seeds
