// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: from a request's message to its response, by whoever knows.
#pragma once

#include <algorithm>
#include <string_view>

#include "rpc/convert.h"
#include "rpc/service.h"

namespace broadsheet::rpc {

constexpr std::size_t kPayloadChunk = 256 << 10;

// request → ask → response.
template <typename Message, typename Response, typename Ask>
Result<bool> answer(const Message& message, Response* response, Ask ask) {
  TRY_LET(request, from_wire(message));
  TRY_LET(reply, ask(request));
  to_wire(reply, message, response);
  return true;
}

// The same for a page of a list.
template <typename Message, typename Response, typename Ask>
Result<bool> answer_page(const PageTokens& tokens, std::string_view method, const Message& message,
                         Response* response, Ask ask) {
  TRY_LET(request, from_wire(message));
  TRY_LET(page, page_from_wire(tokens, method, message));
  request.page = page;
  if constexpr (requires { request.with_text; }) {
    if (request.with_text) request.page.size = std::min(page.size, Page::kMaxWithText);
  }
  TRY_LET(reply, ask(request));
  to_wire(reply, message, response);
  response->set_next_page_token(tokens.seal(method, fingerprint_of(message), reply.next_position));
  return true;
}

// A payload in chunks. `send` is false when nobody reads any more.
template <typename Ask, typename Send>
Result<bool> answer_payload(const v1::GetPayloadRequest& message, Ask ask, Send send) {
  TRY_LET(request, from_wire(message));
  TRY_LET(payload, ask(request));
  const auto size = payload.bytes.size();
  auto offset = static_cast<std::size_t>(message.read_offset());
  if (offset > size) {
    return bad_input("the payload has " + std::to_string(size) + " bytes", "read_offset");
  }
  v1::GetPayloadResponse chunk;
  chunk.set_content_type(utf8(payload.content_type));
  to_wire(payload.capture, chunk.mutable_capture());
  for (bool last = false; !last; chunk.Clear()) {
    const auto length = std::min(kPayloadChunk, size - offset);
    last = offset + length == size;
    chunk.set_data(payload.bytes.substr(offset, length));
    chunk.set_offset(static_cast<std::int64_t>(offset));
    chunk.set_total_size(static_cast<std::int64_t>(size));
    if (last) chunk.set_digest(payload.digest.hex());
    if (!send(chunk)) return false;
    offset += length;
  }
  return true;
}

}  // namespace broadsheet::rpc
