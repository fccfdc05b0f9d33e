// SPDX-License-Identifier: Apache-2.0
// Which format a seed list has, and several lists together.
#include "seeds/seeds.h"

#include <algorithm>
#include <optional>

#include "core/file.h"
#include "core/log.h"
#include "core/strings.h"
#include "seeds/csv_list.h"
#include "seeds/opml_list.h"
#include "seeds/url_list.h"
#include "seeds/yaml_list.h"
#include "text/unicode.h"

namespace broadsheet::seeds {

namespace {

// Editors and spreadsheets put a byte order mark before UTF-8.
std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

Format guess(std::string_view text, std::string_view name) {
  const auto ends = [&](std::string_view ending) { return ascii_lower(name).ends_with(ending); };
  if (ends(".yaml") || ends(".yml")) return Format::kYaml;
  if (ends(".opml") || ends(".xml")) return Format::kOpml;
  if (ends(".csv")) return Format::kCsv;
  if (ends(".txt") || ends(".urls")) return Format::kUrls;
  const auto head = trim(text.substr(0, 4096));
  if (head.starts_with("<")) return Format::kOpml;
  if (head.starts_with("http://") || head.starts_with("https://")) return Format::kUrls;
  if (head.find("sources:") != std::string_view::npos) return Format::kYaml;
  const auto line = head.substr(0, head.find('\n'));
  if (line.find(',') != std::string_view::npos) return Format::kCsv;
  return Format::kYaml;
}

std::string line_of(const Problem& problem) {
  return problem.where + ": " + problem.what +
         (problem.remedy.empty() ? "" : " (" + problem.remedy + ")");
}

std::optional<Problem> first_bad_line(std::string_view text, std::string_view name) {
  if (text::is_valid_utf8(text)) return std::nullopt;
  int number = 1;
  for (const auto line : split(text, '\n')) {
    if (!text::is_valid_utf8(line)) break;
    ++number;
  }
  return Problem{std::string(name) + ":" + std::to_string(number) + ":1", "this is no UTF-8",
                 "save the file as UTF-8"};
}

Problem taken(const std::string& id, const std::string& where, const std::string& by) {
  return {where, "the id \"" + id + "\" is taken by the source at " + by, "choose another id"};
}

}  // namespace

void SeedList::add(records::Source source, std::string place) {
  sources.push_back(std::move(source));
  places.push_back(std::move(place));
}

bool SeedList::has_errors() const {
  return std::ranges::any_of(problems, [](const Problem& problem) { return !problem.warning; });
}

void Together::check(SeedList& list) {
  SeedList kept;
  kept.problems = std::move(list.problems);
  for (std::size_t i = 0; i < list.sources.size(); ++i) {
    const auto& id = list.sources[i].id;
    const auto [before, fresh] = places_.emplace(id, list.places[i]);
    if (!fresh) {
      kept.problems.push_back(taken(id, list.places[i], before->second));
      continue;
    }
    kept.add(std::move(list.sources[i]), std::move(list.places[i]));
  }
  list = std::move(kept);
}

Result<Format> parse_format(std::string_view name) {
  if (name == "yaml") return Format::kYaml;
  if (name == "opml") return Format::kOpml;
  if (name == "csv") return Format::kCsv;
  if (name == "urls") return Format::kUrls;
  return bad_input("no format \"" + std::string(name) + "\"", "--format",
                   "say yaml, opml, csv or urls");
}

SeedList parse(std::string_view marked, std::string_view name, Format format) {
  const std::string_view text = without_mark(marked);
  if (format == Format::kAuto) format = guess(text, name);
  if (format == Format::kOpml) return parse_opml_list(text, name);  // It says its encoding itself.
  if (const auto wrong = first_bad_line(text, name)) {
    SeedList list;
    list.problems.push_back(*wrong);
    return list;
  }
  switch (format) {
    case Format::kCsv:
      return parse_csv_list(text, name);
    case Format::kUrls:
      return parse_url_list(text, name);
    default:
      return parse_yaml_list(text, name);
  }
}

Result<std::vector<records::Source>> load(const std::vector<std::string>& files) {
  std::vector<records::Source> all;
  Together together;
  std::vector<std::string> errors;
  for (const auto& file : files) {
    const auto text = read_file(file, std::size_t{64} << 20);
    if (!text) {
      // Whoever named it has to name another one.
      return bad_input("the seed list cannot be read: " + text.fault().what, file);
    }
    auto list = parse(*text, file);
    together.check(list);
    for (const auto& problem : list.problems) {
      if (problem.warning) {
        log::warning("seeds.warning", {{"where", problem.where}, {"what", problem.what}});
      } else {
        errors.push_back(line_of(problem));
      }
    }
    for (auto& source : list.sources) all.push_back(std::move(source));
  }
  if (!errors.empty()) return bad_input("the seed lists have errors\n" + join(errors, "\n"));
  return all;
}

std::string write(const std::vector<records::Source>& sources, Format format) {
  switch (format) {
    case Format::kOpml:
      return write_opml_list(sources);
    case Format::kCsv:
      return write_csv_list(sources);
    case Format::kUrls:
      return write_url_list(sources);
    default:
      return write_yaml_list(sources);
  }
}

}  // namespace broadsheet::seeds
