// SPDX-License-Identifier: Apache-2.0
// A file as the compressed members it is made of, decoded one after the other: for this room's
// .cpp files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/result.h"
#include "warc/warc.h"

namespace broadsheet::warc {

// Gzip members, zstd frames, or one plain member that is the whole file.
class Members {
 public:
  explicit Members(Source source);
  ~Members();
  Members(Members&&) noexcept;
  Members& operator=(Members&&) noexcept;

  // Goes to the next member; false at the end of the file. Bytes that begin none are passed over,
  // after a broken member all up to what looks like the beginning of another.
  Result<bool> next();
  // Appends some decoded bytes to `out`; false at the member's end, and where it is broken.
  Result<bool> read(std::string& out);
  // Gives this member up: next() looks for another right behind where it began.
  void abandon();

  [[nodiscard]] bool is_plain() const;
  // Whether a member can be read without the head of the file, which may hold a dictionary.
  [[nodiscard]] bool stands_alone() const;
  // Why the member broke off; empty if it did not.
  [[nodiscard]] const std::string& damage() const;
  [[nodiscard]] std::uint64_t begin() const;  // in the file
  [[nodiscard]] std::uint64_t end() const;    // after read() said false
  // Bytes between members that were passed over on the way to this one.
  [[nodiscard]] std::uint64_t passed_over() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::warc
