// SPDX-License-Identifier: Apache-2.0
// One compressed member, decoded piece by piece: for this room's .cpp files.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace broadsheet::warc {

enum class Progress { kMore, kEnd, kBroken };

struct Step {
  std::size_t consumed = 0;  // of the input
  Progress progress = Progress::kMore;
};

class Decoder {
 public:
  virtual ~Decoder() = default;
  // Ready for a new member.
  virtual void reset() = 0;
  // Decodes some of `input` and appends to `out`, at most about 64 KiB. Empty input: the file
  // ended.
  virtual Step step(std::string_view input, std::string& out) = 0;
};

std::unique_ptr<Decoder> make_gzip_decoder();
// `dictionary` may be empty (the .warc.zst proposal puts one at the head of the file).
std::unique_ptr<Decoder> make_zstd_decoder(std::string_view dictionary);

// One member, whole.
std::string gzip(std::string_view bytes, int level);
// Empty if it is not one whole frame of at most `size_max` bytes.
std::string zstd_decoded(std::string_view frame, std::size_t size_max);

}  // namespace broadsheet::warc
