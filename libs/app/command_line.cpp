// SPDX-License-Identifier: Apache-2.0
// From argv, the environment and the file to the settings of the command that is meant. CLI11 reads
// argv; precedence and errors are ours.
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>

#include "app/command.h"
#include "app/completion.h"
#include "app/config_file.h"
#include "app/streams.h"
#include "app/suggest.h"
#include "app/values.h"
#include "core/strings.h"

namespace broadsheet::app {

namespace {

constexpr int kWordsMax = 1 << 16;

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
  std::vector<std::string> words;  // for the positionals
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
  given.option->expected(1, many ? kWordsMax : 1);
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
  // Behind the name of a command, that of another one is a word like any other.
  cli.require_subcommand(0, 1);
  cli.add_flag("--help,-h", parsed.help);
  cli.add_flag("--version", parsed.version);
  if (parsed.configurable()) {
    cli.add_option("--config", parsed.config);
    cli.add_flag("--check-config", parsed.check_config);
    cli.add_flag("--print-config", parsed.print_config);
  }
  for (const auto& setting : command.settings) declare_setting(parsed, setting);
  // How many words there may be, and which is whose, is ours to say.
  if (!command.positionals.empty()) cli.add_option("WORDS", parsed.words)->expected(0, kWordsMax);
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

std::string first_flag(const Setting& setting) {
  return std::string(split(setting.flags, ',').front());
}

Fault usage_fault(const Parsed& parsed, std::string what) {
  return bad_input(std::move(what), parsed.path, "see \"" + parsed.path + " --help\"");
}

// A variable holds one value, or of a list one a line.
std::vector<std::string> values_of(const Setting& setting, std::string_view text) {
  if (!is_list(setting.target)) return {std::string(text)};
  std::vector<std::string> values;
  for (const auto line : split(text, '\n')) {
    if (const auto value = trim(line); !value.empty()) values.emplace_back(value);
  }
  return values;
}

Result<void> apply_settings(const Parsed& parsed, const std::map<std::string, FileValue>& file) {
  for (const auto& setting : parsed.command->settings) {
    bool set = false;
    if (const auto found = file.find(setting.key); !setting.key.empty() && found != file.end()) {
      TRY(assign(setting, found->second.values, found->second.where));
      set = true;
    }
    const std::string own = setting.key.empty() ? std::string() : variable_name(setting.key);
    for (const auto& variable : {setting.variable, own}) {
      const char* text = variable.empty() ? nullptr : std::getenv(variable.c_str());
      if (text == nullptr) continue;
      TRY(assign(setting, values_of(setting, text), variable));
      set = true;
    }
    for (const auto& given : parsed.given) {
      if (given.setting != &setting || given.option->count() == 0) continue;
      const bool bare_switch = is_switch(setting.target) && given.values.empty();
      TRY(assign(setting, bare_switch ? std::vector<std::string>{"true"} : given.values,
                 first_flag(setting)));
      set = true;
    }
    if (setting.required && !set) {
      return usage_fault(parsed, "it needs " + first_flag(setting) + " " + setting.value);
    }
  }
  return {};
}

Result<void> apply_positionals(const Parsed& parsed) {
  auto next = parsed.words.begin();
  for (const auto& positional : parsed.command->positionals) {
    const auto left = static_cast<std::size_t>(parsed.words.end() - next);
    const auto count = std::min(left, positional.count_max);
    if (count < positional.count_min) {
      return usage_fault(parsed, "it needs " + positional.name + ": " + positional.help);
    }
    const auto end = next + static_cast<std::ptrdiff_t>(count);
    if (count > 0) positional.target->assign(next, end);
    next = end;
  }
  if (next == parsed.words.end()) return {};
  return usage_fault(parsed, "\"" + *next + "\" is one argument too many");
}

std::vector<std::string> flags_of(const Command& command) {
  std::vector<std::string> flags = {"--help", "--version"};
  for (const auto& setting : command.settings) {
    for (const auto flag : split(setting.flags, ',')) flags.emplace_back(flag);
  }
  return flags;
}

// A word that has no place where it stands.
std::string about_extra(const Parsed& parsed, const std::string& word) {
  const Command& command = *parsed.command;
  if (word.starts_with('-') && word.size() > 1) {
    const auto meant = nearest(word.substr(0, word.find('=')), flags_of(command));
    if (!meant.empty()) return "there is no option " + word + "; did you mean " + meant + "?";
    const bool takes_words = !command.positionals.empty();
    return "there is no option " + word +
           (takes_words ? "; before words that begin with a dash, write --" : "");
  }
  if (command.subcommands.empty() || !command.positionals.empty()) {
    return "\"" + word + "\" is one argument too many";
  }
  std::vector<std::string> names;
  for (const auto& sub : command.subcommands) names.push_back(sub.name);
  const auto meant = nearest(word, names);
  return "there is no command \"" + word + "\"" +
         (meant.empty() ? "" : "; did you mean \"" + meant + "\"?");
}

// CLI11 begins with the option's name: "--limit: 1 required …".
std::string about_mismatch(const Parsed& parsed, const std::string& what) {
  const std::string name = what.substr(0, what.find(':'));
  for (const auto& setting : parsed.command->settings) {
    for (const auto flag : split(setting.flags, ',')) {
      if (flag == name) return name + ": a value is missing: " + setting.value;
    }
  }
  return what;
}

int usage_error(const Parsed& parsed, const std::string& what) {
  const char* path = parsed.path.c_str();
  std::fprintf(stderr, "%s: %s (see \"%s --help\")\n", path, what.c_str(), path);
  return 2;
}

int fail(const std::string& program, const Fault& fault, int code) {
  const std::string start = program.empty() ? program : program + ": ";
  std::fprintf(stderr, "%s%s\n", start.c_str(), fault.text().c_str());
  return code;
}

void add_variables(const Command& command, std::vector<std::string>& names) {
  for (const auto& setting : command.settings) {
    if (!setting.variable.empty()) names.push_back(ascii_lower(setting.variable));
    if (!setting.key.empty()) names.push_back(ascii_lower(variable_name(setting.key)));
  }
  for (const auto& sub : command.subcommands) add_variables(sub, names);
}

// A variable that no setting reads, and that is written almost as one that does. Others may be
// somebody else's: Kubernetes makes some for a service of this name.
void warn_of_misspelt_variables(const Command& root) {
  constexpr std::string_view kPrefix = "BROADSHEET_";
  constexpr std::size_t kShort = 6;  // One letter of so few is another word soon enough.
  std::vector<std::string> known = {"broadsheet_config"};
  add_variables(root, known);
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    std::string_view name(*entry);
    name = name.substr(0, name.find('='));
    if (!istarts_with(name, kPrefix)) continue;
    const auto meant = nearest(name, known, name.size() < kPrefix.size() + kShort ? 1 : 2);
    if (meant.empty() || ascii_lower(name) == meant) continue;
    std::string shout = meant;
    std::ranges::transform(shout, shout.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    std::fprintf(stderr, "warning: no setting reads %s; did you mean %s?\n",
                 presentable(name).c_str(), shout.c_str());
  }
}

Result<void> configure(const Command& root, const Parsed& parsed) {
  std::string path = parsed.config;
  if (const char* variable = std::getenv("BROADSHEET_CONFIG");
      path.empty() && parsed.configurable() && variable != nullptr) {
    path = variable;
  }
  if (parsed.configurable()) warn_of_misspelt_variables(root);
  TRY_LET(file, read_config(path, keys_of(root)));
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
    const bool names_itself = configured.fault().where == parsed.path;
    return fail(names_itself ? "" : root.name, configured.fault(), 2);
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

// `help`, and `help seeds lint`: as people try it first.
int print_help(const Command& root, const std::vector<std::string>& names) {
  const Command* command = &root;
  std::string path = root.name;
  for (const auto& name : names) {
    const auto found = std::ranges::find(command->subcommands, name, &Command::name);
    if (found == command->subcommands.end()) {
      Parsed parsed;
      parsed.command = command;
      parsed.path = path;
      return usage_error(parsed, about_extra(parsed, name));
    }
    command = &*found;
    path += " " + name;
  }
  std::fputs(help_text(*command, path).c_str(), stdout);
  return 0;
}

int run_words(const Command& whole, std::string_view version, int argc, const char* const* argv) {
  const bool knows_help =
      std::ranges::find(whole.subcommands, "help", &Command::name) != whole.subcommands.end();
  if (argc > 1 && std::string_view(argv[1]) == "help" && !knows_help) {
    return print_help(whole, {argv + 2, argv + argc});
  }
  CLI::App cli;
  std::deque<Parsed> all;
  declare(whole, whole.name, cli, all);
  // What stands behind "--" is words, whatever it looks like.
  const auto* const end = argv + argc;
  const auto* const mark =
      std::find_if(argv, end, [](const char* word) { return std::string_view(word) == "--"; });
  try {
    cli.parse(static_cast<int>(mark - argv), argv);
  } catch (const CLI::ExtrasError& error) {
    for (const auto& parsed : all) {
      if (const auto extras = parsed.cli->remaining(); !extras.empty()) {
        return usage_error(parsed, about_extra(parsed, extras.front()));
      }
    }
    return usage_error(deepest(all), error.what());
  } catch (const CLI::ArgumentMismatch& error) {
    return usage_error(deepest(all), about_mismatch(deepest(all), error.what()));
  } catch (const CLI::ParseError& error) {
    return usage_error(deepest(all), error.what());
  }
  Parsed& meant = deepest(all);
  if (mark != end) meant.words.insert(meant.words.end(), mark + 1, end);
  return run_parsed(whole, version, meant);
}

}  // namespace

void append(std::vector<Setting>& settings, const std::vector<Setting>& more) {
  settings.insert(settings.end(), more.begin(), more.end());
}

ExitCode run_program(const Command& root, std::string_view version, int argc,
                     const char* const* argv) {
  hold_standard_streams();
  Command whole = root;
  std::vector<std::string> shell;
  whole.subcommands.push_back(completion_command(whole, shell));
  const ExitCode code = run_words(whole, version, argc, argv);
  const auto printed = flush_standard_output();
  return !printed && code == 0 ? fail(root.name, printed.fault(), 1) : code;
}

}  // namespace broadsheet::app
