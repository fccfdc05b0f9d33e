// SPDX-License-Identifier: Apache-2.0
// From the markup that feeds carry to what a reader sees.
#include "feed/plain_text.h"

#include <algorithm>
#include <array>

#include "core/strings.h"
#include "feed/entities.h"
#include "text/unicode.h"

namespace broadsheet::feed {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string resolve_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto plain = text.substr(0, text.find('&'));
    out += plain;
    text.remove_prefix(plain.size());
    if (text.empty()) break;
    const auto reference = reference_at(text);
    if (reference.size == 0) {
      out += '&';
      text.remove_prefix(1);
    } else {
      append_utf8(reference.code_point, out);
      text.remove_prefix(reference.size);
    }
  }
  return out;
}

std::string_view tag_name(std::string_view after_bracket) {
  if (after_bracket.starts_with('/')) after_bracket.remove_prefix(1);
  if (after_bracket.empty() || !is_letter(after_bracket[0])) return {};  // "<3"
  std::size_t size = 0;
  while (size < after_bracket.size() &&
         (is_letter(after_bracket[size]) ||
          (after_bracket[size] >= '0' && after_bracket[size] <= '9'))) {
    ++size;
  }
  return after_bracket.substr(0, size);
}

// Where the tag that starts `text` ends, quotes respected; npos: nowhere.
std::size_t end_of_tag(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if ((text[i] == '"' || text[i] == '\'') && text[i - 1] == '=') {
      quote = text[i];
    } else if (text[i] == '>') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// Where the content of a <script> or <style> that starts `text` is over.
std::size_t end_of_raw(std::string_view text, std::string_view name) {
  const auto closing = "</" + std::string(name);
  for (auto at = text.find("</"); at != std::string_view::npos; at = text.find("</", at + 2)) {
    if (istarts_with(text.substr(at), closing)) return at;
  }
  return text.size();
}

std::string strip_markup(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  while (!html.empty()) {
    const auto plain = html.substr(0, html.find('<'));
    out += plain;
    html.remove_prefix(plain.size());
    if (html.empty()) break;
    if (html.starts_with("<!--")) {
      const auto end = html.find("-->", 4);
      html = end == std::string_view::npos ? std::string_view() : html.substr(end + 3);
      continue;
    }
    const auto after = html.substr(1);
    const auto name = tag_name(after);
    const bool is_tag = !name.empty() || after.starts_with('!') || after.starts_with('?');
    const auto end = is_tag ? end_of_tag(html) : std::string_view::npos;
    if (!is_tag || (end == std::string_view::npos && name.empty())) {
      out += '<';
      html.remove_prefix(1);
      continue;
    }
    if (end == std::string_view::npos) break;  // cut in the middle of a tag
    const bool opens = !after.starts_with('/');
    html.remove_prefix(end);
    if (opens && (iequals(name, "script") || iequals(name, "style"))) {
      html.remove_prefix(end_of_raw(html, name));
    }
    if (breaks_words(name)) out += ' ';
  }
  return out;
}

std::string tidy(std::string_view text, std::size_t bytes_max) {
  return text::shorten(text::normalise(text), bytes_max);
}

}  // namespace

bool breaks_words(std::string_view element) {
  constexpr std::array<std::string_view, 30> kBlocks = {
      "address", "article",    "aside",  "blockquote", "br",  "dd", "div", "dl",
      "dt",      "figcaption", "figure", "footer",     "h1",  "h2", "h3",  "h4",
      "h5",      "h6",         "header", "hr",         "img", "li", "ol",  "p",
      "pre",     "section",    "table",  "td",         "tr",  "ul"};
  return std::any_of(kBlocks.begin(), kBlocks.end(),
                     [element](std::string_view block) { return iequals(element, block); });
}

std::string plain_from_html(std::string_view html, std::size_t bytes_max) {
  auto text = html.find('<') == std::string_view::npos ? std::string(html) : strip_markup(html);
  if (text.find('&') != std::string::npos) text = resolve_references(text);
  return plain_from_text(text, bytes_max);
}

std::string plain_from_text(std::string_view text, std::size_t bytes_max) {
  if (text.find('&') == std::string_view::npos) return tidy(text, bytes_max);
  return tidy(resolve_references(text), bytes_max);
}

}  // namespace broadsheet::feed
