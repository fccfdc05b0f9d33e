// SPDX-License-Identifier: Apache-2.0
// One TCP connection, with or without TLS over it; hides Asio's sockets and OpenSSL.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/loop.h"
#include "url/address.h"

namespace broadsheet::http {

struct Endpoint {
  url::Address address = {};
  std::uint16_t port = 0;

  auto operator<=>(const Endpoint&) const = default;
  [[nodiscard]] std::string text() const;  // "127.0.0.1:80", "[::1]:80"
};

struct IoStatus {
  enum class Kind { kOk, kEnd, kError };  // kEnd: the peer has closed
  Kind kind = Kind::kOk;
  std::string text = {};  // of an error, for people

  [[nodiscard]] bool ok() const { return kind == Kind::kOk; }
};

// Certificates and settings shared by many connections.
class TlsContext {
 public:
  // Verifies against the system's store or `ca_file` alone. kBadInput if the file is none.
  static Result<std::shared_ptr<TlsContext>> client(const std::string& ca_file, bool verify);
  // kBadInput names what of the three is no PEM, or a key of another certificate.
  static Result<std::shared_ptr<TlsContext>> server(const std::string& certificate_pem,
                                                    const std::string& key_pem,
                                                    const std::string& client_ca_pem);
  ~TlsContext();
  struct Impl;
  explicit TlsContext(std::unique_ptr<Impl> impl);
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// At most one read (or wait) and one write at a time. Nothing is called after close() or the
// destructor, nor from inside the call that starts an operation.
class Transport {
 public:
  explicit Transport(Loop& loop);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  using Done = std::function<void(const IoStatus&)>;
  // The bytes are valid until the next operation on the transport.
  using Received = std::function<void(const IoStatus&, std::string_view bytes)>;

  void connect(const Endpoint& to, Done done);
  // SNI and the name in the certificate are `host` (an address is checked as such, without SNI).
  void handshake_as_client(TlsContext& context, const std::string& host, Done done);
  void handshake_as_server(TlsContext& context, Done done);

  void read(Received received);
  void write(std::string bytes, Done done);
  // Until the socket has bytes or has ended; gives the buffers back meanwhile.
  void wait_readable(Done done);
  void stop_waiting();
  // Tells the peer that nothing more comes (close_notify, FIN), then reads on until it closes too.
  void close_gently(Done done);
  void close();

  [[nodiscard]] Endpoint remote() const;
  [[nodiscard]] bool is_tls() const;
  [[nodiscard]] std::string tls_version() const;  // "TLSv1.3"; empty without TLS
  // What verification found, even if it was not asked to insist; empty if nothing.
  [[nodiscard]] std::string tls_problem() const;

  struct Impl;
  explicit Transport(std::shared_ptr<Impl> impl);

 private:
  std::shared_ptr<Impl> impl_;
};

class Listener {
 public:
  // kUnavailable if the port is taken.
  static Result<std::unique_ptr<Listener>> open(Loop& loop, const Endpoint& at);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] Endpoint endpoint() const;
  // Calls `accepted` for each connection until close().
  void accept(std::function<void(std::unique_ptr<Transport>)> accepted);
  void close();

  struct Impl;
  explicit Listener(std::shared_ptr<Impl> impl);

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace broadsheet::http
