// SPDX-License-Identifier: Apache-2.0
// robots.txt by RFC 9309.
#include "robots/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/strings.h"
#include "robots/pattern.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace broadsheet::robots {

namespace {

constexpr std::size_t kBytesMax = std::size_t{500} << 10;  // §2.5
constexpr std::size_t kRuleTextMax = 512;                  // what a verdict quotes
constexpr std::size_t kSitemapsMax = 10'000;
constexpr double kCrawlDelayMax = 366.0 * 24 * 3600;  // seconds; above it, a year is long enough

enum class Key { kOther, kUserAgent, kAllow, kDisallow, kCrawlDelay, kSitemap };

// The RFC's names, and what people write for them.
Key key_of(std::string_view name) {
  if (iequals(name, "user-agent") || iequals(name, "useragent") || iequals(name, "user agent")) {
    return Key::kUserAgent;
  }
  for (const auto* word :
       {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}) {
    if (iequals(name, word)) return Key::kDisallow;
  }
  if (iequals(name, "allow")) return Key::kAllow;
  if (iequals(name, "crawl-delay") || iequals(name, "crawldelay")) return Key::kCrawlDelay;
  if (iequals(name, "sitemap") || iequals(name, "site-map")) return Key::kSitemap;
  return Key::kOther;
}

struct Line {
  int number = 0;
  std::string_view text;  // without comment, trimmed
  Key key = Key::kOther;
  std::string_view value;
};

// §2.2: "key : value"; a colon forgotten between two words is forgiven.
Line read_line(std::string_view bytes, int number) {
  Line line;
  line.number = number;
  line.text = trim(bytes.substr(0, bytes.find('#')));
  auto separator = line.text.find(':');
  if (separator == std::string_view::npos) separator = line.text.find_first_of(" \t");
  if (separator == std::string_view::npos) return line;
  line.key = key_of(trim(line.text.substr(0, separator)));
  line.value = trim(line.text.substr(separator + 1));
  return line;
}

// Calls `take(line)` for each line; CR, LF and CRLF end one.
template <typename Take>
void for_each_line(std::string_view bytes, Take take) {
  int number = 0;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    take(read_line(bytes.substr(0, end), ++number));
    const bool crlf = bytes.substr(end).starts_with("\r\n");
    bytes.remove_prefix(std::min(end + (crlf ? 2 : 1), bytes.size()));
  }
}

// §2.2.1: letters, '_' and '-'; what follows ("bot/1.0") is no part of the token.
std::string token_of(std::string_view value) {
  if (value == "*" || value.starts_with("* ") || value.starts_with("*\t")) return "*";
  std::size_t size = 0;
  while (size < value.size()) {
    const char c = value[size];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && c != '_' && c != '-') break;
    ++size;
  }
  return ascii_lower(value.substr(0, size));
}

std::optional<Duration> parse_crawl_delay(std::string_view value) {
  double seconds = 0;
  const auto* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, seconds, std::chars_format::fixed);
  if (read.ec != std::errc() || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
  // "10 seconds" and "10s" are understood; "10.5.1" is not a number.
  if (read.ptr != end && (*read.ptr == '.' || *read.ptr == ',')) return std::nullopt;
  return Duration(std::llround(std::min(seconds, kCrawlDelayMax) * 1e6));
}

// Half a rule is another rule: of "Disallow: /archive", "Disallow: /".
std::string_view whole_lines(std::string_view bytes) {
  const auto end = bytes.find_last_of("\r\n");
  return bytes.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string quoted(std::string_view text) {
  return text::to_valid_utf8(text.substr(0, kRuleTextMax));
}

}  // namespace

Robots Robots::parse(std::string_view bytes) {
  const bool cut = bytes.size() > kBytesMax;
  bytes = bytes.substr(0, kBytesMax);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string decoded;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    decoded = text::decode(bytes, {}).utf8;  // UTF-16, against the RFC; its rules are rules
    bytes = decoded;
  }
  if (cut) bytes = whole_lines(bytes);

  Robots robots;
  bool naming = false;  // whether the last line that counts was a user-agent line
  for_each_line(bytes, [&](const Line& line) {
    switch (line.key) {
      case Key::kUserAgent:
        if (!naming) robots.groups_.emplace_back();
        naming = true;
        robots.groups_.back().tokens.push_back(token_of(line.value));
        return;
      case Key::kAllow:
      case Key::kDisallow: {
        naming = false;
        // A rule before any user-agent line speaks to nobody; an empty one says nothing.
        if (robots.groups_.empty() || line.value.empty()) return;
        auto path = std::string(line.value);
        if (path[0] != '/' && path[0] != '*') path.insert(0, 1, '/');
        robots.groups_.back().rules.push_back(
            {line.key == Key::kAllow, normalise_pattern(path), line.number, quoted(line.text)});
        return;
      }
      // §2.2.4: other records must not end a group, so `naming` stays.
      case Key::kCrawlDelay: {
        if (robots.groups_.empty()) return;
        const auto delay = parse_crawl_delay(line.value);
        auto& known = robots.groups_.back().crawl_delay;
        if (delay) known = std::max(known.value_or(Duration::zero()), *delay);
        return;
      }
      case Key::kSitemap:
        if (!line.value.empty() && robots.sitemaps_.size() < kSitemapsMax) {
          robots.sitemaps_.push_back(text::to_valid_utf8(line.value));
        }
        return;
      case Key::kOther:
        return;
    }
  });
  return robots;
}

std::vector<const Robots::Group*> Robots::groups_for(std::string_view product_token) const {
  const auto ours = token_of(product_token);
  std::vector<const Group*> named;
  std::vector<const Group*> anybody;
  for (const auto& group : groups_) {
    const auto names = [&group](std::string_view token) {
      return std::find(group.tokens.begin(), group.tokens.end(), token) != group.tokens.end();
    };
    if (!ours.empty() && names(ours)) named.push_back(&group);
    if (names("*")) anybody.push_back(&group);
  }
  return named.empty() ? anybody : named;
}

Verdict Robots::verdict(std::string_view product_token, std::string_view target) const {
  const Target path(target);
  if (path.text() == "/robots.txt") return {};  // §2.2.2
  const Rule* best = nullptr;
  for (const auto* group : groups_for(product_token)) {
    for (const auto& rule : group->rules) {
      if (best != nullptr) {
        const auto size = rule.pattern.size();
        const auto best_size = best->pattern.size();
        const bool wins = size > best_size || (size == best_size && rule.allow && !best->allow);
        if (!wins) continue;
      }
      if (path.matches(rule.pattern)) best = &rule;
    }
  }
  if (best == nullptr) return {};
  return {best->allow, best->line, best->text};
}

std::optional<Duration> Robots::crawl_delay(std::string_view product_token) const {
  std::optional<Duration> delay;
  for (const auto* group : groups_for(product_token)) {
    if (group->crawl_delay) delay = std::max(delay.value_or(Duration::zero()), *group->crawl_delay);
  }
  return delay;
}

Access access_for_status(int status) {
  if (status >= 200 && status <= 299) return Access::kRules;
  if (status >= 400 && status <= 499 && status != 429) return Access::kAllowAll;
  return Access::kDisallowAll;
}

}  // namespace broadsheet::robots
