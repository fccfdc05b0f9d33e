// SPDX-License-Identifier: Apache-2.0
// Crawlers that dress up as browsers name themselves in a comment, behind "compatible;", or behind
// the browser's own products.
#include "robots/product_token.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/strings.h"

namespace broadsheet::robots {

namespace {

// Products of browsers: everybody claims them, and no robots.txt means us by them.
constexpr std::array<std::string_view, 16> kBrowsers = {
    "mozilla", "applewebkit", "webkit", "khtml",   "gecko", "chrome", "chromium", "headlesschrome",
    "crios",   "safari",      "mobile", "version", "opera", "presto", "firefox",  "edg"};

bool is_browser(std::string_view name) {
  return std::ranges::any_of(kBrowsers, [name](auto browser) { return iequals(name, browser); });
}

// "AcmeBot/2.1" → "AcmeBot"
std::string_view name_of(std::string_view product) {
  return trim(product.substr(0, product.find('/')));
}

// "AcmeBot/2.1" in "compatible; AcmeBot/2.1; +https://acme.example", and in "AcmeBot/2.1;
// +https://acme.example": who says where to ask is nobody's browser.
std::optional<std::string_view> crawler_in(std::string_view comment) {
  std::optional<std::string_view> named;
  bool compatible = false;
  for (const auto part : split(comment, ';')) {
    const auto item = trim(part);
    const auto first = item.substr(0, item.find(' '));
    if (istarts_with(item, "+") || istarts_with(item, "http")) return named;
    const bool browser = istarts_with(item, "MSIE") || is_browser(name_of(first));
    if (compatible && !item.empty()) return browser ? std::nullopt : std::optional(first);
    compatible = compatible || iequals(item, "compatible");
    const bool product = first == item && item.find('/') != std::string_view::npos;
    if (!named && product && !browser) named = item;
  }
  return std::nullopt;
}

// A User-Agent in its parts (RFC 9110 §10.1.5).
struct Parts {
  std::optional<std::string_view> crawler;  // in its comments
  std::optional<std::string_view> product;  // the first that is no browser's
};

Parts parts_of(std::string_view agent) {
  Parts parts;
  while (!agent.empty()) {
    if (agent.front() == '(') {
      std::size_t size = 0;
      int depth = 0;
      do {
        if (agent[size] == '(') ++depth;
        if (agent[size] == ')') --depth;
      } while (++size < agent.size() && depth > 0);
      if (!parts.crawler) parts.crawler = crawler_in(agent.substr(1, size - 1 - (depth == 0)));
      agent.remove_prefix(size);
      continue;
    }
    const auto word = agent.substr(0, agent.find_first_of(" \t("));
    if (!word.empty() && !parts.product && !is_browser(name_of(word))) parts.product = word;
    agent.remove_prefix(std::max<std::size_t>(word.size(), 1));
  }
  return parts;
}

}  // namespace

bool is_product_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
}

Result<std::string> product_token_of(std::string_view user_agent) {
  const bool dressed_up = is_browser(name_of(user_agent.substr(0, user_agent.find_first_of(" ("))));
  const Parts parts = parts_of(user_agent);
  const auto product = dressed_up && parts.crawler ? parts.crawler : parts.product;
  if (!product) {
    return bad_input("\"" + std::string(user_agent) + "\" names no crawler, only browsers",
                     "the User-Agent", "name yours: \"AcmeBot/1.0 (+https://acme.example)\"");
  }
  const auto name = name_of(*product);
  if (!is_product_token(name)) {
    return bad_input("\"" + std::string(name) + "\" is no name that robots.txt can say",
                     "the User-Agent", "its letters, - and _ alone can be a product token");
  }
  return std::string(name);
}

}  // namespace broadsheet::robots
