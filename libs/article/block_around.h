// SPDX-License-Identifier: Apache-2.0
// The signs of what a block stands in: elements, what they are called, and what else they hold.
// Inside article only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "article/block_signs.h"
#include "article/elements.h"

namespace broadsheet::article {

class Around {
 public:
  Around(const std::vector<Block>& blocks, const Elements& elements, const html::Node* container);

  // To be asked of some blocks, and told of all, one after the other.
  void read(std::size_t block, BlockSigns& signs);
  void pass(std::size_t block);

 private:
  // Below an element.
  struct Sum {
    std::uint32_t text = 0;
    std::uint32_t links = 0;
    std::uint32_t good = 0;
    std::uint32_t blocks = 0;

    Sum& operator+=(const Sum& more);
  };

  // Of an element and all around it.
  struct Names {
    // By topic how near it is: 10 if the element itself is called so, one less for each above it,
    // but never less than 1; 0: none is.
    std::array<std::uint8_t, kNameTopicCount> near = {};
    bool body = false;  // called what holds an article's text
    bool main = false;
    bool link = false;
    bool details = false;
    bool header = false;
    bool aside = false;
    std::uint32_t articles = 0;
    std::uint32_t tables = 0;
    std::uint32_t lists = 0;
    std::uint32_t sections = 0;

    void enter(const html::Node& node);
    void enter_topics(std::uint32_t topics);
  };

  const Names& names_of(std::uint32_t element);
  std::uint32_t topics_of(std::uint32_t element);
  void read_names(std::uint32_t element, BlockSigns& signs);
  void read_depths(const html::Node* node, BlockSigns& signs) const;
  void read_levels(std::uint32_t element, BlockSigns& signs) const;

  const std::vector<Block>& blocks_;
  const Elements& elements_;
  const html::Node* container_;
  std::vector<Sum> sums_;              // by element
  std::vector<std::uint32_t> before_;  // … blocks below it that were passed
  std::vector<std::uint32_t> known_;   // … where its names are, + 1; 0: not known yet
  std::vector<Names> names_;
  std::vector<std::uint32_t> topics_;  // by what an element is called: of its class
};

// A picture or its like is what comes before, at most in a box or two.
bool stands_after_media(const html::Node& node);

}  // namespace broadsheet::article
