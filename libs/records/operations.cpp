// SPDX-License-Identifier: Apache-2.0
// ShardEndpoint and DeadLetter to bytes and back.
#include "records/operations.h"

#include "records/message.h"

namespace broadsheet::records {

std::string encode(const ShardEndpoint& endpoint) {
  wire::ShardEndpoint message;
  message.set_shard(endpoint.shard);
  message.set_address(endpoint.address);
  message.set_standby(endpoint.standby);
  message.set_sequence(endpoint.sequence);
  message.set_time_micros(to_micros(endpoint.time));
  message.set_former(endpoint.former);
  message.set_offset(endpoint.offset);
  message.set_epoch(endpoint.epoch);
  put_unknown(endpoint.unknown_fields, &message);
  return bytes_of(message);
}

Result<ShardEndpoint> decode_shard_endpoint(std::string_view bytes) {
  wire::ShardEndpoint message;
  TRY(parse(bytes, "shard endpoint", &message));
  ShardEndpoint endpoint;
  endpoint.shard = message.shard();
  endpoint.address = std::move(*message.mutable_address());
  endpoint.standby = message.standby();
  endpoint.sequence = message.sequence();
  endpoint.time = from_micros(message.time_micros());
  endpoint.former = message.former();
  endpoint.offset = message.offset();
  endpoint.epoch = message.epoch();
  endpoint.unknown_fields = unknown_of(message);
  return endpoint;
}

std::string encode(const DeadLetter& letter) {
  wire::DeadLetter message;
  message.set_stage(letter.stage);
  message.set_topic(letter.topic);
  message.set_partition(letter.partition);
  message.set_offset(letter.offset);
  message.set_key(letter.key);
  message.set_value(letter.value);
  message.set_reason(letter.reason);
  message.set_attempts(letter.attempts);
  message.set_time_micros(to_micros(letter.time));
  message.set_trace(letter.trace);
  put_unknown(letter.unknown_fields, &message);
  return bytes_of(message);
}

Result<DeadLetter> decode_dead_letter(std::string_view bytes) {
  wire::DeadLetter message;
  TRY(parse(bytes, "dead letter", &message));
  DeadLetter letter;
  letter.stage = std::move(*message.mutable_stage());
  letter.topic = std::move(*message.mutable_topic());
  letter.partition = message.partition();
  letter.offset = message.offset();
  letter.key = std::move(*message.mutable_key());
  letter.value = std::move(*message.mutable_value());
  letter.reason = std::move(*message.mutable_reason());
  letter.attempts = message.attempts();
  letter.time = from_micros(message.time_micros());
  letter.trace = std::move(*message.mutable_trace());
  letter.unknown_fields = unknown_of(message);
  return letter;
}

}  // namespace broadsheet::records
