// SPDX-License-Identifier: Apache-2.0
// What a value of a seed list must be.
#include "seeds/checks.h"

#include <algorithm>
#include <charconv>

#include "core/strings.h"
#include "url/url.h"

namespace broadsheet::seeds {

namespace {

constexpr std::size_t kIdBytesMax = 64;
constexpr std::size_t kSubtagBytesMax = 8;  // RFC 5646 §2.1

constexpr Duration kDurationMax = std::chrono::hours(24 * 365);

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

Wrong check_id(const std::string& id) {
  const bool good = !id.empty() && id.size() <= kIdBytesMax && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
  });
  if (good) return {};
  return {"\"" + id + "\" is no id", "write up to 64 of a-z, 0-9 and -, as in \"daily-planet\""};
}

Wrong check_url(const std::string& text) {
  const auto url = url::Url::parse(text);
  if (!url) {
    const bool bare = text.find("://") == std::string::npos;
    return {"\"" + text + "\" is no URL" + (bare ? "" : ": " + url.fault().what),
            bare ? "write https://" + text : "write an absolute http or https URL"};
  }
  if (!url->is_http())
    return {"\"" + text + "\" is neither http nor https", "only the web is crawled"};
  return {};
}

Wrong check_language(const std::string& language) {
  const auto parts = split(language, '-');
  bool good = parts.front().size() >= 2 && parts.front().size() <= 3 &&
              std::ranges::all_of(parts.front(), is_letter);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    good = good && !parts[i].empty() && parts[i].size() <= kSubtagBytesMax &&
           std::ranges::all_of(parts[i], [](char c) { return is_letter(c) || is_digit(c); });
  }
  if (good) return {};
  return {"\"" + language + "\" is no language", "write a BCP 47 tag, as in \"en\" or \"pt-BR\""};
}

Wrong check_country(const std::string& country) {
  if (country.size() == 2 && std::ranges::all_of(country, is_letter)) return {};
  return {"\"" + country + "\" is no country", "write two letters of ISO 3166, as in \"GB\""};
}

Wrong check_budget(const std::string& text, std::optional<std::uint32_t>& value) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return {"\"" + text + "\" is no number of fetches a day", "write a whole number"};
  }
  value = number;
  return {};
}

Wrong check_duration(const std::string& text, std::optional<Duration>& value) {
  const auto duration = parse_duration(text);
  if (!duration) return {"\"" + text + "\" is no duration", "write 5s, 10m, 1h30m or 2d"};
  if (*duration > kDurationMax) {
    return {"\"" + text + "\" is longer than a year", "write 365d at most"};
  }
  value = *duration;
  return {};
}

std::string id_for(const records::Source& source) {
  std::string from = source.homepage;
  if (from.empty() && !source.feeds.empty()) from = source.feeds.front();
  if (from.empty() && !source.sitemaps.empty()) from = source.sitemaps.front();
  const auto url = url::Url::parse(from);
  if (!url) return {};
  std::string host(url->host());
  if (host.starts_with("www.")) host.erase(0, 4);
  if (url->has_explicit_port()) host += "-" + std::to_string(url->port());
  std::string id;
  for (const char c : host) id += is_letter(c) || is_digit(c) ? c : '-';
  return id.substr(0, kIdBytesMax);
}

}  // namespace broadsheet::seeds
