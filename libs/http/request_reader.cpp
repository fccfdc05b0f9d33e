// SPDX-License-Identifier: Apache-2.0
// Reading one request.
#include "http/request_reader.h"

#include <algorithm>

#include "core/strings.h"
#include "http/head.h"

namespace broadsheet::http {

namespace {

using Refusal = RequestReader::Refusal;

bool has_only_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7f'; });
}

std::string host_without_port(std::string_view host) {
  const auto after_bracket = host.rfind(']');
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos &&
      (after_bracket == std::string_view::npos || colon > after_bracket)) {
    host = host.substr(0, colon);
  }
  return ascii_lower(host);
}

}  // namespace

std::optional<Refusal> RequestReader::feed(std::string_view& bytes) {
  if (!bytes.empty()) begun_ = true;
  if (state_ == State::kHead && !bytes.empty()) {
    if (auto refusal = feed_head(bytes)) return refusal;
  }
  if (state_ == State::kBody) return feed_body(bytes);
  return std::nullopt;
}

std::optional<Refusal> RequestReader::feed_head(std::string_view& bytes) {
  if (head_.empty()) {  // RFC 9112 §2.2: empty lines before a request are ignored
    bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  }
  head_ += bytes;
  // A TLS handshake, say: its end would never come.
  if (!head_.empty() && !is_header_name(std::string_view(head_).substr(0, 1))) {
    return Refusal{400, "no request line"};
  }
  const std::size_t end = find_head_end(head_, searched_);
  const std::size_t size = end == std::string::npos ? head_.size() : end;
  if (size > limits_.header_bytes_max) return Refusal{431, "the head is too large"};
  searched_ = head_.size();
  if (end == std::string::npos) {
    bytes = {};
    return std::nullopt;
  }
  bytes.remove_prefix(bytes.size() - (head_.size() - end));
  head_.resize(end);
  return take_head(head_);
}

std::optional<Refusal> RequestReader::take_head(std::string_view head) {
  const auto first = split_first_line(head);
  if (auto refusal = take_request_line(first.line)) return refusal;
  auto headers = parse_fields(first.rest, Reading::kStrict, limits_.headers_max);
  if (!headers) return Refusal{400, headers.fault().text()};
  request_.headers = std::move(*headers);
  if (auto refusal = take_host()) return refusal;

  const auto connection = token_list(request_.headers, "connection");
  const auto says = [&](const char* option) {
    return std::find(connection.begin(), connection.end(), option) != connection.end();
  };
  keeps_alive_ = !says("close") && (request_.version == "1.1" || says("keep-alive"));
  state_ = State::kBody;
  return frame_body();
}

std::optional<Refusal> RequestReader::take_request_line(std::string_view line) {
  const auto parts = split(line, ' ');
  if (parts.size() != 3 || !is_header_name(parts[0]) || !has_only_visible(parts[1])) {
    return Refusal{400, "no request line"};
  }
  if (!parts[2].starts_with("HTTP/")) return Refusal{400, "no request line"};
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") return Refusal{505, "HTTP/1 only"};
  request_.method = std::string(parts[0]);
  request_.version = std::string(parts[2].substr(5));
  return take_target(parts[1]);
}

// RFC 9112 §3.2: origin form, absolute form, asterisk form.
std::optional<Refusal> RequestReader::take_target(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!istarts_with(target, scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto end = std::min(target.find_first_of("/?"), target.size());
    request_.host = host_without_port(target.substr(0, end));
    target.remove_prefix(end);
    if (!target.starts_with('/')) request_.target.push_back('/');
    break;
  }
  request_.target += target;
  const bool asterisk = request_.method == "OPTIONS" && target == "*";
  if (!asterisk && !request_.target.starts_with('/')) return Refusal{400, "no request target"};
  const auto mark = request_.target.find('?');
  request_.path = request_.target.substr(0, mark);
  if (mark != std::string::npos) request_.query = request_.target.substr(mark + 1);
  return std::nullopt;
}

// RFC 9112 §3.2: exactly one Host in HTTP/1.1.
std::optional<Refusal> RequestReader::take_host() {
  const auto hosts = request_.headers.all("host");
  if (hosts.size() > 1 || (hosts.empty() && request_.version == "1.1")) {
    return Refusal{400, "not exactly one Host"};
  }
  if (request_.host.empty() && !hosts.empty()) request_.host = host_without_port(hosts.front());
  return std::nullopt;
}

std::optional<Refusal> RequestReader::frame_body() {
  const auto& headers = request_.headers;
  auto length = content_length(headers);
  if (!length) return Refusal{400, length.fault().text()};
  if (headers.has("transfer-encoding")) {
    // RFC 9112 §6.1: both together are how requests are smuggled.
    if (headers.has("content-length")) return Refusal{400, "two framings of one body"};
    const auto codings = token_list(headers, "transfer-encoding");
    if (codings.size() != 1 || codings.front() != "chunked") {
      return Refusal{501, "chunked is the only transfer coding"};
    }
    chunked_.emplace(limits_.header_bytes_max);
  } else if (headers.has("content-length") && !*length) {
    return Refusal{400, "Content-Length is empty"};
  } else {
    left_ = length->value_or(0);
    if (left_ > limits_.body_bytes_max) return Refusal{413, "the body is too large"};
    if (left_ == 0) state_ = State::kDone;
  }
  expects_continue_ = state_ != State::kDone && request_.version == "1.1" &&
                      iequals(headers.get("expect"), "100-continue");
  return std::nullopt;
}

std::optional<Refusal> RequestReader::feed_body(std::string_view& bytes) {
  if (!chunked_) {
    const auto piece =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
    request_.body += piece;
    left_ -= piece.size();
    bytes.remove_prefix(piece.size());
    if (left_ == 0) state_ = State::kDone;
    return std::nullopt;
  }
  bool too_large = false;
  auto taken = chunked_->feed(bytes, [&](std::string_view piece) {
    too_large = piece.size() > limits_.body_bytes_max - request_.body.size();
    if (!too_large) request_.body += piece;
    return !too_large;
  });
  if (too_large) return Refusal{413, "the body is too large"};
  if (!taken) return Refusal{400, taken.fault().text()};
  bytes.remove_prefix(*taken);
  if (chunked_->done()) state_ = State::kDone;
  return std::nullopt;
}

}  // namespace broadsheet::http
