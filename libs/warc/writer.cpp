// SPDX-License-Identifier: Apache-2.0
// Writing records, one gzip member each.
#include <utility>

#include "warc/decoder.h"
#include "warc/fields.h"
#include "warc/warc.h"

namespace broadsheet::warc {

std::string encode(const Record& record, const WriterOptions& options) {
  std::string out = record.version == "1.0" ? "WARC/1.0\r\n" : "WARC/1.1\r\n";
  out += format_fields(record.fields);
  if (record.field("WARC-Block-Digest").empty()) {
    out += "WARC-Block-Digest: " + digest_of(record.block, DigestKind::kSha1) + "\r\n";
  }
  out += "Content-Length: " + std::to_string(record.block.size()) + "\r\n\r\n";
  out += record.block;
  out += "\r\n\r\n";
  return options.gzip ? gzip(out, options.level) : out;
}

struct Writer::Impl {
  Sink sink;
  WriterOptions options;
  std::uint64_t bytes = 0;
  bool broken = false;
};

Writer::Writer(Sink sink, const WriterOptions& options)
    : impl_(std::make_unique<Impl>(Impl{.sink = std::move(sink), .options = options})) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

Result<Written> Writer::write(const Record& record) {
  if (impl_->broken) return broken("the file is broken since an earlier write failed");
  const std::string encoded = encode(record, impl_->options);
  if (auto written = impl_->sink(encoded); !written) {
    impl_->broken = true;
    return written.fault();
  }
  const Written at{.offset = impl_->bytes, .length = encoded.size()};
  impl_->bytes += encoded.size();
  return at;
}

std::uint64_t Writer::bytes() const { return impl_->bytes; }

}  // namespace broadsheet::warc
