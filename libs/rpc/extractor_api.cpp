// SPDX-License-Identifier: Apache-2.0
// A stream of pages, for an extractor in this process: one after the other.
#include "rpc/extractor_api.h"

namespace broadsheet::rpc {

Result<void> ExtractorApi::extract_stream(
    const std::function<std::optional<ExtractRequest>()>& next, const CallContext& call,
    const std::function<bool(ExtractAnswer)>& sink) {
  while (auto request = next()) {
    if (call.given_up()) return unavailable("the stream was given up");
    if (!sink({.id = request->id, .reply = extract(*request, call)})) return {};
  }
  return {};
}

}  // namespace broadsheet::rpc
