// SPDX-License-Identifier: Apache-2.0
// The server: one loop for all connections, workers for the handler, an orderly end.
#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/log.h"
#include "core/queue.h"
#include "core/strings.h"
#include "http/decoder.h"
#include "http/loop.h"
#include "http/negotiation.h"
#include "http/server_connection.h"
#include "http/transport.h"

namespace broadsheet::http {

namespace {

// "127.0.0.1:80", "[::1]:80", "localhost:80".
Result<Endpoint> parse_listen(std::string_view text) {
  const auto wrong = [&](const char* what) {
    return bad_input(what, std::string(text), "write ADDRESS:PORT, as 127.0.0.1:8080 or [::]:80");
  };
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong("an address to listen on has a port");
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto address = url::Address::parse(host == "localhost" ? "127.0.0.1" : host);
  if (!address) return wrong("no IP address to listen on");
  unsigned port = 0;
  const auto digits = text.substr(colon + 1);
  if (digits.empty()) return wrong("the port is no number");
  for (const char c : digits) {
    if (c < '0' || c > '9' || port > 65535) return wrong("the port is no number");
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  if (port > 65535) return wrong("the port is above 65535");
  return Endpoint{*address, static_cast<std::uint16_t>(port)};
}

constexpr std::size_t kGzipBytesMin = 256;  // Below it, head and trailer of gzip eat the gain.

void vary_by_coding(Headers& headers) {
  const std::string vary = headers.joined("Vary");
  if (icontains(vary, "accept-encoding") || trim(vary) == "*") return;
  headers.set("Vary", vary.empty() ? "Accept-Encoding" : vary + ", Accept-Encoding");
}

// What may be compressed varies by Accept-Encoding, whether it was this time or not: caches must
// know (RFC 9110 §12.5.5).
void compress(const ServerRequest& request, ServerResponse& response) {
  if (response.body.size() < kGzipBytesMin || response.headers.has("Content-Encoding")) return;
  vary_by_coding(response.headers);
  if (!accepts_coding(request.headers, "gzip")) return;
  response.body = gzip(response.body);
  response.headers.set("Content-Encoding", "gzip");
  // Other bytes cannot have the same strong validator (RFC 9110 §8.8.3.3).
  const std::string etag(response.headers.get("ETag"));
  if (etag.starts_with('"')) response.headers.set("ETag", "W/" + etag);
}

}  // namespace

ServerResponse ServerResponse::text(int status, std::string body) {
  return with(status, "text/plain; charset=utf-8", std::move(body));
}

ServerResponse ServerResponse::with(int status, std::string content_type, std::string body) {
  ServerResponse response;
  response.status = status;
  response.headers.add({"Content-Type", std::move(content_type)});
  response.body = std::move(body);
  return response;
}

namespace {

// RFC 9110 §10.2.3: whoever is turned away learns when to come back.
ServerResponse too_busy() {
  auto response = ServerResponse::text(503, "too many requests wait\n");
  response.headers.set("Retry-After", "1");
  return response;
}

}  // namespace

struct Server::Impl {
  Impl(Options with, Handler ask) : options(std::move(with)), handler(std::move(ask)) {
    hooks.handle = [this](std::uint64_t id, ServerRequest request) {
      submit(id, std::move(request));
    };
    hooks.pull = [this](std::uint64_t id, std::shared_ptr<BodySource> source) {
      return pull(id, std::move(source));
    };
    hooks.hold = [this](std::int64_t bytes) { return hold(bytes); };
    hooks.closed = [this](std::uint64_t id) { forget(id); };
  }

  void run();
  void accepted(std::unique_ptr<Transport> transport);
  void submit(std::uint64_t id, ServerRequest request);
  bool pull(std::uint64_t id, std::shared_ptr<BodySource> source);
  bool hold(std::int64_t bytes);
  void forget(std::uint64_t id);
  ServerResponse answer(const ServerRequest& request);
  void stop(Duration patience);

  // Runs `act` on the connection, if it is still there.
  template <typename Act>
  void on_connection(std::uint64_t id, Act act) {
    loop.post([this, id, act = std::move(act)]() mutable {
      const auto found = connections.find(id);
      if (found != connections.end()) act(*found->second);
    });
  }

  const Options options;
  const Handler handler;
  ServerConnection::Hooks hooks;
  std::shared_ptr<TlsContext> tls;

  Loop loop;  // and on its thread:
  std::unique_ptr<Listener> listener;
  std::unordered_map<std::uint64_t, std::shared_ptr<ServerConnection>> connections;
  std::uint64_t next_id = 1;
  std::int64_t answers_bytes = 0;

