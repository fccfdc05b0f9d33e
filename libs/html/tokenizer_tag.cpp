// SPDX-License-Identifier: Apache-2.0
// The tokenizer's tag states: names, attributes, values (HTML standard 13.2.5.6 to .40).
#include <algorithm>
#include <bit>
#include <cstring>

#include "html/entities.h"
#include "html/tag_lookup.h"
#include "html/tokenizer.h"

namespace broadsheet::html {
namespace {

// From here on a table is cheaper than looking at each.
constexpr std::size_t kManyAttributes = 24;

void lower_in_place(char* start, const char* end) {
  for (; start < end; ++start) *start = scan::lower(*start);
}

std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ (hash >> 15);
}

}  // namespace

// At the first letter of the name. Always leaves a token: the tag, or the end of the input, which
// swallows an unfinished tag.
bool Tokenizer::tag(TokenKind kind, char* start) {
  char* p = start;
  token_.kind = kind;
  token_.self_closing = false;
  attributes_.clear();
  attribute_bits_ = 0;
  attributes_hashed_ = 0;
  if (!tag_name(start, p)) return eof();
  mode_ = TextMode::kData;
  for (;;) {
    while (scan::is_space(*p)) ++p;
    if (*p == '>') break;
    if (*p == '/') {
      if (*++p != '>') continue;
      token_.self_closing = true;
      break;
    }
    if (at_end(p)) return eof();
    p = attribute(p, kind == TokenKind::kStartTag);
    if (p == nullptr) return eof();
  }
  cursor_ = p + 1;
  token_.attributes = attributes_;
  if (kind == TokenKind::kStartTag) last_start_tag_ = token_.name;
  return true;
}

bool Tokenizer::tag_name(char* start, char*& p) {
  std::uint8_t seen = 0;
  for (;;) {
    const std::uint8_t c = scan::class_of(*p);
    if ((c & scan::kNameEnd) != 0) {
      if (*p != '\0' || at_end(p)) break;
    }
    seen |= c;
    ++p;
  }
  if (at_end(p)) return false;
  if ((seen & scan::kUpper) != 0) lower_in_place(start, p);
  const std::string_view name(start, static_cast<std::size_t>(p - start));
  if ((seen & scan::kNameEnd) != 0) {
    token_.tag = Tag::kUnknown;
    token_.name = without_nulls(name);
    return true;
  }
  token_.tag = name.size() <= 8 ? short_tag(tag_key(start, name.size())) : long_tag(name);
  // The table's name, if there is one: then nothing holds on to the markup.
  token_.name =
      token_.tag != Tag::kUnknown ? kTagNames[static_cast<std::size_t>(token_.tag)] : name;
  return true;
}

// At the first byte of a name; null at the end of the input.
char* Tokenizer::attribute(char* p, bool keep) {
  std::string_view name;
  std::string_view value;
  p = attribute_name(p, name);
  while (scan::is_space(*p)) ++p;
  if (*p == '=') {
    ++p;
    while (scan::is_space(*p)) ++p;
    if (*p == '"' || *p == '\'') {
      p = quoted_value(p, value);
      if (p == nullptr) return nullptr;
    } else if (*p != '>') {
      p = unquoted_value(p, value);
    }
  }
  if (at_end(p)) return nullptr;
  if (keep) add_attribute(name, value);
  return p;
}

char* Tokenizer::attribute_name(char* p, std::string_view& name) {
  char* const start = p;
  std::uint8_t seen = 0;
  if (*p == '=') ++p;  // 13.2.5.32: a name may begin with it
  for (;;) {
    const std::uint8_t c = scan::class_of(*p);
    if ((c & scan::kAttributeEnd) != 0) {
      if (*p != '\0' || at_end(p)) break;
      seen |= scan::kAttributeEnd;
    }
    seen |= c;
    ++p;
  }
  if ((seen & scan::kUpper) != 0) lower_in_place(start, p);
  name = {start, static_cast<std::size_t>(p - start)};
  if ((seen & scan::kAttributeEnd) != 0) name = without_nulls(name);
  return p;
}

