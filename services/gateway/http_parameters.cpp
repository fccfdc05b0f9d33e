// SPDX-License-Identifier: Apache-2.0
// Reads application/x-www-form-urlencoded (WHATWG URL §5.1), strictly.
#include "gateway/http_parameters.h"

#include <algorithm>
#include <charconv>

#include "core/encode.h"
#include "core/strings.h"
#include "text/unicode.h"
#include "url/host_name.h"

namespace broadsheet::gateway {

namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

std::string list_of(std::initializer_list<std::string_view> names) {
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

// What is foreign is shown short.
std::string shown(std::string_view name) {
  constexpr std::size_t kShownBytesMax = 64;
  return name.empty() ? "query" : text::shorten(name, kShownBytesMax);
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return bad_input("'%' without two hexadecimal digits", "",
                         "write a percent sign itself as %25");
      }
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return out;
}

Result<Parameters> Parameters::parse(std::string_view query,
                                     std::initializer_list<std::string_view> known,
                                     std::initializer_list<std::string_view> lists) {
  Parameters parameters;
  for (const auto part : split(query, '&')) {
    if (part.empty()) continue;
    const auto equals = std::min(part.find('='), part.size());
    auto name = percent_decode(part.substr(0, equals), true);
    if (!name) return bad_input(name.fault().what, "query", name.fault().remedy);
    if (!text::is_valid_utf8(*name)) return bad_input("a name that is no UTF-8", "query");
    const bool repeats = is_among(*name, lists);
    if (!repeats && !is_among(*name, known)) {
      return bad_input(
          "there is no parameter '" + shown(*name) + "' here", shown(*name),
          "the parameters are " + list_of(known) + (lists.size() > 0 ? ", " : "") + list_of(lists));
    }
    auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true);
    if (!value) return bad_input(value.fault().what, *name, value.fault().remedy);
    if (value->empty()) continue;
    const std::size_t bytes_max = *name == "page_token" ? kTokenBytesMax : kValueBytesMax;
    if (value->size() > bytes_max) {
      return bad_input("the value has " + std::to_string(value->size()) + " bytes", *name,
                       "a value has at most " + std::to_string(bytes_max) + " bytes");
    }
    if (!text::is_valid_utf8(*value) || value->find('\0') != std::string::npos) {
      return bad_input("the value is no UTF-8 text", *name);
    }
    if (!repeats && parameters.has(*name)) return bad_input("given twice", *name);
    parameters.values_.emplace_back(*std::move(name), *std::move(value));
    if (parameters.values_.size() > kCountMax) return bad_input("too many parameters", "query");
  }
  return parameters;
}

const std::string& Parameters::get(std::string_view name) const {
  static const std::string kNone;
  const auto found = std::ranges::find(values_, name, &std::pair<std::string, std::string>::first);
  return found == values_.end() ? kNone : found->second;
}

std::vector<std::string> Parameters::list(std::string_view name) const {
  std::vector<std::string> all;
  for (const auto& [own, value] : values_) {
    if (own != name) continue;
    for (const auto part : split(value, ',')) {
      if (!trim(part).empty()) all.emplace_back(trim(part));
    }
  }
  return all;
}

std::string Parameters::fingerprint(std::initializer_list<std::string_view> without) const {
  auto sorted = values_;
  std::ranges::sort(sorted);
  std::string bytes;
  for (const auto& [name, value] : sorted) {
    if (is_among(name, without)) continue;
    bytes += big_endian(name.size()) + name + big_endian(value.size()) + value;
  }
  return bytes;
}

Result<std::optional<Time>> Parameters::time(std::string_view name) const {
  if (!has(name)) return std::optional<Time>();
  const auto time = parse_time(get(name));
  if (!time) {
    return bad_input(time.fault().what, std::string(name),
                     "write it as in 2026-11-22 or 2026-11-22T10:00:00Z");
  }
  return std::optional<Time>(*time);
}

Result<rpc::TimeRange> Parameters::range(std::string_view from, std::string_view to) const {
  constexpr std::size_t kDayChars = 10;
  rpc::TimeRange range;
  TRY_LET(begin, time(from));
  TRY_LET(end, time(to));
  range.from = begin;
  range.until = end;
  if (end && get(to).size() == kDayChars) *range.until += std::chrono::days(1);
  if (range.from && range.until && *range.until < *range.from) {
    return bad_input("ends before it starts", std::string(to));
  }
  return range;
}

Result<int> Parameters::number(std::string_view name, int fallback, int least, int most) const {
  if (!has(name)) return fallback;
  const auto number = parse_number<int>(get(name));
  if (!number || *number < least || *number > most) {
    return bad_input("not a number from " + std::to_string(least) + " to " + std::to_string(most),
                     std::string(name));
  }
  return *number;
}

Result<double> Parameters::share(std::string_view name, double fallback) const {
  if (!has(name)) return fallback;
  const auto number = parse_number<double>(get(name));
  if (!number || !(*number >= 0 && *number <= 1)) {
    return bad_input("not between 0 and 1", std::string(name));
  }
  return *number;
}

Result<url::Url> Parameters::url(std::string_view name) const {
  if (!has(name)) return bad_input("a URL is missing", std::string(name));
  return parse_page_url(get(name), name);
}

Result<std::string> Parameters::host(std::string_view name) const {
  if (!has(name)) return std::string();
  auto host = url::host_and_port(get(name));
  if (host) return *std::move(host);
  return bad_input("not a host name", std::string(name), "write it as in www.example.com");
}

Result<std::size_t> Parameters::choice(std::string_view name,
                                       std::initializer_list<std::string_view> words) const {
  if (!has(name)) return std::size_t{0};
  const auto* found = std::ranges::find(words, get(name));
  if (found == words.end()) {
    return bad_input("'" + shown(get(name)) + "' is none of its values", std::string(name),
                     "it is one of " + list_of(words));
  }
  return static_cast<std::size_t>(found - words.begin());
}

Result<url::Url> parse_page_url(std::string_view text, std::string_view where) {
  auto url = url::Url::parse(text);
  const bool bare = text.find("://") == text.npos && text.find('.') != text.npos;
  if ((!url || !url->is_http()) && bare) url = url::Url::parse("https://" + std::string(text));
  if (!url) return bad_input(url.fault().what, std::string(where), url.fault().remedy);
  if (!url->is_http()) {
    return bad_input("only http and https URLs are archived", std::string(where));
  }
  return url->bare();
}

}  // namespace broadsheet::gateway
