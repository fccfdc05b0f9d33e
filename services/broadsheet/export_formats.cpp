// SPDX-License-Identifier: Apache-2.0
// The formats of an export.
#include "broadsheet/export_formats.h"

#include "common/json_views.h"
#include "common/version.h"
#include "core/json.h"
#include "warc/warc.h"

namespace broadsheet {

namespace {

// A page may be large and its server far: each has the time that a whole question has.
constexpr auto kPagePatience = std::chrono::seconds(60);

Result<void> written(const std::ostream& out) {
  if (out) return {};
  return unavailable("the output cannot be written", {}, "is the disk full?");
}

class JsonLines : public ExportWriter {
 public:
  explicit JsonLines(std::ostream& out) : out_(out) {}

  Result<void> write(const records::Snapshot& snapshot) override {
    out_ << snapshot_json(snapshot).dump() << '\n';
    return written(out_);
  }

 private:
  std::ostream& out_;
};

warc::Exchange exchange_of(rpc::Payload payload) {
  auto& capture = payload.capture;
  warc::Exchange exchange{.url = capture.url};
  exchange.time = capture.time;
  exchange.address = capture.address;
  if (!capture.http_version.empty()) exchange.http_version = capture.http_version;
  exchange.request_headers = std::move(capture.request_headers);
  exchange.status = capture.status;
  exchange.status_text = std::move(capture.status_text);
  exchange.headers = std::move(capture.headers);
  exchange.payload = std::move(payload.bytes);
  exchange.truncated = capture.truncated;
  return exchange;
}

// Response, request, and what we made of them, for the page of each version.
class Warc : public ExportWriter {
 public:
  Warc(std::string name, std::ostream& out, rpc::ArchiveApi& archive)
      : name_(std::move(name)), archive_(archive), writer_([&out](std::string_view bytes) {
          out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
          return written(out);
        }) {}

  Result<void> write(const records::Snapshot& snapshot) override {
    TRY(begin());
    rpc::GetPayloadRequest request;
    request.of.key = snapshot.key();
    auto payload = archive_.get_payload(request, rpc::call_within(kPagePatience));
    if (!payload && payload.fault().kind == FaultKind::kNotFound) {
      ++left_out_;
      return {};
    }
    if (!payload) return payload.fault();
    const auto exchange = exchange_of(*std::move(payload));
    const auto response = warc::make_response(exchange);
    TRY(writer_.write(response));
    TRY(writer_.write(warc::make_request(exchange, response.id())));
    TRY(writer_.write(warc::make_metadata(exchange.url, exchange.time, response.id(),
                                          {{"snapshot", snapshot.key().name()},
                                           {"version", std::to_string(snapshot.version)},
                                           {"title", one_line(snapshot.article.title)}})));
    return {};
  }

  [[nodiscard]] std::uint64_t left_out() const override { return left_out_; }

 private:
  Result<void> begin() {
    if (writer_.bytes() > 0) return {};
    TRY(writer_.write(warc::make_warcinfo(name_, system_now(),
                                          std::string("broadsheet/") + kVersion,
                                          {{"description", "the pages of an archive of news"}})));
    return {};
  }

  static std::string one_line(std::string text) {
    for (char& c : text) {
      if (c == '\n' || c == '\r') c = ' ';
    }
    return text;
  }

  const std::string name_;
  rpc::ArchiveApi& archive_;
  warc::Writer writer_;
  std::uint64_t left_out_ = 0;
};

}  // namespace

Result<std::unique_ptr<ExportWriter>> open_export(const std::string& format,
                                                  const std::string& name, std::ostream& out,
                                                  rpc::ArchiveApi& archive) {
  std::unique_ptr<ExportWriter> writer;
  if (format == "jsonl") writer = std::make_unique<JsonLines>(out);
  if (format == "warc") writer = std::make_unique<Warc>(name, out, archive);
  if (!writer) return bad_input("no format \"" + format + "\"", "--format", "say jsonl or warc");
  return writer;
}

}  // namespace broadsheet
