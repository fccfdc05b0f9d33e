// SPDX-License-Identifier: Apache-2.0
// Records of WARC files into captures.
#include "backfill/warc_captures.h"

#include <algorithm>
#include <unordered_map>

#include "backfill/lane.h"
#include "core/strings.h"
#include "http/stored_body.h"
#include "url/url.h"
#include "warc/wacz.h"
#include "warc/warc.h"

namespace broadsheet::backfill {

namespace {

using records::Outcome;
using warc::Type;

// Kinds of bytes in which there is no news to read. What has no type, or a wrong one, is looked at.
bool is_of_no_use(std::string_view type) {
  constexpr std::string_view kKinds[] = {"image/",           "video/",
                                         "audio/",           "font/",
                                         "text/css",         "text/javascript",
                                         "application/java", "application/x-java",
                                         "application/font", "application/pdf",
                                         "application/zip",  "application/octet-stream",
                                         "application/wasm", "application/vnd.ms-"};
  return std::ranges::any_of(kKinds, [&](std::string_view kind) { return type.starts_with(kind); });
}

std::string media_type(const records::Headers& headers) {
  const auto type = records::header(headers, "content-type");
  return ascii_lower(trim(type.substr(0, type.find(';'))));
}

records::Headers to_headers(const warc::Fields& fields) { return {fields.begin(), fields.end()}; }

// Tools with whole seconds give a page and the redirect that led to it one time, and both have one
// URL key. The page keeps its time.
Time told_apart(Time time, int status) {
  const bool whole = time.time_since_epoch() % std::chrono::seconds(1) == Duration{0};
  const bool page = status >= 200 && status < 300;
  return whole && !page && status > 0 ? time + Duration(status) : time;
}

std::string http_version(const std::string& start_line) {
  if (!start_line.starts_with("HTTP/")) return {};
  return start_line.substr(5, start_line.find(' ') - 5);
}

std::string status_text(const std::string& start_line) {
  const auto code = start_line.find(' ');
  if (code == std::string::npos) return {};
  const auto words = start_line.find(' ', code + 1);
  return words == std::string::npos ? std::string() : start_line.substr(words + 1);
}

}  // namespace

struct WarcCaptures::Impl {
  explicit Impl(WarcOptions the_options) : options(std::move(the_options)) {}

  Result<bool> next_entry(warc::Entry& entry);
  Result<void> open_member();
  void take_damages();
  std::optional<records::Capture> read(const warc::Entry& entry);
  std::optional<records::Capture> begin(const warc::Entry& entry);
  std::optional<records::Capture> read_response(const warc::Entry& entry);
  std::optional<records::Capture> read_revisit(const warc::Entry& entry);
  std::optional<records::Capture> read_resource(const warc::Entry& entry);
  void read_request(const warc::Record& record);
  bool has_use(const records::Capture& capture);
  void problem(std::uint64_t offset, std::string what);