// At the quote; returns what follows the closing one, or null at the end of the input.
char* Tokenizer::quoted_value(char* p, std::string_view& value) {
  const char quote = *p++;
  char* const start = p;
  char* first_special = nullptr;
  for (;;) {
    p = scan::find(p, quote, '&');
    if (*p == quote) break;
    if (at_end(p)) return nullptr;
    if (first_special == nullptr) first_special = p;
    ++p;
  }
  value = first_special == nullptr ? std::string_view(start, static_cast<std::size_t>(p - start))
                                   : resolve(start, first_special, p);
  return p + 1;
}

char* Tokenizer::unquoted_value(char* p, std::string_view& value) {
  char* const start = p;
  char* first_special = nullptr;
  for (;; ++p) {
    if ((scan::class_of(*p) & scan::kValueEnd) == 0) continue;
    if (*p == '&' || (*p == '\0' && !at_end(p))) {
      if (first_special == nullptr) first_special = p;
    } else {
      break;
    }
  }
  value = first_special == nullptr ? std::string_view(start, static_cast<std::size_t>(p - start))
                                   : resolve(start, first_special, p);
  return p;
}

// A value with references, in place where it fits (see text()), else in the arena.
std::string_view Tokenizer::resolve(char* start, char* first, char* end) {
  char* read = first;
  char* write = first;
  while (read < end) {
    if (*read == '&') {
      const Reference reference = read_reference(read, end, true);
      if (reference.consumed > 0 && write + reference.size <= read + reference.consumed) {
        std::memcpy(write, reference.utf8, reference.size);
        write += reference.size;
        read += reference.consumed;
        continue;
      }
      if (reference.consumed > 0) {
        // &nGt; and &nLt; alone are shorter than what they stand for.
        std::string value(start, static_cast<std::size_t>(write - start));
        value.append(reference.utf8, reference.size);
        read += reference.consumed;
        while (read < end) {
          const Reference more = *read == '&' ? read_reference(read, end, true) : Reference{};
          if (more.consumed > 0) {
            value.append(more.utf8, more.size);
            read += more.consumed;
          } else {
            value += *read++;
          }
        }
        return without_nulls(arena_.copy(value));
      }
    }
    *write++ = *read++;
  }
  return without_nulls({start, static_cast<std::size_t>(write - start)});
}

void Tokenizer::add_attribute(std::string_view name, std::string_view value) {
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  const std::uint64_t bit = std::uint64_t{1} << ((first * 5U + last * 11U + name.size()) & 63U);
  if ((attribute_bits_ & bit) != 0 && is_duplicate(name)) return;
  if (attributes_.size() >= attributes_max_) {
    attributes_dropped_ = true;
    return;
  }
  attribute_bits_ |= bit;
  attributes_.push_back({name, value});
}

bool Tokenizer::is_duplicate(std::string_view name) {
  if (attributes_.size() >= kManyAttributes) return is_duplicate_of_many(name);
  return std::any_of(attributes_.begin(), attributes_.end(),
                     [name](const Attribute& other) { return other.name == name; });
}

// A flood of names: an open hash table over the attributes, brought up to date when asked.
bool Tokenizer::is_duplicate_of_many(std::string_view name) {
  const std::size_t slot_count = std::bit_ceil(attributes_max_ * 2 + 1);
  const std::size_t mask = slot_count - 1;
  if (attributes_hashed_ == 0) attribute_slots_.assign(slot_count, 0);
  const auto find_slot = [&](std::string_view wanted) -> std::uint32_t& {
    for (std::size_t i = hash_of(wanted) & mask;; i = (i + 1) & mask) {
      std::uint32_t& slot = attribute_slots_[i];
      if (slot == 0 || attributes_[slot - 1].name == wanted) return slot;
    }
  };
  for (; attributes_hashed_ < attributes_.size(); ++attributes_hashed_) {
    find_slot(attributes_[attributes_hashed_].name) =
        static_cast<std::uint32_t>(attributes_hashed_ + 1);
  }
  return find_slot(name) != 0;
}

}  // namespace broadsheet::html
