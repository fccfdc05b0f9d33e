// SPDX-License-Identifier: Apache-2.0
// What is asked of the archive, on the wire; and everything that can be wrong with it. Searches and
// proofs are in files of their own.
#include <algorithm>

#include "rpc/convert_parts.h"

namespace broadsheet::rpc {
namespace {

Result<double> resemblance_from_wire(bool given, double value) {
  if (!given) return ListCopiesRequest{}.resemblance_min;
  if (!(value >= 0 && value <= 1)) return bad_input("not between 0 and 1", "min_resemblance");
  return value;
}

}  // namespace

void to_wire(const SnapshotRef& ref, v1::SnapshotRef* message) { ref_to_wire(ref, message); }

Result<SnapshotRef> from_wire(const v1::SnapshotRef& message, const std::string& field) {
  return ref_from_wire(message, field);
}

void to_wire(const GetSnapshotRequest& request, v1::GetSnapshotRequest* message) {
  ref_to_wire(request.of, message);
  message->set_view(view_for(request.with_text));
}

Result<GetSnapshotRequest> from_wire(const v1::GetSnapshotRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY(check_view(message));
  return GetSnapshotRequest{.of = of, .with_text = has_text(view_of(message))};
}

void to_wire(const ListSnapshotsRequest& request, v1::ListSnapshotsRequest* message) {
  filter_to_wire(request.filter, message);
  message->set_order(order_to_wire(request.order));
  message->set_view(view_for(request.with_text));
  page_to_wire(request.page, message);
}

Result<ListSnapshotsRequest> from_wire(const v1::ListSnapshotsRequest& message) {
  TRY_LET(filter, filter_from_wire(message));
  TRY_LET(order, order_from_wire(message.order()));
  TRY(check_view(message));
  return ListSnapshotsRequest{
      .filter = filter, .order = order, .with_text = has_text(view_of(message))};
}

void to_wire(const StreamSnapshotsRequest& request, v1::StreamSnapshotsRequest* message) {
  filter_to_wire(request.filter, message);
  message->set_view(view_for(request.with_text));
  message->set_cursor(utf8(request.position));
  message->set_batch_size(request.batch_size);
  message->set_follow(request.follow);
}

Result<StreamSnapshotsRequest> from_wire(const v1::StreamSnapshotsRequest& message) {
  TRY_LET(filter, filter_from_wire(message));
  TRY(check_view(message));
  if (message.batch_size() < 0) return bad_input("below zero", "batch_size");
  StreamSnapshotsRequest request{.filter = filter};
  request.with_text = has_text(view_of(message));
  const int most = request.with_text ? StreamSnapshotsRequest::kBatchMaxWithText
                                     : StreamSnapshotsRequest::kBatchMax;
  if (message.batch_size() > 0) request.batch_size = std::min(message.batch_size(), most);
  request.follow = message.follow();
  return request;
}

void to_wire(const ReextractRequest& request, v1::ReextractSnapshotsRequest* message) {
  filter_to_wire(request.filter, message);
  message->set_every_version(request.every_version);
  message->set_dry_run(request.dry_run);
  message->set_cursor(utf8(request.position));
}

Result<ReextractRequest> from_wire(const v1::ReextractSnapshotsRequest& message) {
  TRY_LET(filter, filter_from_wire(message));
  ReextractRequest request{.filter = filter};
  request.every_version = message.every_version();
  request.dry_run = message.dry_run();
  return request;
}

void to_wire(const DiffRequest& request, v1::DiffSnapshotsRequest* message) {
  to_wire(request.before, message->mutable_before());
  to_wire(request.after, message->mutable_after());
}

Result<DiffRequest> from_wire(const v1::DiffSnapshotsRequest& message) {
  TRY_LET(before, from_wire(message.before(), "before"));
  TRY_LET(after, from_wire(message.after(), "after"));
  return DiffRequest{.before = before, .after = after};
}

void to_wire(const ListCopiesRequest& request, v1::ListCopiesRequest* message) {
  ref_to_wire(request.of, message);
  message->set_min_resemblance(request.resemblance_min);
  page_to_wire(request.page, message);
}

Result<ListCopiesRequest> from_wire(const v1::ListCopiesRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY_LET(resemblance,
          resemblance_from_wire(message.has_min_resemblance(), message.min_resemblance()));
  return ListCopiesRequest{.of = of, .resemblance_min = resemblance};
}

void to_wire(const ListCapturesRequest& request, v1::ListCapturesRequest* message) {
  if (request.url) message->set_url(request.url->href());
  if (request.time != TimeRange{}) to_wire(request.time, message->mutable_time());
  message->set_order(order_to_wire(request.order));
  page_to_wire(request.page, message);
}

Result<ListCapturesRequest> from_wire(const v1::ListCapturesRequest& message) {
  TRY_LET(url, url_from_wire(message.url(), "url"));
  TRY_LET(time, from_wire(message.time(), "time"));
  TRY_LET(order, order_from_wire(message.order()));
  return ListCapturesRequest{.url = url, .time = time, .order = order};
}

void to_wire(const GetPayloadRequest& request, v1::GetPayloadRequest* message) {
  ref_to_wire(request.of, message);
}

Result<GetPayloadRequest> from_wire(const v1::GetPayloadRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY(size_from_wire(message.read_offset(), "read_offset"));
  return GetPayloadRequest{.of = of};
}

}  // namespace broadsheet::rpc
