// SPDX-License-Identifier: Apache-2.0
// What a value of a seed list must be.
#include "seeds/checks.h"

#include <algorithm>

#include "core/strings.h"
#include "url/url.h"

namespace broadsheet::seeds {

namespace {

constexpr std::size_t kIdBytesMax = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

Wrong check_id(const std::string& id) {
  const bool good = !id.empty() && id.size() <= kIdBytesMax && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
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
  const auto primary = split(language, '-').front();
  const bool good =
      primary.size() >= 2 && primary.size() <= 3 && std::ranges::all_of(primary, is_letter);
  if (good) return {};
  return {"\"" + language + "\" is no language", "write a BCP 47 tag, as in \"en\" or \"pt-BR\""};
}

Wrong check_country(const std::string& country) {
  if (country.size() == 2 && std::ranges::all_of(country, is_letter)) return {};
  return {"\"" + country + "\" is no country", "write two letters of ISO 3166, as in \"GB\""};
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
  for (const char c : host) id += is_letter(c) || (c >= '0' && c <= '9') ? c : '-';
  return id.substr(0, kIdBytesMax);
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const auto& candidate : known) {
    const auto distance = edit_distance(ascii_lower(word), candidate);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

}  // namespace broadsheet::seeds
