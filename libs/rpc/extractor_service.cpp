// SPDX-License-Identifier: Apache-2.0
// ExtractorService over an ExtractorApi.
#include "broadsheet/v1/extractor.grpc.pb.h"
#include "rpc/answer.h"
#include "rpc/status.h"

namespace broadsheet::rpc {
namespace {

using grpc::ServerContext;
using grpc::Status;
using Stream = grpc::ServerReaderWriter<v1::ExtractStreamResponse, v1::ExtractStreamRequest>;

class ExtractorService final : public v1::ExtractorService::Service {
 public:
  ExtractorService(ExtractorApi& api, Surroundings& with) : api_(api), with_(with) {}

  Status Extract(ServerContext* server, const v1::ExtractRequest* message,
                 v1::ExtractResponse* response) override {
    return serve(with_, *server, {"ExtractorService.Extract"}, [&](const CallContext& call) {
      return answer(*message, response,
                    [&](const auto& request) { return api_.extract(request, call); });
    });
  }

  Status ExtractStream(ServerContext* server, Stream* stream) override {
    return serve(with_, *server,
                 {"ExtractorService.ExtractStream", Scope::kRead, CallKind::kStream},
                 [&](const CallContext& call) -> Result<bool> {
                   v1::ExtractStreamRequest message;
                   while (stream->Read(&message)) {
                     if (call.given_up()) return false;
                     if (!stream->Write(answer_to(message.page(), call))) return false;
                   }
                   return !call.given_up();
                 });
  }

 private:
  v1::ExtractStreamResponse answer_to(const v1::ExtractRequest& page, const CallContext& call) {
    v1::ExtractStreamResponse response;
    response.set_id(page.id());
    const auto done = answer(page, response.mutable_result(),
                             [&](const auto& request) { return api_.extract(request, call); });
    if (!done) *response.mutable_error() = message_of(done.fault());
    return response;
  }

  ExtractorApi& api_;
  Surroundings& with_;
};

}  // namespace

std::unique_ptr<grpc::Service> extractor_service(ExtractorApi& api, Surroundings& with) {
  return std::make_unique<ExtractorService>(api, with);
}

}  // namespace broadsheet::rpc
