// SPDX-License-Identifier: Apache-2.0
// What names in the markup and short lines are about, in a few groups. Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadsheet::article {

// One bit for each group; the order is that of the block model's table.
inline constexpr std::string_view kNameTopics[] = {
    "body",  "meta", "related", "ad",  "share", "signup", "comment", "side", "frame",
    "image", "box",  "faq",     "toc", "quote", "tags",   "source",  "list", "hidden"};
inline constexpr std::string_view kLineTopics[] = {"signup",   "more", "author", "source",
                                                   "social",   "law",  "image",  "ad",
                                                   "contents", "time", "call",   "comment"};
inline constexpr std::size_t kNameTopicCount = std::size(kNameTopics);
inline constexpr std::size_t kLineTopicCount = std::size(kLineTopics);

// Of a class or an id.
std::uint32_t name_topics(std::string_view names);

// Of the head of a line, in the languages of the press.
std::uint32_t line_topics(std::string_view text);

}  // namespace broadsheet::article
