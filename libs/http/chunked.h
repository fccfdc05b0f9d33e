// SPDX-License-Identifier: Apache-2.0
// The chunked transfer coding (RFC 9112 §7.1), read piece by piece. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet::http {

class ChunkedReader {
 public:
  explicit ChunkedReader(std::size_t trailer_bytes_max) : trailer_bytes_max_(trailer_bytes_max) {}

  // Gets the payload; false ends feed() early.
  using Sink = std::function<bool(std::string_view)>;

  // How many of `bytes` were taken: all, unless the body or the sink ended. kBadInput if it is not
  // chunked. Chunk extensions and trailers are dropped.
  Result<std::size_t> feed(std::string_view bytes, const Sink& sink);
  [[nodiscard]] bool done() const { return state_ == State::kDone; }

 private:
  enum class State { kSize, kData, kDataEnd, kTrailer, kDone };
  Result<void> take_size_line();
  Result<void> take_line_byte(char c);

  const std::size_t trailer_bytes_max_;
  State state_ = State::kSize;
  std::string line_;
  std::uint64_t left_ = 0;
  std::size_t trailer_bytes_ = 0;
};

}  // namespace broadsheet::http
