// SPDX-License-Identifier: Apache-2.0
// HTML in which foreign text cannot become markup. Inside the gateway only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"
#include "text/diff.h"

namespace broadsheet::gateway {

// Built from our own markup, which is always a literal, and text, which is always escaped.
class Html {
 public:
  template <std::size_t size>
  Html& markup(const char (&literal)[size]) {
    out_.append(literal, size - 1);
    return *this;
  }
  Html& text(std::string_view foreign);  // also for attribute values in double quotes
  Html& add(const Html& other) {
    out_ += other.out_;
    return *this;
  }
  // <a href="…">text</a>; a link that is neither http(s) nor a path of ours ("/…") is only text.
  Html& link(std::string_view href, std::string_view label);

  [[nodiscard]] const std::string& str() const { return out_; }

 private:
  std::string out_;
};

// <ins> and <del> around what changed.
void add_spans(Html& html, const std::vector<text::DiffSpan>& spans);

// The whole page: head, style, a search box with `query` in it, and `body`.
http::ServerResponse html_page(int status, std::string_view title, std::string_view query,
                               const Html& body);

}  // namespace broadsheet::gateway
