// SPDX-License-Identifier: Apache-2.0
// The table behind tag.h, for the tokenizer, which must find a tag without a call.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "html/tag.h"

namespace broadsheet::html {

static_assert(std::endian::native == std::endian::little, "tag keys are little-endian words");

// In the order of the enumerators.
inline constexpr std::array<std::string_view, kTagCount> kTagNames = {
    "",
    "a",
    "abbr",
    "acronym",
    "address",
    "amp-img",
    "annotation-xml",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "desc",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "malignmark",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "mglyph",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "path",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "selectedcontent",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "use",
    "var",
    "video",
    "wbr",
    "xmp",
};

constexpr std::uint64_t tag_key(std::string_view name) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    key |= std::uint64_t{static_cast<unsigned char>(name[i])} << (8 * i);
  }
  return key;
}

// The same from memory of which eight bytes may be read.
inline std::uint64_t tag_key(const char* name, std::size_t size) {
  std::uint64_t key = 0;
  std::memcpy(&key, name, 8);
  return size == 0 ? 0 : key & (~std::uint64_t{0} >> (8 * (8 - size)));
}

// Found by trial: no two short names fall into one slot.
inline constexpr std::uint64_t kTagMultiplier = 0x416b0a11d534e17f;
inline constexpr int kTagSlotBits = 11;

constexpr std::size_t tag_slot(std::uint64_t key) {
  return static_cast<std::size_t>((key * kTagMultiplier) >> (64 - kTagSlotBits));
}

struct TagTable {
  std::array<std::uint8_t, std::size_t{1} << kTagSlotBits> slots = {};
  std::array<std::uint64_t, kTagCount> keys = {};
  bool sound = true;
};

constexpr TagTable make_tag_table() {
  TagTable table;
  for (std::size_t i = 1; i < kTagCount; ++i) {
    table.sound = table.sound && (i == 1 || kTagNames[i - 1] < kTagNames[i]);
    if (kTagNames[i].size() > 8) continue;
    table.keys[i] = tag_key(kTagNames[i]);
    auto& slot = table.slots[tag_slot(table.keys[i])];
    table.sound = table.sound && slot == 0;
    slot = static_cast<std::uint8_t>(i);
  }
  return table;
}

inline constexpr TagTable kTagTable = make_tag_table();
static_assert(kTagTable.sound, "tag names must be sorted, and their slots their own");
static_assert(kTagCount < 256, "slots are bytes");

// For names of at most eight bytes.
inline Tag short_tag(std::uint64_t key) {
  const std::uint8_t index = kTagTable.slots[tag_slot(key)];
  return kTagTable.keys[index] == key ? static_cast<Tag>(index) : Tag::kUnknown;
}

// For longer ones.
Tag long_tag(std::string_view name);

}  // namespace broadsheet::html
