// SPDX-License-Identifier: Apache-2.0
// FrontierRecord to bytes and back.
#include "records/frontier_record.h"

#include "records/message.h"

namespace broadsheet::records {

std::string encode(const FrontierRecord& record) {
  wire::FrontierRecord message;
  message.set_url(record.url);
  message.set_role(static_cast<wire::Role>(record.role));
  message.set_source(record.source);
  message.set_via(record.via);
  message.set_depth(record.depth);
  if (record.hint != Hint{}) to_message(record.hint, message.mutable_hint());
  message.set_trace(record.trace);
  message.set_found_micros(to_micros(record.found));
  message.set_due_micros(to_micros(record.due));
  message.set_due_reason(record.due_reason);
  message.set_fetched_micros(to_micros(record.fetched));
  message.set_changed_micros(to_micros(record.changed));
  message.set_fetches(record.fetches);
  message.set_changes(record.changes);
  message.set_failures(record.failures);
  message.set_gone(record.gone);
  message.set_forms(record.forms);
  message.set_status(record.status);
  message.set_outcome(static_cast<wire::Outcome>(record.outcome));
  message.set_reason(record.reason);
  message.set_etag(record.etag);
  message.set_last_modified(record.last_modified);
  message.set_payload_digest(digest_bytes(record.payload_digest));
  message.set_interval_micros(record.interval.count());
  message.set_redirect(record.redirect);
  message.set_hops(record.hops);
  message.set_standing(static_cast<wire::Standing>(record.standing));
  message.set_fresh(record.fresh);
  put_unknown(record.unknown_fields, &message);
  return bytes_of(message);
}

Result<FrontierRecord> decode_frontier_record(std::string_view bytes) {
  wire::FrontierRecord message;
  TRY(parse(bytes, "frontier record", &message));
  FrontierRecord record{.url = std::move(*message.mutable_url())};
  record.role = enum_of(message.role(), Role::kSitemap);
  record.source = std::move(*message.mutable_source());
  record.via = std::move(*message.mutable_via());
  record.depth = message.depth();
  record.hint = hint_of(message.mutable_hint());
  record.trace = std::move(*message.mutable_trace());
  record.found = from_micros(message.found_micros());
  record.due = from_micros(message.due_micros());
  record.due_reason = std::move(*message.mutable_due_reason());
  record.fetched = from_micros(message.fetched_micros());
  record.changed = from_micros(message.changed_micros());
  record.fetches = message.fetches();
  record.changes = message.changes();
  record.failures = message.failures();
  record.gone = message.gone();
  record.forms = message.forms();
  record.status = message.status();
  record.outcome = enum_of(message.outcome(), Outcome::kUnreadable);
  record.reason = std::move(*message.mutable_reason());
  record.etag = std::move(*message.mutable_etag());
  record.last_modified = std::move(*message.mutable_last_modified());
  TRY_LET(payload_digest, digest_of(message.payload_digest(), "record.payload_digest"));
  record.payload_digest = payload_digest;
  record.interval = Duration(message.interval_micros());
  record.redirect = std::move(*message.mutable_redirect());
  record.hops = message.hops();
  record.standing = enum_of(message.standing(), Standing::kMovedSite);
  record.fresh = message.fresh();
  record.unknown_fields = unknown_of(message);
  return record;
}

}  // namespace broadsheet::records
