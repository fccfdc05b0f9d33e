// SPDX-License-Identifier: Apache-2.0
// Fetches one URL safely: every byte, second and address on the way is bounded and accounted for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "http/message.h"
#include "url/address.h"
#include "url/url.h"

namespace broadsheet::http {

// What one fetch may cost. The defaults suit a news page, slow but honest.
struct Limits {
  // Deadlines of the phases. A fault names the phase that broke its one.
  Duration dns = std::chrono::seconds(10);
  Duration connect = std::chrono::seconds(10);  // over all addresses of the host
  Duration tls = std::chrono::seconds(10);
  Duration first_byte = std::chrono::seconds(20);  // request sent → the whole response head read
  Duration total = std::chrono::seconds(60);       // from the end of the wait for a connection slot

  // Once the body has begun, each window must bring this many bytes a second on the wire.
  std::size_t rate_bytes_min = 512;  // Slower than any phone line: a trap, or dead. 0: no minimum.
  Duration rate_window = std::chrono::seconds(10);

  std::size_t header_bytes_max = 64 << 10;  // with the status line; also all trailers
  std::size_t headers_max = 256;

  // A body above either is cut there, kept and flagged; the connection is closed.
  std::size_t body_bytes_max = 8 << 20;  // decoded. Above this it is no article.
  std::size_t wire_bytes_max = 8 << 20;  // as sent, without the chunked framing

  // Decoded over encoded, judged above ratio_bytes_min decoded bytes; beyond it is a bomb: a fault.
  std::size_t ratio_max = 200;
  std::size_t ratio_bytes_min = 1 << 20;  // Small bombs harm nobody, and templates repeat.
};

enum class Method { kGet, kHead };

struct Request {
  url::Url url;  // http or https; credentials and fragment are never sent
  Method method = Method::kGet;
  // Added to what the client sends itself; Accept, Accept-Encoding and User-Agent replace the
  // client's. Host, Connection and framing fields are refused.
  Headers headers = {};
  // Validators of a former response, sent as they are: If-None-Match and If-Modified-Since.
  std::string etag = {};
  std::string last_modified = {};
  std::string user_agent = {};  // empty: the client's
  Limits limits = {};
  // Also keep the body as it was sent (content codings on, chunked framing off).
  bool keep_encoded_body = false;
};

struct Response {
  int status = 0;  // 200–599: interim responses are skipped
  std::string reason = {};
  std::string version = {};       // "1.1", "1.0"
  Headers headers = {};           // in order, as received
  std::string head = {};          // status line and fields, byte for byte, with the empty line
  std::string body = {};          // gzip, deflate, br and zstd undone
  std::string encoded_body = {};  // if the request asked for it
  bool truncated = false;         // cut at a byte limit: `body` is the part before it
  // Content codings that are not known and therefore still on the body: "compress"; empty: none.
  std::string codings_left = {};
  std::uint64_t body_wire_bytes = 0;  // of the body as sent, without the chunked framing
};

enum class Phase { kQueue, kDns, kConnect, kTls, kSend, kFirstByte, kBody, kDone };
std::string_view to_string(Phase phase);  // "dns", "first byte", …

// Why there is no response, for counters and policies; the fault's text is for people.
enum class Failure {
  kNone,
  kRequest,     // the request itself: not http(s), a bad field              kBadInput
  kPolicy,      // no address that may be dialled                            kBadInput
  kProtocol,    // the answer is not HTTP, or contradicts itself             kBadInput
  kLimit,       // headers too large, too many, ratio                        kBadInput
  kDecode,      // the body is not what Content-Encoding says                kBadInput
  kNoHost,      // the name does not exist or has no address                 kUnavailable
  kDns,         // no answer about the name                                  kUnavailable
  kConnect,     // refused, unreachable                                      kUnavailable
  kTls,         // handshake or certificate                                  kUnavailable
  kTimeout,     // a deadline of Limits, or below the minimum rate           kUnavailable
  kDisconnect,  // closed before the end                                     kUnavailable
  kBusy,        // the client's queue is full                                kUnavailable
  kCancelled,   // cancel(), stop() or the destructor                        kUnavailable
};
std::string_view to_string(Failure failure);

// How long each phase took; zero if it did not take place (a connection was reused, no TLS).
struct Timings {
  Duration queue{};  // waiting for a connection slot
  Duration dns{};
  Duration connect{};
  Duration tls{};
  Duration first_byte{};  // request sent → first byte of the response
  Duration total{};       // all of it, the queue too
};

// All that is known about one fetch, whether it came to a response or not.
struct Exchange {
  Result<Response> response = unavailable("nothing was fetched");
  Failure failure = Failure::kNone;
  Phase phase = Phase::kQueue;         // where it ended: kDone with a response
  Time started{};                      // when the request was sent, or would have been
  std::optional<url::Address> remote;  // the address dialled (the last one tried)
  std::uint16_t remote_port = 0;
  bool reused_connection = false;
  std::string request_head = {};     // as sent
  std::uint64_t bytes_sent = 0;      // above TLS
  std::uint64_t bytes_received = 0;  // above TLS: heads, framing and body
  Timings timings = {};
  std::string tls_version = {};  // "TLSv1.3"; empty without TLS
  // What verification would have said, if it is off: "self-signed certificate"; empty: fine.
  std::string tls_problem = {};
};

// `--resolve PATTERN=ADDRESS[:PORT]`: hosts that match the glob are dialled at this address. Host
// header, SNI and certificate checks keep the URL's host. The address policy holds here too.
struct ResolveRule {
  std::string pattern = {};  // of the URL's host, as core's glob_matches reads it
  url::Address address = {};
  std::uint16_t port = 0;  // 0: the URL's

