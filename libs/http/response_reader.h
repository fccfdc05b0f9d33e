// SPDX-License-Identifier: Apache-2.0
// Bytes of a connection in, one response out, within limits. Pure: no socket, no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/chunked.h"
#include "http/client.h"
#include "http/decoder.h"

namespace broadsheet::http {

// A fault and its kind for the machine.
struct Problem {
  Failure failure = Failure::kNone;
  Fault fault = {};
};

class ResponseReader {
 public:
  ResponseReader(const Limits& limits, Method method, bool keep_encoded_body);
  ~ResponseReader();
  ResponseReader(const ResponseReader&) = delete;
  ResponseReader& operator=(const ResponseReader&) = delete;

  enum class State { kHead, kBody, kDone };

  // Not after a problem, nor when done.
  std::optional<Problem> feed(std::string_view bytes);
  // The connection has ended: fine if only that ends the body.
  std::optional<Problem> end();

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool begun() const { return begun_; }  // any byte came
  // Done, and the connection is clean for the next request.
  [[nodiscard]] bool reusable() const { return state_ == State::kDone && reusable_; }
  // Of the body so far, as sent.
  [[nodiscard]] std::uint64_t body_wire_bytes() const { return response_.body_wire_bytes; }
  // When done.
  Response take() { return std::move(response_); }

 private:
  enum class Ends { kNoBody, kAtLength, kChunked, kAtClose };

  std::optional<Problem> feed_head(std::string_view& bytes);
  std::optional<Problem> take_head(std::string_view head);
  std::optional<Problem> frame_body();
  std::optional<Problem> build_decoders(const std::vector<std::string>& transfer_codings);
  std::optional<Problem> feed_body(std::string_view& bytes);
  // False once a limit was reached or the body is damaged.
  bool take_body(std::string_view piece);
  void decode(std::size_t decoder, std::string_view piece);
  bool keep_decoded(std::string_view piece);
  void truncate();
  std::optional<Problem> finish();

  const Limits limits_;
  const Method method_;
  const bool keep_encoded_body_;

  State state_ = State::kHead;
  bool begun_ = false;
  bool reusable_ = true;
  int interim_ = 0;
  std::size_t empty_bytes_ = 0;
  std::string head_;
  std::size_t searched_ = 0;
  Response response_;

  Ends ends_ = Ends::kNoBody;
  std::uint64_t left_ = 0;  // of a body with a length
  std::optional<ChunkedReader> chunked_;
  std::vector<std::unique_ptr<Decoder>> decoders_;  // in the order in which they are undone
  std::uint64_t between_bytes_ = 0;                 // between two of them
  std::optional<Problem> problem_;                  // found inside a sink
};

}  // namespace broadsheet::http
