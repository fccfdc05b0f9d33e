// SPDX-License-Identifier: Apache-2.0
// uses: bs_http
// Any bytes are a response or a fault, the same however they are cut, and within the limits.
#include "core/result.h"
#include "http/response_reader.h"

namespace {

using namespace broadsheet;
using namespace broadsheet::http;

struct Outcome {
  Failure failure = Failure::kNone;
  bool done = false;
  Response response = {};
};

Limits small_limits() {
  Limits limits;
  limits.header_bytes_max = 4096;
  limits.headers_max = 32;
  limits.body_bytes_max = 64 << 10;
  limits.wire_bytes_max = 32 << 10;
  limits.ratio_bytes_min = 16 << 10;
  return limits;
}

Outcome read(std::string_view bytes, std::size_t step) {
  const Limits limits = small_limits();
  ResponseReader reader(limits, Method::kGet, true);
  Outcome outcome;
  std::optional<Problem> problem;
  while (!bytes.empty() && !problem && reader.state() != ResponseReader::State::kDone) {
    const auto piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    problem = reader.feed(piece);
  }
  if (!problem && reader.state() != ResponseReader::State::kDone) problem = reader.end();
  outcome.done = !problem;
  if (problem) outcome.failure = problem->failure;
  CHECK(outcome.done == (outcome.failure == Failure::kNone));
  outcome.response = reader.take();
  CHECK(outcome.response.body.size() <= limits.body_bytes_max);
  CHECK(outcome.response.body_wire_bytes <= limits.wire_bytes_max);
  CHECK(outcome.response.headers.size() <= limits.headers_max);
  return outcome;
}

}  // namespace

void fuzz_http_response(std::string_view bytes) {
  const Outcome whole = read(bytes, bytes.size() + 1);
  const Outcome pieces = read(bytes, 3);
  // Limits of ratio and head are judged piece by piece, and may then be met earlier.
  if (!whole.done || !pieces.done) return;
  CHECK(whole.response.status == pieces.response.status);
  CHECK(whole.response.headers == pieces.response.headers);
  CHECK(whole.response.body == pieces.response.body);
}
