// SPDX-License-Identifier: Apache-2.0
// An ExtractorApi that asks an ExtractorService.
#include <thread>

#include "broadsheet/v1/extractor.grpc.pb.h"
#include "rpc/channel.h"

namespace broadsheet::rpc {
namespace {

ExtractAnswer answer_of(const v1::ExtractStreamResponse& response) {
  if (response.has_error()) return {.id = response.id(), .reply = fault_of(response.error())};
  return {.id = response.id(), .reply = from_wire(response.result())};
}

// Nothing is sent any more when the stream ends.
struct Answers {
  grpc::ClientReaderWriter<v1::ExtractStreamRequest, v1::ExtractStreamResponse>& stream;
  std::jthread& sender;

  bool Read(v1::ExtractStreamResponse* response) { return stream.Read(response); }
  grpc::Status Finish() {
    sender.join();
    return stream.Finish();
  }
};

class ExtractorClient final : public ExtractorApi {
  using Stub = v1::ExtractorService::Stub;

 public:
  explicit ExtractorClient(Channel channel)
      : channel_(std::move(channel)), stub_(v1::ExtractorService::NewStub(channel_.get())) {}

  Result<ExtractReply> extract(const ExtractRequest& request, const CallContext& call) override {
    v1::ExtractRequest message;
    to_wire(request, &message);
    v1::ExtractResponse response;
    TRY(ask(channel_, stub_, &Stub::Extract, call, message, &response));
    return from_wire(response);
  }

  // One thread sends, this one takes: the connection bounds how far the first is ahead.
  Result<void> extract_stream(const std::function<std::optional<ExtractRequest>()>& next,
                              const CallContext& call,
                              const std::function<bool(ExtractAnswer)>& sink) override {
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto stream = stub_->ExtractStream(&context);
    std::jthread sender([&] {
      while (auto request = next()) {
        v1::ExtractStreamRequest message;
        to_wire(*request, message.mutable_page());
        if (!stream->Write(message)) return;
      }
      stream->WritesDone();
    });
    Answers answers{*stream, sender};
    return drain_stream<Answers, v1::ExtractStreamResponse>(
        channel_, context, answers,
        [&](v1::ExtractStreamResponse& response) { return sink(answer_of(response)); });
  }

 private:
  Channel channel_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace

Result<std::unique_ptr<ExtractorApi>> connect_extractor(const std::string& address,
                                                        const ClientOptions& options) {
  TRY_LET(channel, Channel::connect(address, options));
  return std::unique_ptr<ExtractorApi>(std::make_unique<ExtractorClient>(std::move(channel)));
}

}  // namespace broadsheet::rpc
