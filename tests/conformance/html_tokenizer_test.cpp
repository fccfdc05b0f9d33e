// SPDX-License-Identifier: Apache-2.0
// The html5lib tests of the tokenizer; tests/conformance/fetch_html_tests brings them.
// uses: bs_html
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "html/input.h"
#include "html/tokenizer.h"

namespace broadsheet::html {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

fs::path suite() {
  const char* const given = std::getenv("BROADSHEET_HTML5LIB");
  if (given != nullptr) return given;
  return fs::path(BROADSHEET_SOURCE_DIR) / "build" / "conformance" / "html";
}

std::vector<fs::path> files() {
  std::vector<fs::path> found;
  const fs::path folder = suite() / "tokenizer";
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".test") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string string_of(const json::value& value) {
  return {value.as_string().begin(), value.as_string().end()};
}

void append_utf8(unsigned code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// "\uXXXX" inside a string, where the case says so; nothing for half of a surrogate pair, which no
// UTF-8 can hold.
std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\\u") {
      out += text[i];
      continue;
    }
    const auto code =
        static_cast<unsigned>(std::stoul(std::string(text.substr(i + 2, 4)), nullptr, 16));
    if (code >= 0xD800 && code <= 0xDFFF) return std::nullopt;
    append_utf8(code, out);
    i += 5;
  }
  return out;
}

std::string as_json(std::string_view text) { return json::serialize(json::string(text)); }

struct Wording {
  std::string text;  // a line per token; adjacent text is one
  bool in_text = false;
  std::string pending;

  void characters(std::string_view more) {
    in_text = true;
    pending += more;
  }
  void line(const std::string& token) {
    if (in_text) text += "text " + as_json(pending) + "\n";
    in_text = false;
    pending.clear();
    text += token;
  }
};

std::string tag_line(std::string_view kind, std::string_view name,
                     const std::map<std::string, std::string>& attributes, bool self_closing) {
  std::string line = std::string(kind) + " " + as_json(name);
  for (const auto& [key, value] : attributes) line += " " + as_json(key) + "=" + as_json(value);
  return line + (self_closing ? " /" : "") + "\n";
}

std::string doctype_line(std::string_view name, const std::optional<std::string>& public_id,
                         const std::optional<std::string>& system_id, bool correct) {
  return "doctype " + as_json(name) + " " + (public_id ? as_json(*public_id) : "-") + " " +
         (system_id ? as_json(*system_id) : "-") + (correct ? "\n" : " quirks\n");
}

void word(const Token& token, Wording& out) {
  switch (token.kind) {
    case TokenKind::kText:
    case TokenKind::kNulls:
      return out.characters(token.text);
    case TokenKind::kComment:
      return out.line("comment " + as_json(token.text) + "\n");
    case TokenKind::kStartTag: {
      std::map<std::string, std::string> attributes;
      for (const Attribute& one : token.attributes) {
        attributes.emplace(std::string(one.name), std::string(one.value));
      }
      return out.line(tag_line("start", token.name, attributes, token.self_closing));
    }
    case TokenKind::kEndTag:
      return out.line(tag_line("end", token.name, {}, false));
    case TokenKind::kDoctype: {
      std::optional<std::string> public_id;
      std::optional<std::string> system_id;
      if (token.has_public) public_id = std::string(token.public_id);
      if (token.has_system) system_id = std::string(token.system_id);
      return out.line(doctype_line(token.name, public_id, system_id, !token.force_quirks));
    }
    case TokenKind::kEof:
      return out.line("");
  }
}

