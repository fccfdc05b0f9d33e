// SPDX-License-Identifier: Apache-2.0
// What markup says against parts of a page, and when it is not believed. Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "article/numbers.h"
#include "html/dom.h"

namespace broadsheet::article {

// An element's tag, class or id says that it holds none of the text: a claim. Claims nest; the
// outermost that is believed decides. Filled in document order, then asked.
class Claims {
 public:
  static constexpr int kNone = -1;

  // `headline` is null if not known.
  explicit Claims(const html::Node* headline);

  // The claim in force within `node`, if `outer` is in force around it.
  int enter(const html::Node& node, int outer);

  // Counts text that reads like paragraphs and stands under `claim`.
  void weigh(int claim, std::size_t length);

  // The believed claim, in a word, or null. After all text was weighed.
  [[nodiscard]] const char* verdict(int claim) const;

 private:
  struct Claim {
    const char* why;
    std::size_t name;  // of its elements: siblings of one class make one claim
    int outer;
    bool firm;  // believed, however much text stands under it
    int depth;
  };

  // What the elements of a claim are called.
  struct Called {
    std::string_view tag;
    std::string_view classes;

    friend bool operator==(const Called&, const Called&) = default;
    friend std::size_t hash_of(const Called& one) {
      return mixed(article::hash_of(one.tag), article::hash_of(one.classes));
    }
  };

  [[nodiscard]] const char* claim_of(const html::Node& node) const;
  [[nodiscard]] bool is_believed(const Claim& claim) const;

  std::unordered_set<const html::Node*> above_;  // the headline and what holds it
  std::uint32_t above_end_ = 0;                  // none of them comes later in the document
  bool article_known_ = false;                   // an article holds the headline

  std::vector<Claim> claims_;
  std::vector<std::size_t> weights_;  // by name
  Numbers<Called> names_;
  std::size_t free_ = 0;  // text under no claim
};

}  // namespace broadsheet::article
