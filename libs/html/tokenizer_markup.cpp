// SPDX-License-Identifier: Apache-2.0
// The tokenizer's other markup: comments, doctypes, and what begins a CDATA section (13.2.5.41 to
// .68).
#include <cstring>

#include "html/tokenizer.h"

namespace broadsheet::html {
namespace {

// `lowered` at `p` in any case. Needs no bound: padding matches nothing.
bool matches(const char* p, std::string_view lowered) {
  for (std::size_t i = 0; i < lowered.size(); ++i) {
    if (scan::lower(p[i]) != lowered[i]) return false;
  }
  return true;
}

}  // namespace

// At a '<' that begins markup. False where it gave no token ("</>").
bool Tokenizer::markup() {
  char* const p = cursor_;
  if (scan::is_letter(p[1])) return tag(TokenKind::kStartTag, p + 1);
  if (p[1] == '/') {
    if (scan::is_letter(p[2])) return tag(TokenKind::kEndTag, p + 2);
    if (p[2] == '>') {
      cursor_ = p + 3;
      return false;
    }
    bogus_comment(p + 2);
    return true;
  }
  if (p[1] == '!') return declaration();
  bogus_comment(p + 1);
  return true;
}

bool Tokenizer::declaration() {
  char* const p = cursor_ + 2;
  if (p[0] == '-' && p[1] == '-') {
    comment(p + 2);
    return true;
  }
  if (matches(p, "doctype")) return doctype(p + 7);
  if (foreign_ && std::memcmp(p, "[CDATA[", 7) == 0) {
    cursor_ = p + 7;
    mode_ = TextMode::kCdata;
    return false;
  }
  bogus_comment(p);
  return true;
}

// After "<!--". It ends at the first "-->" or "--!>"; ">" and "->" at once end it too.
void Tokenizer::comment(char* start) {
  token_.kind = TokenKind::kComment;
  token_.text = {};
  if (start[0] == '>' || (start[0] == '-' && start[1] == '>')) {
    cursor_ = start + (start[0] == '>' ? 1 : 2);
    return;
  }
  for (char* p = start; p < end_; ++p) {
    p = static_cast<char*>(std::memchr(p, '>', static_cast<std::size_t>(end_ - p)));
    if (p == nullptr) break;
    std::size_t closing = 0;
    if (p - start >= 2 && p[-1] == '-' && p[-2] == '-') closing = 2;
    if (p - start >= 3 && p[-1] == '!' && p[-2] == '-' && p[-3] == '-') closing = 3;
    if (closing == 0) continue;
    token_.text = without_nulls({start, static_cast<std::size_t>(p - start) - closing});
    cursor_ = p + 1;
    return;
  }
  // The input ends first: what may have been the closing is no content.
  std::string_view rest(start, static_cast<std::size_t>(end_ - start));
  for (const std::string_view closing : {"--!", "--", "-"}) {
    if (rest.ends_with(closing)) {
      rest.remove_suffix(closing.size());
      break;
    }
  }
  token_.text = without_nulls(rest);
  cursor_ = end_;
}

void Tokenizer::bogus_comment(char* start) {
  const auto left = static_cast<std::size_t>(end_ - start);
  const auto* const stop = static_cast<const char*>(std::memchr(start, '>', left));
  const std::size_t size = stop == nullptr ? left : static_cast<std::size_t>(stop - start);
  token_.kind = TokenKind::kComment;
  token_.text = without_nulls({start, size});
  cursor_ = start + size + (stop == nullptr ? 0 : 1);
}

// After "<!doctype".
bool Tokenizer::doctype(char* p) {
  token_.kind = TokenKind::kDoctype;
  token_.name = token_.public_id = token_.system_id = {};
  token_.has_public = token_.has_system = token_.force_quirks = false;
  while (scan::is_space(*p)) ++p;
  if (*p != '>' && !at_end(p)) {
    char* const start = p;
    for (; *p != '>' && !scan::is_space(*p) && !at_end(p); ++p) *p = scan::lower(*p);
    token_.name = without_nulls({start, static_cast<std::size_t>(p - start)});
    while (scan::is_space(*p)) ++p;
    if (*p != '>') p = doctype_identifiers(p);
  } else {
    token_.force_quirks = true;
  }
  if (p == nullptr) return true;
  if (at_end(p)) {
    token_.force_quirks = true;
    cursor_ = end_;
  } else {
    cursor_ = p + 1;
  }
  return true;
}

// After the name; returns the closing '>', or the end of the input where that is a reason for
// quirks, or null where it is none.
char* Tokenizer::doctype_identifiers(char* p) {
  bool good = false;
  const auto skip_spaces = [&p] {
    while (scan::is_space(*p)) ++p;
  };
  const auto quoted = [&p] { return *p == '"' || *p == '\''; };
  if (matches(p, "public")) {
    p += 6;
    skip_spaces();
    good = quoted();
    if (good) {
      p = doctype_quoted(p, token_.public_id, token_.has_public);
      skip_spaces();
      if (quoted()) p = doctype_quoted(p, token_.system_id, token_.has_system);
    }
  } else if (matches(p, "system")) {
    p += 6;
    skip_spaces();
    good = quoted();
    if (good) p = doctype_quoted(p, token_.system_id, token_.has_system);
  }
  skip_spaces();
  if (at_end(p)) return p;
  if (*p == '>' && good) return p;
  // 13.2.5.67: something else follows. After a whole system identifier that is no reason for
  // quirks.
  if (!token_.has_system) token_.force_quirks = true;
  const auto left = static_cast<std::size_t>(end_ - p);
  auto* const stop = static_cast<char*>(std::memchr(p, '>', left));
  if (stop == nullptr) cursor_ = end_;
  return stop;
}

// At the quote; stops after the closing one, or at a '>', which ends the whole doctype.
char* Tokenizer::doctype_quoted(char* p, std::string_view& id, bool& present) {
  const char quote = *p++;
  char* const start = p;
  while (*p != quote && *p != '>' && !at_end(p)) ++p;
  present = true;
  id = without_nulls({start, static_cast<std::size_t>(p - start)});
  if (*p == quote) return p + 1;
  token_.force_quirks = true;
  return p;
}

}  // namespace broadsheet::html
