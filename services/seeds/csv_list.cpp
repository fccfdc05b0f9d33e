// SPDX-License-Identifier: Apache-2.0
// CSV (RFC 4180) with a line of column names; several values in a cell are divided by spaces or |.
#include "seeds/csv_list.h"

#include <algorithm>
#include <map>

#include "app/suggest.h"
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
  bool closed = true;  // false: it begins with a quotation mark that nothing answers
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
        ++column;
      } else if (c == '"') {
        quoted = false;
        cell.closed = true;
      } else {
        cell.text += c;
      }
    } else if (c == '"' && trim(cell.text).empty()) {
      quoted = true;
      cell.closed = false;
      cell.text.clear();
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

// By "|" if there is one, so that a value may have spaces; else by spaces.
std::vector<std::string> values_of(const std::string& cell) {
  std::vector<std::string> values;
  for (const auto part : split(cell, cell.find('|') == std::string::npos ? ' ' : '|')) {
    if (!trim(part).empty()) values.emplace_back(trim(part));
  }
  return values;
}

std::string cell_of(const std::vector<std::string>& values) {
  const bool spaced = std::ranges::any_of(
      values, [](const std::string& value) { return value.find(' ') != std::string::npos; });
  // One value with a space would be read as two.
  return join(values, spaced ? "|" : " ") + (spaced && values.size() == 1 ? "|" : "");
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view name) : name_(name) {}

  SeedList run(std::string_view text) {
    auto rows = read_rows(text);
    read_header(rows.front());
    if (list_.has_errors()) return std::move(list_);
    for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i]);
    return std::move(list_);
  }

 private:
  [[nodiscard]] std::string place_of(const Cell& cell) const {
    return name_ + ":" + std::to_string(cell.line) + ":" + std::to_string(cell.column);
  }

  void problem(const Cell& cell, std::string what, std::string remedy) {
    list_.problems.push_back({place_of(cell), std::move(what), std::move(remedy)});
    broken_ = true;
  }

  void read_header(const Row& row) {
    for (const auto& cell : row) {
      const std::string column = ascii_lower(trim(cell.text));
      if (std::ranges::find(kColumns, column) == kColumns.end()) {
        const std::string near = app::nearest(column, kColumns);
        problem(cell, "nobody knows the column \"" + column + "\"",
                near.empty() ? "the columns are " + join(kColumns, ", ")
                             : "did you mean \"" + near + "\"?");
      } else if (std::ranges::find(columns_, column) != columns_.end()) {
        problem(cell, "the column \"" + column + "\" is there twice", "leave one of them out");
      }
      columns_.push_back(column);
    }
  }

  void expect(const Cell& cell, const Wrong& wrong) {
    if (!wrong.what.empty()) problem(cell, wrong.what, wrong.remedy);
  }

  void read_row(const Row& row) {
    if (row.size() == 1 && trim(row.front().text).empty() && row.front().closed) return;
    broken_ = false;
    records::Source source;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].closed) {
        problem(row[i], "the quotation mark is never closed", "write \" at the end of the cell");
        return;
      }
      if (i >= columns_.size()) {
        problem(row[i], "this row has more cells than there are columns",
                "quote a cell that has a comma");
        return;
      }
      read_cell(columns_[i], row[i], source);
    }
    if (!broken_) finish(row.front(), std::move(source));
  }

  void finish(const Cell& first, records::Source source) {
    if (source.homepage.empty() && source.feeds.empty() && source.sitemaps.empty()) {
      return problem(first, "a source needs a homepage, a feed or a sitemap",
                     "fill one of these columns");
    }
    if (source.id.empty()) source.id = id_for(source);
    expect(first, check_id(source.id));
    const std::string place = place_of(first);
    const auto [before, fresh] = ids_.emplace(source.id, place);
    if (!fresh) {
      problem(first, "the id \"" + source.id + "\" is taken by the source at " + before->second,
              "choose another id");
    }
    if (!broken_) list_.add(std::move(source), place);
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
    if (column == "delay") expect(cell, check_duration(text, source.delay));
    if (column == "recheck") expect(cell, check_duration(text, source.recheck));
    if (column == "budget") expect(cell, check_budget(text, source.budget));
  }

  std::string name_;
  SeedList list_;
  std::vector<std::string> columns_;
  std::map<std::string, std::string> ids_;  // → place
  bool broken_ = false;
};

std::string quoted_if_needed(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
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
                                            cell_of(s.feeds),
                                            cell_of(s.sitemaps),
                                            s.language,
                                            s.country,
                                            cell_of(s.tags),
                                            cell_of(s.allow),
                                            cell_of(s.deny),
                                            s.delay ? format_duration(*s.delay) : "",
                                            s.recheck ? format_duration(*s.recheck) : "",
                                            s.budget ? std::to_string(*s.budget) : ""};
    std::vector<std::string> quoted;
    for (const auto& cell : cells) quoted.push_back(quoted_if_needed(cell));
    out += join(quoted, ",") + "\n";
  }
  return out;
}

}  // namespace broadsheet::seeds
