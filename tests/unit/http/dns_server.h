// SPDX-License-Identifier: Apache-2.0
// A name server for one test: UDP on loopback, answers from a table that the test may change.
#pragma once

#include <arpa/inet.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/strings.h"
#include "unit/http/raw_socket.h"

namespace broadsheet::http {

class DnsServer {
 public:
  struct Name {
    std::vector<std::string> v4 = {};
    std::vector<std::string> v6 = {};
    std::uint32_t ttl = 60;
    bool silent = false;  // no answer, ever
  };

  DnsServer() : socket_(SOCK_DGRAM), port_(socket_.bind()), thread_([this] { run(); }) {}
  ~DnsServer() {
    // A datagram to ourselves wakes the thread.
    const sockaddr_in to = loopback(port_);
    {
      std::scoped_lock lock(mutex_);
      ended_ = true;
    }
    ::sendto(socket_.descriptor(), "", 0, 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    thread_.join();
  }
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  void set(const std::string& name, Name entry) {
    std::scoped_lock lock(mutex_);
    names_[name] = std::move(entry);
  }
  // Questions for this name, of either type.
  int asked(const std::string& name) {
    std::scoped_lock lock(mutex_);
    return asked_[name];
  }

 private:
  static constexpr std::size_t kHeader = 12;
  static constexpr int kA = 1;
  static constexpr int kAaaa = 28;

  void run() {
    char buffer[1500];
    while (true) {
      sockaddr_in from{};
      socklen_t from_size = sizeof from;
      const auto size = ::recvfrom(socket_.descriptor(), buffer, sizeof buffer, 0,
                                   reinterpret_cast<sockaddr*>(&from), &from_size);
      std::scoped_lock lock(mutex_);
      if (ended_) return;
      if (size < 0) continue;
      const std::string reply = answer({buffer, static_cast<std::size_t>(size)});
      if (reply.empty()) continue;
      ::sendto(socket_.descriptor(), reply.data(), reply.size(), 0,
               reinterpret_cast<const sockaddr*>(&from), from_size);
    }
  }

  // RFC 1035 §4: the question comes back with its answers.
  std::string answer(const std::string& query) {
    std::size_t at = kHeader;
    std::string name;
    while (at < query.size() && query[at] != 0) {
      const auto length = static_cast<unsigned char>(query[at]);
      if (!name.empty()) name += '.';
      name += query.substr(at + 1, length);
      at += 1 + length;
    }
    if (at + 5 > query.size()) return {};
    const int type = query[at + 2];
    name = ascii_lower(name);
    ++asked_[name];
    const auto entry = names_.find(name);
    if (entry != names_.end() && entry->second.silent) return {};
    std::string records;
    int count = 0;
    if (entry != names_.end()) {
      for (const auto& address : type == kAaaa ? entry->second.v6 : entry->second.v4) {
        records += record(address, type, entry->second.ttl);
        ++count;
      }
    }
    std::string reply = query.substr(0, 2);
    reply += '\x81';  // an answer, recursion desired
    reply += entry == names_.end() ? '\x83' : '\x80';
    reply += std::string("\0\1\0", 3);
    reply += static_cast<char>(count);
    reply += std::string(4, '\0');
    return reply + query.substr(kHeader, at + 5 - kHeader) + records;
  }

  static std::string record(const std::string& address, int type, std::uint32_t ttl) {
    char bytes[16];
    ::inet_pton(type == kAaaa ? AF_INET6 : AF_INET, address.c_str(), bytes);
    const std::size_t size = type == kAaaa ? 16 : 4;
    std::string text("\xc0\x0c\0", 3);  // the name of the question
    text += static_cast<char>(type);
    text += std::string("\0\1", 2);
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(ttl >> shift & 0xff);
    text += '\0';
    text += static_cast<char>(size);
    return text + std::string(bytes, size);
  }

  RawSocket socket_;
  const std::uint16_t port_;
  std::mutex mutex_;
  std::map<std::string, Name> names_;
  std::map<std::string, int> asked_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace broadsheet::http
