// SPDX-License-Identifier: Apache-2.0
// A call by its name, with bytes for messages: for services whose code is not ours.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <string>

namespace broadsheet::rpc {

// Sends one message, takes one, and hangs up. Empty if nothing came.
inline std::string raw_call(const std::shared_ptr<grpc::Channel>& channel,
                            const std::string& method, const std::string& bytes) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  grpc::CompletionQueue queue;
  const auto wait = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  auto call = stub.PrepareCall(&context, method, &queue);
  call->StartCall(nullptr);
  wait();
  const grpc::Slice slice(bytes);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  wait();
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  std::string text;
  if (wait()) {
    grpc::Slice whole;
    if (answer.DumpToSingleSlice(&whole).ok()) {
      text.assign(reinterpret_cast<const char*>(whole.begin()), whole.size());
    }
  }
  context.TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  wait();
  queue.Shutdown();
  while (wait()) {
  }
  return text;
}

}  // namespace broadsheet::rpc
