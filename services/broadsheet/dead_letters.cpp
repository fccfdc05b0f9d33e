// SPDX-License-Identifier: Apache-2.0
// `broadsheet dead-letters`: what could not be processed, to look at and to try again.
#include "common/dead_letters.h"

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "app/loops.h"
#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/pipeline.h"
#include "program/bus_settings.h"

namespace broadsheet {

namespace {

struct Options {
  BusOptions bus;
  std::string data;
  bool json = false;
  bool all = false;
  std::vector<std::string> numbers;
};

Result<std::unique_ptr<bus::Bus>> open_bus_of(const Options& options) {
  if (options.bus.address.empty() == options.data.empty()) {
    return bad_input("say where the letters are", "--bus",
                     "give --bus kafka://HOST:PORT, or --data DIR of a folder that nobody serves");
  }
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-dead-letters"));
  if (!options.data.empty()) {
    const auto folder = bus_folder(options.data);
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
      return not_found("there is no bus in this folder", options.data,
                       "name the --data folder of a crawl");
    }
    bus_options.address = "embedded:" + folder.string();
  }
  return bus::open(bus_options);
}

Json json_of(std::int64_t number, const records::DeadLetter& letter) {
  Json json;
  json.set("number", number).set("time", format_time(letter.time)).set("stage", letter.stage);
  json.set("topic", letter.topic).set("partition", letter.partition).set("offset", letter.offset);
  json.set("key", letter.key).set("bytes", static_cast<std::uint64_t>(letter.value.size()));
  json.set("attempts", letter.attempts).set("trace", letter.trace);
  return json.set("reason", letter.reason);
}

// One at a time: a letter holds a page, and there may be many.
Result<app::ExitCode> list(const Options& options) {
  TRY_LET(bus, open_bus_of(options));
  std::uint64_t count = 0;
  TRY(topics::read_dead_letters(
      *bus, app::stop_on_signals(),
      [&](std::int64_t number, const records::DeadLetter& letter) -> Result<void> {
        ++count;
        if (options.json) {
          print_json(json_of(number, letter));
        } else {
          std::printf("%lld  %s  %s, after %u attempts\n    %s\n    %s\n",
                      static_cast<long long>(number), format_time(letter.time).c_str(),
                      letter.stage.c_str(), letter.attempts, letter.key.c_str(),
                      letter.reason.c_str());
        }
        return {};
      }));
  if (count == 0 && !options.json) std::printf("There are no dead letters.\n");
  return 0;
}

Result<std::set<std::int64_t>> numbers_of(const Options& options) {
  std::set<std::int64_t> numbers;
  for (const auto& word : options.numbers) {
    std::int64_t number = 0;
    const auto* const end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 0) {
      return bad_input("\"" + word + "\" is not the number of a letter", "NUMBER",
                       "broadsheet dead-letters list says which there are");
    }
    numbers.insert(number);
  }
  if (numbers.empty() != options.all) {
    return bad_input("say which letters", "NUMBER",
                     options.all ? "give either numbers or --all"
                                 : "give their numbers, as the list has them, or --all");
  }
  return numbers;
}

Result<app::ExitCode> replay(const Options& options) {
  TRY_LET(wanted, numbers_of(options));
  TRY_LET(bus, open_bus_of(options));
  std::uint64_t given = 0;
  std::uint64_t kept = 0;
  const auto replayed = topics::read_dead_letters(
      *bus, app::stop_on_signals(),
      [&](std::int64_t number, const records::DeadLetter& letter) -> Result<void> {
        if (!options.all && wanted.erase(number) == 0) return {};
        const auto back = topics::give_back(*bus, letter);
        if (!back && back.fault().kind == FaultKind::kUnavailable) return back;
        if (!back) {  // It never can be: the others need not wait for it.
          ++kept;
          std::fprintf(stderr, "%lld stays: %s\n", static_cast<long long>(number),
                       back.fault().text().c_str());
          return {};
        }
        ++given;
        if (!options.json) {
          std::printf("%lld back to %s: %s\n", static_cast<long long>(number), letter.topic.c_str(),
                      letter.key.c_str());
        }
        return {};
      });
  if (!replayed) return replayed.fault();
  if (options.json) print_json(Json().set("given_back", given).set("kept", kept));
  if (wanted.empty() || options.all) return kept == 0 ? 0 : 1;
  return not_found("there is no letter " + std::to_string(*wanted.begin()), "NUMBER",
                   "broadsheet dead-letters list says which there are");
}

std::vector<app::Setting> settings_of(Options& options) {
  auto settings = bus_settings(options.bus);
  settings.resize(2);  // A reader without a group needs no name of its own.
  settings.front().required = false;
  settings.push_back({"--data", "", "DIR",
                      "The data folder of a crawl that nobody serves, instead of a bus", "",
                      &options.data, false});
  settings.push_back({"--json", "", "", "JSON, an object a line", "", &options.json, false});
  return settings;
}

app::Command list_command() {
  static Options options;
  app::Command command;
  command.name = "list";
  command.summary = "what could not be processed, and why, oldest first";
  command.examples = "  broadsheet dead-letters list --bus kafka://kafka:9092";
  command.settings = settings_of(options);
  command.run = [] { return list(options); };
  return command;
}

app::Command replay_command() {
  static Options options;
  app::Command command;
  command.name = "replay";
  command.summary = "give letters back to where they came from, to be tried again";
  command.description =
      "For when the reason has gone: a repaired extractor, more --page-time, a quieter machine. "
      "What fails again becomes a letter again. A second time does no harm: the archive knows what "
      "it has.";
  command.examples =
      "  broadsheet dead-letters replay --bus kafka://kafka:9092 17 23\n"
      "  broadsheet dead-letters replay --data data --all";
  command.settings = settings_of(options);
  command.settings.push_back(
      {"--all", "", "", "Every letter that is kept", "", &options.all, false});
  command.positionals = {
      {"NUMBER", "of a letter, as the list has it", &options.numbers, 0, 10'000}};
  command.run = [] { return replay(options); };
  return command;
}

}  // namespace

app::Command dead_letters_command() {
  app::Command command;
  command.name = "dead-letters";
  command.summary = "what could not be processed: look at it, try it again";
  command.examples = "  broadsheet dead-letters list --bus kafka://kafka:9092";
  command.subcommands = {list_command(), replay_command()};
  return command;
}

}  // namespace broadsheet
