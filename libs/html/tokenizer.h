// SPDX-License-Identifier: Apache-2.0
// The tokenizer (HTML standard 13.2.5): from a buffer to tokens that view into it. It works in
// place: names are lowered and references resolved where they stand, so an ordinary page needs no
// other memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/arena.h"
#include "html/dom.h"
#include "html/scan.h"

namespace broadsheet::html {

enum class TokenKind : std::uint8_t { kEof, kText, kNulls, kStartTag, kEndTag, kComment, kDoctype };

// Valid until the next one; its views live as long as the buffer and the arena.
struct Token {
  TokenKind kind = TokenKind::kEof;
  Tag tag = Tag::kUnknown;
  bool self_closing = false;
  bool force_quirks = false;
  bool has_public = false;  // doctype: the identifier is there, though perhaps empty
  bool has_system = false;
  std::string_view name = {};  // tags and doctypes, lower case
  std::string_view text = {};  // text (never empty), comments; kNulls: as many U+0000
  std::string_view public_id = {};
  std::string_view system_id = {};
  std::span<const Attribute> attributes = {};
};

// What text the tokenizer is in; the tree decides (13.2.5.1 ff.).
enum class TextMode : std::uint8_t { kData, kRcdata, kRawtext, kScript, kPlaintext, kCdata };

class Tokenizer {
 public:
  // Of the buffer, kScanPadding bytes from `end` on must be zero; both outlive the tokenizer.
  Tokenizer(Arena& arena, char* begin, char* end, std::size_t attributes_max);

  Token& next();

  void set_mode(TextMode mode) { mode_ = mode; }
  // <![CDATA[ is a section, and no comment, where the adjusted current node is foreign.
  void set_foreign(bool foreign) { foreign_ = foreign; }
  void set_last_start_tag(std::string_view name) { last_start_tag_ = name; }
  [[nodiscard]] bool attributes_dropped() const { return attributes_dropped_; }

 private:
  bool text();
  void raw_text();
  void emit_text(char* start, char* end);
  void emit_nulls();
  char* raw_end();
  char* script_end();
  bool is_appropriate_end_tag(const char* p) const;

  bool markup();
  bool tag(TokenKind kind, char* start);
  bool tag_name(char* start, char*& p);
  char* attribute(char* p, bool keep);
  char* attribute_name(char* p, std::string_view& name);
  char* quoted_value(char* p, std::string_view& value);
  char* unquoted_value(char* p, std::string_view& value);
  void add_attribute(std::string_view name, std::string_view value);
  bool is_duplicate(std::string_view name);
  bool is_duplicate_of_many(std::string_view name);
  std::string_view resolve(char* start, char* first, char* end);
  std::string_view without_nulls(std::string_view text);

  bool declaration();
  void comment(char* start);
  void bogus_comment(char* start);
  bool cdata();
  bool doctype(char* p);
  char* doctype_identifiers(char* p);
  char* doctype_quoted(char* p, std::string_view& id, bool& present);

  bool eof();
  [[nodiscard]] bool at_end(const char* p) const { return p >= end_; }

  Arena& arena_;
  char* cursor_;
  char* const end_;
  char* raw_end_ = nullptr;  // where the raw text at the cursor ends, once known
  TextMode mode_ = TextMode::kData;
  bool foreign_ = false;
  bool attributes_dropped_ = false;
  std::size_t attributes_max_;
  std::uint64_t attribute_bits_ = 0;  // a filter over the names of the current tag
  std::string_view last_start_tag_ = {};
  Token token_ = {};
  std::vector<Attribute> attributes_;
  std::vector<std::uint32_t> attribute_slots_;  // a hash table, for tags with very many
  std::size_t attributes_hashed_ = 0;           // the first so many are in it
  std::string scratch_;
};

}  // namespace broadsheet::html
