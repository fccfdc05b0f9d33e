// SPDX-License-Identifier: Apache-2.0
// What a Document holds: for the files of this room alone.
#pragma once

#include <cstddef>
#include <string>

#include "html/arena.h"
#include "html/dom.h"

namespace broadsheet::html {

struct Document::Impl {
  Arena arena;
  Node* root = nullptr;
  Node* html = nullptr;
  Node* head = nullptr;
  Node* body = nullptr;
  std::string encoding = "UTF-8";
  bool encoding_repaired = false;
  bool truncated = false;
  std::size_t node_count = 0;
  std::size_t work = 0;
};

}  // namespace broadsheet::html
