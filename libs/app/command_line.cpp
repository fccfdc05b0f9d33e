// SPDX-License-Identifier: Apache-2.0
// From argv, the environment and the file to the settings of the command that is meant. CLI11 reads
// argv; precedence and errors are ours.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <set>

#include "app/command.h"
#include "app/completion.h"
#include "app/values.h"
#include "app/yaml.h"
#include "core/file.h"
#include "core/strings.h"

namespace broadsheet::app {

namespace {

constexpr std::size_t kConfigBytesMax = std::size_t{1} << 20;

// What CLI11 found for one setting, before it is believed.
struct Given {
  const Setting* setting = nullptr;
  CLI::Option* option = nullptr;
  std::vector<std::string> values;
};

// One command of the tree with what argv said of it. Kept in a deque: CLI11 holds pointers into it.
struct Parsed {
  const Command* command = nullptr;
  std::string path;
  CLI::App* cli = nullptr;
  std::deque<Given> given;
  std::deque<std::vector<std::string>> positionals;
  bool help = false;
  bool version = false;
  bool check_config = false;
  bool print_config = false;
  std::string config;

  [[nodiscard]] bool configurable() const {
    for (const auto& setting : command->settings) {
      if (!setting.key.empty()) return true;
    }
    return false;
  }
};

void declare_setting(Parsed& parsed, const Setting& setting) {
  if (setting.flags.empty()) return;
  Given& given = parsed.given.emplace_back();
  given.setting = &setting;
  if (is_switch(setting.target)) {
    given.option = parsed.cli->add_flag(setting.flags, given.values);
    return;
  }
  given.option = parsed.cli->add_option(setting.flags, given.values);
  const bool many = setting.value.ends_with("…");
  given.option->expected(1, many ? 1 << 16 : 1);
  // Or it would take the words behind its value too: CLI11 does so for whatever it keeps in a
  // vector.
  given.option->allow_extra_args(many);
  given.option->multi_option_policy(is_list(setting.target) ? CLI::MultiOptionPolicy::TakeAll
                                                            : CLI::MultiOptionPolicy::TakeLast);
}

void declare(const Command& command, std::string path, CLI::App& cli, std::deque<Parsed>& all) {
  Parsed& parsed = all.emplace_back();
  parsed.command = &command;
  parsed.path = std::move(path);
  parsed.cli = &cli;
  cli.set_help_flag();
  cli.add_flag("--help,-h", parsed.help);
  cli.add_flag("--version", parsed.version);
  if (parsed.configurable()) {
    cli.add_option("--config", parsed.config);
    cli.add_flag("--check-config", parsed.check_config);
    cli.add_flag("--print-config", parsed.print_config);
  }
  for (const auto& setting : command.settings) declare_setting(parsed, setting);
  for (const auto& positional : command.positionals) {
    auto& values = parsed.positionals.emplace_back();
    cli.add_option(positional.name, values)->expected(0, static_cast<int>(positional.count_max));
  }
  const std::string here = parsed.path;
  for (const auto& sub : command.subcommands) {
    CLI::App* below = cli.add_subcommand(sub.name);
    declare(sub, here + " " + sub.name, *below, all);
  }
}

Parsed& deepest(std::deque<Parsed>& all) {
  Parsed* last = &all.front();
  for (auto& parsed : all) {
    if (parsed.cli->parsed()) last = &parsed;
  }
  return *last;
}

void collect_keys(const Command& command, std::set<std::string>& keys) {
  for (const auto& setting : command.settings) {
    if (!setting.key.empty()) keys.insert(setting.key);
  }
  for (const auto& sub : command.subcommands) collect_keys(sub, keys);
}

struct FileValue {
  std::vector<std::string> values;
  std::string where;
};

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

Result<std::map<std::string, FileValue>> read_config(const std::string& path,
                                                     const std::set<std::string>& known) {
  std::map<std::string, FileValue> values;
  if (path.empty()) return values;
  TRY_LET(text, read_file(path, kConfigBytesMax));
  TRY_LET(tree, parse_yaml(text, path));
  TRY(flatten(tree, "", path, values));
  for (const auto& [key, value] : values) {
    if (known.contains(key)) continue;
    return bad_input("nobody knows the key \"" + key + "\"", value.where,
                     "--print-config shows the keys there are");
  }
  return values;
}

Result<void> apply_settings(const Parsed& parsed, const std::map<std::string, FileValue>& file) {
  for (const auto& setting : parsed.command->settings) {
    bool set = false;
    if (const auto found = file.find(setting.key); !setting.key.empty() && found != file.end()) {
      TRY(assign(setting.target, found->second.values, found->second.where));
      set = true;
    }
    if (!setting.key.empty()) {
      const std::string variable = variable_name(setting.key);
      if (const char* text = std::getenv(variable.c_str()); text != nullptr) {
        TRY(assign(setting.target, {text}, variable));
        set = true;
      }
    }
    for (const auto& given : parsed.given) {
      if (given.setting != &setting || given.option->count() == 0) continue;
      const std::string flag(split(setting.flags, ',').front());
      const bool bare_switch = is_switch(setting.target) && given.values.empty();
      TRY(assign(setting.target, bare_switch ? std::vector<std::string>{"true"} : given.values,
                 flag));
      set = true;
    }
    if (setting.required && !set) {
      return bad_input("it needs " + setting.flags + " " + setting.value, parsed.path,
                       "see \"" + parsed.path + " --help\"");
    }
  }
  return {};
}

Result<void> apply_positionals(const Parsed& parsed) {
  std::size_t i = 0;
  for (const auto& positional : parsed.command->positionals) {
    const auto& values = parsed.positionals[i++];
    if (values.size() < positional.count_min) {
      return bad_input("it needs " + positional.name + ": " + positional.help, parsed.path,
                       "see \"" + parsed.path + " --help\"");
    }
    if (!values.empty()) *positional.target = values;
  }
  return {};
}

std::string comment_block(const Setting& setting) {
  std::string text = "# " + setting.help + ".";
  if (!setting.risk.empty()) text += " " + setting.risk + ".";
  return text + "\n";
}

// A sample file: every key with its default, under its sections.
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

int usage_error(const std::string& path, const std::string& what) {
  std::fprintf(stderr, "%s: %s (see \"%s --help\")\n", path.c_str(), what.c_str(), path.c_str());
  return 2;
}

int fail(const std::string& program, const Fault& fault, int code) {
  std::fprintf(stderr, "%s: %s\n", program.c_str(), fault.text().c_str());
  return code;
}

Result<void> configure(const Command& root, const Parsed& parsed) {
  std::set<std::string> known;
  collect_keys(root, known);
  std::string path = parsed.config;
  if (const char* variable = std::getenv("BROADSHEET_CONFIG");
      path.empty() && parsed.configurable() && variable != nullptr) {
    path = variable;
  }
  TRY_LET(file, read_config(path, known));
  TRY(apply_settings(parsed, file));
  return apply_positionals(parsed);
}

int run_parsed(const Command& root, std::string_view version, const Parsed& parsed) {
  const Command& command = *parsed.command;
  if (parsed.help) {
    std::fputs(help_text(command, parsed.path).c_str(), stdout);
    return 0;
  }
  if (parsed.version) {
    std::printf("%s %s\n", root.name.c_str(), std::string(version).c_str());
    return 0;
  }
  if (!command.run) {
    std::fputs(help_text(command, parsed.path).c_str(), stderr);
    return 2;
  }
  if (parsed.print_config) {
    std::fputs(sample_config(command).c_str(), stdout);
    return 0;
  }
  if (auto configured = configure(root, parsed); !configured) {
    return fail(root.name, configured.fault(), 2);
  }
  if (parsed.check_config) {
    std::printf("the configuration is good\n");
    return 0;
  }
  auto code = command.run();
  if (!code) {
    const bool usage = code.fault().kind == FaultKind::kBadInput;
    return fail(root.name, code.fault(), usage ? 2 : 1);
  }
  return *code;
}

}  // namespace

ExitCode run_program(const Command& root, std::string_view version, int argc,
                     const char* const* argv) {
  Command whole = root;
  std::vector<std::string> shell;
  whole.subcommands.push_back(completion_command(root, shell));
  CLI::App cli;
  std::deque<Parsed> all;
  declare(whole, whole.name, cli, all);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage_error(deepest(all).path, error.what());
  }
  return run_parsed(whole, version, deepest(all));
}

}  // namespace broadsheet::app
