// SPDX-License-Identifier: Apache-2.0
// Reading one response: head, framing, codings, limits.
#include "http/response_reader.h"

#include <algorithm>
#include <utility>

#include "core/strings.h"
#include "http/head.h"

namespace broadsheet::http {

namespace {

constexpr int kInterimMax = 16;             // 1xx responses before the real one
constexpr std::size_t kDecodersMax = 4;     // Nobody compresses five times in good faith.
constexpr std::size_t kEmptyLinesMax = 64;  // bytes of line ends before a status line

Problem protocol(Fault fault) { return {Failure::kProtocol, std::move(fault)}; }
Problem protocol(std::string what) { return protocol(bad_input(std::move(what))); }

struct StatusLine {
  int status = 0;
  std::string version = {};
  std::string reason = {};
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 9112 §4, and without the reason phrase or its blank.
Result<StatusLine> parse_status_line(std::string_view line) {
  const auto wrong = [&] {
    return bad_input("the answer is not HTTP/1", std::string(line.substr(0, 40)));
  };
  if (!istarts_with(line, "HTTP/1.") || line.size() < 8 || !is_digit(line[7])) return wrong();
  StatusLine result;
  result.version = line[7] == '0' ? "1.0" : "1.1";
  line.remove_prefix(8);
  const auto blanks = line.find_first_not_of(' ');
  if (blanks == 0 || blanks == std::string_view::npos) return wrong();
  line.remove_prefix(blanks);
  if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return wrong();
  result.status = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  line.remove_prefix(3);
  if (!line.empty() && is_digit(line.front())) return wrong();
  result.reason = std::string(trim(line));
  std::replace(result.reason.begin(), result.reason.end(), '\0', ' ');
  if (result.status < 100 || result.status > 599) {
    return bad_input("status " + std::to_string(result.status) + " is none of HTTP's");
  }
  return result;
}

}  // namespace

ResponseReader::ResponseReader(const Limits& limits, Method method, bool keep_encoded_body)
    : limits_(limits), method_(method), keep_encoded_body_(keep_encoded_body) {}
ResponseReader::~ResponseReader() = default;

std::optional<Problem> ResponseReader::feed(std::string_view bytes) {
  CHECK(state_ != State::kDone);
  if (!bytes.empty()) begun_ = true;
  while (state_ == State::kHead && !bytes.empty()) {
    if (auto problem = feed_head(bytes)) return problem;
  }
  if (state_ == State::kBody && !bytes.empty()) {
    if (auto problem = feed_body(bytes)) return problem;
  }
  if (!bytes.empty()) reusable_ = false;  // more than one response to one request
  return std::nullopt;
}

std::optional<Problem> ResponseReader::feed_head(std::string_view& bytes) {
  head_ += bytes;
  // Some servers begin with an empty line or two, left over from a POST long ago.
  const auto empty = std::min(head_.find_first_not_of("\r\n"), head_.size());
  if (empty > 0) {
    empty_bytes_ += empty;
    if (empty_bytes_ > kEmptyLinesMax) return protocol("the answer begins with empty lines");
    head_.erase(0, empty);
  }
  // A wrong protocol is known by its first bytes; waiting for a head would end in a deadline.
  const auto start = std::string_view(head_).substr(0, 5);
  if (!iequals(start, std::string_view("HTTP/").substr(0, start.size()))) {
    return protocol(bad_input("the answer is not HTTP/1", "it begins with bytes of another kind"));
  }
  const std::size_t end = find_head_end(head_, searched_);
  const std::size_t size = end == std::string::npos ? head_.size() : end;
  if (size > limits_.header_bytes_max) {
    return Problem{Failure::kLimit,
                   bad_input("the head is above " + format_bytes(limits_.header_bytes_max))};
  }
  searched_ = head_.size();
  if (end == std::string::npos) {
    bytes = {};
    return std::nullopt;
  }
  bytes.remove_prefix(bytes.size() - (head_.size() - end));
  head_.resize(end);
  searched_ = 0;
  return take_head(std::exchange(head_, {}));
}

std::optional<Problem> ResponseReader::take_head(std::string_view head) {
  const auto first = split_first_line(head);
  auto status = parse_status_line(first.line);
  if (!status) return protocol(status.fault());
  auto headers = parse_fields(first.rest, Reading::kTolerant, limits_.headers_max);
  if (!headers) return Problem{Failure::kLimit, headers.fault()};

  if (status->status < 200) {  // RFC 9110 §15.2
    if (status->status == 101) return protocol("the server switches protocols unasked");
    if (++interim_ > kInterimMax) return protocol("interim responses without end");
    return std::nullopt;
  }
  response_.status = status->status;
  response_.version = std::move(status->version);
  response_.reason = std::move(status->reason);
  response_.headers = std::move(*headers);
  response_.head = std::string(head);
  state_ = State::kBody;
  if (auto problem = frame_body()) return problem;
  return ends_ == Ends::kNoBody || (ends_ == Ends::kAtLength && left_ == 0) ? finish()
                                                                            : std::nullopt;
}

// RFC 9112 §6.3, from first to last.
std::optional<Problem> ResponseReader::frame_body() {
  const auto& headers = response_.headers;
  const auto connection = token_list(headers, "connection");
  const auto says = [&](const char* option) {
    return std::find(connection.begin(), connection.end(), option) != connection.end();
  };
  reusable_ = !says("close") && (response_.version != "1.0" || says("keep-alive"));

  const bool no_content = response_.status == 204 || response_.status == 304;
  if (method_ == Method::kHead || no_content) {
    ends_ = Ends::kNoBody;
    return std::nullopt;
  }
  auto codings = token_list(headers, "transfer-encoding");
  std::erase(codings, "identity");
  auto length = content_length(headers);
  if (!codings.empty()) {
    // Length and coding together: the coding counts, and the connection is not to be trusted.
    if (headers.has("content-length") || response_.version == "1.0") reusable_ = false;
    ends_ = Ends::kAtClose;
    if (codings.back() == "chunked") {
      codings.pop_back();
      ends_ = Ends::kChunked;
      chunked_.emplace(limits_.header_bytes_max);
    }
  } else if (!length) {
    return protocol(length.fault());
  } else if (*length) {
    ends_ = Ends::kAtLength;
    left_ = **length;
  } else {
    ends_ = Ends::kAtClose;
  }
  if (ends_ == Ends::kAtClose) reusable_ = false;
  return build_decoders(codings);
}

std::optional<Problem> ResponseReader::build_decoders(
    const std::vector<std::string>& transfer_codings) {
  const auto add = [&](const std::string& coding) {
    auto decoder = make_decoder(coding);
    if (decoder) decoders_.push_back(std::move(decoder));
    return decoders_.size() <= kDecodersMax && (decoders_.empty() || decoders_.back() != nullptr);
  };
  for (auto coding = transfer_codings.rbegin(); coding != transfer_codings.rend(); ++coding) {
    if (!make_decoder(*coding)) return protocol("the transfer coding '" + *coding + "' is unknown");
    if (!add(*coding)) return protocol("too many codings");
  }
  auto codings = token_list(response_.headers, "content-encoding");
  std::erase(codings, "identity");
  while (!codings.empty() && make_decoder(codings.back())) {
    if (!add(codings.back())) return protocol("too many codings");
    codings.pop_back();
  }
  response_.codings_left = join(codings, ", ");
  return std::nullopt;
}

std::optional<Problem> ResponseReader::feed_body(std::string_view& bytes) {
  switch (ends_) {
    case Ends::kChunked: {
      auto taken = chunked_->feed(bytes, [&](std::string_view piece) { return take_body(piece); });
      if (problem_) return problem_;
      if (state_ == State::kDone) {
        bytes = {};
        return std::nullopt;
      }
      if (!taken) return protocol(taken.fault());
      bytes.remove_prefix(*taken);
      return chunked_->done() ? finish() : std::nullopt;
    }
    case Ends::kAtLength: {
      const auto piece =
          bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
      bytes.remove_prefix(piece.size());
      left_ -= piece.size();
      take_body(piece);
      if (problem_ || state_ == State::kDone) return problem_;
      return left_ == 0 ? finish() : std::nullopt;
    }
    default:
      take_body(std::exchange(bytes, {}));
      return problem_;
  }
}

bool ResponseReader::take_body(std::string_view piece) {
  const std::uint64_t room = limits_.wire_bytes_max - response_.body_wire_bytes;
  const bool over = piece.size() > room;
  if (over) piece = piece.substr(0, static_cast<std::size_t>(room));
  response_.body_wire_bytes += piece.size();
  if (keep_encoded_body_) response_.encoded_body += piece;
  decode(0, piece);
  if (over && !problem_) truncate();
  return !problem_ && state_ != State::kDone;
}

// Through the decoders from `decoder` on, into the body.
void ResponseReader::decode(std::size_t decoder, std::string_view piece) {
  if (problem_ || state_ == State::kDone || piece.empty()) return;
  if (decoder == decoders_.size()) {
    keep_decoded(piece);
    return;
  }
  // What only passes from one coding to the next costs time all the same.
  if (decoder > 0) {
    between_bytes_ += piece.size();
    if (between_bytes_ > 4 * (limits_.body_bytes_max + limits_.wire_bytes_max)) {
      problem_ = Problem{Failure::kLimit, bad_input("codings inside codings expand without end")};
      return;
    }
  }
  const auto sink = [&](std::string_view decoded) {
    decode(decoder + 1, decoded);
    return !problem_ && state_ != State::kDone;
  };
  auto fed = decoders_[decoder]->feed(piece, sink);
  if (!fed && !problem_ && state_ != State::kDone) {
    problem_ = Problem{Failure::kDecode, fed.fault()};
  }
}

bool ResponseReader::keep_decoded(std::string_view piece) {
  const std::size_t room = limits_.body_bytes_max - response_.body.size();
  const std::size_t decoded = response_.body.size() + piece.size();
  if (!decoders_.empty() && decoded > limits_.ratio_bytes_min &&
      decoded / std::max<std::uint64_t>(1, response_.body_wire_bytes) > limits_.ratio_max) {
    problem_ = Problem{Failure::kLimit, bad_input("the body expands more than " +
                                                  std::to_string(limits_.ratio_max) + " times")};
    return false;
  }
  response_.body += piece.substr(0, room);
  if (piece.size() > room) truncate();
  return !response_.truncated;
}

void ResponseReader::truncate() {
  response_.truncated = true;
  reusable_ = false;
  state_ = State::kDone;
}

std::optional<Problem> ResponseReader::finish() {
  for (auto& decoder : decoders_) {
    if (auto finished = decoder->finish(); !finished) {
      return Problem{Failure::kDecode, finished.fault()};
    }
  }
  state_ = State::kDone;
  return std::nullopt;
}

std::optional<Problem> ResponseReader::end() {
  CHECK(state_ != State::kDone);
  reusable_ = false;
  if (state_ == State::kBody && ends_ == Ends::kAtClose) return finish();
  std::string what = "the server closed the connection before its answer";
  if (state_ == State::kBody) {
    what = "the body ended early, after " + std::to_string(response_.body_wire_bytes) + " bytes";
    if (ends_ == Ends::kAtLength) what += ", " + std::to_string(left_) + " are missing";
  } else if (begun_) {
    what = "the server closed the connection inside the head of its answer";
  }
  return Problem{Failure::kDisconnect, unavailable(std::move(what))};
}

}  // namespace broadsheet::http
