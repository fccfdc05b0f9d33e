// SPDX-License-Identifier: Apache-2.0
// A connection's life: handshake, request, answer in pieces, again or the end.
#include "http/server_connection.h"

#include <algorithm>
#include <utility>

#include "core/strings.h"
#include "core/time.h"

namespace broadsheet::http {

namespace {

constexpr std::size_t kWriteBytes = 64 << 10;  // so that a slow reader is seen to make progress
constexpr Duration kLinger = std::chrono::seconds(2);  // for the peer to read our last words
constexpr Duration kWorkersBusy = std::chrono::milliseconds(10);

std::string as_chunk(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string size;
  for (std::size_t left = bytes.size(); left > 0; left /= 16) size += kDigits[left % 16];
  std::reverse(size.begin(), size.end());
  return size + "\r\n" + std::string(bytes) + "\r\n";
}

}  // namespace

ServerConnection::ServerConnection(Loop& loop, std::uint64_t id, const Server::Limits& limits,
                                   const Hooks& hooks, std::unique_ptr<Transport> transport)
    : loop_(loop),
      id_(id),
      limits_(limits),
      hooks_(hooks),
      transport_(std::move(transport)),
      timer_(loop) {}

void ServerConnection::start(TlsContext* tls) {
  if (tls == nullptr) return await_request();
  timer_.start(limits_.head, [this] { close(); });
  transport_->handshake_as_server(*tls, [this](const IoStatus& status) {
    if (!status.ok()) return close();
    await_request();
  });
}

void ServerConnection::await_request() {
  busy_ = false;
  if (winding_down_) return end();
  reader_.emplace(limits_);
  timer_.start(limits_.idle, [this] { close(); });
  if (unread_.empty()) return read();
  take(std::exchange(unread_, {}));
}

void ServerConnection::read() {
  transport_->read([this](const IoStatus& status, std::string_view bytes) {
    if (!status.ok()) return close();
    if (refused_) return;  // It came too late.
    take(bytes);
  });
}

void ServerConnection::read_body() {
  timer_.start(limits_.body, [this] { close(); });
  read();
}

void ServerConnection::take(std::string_view bytes) {
  const bool was_begun = reader_->begun();
  const bool was_in_head = reader_->state() == RequestReader::State::kHead;
  if (auto refusal = reader_->feed(bytes)) return refuse(*refusal);
  if (reader_->state() == RequestReader::State::kDone) {
    unread_ = std::string(bytes);
    busy_ = true;
    timer_.cancel();
    ServerRequest request = reader_->take();
    keep_alive_ = reader_->keeps_alive();
    head_only_ = request.method == "HEAD";
    http_1_0_ = request.version == "1.0";
    const Endpoint remote = transport_->remote();
    request.remote_address = remote.address.text();
    request.remote_port = remote.port;
    request.tls = transport_->is_tls();
    hooks_.handle(id_, std::move(request));
    return;
  }
  const bool in_body = reader_->state() == RequestReader::State::kBody;
  if (in_body && was_in_head) {
    if (!reader_->expects_continue()) return read_body();
    return write("HTTP/1.1 100 Continue\r\n\r\n", [this] { read_body(); });
  } else if (!was_begun && reader_->begun()) {
    timer_.start(limits_.head, [this] { refuse({408, "the request took too long"}); });
  }
  read();
}

void ServerConnection::refuse(const RequestReader::Refusal& refusal) {
  busy_ = true;
  refused_ = true;
  keep_alive_ = false;
  head_only_ = false;
  http_1_0_ = false;
  respond(ServerResponse::text(refusal.status, refusal.why + "\n"));
}

void ServerConnection::respond(ServerResponse response) {
  if (closed_) return;
  response_ = std::move(response);
  source_.reset();
  if (!hold(response_.body.size())) {
    response_ = ServerResponse::text(503, "too many large answers are under way\n");
    response_.headers.add("Retry-After", "10");
  }
  if (response_.source) source_ = std::make_shared<BodySource>(std::move(response_.source));
  if (response_.delay <= Duration::zero()) return begin();
  timer_.start(response_.delay, [this] { begin(); });
}

// Small ones do not count: connections_max bounds them.
bool ServerConnection::hold(std::size_t bytes) {
  if (bytes <= kWriteBytes) return true;
  if (!hooks_.hold(static_cast<std::int64_t>(bytes))) return false;
  held_ = bytes;
  return true;
}

void ServerConnection::let_go() {
  if (held_ > 0) hooks_.hold(-static_cast<std::int64_t>(std::exchange(held_, 0)));
}

void ServerConnection::begin() {
  if (response_.drop) return close();
  sent_ = 0;
  // A reader that takes a little now and then must not keep a large answer for hours.
  answer_until_ = std::chrono::steady_clock::now() + limits_.write +
                  std::chrono::seconds(response_.body.size() / limits_.read_rate_min);
  chunked_ = false;
  if (response_.raw) {
    keep_alive_ = false;
    response_.body = std::move(*response_.raw);
    source_.reset();
    head_only_ = false;
    pending_.clear();
  } else {
    pending_ = head();
  }
  const bool bodiless = head_only_ || response_.status == 204 || response_.status == 304;
  if (bodiless && !response_.raw) {
    return write(std::exchange(pending_, {}), [this] { body_done(); });
  }
  next_piece();
}

std::string ServerConnection::head() {
  Headers headers = response_.headers;
  add_framing(headers);
  if (!headers.has("date")) headers.add("Date", format_http_date(system_now()));
  keep_alive_ = keep_alive_ && !response_.close && !winding_down_ &&
                !icontains(headers.get("connection"), "close");
  if (!headers.has("connection")) {
    if (!keep_alive_) headers.add("Connection", "close");
    if (keep_alive_ && http_1_0_) headers.add("Connection", "keep-alive");
  }
  const std::string_view reason =
      response_.reason.empty() ? reason_phrase(response_.status) : response_.reason;
  std::string text = "HTTP/1.1 " + std::to_string(response_.status) + " " + std::string(reason);
  for (const auto& field : headers) text += "\r\n" + field.name + ": " + field.value;
  return text + "\r\n\r\n";
}

void ServerConnection::add_framing(Headers& headers) {
  if (response_.status == 204 || response_.status == 304) return;
  Framing framing = response_.framing;
  const bool streams = source_ != nullptr;
  if (framing == Framing::kAuto) framing = streams ? Framing::kChunked : Framing::kContentLength;
  if (framing == Framing::kChunked && http_1_0_) framing = Framing::kClose;
  switch (framing) {
    case Framing::kChunked:
      chunked_ = true;
      if (!headers.has("transfer-encoding")) headers.add("Transfer-Encoding", "chunked");
      break;
    case Framing::kClose:
      keep_alive_ = false;
      break;
    default:
      if (streams) break;
      const std::string length = std::to_string(response_.body.size());
      if (!headers.has("content-length")) headers.add("Content-Length", length);
      // A length that lies leaves the client waiting, or the connection out of step.
      if (headers.get("content-length") != length) keep_alive_ = false;
  }
}

// What is left of the body, or the next thing its source has to say.
void ServerConnection::next_piece() {
  if (source_) {
    if (hooks_.pull(id_, source_)) return;
    timer_.start(kWorkersBusy, [this] { next_piece(); });
    return;
  }
  write_piece();
}

void ServerConnection::write_piece() {
  if (std::chrono::steady_clock::now() > answer_until_) return close();
  const std::string& body = response_.body;
  const std::size_t size = std::min(
      body.size() - sent_, response_.piece_bytes > 0 ? response_.piece_bytes : kWriteBytes);
  std::string bytes = std::exchange(pending_, {});
  const auto piece = std::string_view(body).substr(sent_, size);
  sent_ += size;
  if (!piece.empty()) bytes += chunked_ ? as_chunk(piece) : std::string(piece);
  const bool last = sent_ == body.size();
  if (last && chunked_) bytes += "0\r\n\r\n";
  write(std::move(bytes), [this, last] {
    if (last) return body_done();
    if (response_.pause <= Duration::zero()) return write_piece();
    timer_.start(response_.pause, [this] { write_piece(); });
  });
}

void ServerConnection::piece_ready(Piece piece) {
  if (closed_) return;
  if (!piece) return close();
  std::string bytes = std::exchange(pending_, {});
  if (!*piece) {
    if (chunked_) bytes += "0\r\n\r\n";
    return write(std::move(bytes), [this] { body_done(); });
  }
  if (!(*piece)->empty()) bytes += chunked_ ? as_chunk(**piece) : **piece;
  write(std::move(bytes), [this] {
    if (response_.pause <= Duration::zero()) return next_piece();
    timer_.start(response_.pause, [this] { next_piece(); });
  });
}

void ServerConnection::write(std::string bytes, std::function<void()> then) {
  if (bytes.empty()) return then();
  timer_.start(limits_.write, [this] { close(); });
  transport_->write(std::move(bytes), [this, then = std::move(then)](const IoStatus& status) {
    if (!status.ok()) return close();
    timer_.cancel();
    then();
  });
}

void ServerConnection::body_done() {
  let_go();
  response_ = {};
  source_.reset();
  if (keep_alive_) return await_request();
  end();
}

// Closing at once could make the peer lose what it has not read yet (RFC 9112 §9.6).
void ServerConnection::end() {
  busy_ = true;
  timer_.start(kLinger, [this] { close(); });
  transport_->close_gently([this](const IoStatus&) { close(); });
}

void ServerConnection::wind_down() {
  winding_down_ = true;
  if (!busy_) close();
}

void ServerConnection::close() {
  if (closed_) return;
  closed_ = true;
  let_go();
  timer_.cancel();
  transport_->close();
  hooks_.closed(id_);
}

}  // namespace broadsheet::http
