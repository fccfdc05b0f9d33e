// SPDX-License-Identifier: Apache-2.0
// gzip, member by member, within limits.
#include "feed/unpack.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "core/result.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kPieceBytes = 32 << 10;
constexpr std::size_t kFeedBytes = std::size_t{1} << 20;  // zlib counts in unsigned
constexpr int kGzipWindow = 15 + 16;                      // gzip alone, not zlib's own format

class Inflater {
 public:
  Inflater(std::string_view bytes, const UnpackLimits& limits) : bytes_(bytes), limits_(limits) {
    CHECK(::inflateInit2(&stream_, kGzipWindow) == Z_OK);
  }
  ~Inflater() { ::inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Unpacked run() {
    while (step()) {
    }
    return std::move(out_);
  }

 private:
  // False at the end, whatever it is.
  bool step() {
    if (stream_.avail_in == 0) feed();
    std::array<char, kPieceBytes> piece;
    stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream_.avail_out = static_cast<uInt>(piece.size());
    const int state = ::inflate(&stream_, Z_NO_FLUSH);
    if (!take({piece.data(), piece.size() - stream_.avail_out})) return false;
    if (state == Z_STREAM_END) return next_member();
    if (state == Z_OK) return true;
    out_.problem = state == Z_BUF_ERROR ? "the gzip is cut" : "the gzip is damaged";
    return false;
  }

  void feed() {
    const auto size = std::min(kFeedBytes, bytes_.size() - at_);
    // zlib's interface is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes_.data() + at_));
    stream_.avail_in = static_cast<uInt>(size);
    at_ += size;
  }

  bool take(std::string_view piece) {
    out_.bytes += piece;
    if (out_.bytes.size() > limits_.ratio_free_bytes &&
        out_.bytes.size() / std::max<std::size_t>(bytes_.size(), 1) >= limits_.ratio_max) {
      out_.bytes.clear();
      out_.problem = "the gzip is a bomb";
      return false;
    }
    if (out_.bytes.size() <= limits_.bytes_max) return true;
    out_.bytes.resize(limits_.bytes_max);
    out_.problem = "the gzip holds more than " + std::to_string(limits_.bytes_max >> 20) + " MiB";
    return false;
  }

  // RFC 1952 §2.2: members follow each other. Servers pad with zeros; other bytes are nobody's.
  bool next_member() {
    const auto rest = bytes_.substr(at_ - stream_.avail_in);
    return is_packed(rest) && ::inflateReset(&stream_) == Z_OK;
  }

  std::string_view bytes_;
  const UnpackLimits& limits_;
  std::size_t at_ = 0;
  z_stream stream_ = {};
  Unpacked out_;
};

}  // namespace

bool is_packed(std::string_view bytes) { return bytes.starts_with("\x1f\x8b\x08"); }

Unpacked unpack(std::string_view bytes, const UnpackLimits& limits) {
  return Inflater(bytes, limits).run();
}

}  // namespace broadsheet::feed
