// SPDX-License-Identifier: Apache-2.0
// `broadsheet topics apply`: the topics as they are to be.
#include "common/topics.h"

#include <cstdio>

#include "app/loops.h"
#include "broadsheet/commands.h"
#include "common/growth.h"
#include "common/topic_plan.h"
#include "program/bus_settings.h"

namespace broadsheet {

namespace {

struct Options {
  BusOptions bus;
  int partitions = 0;   // 0: as they are
  int replication = 0;  // 0: as it is
  std::optional<Duration> retention;
  bool grow = false;
  bool shorten = false;
  bool dry_run = false;
};

topics::Wish wish_of(const Options& options) {
  topics::Wish wish;
  if (options.partitions > 0) wish.partitions = options.partitions;
  if (options.replication > 0) wish.replication = options.replication;
  wish.retention = options.retention;
  wish.grow = options.grow;
  wish.shorten = options.shorten;
  return wish;
}

const char* verb(topics::Act act, bool dry_run) {
  switch (act) {
    case topics::Act::kCreate:
      return dry_run ? "would make" : "made";
    case topics::Act::kAlter:
      return dry_run ? "would change" : "changed";
    case topics::Act::kNothing:
      break;
  }
  return "unchanged";
}

void print(const std::vector<topics::Step>& steps, bool dry_run) {
  for (const auto& step : steps) {
    std::string words;
    for (const auto& word : step.words) words += (words.empty() ? ": " : ", ") + word;
    std::printf("%-12s  %s%s\n", verb(step.act, dry_run), step.topic.name.c_str(), words.c_str());
  }
}

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-topics"));
  TRY_LET(bus, bus::open(bus_options));
  TRY_LET(there, topics::existing(*bus));
  TRY_LET(steps, topics::plan(there, wish_of(options)));
  if (!options.dry_run) TRY(topics::carry_out(*bus, steps));
  print(steps, options.dry_run);
  if (options.grow && !options.dry_run) {
    const auto stop = app::stop_on_signals();
    TRY_LET(placed, topics::place_anew(*bus, topics::kArticles, stop));
    std::printf("%llu articles belong to other partitions now, and lie there too\n",
                static_cast<unsigned long long>(placed));
  }
  return 0;
}

app::Command apply_command() {
  static Options options;
  app::Command command;
  command.name = "apply";
  command.summary = "make the topics, or give those that are there what they lack";
  command.description =
      "Does what is missing and says what that was; a second time it does nothing. What is not "
      "given stays as it is. Never takes partitions away.";
  command.examples =
      "  broadsheet topics apply --bus kafka://kafka:9092 --partitions 12 --replication 3\n"
      "  broadsheet topics apply --bus kafka://kafka:9092 --retention 3d --dry-run";
  const auto bus = bus_settings(options.bus);
  command.settings = {bus[0], bus[1]};
  app::append(
      command.settings,
      {
          {"--partitions", "topics.partitions", "N",
           "Of captures and articles, and of discoveries; 0: as they are, 12 on a new bus",
           "It is the number of shards, and can only grow", &options.partitions, false,
           app::Bounds{0, 256}},
          {"--replication", "topics.replication", "N",
           "Brokers that have each record of a new topic; 0: as it is, 1 on a new bus",
           "With fewer than 3, a lost broker stops or loses the news", &options.replication, false,
           app::Bounds{0, 9}},
          {"--retention", "topics.retention", "DURATION",
           "How long records wait for a reader; 7d on a new bus",
           "What nobody has read by then is lost. Dead letters are kept 90d, or longer if this is",
           &options.retention, false},
          {"--grow", "", "", "Allows more partitions than there are",
           "Keys move between shards: read docs/operations.md before", &options.grow, false},
          {"--shorten", "", "", "Allows a shorter --retention than there is",
           "The brokers delete at once what is older, read or not", &options.shorten, false},
          {"--dry-run,-n", "", "", "Only says what it would do", "", &options.dry_run, false},
      });
  command.run = [] { return run(options); };
  return command;
}

}  // namespace

app::Command topics_command() {
  app::Command command;
  command.name = "topics";
  command.summary = "the topics on Kafka that the services talk over";
  command.examples = "  broadsheet topics apply --bus kafka://kafka:9092 --dry-run";
  command.subcommands = {apply_command()};
  return command;
}

}  // namespace broadsheet
