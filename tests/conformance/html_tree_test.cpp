// SPDX-License-Identifier: Apache-2.0
// The html5lib tests of tree construction; tests/conformance/fetch_html_tests brings them.
// uses: bs_html
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/file.h"
#include "html/parse.h"

namespace broadsheet::html {
namespace {

namespace fs = std::filesystem;

struct Case {
  std::string data;
  std::string fragment;  // the context, or empty
  std::string want;
  bool script_on = true;
  bool script_off = true;
};

// BROADSHEET_HTML5LIB names another copy of the suite.
fs::path suite() {
  const char* const given = std::getenv("BROADSHEET_HTML5LIB");
  if (given != nullptr) return given;
  return fs::path(BROADSHEET_SOURCE_DIR) / "build" / "conformance" / "html";
}

// Every "*.dat" of tree construction; those under "scripted" need a script engine.
std::vector<fs::path> files() {
  std::vector<fs::path> found;
  const fs::path folder = suite() / "tree-construction";
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const bool scripted = entry.path().parent_path().filename() == "scripted";
    if (entry.path().extension() == ".dat" && !scripted) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// A file is a list of "#data" with sections; every line of a section ends with a newline, and an
// empty line parts a case from the next.
std::vector<Case> cases_of(std::string_view text) {
  std::vector<Case> cases;
  std::string* into = nullptr;
  std::string ignored;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line == "#data") {
      into = &cases.emplace_back().data;
    } else if (line == "#errors" || line == "#new-errors") {
      into = &ignored;
    } else if (line == "#document-fragment") {
      into = &cases.back().fragment;
    } else if (line == "#document") {
      into = &cases.back().want;
    } else if (line == "#script-on") {
      cases.back().script_off = false;
    } else if (line == "#script-off") {
      cases.back().script_on = false;
    } else if (into != nullptr) {
      *into += line;
      *into += '\n';
    }
  }
  for (Case& one : cases) {
    for (std::string* part : {&one.data, &one.fragment}) {
      if (!part->empty()) part->pop_back();
    }
    while (one.want.ends_with("\n\n")) one.want.pop_back();
  }
  return cases;
}

// The suite writes the namespace of these attributes apart from their names.
std::string foreign_attribute(std::string_view name) {
  constexpr std::string_view kAdjusted[] = {
      "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show",
      "xlink:title",   "xlink:type",    "xml:lang",   "xml:space",  "xmlns:xlink"};
  std::string out(name);
  if (std::find(std::begin(kAdjusted), std::end(kAdjusted), name) != std::end(kAdjusted)) {
    out[out.find(':')] = ' ';
  }
  return out == "xmlns" ? "xmlns xmlns" : out;
}

void dump_line(std::size_t depth, std::string_view line, std::string& out) {
  out += "| ";
  out.append(2 * depth, ' ');
  out += line;
  out += '\n';
}

void dump_element(const Node& node, std::size_t depth, std::string& out) {
  constexpr std::string_view kPrefixes[] = {"", "svg ", "math "};
  const auto prefix = kPrefixes[static_cast<std::size_t>(node.ns)];
  dump_line(depth, "<" + std::string(prefix) + std::string(node.name) + ">", out);
  std::vector<std::string> lines;
  for (const Attribute& one : node.attributes) {
    const std::string name =
        node.ns == Namespace::kHtml ? std::string(one.name) : foreign_attribute(one.name);
    lines.push_back(name + "=\"" + std::string(one.value) + "\"");
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) dump_line(depth + 1, line, out);
}

std::string doctype_of(const Node& node) {
  std::string line = "<!DOCTYPE " + std::string(node.name);
  if (!node.attributes.empty()) {
    line += " \"" + std::string(node.attribute("public")) + "\" \"" +
            std::string(node.attribute("system")) + "\"";
  }
  return line + ">";
}

void dump(const Node* parent, std::size_t depth, std::string& out) {
  if (parent->is(Tag::kTemplate)) dump_line(depth++, "content", out);
  for (const Node* node = parent->first_child; node != nullptr; node = node->next) {
    switch (node->kind) {
      case NodeKind::kElement:
        dump_element(*node, depth, out);
        dump(node, depth + 1, out);
        break;
      case NodeKind::kText:
        dump_line(depth, "\"" + std::string(node->text) + "\"", out);
        break;
      case NodeKind::kComment:
        dump_line(depth, "<!-- " + std::string(node->text) + " -->", out);
        break;
      case NodeKind::kDoctype:
        dump_line(depth, doctype_of(*node), out);
        break;
      case NodeKind::kDocument:
        break;
    }
  }
}

std::string tree_of(const Case& one, bool scripting) {
  const ParseOptions options{.scripting = scripting};
  const Document page = one.fragment.empty() ? parse(one.data, options)
                                             : parse_fragment(one.data, one.fragment, options);
  std::string out;
  dump(one.fragment.empty() ? page.root() : page.html(), 0, out);
  return out;
}

void run(const Case& one, const std::string& file) {
  for (const bool scripting : {false, true}) {
    if (scripting ? !one.script_on : !one.script_off) continue;
    EXPECT_EQ(tree_of(one, scripting), one.want)
        << file << (scripting ? ", scripting" : "") << ", context <" << one.fragment << ">:\n"
        << one.data;
  }
}

TEST(Html5lib, TreesAreAsTheSuiteWantsThem) {
  const std::vector<fs::path> found = files();
  if (found.empty()) {
    GTEST_SKIP() << "no tests in " << suite() << ": run tests/conformance/fetch_html_tests";
  }
  std::size_t count = 0;
  for (const fs::path& file : found) {
    auto text = read_file(file);
    ASSERT_TRUE(text) << text.fault().text();
    for (const Case& one : cases_of(*text)) {
      run(one, file.filename().string());
      ++count;
    }
  }
  RecordProperty("cases", static_cast<int>(count));
  EXPECT_GT(count, 1'500U);
}

}  // namespace
}  // namespace broadsheet::html
