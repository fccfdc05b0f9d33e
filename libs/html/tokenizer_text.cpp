// SPDX-License-Identifier: Apache-2.0
// The tokenizer's text states: data, RCDATA, RAWTEXT, script data, PLAINTEXT, CDATA sections.
#include <algorithm>
#include <cstring>

#include "html/entities.h"
#include "html/tokenizer.h"

namespace broadsheet::html {
namespace {

constexpr std::size_t kAttributesMax = 65'535;  // whatever the caller says: a table is made of it
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_markup(const char* p, const char* end) {
  const char c = p[1];
  return scan::is_letter(c) || c == '!' || c == '?' || (c == '/' && p + 2 < end);
}

// `lowered` at `p` in any case.
bool matches(const char* p, std::string_view lowered) {
  for (std::size_t i = 0; i < lowered.size(); ++i) {
    if (scan::lower(p[i]) != lowered[i]) return false;
  }
  return true;
}

bool ends_name(const char* p, const char* end) {
  return p < end && *p != '\0' && (scan::class_of(*p) & scan::kNameEnd) != 0;
}

}  // namespace

Tokenizer::Tokenizer(Arena& arena, char* begin, char* end, std::size_t attributes_max)
    : arena_(arena),
      cursor_(begin),
      end_(end),
      attributes_max_(std::min(attributes_max, kAttributesMax)) {
  attributes_.reserve(32);
}

Token& Tokenizer::next() {
  for (;;) {
    switch (mode_) {
      case TextMode::kData:
        if (*cursor_ == '<' && is_markup(cursor_, end_)) {
          if (markup()) return token_;
        } else if (text()) {
          return token_;
        }
        break;
      case TextMode::kRcdata:
        if (*cursor_ == '<' && is_appropriate_end_tag(cursor_)) {
          if (tag(TokenKind::kEndTag, cursor_ + 2)) return token_;
        } else if (text()) {
          return token_;
        }
        break;
      case TextMode::kRawtext:
      case TextMode::kScript:
        if (raw_end_ == nullptr) raw_end_ = raw_end();
        if (cursor_ < raw_end_) {
          raw_text();
          return token_;
        }
        raw_end_ = nullptr;
        if (at_end(cursor_)) {
          eof();
          return token_;
        }
        if (tag(TokenKind::kEndTag, cursor_ + 2)) return token_;
        break;
      case TextMode::kPlaintext:
        raw_end_ = end_;
        if (at_end(cursor_)) {
          eof();
        } else {
          raw_text();
        }
        return token_;
      case TextMode::kCdata:
        if (cdata()) return token_;
        break;
    }
  }
}

bool Tokenizer::eof() {
  cursor_ = end_;
  mode_ = TextMode::kData;
  token_.kind = TokenKind::kEof;
  token_.text = {};
  return true;
}

void Tokenizer::emit_text(char* start, char* end) {
  token_.kind = TokenKind::kText;
  token_.text = {start, static_cast<std::size_t>(end - start)};
}

void Tokenizer::emit_nulls() {
  char* const start = cursor_;
  while (cursor_ < end_ && *cursor_ == '\0') ++cursor_;
  token_.text = {start, static_cast<std::size_t>(cursor_ - start)};
  token_.kind = TokenKind::kNulls;
}

// Data and RCDATA: text up to what is no text, references resolved in place: what they leave free
// is closed up, so that the run stays one view.
bool Tokenizer::text() {
  char* const start = cursor_;
  char* read = start;
  char* write = start;
  for (;;) {
    char* const stop = scan::find(read, '<', '&');
    const auto run = static_cast<std::size_t>(stop - read);
    if (write != read) std::memmove(write, read, run);
    write += run;
    read = stop;
    if (*stop == '<') {
      const bool ends =
          mode_ == TextMode::kData ? is_markup(stop, end_) : is_appropriate_end_tag(stop);
      if (ends) break;
      *write++ = *read++;
    } else if (*stop == '&') {
      const Reference reference = read_reference(read, end_, false);
      if (reference.consumed == 0) {
        *write++ = *read++;
      } else if (write + reference.size <= read + reference.consumed) {
        std::memcpy(write, reference.utf8, reference.size);
        write += reference.size;
        read += reference.consumed;
      } else if (write == start) {
        // Two names are shorter than what they stand for (&nGt; and &nLt;).
        token_.kind = TokenKind::kText;
        token_.text = arena_.copy({reference.utf8, reference.size});
        cursor_ = read + reference.consumed;
        return true;
      } else {
        break;
      }
    } else {
      break;
    }
  }
  cursor_ = read;
  if (write != start) {
    emit_text(start, write);
    return true;
  }
  if (at_end(read)) return eof();
  if (*read != '\0') return false;
  emit_nulls();
  if (mode_ == TextMode::kRcdata) {
    token_.kind = TokenKind::kText;
    token_.text = without_nulls(token_.text);
  }
  return true;
}

// 13.2.5.3 ff.: U+0000 becomes U+FFFD in all raw text.
void Tokenizer::raw_text() {
  const auto size = static_cast<std::size_t>(raw_end_ - cursor_);
  token_.kind = TokenKind::kText;
  token_.text = without_nulls({cursor_, size});
  cursor_ = raw_end_;
}

std::string_view Tokenizer::without_nulls(std::string_view text) {
  const std::size_t first = text.find('\0');
  if (first == std::string_view::npos) return text;
  scratch_.assign(text.substr(0, first));
  for (const char c : text.substr(first)) {
    if (c == '\0') {
      scratch_ += kReplacement;
    } else {
      scratch_ += c;
    }
  }
  return arena_.copy(scratch_);
}

bool Tokenizer::is_appropriate_end_tag(const char* p) const {
  const std::size_t size = last_start_tag_.size();
  if (size == 0 || p[1] != '/' || static_cast<std::size_t>(end_ - p) < size + 2) return false;
  return matches(p + 2, last_start_tag_) && ends_name(p + 2 + size, end_);
}

char* Tokenizer::raw_end() {
  if (mode_ == TextMode::kScript) return script_end();
  char* p = cursor_;
  while (p < end_) {
    p = static_cast<char*>(std::memchr(p, '<', static_cast<std::size_t>(end_ - p)));
    if (p == nullptr) return end_;
    if (is_appropriate_end_tag(p)) return p;
    ++p;
  }
  return end_;
}

// 13.2.5.4, .15 to .31: inside <!-- --> a <script> hides the next </script>.
char* Tokenizer::script_end() {
  enum class Escape { kNone, kEscaped, kDouble };
  constexpr std::string_view kScriptName = "script";
  Escape escape = Escape::kNone;
  const char* dashes = nullptr;  // no "-->" begins before this
  for (char* p = cursor_; p < end_; ++p) {
    if (escape == Escape::kNone) {
      p = static_cast<char*>(std::memchr(p, '<', static_cast<std::size_t>(end_ - p)));
      if (p == nullptr) return end_;
    } else {
      p = scan::find(p, '<', '>');
      if (*p == '>') {
        if (p - dashes >= 2 && p[-1] == '-' && p[-2] == '-') escape = Escape::kNone;
        continue;
      }
      if (*p != '<') continue;
    }
    if (escape != Escape::kDouble && is_appropriate_end_tag(p)) return p;
    if (escape == Escape::kNone) {
      if (p[1] == '!' && p[2] == '-' && p[3] == '-') {
        escape = Escape::kEscaped;
        dashes = p + 2;
        p += 3;
      }
      continue;
    }
    const char* name = p + 1;
    if (escape == Escape::kDouble) {
      if (*name != '/') continue;
      ++name;
    }
    if (matches(name, kScriptName) && ends_name(name + kScriptName.size(), end_)) {
      escape = escape == Escape::kDouble ? Escape::kEscaped : Escape::kDouble;
    }
  }
  return end_;
}

// 13.2.5.69: text up to "]]>". U+0000 is left to the tree.
bool Tokenizer::cdata() {
  if (raw_end_ == nullptr) {
    const std::string_view rest(cursor_, static_cast<std::size_t>(end_ - cursor_));
    raw_end_ = cursor_ + std::min(rest.find("]]>"), rest.size());
  }
  if (cursor_ < raw_end_) {
    if (*cursor_ == '\0') {
      emit_nulls();
    } else {
      char* const start = cursor_;
      cursor_ = std::find(cursor_, raw_end_, '\0');
      emit_text(start, cursor_);
    }
    return true;
  }
  mode_ = TextMode::kData;
  raw_end_ = nullptr;
  if (at_end(cursor_)) return eof();
  cursor_ += 3;
  return false;
}

}  // namespace broadsheet::html
