// SPDX-License-Identifier: Apache-2.0
// Page tokens and stream cursors: a position, sealed for one request. Stateless: any replica reads
// them.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet::rpc {

// Seals and opens. With a key, nobody else can make a token; without one, a token is only guarded
// against accidents. Replicas that share work share the key.
class PageTokens {
 public:
  explicit PageTokens(std::string key = {}) : key_(std::move(key)) {}

  // `kind` is the method, `request` whatever must stay the same from page to page, as bytes. An
  // empty position (there is no next page) gives an empty token.
  [[nodiscard]] std::string seal(std::string_view kind, std::string_view request,
                                 std::string_view position) const;
  // An empty token is the empty position. kBadInput at "page_token" (or `field`) if it is
  // malformed, or of another request.
  [[nodiscard]] Result<std::string> open(std::string_view kind, std::string_view request,
                                         std::string_view token,
                                         std::string_view field = "page_token") const;

 private:
  std::string key_;
};

}  // namespace broadsheet::rpc
