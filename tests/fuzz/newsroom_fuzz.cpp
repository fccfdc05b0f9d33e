// SPDX-License-Identifier: Apache-2.0
// Any request gets an answer from a World: a line with the host, one with the target, then header
// fields.
// uses: bs_newsroom
#include <string>
#include <string_view>

#include "core/strings.h"
#include "newsroom/request_log.h"
#include "newsroom/world.h"

void fuzz_newsroom(std::string_view bytes) {
  using namespace broadsheet;
  static const newsroom::World kWorld(
      {.outlets = 20, .horizon = std::chrono::hours(1), .articles = 3});
  const auto lines = split(bytes.substr(0, 4096), '\n');
  newsroom::Request request;
  if (!lines.empty()) request.host = lines[0];
  if (lines.size() > 1) request.target = lines[1];
  for (std::size_t i = 2; i < lines.size() && i < 20; ++i) {
    const auto colon = lines[i].find(':');
    if (colon != std::string_view::npos)
      request.headers.add(lines[i].substr(0, colon), trim(lines[i].substr(colon + 1)));
  }
  (void)kWorld.respond(request, newsroom::default_epoch());
  (void)newsroom::parse_log(bytes);
}
