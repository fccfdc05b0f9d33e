// SPDX-License-Identifier: Apache-2.0
// A certificate authority of the test's own, and certificates that it signs.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace broadsheet::test {

struct TlsCertificate {
  std::string certificate_pem = {};
  std::string key_pem = {};
};

class TlsAuthority {
 public:
  explicit TlsAuthority(const std::string& name = "Test Authority");
  ~TlsAuthority();
  TlsAuthority(const TlsAuthority&) = delete;
  TlsAuthority& operator=(const TlsAuthority&) = delete;

  // What a client must trust.
  [[nodiscard]] std::string pem() const;

  // For "news.test", "*.news.test" and "127.0.0.1" alike; valid from a day ago for `days` days from
  // now (negative: expired).
  [[nodiscard]] TlsCertificate issue(const std::vector<std::string>& names, int days = 30) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::test
