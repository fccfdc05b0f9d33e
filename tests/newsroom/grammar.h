// SPDX-License-Identifier: Apache-2.0
// Patterns to sentences: "[a|b] {slot}", choices by seed, slots by the facts of a story.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/random.h"
#include "newsroom/language.h"

namespace broadsheet::newsroom {

// What a story is about: the same in every sentence of it. Slots: p1 p2 p3 (people; p1 and p3
// women, p2 a man), l1 l2 l3 (their surnames), city city2 org thing day year y2, and the numbers n1
// (5…9), n2 (15…95, by fives), n3 (120…980, by tens), n4 (1,200…48,000, by hundreds), m (5…95, by
// fives).
class Facts {
 public:
  Facts(const Language& language, const Topic& topic, Random& random);

  // The value of a slot; a slot that does not exist is a CHECK: our own patterns are wrong.
  [[nodiscard]] const std::string& value(std::string_view slot) const;
  // Another value for a number, a year or a weekday; empty for all other slots.
  [[nodiscard]] std::string drawn(std::string_view slot, Random& random) const;

 private:
  void set(std::string_view slot, std::string value);
  void draw_people(const Language& language, Random& random);

  std::vector<std::pair<std::string_view, std::string>> values_;
  const Language* language_;
};

// Choices nest. The same pattern, facts and state of `random` give the same text.
std::string expand(std::string_view pattern, const Facts& facts, Random& random);

// The same, with a capital at its beginning: Latin, Greek and Cyrillic.
std::string sentence(std::string_view pattern, const Facts& facts, Random& random);

// A sentence of its own: people, places and things are the story's, numbers and days are drawn for
// it.
std::string own_sentence(std::string_view pattern, const Facts& facts, Random& random);

}  // namespace broadsheet::newsroom
