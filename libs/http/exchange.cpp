// SPDX-License-Identifier: Apache-2.0
// What phases and failures are called, and how a resolve rule is written.
#include <string>
#include <string_view>

#include "http/client.h"

namespace broadsheet::http {

std::string_view to_string(Phase phase) {
  switch (phase) {
    case Phase::kQueue:
      return "queue";
    case Phase::kDns:
      return "dns";
    case Phase::kConnect:
      return "connect";
    case Phase::kTls:
      return "tls";
    case Phase::kSend:
      return "send";
    case Phase::kFirstByte:
      return "first byte";
    case Phase::kBody:
      return "body";
    case Phase::kDone:
      return "done";
  }
  return "?";
}

std::string_view to_string(Failure failure) {
  switch (failure) {
    case Failure::kNone:
      return "none";
    case Failure::kRequest:
      return "request";
    case Failure::kPolicy:
      return "policy";
    case Failure::kProtocol:
      return "protocol";
    case Failure::kLimit:
      return "limit";
    case Failure::kDecode:
      return "decode";
    case Failure::kNoHost:
      return "no host";
    case Failure::kDns:
      return "dns";
    case Failure::kConnect:
      return "connect";
    case Failure::kTls:
      return "tls";
    case Failure::kTimeout:
      return "timeout";
    case Failure::kDisconnect:
      return "disconnect";
    case Failure::kBusy:
      return "busy";
    case Failure::kCancelled:
      return "cancelled";
  }
  return "?";
}

Result<ResolveRule> ResolveRule::parse(std::string_view text) {
  const auto wrong = [&](const char* what) {
    return bad_input(what, std::string(text), "write PATTERN=ADDRESS or PATTERN=ADDRESS:PORT");
  };
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) return wrong("no host pattern before '='");
  ResolveRule rule;
  rule.pattern = std::string(text.substr(0, equals));
  std::string_view address = text.substr(equals + 1);
  std::string_view port;
  if (address.starts_with('[')) {
    const auto close = address.find(']');
    if (close == std::string_view::npos) return wrong("a bracket is not closed");
    port = address.substr(close + 1);
    address = address.substr(1, close - 1);
  } else if (const auto colon = address.find(':'); colon == address.rfind(':')) {
    // More than one colon is an IPv6 address without brackets, and then without a port.
    port = colon == std::string_view::npos ? std::string_view() : address.substr(colon);
    address = address.substr(0, colon);
  }
  auto parsed = url::Address::parse(address);
  if (!parsed) return wrong("no IP address after '='");
  rule.address = *parsed;
  if (port.empty()) return rule;
  unsigned number = 0;
  for (const char c : port.substr(1)) {
    if (c < '0' || c > '9' || number > 65535) return wrong("the port is no number");
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  if (port[0] != ':' || number == 0 || number > 65535) return wrong("the port is no number");
  rule.port = static_cast<std::uint16_t>(number);
  return rule;
}

}  // namespace broadsheet::http
