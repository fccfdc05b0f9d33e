// SPDX-License-Identifier: Apache-2.0
// The look-up key of a URL as web archives have made it since Heritrix: much is taken to be the
// same that need not be, so that a page is found under any of its spellings.
#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "core/encode.h"
#include "core/strings.h"
#include "url/url.h"
#include "warc/cdxj.h"

namespace broadsheet::warc {
namespace {

constexpr int kUnescapesMax = 16;  // of %252525…: each pass makes the text shorter

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// All escapes undone, those of escapes too; then what is not printable ASCII, and % and #, escaped.
std::string minimally_escaped(std::string text) {
  for (int i = 0; i < kUnescapesMax; ++i) {
    std::string plain = unescape(text);
    if (plain == text) break;
    text = std::move(plain);
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '%' || c == '#') {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out;
}

// Dot segments and empty ones gone; the last may be empty.
std::string plain_path(std::string_view path) {
  std::vector<std::string_view> kept;
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto segments = split(path, '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    if (segments[i] == "." || (segments[i].empty() && !last)) continue;
    if (segments[i] == "..") {
      if (!kept.empty()) kept.pop_back();
    } else {
      kept.push_back(segments[i]);
    }
  }
  std::string out;
  for (const std::string_view segment : kept) {
    out += '/';
    out += segment;
  }
  return out.empty() ? "/" : out;
}

// The session ids that ASP.NET puts into paths: "/(S(24 letters and digits))/page.aspx".
std::string without_path_session(std::string path) {
  constexpr std::size_t kIdBytes = 24;
  if (!icontains(path, ".aspx")) return path;
  for (std::size_t open = path.find("/("); open != std::string::npos;
       open = path.find("/(", open + 1)) {
    const std::size_t close = path.find(")/", open);
    if (close == std::string::npos) break;
    std::string_view inside(path.data() + open + 2, close - open - 2);
    if (inside.size() == kIdBytes + 3 && inside[1] == '(' && inside.back() == ')') {
      inside = inside.substr(2, kIdBytes);
    }
    if (inside.size() == kIdBytes && std::all_of(inside.begin(), inside.end(), is_alnum)) {
      path.erase(open, close + 1 - open);
      break;
    }
  }
  return path;
}

// "sid=" and 32 letters or digits, and its relatives, wherever in the query; lower case.
bool is_session(std::string_view parameter) {
  const auto has_id = [&](std::string_view name, std::size_t size) {
    const std::size_t at = parameter.rfind(name);
    if (at == std::string_view::npos) return false;
    const std::string_view id = parameter.substr(at + name.size());
    return at == 0 && id.size() == size && std::all_of(id.begin(), id.end(), is_alnum);
  };
  if (has_id("jsessionid=", 32) || has_id("phpsessid=", 32) || has_id("sid=", 32)) return true;
  constexpr std::string_view kAsp = "aspsessionid";
  return parameter.starts_with(kAsp) && parameter.size() == kAsp.size() + 8 + 1 + 24 &&
         parameter[kAsp.size() + 8] == '=';
}

std::string plain_query(std::string_view query) {
  const std::string lower = ascii_lower(query);
  const auto parameters = split(lower, '&');
  std::vector<std::pair<std::string_view, std::string_view>> kept;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string_view parameter = parameters[i];
    // ColdFusion's come as a pair.
    if (parameter.starts_with("cfid=") && i + 1 < parameters.size() &&
        parameters[i + 1].starts_with("cftoken=")) {
      ++i;
      continue;
    }
    if (is_session(parameter)) continue;
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    kept.emplace_back(parameter.substr(0, equals), parameter.substr(equals));
  }
  std::sort(kept.begin(), kept.end());
  std::string out;
  for (const auto& [name, value] : kept) {
    if (&kept.front().first != &name) out += '&';
    out += name;
    out += value;
  }
  return out;
}

std::string plain_host(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(1, host.size() - 2));
  if (host.starts_with("www")) {
    const std::size_t digits = host.find_first_not_of("0123456789", 3);
    if (digits != std::string_view::npos && host[digits] == '.') host.remove_prefix(digits + 1);
  }
  while (host.ends_with('.')) host.remove_suffix(1);
  auto labels = split(host, '.');
  std::reverse(labels.begin(), labels.end());
  std::string out;
  for (const std::string_view label : labels) {
    if (!out.empty()) out += ',';
    out += label;
  }
  return out;
}

}  // namespace

std::string cdx_key(std::string_view text) {
  const auto url = url::Url::parse(text);
  if (!url || !url->is_http()) {
    std::string key = minimally_escaped(ascii_lower(trim(text)));
    return key.empty() ? "-" : key;
  }
  std::string key = plain_host(url->host());
  if (url->has_explicit_port()) key += ":" + std::to_string(url->port());
  key += ')';
  std::string path =
      without_path_session(plain_path(ascii_lower(minimally_escaped(std::string(url->path())))));
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  key += path;
  const std::string query = plain_query(minimally_escaped(std::string(url->query())));
  if (!query.empty()) key += "?" + query;
  return key;
}

}  // namespace broadsheet::warc
