// SPDX-License-Identifier: Apache-2.0
// The configuration file. Sections are maps: "crawl:" with "delay:" below it is the key
// "crawl.delay".
#include "app/config_file.h"

#include "app/suggest.h"
#include "app/values.h"
#include "app/yaml.h"
#include "core/file.h"
#include "core/strings.h"

namespace broadsheet::app {

namespace {

constexpr std::size_t kConfigBytesMax = std::size_t{1} << 20;

void collect_keys(const Command& command, std::set<std::string>& keys) {
  for (const auto& setting : command.settings) {
    if (!setting.key.empty()) keys.insert(setting.key);
  }
  for (const auto& sub : command.subcommands) collect_keys(sub, keys);
}

Result<void> flatten(const YamlNode& node, const std::string& prefix, const std::string& file,
                     std::map<std::string, FileValue>& into) {
  const std::string where = file + ":" + node.place();
  if (node.kind == YamlNode::Kind::kMap) {
    for (const auto& [key, value] : node.entries) {
      TRY(flatten(value, prefix.empty() ? key.scalar : prefix + "." + key.scalar, file, into));
    }
    return {};
  }
  if (prefix.empty() && node.kind == YamlNode::Kind::kNull) return {};
  if (prefix.empty()) return bad_input("a configuration is a map of keys", where);
  FileValue& value = into[prefix];
  value.where = where;
  if (node.kind == YamlNode::Kind::kScalar) value.values.push_back(node.scalar);
  for (const auto& item : node.items) {
    if (item.kind != YamlNode::Kind::kScalar) {
      return bad_input("\"" + prefix + "\" is a list of plain values", where);
    }
    value.values.push_back(item.scalar);
  }
  return {};
}

std::string comment_block(const Setting& setting) {
  std::string text = "# " + setting.help + ".";
  if (setting.bounds) text += " " + range_text(setting) + ".";
  if (!setting.risk.empty()) text += " " + setting.risk + ".";
  return text + "\n";
}

}  // namespace

std::set<std::string> keys_of(const Command& command) {
  std::set<std::string> keys;
  collect_keys(command, keys);
  return keys;
}

Result<std::map<std::string, FileValue>> read_config(const std::string& path,
                                                     const std::set<std::string>& known) {
  std::map<std::string, FileValue> values;
  if (path.empty()) return values;
  TRY_LET(text, read_file(path, kConfigBytesMax));
  TRY_LET(tree, parse_yaml(text, path));
  TRY(flatten(tree, "", path, values));
  for (const auto& [key, value] : values) {
    if (known.contains(key)) continue;
    const auto meant = nearest(key, {known.begin(), known.end()});
    return bad_input("nobody knows the key \"" + key + "\"", value.where,
                     meant.empty() ? "--print-config shows the keys there are"
                                   : "did you mean \"" + meant + "\"?");
  }
  return values;
}

std::string sample_config(const Command& command) {
  std::map<std::string, std::vector<const Setting*>> sections;
  for (const auto& setting : command.settings) {
    if (setting.key.empty()) continue;
    const auto dot = setting.key.find('.');
    sections[dot == std::string::npos ? "" : setting.key.substr(0, dot)].push_back(&setting);
  }
  std::string out;
  for (const auto& [section, settings] : sections) {
    if (!section.empty()) out += section + ":\n";
    const std::string margin = section.empty() ? "" : "  ";
    for (const auto* setting : settings) {
      const std::string name =
          section.empty() ? setting->key : setting->key.substr(section.size() + 1);
      const auto values = current_values(setting->target);
      out += margin + comment_block(*setting);
      out += margin + (values.empty() ? "# " : "") + name + ":";
      if (is_list(setting->target)) {
        std::vector<std::string> quoted;
        for (const auto& value : values) quoted.push_back(yaml_scalar(value));
        out += " [" + join(quoted, ", ") + "]\n";
      } else {
        out += values.empty() ? "\n" : " " + yaml_scalar(values.front()) + "\n";
      }
    }
  }
  return out;
}

}  // namespace broadsheet::app
