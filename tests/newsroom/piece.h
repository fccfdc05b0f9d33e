// SPDX-License-Identifier: Apache-2.0
// A piece: one article as one outlet publishes it, planned; its words come from compose()
// (content.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "newsroom/language.h"

namespace broadsheet::newsroom {

enum class EditKind {
  kAdded,      // a paragraph more
  kCorrected,  // a number put right, and a note that says so
  kHeadline,   // another headline
  kEntry,      // of a live blog: one more entry
};
std::string_view to_string(EditKind kind);

struct Edit {
  EditKind kind = EditKind::kAdded;
  Time at = {};
  std::uint64_t seed = 0;
};

struct Piece {
  std::size_t id = 0;
  std::size_t outlet = 0;
  const Language* language = nullptr;
  std::size_t topic = 0;
  std::uint64_t story = 0;   // the seed of the text: equal for all copies of a wire story
  std::string wire = {};     // the wire story it is a copy of; empty for the outlet's own
  std::uint64_t house = 0;   // the seed of what this outlet does to it
  std::uint64_t number = 0;  // in paths
  Time published = {};
  std::vector<Edit> edits = {};  // by time
  std::optional<Time> withdrawn = {};
  bool live = false;
  bool members = false;  // under /members/, which robots.txt forbids
  std::string path = {};
  std::string old_path = {};  // redirects (301) to `path`; may be empty
  std::string amp_path = {};  // may be empty

  // How many versions are visible at `now`: 0 before it is published.
  [[nodiscard]] std::size_t versions_at(Time now) const;
  // When version `index` (0 is the first) became visible.
  [[nodiscard]] Time version_time(std::size_t index) const;
  [[nodiscard]] bool is_there(Time now) const;  // published and not withdrawn
};

}  // namespace broadsheet::newsroom
