// SPDX-License-Identifier: Apache-2.0
// Values without quotes, quotes that nobody closed, names twice: as browsers forgive them.
#include "feed/xml_tag.h"

#include <algorithm>

#include "core/strings.h"

namespace broadsheet::feed {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kAttributesMax = 256;

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name(std::string_view text) {
  return feed::begins_name(text) && std::ranges::all_of(text, [](char c) {
           return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

std::string_view name_in(std::string_view text) {
  return text.substr(1, text.find_first_of(" \t\r\n/><", 1) - 1);
}

class TagReader {
 public:
  explicit TagReader(std::string_view text) : text_(text) {}

  std::optional<Tag> read() {
    tag_.name = name_in(text_);
    at_ = 1 + tag_.name.size();
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '>') {
        tag_.size = at_ + 1;
        return std::move(tag_);
      }
      if (c == '<') {  // It has no end, and here is the next one.
        tag_.is_odd = true;
        tag_.size = at_;
        return std::move(tag_);
      }
      if (kSpace.find(c) != std::string_view::npos || c == '/') {
        tag_.is_empty = text_.substr(at_).starts_with("/>");
        ++at_;
        continue;
      }
      read_attribute();
    }
    return std::nullopt;
  }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size()); }

  void read_attribute() {
    const auto end = std::min(text_.find_first_of(" \t\r\n/><=\"'", at_), text_.size());
    const auto name = text_.substr(at_, end - at_);
    at_ = end;
    if (name.empty()) {  // a quote or '=' where none belongs
      tag_.is_odd = true;
      ++at_;
      return;
    }
    skip_space();
    std::string_view value;
    if (text_.substr(at_).starts_with('=')) {
      ++at_;
      skip_space();
      value = read_value();
    } else {
      tag_.is_odd = true;
    }
    keep({name, value});
  }

  std::string_view read_value() {
    if (at_ >= text_.size()) return {};
    const char quote = text_[at_];
    if (quote == '"' || quote == '\'') {
      const auto value = text_.substr(at_ + 1, text_.find(quote, at_ + 1) - at_ - 1);
      if (is_closed(value)) {
        at_ += value.size() + 2;
        return value;
      }
      ++at_;
    }
    tag_.is_odd = true;
    auto value = text_.substr(at_, text_.find_first_of(" \t\r\n><", at_) - at_);
    at_ += value.size();
    if (value.ends_with('/') && text_.substr(at_).starts_with('>')) {
      tag_.is_empty = true;
      value.remove_suffix(1);
    }
    return value;
  }

  // A quote that nobody closed finds the one that opens a value of a later tag.
  [[nodiscard]] bool is_closed(std::string_view value) const {
    const bool found = at_ + 1 + value.size() < text_.size();
    return found && !(value.find('<') != std::string_view::npos && trim(value).ends_with('='));
  }

  void keep(const TagAttribute& attribute) {
    const bool known = std::ranges::any_of(
        tag_.attributes, [&](const auto& other) { return other.name == attribute.name; });
    if (known || !is_name(attribute.name) || tag_.attributes.size() >= kAttributesMax) {
      tag_.is_odd = true;
      return;
    }
    tag_.attributes.push_back(attribute);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Tag tag_;
};

}  // namespace

bool begins_name(std::string_view text) { return !text.empty() && begins_name(text[0]); }

bool has_name(std::string_view text) { return text.starts_with('<') && is_name(name_in(text)); }

std::optional<Tag> read_tag(std::string_view text) { return TagReader(text).read(); }

}  // namespace broadsheet::feed