  Endpoint endpoint;
  BoundedQueue<std::function<void()>> jobs{std::max<std::size_t>(1, options.limits.queue_max)};
  std::atomic<bool> cut = false;  // nobody waits for answers any more
  std::mutex mutex;
  std::condition_variable none;
  std::size_t open = 0;  // connections, under the mutex
  std::once_flag stopped;
  std::thread io;
  std::vector<std::thread> workers;
};

void Server::Impl::run() {
  listener->accept(
      [this](std::unique_ptr<Transport> transport) { accepted(std::move(transport)); });
  io = std::thread([this] { loop.run(); });
  for (int i = 0; i < std::clamp(options.threads, 1, 1024); ++i) {
    workers.emplace_back([this] {
      while (auto job = jobs.pop()) (*job)();
    });
  }
}

void Server::Impl::accepted(std::unique_ptr<Transport> transport) {
  if (connections.size() >= options.limits.connections_max) return;
  const std::uint64_t id = next_id++;
  {
    std::scoped_lock lock(mutex);
    ++open;
  }
  auto connection =
      std::make_shared<ServerConnection>(loop, id, options.limits, hooks, std::move(transport));
  connections.emplace(id, connection);
  connection->start(tls.get());
}

void Server::Impl::submit(std::uint64_t id, ServerRequest request) {
  auto shared = std::make_shared<ServerRequest>(std::move(request));
  const bool taken = jobs.try_push([this, id, shared] {
    if (cut) return;
    auto response = std::make_shared<ServerResponse>(answer(*shared));
    on_connection(id, [response](ServerConnection& to) { to.respond(std::move(*response)); });
  });
  if (!taken) on_connection(id, [](ServerConnection& to) { to.respond(too_busy()); });
}

bool Server::Impl::pull(std::uint64_t id, std::shared_ptr<BodySource> source) {
  return jobs.try_push([this, id, source = std::move(source)] {
    if (cut) return;
    ServerConnection::Piece piece = std::optional<std::string>();
    try {
      piece = (*source)();
    } catch (const std::exception& error) {
      log::error("http.source_threw", {{"what", error.what()}});
      piece = broken(error.what());
    } catch (...) {
      log::error("http.source_threw");
      piece = broken("an unknown exception");
    }
    auto shared = std::make_shared<ServerConnection::Piece>(std::move(piece));
    on_connection(id, [shared](ServerConnection& to) { to.piece_ready(std::move(*shared)); });
  });
}

ServerResponse Server::Impl::answer(const ServerRequest& request) {
  try {
    ServerResponse response = handler(request);
    if (response.gzip && !response.source && !response.raw) compress(request, response);
    return response;
  } catch (const std::exception& error) {
    log::error("http.handler_threw", {{"path", request.path}, {"what", error.what()}});
  } catch (...) {
    log::error("http.handler_threw", {{"path", request.path}});
  }
  return ServerResponse::text(500, "internal error\n");
}

bool Server::Impl::hold(std::int64_t bytes) {
  const auto most = static_cast<std::int64_t>(options.limits.answers_bytes_max);
  // One alone may always be kept.
  if (bytes > 0 && answers_bytes > 0 && answers_bytes + bytes > most) return false;
  answers_bytes += bytes;
  return true;
}

void Server::Impl::forget(std::uint64_t id) {
  auto node = connections.extract(id);
  if (node.empty()) return;
  // It is still on the stack: it goes once the loop turns.
  loop.post([connection = std::move(node.mapped())] {});
  std::scoped_lock lock(mutex);
  if (--open == 0) none.notify_all();
}

void Server::Impl::stop(Duration patience) {
  // Closing changes the map: first who, then do.
  const auto each = [this](auto act) {
    std::vector<std::shared_ptr<ServerConnection>> all;
    for (const auto& [id, connection] : connections) all.push_back(connection);
    for (const auto& connection : all) act(*connection);
  };
  loop.post([this, each] {
    listener->close();
    each([](ServerConnection& connection) { connection.wind_down(); });
  });
  {
    std::unique_lock lock(mutex);
    none.wait_for(lock, patience, [this] { return open == 0; });
  }
  cut = true;
  loop.post([each] { each([](ServerConnection& connection) { connection.close(); }); });
  jobs.close();
  for (auto& worker : workers) worker.join();
  loop.finish();
  io.join();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { stop({}); }

Result<std::unique_ptr<Server>> Server::open(Options options, Handler handler) try {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler));
  TRY_LET(at, parse_listen(impl->options.listen));
  if (const auto& tls = impl->options.tls) {
    TRY_LET(context, TlsContext::server(tls->certificate_pem, tls->key_pem, tls->client_ca_pem));
    impl->tls = std::move(context);
  }
  TRY_LET(listener, Listener::open(impl->loop, at));
  impl->listener = std::move(listener);
  impl->endpoint = impl->listener->endpoint();
  impl->run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
} catch (const std::exception& error) {  // out of descriptors or threads
  return unavailable(std::string("the HTTP server does not start: ") + error.what());
}

std::uint16_t Server::port() const { return impl_->endpoint.port; }
std::string Server::address() const { return impl_->endpoint.text(); }

std::size_t Server::connections() const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->open;
}

void Server::stop(Duration patience) {
  std::call_once(impl_->stopped, [&] { impl_->stop(patience); });
}

}  // namespace broadsheet::http
