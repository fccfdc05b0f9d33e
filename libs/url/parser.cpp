// SPDX-License-Identifier: Apache-2.0
// The URL Standard's basic URL parser (§4.4), its states as functions that go forward through the
// input.
#include "url/parser.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/strings.h"
#include "url/encoding.h"
#include "url/host.h"

namespace broadsheet::url {

namespace {

constexpr std::size_t kUrlBytesMax = 64
                                     << 10;  // No page has a longer address; a bound all the same.
constexpr std::size_t kExcerptMax = 120;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool starts_with_drive_letter(std::string_view text) {
  return text.size() >= 2 && is_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

bool is_single_dot(std::string_view segment) { return segment == "." || iequals(segment, "%2e"); }

bool is_double_dot(std::string_view segment) {
  return segment == ".." || iequals(segment, ".%2e") || iequals(segment, "%2e.") ||
         iequals(segment, "%2e%2e");
}

// Controls and spaces at the ends, tabs and line ends anywhere are not there (§4.4, steps 1 to 3).
std::string clean(std::string_view input) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!input.empty() && is_edge(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_edge(input.back())) input.remove_suffix(1);
  auto text = is_ascii(input) ? std::string(input) : repair_utf8(input);
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return text;
}

class Parser {
 public:
  Parser(std::string_view input, const Url* base) : in_(input), has_base_(base != nullptr) {
    if (base != nullptr) base_ = UrlParser::take_apart(*base);
  }

  Result<void> run() { return take_scheme() ? after_scheme() : no_scheme(); }

  Parts take() { return std::move(out_); }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= in_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : in_[at_]; }
  [[nodiscard]] bool sees(char c) const { return !at_end() && in_[at_] == c; }
  [[nodiscard]] std::string_view rest() const { return in_.substr(at_); }
  [[nodiscard]] bool special() const { return is_special_scheme(out_.scheme); }
  [[nodiscard]] bool sees_slash() const { return sees('/') || (special() && sees('\\')); }
  // Where the authority or path segment that begins here ends.
  [[nodiscard]] std::size_t find_end(std::string_view delimiters) const {
    return std::min(in_.find_first_of(delimiters, at_), in_.size());
  }

  bool take_scheme() {
    if (at_end() || !is_alpha(peek())) return false;
    const auto colon = in_.find(':');
    if (colon == std::string_view::npos) return false;
    const auto name = in_.substr(0, colon);
    const auto is_scheme_char = [](char c) {
      return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    };
    if (!std::all_of(name.begin(), name.end(), is_scheme_char)) return false;
    out_.scheme = ascii_lower(name);
    at_ = colon + 1;
    return true;
  }

  Result<void> after_scheme() {
    if (out_.scheme == "file") return file();
    if (special()) {
      // "special relative or authority state": "http:path" is relative to a base of the same
      // scheme.
      const bool relative_to_base = has_base_ && base_.scheme == out_.scheme;
      if (relative_to_base && !rest().starts_with("//")) return relative();
      return authority_after_slashes();
    }
    if (sees('/')) {
      ++at_;
      if (!sees('/')) return path();
      ++at_;
      return authority();
    }
    return opaque_path();
  }

  Result<void> no_scheme() {
    if (!has_base_) {
      return bad_input("the URL has no scheme", {},
                       "write it in full, such as https://example.com/");
    }
    if (base_.opaque) {
      if (!sees('#')) return bad_input("nothing can be relative to an opaque base URL");
      out_ = base_;
      return fragment();
    }
    return base_.scheme == "file" ? file() : relative();
  }

  void take_from_base_up_to_port() {
    out_.username = base_.username;
    out_.password = base_.password;
    out_.host = base_.host;
    out_.port = base_.port;
  }

  Result<void> relative() {
    out_.scheme = base_.scheme;
    if (sees_slash()) {
      ++at_;
      return relative_slash();
    }
    take_from_base_up_to_port();
    return path_beside_base();
  }

  // The input continues the base's path, or replaces its query or fragment only.
  Result<void> path_beside_base() {
    out_.path = base_.path;
    out_.query = base_.query;
    if (at_end()) return {};
    if (sees('?')) return query();
    if (sees('#')) return fragment();
    out_.query.reset();
    if (out_.scheme == "file" && starts_with_drive_letter(rest())) {
      out_.path.clear();
    } else {
      shorten_path();
    }
    return path();
  }

  Result<void> relative_slash() {
    if (special() && (sees('/') || sees('\\'))) return authority_after_slashes();
    if (sees('/')) {
      ++at_;
      return authority();
    }
    take_from_base_up_to_port();
    return path();
  }

  // "special authority (ignore) slashes state": any number of either slash.
  Result<void> authority_after_slashes() {
    while (sees('/') || sees('\\')) ++at_;
    return authority();
  }

  Result<void> authority() {
    const auto end = find_end(special() ? "/\\?#" : "/?#");
    auto text = in_.substr(at_, end - at_);
    const auto at_sign = text.rfind('@');
    if (at_sign != std::string_view::npos) {
      take_credentials(text.substr(0, at_sign));
      text.remove_prefix(at_sign + 1);
      if (text.empty()) return bad_input("there is no host after the user name");
    }
    TRY(host_and_port(text));
    at_ = end;
    return path_start();
  }

  void take_credentials(std::string_view text) {
    const auto colon = std::min(text.find(':'), text.size());
    percent_encode(text.substr(0, colon), kUserinfoSet, out_.username);
    if (colon < text.size()) percent_encode(text.substr(colon + 1), kUserinfoSet, out_.password);
  }

