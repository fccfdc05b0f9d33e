// SPDX-License-Identifier: Apache-2.0
// gzip (RFC 1952) by zlib, and zstd (RFC 8878).
#include "warc/decoder.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/result.h"

namespace broadsheet::warc {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr int kGzipWindow = 15 + 16;  // zlib's way to say: a gzip wrapper
// A frame that needs a larger window is no page.
constexpr int kZstdWindowLogMax = 27;

Bytef* as_bytes(const char* data) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(data));  // zlib does not write its input
}

class GzipDecoder : public Decoder {
 public:
  GzipDecoder() { CHECK(inflateInit2(&stream_, kGzipWindow) == Z_OK); }
  ~GzipDecoder() override { inflateEnd(&stream_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  void reset() override { CHECK(inflateReset(&stream_) == Z_OK); }

  Step step(std::string_view input, std::string& out) override {
    input = input.substr(0, std::numeric_limits<uInt>::max());
    const std::size_t before = out.size();
    out.resize(before + kPiece);
    stream_.next_in = as_bytes(input.data());
    stream_.avail_in = static_cast<uInt>(input.size());
    stream_.next_out = as_bytes(out.data() + before);
    stream_.avail_out = static_cast<uInt>(kPiece);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    out.resize(before + kPiece - stream_.avail_out);
    Step step{.consumed = input.size() - stream_.avail_in};
    if (code == Z_STREAM_END) {
      step.progress = Progress::kEnd;
    } else if (code != Z_OK || (input.empty() && out.size() == before)) {
      step.progress = Progress::kBroken;
    }
    return step;
  }

 private:
  z_stream stream_{};
};

class ZstdDecoder : public Decoder {
 public:
  explicit ZstdDecoder(std::string_view dictionary) : context_(ZSTD_createDCtx()) {
    CHECK(context_ != nullptr);
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, kZstdWindowLogMax);
    if (!dictionary.empty()) {
      ZSTD_DCtx_loadDictionary(context_, dictionary.data(), dictionary.size());
    }
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  void reset() override { ZSTD_DCtx_reset(context_, ZSTD_reset_session_only); }

  Step step(std::string_view input, std::string& out) override {
    const std::size_t before = out.size();
    out.resize(before + kPiece);
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer piece{out.data() + before, kPiece, 0};
    const std::size_t left = ZSTD_decompressStream(context_, &piece, &in);
    out.resize(before + piece.pos);
    Step step{.consumed = in.pos};
    if (ZSTD_isError(left) != 0 || (input.empty() && piece.pos == 0)) {
      step.progress = Progress::kBroken;
    } else if (left == 0) {
      step.progress = Progress::kEnd;
    }
    return step;
  }

 private:
  ZSTD_DCtx* context_;
};

}  // namespace

std::unique_ptr<Decoder> make_gzip_decoder() { return std::make_unique<GzipDecoder>(); }

std::unique_ptr<Decoder> make_zstd_decoder(std::string_view dictionary) {
  return std::make_unique<ZstdDecoder>(dictionary);
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, std::clamp(level, 1, 9), Z_DEFLATED, kGzipWindow, 8,
                     Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out;
  int code = Z_OK;
  while (code != Z_STREAM_END) {
    // zlib counts its input in 32 bits.
    const std::string_view input = bytes.substr(0, std::size_t{1} << 30);
    stream.next_in = as_bytes(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    const std::size_t before = out.size();
    const std::size_t room = std::max<std::size_t>(input.size() / 4, 1024);
    out.resize(before + room);
    stream.next_out = as_bytes(out.data() + before);
    stream.avail_out = static_cast<uInt>(room);
    code = deflate(&stream, input.size() == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    CHECK(code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR);
    out.resize(before + room - stream.avail_out);
    bytes.remove_prefix(input.size() - stream.avail_in);
  }
  deflateEnd(&stream);
  return out;
}

std::string zstd_decoded(std::string_view frame, std::size_t size_max) {
  ZstdDecoder decoder{{}};
  std::string out;
  while (out.size() <= size_max) {
    const Step step = decoder.step(frame, out);
    frame.remove_prefix(step.consumed);
    if (step.progress == Progress::kEnd) return out;
    if (step.progress == Progress::kBroken) break;
  }
  return {};
}

}  // namespace broadsheet::warc
