// SPDX-License-Identifier: Apache-2.0
// Pages of links, and the pages of a site that are neither links nor articles.
#include <algorithm>
#include <charconv>

#include "core/encode.h"
#include "core/strings.h"
#include "newsroom/dates.h"
#include "newsroom/layouts/layouts.h"
#include "newsroom/replies.h"

namespace broadsheet::newsroom {
namespace {

constexpr std::size_t kItemsPerPage = 12;

std::size_t number_or(std::string_view text, std::size_t fallback) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : fallback;
}

// Takes "page/2/" off the end of a WordPress path.
std::size_t take_page(std::string& path) {
  const auto at = path.rfind("page/");
  if (at == std::string::npos || path.back() != '/') return 1;
  const auto page = number_or(std::string_view(path).substr(at + 5, path.size() - at - 6), 0);
  if (page == 0) return 1;
  path.resize(at);
  return page;
}

using Keep = std::function<bool(const Piece&)>;

std::optional<Hub> hub_of(const Page& page, std::string title, const std::string& path,
                          std::size_t number, const Keep& keep) {
  Hub hub{.title = std::move(title), .path = path, .front = path == "/"};
  for (const auto* piece : page.catalogue.on_site(page.outlet, page.now, hub.front)) {
    if (keep(*piece)) hub.items.push_back(piece);
  }
  hub.pages = std::max<std::size_t>(1, (hub.items.size() + kItemsPerPage - 1) / kItemsPerPage);
  if (number > hub.pages) return std::nullopt;
  hub.page = number;
  const auto first = hub.items.begin() + static_cast<std::ptrdiff_t>((number - 1) * kItemsPerPage);
  const auto left = static_cast<std::size_t>(hub.items.end() - first);
  hub.items = {first, first + static_cast<std::ptrdiff_t>(std::min(kItemsPerPage, left))};
  return hub;
}

// "/2026/03/": the month of a WordPress archive.
bool is_month(std::string_view path) {
  return path.size() == 9 && path[0] == '/' && path[5] == '/' && path[8] == '/' &&
         std::all_of(path.begin(), path.end(),
                     [](char c) { return c == '/' || (c >= '0' && c <= '9'); });
}

std::string pixel() {
  // A valid PNG of one grey pixel.
  static const auto kBytes = from_hex(
      "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636800"
      "000082008177cd72b60000000049454e44ae426082");
  return *kBytes;
}

Reply static_page(const Page& page, std::string_view title) {
  const auto html = filled(R"(<!DOCTYPE html>
<html {{attributes}}><head><meta charset="utf-8"><title>{{title}} - {{site}}</title></head>
<body><header><a href="{{home}}">{{site}}</a></header><main><h1>{{title}}</h1><p>{{text}}</p></main></body></html>
)",
                           {{"attributes", page.html_attributes()},
                            {"title", title},
                            {"site", escaped(page.outlet.name)},
                            {"home", page.url("/")},
                            {"text", page.labels().cookie_text}});
  return html_reply(page, 200,
                    page.outlet.layout == Layout::kTables ? to_windows_1252(html) : html);
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

std::optional<Hub> hub_at(const Page& page, const Asked& asked) {
  auto path = asked.path;
  auto number = number_or(asked.parameter("page"), 1);
  if (page.outlet.layout == Layout::kWordPress) number = take_page(path);
  const auto all = [](const Piece&) { return true; };
  if (path == "/") return hub_of(page, std::string(page.labels().home), path, number, all);
  const auto& lang = page.language();
  for (std::size_t i = 0; i < lang.sections.size(); ++i) {
    if (path != page.section_path(i)) continue;
    return hub_of(page, std::string(lang.sections[i].name), path, number,
                  [&](const Piece& piece) { return lang.topics[piece.topic].section == i; });
  }
  for (std::size_t i = 0; i < lang.topics.size(); ++i) {
    if (path != page.tag_path(i)) continue;
    return hub_of(page, std::string(lang.topics[i].keyword), path, number,
                  [&](const Piece& piece) { return piece.topic == i; });
  }
  if (page.outlet.layout == Layout::kWordPress && is_month(path)) {
    return hub_of(page, path.substr(1, 7), path, number, [&](const Piece& piece) {
      return path_date(piece.published, page.outlet.offset_minutes).substr(0, 7) ==
             path.substr(1, 7);
    });
  }
  return std::nullopt;
}

std::optional<Reply> fixture_at(const Page& page, const Asked& asked) {
  const std::string_view path = asked.path;
  if (ends_with(path, ".png") || ends_with(path, ".gif") || path == "/favicon.ico") {
    return Reply::with(200, "image/png", pixel());
  }
  if (ends_with(path, ".css")) return Reply::with(200, "text/css", "body{margin:0}\n");
  if (ends_with(path, ".js")) return Reply::with(200, "text/javascript", "void 0;\n");
  if (starts_with(path, "/wp-json/"))
    return Reply::with(200, "application/json; charset=UTF-8", "{\"namespaces\":[\"oembed/1.0\"]}");
  if (starts_with(path, "/contact")) return static_page(page, page.labels().contact);
  if (starts_with(path, "/privacy")) return static_page(page, page.labels().privacy);
  if (starts_with(path, "/about") || starts_with(path, "/author/") ||
      starts_with(path, "/authors/")) {
    return static_page(page, page.labels().contact);
  }
  if (starts_with(path, "/search") || starts_with(path, "/account/") ||
      starts_with(path, "/newsletter")) {
    return static_page(page, page.labels().search);
  }
  return std::nullopt;
}

}  // namespace broadsheet::newsroom
