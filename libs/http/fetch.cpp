// SPDX-License-Identifier: Apache-2.0
// The way of one fetch: resolve, dial, handshake, send, read; each phase under its deadline.
#include "http/fetch.h"

#include <algorithm>
#include <utility>

#include "core/strings.h"
#include "http/request_head.h"

namespace broadsheet::http {

namespace {

Duration since(Fetch::SteadyTime begin) {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
}

std::string origin_of(const url::Url& url) {
  return std::string(url.scheme()) + "://" + std::string(url.host()) + ":" +
         std::to_string(url.port());
}

// Of an IPv6 literal what is inside the brackets.
std::string bare_host(const url::Url& url) {
  std::string_view host = url.host();
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return std::string(host);
}

}  // namespace

Fetch::Fetch(Surroundings& around, Request request, SteadyTime asked, Finished finished)
    : around_(around),
      request_(std::move(request)),
      origin_(origin_of(request_.url)),
      asked_(asked),
      finished_(std::move(finished)),
      timer_(around.loop) {
  exchange_.started = system_now();
}

void Fetch::start() {
  ends_ = std::chrono::steady_clock::now() + request_.limits.total;
  exchange_.timings.queue = since(asked_);
  auto head = request_head(request_, around_.options.user_agent);
  if (!head) return fail(Failure::kRequest, head.fault());
  head_ = std::move(*head);
  connection_ = around_.pool.take(origin_);
  if (!connection_) return resolve();
  exchange_.reused_connection = true;
  describe_connection();
  send();
}

void Fetch::resolve() {
  enter(Phase::kDns, request_.limits.dns);
  const std::string host = bare_host(request_.url);
  for (const auto& rule : around_.options.resolve) {
    if (!glob_matches(rule.pattern, host)) continue;
    return dial({rule.address}, rule.port != 0 ? rule.port : request_.url.port());
  }
  if (const auto literal = url::Address::parse(host); literal.ok()) {
    return dial({*literal}, request_.url.port());
  }
  question_ =
      around_.resolver.resolve(host, [this](const Resolver::Answer& answer) { resolved(answer); });
}

void Fetch::resolved(const Resolver::Answer& answer) {
  exchange_.timings.dns = since(phase_began_);
  if (answer.failure != Failure::kNone) return fail(answer.failure, unavailable(answer.why));
  dial(answer.addresses, request_.url.port());
}

void Fetch::dial(const std::vector<url::Address>& addresses, std::uint16_t port) {
  enter(Phase::kConnect, request_.limits.connect);
  std::vector<Endpoint> endpoints;
  std::optional<Fault> refused;
  for (const auto& address : addresses) {
    if (auto allowed = around_.options.addresses.check(address); !allowed) {
      refused = allowed.fault();
      exchange_.remote = address;
    } else if (endpoints.size() < around_.options.addresses_max) {
      endpoints.push_back({address, port});
    }
  }
  if (endpoints.empty()) {
    exchange_.remote_port = port;
    return fail(Failure::kPolicy, refused ? *refused : bad_input("no address may be dialled"));
  }
  exchange_.remote = endpoints.front().address;
  exchange_.remote_port = port;
  dialer_ = std::make_unique<Dialer>(
      around_.loop, std::move(endpoints), around_.options.next_address_delay,
      [this](std::unique_ptr<Transport> transport, const Endpoint& endpoint,
             const std::string& why) { dialled(std::move(transport), endpoint, why); });
}

void Fetch::dialled(std::unique_ptr<Transport> transport, const Endpoint& endpoint,
                    const std::string& why) {
  exchange_.timings.connect = since(phase_began_);
  exchange_.remote = endpoint.address;
  dialer_.reset();
  if (!transport) return fail(Failure::kConnect, unavailable(endpoint.text() + ": " + why));
  connection_ = std::make_unique<Connection>(std::move(transport), around_.connections);
  if (request_.url.scheme() == "https") return handshake();
  send();
}

void Fetch::handshake() {
  enter(Phase::kTls, request_.limits.tls);
  connection_->transport().handshake_as_client(
      around_.tls, bare_host(request_.url), [this](const IoStatus& status) {
        exchange_.timings.tls = since(phase_began_);
        describe_connection();
        if (!status.ok()) return fail(Failure::kTls, unavailable(status.text));
        send();
      });
}

void Fetch::describe_connection() {
  Transport& transport = connection_->transport();
  exchange_.remote = transport.remote().address;
  exchange_.remote_port = transport.remote().port;
  exchange_.tls_version = transport.tls_version();
  exchange_.tls_problem = transport.tls_problem();
}

void Fetch::send() {
  enter(Phase::kSend, request_.limits.first_byte);
  reader_ = std::make_unique<ResponseReader>(request_.limits, request_.method,
                                             request_.keep_encoded_body);
  exchange_.request_head = head_;
  exchange_.started = system_now();
  connection_->transport().write(head_, [this](const IoStatus& status) {
    if (!status.ok()) {
      if (retries_stale()) return;
      return fail(Failure::kDisconnect, unavailable(status.text));
    }
    exchange_.bytes_sent += head_.size();
    enter(Phase::kFirstByte, request_.limits.first_byte);
    read();
  });
}

void Fetch::read() {
  connection_->transport().read(
      [this](const IoStatus& status, std::string_view bytes) { received(status, bytes); });
}

void Fetch::received(const IoStatus& status, std::string_view bytes) {
  if (!status.ok()) {
    if (retries_stale()) return;
    if (status.kind == IoStatus::Kind::kError) {
      return fail(Failure::kDisconnect, unavailable(status.text));
    }
    if (auto problem = reader_->end()) return fail(problem->failure, problem->fault);
    return succeed();
  }
  if (!reader_->begun()) exchange_.timings.first_byte = since(phase_began_);
  exchange_.bytes_received += bytes.size();
  if (auto problem = reader_->feed(bytes)) {
    if (reader_->state() != ResponseReader::State::kHead) phase_ = Phase::kBody;
    return fail(problem->failure, problem->fault);
  }
  if (reader_->state() == ResponseReader::State::kDone) return succeed();
  if (phase_ == Phase::kFirstByte && reader_->state() == ResponseReader::State::kBody) {
    phase_ = Phase::kBody;
    phase_began_ = std::chrono::steady_clock::now();
    begin_rate_window();
  }
  read();
}

// A server may close an idle connection just when we use it (RFC 9112 §9.3.1): once more, afresh.
bool Fetch::retries_stale() {
  if (!exchange_.reused_connection || reader_->begun() || retried_) return false;
  retried_ = true;
  exchange_.reused_connection = false;
  exchange_.bytes_sent = 0;
  connection_.reset();
  resolve();
  return true;
}

void Fetch::enter(Phase phase, Duration deadline) {
  phase_ = phase;
  phase_limit_ = deadline;
  phase_began_ = std::chrono::steady_clock::now();
  arm(phase_began_ + deadline);
}

void Fetch::arm(SteadyTime until) {
  phase_ends_ = until;
  const auto left = std::min(until, ends_) - std::chrono::steady_clock::now();
  timer_.start(std::chrono::duration_cast<Duration>(left) + Duration(1), [this] { alarm(); });
}

void Fetch::alarm() {
  const auto now = std::chrono::steady_clock::now();
  if (now >= ends_) {
    return fail(Failure::kTimeout,
                unavailable("not done within the " + format_duration(request_.limits.total) +
                            " for the whole fetch"));
  }
  if (now < phase_ends_) return arm(phase_ends_);
  if (phase_ == Phase::kBody) return body_alarm();
  fail(Failure::kTimeout, unavailable("no end within " + format_duration(phase_limit_)));
}

void Fetch::body_alarm() {
  const auto& limits = request_.limits;
  const double seconds = std::chrono::duration<double>(limits.rate_window).count();
  const double wanted = static_cast<double>(limits.rate_bytes_min) * seconds;
  const std::uint64_t got = exchange_.bytes_received - window_bytes_;
  if (static_cast<double>(got) < wanted) {
    return fail(Failure::kTimeout,
                unavailable("slower than " + std::to_string(limits.rate_bytes_min) +
                            " bytes a second: " + std::to_string(got) + " bytes in " +
                            format_duration(limits.rate_window)));
  }
  begin_rate_window();
}

void Fetch::begin_rate_window() {
  const auto& limits = request_.limits;
  const bool judged = limits.rate_bytes_min > 0 && limits.rate_window > Duration::zero();
  window_bytes_ = exchange_.bytes_received;
  arm(judged ? std::chrono::steady_clock::now() + limits.rate_window : ends_);
}

void Fetch::cancel(const std::string& why) { fail(Failure::kCancelled, unavailable(why)); }

void Fetch::fail(Failure failure, Fault fault) {
  if (done_) return;
  fault.what = std::string(to_string(phase_)) + ": " + fault.what;
  if (fault.where.empty()) fault.where = request_.url.href();
  exchange_.failure = failure;
  exchange_.phase = phase_;
  exchange_.response = std::move(fault);
  finish();
}

void Fetch::succeed() {
  const bool reusable = reader_->reusable();
  exchange_.response = reader_->take();
  exchange_.phase = Phase::kDone;
  if (reusable) around_.pool.give(origin_, std::move(connection_));
  finish();
}

void Fetch::finish() {
  done_ = true;
  timer_.cancel();
  around_.resolver.cancel(question_);
  dialer_.reset();
  connection_.reset();
  exchange_.timings.total = since(asked_);
  finished_(std::move(exchange_));
}

}  // namespace broadsheet::http
