// SPDX-License-Identifier: Apache-2.0
// Bytes of a connection in, one request out: the server's strict reading (RFC 9112). Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/chunked.h"
#include "http/server.h"

namespace broadsheet::http {

class RequestReader {
 public:
  explicit RequestReader(const Server::Limits& limits) : limits_(limits) {}

  enum class State { kHead, kBody, kDone };

  // What to answer instead; the connection is of no further use.
  struct Refusal {
    int status = 400;
    std::string why = {};
  };

  // Takes from `bytes` what belongs to this request.
  std::optional<Refusal> feed(std::string_view& bytes);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool begun() const { return begun_; }
  [[nodiscard]] bool keeps_alive() const { return keeps_alive_; }
  // The client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }
  [[nodiscard]] ServerRequest take() { return std::move(request_); }

 private:
  std::optional<Refusal> feed_head(std::string_view& bytes);
  std::optional<Refusal> take_head(std::string_view head);
  std::optional<Refusal> take_request_line(std::string_view line);
  std::optional<Refusal> take_target(std::string_view target);
  std::optional<Refusal> take_host();
  std::optional<Refusal> frame_body();
  std::optional<Refusal> feed_body(std::string_view& bytes);

  const Server::Limits limits_;
  State state_ = State::kHead;
  bool begun_ = false;
  bool keeps_alive_ = true;
  bool expects_continue_ = false;
  std::string head_;
  std::size_t searched_ = 0;
  std::uint64_t left_ = 0;
  std::optional<ChunkedReader> chunked_;
  ServerRequest request_;
};

}  // namespace broadsheet::http
