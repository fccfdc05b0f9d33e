// SPDX-License-Identifier: Apache-2.0
// A row is "status fetched expires failures\n" and the body as it came.
#include "frontier/robots_cache.h"

#include <cstdio>

#include "core/strings.h"
#include "frontier/keys.h"

namespace broadsheet::frontier {

namespace {

constexpr std::size_t kEntriesMax = 20'000;
// RFC 9309 §2.5: what must be read at least, and a byte by which a reader knows that it was cut.
constexpr std::size_t kFileBytesMax = 500 * 1024 + 1;

std::string encode(const RobotsEntry& entry, std::string_view body) {
  char head[128];
  std::snprintf(head, sizeof head, "%d %lld %lld %u\n", entry.status, to_micros(entry.fetched),
                to_micros(entry.expires), entry.failures);
  return head + std::string(body);
}

std::optional<RobotsEntry> decode(const std::string& row) {
  RobotsEntry entry;
  long long fetched = 0;
  long long expires = 0;
  const auto line = row.find('\n');
  if (line == std::string::npos || std::sscanf(row.c_str(), "%d %lld %lld %u", &entry.status,
                                               &fetched, &expires, &entry.failures) != 4) {
    return std::nullopt;
  }
  entry.fetched = from_micros(fetched);
  entry.expires = from_micros(expires);
  entry.access = robots::access_for_status(entry.status);
  const auto body = std::string_view(row).substr(line + 1);
  entry.robots = robots::Robots::parse(body);
  entry.body_bytes = body.size();
  return entry;
}

}  // namespace

const RobotsEntry* RobotsCache::find(const std::string& origin) {
  if (const auto found = entries_.find(origin); found != entries_.end()) return &found->second;
  const auto row = store_.get(kRobotsFamily, origin);
  if (!row) return nullptr;
  auto entry = decode(*row);
  if (!entry) return nullptr;
  return &keep(origin, std::move(*entry));
}

const RobotsEntry& RobotsCache::put(const std::string& origin, int status, std::string_view body,
                                    Time now, kv::Batch& batch) {
  const RobotsEntry* before = find(origin);
  RobotsEntry entry;
  entry.status = status;
  entry.fetched = now;
  entry.access = robots::access_for_status(status);
  if (entry.access == robots::Access::kDisallowAll) {
    entry.failures = before == nullptr ? 1 : before->failures + 1;
    entry.expires = now + doubled(rules_.robots_retry, entry.failures - 1, rules_.robots_lifetime);
  } else {
    entry.expires = now + rules_.robots_lifetime;
  }
  const auto kept =
      entry.access == robots::Access::kRules ? body.substr(0, kFileBytesMax) : std::string_view();
  entry.robots = robots::Robots::parse(kept);
  entry.body_bytes = kept.size();
  batch.put(kRobotsFamily, origin, encode(entry, kept));
  return keep(origin, std::move(entry));
}

void RobotsCache::adopt(const std::string& origin, const std::string& row, kv::Batch& batch) {
  auto told = decode(row);
  const RobotsEntry* known = find(origin);
  if (!told || (known != nullptr && known->fetched > told->fetched)) return;
  batch.put(kRobotsFamily, origin, row);
  keep(origin, std::move(*told));
}

const RobotsEntry& RobotsCache::keep(const std::string& origin, RobotsEntry entry) {
  forget(origin);
  // Any may go: all of them are in the store.
  while (!entries_.empty() &&
         (entries_.size() >= kEntriesMax || body_bytes_ + entry.body_bytes > body_bytes_max_)) {
    forget(std::string(entries_.begin()->first));
  }
  body_bytes_ += entry.body_bytes;
  return entries_[origin] = std::move(entry);
}

void RobotsCache::forget(const std::string& origin) {
  const auto found = entries_.find(origin);
  if (found == entries_.end()) return;
  body_bytes_ -= found->second.body_bytes;
  entries_.erase(found);
}

records::RobotsVerdict robots_verdict(const RobotsEntry& entry, std::string_view product_token,
                                      const url::Url& url) {
  records::RobotsVerdict verdict;
  const std::string status = std::to_string(entry.status);
  switch (entry.access) {
    case robots::Access::kAllowAll:
      verdict.reason = "no robots.txt (status " + status + ")";
      return verdict;
    case robots::Access::kDisallowAll:
      verdict.allowed = false;
      verdict.reason = entry.status == 0 ? "robots.txt unreachable"
                                         : "robots.txt unreachable (status " + status + ")";
      return verdict;
    case robots::Access::kRules:
      break;
  }
  const auto rule = entry.robots.verdict(product_token, url.request_target());
  verdict.allowed = rule.allowed;
  verdict.line = rule.line;
  verdict.rule = presentable(rule.rule);
  verdict.reason = rule.line > 0 ? "rules" : "no rule matches";
  return verdict;
}

}  // namespace broadsheet::frontier
