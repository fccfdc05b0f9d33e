// SPDX-License-Identifier: Apache-2.0
// A URL's parts, and how they become one. Inside url/ only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "url/url.h"

namespace broadsheet::url {

// The URL record of the standard (§4.1). `path` is the serialised path: "/a/b", or an opaque one.
struct Parts {
  std::string scheme;
  std::string username;
  std::string password;
  std::optional<std::string> host;
  int port = -1;
  std::string path;
  bool opaque = false;
  std::optional<std::string> query;
  std::optional<std::string> fragment;
};

// The only way a Url is made.
struct UrlParser {
  static Result<Url> parse(std::string_view input, const Url* base);
  static Parts take_apart(const Url& url);
  // `parts` must be valid: nothing is checked or encoded.
  static Url assemble(const Parts& parts);
};

bool is_special_scheme(std::string_view scheme);
// -1: the scheme has none.
int default_port(std::string_view scheme);

}  // namespace broadsheet::url
