// SPDX-License-Identifier: Apache-2.0
// Page-level directives: meta robots and X-Robots-Tag.
#include "robots/directives.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::robots {

namespace {

constexpr std::size_t kRawMax = 1024;   // of one value
constexpr std::size_t kItemsMax = 200;  // of one value
constexpr std::size_t kRawsMax = 100;   // of one page

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || !is_digit(text[0]) || read.ec != std::errc() || read.ptr != end) {
    return std::nullopt;
  }
  return value;
}

std::optional<unsigned> month_of(std::string_view word) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return std::nullopt;
  const auto at = kMonths.find(ascii_lower(word.substr(0, 3)));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return static_cast<unsigned>(at / 3 + 1);
}

// Minutes east of UTC.
std::optional<int> zone_of(std::string_view word) {
  struct Zone {
    std::string_view name;
    int minutes;
  };
  constexpr std::array<Zone, 13> kZones = {{{"utc", 0},
                                            {"gmt", 0},
                                            {"z", 0},
                                            {"est", -300},
                                            {"edt", -240},
                                            {"cst", -360},
                                            {"cdt", -300},
                                            {"mst", -420},
                                            {"mdt", -360},
                                            {"pst", -480},
                                            {"pdt", -420},
                                            {"cet", 60},
                                            {"cest", 120}}};
  for (const auto& zone : kZones) {
    if (iequals(word, zone.name)) return zone.minutes;
  }
  if (word.size() != 5 || (word[0] != '+' && word[0] != '-')) return std::nullopt;
  const auto digits = number(word.substr(1));
  if (!digits) return std::nullopt;
  const int minutes = *digits / 100 * 60 + *digits % 100;
  return word[0] == '-' ? -minutes : minutes;
}

std::optional<Duration> time_of_day(std::string_view word) {
  const auto parts = split(word, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto hours = number(parts[0]);
  const auto minutes = number(parts[1]);
  const auto seconds = parts.size() == 3 ? number(parts[2]) : std::optional<int>(0);
  if (!hours || !minutes || !seconds) return std::nullopt;
  if (*hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

// RFC 822 and RFC 850 as search engines document them: "25 Jun 2010 15:00:00 PST", "25-Aug-2007
// 15:00 EST", with or without the day of the week.
std::optional<Time> parse_loose_date(std::string_view text) {
  auto words = std::string(text);
  std::replace(words.begin(), words.end(), ',', ' ');
  std::optional<int> day;
  std::optional<unsigned> month;
  std::optional<int> year;
  Duration clock{};
  int zone = 0;
  const auto take = [&](std::string_view word) {
    if (const auto value = number(word)) {
      if (!day) {
        day = value;
      } else {
        year = value;
      }
    } else if (const auto named = month_of(word)) {
      month = named;
    } else if (const auto at = time_of_day(word)) {
      clock = *at;
    } else if (const auto minutes = zone_of(word)) {
      zone = *minutes;
    }
  };
  for (const auto word : split(words, ' ')) {
    if (!word.empty() && is_digit(word[0]) && word.find('-') != std::string_view::npos) {
      for (const auto part : split(word, '-')) take(part);
    } else {
      take(word);
    }
  }
  if (!day || !month || !year) return std::nullopt;
  const int full_year = *year < 70 ? *year + 2000 : *year < 100 ? *year + 1900 : *year;
  const std::chrono::year_month_day date{std::chrono::year(full_year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || full_year > 9999) return std::nullopt;
  return std::chrono::sys_days(date) + clock - std::chrono::minutes(zone);
}

std::optional<Time> parse_date(std::string_view text) {
  text = trim(text);
  if (const auto time = parse_time(text)) return *time;
  if (const auto time = parse_http_date(text)) return *time;
  return parse_loose_date(text);
}

// Goes through the items of a value: commas separate them, but a date may hold one.
class Items {
 public:
  explicit Items(std::string_view value) : rest_(value) {}

  std::optional<std::string_view> next() {
    if (rest_.data() == nullptr || done_ || ++count_ > kItemsMax) return std::nullopt;
    const auto comma = rest_.find(',');
    const auto item = trim(rest_.substr(0, comma));
    advance(comma);
    return item;
  }

  // The date that begins with `begin`, the value of the item just read; it may go on after a comma.
  std::optional<Time> date_from(std::string_view begin) {
    if (const auto time = parse_date(begin)) return time;
    if (done_ || begin.empty()) return std::nullopt;
    const auto comma = rest_.find(',');
    const auto end = rest_.data() + std::min(comma, rest_.size());
    const std::string_view longer(begin.data(), static_cast<std::size_t>(end - begin.data()));
    const auto time = parse_date(longer);
    if (time) advance(comma);
    return time;
  }

 private:
  void advance(std::size_t comma) {
    done_ = comma == std::string_view::npos;
    if (!done_) rest_.remove_prefix(comma + 1);
  }

  std::string_view rest_;
  bool done_ = false;
  std::size_t count_ = 0;
};

void keep_earlier(std::optional<Time>& known, std::optional<Time> other) {
  if (other && (!known || *other < *known)) known = other;
}

void apply_word(std::string_view word, Directives& directives) {
  const auto is = [word](std::string_view name) { return iequals(word, name); };
  if (is("noindex") || is("none")) directives.noindex = true;
  if (is("nofollow") || is("none")) directives.nofollow = true;
  if (is("noarchive") || is("nocache")) directives.noarchive = true;
  if (is("nosnippet")) directives.nosnippet = true;
  if (is("noai") || is("noimageai")) directives.noai = true;
}

// "noindex nofollow" and "noindex;nofollow" are forgiven.
void apply_words(std::string_view item, Directives& directives) {
  auto words = std::string(item);
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == ';' || c == '\t'; }, ' ');
  for (const auto word : split(words, ' ')) apply_word(word, directives);
}

bool is_for_us(std::string_view agent, std::string_view product_token) {
  return agent == "*" || iequals(agent, "robots") ||
         (!product_token.empty() && iequals(agent, product_token));
}

}  // namespace

Directives parse_directives(std::string_view value, std::string_view product_token) {
  Directives directives;
  value = trim(value);
  if (value.empty()) return directives;
  directives.raw.push_back(text::to_valid_utf8(value.substr(0, kRawMax)));
  bool ours = true;
  Items items(value);
  while (auto item = items.next()) {
    for (auto colon = item->find(':'); colon != std::string_view::npos; colon = item->find(':')) {
      const auto name = trim(item->substr(0, colon));
      const auto rest = trim(item->substr(colon + 1));
      if (iequals(name, "unavailable_after")) {
        const auto time = items.date_from(rest);
        if (ours) keep_earlier(directives.unavailable_after, time);
        *item = {};
      } else if (istarts_with(name, "max-")) {
        if (ours && iequals(name, "max-snippet") && rest == "0") directives.nosnippet = true;
        *item = {};
      } else {
        // A user agent: what follows is for it, up to the next one.
        ours = is_for_us(name, product_token);
        *item = rest;
      }
    }
    if (ours) apply_words(*item, directives);
  }
  return directives;
}

void Directives::merge(const Directives& other) {
  noindex = noindex || other.noindex;
  nofollow = nofollow || other.nofollow;
  noarchive = noarchive || other.noarchive;
  nosnippet = nosnippet || other.nosnippet;
  noai = noai || other.noai;
  keep_earlier(unavailable_after, other.unavailable_after);
  for (const auto& value : other.raw) {
    if (raw.size() < kRawsMax) raw.push_back(value);
  }
}

}  // namespace broadsheet::robots
