// SPDX-License-Identifier: Apache-2.0
// Makes well-formed what feeds get wrong most often, before a strict parser sees it. Inside feed/
// only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::feed {

// Goes through a document once, in pieces of bounded size. HTML's named references become
// characters, a bare '&' or '<' is escaped, control characters go; so do comments, processing
// instructions, the XML declaration and the DOCTYPE with all it declares: no entity is ever
// defined. Tags get quotes around their values and an end where they have none: at the end of what
// is around them, and at the next entry. Lines keep their numbers.
class XmlRepair {
 public:
  // `utf8` is valid UTF-8 and outlives this. Its first `noise` bytes are no part of the document.
  explicit XmlRepair(std::string_view utf8, std::size_t noise = 0)
      : whole_(utf8), rest_(utf8), noise_(noise) {}

  // The next piece, empty at the end.
  std::string next();
  // A tag longer than any honest one: what follows is not read.
  [[nodiscard]] bool gave_up() const { return gave_up_; }
  // The first thing of consequence that was mended: "line 3, column 7: <b> has no end".
  [[nodiscard]] const std::string& mended() const { return mended_; }

 private:
  void take_text(std::string& out);
  void take_reference(std::string& out);
  void take_markup(std::string& out);
  void take_start(std::string& out);
  void take_end(std::string& out);
  void open(std::string_view name, bool is_empty, std::string& out);
  void close_down_to(std::size_t size, std::string& out);
  void note(std::string_view what);
  void take_cdata(std::string& out);
  void drop(std::size_t size, std::string& out);
  void drop_doctype(std::string& out);

  std::string_view whole_;
  std::string_view rest_;
  std::size_t noise_;
  std::vector<std::string_view> open_;  // elements that have no end yet, as written
  std::string mended_;
  bool in_cdata_ = false;
  bool gave_up_ = false;
};

}  // namespace broadsheet::feed
