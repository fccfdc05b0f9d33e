// SPDX-License-Identifier: Apache-2.0
// How a rule's path matches a URL's.
#include "robots/pattern.h"

#include <cstddef>
#include <cstring>

#include "core/encode.h"

namespace broadsheet::robots {

namespace {

constexpr std::string_view kGenDelims = ":/?#[]@";  // RFC 3986 §2.2
constexpr char kDigits[] = "0123456789ABCDEF";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

bool is_visible_ascii(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F;
}

void append_escape(char c, std::string& out) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

// §2.2.2: escapes of unreserved octets are undone, everything outside visible ASCII is escaped.
// `verbatim` are octets that are escaped as well, since they are special in a pattern.
std::string normalise(std::string_view text, std::string_view verbatim) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      const auto byte = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      if (is_unreserved(byte)) {
        out += byte;
      } else {
        append_escape(byte, out);
      }
      i += 2;
    } else if (!is_visible_ascii(c) || verbatim.find(c) != std::string_view::npos) {
      append_escape(c, out);
    } else {
      out += c;
    }
  }
  return out;
}

// The second row of the table in §2.2.2: in a query, "https://" is compared as "https%3A%2F%2F".
std::string with_strict_query(std::string_view text) {
  const auto question = text.find('?');
  if (question == std::string_view::npos) return std::string(text);
  auto out = std::string(text.substr(0, question + 1));
  for (const char c : text.substr(question + 1)) {
    if (kGenDelims.find(c) != std::string_view::npos) {
      append_escape(c, out);
    } else {
      out += c;
    }
  }
  return out;
}

std::size_t find_from(std::string_view text, std::string_view piece, std::size_t from) {
  if (piece.empty()) return from;
  if (text.size() - from < piece.size()) return std::string_view::npos;
  // glibc's memmem is linear (two-way), which string_view::find is not.
  const auto* hit = memmem(text.data() + from, text.size() - from, piece.data(), piece.size());
  if (hit == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

// §2.2.3. The leftmost place of each piece between stars is as good as any other, so nothing is
// tried twice.
bool glob(std::string_view pattern, std::string_view text) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  const auto first_star = pattern.find('*');
  const auto prefix = pattern.substr(0, first_star);
  if (!text.starts_with(prefix)) return false;
  std::size_t at = prefix.size();
  if (first_star == std::string_view::npos) return !anchored || at == text.size();
  pattern.remove_prefix(first_star + 1);
  for (;;) {
    const auto star = pattern.find('*');
    const auto piece = pattern.substr(0, star);
    if (star == std::string_view::npos && anchored) {
      return text.size() - at >= piece.size() && text.ends_with(piece);
    }
    const auto place = find_from(text, piece, at);
    if (place == std::string_view::npos) return false;
    if (star == std::string_view::npos) return true;
    at = place + piece.size();
    pattern.remove_prefix(star + 1);
  }
}

}  // namespace

std::string normalise_pattern(std::string_view path) {
  const bool anchored = path.ends_with('$');
  if (anchored) path.remove_suffix(1);
  // A '$' elsewhere stands for itself, as "%24" does.
  auto pattern = normalise(path, "$");
  if (anchored) pattern += '$';
  return pattern;
}

Target::Target(std::string_view path_and_query)
    : plain_(normalise(path_and_query.substr(0, path_and_query.find('#')), "*$")) {
  if (plain_.empty() || plain_[0] != '/') plain_.insert(0, 1, '/');
  if (plain_.find('?') != std::string::npos) strict_ = with_strict_query(plain_);
}

bool Target::matches(std::string_view normal_pattern) const {
  if (glob(normal_pattern, plain_)) return true;
  if (strict_.empty() || normal_pattern.find('?') == std::string_view::npos) return false;
  return glob(with_strict_query(normal_pattern), strict_);
}

}  // namespace broadsheet::robots
