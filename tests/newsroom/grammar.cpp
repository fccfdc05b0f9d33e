// SPDX-License-Identifier: Apache-2.0
// Expansion of patterns, and the drawing of facts.
#include "newsroom/grammar.h"

#include <algorithm>

#include "core/result.h"
#include "newsroom/words.h"

namespace broadsheet::newsroom {
namespace {

std::string_view pick(const Lines& lines, Random& random) {
  CHECK(!lines.empty());
  return lines[random.below(lines.size())];
}

// The end of the choice that begins at pattern[begin] == '[', and its alternatives.
std::size_t split_choice(std::string_view pattern, std::size_t begin,
                         std::vector<std::string_view>& alternatives) {
  int depth = 0;
  std::size_t from = begin + 1;
  for (std::size_t i = begin; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '[') ++depth;
    if (c == '|' && depth == 1) {
      alternatives.push_back(pattern.substr(from, i - from));
      from = i + 1;
    }
    if (c == ']' && --depth == 0) {
      alternatives.push_back(pattern.substr(from, i - from));
      return i;
    }
  }
  CHECK(false && "a choice is not closed");
  return pattern.size();
}

void expand_into(std::string_view pattern, const Facts& facts, bool own_numbers, Random& random,
                 std::string& out) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '[') {
      std::vector<std::string_view> alternatives;
      i = split_choice(pattern, i, alternatives);
      const auto chosen = alternatives[random.below(alternatives.size())];
      expand_into(chosen, facts, own_numbers, random, out);
    } else if (pattern[i] == '{') {
      const auto end = pattern.find('}', i);
      CHECK(end != std::string_view::npos);
      const auto slot = pattern.substr(i + 1, end - i - 1);
      auto own = own_numbers ? facts.drawn(slot, random) : std::string();
      out += own.empty() ? facts.value(slot) : own;
      i = end;
    } else {
      out += pattern[i];
    }
  }
}

}  // namespace

Facts::Facts(const Language& language, const Topic& topic, Random& random) : language_(&language) {
  draw_people(language, random);
  const auto city = random.below(language.cities.size());
  const auto further = 1 + random.below(language.cities.size() - 1);
  set("city", std::string(language.cities[city]));
  set("city2", std::string(language.cities[(city + further) % language.cities.size()]));
  set("org", std::string(pick(language.orgs, random)));
  set("thing", std::string(pick(topic.things, random)));
  set("y2", std::to_string(2027 + random.below(5)));
  for (const std::string_view slot : {"n1", "n2", "n3", "n4", "m", "kmh", "year", "day"}) {
    set(slot, drawn(slot, random));
  }
}

void Facts::draw_people(const Language& language, Random& random) {
  const auto& surnames = language.surnames;
  const auto first = random.below(surnames.size());
  const auto step = 1 + random.below(surnames.size() / 3);
  for (std::size_t i = 0; i < 3; ++i) {
    static constexpr std::string_view kFull[] = {"p1", "p2", "p3"};
    static constexpr std::string_view kLast[] = {"l1", "l2", "l3"};
    const auto given = pick(i == 1 ? language.men : language.women, random);
    const auto surname = surnames[(first + i * step) % surnames.size()];
    set(kLast[i], std::string(surname));
    set(kFull[i], language.spaced ? std::string(given) + " " + std::string(surname)
                                  : std::string(surname) + std::string(given));
  }
}

std::string Facts::drawn(std::string_view slot, Random& random) const {
  if (slot == "n1") return std::to_string(5 + random.below(5));
  if (slot == "n2" || slot == "m") return std::to_string(15 + 5 * random.below(17));
  if (slot == "n3") return std::to_string(120 + 10 * random.below(87));
  if (slot == "n4") return grouped(1200 + 100 * random.below(469), language_->thousands);
  if (slot == "kmh") return std::to_string(90 + 5 * random.below(17));
  if (slot == "year") return std::to_string(1950 + random.below(66));
  if (slot == "day") return std::string(language_->weekdays[random.below(7)]);
  return {};
}

void Facts::set(std::string_view slot, std::string value) {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const auto& entry) { return entry.first == slot; });
  if (found != values_.end()) {
    found->second = std::move(value);
  } else {
    values_.emplace_back(slot, std::move(value));
  }
}

const std::string& Facts::value(std::string_view slot) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const auto& entry) { return entry.first == slot; });
  CHECK(found != values_.end());
  return found->second;
}

std::string expand(std::string_view pattern, const Facts& facts, Random& random) {
  std::string out;
  expand_into(pattern, facts, false, random, out);
  return out;
}

std::string sentence(std::string_view pattern, const Facts& facts, Random& random) {
  return capitalised(expand(pattern, facts, random));
}

std::string own_sentence(std::string_view pattern, const Facts& facts, Random& random) {
  std::string out;
  expand_into(pattern, facts, true, random, out);
  return capitalised(out);
}

}  // namespace broadsheet::newsroom
