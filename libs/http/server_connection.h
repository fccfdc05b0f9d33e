// SPDX-License-Identifier: Apache-2.0
// One connection of the server: requests in, answers out, one after the other. Lives on its loop.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/loop.h"
#include "http/request_reader.h"
#include "http/server.h"
#include "http/transport.h"

namespace broadsheet::http {

class ServerConnection {
 public:
  using Piece = Result<std::optional<std::string>>;

  // What the server does for its connections.
  struct Hooks {
    // Has the handler answer, or says that too many wait. The answer comes to respond().
    std::function<void(std::uint64_t id, ServerRequest)> handle;
    // Has the source asked: false if too many wait. The piece comes to piece_ready().
    std::function<bool(std::uint64_t id, std::shared_ptr<BodySource>)> pull;
    // So many bytes more of answers are kept, or fewer; false: there are too many already.
    std::function<bool(std::int64_t bytes)> hold;
    // It is over; the connection may be destroyed once the loop has turned.
    std::function<void(std::uint64_t id)> closed;
  };

  ServerConnection(Loop& loop, std::uint64_t id, const Server::Limits& limits, const Hooks& hooks,
                   std::unique_ptr<Transport> transport);
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;

  void start(TlsContext* tls);  // null: plain
  void respond(ServerResponse response);
  void piece_ready(Piece piece);
  // Ends after the answer under way, or now if there is none.
  void wind_down();
  void close();

 private:
  void await_request();
  void read();
  void read_body();
  void take(std::string_view bytes);
  void refuse(const RequestReader::Refusal& refusal);
  bool hold(std::size_t bytes);
  void let_go();
  void begin();
  [[nodiscard]] std::string head();
  void add_framing(Headers& headers);
  void next_piece();
  void write_piece();
  void write(std::string bytes, std::function<void()> then);
  void body_done();
  void end();

  Loop& loop_;
  const std::uint64_t id_;
  const Server::Limits& limits_;
  const Hooks& hooks_;
  std::unique_ptr<Transport> transport_;
  Timer timer_;
  bool closed_ = false;
  bool winding_down_ = false;
  bool busy_ = false;     // between a whole request and the end of its answer
  bool refused_ = false;  // what still comes is not read
  std::string unread_;    // of the next request
  std::optional<RequestReader> reader_;

  ServerResponse response_;
  std::shared_ptr<BodySource> source_;  // A worker may still hold it when we are gone.
  bool head_only_ = false;
  bool http_1_0_ = false;
  bool keep_alive_ = true;
  bool chunked_ = false;
  std::size_t sent_ = 0;  // of the body or the raw bytes
  std::size_t held_ = 0;  // of the bytes that all answers may have
  std::chrono::steady_clock::time_point answer_until_ = {};
  std::string pending_;  // what goes out before the next piece: the head
};

}  // namespace broadsheet::http
