// SPDX-License-Identifier: Apache-2.0
// Big-endian numbers and strings with their length in front, behind a byte for the version.
#include "bus/log_format.h"

#include "core/encode.h"

namespace broadsheet::bus::format {
namespace {

constexpr char kVersion = 1;

class Writer {
 public:
  Writer() : bytes_(1, kVersion) {}
  Writer& number(std::uint64_t value) {
    bytes_ += big_endian(value);
    return *this;
  }
  Writer& number(std::int64_t value) { return number(static_cast<std::uint64_t>(value)); }
  Writer& time(Time value) { return number(static_cast<std::int64_t>(to_micros(value))); }
  Writer& text(std::string_view value) {
    number(static_cast<std::uint64_t>(value.size()));
    bytes_ += value;
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads zeros and empty strings after the first that is not there.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) { good_ = take(1) == "\1"; }
  std::uint64_t number() {
    const std::string_view bytes = take(8);
    return bytes.size() == 8 ? from_big_endian(bytes) : 0;
  }
  std::int64_t signed_number() { return static_cast<std::int64_t>(number()); }
  Time time() { return from_micros(signed_number()); }
  std::string text() { return std::string(take(number())); }
  // All was there, and nothing else.
  [[nodiscard]] Result<void> end() const {
    if (good_ && rest_.empty()) return {};
    return broken("the embedded bus holds bytes that it did not write");
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view take(std::uint64_t size) {
    if (!good_ || size > rest_.size()) {
      good_ = false;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string partition_key(std::string_view topic, int partition) {
  std::string key(topic);
  key += '\0';
  key += big_endian(static_cast<std::uint64_t>(partition)).substr(4);
  return key;
}

std::string offset_key(std::string_view topic, int partition, std::int64_t offset) {
  return partition_key(topic, partition) + big_endian(static_cast<std::uint64_t>(offset));
}

std::int64_t offset_of(std::string_view offset_key) {
  CHECK(offset_key.size() >= 8);
  return static_cast<std::int64_t>(from_big_endian(offset_key.substr(offset_key.size() - 8)));
}

std::string latest_key(std::string_view topic, int partition, std::string_view key) {
  return partition_key(topic, partition) + std::string(key);
}

std::string group_key(std::string_view group, std::string_view topic, int partition) {
  return std::string(group) + '\0' + partition_key(topic, partition);
}

Result<GroupPlace> decode_group_key(std::string_view key) {
  const auto group_end = key.find('\0');
  const auto topic_end = group_end == key.npos ? key.npos : key.find('\0', group_end + 1);
  if (topic_end == key.npos || key.size() != topic_end + 5) {
    return broken("a group's place does not decode", to_hex(key));
  }
  return GroupPlace{std::string(key.substr(0, group_end)),
                    std::string(key.substr(group_end + 1, topic_end - group_end - 1)),
                    static_cast<int>(from_big_endian(std::string(4, '\0') +
                                                     std::string(key.substr(topic_end + 1))))};
}

std::string encode(const Record& record) {
  Writer out;
  out.time(record.time).text(record.key).number(std::uint64_t{record.headers.size()});
  for (const auto& [name, value] : record.headers) out.text(name).text(value);
  return out.text(record.value).take();
}

std::string encode(const Topic& topic) {
  return Writer()
      .text(topic.name)
      .number(std::int64_t{topic.partitions})
      .number(std::uint64_t{topic.cleanup == Cleanup::kCompact})
      .number(std::int64_t{topic.retention.count()})
      .number(topic.retention_bytes)
      .number(std::uint64_t{topic.record_bytes_max})
      .number(std::int64_t{topic.replication})
      .take();
}

std::string encode(const Segment& segment) {
  return Writer().time(segment.first_time).time(segment.last_time).number(segment.bytes).take();
}

std::string encode(const Tombstone& tombstone) {
  return Writer().time(tombstone.time).text(tombstone.key).take();
}

std::string encode(const Bounds& bounds) {
  return Writer().number(bounds.begin).number(bounds.end).take();
}

std::string encode_offset(std::int64_t offset) { return Writer().number(offset).take(); }

Result<Record> decode_record(std::string_view bytes) {
  Reader in(bytes);
  Record record;
  record.time = in.time();
  record.key = in.text();
  for (auto left = in.number(); left > 0 && in.good(); --left) {
    std::string name = in.text();
    record.headers[std::move(name)] = in.text();
  }
  record.value = in.text();
  TRY(in.end());
  return record;
}

Result<Topic> decode_topic(std::string_view bytes) {
  Reader in(bytes);
  Topic topic;
  topic.name = in.text();
  topic.partitions = static_cast<int>(in.signed_number());
  topic.cleanup = in.number() == 0 ? Cleanup::kDelete : Cleanup::kCompact;
  topic.retention = Duration{in.signed_number()};
  topic.retention_bytes = in.number();
  topic.record_bytes_max = static_cast<std::uint32_t>(in.number());
  topic.replication = static_cast<int>(in.signed_number());
  TRY(in.end());
  return topic;
}

Result<Segment> decode_segment(std::int64_t first, std::string_view bytes) {
  Reader in(bytes);
  Segment segment;
  segment.first = first;
  segment.first_time = in.time();
  segment.last_time = in.time();
  segment.bytes = in.number();
  TRY(in.end());
  return segment;
}

Result<Tombstone> decode_tombstone(std::string_view bytes) {
  Reader in(bytes);
  Tombstone tombstone;
  tombstone.time = in.time();
  tombstone.key = in.text();
  TRY(in.end());
  return tombstone;
}

Result<Bounds> decode_bounds(std::string_view bytes) {
  Reader in(bytes);
  Bounds bounds;
  bounds.begin = in.signed_number();
  bounds.end = in.signed_number();
  TRY(in.end());
  return bounds;
}

Result<std::int64_t> decode_offset(std::string_view bytes) {
  Reader in(bytes);
  const std::int64_t offset = in.signed_number();
  TRY(in.end());
  return offset;
}

}  // namespace broadsheet::bus::format
