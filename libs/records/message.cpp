// SPDX-License-Identifier: Apache-2.0
// The fields that only a newer writer knows.
#include "records/message.h"

namespace broadsheet::records {

void put_unknown(const std::string& bytes, google::protobuf::Message* message) {
  if (bytes.empty()) return;
  message->GetReflection()->MutableUnknownFields(message)->ParseFromString(bytes);
}

std::string unknown_of(const google::protobuf::Message& message) {
  const auto& fields = message.GetReflection()->GetUnknownFields(message);
  std::string bytes;
  if (!fields.empty()) fields.SerializeToString(&bytes);
  return bytes;
}

}  // namespace broadsheet::records
