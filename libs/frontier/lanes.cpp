// SPDX-License-Identifier: Apache-2.0
// The order of a site's queue.
#include "frontier/lanes.h"

#include <algorithm>
#include <optional>

#include "frontier/rules.h"

namespace broadsheet::frontier {

namespace {

using records::Role;

constexpr std::uint32_t kRound = 16;
constexpr std::uint32_t kListDepthMax = 1;  // what a homepage or a robots.txt leads to

// Whose own turn it is; none: the ordinary order.
std::optional<Lane> own_turn(std::uint32_t turn) {
  switch (turn % kRound) {
    case 3:
    case 12:
      return Lane::kBacklog;
    case 6:
      return Lane::kKnown;
    case 9:
      return Lane::kLists;
    case 15:
      return Lane::kNews;
    default:
      return std::nullopt;
  }
}

bool is_top_list(const records::FrontierRecord& record) {
  if (record.depth == 0) return record.role != Role::kArticle && record.role != Role::kUnknown;
  if (record.depth > kListDepthMax) return false;
  return record.role == Role::kFeed ||
         (record.role == Role::kSitemap && record.via.ends_with("/robots.txt"));
}

}  // namespace

Lane lane_of(const records::FrontierRecord& record) {
  if (record.due == Time{}) return Lane::kAsked;
  if (is_top_list(record)) return Lane::kLists;
  const bool list =
      record.role == Role::kHub || record.role == Role::kFeed || record.role == Role::kSitemap;
  if (list) return Lane::kKnown;
  if (record.due_reason == kSitemapSaysUpdated) return Lane::kBacklog;
  if (record.changes > 0) return Lane::kKnown;
  if (redirects_for_now(record)) return Lane::kKnown;  // Some counters of clicks do it for ever.
  return record.fresh ? Lane::kNews : Lane::kBacklog;
}

std::array<Lane, kLanes> order_of(std::uint32_t turn) {
  std::array<Lane, kLanes> order = {Lane::kAsked, Lane::kLists, Lane::kNews, Lane::kKnown,
                                    Lane::kBacklog};
  if (turn % 2 == 1) std::swap(order[1], order[2]);
  if (const auto own = own_turn(turn)) {
    std::rotate(order.begin(), std::find(order.begin(), order.end(), *own),
                std::find(order.begin(), order.end(), *own) + 1);
  }
  return order;
}

std::uint64_t pages_before(Lane lane, std::uint64_t in_lane, std::uint64_t in_earlier_lanes) {
  std::uint64_t own = 0;
  for (std::uint32_t turn = 0; turn < kRound; ++turn) own += own_turn(turn) == lane ? 1 : 0;
  const std::uint64_t in_order = in_lane + in_earlier_lanes;
  return own == 0 ? in_order : std::min(in_order, in_lane * kRound / own);
}

std::string_view words_for(Lane lane) {
  switch (lane) {
    case Lane::kAsked:
      return "what a person asked for";
    case Lane::kLists:
      return "a list of its source";
    case Lane::kNews:
      return "news";
    case Lane::kKnown:
      return "a page known before";
    case Lane::kBacklog:
      break;
  }
  return "backlog";
}

}  // namespace broadsheet::frontier
