// SPDX-License-Identifier: Apache-2.0
// YAML as a tree whose every node knows its place in the file, so that errors can point.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace broadsheet::app {

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  int line = 0;    // from 1; 0: unknown
  int column = 0;  // from 1
  std::string scalar = {};
  bool quoted = false;  // a scalar in quotes: text, whatever it looks like
  std::vector<YamlNode> items = {};
  std::vector<std::pair<YamlNode, YamlNode>> entries = {};  // in file order; keys are scalars

  // The value of a key of a map, or null.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  // "line:column"
  [[nodiscard]] std::string place() const;
};

// One document, 16 MiB and 64 levels at most; aliases and anchors are refused (they can explode).
// kBadInput with "name:line:column" as where.
Result<YamlNode> parse_yaml(std::string_view text, std::string_view name);

// A scalar as YAML would need it to read back as the same text: quoted where it must be.
std::string yaml_scalar(std::string_view text);

}  // namespace broadsheet::app
