// SPDX-License-Identifier: Apache-2.0
// For the files that convert what the archive is asked and answers: what several messages have.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpc/convert.h"

namespace broadsheet::rpc {

inline std::string field_path(const std::string& prefix, std::string_view field) {
  return prefix.empty() ? std::string(field) : prefix + "." + std::string(field);
}

// For every message that has name, url and as_of.
template <typename Message>
void ref_to_wire(const SnapshotRef& ref, Message* message) {
  if (ref.key) message->set_name(ref.key->name());
  if (ref.url) message->set_url(ref.url->href());
  if (ref.as_of) to_wire(*ref.as_of, message->mutable_as_of());
}

template <typename Message>
Result<SnapshotRef> ref_from_wire(const Message& message, const std::string& prefix) {
  if (message.name().empty() == message.url().empty()) {
    return bad_input(message.name().empty() ? "neither a name nor a url" : "both a name and a url",
                     field_path(prefix, "name"), "give exactly one of name and url");
  }
  SnapshotRef ref;
  if (!message.name().empty()) {
    if (message.has_as_of()) {
      return bad_input("a name is one version already", field_path(prefix, "as_of"),
                       "give as_of with a url only");
    }
    auto key = records::SnapshotKey::from_name(message.name());
    if (!key) return bad_input(key.fault().what, field_path(prefix, "name"), key.fault().remedy);
    ref.key = *key;
    return ref;
  }
  TRY_LET(url, url_from_wire(message.url(), field_path(prefix, "url")));
  ref.url = url;
  if (message.has_as_of()) {
    TRY_LET(as_of, from_wire(message.as_of(), field_path(prefix, "as_of")));
    ref.as_of = as_of;
  }
  return ref;
}

template <typename Repeated>
Result<std::vector<std::string>> languages_from_wire(const Repeated& repeated) {
  if (repeated.size() > kListMax) return bad_input("too many languages", "languages");
  std::vector<std::string> languages(repeated.begin(), repeated.end());
  for (const auto& language : languages) {
    if (language.empty() || language.size() > 35) {  // RFC 5646 §4.4.1
      return bad_input("not a language", "languages", "write it as in \"en\" or \"pt-BR\"");
    }
  }
  return languages;
}

// For every message that filters snapshots.
template <typename Message>
void filter_to_wire(const SnapshotFilter& filter, Message* message) {
  switch (filter.match) {
    case UrlMatch::kAll:
      break;
    case UrlMatch::kUrl:
      message->set_url(utf8(filter.pattern));
      break;
    case UrlMatch::kPrefix:
      message->set_url_prefix(utf8(filter.pattern));
      break;
    case UrlMatch::kHost:
      message->set_host(utf8(filter.pattern));
      break;
    case UrlMatch::kDomain:
      message->set_domain(utf8(filter.pattern));
      break;
  }
  message->set_source(source_name(filter.source));
  for (const auto& language : filter.languages) message->add_languages(utf8(language));
  if (filter.first_seen != TimeRange{}) to_wire(filter.first_seen, message->mutable_first_seen());
}

template <typename Message>
Result<void> pattern_from_wire(const Message& message, SnapshotFilter* filter) {
  const int given = (message.url().empty() ? 0 : 1) + (message.url_prefix().empty() ? 0 : 1) +
                    (message.host().empty() ? 0 : 1) + (message.domain().empty() ? 0 : 1);
  if (given > 1) return bad_input("more than one of url, url_prefix, host and domain", "url");
  if (!message.url().empty()) {
    TRY_LET(url, url_from_wire(message.url(), "url"));
    filter->match = UrlMatch::kUrl;
    filter->pattern = url.href();
  } else if (!message.url_prefix().empty()) {
    TRY_LET(url, url_from_wire(message.url_prefix(), "url_prefix"));
    filter->match = UrlMatch::kPrefix;
    filter->pattern = url.href();
  } else if (!message.host().empty()) {
    TRY_LET(host, host_from_wire(message.host(), "host"));
    filter->match = UrlMatch::kHost;
    filter->pattern = host;
  } else if (!message.domain().empty()) {
    TRY_LET(host, host_from_wire(message.domain(), "domain"));
    filter->match = UrlMatch::kDomain;
    filter->pattern = host;
  }
  return {};
}

template <typename Message>
Result<SnapshotFilter> filter_from_wire(const Message& message) {
  SnapshotFilter filter;
  TRY(pattern_from_wire(message, &filter));
  TRY_LET(source, source_from_wire(message.source(), "source"));
  filter.source = source;
  TRY_LET(languages, languages_from_wire(message.languages()));
  filter.languages = languages;
  TRY_LET(first_seen, from_wire(message.first_seen(), "first_seen"));
  filter.first_seen = first_seen;
  return filter;
}

inline v1::TimeOrder order_to_wire(TimeOrder order) {
  return order == TimeOrder::kOldestFirst ? v1::TIME_ORDER_OLDEST_FIRST
                                          : v1::TIME_ORDER_NEWEST_FIRST;
}

inline Result<TimeOrder> order_from_wire(int order) {
  switch (order) {
    case v1::TIME_ORDER_UNSPECIFIED:
    case v1::TIME_ORDER_NEWEST_FIRST:
      return TimeOrder::kNewestFirst;
    case v1::TIME_ORDER_OLDEST_FIRST:
      return TimeOrder::kOldestFirst;
    default:
      return bad_input("not an order", "order");
  }
}

template <typename Message>
void page_to_wire(const Page& page, Message* message) {
  message->set_page_size(page.size);
  message->set_page_token(utf8(page.position));
}

template <typename Message>
Result<void> check_view(const Message& message) {
  if (!v1::SnapshotView_IsValid(message.view())) return bad_input("not a view", "view");
  return check_mask(message.read_mask());
}

inline v1::SnapshotView view_for(bool with_text) {
  return with_text ? v1::SNAPSHOT_VIEW_FULL : v1::SNAPSHOT_VIEW_BASIC;
}

inline Result<std::uint64_t> size_from_wire(std::int64_t size, std::string_view field) {
  if (size < 0) return bad_input("below zero", std::string(field));
  return static_cast<std::uint64_t>(size);
}

inline std::int64_t signed_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t unsigned_of(std::int64_t value) { return static_cast<std::uint64_t>(value); }

template <typename Repeated>
void errors_to_wire(const std::vector<ShardError>& errors, Repeated* messages) {
  for (const auto& error : errors) to_wire(error, messages->Add());
}

template <typename Repeated>
std::vector<ShardError> errors_from_wire(const Repeated& messages) {
  std::vector<ShardError> errors;
  for (const auto& message : messages) errors.push_back(from_wire(message));
  return errors;
}

}  // namespace broadsheet::rpc
