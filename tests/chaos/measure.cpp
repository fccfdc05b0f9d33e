// SPDX-License-Identifier: Apache-2.0
// Histograms of /metrics, added up.
#include "chaos/measure.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include "core/strings.h"
#include "http/client.h"

namespace broadsheet::chaos {

namespace {

constexpr std::string_view kBucket = "broadsheet_searchable_seconds_bucket{le=\"";

std::string body_of(const std::string& address) {
  http::Client::Options options;
  options.addresses.allowed = {*url::Cidr::parse("127.0.0.0/8")};
  const auto client = http::Client::open(options);
  CHECK(client.ok());
  const auto url = url::Url::parse("http://" + address + "/metrics");
  CHECK(url.ok());
  auto exchange = (*client)->fetch_and_wait({.url = *url});
  return exchange.response ? exchange.response->body : std::string();
}

// As Prometheus does it: evenly within a bucket.
double quantile(const std::map<double, double>& buckets, double part) {
  const double wanted = buckets.rbegin()->second * part;
  double bound = 0;
  double below = 0;
  for (const auto& [le, count] : buckets) {
    if (count >= wanted && count > below) {
      return std::isinf(le) ? bound : bound + (le - bound) * (wanted - below) / (count - below);
    }
    bound = le;
    below = count;
  }
  return bound;
}

}  // namespace

std::string searchable_after(const std::vector<std::string>& addresses) {
  std::map<double, double> buckets;  // upper bound → how many are below it
  for (const auto& address : addresses) {
    const std::string body = body_of(address);
    for (const auto line : split(body, '\n')) {
      if (!line.starts_with(kBucket)) continue;
      const std::string rest(line.substr(kBucket.size()));
      const auto end = rest.find("\"} ");
      if (end == std::string::npos) continue;
      const std::string le = rest.substr(0, end);
      const double bound = le == "+Inf" ? std::numeric_limits<double>::infinity() : std::stod(le);
      buckets[bound] += std::stod(rest.substr(end + 3));
    }
  }
  if (buckets.empty() || buckets.rbegin()->second == 0) return "nothing was measured";
  char words[128];
  std::snprintf(words, sizeof words, "half within %.2f s, 99 of 100 within %.2f s, of %.0f",
                quantile(buckets, 0.5), quantile(buckets, 0.99), buckets.rbegin()->second);
  return words;
}

}  // namespace broadsheet::chaos