  Result<void> host_and_port(std::string_view text) {
    bool in_brackets = false;
    std::size_t colon = 0;
    for (; colon < text.size(); ++colon) {
      if (text[colon] == '[') in_brackets = true;
      if (text[colon] == ']') in_brackets = false;
      if (text[colon] == ':' && !in_brackets) break;
    }
    const bool has_port = colon < text.size();
    const auto host = text.substr(0, colon);
    if (host.empty() && (special() || has_port)) return bad_input("the host is empty");
    TRY_LET(parsed, parse_host(host, !special()));
    out_.host = std::move(parsed);
    if (has_port) TRY(port(text.substr(colon + 1)));
    return {};
  }

  Result<void> port(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
      if (!is_digit(c)) return bad_input("the port is no number");
      value = value * 10 + (c - '0');
      if (value > 65535) return bad_input("the port is above 65535");
    }
    if (!digits.empty() && value != default_port(out_.scheme)) out_.port = value;
    return {};
  }

  Result<void> file() {
    out_.scheme = "file";
    out_.host = "";
    if (sees('/') || sees('\\')) {
      ++at_;
      return file_slash();
    }
    if (!has_base_ || base_.scheme != "file") return path();
    out_.host = base_.host;
    return path_beside_base();
  }

  Result<void> file_slash() {
    if (sees('/') || sees('\\')) {
      ++at_;
      return file_host();
    }
    if (has_base_ && base_.scheme == "file") {
      out_.host = base_.host;
      const auto drive = std::string_view(base_.path).substr(0, base_.path.find('/', 1));
      const bool base_has_drive = drive.size() == 3 && is_alpha(drive[1]) && drive[2] == ':';
      if (base_has_drive && !starts_with_drive_letter(rest())) out_.path = drive;
    }
    return path();
  }

  Result<void> file_host() {
    const auto end = find_end("/\\?#");
    const auto text = in_.substr(at_, end - at_);
    if (is_drive_letter(text)) return path();
    at_ = end;
    if (text.empty()) return path_start();
    TRY_LET(host, parse_host(text, false));
    if (host != "localhost") out_.host = std::move(host);
    return path_start();
  }

  Result<void> path_start() {
    if (special()) {
      if (sees_slash()) ++at_;
      return path();
    }
    if (at_end()) return {};
    if (sees('?')) return query();
    if (sees('#')) return fragment();
    if (sees('/')) ++at_;
    return path();
  }

  void shorten_path() {
    const bool is_drive = out_.scheme == "file" && out_.path.size() == 3 &&
                          is_alpha(out_.path[1]) && out_.path[2] == ':';
    if (!is_drive && !out_.path.empty()) out_.path.resize(out_.path.rfind('/'));
  }

  // "path state": at the beginning of a segment, after its slash.
  Result<void> path() {
    for (;;) {
      const auto end = find_end(special() ? "/\\?#" : "/?#");
      std::string segment;
      percent_encode(in_.substr(at_, end - at_), kPathSet, segment);
      at_ = end;
      add_segment(std::move(segment), sees_slash());
      if (at_end()) return {};
      if (sees('?')) return query();
      if (sees('#')) return fragment();
      ++at_;
    }
  }

  void add_segment(std::string segment, bool slash_follows) {
    if (is_double_dot(segment)) {
      shorten_path();
      if (!slash_follows) out_.path += '/';
      return;
    }
    if (is_single_dot(segment)) {
      if (!slash_follows) out_.path += '/';
      return;
    }
    if (out_.scheme == "file" && out_.path.empty() && is_drive_letter(segment)) segment[1] = ':';
    out_.path += '/';
    out_.path += segment;
  }

  Result<void> opaque_path() {
    out_.opaque = true;
    const auto end = find_end("?#");
    const auto text = in_.substr(at_, end - at_);
    percent_encode(text, kC0ControlSet, out_.path);
    at_ = end;
    if (at_end()) return {};
    // A space before '?' or '#' would be lost when they are taken away.
    if (text.ends_with(' ')) out_.path.replace(out_.path.size() - 1, 1, "%20");
    return sees('?') ? query() : fragment();
  }

  Result<void> query() {
    ++at_;
    const auto end = find_end("#");
    out_.query.emplace();
    percent_encode(in_.substr(at_, end - at_), special() ? kSpecialQuerySet : kQuerySet,
                   *out_.query);
    at_ = end;
    if (at_end()) return {};
    return fragment();
  }

  Result<void> fragment() {
    ++at_;
    out_.fragment.emplace();
    percent_encode(rest(), kFragmentSet, *out_.fragment);
    return {};
  }

  std::string_view in_;
  std::size_t at_ = 0;
  bool has_base_;
  Parts base_;
  Parts out_;
};

}  // namespace

Result<Url> UrlParser::parse(std::string_view input, const Url* base) {
  if (input.size() > kUrlBytesMax) return bad_input("the URL is longer than 64 KiB");
  const auto text = clean(input);
  Parser parser(text, base);
  if (auto parsed = parser.run(); !parsed) {
    auto fault = parsed.fault();
    auto excerpt = text.substr(0, kExcerptMax);
    if (excerpt.size() < text.size()) excerpt += "…";
    fault.where = "URL \"" + excerpt + "\"";
    return fault;
  }
  auto url = assemble(parser.take());
  if (url.href_.size() > kUrlBytesMax) return bad_input("the URL is longer than 64 KiB");
  return url;
}

}  // namespace broadsheet::url
