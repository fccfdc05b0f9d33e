// SPDX-License-Identifier: Apache-2.0
// BackfillService over a BackfillApi.
#include "broadsheet/v1/backfill.grpc.pb.h"
#include "rpc/answer.h"

namespace broadsheet::rpc {
namespace {

std::string reextract_fingerprint(v1::ReextractSnapshotsRequest message) {
  message.clear_cursor();
  return message.SerializeAsString();
}

class BackfillService final : public v1::BackfillService::Service {
 public:
  BackfillService(BackfillApi& api, Surroundings& with) : api_(api), with_(with) {}

  grpc::Status ImportCaptures(grpc::ServerContext* server, const v1::ImportCapturesRequest* message,
                              v1::ImportCapturesResponse* response) override {
    return serve(with_, *server, {"BackfillService.ImportCaptures", Scope::kCrawl},
                 [&](const CallContext& call) -> Result<bool> {
                   if (message->captures_size() > static_cast<int>(ImportLimits::kCapturesMax)) {
                     return bad_input("more than 1000", "captures");
                   }
                   std::vector<records::Capture> captures;
                   for (const auto& added : message->captures()) {
                     TRY_LET(capture, from_wire(added));
                     captures.push_back(std::move(capture));
                   }
                   TRY_LET(total, api_.import_captures(std::move(captures), call));
                   response->set_total(static_cast<std::int64_t>(total));
                   return true;
                 });
  }

  grpc::Status ReextractSnapshots(
      grpc::ServerContext* server, const v1::ReextractSnapshotsRequest* message,
      grpc::ServerWriter<v1::ReextractSnapshotsResponse>* writer) override {
    const Method method{"BackfillService.ReextractSnapshots", Scope::kCrawl, CallKind::kStream};
    return serve(with_, *server, method, [&](const CallContext& call) -> Result<bool> {
      TRY_LET(request, from_wire(*message));
      const auto fingerprint = reextract_fingerprint(*message);
      TRY_LET(position, with_.tokens.open(method.name, fingerprint, message->cursor(), "cursor"));
      request.position = position;
      bool complete = false;
      TRY(api_.reextract(request, call, [&](const ReextractProgress& progress) {
        v1::ReextractSnapshotsResponse response;
        to_wire(progress, &response);
        response.set_cursor(with_.tokens.seal(method.name, fingerprint, progress.position));
        complete = progress.complete;
        return !call.given_up() && writer->Write(response);
      }));
      return complete;
    });
  }

 private:
  BackfillApi& api_;
  Surroundings& with_;
};

}  // namespace

std::unique_ptr<grpc::Service> backfill_service(BackfillApi& api, Surroundings& with) {
  return std::make_unique<BackfillService>(api, with);
}

}  // namespace broadsheet::rpc
