// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: between records and their protobuf messages.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "broadsheet/records/v1/records.pb.h"
#include "core/hash.h"
#include "core/time.h"
#include "records/article.h"
#include "records/capture.h"
#include "records/discovery.h"

namespace broadsheet::records {

namespace wire = ::broadsheet::records::v1;

// Above this a record is damage: the largest payload kept is some megabytes.
constexpr std::size_t kRecordBytesMax = std::size_t{256} << 20;

// Parts that several records share.
void to_message(const Hint& hint, wire::Hint* message);
Hint hint_of(wire::Hint* message);
void to_message(const RobotsVerdict& verdict, wire::RobotsVerdict* message);
RobotsVerdict verdict_of(wire::RobotsVerdict* message);
using HeaderMessages = google::protobuf::RepeatedPtrField<wire::Header>;
void to_messages(const Headers& headers, HeaderMessages* messages);
Headers headers_of(HeaderMessages* messages);

void to_message(const Capture& capture, wire::Capture* message);
Result<Capture> capture_of(wire::Capture* message);
void to_message(const Article& article, wire::Article* message);
Article article_of(wire::Article* message);

// Protobuf writes known fields by number and then the unknown ones as they came: the same record
// always gives the same bytes.
template <typename Message>
std::string bytes_of(const Message& message) {
  std::string bytes;
  CHECK(message.SerializeToString(&bytes));  // fails only above 2 GB
  return bytes;
}

template <typename Message>
Result<void> parse(std::string_view bytes, std::string_view what, Message* message) {
  if (bytes.size() > kRecordBytesMax ||
      !message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return bad_input("these bytes are no " + std::string(what));
  }
  return {};
}

// The fields of a newer writer, as they came.
void put_unknown(const std::string& bytes, google::protobuf::Message* message);
std::string unknown_of(const google::protobuf::Message& message);

// 32 bytes; nothing for the zero digest.
inline std::string digest_bytes(const Digest& digest) {
  return digest.is_zero() ? std::string() : std::string(digest.view());
}

inline Result<Digest> digest_of(const std::string& bytes, std::string_view field) {
  if (bytes.empty()) return Digest{};
  if (bytes.size() != 32) return bad_input("a digest has 32 bytes", std::string(field));
  return Digest::from_bytes(bytes);
}

// A value that this version does not know is the first one: "unknown".
template <typename Enum>
Enum enum_of(int value, Enum last) {
  if (value < 0 || value > static_cast<int>(last)) return Enum{};
  return static_cast<Enum>(value);
}

// ParagraphKind has no "unknown", so on the wire it counts from 1.
inline wire::ParagraphKind kind_message(ParagraphKind kind) {
  return static_cast<wire::ParagraphKind>(static_cast<int>(kind) + 1);
}
inline ParagraphKind kind_of(int value) { return enum_of(value - 1, ParagraphKind::kNotice); }

template <typename Repeated>
void to_repeated(const std::vector<std::string>& values, Repeated* repeated) {
  repeated->Reserve(static_cast<int>(values.size()));
  for (const auto& value : values) *repeated->Add() = value;
}

template <typename Repeated>
std::vector<std::string> strings_of(Repeated* repeated) {
  std::vector<std::string> values;
  values.reserve(static_cast<std::size_t>(repeated->size()));
  for (auto& value : *repeated) values.push_back(std::move(value));
  return values;
}

}  // namespace broadsheet::records
