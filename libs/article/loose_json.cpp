// SPDX-License-Identifier: Apache-2.0
// From what is likeliest wrong to what is rarely wrong; each repair is tried only where all before
// it did not do.
#include "article/loose_json.h"

#include <string>
#include <utility>

#include "article/escapes.h"
#include "core/strings.h"

namespace broadsheet::article {

namespace {

JsonLimits lenient() {
  JsonLimits limits;
  limits.lenient = true;
  return limits;
}

std::string_view unwrapped(std::string_view body) {
  body = trim(body);
  for (const std::string_view wrapper : {"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["}) {
    if (body.starts_with(wrapper)) body.remove_prefix(wrapper.size());
  }
  while (!body.empty() && body.back() != '}' && body.back() != ']') body.remove_suffix(1);
  if (body.ends_with("]]")) body.remove_suffix(2);
  return body;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Whether a quote at `at` may end a string: a comma, a colon or a bracket follows.
bool may_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && is_space(text[at]);) ++at;
  return at >= text.size() || std::string_view(",:}]").find(text[at]) != std::string_view::npos;
}

// Raw line ends and tabs inside strings are the commonest mistake, quotes and strange escapes the
// next.
std::string repaired(std::string_view script, bool quotes) {
  std::string out;
  out.reserve(script.size() + script.size() / 16);
  bool in_string = false;
  for (std::size_t at = 0; at < script.size(); ++at) {
    const char c = script[at];
    if (!in_string) {
      in_string = c == '"';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += ' ';
    } else if (c == '\\') {
      const char next = at + 1 < script.size() ? script[at + 1] : ' ';
      if (std::string_view("\"\\/bfnrtu").find(next) == std::string_view::npos) continue;
      out += c;
      out += next;
      ++at;
    } else if (c == '"' && quotes && !may_end(script, at)) {
      out += "\\\"";
    } else {
      in_string = c != '"';
      out += c;
    }
  }
  return out;
}

// "{…} {…}" → "[{…},{…}]".
std::string as_list(std::string_view values) {
  std::string out = "[";
  for (std::size_t at = 0; at < values.size(); ++at) {
    out += values[at];
    if (values[at] != '}' && values[at] != ']') continue;
    std::size_t next = at + 1;
    while (next < values.size() && (is_space(values[next]) || values[next] == ';')) ++next;
    if (next < values.size() && (values[next] == '{' || values[next] == '[')) {
      out += ',';
      at = next - 1;
    }
  }
  return out + "]";
}

// The string that begins at the first quote behind `at`, up to the next quote.
std::string string_behind(std::string_view text, std::size_t at) {
  constexpr std::size_t kGapMax = 40;
  constexpr std::size_t kLongest = 1000;
  const auto begin = text.find('"', at);
  if (begin == std::string_view::npos || begin - at > kGapMax) return {};
  std::string out;
  for (std::size_t i = begin + 1; i < text.size() && out.size() < kLongest; ++i) {
    if (text[i] == '"' && may_end(text, i)) return out;
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] != 'u') ++i;
    out += static_cast<unsigned char>(text[i]) < 0x20 ? ' ' : text[i];
  }
  return {};
}

// The value of the first member of that name that is a string.
std::string member(std::string_view text, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\"";
  for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    std::size_t colon = at + key.size();
    while (colon < text.size() && is_space(text[colon])) ++colon;
    if (colon >= text.size() || text[colon] != ':') continue;
    for (++colon; colon < text.size() && is_space(text[colon]);) ++colon;
    if (colon < text.size() && text[colon] == '"') return string_behind(text, colon);
  }
  return {};
}

}  // namespace

std::optional<Json> read_loose_json(std::string_view script) {
  const std::string_view body = unwrapped(script);
  if (auto json = parse_json(body, lenient())) return *std::move(json);
  std::string mended = repaired(body, false);
  if (auto json = parse_json(mended, lenient())) return *std::move(json);
  if (auto json = parse_json(as_list(mended), lenient())) return *std::move(json);
  mended = repaired(body, true);
  if (auto json = parse_json(mended, lenient())) return *std::move(json);
  if (body.find("&quot;") == std::string_view::npos) return std::nullopt;
  if (auto json = parse_json(without_entities(std::string(body)), lenient()))
    return *std::move(json);
  return std::nullopt;
}

Json salvage_article(std::string_view script) {
  constexpr std::size_t kAuthorBytesMax = 400;
  Json out;
  for (const char* name : {"headline", "datePublished", "dateModified", "description"}) {
    if (auto value = member(script, name); !value.empty()) out.set(name, Json(std::move(value)));
  }
  const auto author = script.find("\"author\"");
  if (author == std::string_view::npos) return out;
  const auto part = script.substr(author, kAuthorBytesMax);
  std::string name = member(part, "author");
  if (name.empty()) name = member(part, "name");
  if (!name.empty()) out.set("author", Json(std::move(name)));
  return out;
}

}  // namespace broadsheet::article
