// SPDX-License-Identifier: Apache-2.0
// Histograms of /metrics, added up; captures on the bus, counted.
#include "chaos/measure.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include "common/topics.h"
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

void read_captures(bus::Bus& bus, int partitions,
                   const std::function<void(const bus::Delivery&)>& look) {
  std::vector<bus::Position> from;
  for (int partition = 0; partition < partitions; ++partition) {
    from.push_back({std::string(topics::kCaptures), partition, 0});
  }
  const auto ends = *bus.end_offsets(topics::kCaptures);
  const auto inbox = *bus.read(from);
  const auto behind = [&] {
    return std::ranges::any_of(inbox->assignment(), [&](const bus::Position& at) {
      return at.offset < ends[static_cast<std::size_t>(at.partition)];
    });
  };
  while (behind()) {
    for (const auto& delivery : *inbox->poll(1000, std::chrono::milliseconds(100))) look(delivery);
  }
}

double steady_rate(bus::Bus& bus, int partitions) {
  std::vector<Time> times;
  read_captures(bus, partitions, [&](const auto& one) { times.push_back(one.record.time); });
  std::ranges::sort(times);
  if (times.size() < 10) return 0;
  const std::size_t tenth = times.size() / 10;
  const std::chrono::duration<double> took = times[9 * tenth] - times[tenth];
  return took.count() > 0 ? static_cast<double>(8 * tenth) / took.count() : 0;
}

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
