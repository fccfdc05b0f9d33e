// SPDX-License-Identifier: Apache-2.0
// Finding and decoding members, and finding the next one behind a broken one.
#include "warc/members.h"

#include <algorithm>
#include <string_view>

#include "warc/decoder.h"

namespace broadsheet::warc {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;
// Of a member that may turn out broken, so much is kept to look for another one within it.
constexpr std::size_t kKeptBytes = std::size_t{4} << 20;
// §3 of the .warc.zst proposal: dictionaries are at most 8 MiB.
constexpr std::size_t kDictionaryBytesMax = std::size_t{8} << 20;

constexpr std::string_view kGzipMagic("\x1F\x8B\x08", 3);
constexpr std::string_view kZstdMagic("\x28\xB5\x2F\xFD", 4);
constexpr std::string_view kZstdDictionaryMagic("\x5D\x2A\x4D\x18", 4);

enum class Format { kUnknown, kPlain, kGzip, kZstd };

}  // namespace

struct Members::Impl {
  Source source;
  std::string raw;     // bytes of the file from raw_begin on
  std::size_t at = 0;  // in raw: the next to decode
  std::uint64_t raw_begin = 0;
  bool file_ended = false;

  Format format = Format::kUnknown;
  std::unique_ptr<Decoder> decoder;
  bool has_dictionary = false;
  bool in_member = false;
  bool resync = false;  // the member before was broken
  std::uint64_t member_begin = 0;
  std::uint64_t passed_over = 0;
  std::string damage;

  [[nodiscard]] std::uint64_t position() const { return raw_begin + at; }
  [[nodiscard]] std::string_view rest() const { return std::string_view(raw).substr(at); }

  // One more piece of the file; false at its end.
  Result<bool> fill() {
    if (file_ended) return false;
    const std::size_t before = raw.size();
    raw.resize(before + kReadBytes);
    auto count = source(raw.data() + before, kReadBytes);
    raw.resize(before + (count ? std::min(*count, kReadBytes) : 0));
    if (!count) return count.fault();
    file_ended = *count == 0;
    return !file_ended;
  }

  // At least `size` bytes from `at` on, if the file has them.
  Result<void> want(std::size_t size) {
    while (raw.size() - at < size) {
      TRY_LET(more, fill());
      if (!more) break;
    }
    return {};
  }

  // Forgets what lies before the member, or all that is decoded of a long one.
  void forget() {
    const std::uint64_t keep = position() - member_begin > kKeptBytes ? position() : member_begin;
    const std::size_t count = static_cast<std::size_t>(std::max(keep, raw_begin) - raw_begin);
    if (count < kReadBytes) return;
    raw.erase(0, count);
    at -= count;
    raw_begin += count;
  }

  [[nodiscard]] std::string_view magic() const {
    return format == Format::kGzip ? kGzipMagic : kZstdMagic;
  }

  // What kind of file it is, by its first bytes.
  Result<void> recognise() {
    TRY(want(4));
    if (rest().starts_with(kZstdDictionaryMagic)) {
      TRY(read_dictionary());
    } else if (rest().starts_with(kGzipMagic)) {
      format = Format::kGzip;
      decoder = make_gzip_decoder();
    } else if (rest().starts_with(kZstdMagic)) {
      format = Format::kZstd;
      decoder = make_zstd_decoder({});
    } else {
      format = Format::kPlain;
    }
    return {};
  }

  // A skippable frame with the dictionary of all the others, itself compressed or not.
  Result<void> read_dictionary() {
    format = Format::kZstd;
    TRY(want(8));
    std::size_t size = 0;
    for (std::size_t i = 8; i-- > 4;) {
      size = size << 8 | (i < rest().size() ? static_cast<unsigned char>(rest()[i]) : 0U);
    }
    std::string dictionary;
    if (size <= kDictionaryBytesMax) {
      TRY(want(8 + size));
      dictionary = rest().substr(std::min<std::size_t>(8, rest().size())).substr(0, size);
      at += std::min(rest().size(), 8 + size);
      if (dictionary.starts_with(kZstdMagic)) {
        dictionary = zstd_decoded(dictionary, kDictionaryBytesMax);
      }
    }
    has_dictionary = true;
    decoder = make_zstd_decoder(dictionary);
    return {};
  }

  // To the next place where a member seems to begin; false if there is none.
  Result<bool> seek_member() {
    for (;;) {
      const std::size_t found = rest().find(magic());
      if (found != std::string_view::npos) {
        at += found;
        return true;
      }
      at = raw.size() - std::min(raw.size() - at, magic().size() - 1);
      member_begin = position();
      forget();
      TRY_LET(more, fill());
      if (!more) return false;
    }
  }
};

Members::Members(Source source) : impl_(std::make_unique<Impl>()) {
  impl_->source = std::move(source);
}
Members::~Members() = default;
Members::Members(Members&&) noexcept = default;
Members& Members::operator=(Members&&) noexcept = default;

Result<bool> Members::next() {
  Impl& impl = *impl_;
  impl.damage.clear();
  impl.passed_over = 0;
  if (impl.format == Format::kUnknown) TRY(impl.recognise());
  if (impl.format == Format::kPlain) {
    // It was the only one, if it was read.
    if (impl.in_member || impl.position() > 0) return false;
    TRY(impl.want(1));
    impl.in_member = !impl.rest().empty();
    return impl.in_member;
  }
  if (impl.resync) {
    // One byte behind where the broken one began, if that is still here.
    const std::uint64_t from = std::max(impl.member_begin + 1, impl.raw_begin);
    impl.at =
        static_cast<std::size_t>(std::min<std::uint64_t>(from - impl.raw_begin, impl.raw.size()));
    impl.resync = false;
  }
  TRY(impl.want(1));
  if (impl.rest().empty()) return false;
  const std::uint64_t from = impl.position();
  TRY_LET(found, impl.seek_member());
  impl.passed_over = (found ? impl.position() : impl.raw_begin + impl.raw.size()) - from;
  if (!found) return false;
  impl.member_begin = impl.position();
  impl.decoder->reset();
  impl.in_member = true;
  return true;
}

Result<bool> Members::read(std::string& out) {
  Impl& impl = *impl_;
  if (!impl.in_member) return false;
  impl.forget();
  if (impl.at == impl.raw.size()) TRY(impl.want(1));
  if (impl.format == Format::kPlain) {
    out += impl.rest();
    impl.in_member = !impl.rest().empty();
    impl.at = impl.raw.size();
    impl.member_begin = 0;
    impl.raw_begin += impl.raw.size();
    impl.raw.clear();
    impl.at = 0;
    return impl.in_member;
  }
  const Step step = impl.decoder->step(impl.rest(), out);
  impl.at += step.consumed;
  if (step.progress == Progress::kMore) return true;
  impl.in_member = false;
  if (step.progress == Progress::kBroken) {
    impl.damage = impl.file_ended && impl.rest().empty()
                      ? "the file ends within a compressed record"
                      : "the compressed bytes are damaged";
    impl.resync = true;
  }
  return false;
}

void Members::abandon() {
  impl_->in_member = false;
  impl_->resync = true;
}

bool Members::is_plain() const { return impl_->format == Format::kPlain; }
bool Members::stands_alone() const { return !impl_->has_dictionary; }
const std::string& Members::damage() const { return impl_->damage; }
std::uint64_t Members::begin() const { return impl_->member_begin; }
std::uint64_t Members::end() const { return impl_->position(); }
std::uint64_t Members::passed_over() const { return impl_->passed_over; }

}  // namespace broadsheet::warc
