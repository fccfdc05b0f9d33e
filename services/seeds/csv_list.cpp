// SPDX-License-Identifier: Apache-2.0
// CSV (RFC 4180) with a line of column names; several values in a cell are divided by spaces or |.
#include "seeds/csv_list.h"

#include <algorithm>
#include <map>

#include "core/strings.h"
#include "seeds/checks.h"

namespace broadsheet::seeds {

namespace {

const std::vector<std::string> kColumns = {"id",       "name",    "homepage", "feeds", "sitemaps",
                                           "language", "country", "tags",     "allow", "deny",
                                           "delay",    "recheck", "budget"};

struct Cell {
  std::string text;
  int line = 1;
  int column = 1;
};
using Row = std::vector<Cell>;

std::vector<Row> read_rows(std::string_view text) {
  std::vector<Row> rows(1, Row(1));
  bool quoted = false;
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < text.size(); ++i, ++column) {
    const char c = text[i];
    Cell& cell = rows.back().back();
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        cell.text += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        cell.text += c;
      }
    } else if (c == '"' && cell.text.empty()) {
      quoted = true;
    } else if (c == ',') {
      rows.back().push_back({"", line, column + 1});
    } else if (c == '\n') {
      rows.push_back({{"", line + 1, 1}});
    } else if (c != '\r') {
      cell.text += c;
    }
    if (c == '\n') {
      ++line;
      column = 0;
    }
  }
  return rows;
}

std::vector<std::string> values_of(const std::string& cell) {
  const std::string spaced = replace_all(cell, "|", " ");
  std::vector<std::string> values;
  for (const auto part : split(spaced, ' ')) {
    if (!part.empty()) values.emplace_back(part);
  }
  return values;
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view name) : name_(name) {}

  SeedList run(std::string_view text) {
    auto rows = read_rows(text);
    std::vector<std::string> columns;
    for (const auto& cell : rows.front()) {
      columns.push_back(ascii_lower(trim(cell.text)));
      if (std::ranges::find(kColumns, columns.back()) == kColumns.end()) {
        const std::string near = nearest(columns.back(), kColumns);
        problem(cell, "nobody knows the column \"" + columns.back() + "\"",
                near.empty() ? "the columns are " + join(kColumns, ", ")
                             : "did you mean \"" + near + "\"?");
      }
    }
    if (list_.has_errors()) return std::move(list_);
    for (std::size_t i = 1; i < rows.size(); ++i) read_row(columns, rows[i]);
    return std::move(list_);
  }

 private:
  void problem(const Cell& cell, std::string what, std::string remedy) {
    list_.problems.push_back(
        {name_ + ":" + std::to_string(cell.line) + ":" + std::to_string(cell.column),
         std::move(what), std::move(remedy)});
    broken_ = true;
  }

  void expect(const Cell& cell, const Wrong& wrong) {
    if (!wrong.what.empty()) problem(cell, wrong.what, wrong.remedy);
  }

  void read_row(const std::vector<std::string>& columns, const Row& row) {
    if (row.size() == 1 && trim(row.front().text).empty()) return;
    broken_ = false;
    records::Source source;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i >= columns.size()) {
        problem(row[i], "this row has more cells than there are columns",
                "quote a cell that has a comma");
        return;
      }
      read_cell(columns[i], row[i], source);
    }
    if (source.homepage.empty() && source.feeds.empty() && source.sitemaps.empty() && !broken_) {
      problem(row.front(), "a source needs a homepage, a feed or a sitemap",
              "fill one of these columns");
    }
    if (source.id.empty()) source.id = id_for(source);
    if (!broken_) expect(row.front(), check_id(source.id));
    if (!broken_ && !ids_.emplace(source.id, row.front().line).second) {
      problem(row.front(),
              "the id \"" + source.id + "\" is taken by line " + std::to_string(ids_.at(source.id)),
              "choose another id");
    }
    if (!broken_) list_.sources.push_back(std::move(source));
  }

  void read_cell(const std::string& column, const Cell& cell, records::Source& source) {
    const std::string text(trim(cell.text));
    if (text.empty()) return;
    if (column == "id") source.id = text;
    if (column == "name") source.name = text;
    if (column == "tags") source.tags = values_of(text);
    if (column == "allow") source.allow = values_of(text);
    if (column == "deny") source.deny = values_of(text);
    if (column == "homepage") {
      source.homepage = text;
      expect(cell, check_url(text));
    }
    if (column == "feeds" || column == "sitemaps") {
      for (auto& url : values_of(text)) {
        expect(cell, check_url(url));
        (column == "feeds" ? source.feeds : source.sitemaps).push_back(std::move(url));
      }
    }
    if (column == "language") {
      source.language = text;
      expect(cell, check_language(text));
    }
    if (column == "country") {
      source.country = text;
      expect(cell, check_country(text));
    }
    if (column == "delay" || column == "recheck") read_duration(column, cell, text, source);
    if (column == "budget") read_budget(cell, text, source);
  }

  void read_duration(const std::string& column, const Cell& cell, const std::string& text,
                     records::Source& source) {
    auto value = parse_duration(text);
    if (!value) {
      problem(cell, "\"" + text + "\" is no duration", "write 5s, 10m, 1h30m or 2d");
      return;
    }
    (column == "delay" ? source.delay : source.recheck) = *value;
  }

  void read_budget(const Cell& cell, const std::string& text, records::Source& source) {
    const bool number = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!number || text.size() > 9) {
      problem(cell, "\"" + text + "\" is no number of fetches a day", "write a whole number");
      return;
    }
    source.budget = static_cast<std::uint32_t>(std::stoul(text));
  }

  std::string name_;
  SeedList list_;
  std::map<std::string, int> ids_;
  bool broken_ = false;
};

std::string cell_of(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  return "\"" + replace_all(text, "\"", "\"\"") + "\"";
}

}  // namespace

SeedList parse_csv_list(std::string_view text, std::string_view name) {
  return CsvReader(name).run(text);
}

std::string write_csv_list(const std::vector<records::Source>& sources) {
  std::string out = join(kColumns, ",") + "\n";
  for (const auto& s : sources) {
    const std::vector<std::string> cells = {s.id,
                                            s.name,
                                            s.homepage,
                                            join(s.feeds, " "),
                                            join(s.sitemaps, " "),
                                            s.language,
                                            s.country,
                                            join(s.tags, " "),
                                            join(s.allow, " "),
                                            join(s.deny, " "),
                                            s.delay ? format_duration(*s.delay) : "",
                                            s.recheck ? format_duration(*s.recheck) : "",
                                            s.budget ? std::to_string(*s.budget) : ""};
    std::vector<std::string> quoted;
    for (const auto& cell : cells) quoted.push_back(cell_of(cell));
    out += join(quoted, ",") + "\n";
  }
  return out;
}

}  // namespace broadsheet::seeds
