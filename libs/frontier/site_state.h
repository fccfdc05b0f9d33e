// SPDX-License-Identifier: Apache-2.0
// What is remembered of a site, so that a crash forgets no delay. Inside frontier only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.h"

namespace broadsheet::frontier {

struct SiteState {
  Time next_request = {};       // no request before
  Duration pause = {};          // the last one it was given
  std::string why = {};         // the reason for that, if it is not the ordinary delay
  std::uint32_t throttles = 0;  // 429 and 503 in a row
  std::uint32_t failures = 0;   // no answer, in a row
  std::uint64_t urls = 0;       // known
  std::uint64_t backlog = 0;    // of them, from sitemaps and pages of old links
  std::uint32_t turn = 0;       // pages that were leased: whose turn it is
};

std::string encode(const SiteState& state);
Result<SiteState> decode_site_state(std::string_view bytes);

}  // namespace broadsheet::frontier
