// SPDX-License-Identifier: Apache-2.0
// Dates and ranges of dates in a query.
#include "search/dates.h"

#include <algorithm>
#include <charconv>

namespace broadsheet::search {

namespace {

constexpr std::string_view kForms =
    "write 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00:00Z, or a range: 2026-01..2026-03";

Fault bad_date(std::string_view text) {
  return bad_input("\"" + std::string(text) + "\" is no date", {}, std::string(kForms));
}

// [begin, end) of what a date names.
struct Span {
  Time begin;
  Time end;
};

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

Time midnight(std::chrono::year_month_day day) { return Time(std::chrono::sys_days(day)); }

Result<Span> parse_span(std::string_view text) {
  using std::chrono::January;
  if (text.size() < 4 || !is_digits(text.substr(0, 4))) return bad_date(text);
  const int year_number = number(text.substr(0, 4));
  // The year after must be one of four digits too.
  if (year_number < 1 || year_number > 9998) return bad_date(text);
  const std::chrono::year year(year_number);
  if (text.size() == 4) {
    return Span{midnight(year / January / 1),
                midnight((year + std::chrono::years(1)) / January / 1)};
  }
  if (text.size() == 7 && text[4] == '-' && is_digits(text.substr(5))) {
    const auto month = year / number(text.substr(5));
    if (!month.ok()) return bad_date(text);
    return Span{midnight(month / 1), midnight((month + std::chrono::months(1)) / 1)};
  }
  const auto time = parse_time(text);
  if (!time.ok()) return bad_date(text);
  const bool is_day = text.size() == 10;
  return Span{*time, is_day ? *time + std::chrono::days(1) : *time + std::chrono::seconds(1)};
}

Result<TimeRange> parse_comparisons(std::string_view text) {
  TimeRange range;
  const auto whole = text;
  while (!text.empty()) {
    const bool is_from = text[0] == '>';
    const bool is_inclusive = text.size() > 1 && text[1] == '=';
    if ((is_from ? range.from : range.until).has_value()) return bad_date(whole);
    text.remove_prefix(is_inclusive ? 2 : 1);
    const auto end = std::min(text.find_first_of("<>"), text.size());
    TRY_LET(span, parse_span(text.substr(0, end)));
    if (is_from) range.from = is_inclusive ? span.begin : span.end;
    if (!is_from) range.until = is_inclusive ? span.end : span.begin;
    text.remove_prefix(end);
  }
  return range;
}

Result<TimeRange> parse_any(std::string_view text) {
  if (text.starts_with('>') || text.starts_with('<')) return parse_comparisons(text);
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) {
    TRY_LET(span, parse_span(text));
    return TimeRange{span.begin, span.end};
  }
  const auto from = text.substr(0, dots);
  const auto until = text.substr(dots + 2);
  if (from.empty() && until.empty()) return bad_date(text);
  TimeRange range;
  if (!from.empty()) {
    TRY_LET(span, parse_span(from));
    range.from = span.begin;
  }
  if (!until.empty()) {
    TRY_LET(span, parse_span(until));
    range.until = span.end;
  }
  return range;
}

}  // namespace

Result<TimeRange> parse_dates(std::string_view text) {
  TRY_LET(range, parse_any(text));
  if (range.from && range.until && *range.until <= *range.from) {
    return bad_input("\"" + std::string(text) + "\" ends before it begins", {},
                     "write the earlier date first");
  }
  return range;
}

std::string format_dates(const TimeRange& range) {
  std::string text;
  if (range.from) text += ">=" + format_time(*range.from);
  if (range.until) text += "<" + format_time(*range.until);
  return text;
}

}  // namespace broadsheet::search
