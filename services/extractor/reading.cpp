// SPDX-License-Identifier: Apache-2.0
// A capture in, records out.
#include "extractor/reading.h"

#include "article/content_hash.h"
#include "article/read_capture.h"
#include "core/encode.h"
#include "core/json.h"
#include "url/canonical.h"

namespace broadsheet::extractor {

namespace {

constexpr char kRead = 'R';
constexpr char kFault = 'F';

// Strings, each behind its length.
class Pieces {
 public:
  static void add(std::string& out, std::string_view piece) {
    out += big_endian(piece.size());
    out += piece;
  }
  explicit Pieces(std::string_view bytes) : rest_(bytes) {}
  // False at the end, and where it is damaged.
  bool next(std::string& piece) {
    if (rest_.size() < 8) return false;
    const std::uint64_t size = from_big_endian(rest_.substr(0, 8));
    if (size > rest_.size() - 8) return false;
    piece = rest_.substr(8, size);
    rest_.remove_prefix(8 + size);
    return true;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::string why_of(const article::Extraction& extraction) {
  Json blocks = Json::Array{};
  for (const auto& block : extraction.blocks) {
    Json json;
    json.set("path", block.path).set("text", block.text).set("kept", block.kept);
    json.set("reason", block.reason).set("score", block.score);
    blocks.add(std::move(json));
  }
  Json signs = Json::Array{};
  for (const auto& sign : extraction.signs) {
    Json json;
    json.set("name", std::string(sign.name)).set("value", sign.value);
    signs.add(std::move(json));
  }
  Json why;
  why.set("blocks", std::move(blocks));
  why.set("signs", std::move(signs));
  return why.dump();
}

article::Reading extract_alone(Job job, records::Capture capture, std::string& why) {
  article::Reading reading;
  const auto url = url::Url::parse(capture.url);
  if (!url) return reading;
  article::Page page{.url = *url, .body = capture.payload};
  page.status = capture.status;
  page.headers = capture.headers;
  page.fetched = capture.time;
  if (!capture.product_token.empty()) page.product_token = capture.product_token;
  const bool explain = job == Job::kExplain || job == Job::kExplainAny;
  const bool any = job == Job::kExtractAny || job == Job::kExplainAny;
  auto extraction =
      article::extract(page, {.explain = explain, .links = false, .any_outcome = any});
  if (explain) why = why_of(extraction);
  reading.event.outcome = extraction.outcome;
  reading.event.reason = std::move(extraction.reason);
  reading.event.confidence = extraction.confidence;
  if (extraction.article) {
    reading.event.content_hash = article::content_hash(*extraction.article);
    reading.event.text_hash = article::text_hash(*extraction.article);
  }
  reading.event.article = std::move(extraction.article);
  return reading;
}

}  // namespace

Result<Read> read_bytes(Job job, std::string_view bytes) {
  TRY_LET(capture, records::decode_capture(bytes));
  Read read;
  read.url = capture.url;
  read.trace = capture.trace;
  auto reading = job == Job::kRead ? article::read_capture(std::move(capture))
                                   : extract_alone(job, std::move(capture), read.why);
  // A page of the archive: it has it already.
  if (!reading.event.capture.reading_of.is_zero()) reading.event.capture.payload.clear();
  read.outcome = reading.event.outcome;
  read.event = records::encode(reading.event);
  for (const auto& discovery : reading.discoveries) {
    const auto url = url::Url::parse(discovery.url);
    if (!url) continue;
    read.found.push_back({url::site(*url), records::encode(discovery), discovery.trace});
  }
  return read;
}

std::string encode_answer(const Result<Read>& read) {
  std::string out;
  if (!read) {
    out += kFault;
    Pieces::add(out, read.fault().text());
    return out;
  }
  out += kRead;
  out += static_cast<char>(read->outcome);
  Pieces::add(out, read->url);
  Pieces::add(out, read->trace);
  Pieces::add(out, read->event);
  Pieces::add(out, read->why);
  for (const auto& found : read->found) {
    Pieces::add(out, found.key);
    Pieces::add(out, found.value);
    Pieces::add(out, found.trace);
  }
  return out;
}

Result<Read> decode_answer(std::string_view bytes) {
  const auto damaged = [] { return broken("a reader gave an answer that is none"); };
  if (bytes.size() < 2) return damaged();
  std::string text;
  if (bytes.front() == kFault) {
    Pieces pieces(bytes.substr(1));
    if (!pieces.next(text)) return damaged();
    return bad_input(text);
  }
  if (bytes.front() != kRead) return damaged();
  Read read;
  const auto outcome = static_cast<unsigned char>(bytes[1]);
  if (outcome > static_cast<unsigned char>(records::Outcome::kUnreadable)) return damaged();
  read.outcome = static_cast<records::Outcome>(outcome);
  Pieces pieces(bytes.substr(2));
  if (!pieces.next(read.url) || !pieces.next(read.trace) || !pieces.next(read.event) ||
      !pieces.next(read.why)) {
    return damaged();
  }
  while (!pieces.at_end()) {
    Found found;
    if (!pieces.next(found.key) || !pieces.next(found.value) || !pieces.next(found.trace)) {
      return damaged();
    }
    read.found.push_back(std::move(found));
  }
  return read;
}

}  // namespace broadsheet::extractor
