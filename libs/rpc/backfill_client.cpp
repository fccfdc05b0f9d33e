// SPDX-License-Identifier: Apache-2.0
// A BackfillApi that asks a BackfillService.
#include "broadsheet/v1/backfill.grpc.pb.h"
#include "rpc/channel.h"

namespace broadsheet::rpc {
namespace {

class BackfillClient final : public BackfillApi {
  using Stub = v1::BackfillService::Stub;

 public:
  explicit BackfillClient(Channel channel)
      : channel_(std::move(channel)), stub_(v1::BackfillService::NewStub(channel_.get())) {}

  Result<std::uint64_t> import_captures(std::vector<records::Capture> captures,
                                        const CallContext& call) override {
    v1::ImportCapturesRequest message;
    for (const auto& capture : captures) to_wire(capture, message.add_captures());
    v1::ImportCapturesResponse response;
    TRY(ask(channel_, stub_, &Stub::ImportCaptures, call, message, &response));
    return static_cast<std::uint64_t>(response.total());
  }

  Result<void> reextract(const ReextractRequest& request, const CallContext& call,
                         const std::function<bool(const ReextractProgress&)>& sink) override {
    v1::ReextractSnapshotsRequest message;
    to_wire(request, &message);
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto reader = stub_->ReextractSnapshots(&context, message);
    return drain_stream<decltype(*reader), v1::ReextractSnapshotsResponse>(
        channel_, context, *reader,
        [&](v1::ReextractSnapshotsResponse& response) { return sink(from_wire(response)); });
  }

 private:
  Channel channel_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace

Result<std::unique_ptr<BackfillApi>> connect_backfill(const std::string& address,
                                                      const ClientOptions& options) {
  TRY_LET(channel, Channel::connect(address, options));
  return std::unique_ptr<BackfillApi>(std::make_unique<BackfillClient>(std::move(channel)));
}

}  // namespace broadsheet::rpc
