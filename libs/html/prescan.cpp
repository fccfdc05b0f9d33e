// SPDX-License-Identifier: Apache-2.0
// "Prescan a byte stream to determine its encoding" (13.2.3.2).
#include "html/prescan.h"

#include <algorithm>

#include "html/scan.h"
#include "html/tree_builder.h"
#include "text/encoding.h"

namespace broadsheet::html {
namespace {

std::string lowered(std::string_view text) {
  std::string copy(text);
  std::transform(copy.begin(), copy.end(), copy.begin(), scan::lower);
  return copy;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  for (std::size_t i = from; i + wanted.size() <= text.size(); ++i) {
    if (equals_ignoring_case(text.substr(i, wanted.size()), wanted)) return i;
  }
  return std::string_view::npos;
}

class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::string run() {
    while (at_ < bytes_.size()) {
      if (bytes_[at_] != '<') {
        at_ = std::min(bytes_.find('<', at_), bytes_.size());
        continue;
      }
      const char next = peek(1);
      if (bytes_.substr(at_).starts_with("<!--")) {
        // "<!-->" is whole: the two dashes may be those that it begins with.
        const std::size_t end = bytes_.find("-->", at_ + 2);
        if (end == std::string_view::npos) return {};
        at_ = end + 3;
      } else if (is_meta()) {
        at_ += 5;
        if (std::string encoding = meta(); !encoding.empty()) return encoding;
      } else if (scan::is_letter(next) || (next == '/' && scan::is_letter(peek(2)))) {
        while (at_ < bytes_.size() && !scan::is_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
        std::string name;
        std::string value;
        while (attribute(name, value)) {
        }
        ++at_;
      } else if (next == '!' || next == '/' || next == '?') {
        at_ = bytes_.find('>', at_);
        if (at_ == std::string_view::npos) return {};
        ++at_;
      } else {
        ++at_;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] char peek(std::size_t offset) const {
    return at_ + offset < bytes_.size() ? bytes_[at_ + offset] : '\0';
  }

  [[nodiscard]] bool is_meta() const {
    return equals_ignoring_case(bytes_.substr(at_, 5), "<meta") &&
           (scan::is_space(peek(5)) || peek(5) == '/');
  }

  // The attributes of a <meta>; the first of each name counts.
  std::string meta() {
    bool seen_equiv = false;
    bool seen_content = false;
    bool seen_charset = false;
    bool got_pragma = false;
    bool need_pragma = false;
    std::string charset;
    std::string name;
    std::string value;
    while (attribute(name, value)) {
      if (name == "http-equiv" && !seen_equiv) {
        seen_equiv = true;
        got_pragma = value == "content-type";
      } else if (name == "content" && !seen_content) {
        seen_content = true;
        if (!seen_charset && charset.empty()) {
          charset = text::encoding_name(charset_of(value));
          need_pragma = !charset.empty();
        }
      } else if (name == "charset" && !seen_charset) {
        seen_charset = true;
        charset = text::encoding_name(value);
        need_pragma = false;
      }
    }
    if (charset.empty() || (need_pragma && !got_pragma)) return {};
    // A page whose declaration could be read as ASCII is not in UTF-16.
    if (charset.starts_with("UTF-16")) return "UTF-8";
    return charset == "x-user-defined" ? "windows-1252" : charset;
  }

  // "Get an attribute"; both in lower case. False at the end of the tag or of the bytes.
  bool attribute(std::string& name, std::string& value) {
    name.clear();
    value.clear();
    while (at_ < bytes_.size() && (scan::is_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return false;
    std::size_t start = at_;
    const auto ends = [this](char c) {
      return scan::is_space(c) || c == '/' || c == '>' || c == '=';
    };
    if (bytes_[at_] == '=') ++at_;
    while (at_ < bytes_.size() && !ends(bytes_[at_])) ++at_;
    name = lowered(bytes_.substr(start, at_ - start));
    skip_spaces();
    if (peek(0) != '=') return at_ < bytes_.size();
    ++at_;
    skip_spaces();
    if (at_ >= bytes_.size()) return false;
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      start = at_ + 1;
      const std::size_t end = bytes_.find(quote, start);
      at_ = end == std::string_view::npos ? bytes_.size() : end + 1;
      value = lowered(bytes_.substr(start, end - start));
      return end != std::string_view::npos;
    }
    start = at_;
    while (at_ < bytes_.size() && !scan::is_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
    value = lowered(bytes_.substr(start, at_ - start));
    return at_ < bytes_.size();
  }

  void skip_spaces() {
    while (at_ < bytes_.size() && scan::is_space(bytes_[at_])) ++at_;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

// "Get an XML encoding": the encoding of an XML declaration at the very beginning, or empty.
std::string xml_encoding(std::string_view bytes) {
  constexpr std::string_view kName = "encoding";
  if (!bytes.starts_with("<?xml")) return {};
  const auto line = bytes.substr(0, bytes.find('>'));
  std::size_t at = line.find(kName);
  if (at == std::string_view::npos) return {};
  const auto skip = [&](auto is) {
    while (at < line.size() && is(line[at])) ++at;
  };
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  at += kName.size();
  skip(is_space);
  if (at >= line.size() || line[at] != '=') return {};
  ++at;
  skip(is_space);
  if (at >= line.size() || (line[at] != '"' && line[at] != '\'')) return {};
  const auto end = line.find(line[at], at + 1);
  if (end == std::string_view::npos) return {};
  std::string encoding = text::encoding_name(line.substr(at + 1, end - at - 1));
  return encoding.starts_with("UTF-16") ? "UTF-8" : encoding;
}

}  // namespace

std::string prescan_encoding(std::string_view bytes) {
  std::string encoding = Prescan(bytes).run();
  return encoding.empty() ? xml_encoding(bytes) : encoding;
}

// "Extracting a character encoding from a meta element" (4.2.5.4).
std::string_view charset_of(std::string_view content) {
  constexpr std::string_view kName = "charset";
  std::size_t at = 0;
  for (;;) {
    at = find_ignoring_case(content, kName, at);
    if (at == std::string_view::npos) return {};
    at += kName.size();
    while (at < content.size() && scan::is_space(content[at])) ++at;
    if (at < content.size() && content[at] == '=') break;
  }
  ++at;
  while (at < content.size() && scan::is_space(content[at])) ++at;
  if (at >= content.size()) return {};
  const char quote = content[at];
  if (quote == '"' || quote == '\'') {
    const std::size_t end = content.find(quote, at + 1);
    if (end == std::string_view::npos) return {};
    return content.substr(at + 1, end - at - 1);
  }
  const std::size_t start = at;
  while (at < content.size() && !scan::is_space(content[at]) && content[at] != ';') ++at;
  return content.substr(start, at - start);
}

}  // namespace broadsheet::html
