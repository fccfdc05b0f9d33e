// SPDX-License-Identifier: Apache-2.0
// TCP and TLS over Asio: the one file that pays for ssl::stream.
#include "http/transport.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cstring>
#include <optional>
#include <utility>

namespace broadsheet::http {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

constexpr std::size_t kReadBytes = 16 << 10;  // one TLS record
constexpr unsigned char kAlpn[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

IoStatus status_of(const ErrorCode& error) {
  if (!error) return {};
  // Half the web ends TLS without close_notify; who needs the end counts bytes.
  if (error == asio::error::eof || error == ssl::error::stream_truncated) {
    return {IoStatus::Kind::kEnd, "the peer closed the connection"};
  }
  std::string text = error.message();
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && text.size() > 1 && text[1] >= 'a') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return {IoStatus::Kind::kError, std::move(text)};
}

tcp::endpoint to_asio(const Endpoint& endpoint) {
  const auto& bytes = endpoint.address.bytes;
  if (endpoint.address.v6) {
    asio::ip::address_v6::bytes_type all{};
    std::copy(bytes.begin(), bytes.end(), all.begin());
    return {asio::ip::address_v6(all), endpoint.port};
  }
  return {asio::ip::address_v4({bytes[0], bytes[1], bytes[2], bytes[3]}), endpoint.port};
}

Endpoint from_asio(const tcp::endpoint& endpoint) {
  Endpoint result;
  result.port = endpoint.port();
  result.address.v6 = endpoint.address().is_v6();
  if (result.address.v6) {
    const auto bytes = endpoint.address().to_v6().to_bytes();
    std::copy(bytes.begin(), bytes.end(), result.address.bytes.begin());
  } else {
    const auto bytes = endpoint.address().to_v4().to_bytes();
    std::copy(bytes.begin(), bytes.end(), result.address.bytes.begin());
  }
  return result;
}

int choose_alpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                unsigned int in_size, void*) {
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, kAlpn, sizeof kAlpn, in, in_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void harden(ssl::context& context) {
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
}

}  // namespace

std::string Endpoint::text() const {
  const std::string host = address.v6 ? "[" + address.text() + "]" : address.text();
  return host + ":" + std::to_string(port);
}

// TlsContext

struct TlsContext::Impl {
  explicit Impl(ssl::context::method method) : context(method) { harden(context); }
  ssl::context context;
};

