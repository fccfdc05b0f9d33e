// SPDX-License-Identifier: Apache-2.0
// Content codings undone piece by piece: gzip, deflate, br, zstd. Pure; memory is bounded.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet::http {

class Decoder {
 public:
  virtual ~Decoder() = default;

  // Gets at most 32 KiB at a time; false ends feed() early, and nothing more may be fed.
  using Sink = std::function<bool(std::string_view)>;

  // kBadInput if the bytes are not of this coding.
  virtual Result<void> feed(std::string_view bytes, const Sink& sink) = 0;
  // After the last byte: kBadInput if the coding is not at an end.
  virtual Result<void> finish() = 0;
};

// "gzip", "x-gzip", "deflate", "br", "zstd"; null for another name.
std::unique_ptr<Decoder> make_decoder(std::string_view coding);

// `bytes` as one gzip member.
std::string gzip(std::string_view bytes);

}  // namespace broadsheet::http
