// SPDX-License-Identifier: Apache-2.0
// The C ABI of the engine in tantivy/ (src/lib.rs). Private to this room; requests and answers are
// the bytes that wire.h writes and reads.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

struct BsEngine;

// Made by the engine; to be given back once to bs_search_free.
struct BsBytes {
  std::uint8_t* data;
  std::size_t size;
};

// Each returns 0, or a FaultKind + 1, and always sets `out`: an answer, or what failed and its
// remedy.
std::int32_t bs_search_open(const std::uint8_t* data, std::size_t size, BsEngine** engine,
                            BsBytes* out);
std::int32_t bs_search_apply(const BsEngine* engine, const std::uint8_t* data, std::size_t size,
                             BsBytes* out);
std::int32_t bs_search_commit(const BsEngine* engine, BsBytes* out);
// `engine` may be null for the questions that need no index.
std::int32_t bs_search_ask(const BsEngine* engine, const std::uint8_t* data, std::size_t size,
                           BsBytes* out);
void bs_search_close(BsEngine* engine);
void bs_search_free(BsBytes bytes);

}  // extern "C"
