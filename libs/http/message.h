// SPDX-License-Identifier: Apache-2.0
// What client and server have in common: header fields in their order, and reason phrases.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::http {

struct Header {
  std::string name = {};
  std::string value = {};

  bool operator==(const Header&) const = default;
};

// Header fields in the order and the spelling in which they came; names compare without case.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Header> fields) : fields_(fields) {}

  void add(std::string_view name, std::string_view value);
  void add(Header field) { fields_.push_back(std::move(field)); }
  // The one field of this name from now on; it keeps the first one's place.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);

  [[nodiscard]] bool has(std::string_view name) const;
  // The first field of this name; empty if there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  // All fields of this name as one list, joined by ", " (RFC 9110 §5.3). Not for Set-Cookie.
  [[nodiscard]] std::string joined(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;

  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }
  bool operator==(const Headers&) const = default;

 private:
  std::vector<Header> fields_;
};

// A token of RFC 9110 §5.6.2.
bool is_header_name(std::string_view name);
// No CR, LF or NUL: what cannot smuggle a second field.
bool is_header_value(std::string_view value);

// RFC 9110 §15: 404 → "Not Found"; empty for what is not registered.
std::string_view reason_phrase(int status);

// That Location names where to ask instead (RFC 9110 §15.4): 301, 302, 303, 307, 308.
bool is_redirect(int status);

}  // namespace broadsheet::http