  // "*.example=127.0.0.1:8080", "example.com=[::1]:443", "example.com=::1".
  static Result<ResolveRule> parse(std::string_view text);
};

// Follows no redirect, keeps no cookie, uses no proxy, retries only a reused connection that turned
// out dead before any byte came back. Thread-safe.
class Client {
 public:
  struct Options {
    std::string user_agent = "broadsheet";
    int threads = 1;                        // I/O threads; one origin stays on one of them
    std::vector<ResolveRule> resolve = {};  // the first that matches
    url::AddressPolicy addresses = {};      // asked about every address just before it is dialled
    // Certificates are verified against the system's store, or against this PEM file alone.
    std::string ca_file = {};
    bool verify_tls = true;  // Off: Exchange::tls_problem tells what was wrong.
    // Bounds of the whole client. Idle connections count; they make room for new ones.
    std::size_t connections_max = 1024;
    std::size_t queue_max = 100'000;      // fetches that wait for a connection slot
    std::size_t idle_per_origin_max = 1;  // one connection at a time is the polite norm
    std::size_t idle_max = 256;
    Duration idle_time = std::chrono::seconds(15);  // most servers close after 5 to 60 s
    // RFC 8305 §5: when to try the next address while the last is still being dialled.
    Duration next_address_delay = std::chrono::milliseconds(250);
    std::size_t addresses_max = 6;  // tried for one fetch
    // "127.0.0.1:5353,[::1]:53" instead of the system's name servers.
    std::string dns_servers = {};
    Duration dns_ttl_min = std::chrono::seconds(5);
    Duration dns_ttl_max = std::chrono::minutes(10);
    Duration dns_failure_ttl = std::chrono::seconds(30);
    std::size_t dns_cache_max = 100'000;  // names
  };

  // kBadInput if the CA file or the name servers are none.
  static Result<std::unique_ptr<Client>> open(Options options);
  // Cancels what is in flight, calls every `done` that is due, and joins the threads.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  using Done = std::function<void(Exchange)>;

  // Calls `done` exactly once, on one of the client's threads, never from inside this call. `done`
  // must not block; it may call fetch() and cancel(). The answer names the fetch for cancel().
  std::uint64_t fetch(Request request, Done done);

  // Waits for it. Not from a `done`.
  Exchange fetch_and_wait(Request request);

  // Ends a fetch early with kCancelled; nothing if it has ended.
  void cancel(std::uint64_t fetch);

  // From now on fetches end with kCancelled. Waits `patience` for those in flight, then cancels
  // them; every `done` has returned when this returns. Not from a `done`.
  void stop(Duration patience);

  // Now: fetches given and not yet done; and connections open, idle ones too.
  [[nodiscard]] std::size_t in_flight() const;
  [[nodiscard]] std::size_t connections() const;

 private:
  struct Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::http