std::string tokens_of(std::string_view input, TextMode mode, std::string_view last_start_tag) {
  Arena arena;
  const Input buffer = read_utf8(input, arena);
  Tokenizer tokenizer(arena, buffer.begin, buffer.end, 1'000);
  tokenizer.set_mode(mode);
  tokenizer.set_last_start_tag(last_start_tag);
  Wording out;
  for (;;) {
    const Token& token = tokenizer.next();
    word(token, out);
    if (token.kind == TokenKind::kEof) return out.text;
  }
}

std::optional<std::string> wanted(const json::array& output, bool escaped) {
  Wording out;
  bool representable = true;
  const auto text = [&](const json::value& value) {
    const std::string raw = string_of(value);
    if (!escaped) return raw;
    const auto plain = unescape(raw);
    representable = representable && plain.has_value();
    return plain.value_or("");
  };
  const auto maybe = [&](const json::value& value) -> std::optional<std::string> {
    if (value.is_null()) return std::nullopt;
    return text(value);
  };
  for (const json::value& item : output) {
    if (!item.is_array()) continue;
    const json::array& token = item.as_array();
    const std::string kind = string_of(token[0]);
    if (kind == "Character") {
      out.characters(text(token[1]));
    } else if (kind == "Comment") {
      out.line("comment " + as_json(text(token[1])) + "\n");
    } else if (kind == "EndTag") {
      out.line(tag_line("end", text(token[1]), {}, false));
    } else if (kind == "StartTag") {
      std::map<std::string, std::string> attributes;
      for (const auto& [key, value] : token[2].as_object()) {
        attributes.emplace(text(json::value(key)), text(value));
      }
      out.line(tag_line("start", text(token[1]), attributes, token.size() > 3));
    } else {
      out.line(doctype_line(maybe(token[1]).value_or(""), maybe(token[2]), maybe(token[3]),
                            token[4].as_bool()));
    }
  }
  out.line("");
  return representable ? std::optional(out.text) : std::nullopt;
}

TextMode mode_of(std::string_view state) {
  if (state == "PLAINTEXT state") return TextMode::kPlaintext;
  if (state == "RCDATA state") return TextMode::kRcdata;
  if (state == "RAWTEXT state") return TextMode::kRawtext;
  if (state == "Script data state") return TextMode::kScript;
  if (state == "CDATA section state") return TextMode::kCdata;
  EXPECT_EQ(state, "Data state");
  return TextMode::kData;
}

// How many runs it took: one for each initial state.
int run(const json::object& test, const std::string& file) {
  const auto* const double_escaped = test.if_contains("doubleEscaped");
  const bool escaped = double_escaped != nullptr && double_escaped->as_bool();
  const auto want = wanted(test.at("output").as_array(), escaped);
  const std::string raw = string_of(test.at("input"));
  const auto input = escaped ? unescape(raw) : raw;
  if (!want || !input) return 0;
  const auto* const last = test.if_contains("lastStartTag");
  const std::string last_start_tag = last != nullptr ? string_of(*last) : "";
  std::vector<std::string> states = {"Data state"};
  if (const auto* const given = test.if_contains("initialStates"); given != nullptr) {
    states.clear();
    for (const json::value& state : given->as_array()) states.push_back(string_of(state));
  }
  for (const std::string& state : states) {
    EXPECT_EQ(tokens_of(*input, mode_of(state), last_start_tag), *want)
        << file << ", " << string_of(test.at("description")) << ", " << state << ": " << raw;
  }
  return static_cast<int>(states.size());
}

TEST(Html5lib, TokensAreAsTheSuiteWantsThem) {
  const std::vector<fs::path> found = files();
  if (found.empty()) {
    GTEST_SKIP() << "no tests in " << suite() << ": run tests/conformance/fetch_html_tests";
  }
  int count = 0;
  for (const fs::path& file : found) {
    auto text = read_file(file);
    ASSERT_TRUE(text) << text.fault().text();
    json::error_code error;
    const json::value content = json::parse(*text, error);
    ASSERT_FALSE(error) << file << ": " << error.message();
    // "xmlViolationTests" are of another mode, which turns what XML cannot hold into what it can.
    const auto* const tests = content.as_object().if_contains("tests");
    if (tests == nullptr) continue;
    for (const json::value& test : tests->as_array()) {
      count += run(test.as_object(), file.filename().string());
    }
  }
  RecordProperty("cases", count);
  EXPECT_GT(count, 6'000);
}

}  // namespace
}  // namespace broadsheet::html
