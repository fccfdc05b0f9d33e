// SPDX-License-Identifier: Apache-2.0
// What is known of each block of a page, as numbers, for the model that weighs it. Inside article
// only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/blocks.h"
#include "article/container.h"
#include "article/echoes.h"
#include "article/elements.h"
#include "article/topics.h"

namespace broadsheet::article {

// Of the block before and the one after, and of the next ones.
inline constexpr std::string_view kNeighbourSigns[] = {"length", "links",    "kind", "rule",
                                                       "ends",   "together", "path", "topics"};
inline constexpr std::size_t kNeighbourSignCount = std::size(kNeighbourSigns);
inline constexpr std::size_t kNeighbours = 4;
inline constexpr std::size_t kLevels = 3;  // parent, its parent, and the next
inline constexpr std::string_view kLevelSigns[] = {"text", "links", "blocks", "mean", "place"};
inline constexpr std::size_t kLevelSignCount = std::size(kLevelSigns);

enum OwnSign : std::size_t {
  kOwnKind,
  kOwnTag,
  kOwnLength,
  kOwnLinks,
  kOwnWords,
  kOwnEnds,
  kOwnColon,
  kOwnPoints,
  kOwnDigits,
  kOwnUpper,
  kOwnFirst,
  kOwnSmall,
  kOwnMarks,
  kOwnLines,
  kOwnRule,
  kOwnClaim,
  kOwnHeld,
  kOwnConfirmed,
  kOwnAway,
  kOwnLabel,
  kOwnTimes,
  kOwnAgain,
  kOwnTitle,
  kOwnDescription,
  kOwnIndex,
  kOwnFromHeadline,
  kOwnTextFromHeadline,
  kOwnShareBefore,
  kOwnTextAfter,
  kOwnDepth,
  kOwnBelowContainer,
  kOwnAboveContainer,
  kOwnInArticle,
  kOwnInMain,
  kOwnInTable,
  kOwnInList,
  kOwnInSection,
  kOwnInLink,
  kOwnInDetails,
  kOwnInHeader,
  kOwnInAside,
  kOwnTagsBefore,
  kOwnPathText,
  kOwnPathShare,
  kOwnPathMean,
  kOwnPathBlocks,
  kOwnWidePathShare,
  kOwnHeadingDistance,
  kOwnHeadingLevel,
  kOwnHeadingLength,
  kOwnHeadingTopics,
  kOwnPageText,
  kOwnPageBlocks,
  kOwnContainerShare,
  kOwnMarked,
  kOwnExact,
  kOwnSaid,
  kOwnBold,
  kOwnSlanted,
  kOwnAfterMedia,
  kOwnAuthor,
  kOwnInBody,
  kOwnPathEnds,
  kOwnPathLinks,
  kOwnPathBefore,
  kOwnSectionText,
  kOwnSectionLinks,
  kOwnSectionMean,
  kOwnSectionBlocks,
  kOwnSectionNumber,
  kOwnToNextHeading,
  kOwnNextHeadingTopics,
  kOwnSignCount
};

inline constexpr std::size_t kNameSign = kOwnSignCount;                // by name topic
inline constexpr std::size_t kLineSign = kNameSign + kNameTopicCount;  // by line topic
inline constexpr std::size_t kHeadingSign = kLineSign + kLineTopicCount;
inline constexpr std::size_t kLevelSign = kHeadingSign + kLineTopicCount;
inline constexpr std::size_t kNeighbourSign = kLevelSign + kLevels * kLevelSignCount;
inline constexpr std::size_t kBlockSignCount = kNeighbourSign + kNeighbours * kNeighbourSignCount;

using BlockSigns = std::array<float, kBlockSignCount>;

// Where a block stands, as numbers that only mean the same or not.
struct BlockPlace {
  std::uint32_t parent = 0;
  std::uint32_t grandparent = 0;
  std::uint32_t path = 0;
};

struct BlockSheet {
  std::vector<BlockSigns> signs;            // of the wanted blocks, in their order
  std::vector<const BlockSigns*> of_block;  // null: not wanted
  std::vector<BlockPlace> places;           // by block
  float page_text = 0;                      // as the sign of that name
};

struct BlockLooks {
  const std::vector<Block>& blocks;
  const Elements& elements;
  const Echoes& echoes;
  const std::vector<bool>& confirmed;
  const Place& place;
  const std::vector<const char*>& reasons;  // why the rules would leave it out; null: keep
  const html::Node* headline = nullptr;
  const std::string& title;                 // folded
  const std::string& description;           // folded; what the page's metadata says it is about
  const std::vector<std::string>& authors;  // folded
  bool said = false;                        // JSON-LD has a text
};

// `wanted`, by block.
BlockSheet read_block_signs(const BlockLooks& looks, const std::vector<bool>& wanted);

}  // namespace broadsheet::article
