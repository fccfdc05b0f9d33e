// SPDX-License-Identifier: Apache-2.0
// yaml-cpp's event parser, into our tree: events carry places, and aliases can be refused.
#include "app/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

#include "core/strings.h"

namespace broadsheet::app {

namespace {

constexpr std::size_t kBytesMax = std::size_t{16} << 20;
constexpr std::size_t kDepthMax = 64;

struct Refusal {
  std::string what;
  YAML::Mark mark;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    add(make(YamlNode::Kind::kNull, mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refusal{"aliases (*name) are not supported", mark};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    YamlNode node = make(YamlNode::Kind::kScalar, mark);
    node.quoted = tag == "!";
    node.scalar = value;
    if (!node.quoted && (value == "~" || value == "null" || value.empty())) {
      node.kind = YamlNode::Kind::kNull;
    }
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    push(make(YamlNode::Kind::kList, mark), mark);
  }
  void OnSequenceEnd() override { pop(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    push(make(YamlNode::Kind::kMap, mark), mark);
  }
  void OnMapEnd() override { pop(); }

 private:
  struct Open {
    YamlNode node;
    YamlNode key;
    bool has_key = false;
  };

  static YamlNode make(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }

  void push(YamlNode node, const YAML::Mark& mark) {
    if (open_.size() >= kDepthMax) throw Refusal{"more than 64 levels", mark};
    Open level;
    level.node = std::move(node);
    open_.push_back(std::move(level));
  }

  void pop() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& top = open_.back();
    if (top.node.kind == YamlNode::Kind::kList) {
      top.node.items.push_back(std::move(node));
    } else if (!top.has_key) {
      add_key(top, std::move(node));
    } else {
      // The parser notices that a value is absent when it sees what comes next, lines below.
      if (node.kind == YamlNode::Kind::kNull && node.line != top.key.line) {
        node.line = top.key.line;
        node.column = top.key.column + static_cast<int>(top.key.scalar.size()) + 1;
      }
      top.node.entries.emplace_back(std::move(top.key), std::move(node));
      top.key = {};
      top.has_key = false;
    }
  }

  static void add_key(Open& top, YamlNode key) {
    YAML::Mark mark;
    mark.line = key.line - 1;
    mark.column = key.column - 1;
    if (key.kind != YamlNode::Kind::kScalar) throw Refusal{"a key must be a plain word", mark};
    if (top.node.find(key.scalar) != nullptr) {
      throw Refusal{"the key \"" + key.scalar + "\" is there twice", mark};
    }
    top.key = std::move(key);
    top.has_key = true;
  }

  YamlNode root_;
  std::vector<Open> open_;
};

std::string place_in(std::string_view name, const YAML::Mark& mark) {
  return std::string(name) + ":" + std::to_string(mark.line + 1) + ":" +
         std::to_string(mark.column + 1);
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name.scalar == key) return &value;
  }
  return nullptr;
}

std::string YamlNode::place() const { return std::to_string(line) + ":" + std::to_string(column); }

Result<YamlNode> parse_yaml(std::string_view text, std::string_view name) {
  if (text.size() > kBytesMax) return bad_input("more than 16 MiB of YAML", std::string(name));
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder;
    parser.HandleNextDocument(builder);
    TreeBuilder second;
    if (parser.HandleNextDocument(second)) {
      const auto node = second.take();
      return bad_input("more than one document in a file", std::string(name) + ":" + node.place(),
                       "leave out the line \"---\", or make two files of it");
    }
    auto root = builder.take();
    if (root.line == 0) root.line = root.column = 1;  // an empty file has a beginning too
    return root;
  } catch (const Refusal& refusal) {
    return bad_input(refusal.what, place_in(name, refusal.mark));
  } catch (const YAML::Exception& error) {
    return bad_input("this is not YAML: " + error.msg, place_in(name, error.mark));
  }
}

std::string yaml_scalar(std::string_view text) {
  YAML::Emitter emitter;
  emitter << YAML::Node(std::string(text));
  std::string plain = emitter.c_str();
  // The emitter leaves words alone that read back as something else than text.
  const bool word_of_yaml = text.empty() || iequals(text, "null") || iequals(text, "true") ||
                            iequals(text, "false") || iequals(text, "yes") || iequals(text, "no") ||
                            text == "~";
  if (!word_of_yaml && plain.find('\n') == std::string::npos) return plain;
  YAML::Emitter quoted;
  quoted << YAML::DoubleQuoted << std::string(text);
  return quoted.c_str();
}

}  // namespace broadsheet::app
