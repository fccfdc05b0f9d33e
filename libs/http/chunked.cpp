// SPDX-License-Identifier: Apache-2.0
// Reading the chunked transfer coding.
#include "http/chunked.h"

#include <algorithm>
#include <charconv>

namespace broadsheet::http {

namespace {

constexpr std::size_t kSizeLineMax = 4096;  // A size needs 16 digits; the rest are extensions.

}  // namespace

Result<std::size_t> ChunkedReader::feed(std::string_view bytes, const Sink& sink) {
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ != State::kDone) {
    if (state_ == State::kData) {
      const auto size =
          static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - taken));
      const auto piece = bytes.substr(taken, size);
      taken += size;
      left_ -= size;
      if (left_ == 0) state_ = State::kDataEnd;
      if (!sink(piece)) return taken;
      continue;
    }
    TRY(take_line_byte(bytes[taken]));
    ++taken;
  }
  return taken;
}

Result<void> ChunkedReader::take_line_byte(char c) {
  if (state_ == State::kTrailer && ++trailer_bytes_ > trailer_bytes_max_) {
    return bad_input("trailers above " + std::to_string(trailer_bytes_max_) + " bytes");
  }
  if (c != '\n') {
    // Of a trailer we only need to know whether its line is empty.
    if (state_ != State::kTrailer || line_.size() < 2) line_ += c;
    if (state_ == State::kDataEnd && line_ != "\r") {
      return bad_input("a chunk is longer than its size says");
    }
    if (line_.size() > kSizeLineMax) return bad_input("a chunk's size line has no end");
    return {};
  }
  if (line_.ends_with('\r')) line_.pop_back();
  const std::string line = std::exchange(line_, {});
  switch (state_) {
    case State::kSize:
      line_ = line;
      return take_size_line();
    case State::kDataEnd:
      state_ = State::kSize;
      return {};
    default:
      if (line.empty()) state_ = State::kDone;
      return {};
  }
}

Result<void> ChunkedReader::take_size_line() {
  const std::string line = std::exchange(line_, {});
  const char* begin = line.data();
  const char* end = begin + line.size();
  while (begin != end && (*begin == ' ' || *begin == '\t')) ++begin;
  std::uint64_t size = 0;
  const auto [after, error] = std::from_chars(begin, end, size, 16);
  if (error != std::errc()) return bad_input("a chunk's size is no number", line.substr(0, 80));
  // Blanks before the extensions are seen in the wild.
  const std::string_view rest(after, static_cast<std::size_t>(end - after));
  const auto mark = rest.find_first_not_of(" \t");
  if (mark != std::string_view::npos && rest[mark] != ';') {
    return bad_input("a chunk's size is no number", line.substr(0, 80));
  }
  left_ = size;
  state_ = size == 0 ? State::kTrailer : State::kData;
  return {};
}

}  // namespace broadsheet::http
