// SPDX-License-Identifier: Apache-2.0
// uses: bs_http
// Any bytes are requests or a refusal, the same however they are cut, and within the limits.
#include "core/result.h"
#include "http/request_reader.h"

namespace {

using namespace broadsheet;
using namespace broadsheet::http;

struct Outcome {
  bool refused = false;
  bool done = false;
  ServerRequest request = {};
};

Outcome read(std::string_view bytes, std::size_t step) {
  Server::Limits limits;
  limits.header_bytes_max = 4096;
  limits.headers_max = 32;
  limits.body_bytes_max = 8192;
  RequestReader reader(limits);
  Outcome outcome;
  while (!bytes.empty() && !outcome.refused && reader.state() != RequestReader::State::kDone) {
    auto piece = bytes.substr(0, step);
    const std::size_t size = piece.size();
    outcome.refused = reader.feed(piece).has_value();
    bytes.remove_prefix(size - piece.size());
  }
  outcome.done = !outcome.refused && reader.state() == RequestReader::State::kDone;
  outcome.request = reader.take();
  CHECK(outcome.request.body.size() <= limits.body_bytes_max);
  CHECK(outcome.request.headers.size() <= limits.headers_max);
  return outcome;
}

}  // namespace

void fuzz_http_request(std::string_view bytes) {
  const Outcome whole = read(bytes, bytes.size() + 1);
  const Outcome pieces = read(bytes, 3);
  CHECK(whole.refused == pieces.refused);
  CHECK(whole.done == pieces.done);
  if (!whole.done) return;
  CHECK(whole.request.target == pieces.request.target);
  CHECK(whole.request.headers == pieces.request.headers);
  CHECK(whole.request.body == pieces.request.body);
  CHECK(whole.request.method == "OPTIONS" || whole.request.path.starts_with('/'));
}
