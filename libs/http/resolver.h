// SPDX-License-Identifier: Apache-2.0
// Names to addresses, with a cache; hides c-ares. Lives on one loop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "http/client.h"
#include "http/loop.h"
#include "url/address.h"

namespace broadsheet::http {

class Resolver {
 public:
  struct Options {
    std::string servers = {};  // empty: the system's
    Duration ttl_min{};
    Duration ttl_max{};
    Duration failure_ttl{};  // of "no such name"; "no answer" is not kept
    std::size_t cache_max = 1;
  };

  struct Answer {
    std::vector<url::Address> addresses = {};  // IPv6 and IPv4 in turn (RFC 8305 §4)
    Failure failure = Failure::kNone;          // kNoHost, kDns
    std::string why = {};
  };
  using Done = std::function<void(const Answer&)>;

  static Result<std::unique_ptr<Resolver>> open(Loop& loop, const Options& options);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // Calls `done` once, perhaps at once; the answer is for cancel(). Equal questions are asked once.
  // Search domains of the system do not apply: a host of the web is a whole name.
  std::uint64_t resolve(const std::string& host, Done done);
  // `done` will not be called; nothing if it was.
  void cancel(std::uint64_t question);

  struct Impl;
  explicit Resolver(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::http
