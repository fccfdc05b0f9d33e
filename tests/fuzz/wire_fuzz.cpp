// SPDX-License-Identifier: Apache-2.0
// Any bytes as requests of the wire and as page tokens: what is accepted survives another trip.
// uses: bs_rpc proto::grpc
#include <string_view>

#include "rpc/convert.h"
#include "rpc/library_log.h"
#include "rpc/page_token.h"

namespace rpc = broadsheet::rpc;

namespace {

// A request that is accepted is the same after another trip.
template <typename Message>
void check(std::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  const auto request = rpc::from_wire(message);
  if (!request) return;
  Message again;
  rpc::to_wire(*request, &again);
  CHECK(rpc::from_wire(again).ok());
}

// A reply of a foreign server: read, or refused.
template <typename Message>
void read(std::string_view bytes) {
  Message message;
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    (void)rpc::from_wire(message);
  }
}

}  // namespace

void fuzz_wire(std::string_view bytes) {
  namespace v1 = broadsheet::v1;
  rpc::take_over_library_logs();
  check<v1::GetSnapshotRequest>(bytes);
  check<v1::ListSnapshotsRequest>(bytes);
  check<v1::StreamSnapshotsRequest>(bytes);
  check<v1::SearchRequest>(bytes);
  check<v1::CountSnapshotsRequest>(bytes);
  check<v1::DiffSnapshotsRequest>(bytes);
  check<v1::ListCopiesRequest>(bytes);
  check<v1::ListCapturesRequest>(bytes);
  check<v1::GetInclusionProofRequest>(bytes);
  check<v1::GetConsistencyProofRequest>(bytes);
  check<v1::ExtractRequest>(bytes);
  check<v1::UpdateSourceRequest>(bytes);
  check<v1::SubmitUrlsRequest>(bytes);
  check<v1::PauseHostRequest>(bytes);
  check<v1::ExplainRequest>(bytes);
  read<v1::GetSnapshotResponse>(bytes);
  read<v1::SearchResponse>(bytes);
  read<v1::DiffSnapshotsResponse>(bytes);
  read<v1::StreamSnapshotsResponse>(bytes);
  read<v1::ExplainResponse>(bytes);
  const rpc::PageTokens tokens;
  const auto position = tokens.open("List", "request", bytes);
  if (position && !position->empty()) CHECK(!bytes.empty());
}
