// SPDX-License-Identifier: Apache-2.0
// Lines of CDXJ.
#include "warc/cdxj.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/strings.h"

namespace broadsheet::warc {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint64_t as_number(const Json& value) {
  if (!value.is_string())
    return static_cast<std::uint64_t>(std::max<std::int64_t>(value.as_int(), 0));
  const std::string& text = value.as_string();
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : 0;
}

// The media type alone: "text/html" of "text/html; charset=utf-8".
std::string media_type(std::string_view content_type) {
  return ascii_lower(trim(content_type.substr(0, content_type.find(';'))));
}

}  // namespace

std::string cdx_timestamp(Time time) {
  const std::string text = format_time(time);  // 2026-11-22T10:00:00[.…]Z
  std::string digits;
  for (const char c : text.substr(0, text.find('.'))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

Result<Time> parse_cdx_timestamp(std::string_view digits) {
  const std::size_t size = digits.size();
  if (!is_digits(digits) || size < 4 || size > 17 || (size > 14 ? size != 17 : size % 2 != 0)) {
    return bad_input("'" + std::string(digits.substr(0, 32)) + "' is no timestamp of 14 digits");
  }
  constexpr std::string_view kEarliest = "00000101000000000";
  const std::string all = std::string(digits) + std::string(kEarliest.substr(size));
  char text[40];
  std::snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s.%.3sZ", all.c_str(),
                all.c_str() + 4, all.c_str() + 6, all.c_str() + 8, all.c_str() + 10,
                all.c_str() + 12, all.c_str() + 14);
  return parse_time(text);
}

std::string format(const CdxLine& line) {
  Json members;
  members.set("url", line.url);
  if (!line.mime.empty()) members.set("mime", line.mime);
  // Numbers are strings here: that is what every reader takes.
  if (line.status > 0) members.set("status", std::to_string(line.status));
  if (!line.digest.empty()) members.set("digest", line.digest);
  members.set("length", std::to_string(line.length));
  members.set("offset", std::to_string(line.offset));
  members.set("filename", line.filename);
  for (const auto& [name, value] : line.more) members.set(name, value);
  return line.key + " " + line.timestamp + " " + members.dump();
}

Result<CdxLine> parse_cdx_line(std::string_view line) {
  line = trim(line);
  const std::size_t key_end = line.find(' ');
  const std::size_t time_end =
      key_end == std::string_view::npos ? key_end : line.find(' ', key_end + 1);
  if (key_end == 0 || time_end == std::string_view::npos) {
    return bad_input("a line of CDXJ is a key, a timestamp and an object");
  }
  CdxLine out{.key = std::string(line.substr(0, key_end)),
              .timestamp = std::string(line.substr(key_end + 1, time_end - key_end - 1))};
  TRY(parse_cdx_timestamp(out.timestamp));
  TRY_LET(json, parse_json(line.substr(time_end + 1)));
  if (!json.is_object()) return bad_input("the third part of the line is no object");
  for (const auto& [name, value] : json.as_object()) {
    if (name == "url") {
      out.url = value.as_string();
    } else if (name == "mime") {
      out.mime = value.as_string();
    } else if (name == "status") {
      out.status = static_cast<int>(std::min<std::uint64_t>(as_number(value), 999));
    } else if (name == "digest") {
      out.digest = value.as_string();
    } else if (name == "length") {
      out.length = as_number(value);
    } else if (name == "offset") {
      out.offset = as_number(value);
    } else if (name == "filename") {
      out.filename = value.as_string();
    } else {
      out.more.emplace_back(name, value);
    }
  }
  return out;
}

bool is_indexed(const Record& record) {
  const Type type = record.type();
  if (type == Type::kResponse || type == Type::kRevisit) return true;
  if (type != Type::kResource && type != Type::kMetadata) return false;
  return media_type(record.field("Content-Type")) != "application/warc-fields";
}

CdxLine index_of(const Record& record, std::string_view filename, std::uint64_t offset,
                 std::uint64_t length) {
  const std::string_view uri = record.target_uri();
  CdxLine line{.key = cdx_key(uri),
               .timestamp = cdx_timestamp(record.date().value_or(Time{})),
               .url = std::string(uri),
               .digest = std::string(record.field("WARC-Payload-Digest")),
               .filename = std::string(filename),
               .offset = offset,
               .length = length};
  const Type type = record.type();
  if (istarts_with(record.field("Content-Type"), "application/http")) {
    if (const auto message = parse_http(record.block)) {
      line.status = message->status;
      line.mime = media_type(field(message->headers, "Content-Type"));
    }
    if (line.mime.empty()) line.mime = "unk";
  } else {
    line.mime = media_type(record.field("Content-Type"));
  }
  // Without it pywb takes the revisit for a response.
  if (type == Type::kRevisit) line.mime = "warc/revisit";
  return line;
}

}  // namespace broadsheet::warc