TlsContext::TlsContext(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TlsContext::~TlsContext() = default;

Result<std::shared_ptr<TlsContext>> TlsContext::client(const std::string& ca_file, bool verify) {
  auto impl = std::make_unique<Impl>(ssl::context::tls_client);
  SSL_CTX* native = impl->context.native_handle();
  ErrorCode error;
  if (ca_file.empty()) {
    impl->context.set_default_verify_paths(error);
  } else {
    impl->context.load_verify_file(ca_file, error);
  }
  if (error) {
    return bad_input("no certificates in it: " + error.message(), ca_file,
                     "give a PEM file of CA certificates");
  }
  SSL_CTX_set_verify(native, verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_alpn_protos(native, kAlpn, sizeof kAlpn);
  // Old servers do not know RFC 5746; we send nothing that a spliced-in prefix could abuse.
  SSL_CTX_set_options(native, SSL_OP_LEGACY_SERVER_CONNECT);
  return std::make_shared<TlsContext>(std::move(impl));
}

Result<std::shared_ptr<TlsContext>> TlsContext::server(const std::string& certificate_pem,
                                                       const std::string& key_pem,
                                                       const std::string& client_ca_pem) {
  auto impl = std::make_unique<Impl>(ssl::context::tls_server);
  SSL_CTX* native = impl->context.native_handle();
  ErrorCode error;
  impl->context.use_certificate_chain(asio::buffer(certificate_pem), error);
  if (error) return bad_input("no PEM certificate: " + error.message(), "certificate");
  impl->context.use_private_key(asio::buffer(key_pem), ssl::context::pem, error);
  if (error) {
    return bad_input("no PEM key of this certificate: " + error.message(), "private key");
  }
  if (!client_ca_pem.empty()) {
    impl->context.add_certificate_authority(asio::buffer(client_ca_pem), error);
    if (error) return bad_input("no PEM certificate: " + error.message(), "client CA");
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    constexpr unsigned char kSession[] = "broadsheet";
    SSL_CTX_set_session_id_context(native, kSession, sizeof kSession - 1);
  }
  SSL_CTX_set_alpn_select_cb(native, choose_alpn, nullptr);
  return std::make_shared<TlsContext>(std::move(impl));
}

// Transport

struct Transport::Impl : std::enable_shared_from_this<Transport::Impl> {
  explicit Impl(asio::io_context& context) : socket(context) {}
  explicit Impl(tcp::socket accepted) : socket(std::move(accepted)) {
    ErrorCode ignored;
    const auto endpoint = socket.remote_endpoint(ignored);
    if (!ignored) remote = from_asio(endpoint);
    socket.set_option(tcp::no_delay(true), ignored);
  }

  // Wraps a callback: the operation keeps us alive, and a closed transport stays silent.
  auto reporting(Done done) {
    return [self = shared_from_this(), done = std::move(done)](const ErrorCode& error, auto...) {
      if (!self->closed) done(status_of(error));
    };
  }

  // A failed handshake says most by what was wrong with the certificate.
  auto reporting_handshake(Done done) {
    return [self = shared_from_this(), done = std::move(done)](const ErrorCode& error) {
      if (self->closed) return;
      IoStatus status = status_of(error);
      const std::string problem = self->certificate_problem();
      if (!status.ok() && !problem.empty()) {
        status = {IoStatus::Kind::kError, "certificate: " + problem};
      }
      done(status);
    };
  }

  std::string certificate_problem() {
    const long code = SSL_get_verify_result(tls->native_handle());
    return code == X509_V_OK ? std::string() : X509_verify_cert_error_string(code);
  }

  void drain(Done done) {
    auto next = [self = shared_from_this(), done = std::move(done)](const ErrorCode& error,
                                                                    std::size_t) mutable {
      if (self->closed) return;
      if (error) return done(status_of(error));
      self->drain(std::move(done));
    };
    socket.async_read_some(asio::buffer(*space()), std::move(next));
  }

  std::array<char, kReadBytes>* space() {
    if (!buffer) buffer = std::make_unique<std::array<char, kReadBytes>>();
    return buffer.get();
  }

  tcp::socket socket;
  std::optional<ssl::stream<tcp::socket&>> tls;
  std::unique_ptr<std::array<char, kReadBytes>> buffer;
  std::string outgoing;
  Endpoint remote;
  std::uint64_t wait_round = 0;  // A wait that was stopped belongs to an older round.
  bool closed = false;
};

Transport::Transport(Loop& loop) : impl_(std::make_shared<Impl>(loop.context())) {}
Transport::Transport(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Transport::~Transport() { close(); }

void Transport::connect(const Endpoint& to, Done done) {
  impl_->remote = to;
  impl_->socket.async_connect(to_asio(to),
                              [self = impl_, done = std::move(done)](const ErrorCode& error) {
                                if (self->closed) return;
                                ErrorCode ignored;
                                if (!error) self->socket.set_option(tcp::no_delay(true), ignored);
                                done(status_of(error));
                              });
}

void Transport::handshake_as_client(TlsContext& context, const std::string& host, Done done) {
  impl_->tls.emplace(impl_->socket, context.impl().context);
  SSL* native = impl_->tls->native_handle();
  X509_VERIFY_PARAM* verify = SSL_get0_param(native);
  if (url::Address::parse(host).ok()) {
    X509_VERIFY_PARAM_set1_ip_asc(verify, host.c_str());
  } else {
    SSL_set_tlsext_host_name(native, host.c_str());
    X509_VERIFY_PARAM_set_hostflags(verify, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(verify, host.data(), host.size());
  }
  impl_->tls->async_handshake(ssl::stream_base::client,
                              impl_->reporting_handshake(std::move(done)));
}

void Transport::handshake_as_server(TlsContext& context, Done done) {
  impl_->tls.emplace(impl_->socket, context.impl().context);
  impl_->tls->async_handshake(ssl::stream_base::server,
                              impl_->reporting_handshake(std::move(done)));
}

void Transport::read(Received received) {
  auto report = [self = impl_, received = std::move(received)](const ErrorCode& error,
                                                               std::size_t size) {
    if (!self->closed) received(status_of(error), {self->space()->data(), size});
  };
  const auto space = asio::buffer(*impl_->space());
  if (impl_->tls) {
    impl_->tls->async_read_some(space, std::move(report));
  } else {
    impl_->socket.async_read_some(space, std::move(report));
  }
}

void Transport::write(std::string bytes, Done done) {
  impl_->outgoing = std::move(bytes);
  const auto data = asio::buffer(impl_->outgoing);
  if (impl_->tls) {
    asio::async_write(*impl_->tls, data, impl_->reporting(std::move(done)));
  } else {
    asio::async_write(impl_->socket, data, impl_->reporting(std::move(done)));
  }
}

void Transport::wait_readable(Done done) {
  impl_->buffer.reset();
  impl_->outgoing = {};
  auto report = [self = impl_, done = std::move(done),
                 round = ++impl_->wait_round](const ErrorCode& error) {
    if (!self->closed && round == self->wait_round) done(status_of(error));
  };
  impl_->socket.async_wait(tcp::socket::wait_read, std::move(report));
}

void Transport::stop_waiting() {
  ++impl_->wait_round;
  ErrorCode ignored;
  impl_->socket.cancel(ignored);
}

void Transport::close_gently(Done done) {
  auto finish = [self = impl_, done = std::move(done)](const ErrorCode&) mutable {
    if (self->closed) return;
    ErrorCode ignored;
    self->socket.shutdown(tcp::socket::shutdown_send, ignored);
    self->drain(std::move(done));
  };
  if (impl_->tls) {
    impl_->tls->async_shutdown(std::move(finish));
  } else {
    finish({});
  }
}

void Transport::close() {
  if (impl_->closed) return;
  impl_->closed = true;
  ErrorCode ignored;
  impl_->socket.close(ignored);
}

Endpoint Transport::remote() const { return impl_->remote; }
bool Transport::is_tls() const { return impl_->tls.has_value(); }

std::string Transport::tls_version() const {
  return impl_->tls ? SSL_get_version(impl_->tls->native_handle()) : "";
}

std::string Transport::tls_problem() const {
  return impl_->tls ? impl_->certificate_problem() : "";
}

// Listener

struct Listener::Impl : std::enable_shared_from_this<Listener::Impl> {
  explicit Impl(asio::io_context& context) : acceptor(context), pause(context) {}

  void next() {
    acceptor.async_accept([self = shared_from_this()](const ErrorCode& error, tcp::socket socket) {
      self->taken(error, std::move(socket));
    });
  }

  void taken(const ErrorCode& error, tcp::socket socket) {
    if (closed) return;
    if (!error) {
      accepted(std::make_unique<Transport>(std::make_shared<Transport::Impl>(std::move(socket))));
      if (!closed) next();
      return;
    }
    // Out of descriptors, most likely: a tight loop would make it worse.
    pause.expires_after(std::chrono::milliseconds(50));
    pause.async_wait([self = shared_from_this()](const ErrorCode&) {
      if (!self->closed) self->next();
    });
  }

  tcp::acceptor acceptor;
  asio::steady_timer pause;
  std::function<void(std::unique_ptr<Transport>)> accepted;
  bool closed = false;
};

Listener::Listener(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::~Listener() { close(); }

Result<std::unique_ptr<Listener>> Listener::open(Loop& loop, const Endpoint& at) {
  auto impl = std::make_shared<Impl>(loop.context());
  const auto endpoint = to_asio(at);
  ErrorCode error;
  impl->acceptor.open(endpoint.protocol(), error);
  if (!error) impl->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) impl->acceptor.bind(endpoint, error);
  if (!error) impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return unavailable("cannot listen: " + error.message(), at.text());
  return std::make_unique<Listener>(std::move(impl));
}

Endpoint Listener::endpoint() const {
  ErrorCode ignored;
  return from_asio(impl_->acceptor.local_endpoint(ignored));
}

void Listener::accept(std::function<void(std::unique_ptr<Transport>)> accepted) {
  impl_->accepted = std::move(accepted);
  impl_->next();
}

void Listener::close() {
  if (impl_->closed) return;
  impl_->closed = true;
  ErrorCode ignored;
  impl_->acceptor.close(ignored);
  impl_->pause.cancel();
}

}  // namespace broadsheet::http
