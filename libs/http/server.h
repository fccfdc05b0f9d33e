// SPDX-License-Identifier: Apache-2.0
// A small HTTP/1.1 server: our own endpoints, and in tests any web server, however broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "http/message.h"

namespace broadsheet::http {

struct ServerRequest {
  std::string method = {};  // "GET", as sent
  std::string target =
      {};  // "/search?q=a", as sent; of "http://host/search?q=a" what follows the host
  std::string path = {};     // "/search", still percent-encoded
  std::string query = {};    // "q=a", without '?'
  std::string host = {};     // of Host (or an absolute target): lower case, without the port
  std::string version = {};  // "1.1", "1.0"
  Headers headers = {};
  std::string body = {};
  std::string remote_address = {};
  std::uint16_t remote_port = 0;
  bool tls = false;
};

// What comes next of a body: bytes, nothing more, or a fault that cuts the connection so that
// nobody takes the part for the whole. Called on a worker, one piece after the other; it may block.
using BodySource = std::function<Result<std::optional<std::string>>()>;

enum class Framing {
  kAuto,           // Content-Length for a `body`; chunked (HTTP/1.0: close) for a `source`
  kContentLength,  // A `source` must then set Content-Length in `headers`, and is believed.
  kChunked,
  kClose,  // no framing: the end of the connection is the end of the body
};

// An answer. Date, Content-Length and Transfer-Encoding are added unless `headers` has them already
// (so a test can lie). HEAD is answered like GET, without the body.
struct ServerResponse {
  int status = 200;
  std::string reason = {};  // empty: the registered phrase
  Headers headers = {};
  std::string body = {};
  BodySource source = {};  // instead of `body`
  Framing framing = Framing::kAuto;
  bool gzip = false;   // `body` may be compressed: it is, for a client that accepts that
  bool close = false;  // close the connection afterwards

  // For simulated servers; none of it holds a worker.
  Duration delay{};             // before the first byte of the answer
  Duration pause{};             // before each piece of the body but the first
  std::size_t piece_bytes = 0;  // `body` and `raw` are sent in pieces of this size; 0: in one
  std::optional<std::string> raw = {};  // instead of everything: written as is, then closed
  bool drop = false;                    // closed without a byte (after `delay`)

  // "text/plain; charset=utf-8" unless said otherwise.
  static ServerResponse text(int status, std::string body);
  static ServerResponse with(int status, std::string content_type, std::string body);
};

class Server {
 public:
  struct Limits {
    std::size_t header_bytes_max = 64 << 10;  // request line and fields
    std::size_t headers_max = 256;
    std::size_t body_bytes_max = 4 << 20;       // of a request: 413 above
    std::size_t connections_max = 4096;         // further ones are closed at once
    std::size_t queue_max = 4096;               // requests that wait for a worker: 503 above
    std::size_t answers_bytes_max = 256 << 20;  // of whole answers being read: 503 above
    std::size_t read_rate_min = 16 << 10;       // bytes a second that the reader of one must take
    Duration head = std::chrono::seconds(15);   // TLS handshake; first byte → end of the head
    Duration body = std::chrono::seconds(60);   // a request's body
    Duration idle = std::chrono::seconds(60);   // between requests
    Duration write = std::chrono::seconds(30);  // without the peer taking a byte
  };

  struct Tls {
    std::string certificate_pem = {};  // the chain, the server's own first
    std::string key_pem = {};
    std::string client_ca_pem = {};  // not empty: clients must show a certificate of these
  };

  struct Options {
    std::string listen = "127.0.0.1:0";  // "ADDRESS:PORT", "[::1]:0"; port 0: any free one
    int threads = 4;                     // workers, which run the handler and body sources
    Limits limits = {};
    std::optional<Tls> tls = {};
  };

  // Runs on a worker thread, several at a time; it may block, and then holds only its worker. An
  // exception becomes 500. Requests that are no HTTP are answered 400 without asking it.
  using Handler = std::function<ServerResponse(const ServerRequest&)>;

  // Listens when it returns. kBadInput for an address or certificate that is none; kUnavailable if
  // the port is taken.
  static Result<std::unique_ptr<Server>> open(Options options, Handler handler);
  ~Server();  // stop({})
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;   // the bound one
  [[nodiscard]] std::string address() const;  // "127.0.0.1:43121"
  [[nodiscard]] std::size_t connections() const;

  // Takes no new connections, closes idle ones, lets answers under way end within `patience`, then
  // cuts them. Returns when no handler runs. Twice is once.
  void stop(Duration patience);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::http
