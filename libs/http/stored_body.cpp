// SPDX-License-Identifier: Apache-2.0
// Stored bodies, decoded as far as they go.
#include "http/stored_body.h"

#include <vector>

#include "core/strings.h"
#include "http/chunked.h"
#include "http/decoder.h"

namespace broadsheet::http {

namespace {

constexpr std::size_t kPiece = std::size_t{32} << 10;
constexpr std::size_t kTrailerMax = std::size_t{64} << 10;
constexpr std::size_t kCodingsMax = 4;  // More is an attack.

// Takes what comes, up to a limit.
class Taker {
 public:
  explicit Taker(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  bool operator()(std::string_view bytes) {
    const auto room = bytes_max_ - out_.size();
    out_.append(bytes.substr(0, room));
    full_ = full_ || bytes.size() > room;
    return !full_;
  }
  std::string out_;
  bool full_ = false;

 private:
  const std::size_t bytes_max_;
};

void unchunk(StoredBody& body, std::size_t bytes_max) {
  ChunkedReader reader(kTrailerMax);
  Taker taker(bytes_max);
  const auto fed = reader.feed(body.bytes, [&](std::string_view bytes) { return taker(bytes); });
  if (taker.out_.empty() && !reader.done()) return;  // It never was.
  body.truncated = body.truncated || taker.full_ || !fed || !reader.done();
  body.bytes = std::move(taker.out_);
}

void undo(std::string_view coding, StoredBody& body, std::size_t bytes_max) {
  const auto decoder = make_decoder(coding);
  if (!decoder) return;
  Taker taker(bytes_max);
  Result<void> fed;
  for (std::size_t at = 0; fed && !taker.full_ && at < body.bytes.size(); at += kPiece) {
    fed = decoder->feed(std::string_view(body.bytes).substr(at, kPiece),
                        [&](std::string_view bytes) { return taker(bytes); });
  }
  if (!fed && taker.out_.empty()) return;
  const bool whole = fed && !taker.full_ && decoder->finish();
  body.truncated = body.truncated || !whole;
  body.bytes = std::move(taker.out_);
}

}  // namespace

StoredBody decode_stored_body(std::string_view transfer_encoding, std::string_view content_encoding,
                              std::string_view body, std::size_t bytes_max) {
  StoredBody stored{std::string(body)};
  if (ascii_lower(transfer_encoding).find("chunked") != std::string::npos) {
    // What is still coded may be larger than what comes out in the end.
    unchunk(stored, stored.bytes.size());
  }
  const auto codings = split(content_encoding, ',');
  for (std::size_t i = codings.size(); i > 0 && codings.size() <= kCodingsMax; --i) {
    undo(ascii_lower(trim(codings[i - 1])), stored, bytes_max);
  }
  if (stored.bytes.size() > bytes_max) {
    stored.bytes.resize(bytes_max);
    stored.truncated = true;
  }
  return stored;
}

}  // namespace broadsheet::http
