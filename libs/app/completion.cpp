// SPDX-License-Identifier: Apache-2.0
// One word list per command; bash and zsh share a script, fish has its own.
#include "app/completion.h"

#include <algorithm>
#include <cstdio>
#include <variant>

#include "core/strings.h"

namespace broadsheet::app {

namespace {

std::vector<std::string> flags_of(const Command& command) {
  std::vector<std::string> flags = {"--help", "--version"};
  const bool configurable = std::ranges::any_of(
      command.settings, [](const Setting& setting) { return !setting.key.empty(); });
  if (configurable) {
    flags.insert(flags.end(), {"--config", "--check-config", "--print-config"});
  }
  for (const auto& setting : command.settings) {
    for (const auto flag : split(setting.flags, ',')) {
      if (flag.starts_with("--")) flags.emplace_back(flag);
    }
  }
  return flags;
}

// Those behind which a value is written.
std::vector<std::string> flags_with_value(const Command& command) {
  std::vector<std::string> flags = {"--config"};
  for (const auto& setting : command.settings) {
    if (std::holds_alternative<bool*>(setting.target)) continue;
    for (const auto flag : split(setting.flags, ',')) flags.emplace_back(flag);
  }
  return flags;
}

// "  'crawl') words='--data …' values='--data …' ;;" for the command and all below it. `files`:
// its own words are not flags, but most often files.
void bash_cases(const Command& command, const std::string& path, std::string& out) {
  std::vector<std::string> words = flags_of(command);
  for (const auto& sub : command.subcommands) words.push_back(sub.name);
  out += "    '" + path + "') words='" + join(words, " ") + "' values='" +
         join(flags_with_value(command), " ") + "'" +
         (command.positionals.empty() ? "" : " files=1") + " ;;\n";
  for (const auto& sub : command.subcommands) {
    bash_cases(sub, path.empty() ? sub.name : path + " " + sub.name, out);
  }
}

// Where it offers nothing, bash offers files.
std::string bash_script(const Command& root) {
  const std::string function = "_" + replace_all(root.name, "-", "_");
  std::string cases;
  bash_cases(root, "", cases);
  return function +
         "() {\n"
         "  local path='' words='' values='' files='' word now=\"${COMP_WORDS[COMP_CWORD]}\"\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case $word in -*) ;; *) path=\"${path:+$path }$word\" ;; esac\n"
         "  done\n"
         "  while :; do\n"
         "    case $path in\n" +
         cases +
         "    esac\n"
         "    [ -n \"$words\" ] || [ -z \"$path\" ] && break\n"
         "    case $path in *' '*) path=${path% *} ;; *) path='' ;; esac\n"
         "  done\n"
         "  COMPREPLY=()\n"
         "  case \" $values \" in *\" ${COMP_WORDS[COMP_CWORD-1]} \"*) return ;; esac\n"
         "  case $files$now in 1 | 1[!-]*) return ;; esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$now\"))\n"
         "}\n"
         "complete -o default -F " +
         function + " " + root.name + "\n";
}

std::string names_of(const Command& command) {
  std::vector<std::string> names;
  for (const auto& sub : command.subcommands) names.push_back(sub.name);
  return join(names, " ");
}

// `seen` is the condition that the command's own name was written; empty for the root.
void fish_lines(const Command& command, const std::string& root, const std::string& seen,
                std::string& out) {
  const std::string start = "complete -c " + root;
  const std::string here = seen.empty() ? "" : " -n '" + seen + "'";
  const auto valued = flags_with_value(command);
  for (const auto& flag : flags_of(command)) {
    const bool takes_value = std::ranges::find(valued, flag) != valued.end();
    out += start + here + " -l " + flag.substr(2) + (takes_value ? " -r" : "") + "\n";
  }
  for (const auto& sub : command.subcommands) {
    // The name of a command is wanted as long as none of its neighbours was written.
    out += start + " -n '" + (seen.empty() ? "" : seen + "; and ") +
           "not __fish_seen_subcommand_from " + names_of(command) + "' -a " + sub.name + " -d '" +
           replace_all(sub.summary, "'", "\\'") + "'\n";
    fish_lines(sub, root,
               (seen.empty() ? "" : seen + "; and ") + "__fish_seen_subcommand_from " + sub.name,
               out);
  }
}

}  // namespace

Command completion_command(const Command& root, std::vector<std::string>& shell) {
  Command command;
  command.name = "completion";
  command.summary = "print a completion script for bash, zsh or fish";
  command.examples = "  source <(" + root.name + " completion bash)";
  command.positionals = {{"SHELL", "bash, zsh or fish", &shell, 1, 1}};
  command.run = [&root, &shell]() -> Result<ExitCode> {
    if (shell.front() == "bash") {
      std::fputs(bash_script(root).c_str(), stdout);
    } else if (shell.front() == "zsh") {
      std::fputs(("autoload -U +X bashcompinit && bashcompinit\n" + bash_script(root)).c_str(),
                 stdout);
    } else if (shell.front() == "fish") {
      std::string lines;
      fish_lines(root, root.name, "", lines);
      std::fputs(lines.c_str(), stdout);
    } else {
      return bad_input("no completion for \"" + shell.front() + "\"", "SHELL",
                       "say bash, zsh or fish");
    }
    return 0;
  };
  return command;
}

}  // namespace broadsheet::app
