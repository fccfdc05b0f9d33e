// SPDX-License-Identifier: Apache-2.0
// What is asked of the crawl and the extractor, and answered, on the wire.
#include <algorithm>

#include "rpc/convert.h"

namespace broadsheet::rpc {
namespace {

constexpr std::size_t kReasonBytesMax = 1'000;  // what people read in a line

template <typename Message>
std::uint64_t unsigned_of(Message value) {
  return static_cast<std::uint64_t>(value);
}

}  // namespace

void to_wire(const ExtractRequest& request, v1::ExtractRequest* message) {
  message->set_id(utf8(request.id));
  message->set_url(utf8(request.url));
  message->set_body(request.body);
  message->set_content_type(utf8(request.content_type));
  for (const auto& [name, value] : request.headers) {
    auto* header = message->add_headers();
    header->set_name(utf8(name));
    header->set_value(utf8(value));
  }
  message->set_status(request.status);
  if (request.time) to_wire(*request.time, message->mutable_time());
  message->set_explain(request.explain);
  message->set_any_outcome(request.any_outcome);
}

Result<ExtractRequest> from_wire(const v1::ExtractRequest& message) {
  TRY(url_from_wire(message.url(), "url"));
  if (message.body().size() > kExtractBodyBytesMax) {
    return bad_input("the page has " + std::to_string(message.body().size()) + " bytes", "body",
                     "a page has at most " + std::to_string(kExtractBodyBytesMax) + " bytes");
  }
  ExtractRequest request{.id = message.id(), .url = message.url()};
  request.body = message.body();
  request.content_type = message.content_type();
  for (const auto& header : message.headers()) {
    request.headers.emplace_back(header.name(), header.value());
  }
  if (message.status() != 0) request.status = message.status();
  if (message.has_time()) {
    TRY_LET(time, from_wire(message.time(), "time"));
    request.time = time;
  }
  request.explain = message.explain();
  request.any_outcome = message.any_outcome();
  return request;
}

void to_wire(const ExtractReply& reply, const v1::ExtractRequest& request,
             v1::ExtractResponse* message) {
  message->set_id(request.id());
  message->set_outcome(static_cast<v1::Outcome>(reply.outcome));
  message->set_reason(utf8(reply.reason));
  message->set_confidence(reply.confidence);
  if (reply.article) to_wire(*reply.article, v1::SNAPSHOT_VIEW_FULL, message->mutable_article());
  message->set_content_hash(hex_or_none(reply.content_hash));
  message->set_text_hash(hex_or_none(reply.text_hash));
  for (const auto& block : reply.blocks) {
    auto* verdict = message->add_blocks();
    verdict->set_path(utf8(block.path));
    verdict->set_text(utf8(block.text));
    verdict->set_kept(block.kept);
    verdict->set_reason(utf8(block.reason));
    verdict->set_score(block.score);
  }
  for (const auto& one : reply.signs) {
    auto* sign = message->add_signs();
    sign->set_name(utf8(one.name));
    sign->set_value(one.value);
  }
}

Result<ExtractReply> from_wire(const v1::ExtractResponse& message) {
  ExtractReply reply{.id = message.id()};
  if (message.outcome() >= 0 &&
      message.outcome() <= static_cast<int>(records::Outcome::kUnreadable)) {
    reply.outcome = static_cast<records::Outcome>(message.outcome());
  }
  reply.reason = message.reason();
  reply.confidence = message.confidence();
  if (message.has_article()) {
    TRY_LET(article, from_wire(message.article()));
    reply.article = std::move(article);
  }
  TRY_LET(content_hash, digest_from_hex(message.content_hash(), "content_hash"));
  reply.content_hash = content_hash;
  TRY_LET(text_hash, digest_from_hex(message.text_hash(), "text_hash"));
  reply.text_hash = text_hash;
  for (const auto& block : message.blocks()) {
    reply.blocks.push_back(
        {block.path(), block.text(), block.kept(), block.reason(), block.score()});
  }
  for (const auto& one : message.signs()) reply.signs.push_back({one.name(), one.value()});
  return reply;
}

void to_wire(const SubmitUrlsRequest& request, v1::SubmitUrlsRequest* message) {
  for (const auto& url : request.urls) message->add_urls(utf8(url));
  message->set_source(source_name(request.source));
  message->set_role(static_cast<v1::Role>(request.role));
  message->set_urgent(request.urgent);
}

Result<SubmitUrlsRequest> from_wire(const v1::SubmitUrlsRequest& message) {
  if (message.urls().empty()) return bad_input("no URL", "urls");
  if (static_cast<std::size_t>(message.urls_size()) > SubmitUrlsRequest::kUrlsMax) {
    return bad_input("too many at once", "urls",
                     "send at most " + std::to_string(SubmitUrlsRequest::kUrlsMax));
  }
  SubmitUrlsRequest request{.urls = {message.urls().begin(), message.urls().end()}};
  TRY_LET(source, source_from_wire(message.source(), "source"));
  request.source = source;
  if (!v1::Role_IsValid(message.role())) return bad_input("not a role", "role");
  request.role = static_cast<records::Role>(message.role());
  request.urgent = message.urgent();
  return request;
}

void to_wire(const PauseHostRequest& request, v1::PauseHostRequest* message) {
  message->set_host(utf8(request.host));
  if (request.until) to_wire(*request.until, message->mutable_until_time());
  message->set_reason(utf8(request.reason));
}

Result<PauseHostRequest> from_wire(const v1::PauseHostRequest& message) {
  TRY_LET(host, host_from_wire(message.host(), "host"));
  PauseHostRequest request{.host = host};
  if (message.has_until_time()) {
    TRY_LET(until, from_wire(message.until_time(), "until_time"));
    request.until = until;
  }
  if (message.reason().size() > kReasonBytesMax) {
    return bad_input("longer than " + std::to_string(kReasonBytesMax) + " bytes", "reason");
  }
  request.reason = message.reason();
  return request;
}

void to_wire(const PausedHost& host, v1::PausedHost* message) {
  message->set_host(utf8(host.host));
  if (host.until) to_wire(*host.until, message->mutable_until_time());
  message->set_reason(utf8(host.reason));
  to_wire(host.since, message->mutable_since_time());
  message->set_principal(utf8(host.by));
}

Result<PausedHost> from_wire(const v1::PausedHost& message) {
  PausedHost host{.host = message.host()};
  if (message.has_until_time()) {
    TRY_LET(until, from_wire(message.until_time(), "until_time"));
    host.until = until;
  }
  host.reason = message.reason();
  TRY_LET(since, from_wire(message.since_time(), "since_time"));
  host.since = since;
  host.by = message.principal();
  return host;
}

void to_wire(const ExplainRequest& request, v1::ExplainRequest* message) {
  message->set_url(utf8(request.url));
  message->set_host(utf8(request.host));
  message->set_source(source_name(request.source));
  message->set_max_decisions(request.decisions_max);
}

Result<ExplainRequest> from_wire(const v1::ExplainRequest& message) {
  const int given = (message.url().empty() ? 0 : 1) + (message.host().empty() ? 0 : 1) +
                    (message.source().empty() ? 0 : 1);
  if (given != 1) return bad_input("not exactly one of url, host and source", "url");
  ExplainRequest request;
  if (!message.url().empty()) {
    TRY_LET(url, url_from_wire(message.url(), "url"));
    request.url = url.href();
  }
  if (!message.host().empty()) {
    TRY_LET(host, host_from_wire(message.host(), "host"));
    request.host = host;
  }
  TRY_LET(source, source_from_wire(message.source(), "source"));
  request.source = source;
  if (message.max_decisions() < 0) return bad_input("below zero", "max_decisions");
  if (message.max_decisions() > 0) {
    request.decisions_max = std::min(message.max_decisions(), kDecisionsMax);
  }
  return request;
}

void to_wire(const ExplainReply& reply, v1::ExplainResponse* message) {
  message->set_subject(utf8(reply.subject));
  message->set_known(reply.known);
  message->set_state(utf8(reply.state));
  for (const auto& [name, value] : reply.facts) {
    auto* fact = message->add_facts();
    fact->set_name(utf8(name));
    fact->set_value(utf8(value));
  }
  for (const auto& decision : reply.decisions) {
    auto* added = message->add_decisions();
    to_wire(decision.time, added->mutable_time());
    added->set_url(utf8(decision.url));
    added->set_decision(utf8(decision.decision));
    added->set_reason(utf8(decision.reason));
    added->set_rule(utf8(decision.rule));
  }
  auto* next = message->mutable_next();
  next->set_action(utf8(reply.next.action));
  if (reply.next.time) to_wire(*reply.next.time, next->mutable_time());
  next->set_reason(utf8(reply.next.reason));
}

Result<ExplainReply> from_wire(const v1::ExplainResponse& message) {
  ExplainReply reply{
      .subject = message.subject(), .known = message.known(), .state = message.state()};
  for (const auto& fact : message.facts()) reply.facts.emplace_back(fact.name(), fact.value());
  for (const auto& added : message.decisions()) {
    TRY_LET(time, from_wire(added.time(), "decision.time"));
    reply.decisions.push_back({.time = time,
                               .url = added.url(),
                               .decision = added.decision(),
                               .reason = added.reason(),
                               .rule = added.rule()});
  }
  reply.next.action = message.next().action();
  if (message.next().has_time()) {
    TRY_LET(time, from_wire(message.next().time(), "next.time"));
    reply.next.time = time;
  }
  reply.next.reason = message.next().reason();
  return reply;
}

void to_wire(const CrawlStats& stats, v1::GetCrawlStatsResponse* message) {
  message->set_sources(static_cast<std::int64_t>(stats.sources));
  message->set_hosts(static_cast<std::int64_t>(stats.hosts));
  message->set_hosts_paused(static_cast<std::int64_t>(stats.hosts_paused));
  message->set_urls_known(static_cast<std::int64_t>(stats.urls_known));
  message->set_urls_due(static_cast<std::int64_t>(stats.urls_due));
  message->set_fetches_running(static_cast<std::int64_t>(stats.fetches_running));
  message->set_captures(static_cast<std::int64_t>(stats.captures));
  message->set_articles(static_cast<std::int64_t>(stats.articles));
  for (const auto& outcome : stats.outcomes) {
    auto* added = message->add_outcomes();
    added->set_outcome(static_cast<v1::Outcome>(outcome.outcome));
    added->set_count(static_cast<std::int64_t>(outcome.count));
  }
  message->set_captures_per_second(stats.captures_per_second);
  to_wire(stats.since, message->mutable_since_time());
  if (stats.next_due) to_wire(*stats.next_due, message->mutable_next_due_time());
  for (const auto& fetcher : stats.missing_fetchers) message->add_missing_fetchers(utf8(fetcher));
}

Result<CrawlStats> from_wire(const v1::GetCrawlStatsResponse& message) {
  CrawlStats stats;
  stats.sources = unsigned_of(message.sources());
  stats.hosts = unsigned_of(message.hosts());
  stats.hosts_paused = unsigned_of(message.hosts_paused());
  stats.urls_known = unsigned_of(message.urls_known());
  stats.urls_due = unsigned_of(message.urls_due());
  stats.fetches_running = unsigned_of(message.fetches_running());
  stats.captures = unsigned_of(message.captures());
  stats.articles = unsigned_of(message.articles());
  for (const auto& added : message.outcomes()) {
    OutcomeCount outcome{.count = unsigned_of(added.count())};
    if (added.outcome() >= 0 &&
        added.outcome() <= static_cast<int>(records::Outcome::kUnreadable)) {
      outcome.outcome = static_cast<records::Outcome>(added.outcome());
    }
    stats.outcomes.push_back(outcome);
  }
  stats.captures_per_second = message.captures_per_second();
  TRY_LET(since, from_wire(message.since_time(), "since_time"));
  stats.since = since;
  if (message.has_next_due_time()) {
    TRY_LET(next_due, from_wire(message.next_due_time(), "next_due_time"));
    stats.next_due = next_due;
  }
  stats.missing_fetchers.assign(message.missing_fetchers().begin(),
                                message.missing_fetchers().end());
  return stats;
}

}  // namespace broadsheet::rpc
