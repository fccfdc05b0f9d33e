// SPDX-License-Identifier: Apache-2.0
// The page that --help prints, in the order and the words of a manual page.
#include <algorithm>
#include <array>

#include "app/command.h"
#include "app/terminal.h"
#include "app/values.h"
#include "core/strings.h"

namespace broadsheet::app {

namespace {

constexpr int kColumns = 100;
constexpr int kIndent = 2;
constexpr int kHelpColumn = 8;

std::string synopsis(const Command& command, std::string_view path) {
  std::string line = std::string(path);
  for (const auto& setting : command.settings) {
    if (!setting.required || setting.flags.empty()) continue;
    line += " " + std::string(split(setting.flags, ',').front()) + " " + setting.value;
  }
  if (!command.settings.empty()) line += " [OPTIONS]";
  for (const auto& positional : command.positionals) {
    const std::string many = positional.count_max > 1 ? "…" : "";
    line += positional.count_min == 0 ? " [" + positional.name + many + "]"
                                      : " " + positional.name + many;
  }
  if (!command.subcommands.empty()) line += command.run ? " [COMMAND]" : " COMMAND";
  return line;
}

std::string setting_heading(const Setting& setting) {
  std::string names = setting.flags.empty() ? setting.key : replace_all(setting.flags, ",", ", ");
  if (!setting.value.empty()) names += " " + setting.value;
  return names;
}

std::string setting_help(const Setting& setting) {
  std::string text = setting.help + ".";
  if (setting.bounds) text += " " + range_text(setting) + ".";
  if (!setting.risk.empty()) text += " " + setting.risk + ".";
  const auto now = current_values(setting.target);
  if (!is_switch(setting.target) && !now.empty()) text += " Default: " + join(now, ", ") + ".";
  if (is_list(setting.target)) text += " Repeatable.";
  std::vector<std::string> other_ways;
  if (!setting.key.empty()) other_ways = {setting.key, variable_name(setting.key)};
  if (!setting.variable.empty()) other_ways.push_back(setting.variable);
  if (!other_ways.empty()) text += " [" + join(other_ways, ", ") + "]";
  return text;
}

// How the words are written that stand for values, where a command has them.
std::string values_help(const Command& command) {
  struct Notation {
    std::string_view value;
    std::string_view how;
  };
  static constexpr std::array<Notation, 4> kNotations = {
      {{"DURATION", "90s, 10m, 1h30m, 2d; units are us, ms, s, m, h, d"},
       {"SIZE", "8MiB, 500kB, or a number of bytes"},
       {"TIME", "2026-11-22 or 2026-11-22T10:00:00Z"},
       {"ADDRESS:PORT", "127.0.0.1:7400 or [::1]:7400; port 0 is any free one"}}};
  std::vector<std::vector<std::string>> rows;
  for (const auto& notation : kNotations) {
    const bool here = std::ranges::any_of(
        command.settings, [&](const Setting& setting) { return setting.value == notation.value; });
    if (here) rows.push_back({"  " + std::string(notation.value), std::string(notation.how)});
  }
  return rows.empty() ? std::string() : "\nValues:\n" + format_table(rows);
}

}  // namespace

std::string help_text(const Command& command, std::string_view path) {
  std::string page =
      std::string(path) + " – " + command.summary + "\n\nUsage: " + synopsis(command, path) + "\n";
  if (!command.description.empty()) {
    page += "\n" + wrap(command.description, kColumns) + "\n";
  }
  if (!command.subcommands.empty()) {
    page += "\nCommands:\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& sub : command.subcommands) rows.push_back({"  " + sub.name, sub.summary});
    page += format_table(rows);
  }
  if (!command.positionals.empty()) {
    page += "\nArguments:\n";
    for (const auto& positional : command.positionals) {
      page += std::string(kIndent, ' ') + positional.name + "\n" +
              wrap(positional.help + ".", kColumns, kHelpColumn) + "\n";
    }
  }
  page += "\nOptions:\n";
  for (const auto& setting : command.settings) {
    page += std::string(kIndent, ' ') + setting_heading(setting) + "\n" +
            wrap(setting_help(setting), kColumns, kHelpColumn) + "\n";
  }
  const bool configurable = std::ranges::any_of(
      command.settings, [](const Setting& setting) { return !setting.key.empty(); });
  if (configurable) {
    page +=
        "  --config FILE\n        Reads settings from this file; flags and variables win. "
        "[BROADSHEET_CONFIG]\n"
        "  --check-config\n        Reads the configuration, says what is wrong with it, and ends.\n"
        "  --print-config\n        Prints a configuration file to begin with.\n";
  }
  page += "  --help, -h\n        Prints this page.\n";
  page += "  --version\n        Prints the version.\n" + values_help(command);
  if (!command.examples.empty()) page += "\nExamples:\n" + command.examples + "\n";
  if (!command.subcommands.empty()) {
    page += "\n\"" + std::string(path) + " COMMAND --help\" tells more about a command.\n";
  }
  page += "\nExit codes: 0 it worked, 1 it ran and failed, 2 it could not start.\n";
  return page;
}

}  // namespace broadsheet::app
