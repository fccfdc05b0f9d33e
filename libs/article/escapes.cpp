// SPDX-License-Identifier: Apache-2.0
// One pass over each; what is no reference and no tag is left as it is.
#include "article/escapes.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace broadsheet::article {

namespace {

void add_utf8(std::uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr std::uint32_t kLead[] = {0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(kLead[more] | (c >> (6 * more)));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3f));
}

// "#8217" or "#x2019"; 0 if it is none of a character that text may hold.
std::uint32_t numbered(std::string_view name) {
  if (name.size() < 2 || name.front() != '#') return 0;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  name.remove_prefix(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size()) return 0;
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  return value < 0x20 || value > 0x10ffff || surrogate ? 0 : value;
}

}  // namespace

std::string without_entities(std::string text) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},   {"rsquo", "’"},  {"lsquo", "‘"},
      {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},  {"laquo", "«"},  {"raquo", "»"},
      {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"lt", "<"},     {"gt", ">"},
      {"amp", "&"},    {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},
      {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"szlig", "ß"},  {"eacute", "é"}, {"egrave", "è"},
      {"agrave", "à"}, {"ccedil", "ç"}, {"aacute", "á"}, {"iacute", "í"}, {"oacute", "ó"},
      {"uacute", "ú"}, {"ntilde", "ñ"}, {"aring", "å"},  {"oslash", "ø"}, {"acirc", "â"},
      {"ecirc", "ê"},  {"icirc", "î"},  {"ocirc", "ô"},  {"atilde", "ã"}, {"otilde", "õ"},
      {"aelig", "æ"},  {"Eacute", "É"}, {"Aring", "Å"},  {"Oslash", "Ø"}, {"shy", ""},
      {"euro", "€"}};
  constexpr std::size_t kLongest = 8;
  if (text.find('&') == std::string::npos) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = text[at] == '&' ? text.find(';', at) : std::string::npos;
    if (end == std::string::npos || end - at > kLongest) {
      out += text[at];
      continue;
    }
    const auto name = std::string_view(text).substr(at + 1, end - at - 1);
    const auto* found = std::ranges::find(kNames, name, [](auto& one) { return one.first; });
    const auto number = numbered(name);
    if (found == std::end(kNames) && number == 0) {
      out += text[at];
      continue;
    }
    if (found != std::end(kNames)) {
      out += found->second;
    } else {
      add_utf8(number, out);
    }
    at = end;
  }
  return out;
}

std::string without_tags(std::string text) {
  constexpr std::size_t kTagBytesMax = 300;
  std::string out;
  std::size_t at = 0;
  for (std::size_t tag = text.find('<'); tag != std::string::npos; tag = text.find('<', tag + 1)) {
    const bool closes = tag + 1 < text.size() && text[tag + 1] == '/';
    const std::size_t begin = tag + (closes ? 2 : 1);
    std::size_t end = begin;
    while (end < text.size() && (text[end] | 0x20) >= 'a' && (text[end] | 0x20) <= 'z') ++end;
    const auto close = text.find('>', end);
    if (end == begin || close == std::string::npos || close - tag > kTagBytesMax) continue;
    // What is never closed is what the text speaks of: "30 years of <br> tags".
    if (text.find("</" + text.substr(begin, end - begin) + ">") == std::string::npos) continue;
    out.append(text, at, tag - at);
    at = close + 1;
    tag = close;
  }
  return at == 0 ? text : out.append(text, at);
}

}  // namespace broadsheet::article
