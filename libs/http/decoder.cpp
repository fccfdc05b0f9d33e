// SPDX-License-Identifier: Apache-2.0
// The decoders over zlib, brotli and zstd.
#include "http/decoder.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace broadsheet::http {

namespace {

constexpr std::size_t kBlockBytes = 32 << 10;
constexpr int kZstdWindowLogMax = 23;  // 8 MiB: RFC 9659 §3

using Block = std::array<char, kBlockBytes>;

Fault not_coded(const char* coding, const char* why) {
  return bad_input(std::string("the body is not ") + coding + ": " + why);
}

// zlib's stream in one of its wrappings.
class Inflater {
 public:
  explicit Inflater(int window_bits) { ready_ = inflateInit2(&stream_, window_bits) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  enum class State { kMore, kEnd, kStopped, kDamaged };

  // Takes from `bytes` what belongs to the stream.
  State feed(std::string_view& bytes, const Decoder::Sink& sink) {
    if (!ready_) return State::kDamaged;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    State state = State::kMore;
    while (state == State::kMore) {
      stream_.next_out = reinterpret_cast<Bytef*>(block_.data());
      stream_.avail_out = static_cast<uInt>(block_.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t made = block_.size() - stream_.avail_out;
      if (made > 0 && !sink({block_.data(), made})) {
        state = State::kStopped;
      } else if (code == Z_STREAM_END) {
        state = State::kEnd;
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        state = State::kDamaged;
      } else if (stream_.avail_out > 0) {
        break;  // all input is used up
      }
    }
    bytes.remove_prefix(bytes.size() - stream_.avail_in);
    return state;
  }

  void restart() { ready_ = ready_ && inflateReset(&stream_) == Z_OK; }

 private:
  z_stream stream_{};
  bool ready_ = false;
  Block block_;
};

// Collects the two bytes by which wrappings are told apart.
struct Magic {
  std::string bytes = {};

  // Takes what is missing from `input`; true once both are there.
  bool take(std::string_view& input) {
    const std::size_t missing = std::min(std::size_t{2} - bytes.size(), input.size());
    bytes += input.substr(0, missing);
    input.remove_prefix(missing);
    return bytes.size() == 2;
  }
  [[nodiscard]] unsigned at(std::size_t i) const { return static_cast<unsigned char>(bytes[i]); }
};

// gzip (RFC 1952), any number of members; what follows them is ignored as browsers do, and a body
// that is plainly no gzip is passed through: servers label error pages so.
class GzipDecoder : public Decoder {
 public:
  Result<void> feed(std::string_view bytes, const Sink& sink) override {
    while (!bytes.empty()) {
      if (state_ == State::kGarbage) return {};
      if (state_ == State::kPlain) {
        sink(bytes);
        return {};
      }
      if (state_ == State::kMagic) {
        if (!magic_.take(bytes)) return {};
        if (!begin_member(sink)) return {};
        continue;
      }
      const auto state = inflater_.feed(bytes, sink);
      if (state == Inflater::State::kDamaged) return not_coded("gzip", "damaged");
      if (state != Inflater::State::kEnd) return {};
      inflater_.restart();
      magic_ = {};
      state_ = State::kMagic;
      first_ = false;
    }
    return {};
  }

  Result<void> finish() override {
    const bool inside = state_ == State::kMember || (first_ && magic_.bytes.size() == 1);
    return inside ? not_coded("gzip", "it ends too early") : Result<void>();
  }

 private:
  enum class State { kMagic, kMember, kPlain, kGarbage };

  // False if the sink has had enough.
  bool begin_member(const Sink& sink) {
    std::string_view start(magic_.bytes);
    if (magic_.at(0) == 0x1f && magic_.at(1) == 0x8b) {
      state_ = State::kMember;
      return inflater_.feed(start, sink) == Inflater::State::kMore;
    }
    state_ = first_ ? State::kPlain : State::kGarbage;
    return !first_ || sink(start);
  }

  Inflater inflater_{15 + 16};
  State state_ = State::kMagic;
  Magic magic_;
  bool first_ = true;
};

// "deflate": the zlib wrapping (RFC 1950) by the standard, none at all by old servers.
class DeflateDecoder : public Decoder {
 public:
  Result<void> feed(std::string_view bytes, const Sink& sink) override {
    if (ended_ || bytes.empty()) return {};
    if (!inflater_) {
      if (!magic_.take(bytes)) return {};
      const bool zlib = (magic_.at(0) & 0x0f) == 8 && (magic_.at(0) * 256 + magic_.at(1)) % 31 == 0;
      inflater_ = std::make_unique<Inflater>(zlib ? 15 : -15);
      TRY(inflate_some(magic_.bytes, sink));
    }
    return ended_ ? Result<void>() : inflate_some(bytes, sink);
  }

  Result<void> finish() override {
    if (ended_ || magic_.bytes.empty()) return {};
    return not_coded("deflate", "it ends too early");
  }

 private:
  Result<void> inflate_some(std::string_view bytes, const Sink& sink) {
    const auto state = inflater_->feed(bytes, sink);
    if (state == Inflater::State::kDamaged) return not_coded("deflate", "damaged");
    ended_ = state != Inflater::State::kMore;
    return {};
  }

  std::unique_ptr<Inflater> inflater_;
  Magic magic_;
  bool ended_ = false;
};

// RFC 7932; windows of up to 16 MiB, as the format without its large-window extension has them.
class BrotliDecoder : public Decoder {
 public:
  ~BrotliDecoder() override { BrotliDecoderDestroyInstance(state_); }
  BrotliDecoder() = default;
  BrotliDecoder(const BrotliDecoder&) = delete;
  BrotliDecoder& operator=(const BrotliDecoder&) = delete;

  Result<void> feed(std::string_view bytes, const Sink& sink) override {
    std::size_t input_size = bytes.size();
    const auto* input = reinterpret_cast<const std::uint8_t*>(bytes.data());
    if (input_size > 0) begun_ = true;
    while (!ended_ && input_size > 0) {
      const auto code = step(input_size, input, sink);
      if (code == BROTLI_DECODER_RESULT_ERROR) return not_coded("brotli", "damaged");
      if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return {};
      if (code == BROTLI_DECODER_RESULT_SUCCESS) ended_ = true;
    }
    return {};
  }

  Result<void> finish() override {
    return begun_ && !ended_ ? not_coded("brotli", "it ends too early") : Result<void>();
  }

 private:
  // Until a block is full or the input is used up.
  BrotliDecoderResult step(std::size_t& input_size, const std::uint8_t*& input, const Sink& sink) {
    BrotliDecoderResult code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
      std::size_t space = block_.size();
      auto* output = reinterpret_cast<std::uint8_t*>(block_.data());
      code = BrotliDecoderDecompressStream(state_, &input_size, &input, &space, &output, nullptr);
      const std::size_t made = block_.size() - space;
      if (made > 0 && !sink({block_.data(), made})) return BROTLI_DECODER_RESULT_SUCCESS;
    }
    return code;
  }

  BrotliDecoderState* state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  bool begun_ = false;
  bool ended_ = false;
  Block block_;
};

// RFC 8878, any number of frames.
class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder() { ZSTD_DCtx_setParameter(state_, ZSTD_d_windowLogMax, kZstdWindowLogMax); }
  ~ZstdDecoder() override { ZSTD_freeDCtx(state_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  Result<void> feed(std::string_view bytes, const Sink& sink) override {
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    bool full = false;  // A full block may have more behind it.
    while (input.pos < input.size || full) {
      ZSTD_outBuffer output{block_.data(), block_.size(), 0};
      const std::size_t code = ZSTD_decompressStream(state_, &output, &input);
      if (ZSTD_isError(code)) return not_coded("zstd", ZSTD_getErrorName(code));
      ended_ = code == 0;
      full = output.pos == output.size && !ended_;
      if (output.pos > 0 && !sink({block_.data(), output.pos})) return {};
    }
    return {};
  }

  Result<void> finish() override {
    return ended_ ? Result<void>() : not_coded("zstd", "it ends too early");
  }

 private:
  ZSTD_DCtx* state_ = ZSTD_createDCtx();
  bool ended_ = true;
  Block block_;
};

}  // namespace

std::unique_ptr<Decoder> make_decoder(std::string_view coding) {
  if (coding == "gzip" || coding == "x-gzip") return std::make_unique<GzipDecoder>();
  if (coding == "deflate") return std::make_unique<DeflateDecoder>();
  if (coding == "br") return std::make_unique<BrotliDecoder>();
  if (coding == "zstd") return std::make_unique<ZstdDecoder>();
  return nullptr;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  CHECK(bytes.size() <= UINT32_MAX);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace broadsheet::http