  const WarcOptions options;
  WarcCounts counts;
  std::string file;
  std::uint64_t file_bytes = 0;
  std::uint64_t number = 0;  // records of the file
  std::uint64_t position = 0;
  std::vector<warc::WaczMember> members;  // of the file; one, from 0 to its end, if it is no WACZ
  std::size_t member = 0;
  std::uint64_t before = 0;  // where the member begins
  std::optional<warc::Reader> reader;
  std::size_t damages = 0;                            // of the reader, that were taken
  std::unordered_map<std::string, Digest> originals;  // payload digest as written → ours
  // The capture that was read last waits for its request, which comes behind it; or it came before.
  std::optional<WarcCapture> held;
  std::string held_id;
  std::optional<warc::Record> request;
};

WarcCaptures::WarcCaptures(WarcOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
WarcCaptures::~WarcCaptures() = default;

const WarcCounts& WarcCaptures::counts() const { return impl_->counts; }
std::uint64_t WarcCaptures::position() const { return impl_->position; }
std::uint64_t WarcCaptures::size() const { return impl_->file_bytes; }

void WarcCaptures::Impl::problem(std::uint64_t offset, std::string what) {
  ++counts.problem_count;
  if (counts.problems.size() < options.problems_max) {
    counts.problems.push_back({file, offset, std::move(what)});
  }
}

Result<void> WarcCaptures::open(const std::filesystem::path& path) {
  Impl& impl = *impl_;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return bad_input("this is a folder", path.string(), "name the WARC files in it");
  }
  impl.file = path.string();
  impl.file_bytes = std::filesystem::file_size(path, error);
  if (error) return not_found("there is no such file", path.string());
  TRY_LET(members, warc::wacz_members(path));
  impl.members = std::move(members);
  if (impl.members.empty()) impl.members = {{impl.file, 0, impl.file_bytes}};
  impl.member = 0;
  impl.position = 0;
  impl.number = 0;
  impl.held.reset();
  impl.request.reset();
  return impl.open_member();
}

Result<void> WarcCaptures::Impl::open_member() {
  before = members[member].offset;
  TRY_LET(source, warc::file_source(file, before, members[member].length));
  reader.emplace(std::move(source));
  damages = 0;
  return {};
}

void WarcCaptures::Impl::take_damages() {
  const auto& all = reader->damages();
  for (; damages < all.size(); ++damages) {
    problem(before + all[damages].offset, all[damages].what);
  }
}

Result<bool> WarcCaptures::Impl::next_entry(warc::Entry& entry) {
  while (true) {
    auto more = reader->next(entry);
    take_damages();
    if (!more) return more.fault();
    if (*more) return true;
    if (++member >= members.size()) return false;
    TRY(open_member());
  }
}

Result<bool> WarcCaptures::next(WarcCapture& out) {
  Impl& impl = *impl_;
  warc::Entry entry;
  while (true) {
    TRY_LET(more, impl.next_entry(entry));
    if (!more) break;
    ++impl.counts.records;
    ++impl.number;
    impl.position = impl.before + entry.offset + entry.length;
    auto capture = impl.read(entry);
    if (!capture) continue;
    ++impl.counts.captures;
    complete(*capture);
    auto ready = std::exchange(
        impl.held, WarcCapture{*std::move(capture), impl.before + entry.offset, impl.number});
    impl.held_id = std::string(entry.record.id());
    if (!ready) continue;
    out = *std::move(ready);
    return true;
  }
  impl.position = impl.file_bytes;
  if (!impl.held) return false;
  out = *std::exchange(impl.held, std::nullopt);
  return true;
}

std::optional<records::Capture> WarcCaptures::Impl::read(const warc::Entry& entry) {
  const Type type = entry.record.type();
  if (type == Type::kResponse) return read_response(entry);
  if (type == Type::kRevisit) return read_revisit(entry);
  if (type == Type::kResource) return read_resource(entry);
  if (type == Type::kRequest) read_request(entry.record);
  ++counts.passed_over[std::string(warc::to_string(type))];
  return std::nullopt;
}

std::optional<records::Capture> WarcCaptures::Impl::begin(const warc::Entry& entry) {
  const auto url = url::Url::parse(entry.record.target_uri());
  if (!url) {
    problem(before + entry.offset, "its WARC-Target-URI is no URL: " + url.fault().what);
    return std::nullopt;
  }
  if (!url->is_http()) {
    ++counts.passed_over[std::string(url->scheme())];
    return std::nullopt;
  }
  if (const auto size = url->bare().href().size(); size > options.url_bytes_max) {
    problem(before + entry.offset, "its URL has " + std::to_string(size) + " bytes, above the " +
                                       std::to_string(options.url_bytes_max) + " that are kept");
    return std::nullopt;
  }
  const auto time = entry.record.date();
  if (!time) {
    problem(before + entry.offset, "its WARC-Date is no time");
    return std::nullopt;
  }
  if (*time > options.clock() + kAheadMax) {
    problem(before + entry.offset,
            "its WARC-Date is in the future: " + std::string(entry.record.field("WARC-Date")));
    return std::nullopt;
  }
  records::Capture capture{.url = url->bare().href()};
  capture.source = options.source;
  capture.time = *time;
  capture.address = std::string(entry.record.field("WARC-IP-Address"));
  capture.robots.reason = "imported";
  capture.truncated = !entry.record.field("WARC-Truncated").empty();
  if (request && request->target_uri() == entry.record.target_uri()) {
    const auto sent = warc::parse_http(request->block);
    if (sent) capture.request_headers = to_headers(sent->headers);
  }
  request.reset();
  return capture;
}

bool WarcCaptures::Impl::has_use(const records::Capture& capture) {
  const auto type = media_type(capture.headers);
  if (!is_of_no_use(type)) return true;
  ++counts.passed_over[type];
  return false;
}

std::optional<records::Capture> WarcCaptures::Impl::read_response(const warc::Entry& entry) {
  auto capture = begin(entry);
  if (!capture) return capture;
  const auto message = warc::parse_http(entry.record.block);
  if (!message) {
    problem(before + entry.offset, "its block is no answer of HTTP: " + message.fault().what);
    return std::nullopt;
  }
  capture->status = message->status;
  capture->status_text = status_text(message->start_line);
  capture->http_version = http_version(message->start_line);
  capture->headers = to_headers(message->headers);
  capture->time = told_apart(capture->time, capture->status);
  if (!has_use(*capture)) return std::nullopt;
  auto body = http::decode_stored_body(records::header(capture->headers, "transfer-encoding"),
                                       records::header(capture->headers, "content-encoding"),
                                       message->body, options.payload_bytes_max);
  capture->payload = std::move(body.bytes);
  capture->truncated = capture->truncated || body.truncated;
  capture->wire_bytes = message->body.size();
  if (!capture->payload.empty()) capture->payload_digest = sha256(capture->payload);
  const std::string digest(entry.record.field("WARC-Payload-Digest"));
  if (!digest.empty() && originals.size() < options.originals_max) {
    originals.insert_or_assign(digest, capture->payload_digest);
  }
  return capture;
}

// The page was the one of another record, which must have been among those that were read.
std::optional<records::Capture> WarcCaptures::Impl::read_revisit(const warc::Entry& entry) {
  auto capture = begin(entry);
  if (!capture) return capture;
  const auto original = originals.find(std::string(entry.record.field("WARC-Payload-Digest")));
  if (original == originals.end()) {
    ++counts.passed_over["revisit of a page that is not in these files"];
    return std::nullopt;
  }
  if (const auto message = warc::parse_http(entry.record.block)) {
    capture->status = message->status;
    capture->status_text = status_text(message->start_line);
    capture->http_version = http_version(message->start_line);
    capture->headers = to_headers(message->headers);
  }
  if (!has_use(*capture)) return std::nullopt;
  capture->outcome = Outcome::kUnchanged;
  capture->reason = "a revisit";
  capture->payload_digest = original->second;
  return capture;
}

std::optional<records::Capture> WarcCaptures::Impl::read_resource(const warc::Entry& entry) {
  auto capture = begin(entry);
  if (!capture) return capture;
  capture->status = 200;
  capture->headers = {{"Content-Type", std::string(entry.record.field("Content-Type"))}};
  if (!has_use(*capture)) return std::nullopt;
  capture->payload = entry.record.block.substr(0, options.payload_bytes_max);
  capture->truncated = capture->truncated || entry.record.block.size() > options.payload_bytes_max;
  if (!capture->payload.empty()) capture->payload_digest = sha256(capture->payload);
  return capture;
}

// It stands behind its response, or before it.
void WarcCaptures::Impl::read_request(const warc::Record& record) {
  const bool of_held = held && held->capture.request_headers.empty() &&
                       (record.field("WARC-Concurrent-To") == held_id) && !held_id.empty();
  if (!of_held) {
    request = record;
    return;
  }
  const auto sent = warc::parse_http(record.block);
  if (sent) held->capture.request_headers = to_headers(sent->headers);
}

}  // namespace broadsheet::backfill
