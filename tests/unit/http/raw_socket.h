// SPDX-License-Identifier: Apache-2.0
// Plain blocking sockets on loopback, for what neither our client nor our server would do.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::http {

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

class RawSocket {
 public:
  explicit RawSocket(int type = SOCK_STREAM) : descriptor_(::socket(AF_INET, type, 0)) {}
  explicit RawSocket(std::uint16_t port) : RawSocket() {
    const sockaddr_in to = loopback(port);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    const timeval patience{20, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~RawSocket() { ::close(descriptor_); }
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  // Until `mark` was seen (all bytes so far), the end, or 20 s without a byte.
  std::string receive_until(std::string_view mark) {
    std::string got;
    char buffer[4096];
    while (got.find(mark) == std::string::npos || mark.empty()) {
      const auto size = ::recv(descriptor_, buffer, sizeof buffer, 0);
      ended_ = size == 0;
      if (size <= 0) break;
      got.append(buffer, static_cast<std::size_t>(size));
    }
    return got;
  }
  std::string receive_all() { return receive_until({}); }
  // The peer closed in good order.
  [[nodiscard]] bool ended() const { return ended_; }

  // To a free port unless one is named; the answer is the port.
  std::uint16_t bind(const char* at = "127.0.0.1", std::uint16_t port = 0) const {
    sockaddr_in address = loopback(port);
    ::inet_pton(AF_INET, at, &address.sin_addr);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    return ntohs(address.sin_port);
  }

 private:
  int descriptor_;
  bool ended_ = false;
};

// Takes connections (the kernel does) and never says a word.
class QuietServer {
 public:
  QuietServer() : port_(socket_.bind()) { ::listen(socket_.descriptor(), 16); }
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  RawSocket socket_;
  std::uint16_t port_;
};

// Takes no connection: its backlog is full, and the kernel drops what else comes.
class SilentListener {
 public:
  explicit SilentListener(const char* address = "127.0.0.1", std::uint16_t port = 0)
      : port_(socket_.bind(address, port)) {
    ::listen(socket_.descriptor(), 0);
    for (int i = 0; i < 4; ++i) {
      const int filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      sockaddr_in to = loopback(port_);
      ::inet_pton(AF_INET, address, &to.sin_addr);
      (void)::connect(filler, reinterpret_cast<const sockaddr*>(&to), sizeof to);
      fillers_.push_back(filler);
    }
  }
  ~SilentListener() {
    for (const int filler : fillers_) ::close(filler);
  }
  SilentListener(const SilentListener&) = delete;
  SilentListener& operator=(const SilentListener&) = delete;
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  RawSocket socket_;
  std::uint16_t port_;
  std::vector<int> fillers_;
};

}  // namespace broadsheet::http
