// SPDX-License-Identifier: Apache-2.0
// One reader for each kind of input.
#include "broadsheet/extract_pages.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "core/file.h"
#include "core/strings.h"
#include "http/client.h"
#include "http/stored_body.h"
#include "warc/warc.h"

namespace broadsheet {

namespace {

constexpr std::size_t kLineBytesMax = kExtractPageBytesMax + (std::size_t{1} << 20);
constexpr int kRedirectsMax = 5;  // A longer chain is a trap.

bool is_url(std::string_view input) {
  return istarts_with(input, "http://") || istarts_with(input, "https://");
}

bool is_warc(std::string_view input) {
  return input.ends_with(".warc") || input.ends_with(".warc.gz") || input.ends_with(".warc.zst");
}

Json head_of(const std::string& input, const PageOptions& options) {
  return options.named ? Json().set("input", input) : Json();
}

records::Headers headers_of(const PageOptions& options) {
  if (options.content_type.empty()) return {};
  return {{"Content-Type", options.content_type}};
}

Result<ServedPage> read_page(const std::string& input, const PageOptions& options) {
  TRY_LET(body, read_file(input, kExtractPageBytesMax));
  return ServedPage{.url = options.url, .body = std::move(body), .headers = headers_of(options)};
}

// One exchange; the address policy is asked about every address that is dialled.
Result<ServedPage> fetch_page(const std::string& text, const PageOptions& options) {
  TRY_LET(settings, fetcher::to_options(options.fetch));
  TRY_LET(client, http::Client::open(settings.http));
  TRY_LET(url, url::Url::parse(text));
  for (int hops = 0; hops <= kRedirectsMax; ++hops) {
    auto exchange = client->fetch_and_wait({.url = url, .limits = settings.limits});
    if (!exchange.response) return exchange.response.fault();
    auto& response = *exchange.response;
    const std::string_view location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location.empty()) {
      ServedPage page{.url = url.href(),
                      .body = std::move(response.body),
                      .status = response.status,
                      .time = exchange.started};
      for (const auto& field : response.headers) page.headers.emplace_back(field.name, field.value);
      return page;
    }
    auto next = url::Url::parse(location, &url);
    if (!next) return bad_input("it redirects to what is no URL", text);
    url = *std::move(next);
  }
  return bad_input("more than " + std::to_string(kRedirectsMax) + " redirects", text);
}

// A line without its end; false at the end of the input. What is beyond `bytes_max` is read and
// dropped. Never waits for more than the line.
bool read_line(std::istream& in, std::size_t bytes_max, std::string& line, bool& whole) {
  line.clear();
  whole = true;
  auto& buffer = *in.rdbuf();
  bool any = false;
  for (int c = buffer.sbumpc(); c != std::char_traits<char>::eof(); c = buffer.sbumpc()) {
    any = true;
    if (c == '\n') return true;
    if (line.size() < bytes_max) {
      line += static_cast<char>(c);
    } else {
      whole = false;
    }
  }
  return any;
}

void read_lines(std::istream& in, const std::string& input, const PageOptions& options,
                const PageSink& sink) {
  std::string line;
  bool whole = true;
  for (std::uint64_t number = 1; read_line(in, kLineBytesMax, line, whole); ++number) {
    if (trim(line).empty()) continue;
    PageTask task{.head = head_of(input, options)};
    if (whole) {
      task.line = std::exchange(line, {});
    } else {
      task.fault = bad_input("the line is longer than " + format_bytes(kLineBytesMax),
                             "line " + std::to_string(number), "name a file by its path");
    }
    if (!sink(std::move(task))) return;
  }
}

bool is_page(const warc::HttpMessage& message) {
  const std::string_view type = warc::field(message.headers, "content-type");
  return type.empty() || icontains(type, "html");
}

// None for a record that is no page.
std::optional<PageTask> task_of(const warc::Record& record, const std::string& input,
                                const PageOptions& options) {
  if (record.type() != warc::Type::kResponse || !is_url(record.target_uri())) return std::nullopt;
  PageTask task{.head = head_of(input, options)};
  task.head.set("record", record.id());
  auto message = warc::parse_http(record.block);
  if (!message) {
    task.fault = message.fault();
    return task;
  }
  if (!is_page(*message)) return std::nullopt;
  ServedPage page{.url = std::string(record.target_uri())};
  page.body = http::decode_stored_body(warc::field(message->headers, "transfer-encoding"),
                                       warc::field(message->headers, "content-encoding"),
                                       message->body, kExtractPageBytesMax)
                  .bytes;
  page.status = message->status;
  page.time = record.date().value_or(Time{});
  page.headers = std::move(message->headers);
  task.page = std::move(page);
  return task;
}

Result<void> read_warc(const std::string& input, const PageOptions& options, const PageSink& sink) {
  TRY_LET(source, warc::file_source(input));
  warc::Reader reader(std::move(source));
  for (warc::Entry entry;;) {
    TRY_LET(more, reader.next(entry));
    if (!more) break;
    auto task = task_of(entry.record, input, options);
    if (task && !sink(*std::move(task))) return {};
  }
  for (const auto& damage : reader.damages()) {
    PageTask task{.head = head_of(input, options)};
    task.fault = bad_input(damage.what, "byte " + std::to_string(damage.offset));
    if (!sink(std::move(task))) return {};
  }
  return {};
}

Result<ServedPage> page_of(const Json& line, const PageOptions& options) {
  ServedPage page;
  page.body = line["html"].as_string();
  if (!line.has("html")) {
    if (!line["path"].is_string()) {
      return bad_input("a line names its page by \"html\" or \"path\"", "path");
    }
    TRY_LET(body, read_file(line["path"].as_string(), kExtractPageBytesMax));
    page.body = std::move(body);
  }
  page.url = line["url"].is_string() ? line["url"].as_string() : options.url;
  page.status = static_cast<int>(line["status"].as_int(200));
  if (line["time"].is_string()) {
    TRY_LET(time, parse_time(line["time"].as_string()));
    page.time = time;
  }
  for (const auto& [name, value] : line["headers"].as_object()) {
    page.headers.emplace_back(name, value.as_string());
  }
  const auto& type = line["content_type"].as_string();
  if (!type.empty() || page.headers.empty()) {
    page.headers.insert(page.headers.begin(),
                        {"Content-Type", type.empty() ? options.content_type : type});
  }
  return page;
}

}  // namespace

bool holds_many(std::string_view input, const PageOptions& options) {
  return !is_url(input) && (options.jsonl || is_warc(input));
}

Result<void> read_pages(const std::string& input, const PageOptions& options,
                        const PageSink& sink) {
  if (!is_url(input) && options.jsonl) {
    if (input == "-") {
      read_lines(std::cin, input, options, sink);
      return {};
    }
    std::ifstream file(input);
    if (!file || std::filesystem::is_directory(input))
      return not_found("this file cannot be read", input);
    read_lines(file, input, options, sink);
    return {};
  }
  if (!is_url(input) && is_warc(input)) return read_warc(input, options, sink);
  TRY_LET(page, is_url(input) ? fetch_page(input, options) : read_page(input, options));
  PageTask task{.head = head_of(input, options)};
  task.page = std::move(page);
  sink(std::move(task));
  return {};
}

Result<ServedPage> page_of_line(const std::string& line, const PageOptions& options, Json& head) {
  TRY_LET(json, parse_json(line, {.bytes_max = kLineBytesMax}));
  if (json.has("id")) head.set("id", json["id"]);
  return page_of(json, options);
}

}  // namespace broadsheet
