// SPDX-License-Identifier: Apache-2.0
// Topics as they are wanted, step by step.
#include "common/topic_plan.h"

#include <algorithm>

#include "common/topics.h"

namespace broadsheet::topics {

namespace {

constexpr int kPartitions = 12;  // Divides by 2, 3, 4 and 6: so many processes share them evenly.

std::string say(Duration retention) {
  return retention == Duration{} ? "for ever" : format_duration(retention);
}

bool shorter(Duration retention, Duration other) {
  if (retention == Duration{}) return false;
  return other == Duration{} || retention < other;
}

std::string say(bus::Cleanup cleanup) {
  return cleanup == bus::Cleanup::kCompact ? "compacted" : "deleted by age";
}

const bus::Topic* find(const std::vector<bus::Topic>& topics, const std::string& name) {
  const auto found = std::ranges::find(topics, name, &bus::Topic::name);
  return found == topics.end() ? nullptr : &*found;
}

// New topics are as the ones that are there already: a later version may bring more of them.
Layout layout_of(const std::vector<bus::Topic>& there, const Wish& wish) {
  Layout layout;
  const bus::Topic* captures = find(there, std::string(kCaptures));
  layout.partitions = wish.partitions.value_or(captures ? captures->partitions : kPartitions);
  layout.replication = wish.replication.value_or(captures ? captures->replication : 1);
  if (captures != nullptr) layout.retention = captures->retention;
  layout.retention = wish.retention.value_or(layout.retention);
  return layout;
}

Step creation(const bus::Topic& topic) {
  Step step{Act::kCreate, topic};
  step.words.push_back(std::to_string(topic.partitions) + " partitions");
  step.words.push_back("replication " + std::to_string(topic.replication));
  step.words.push_back(say(topic.cleanup));
  if (topic.cleanup == bus::Cleanup::kDelete) {
    step.words.push_back("kept " + say(topic.retention));
  }
  step.words.push_back("records up to " + std::to_string(topic.record_bytes_max >> 20) + " MiB");
  return step;
}

Result<Step> alteration(const bus::Topic& there, const bus::Topic& wanted, const Wish& wish) {
  Step step{Act::kNothing, there};
  const auto change = [&](const std::string& what, const std::string& from, const std::string& to) {
    step.act = Act::kAlter;
    step.words.push_back(what + " " + from + " → " + to);
  };
  if (there.partitions > wanted.partitions) {
    return bad_input(there.name + " has " + std::to_string(there.partitions) +
                         " partitions, and a topic never shrinks",
                     "--partitions", "ask for at least as many");
  }
  if (there.partitions < wanted.partitions && !wish.grow) {
    return bad_input(there.name + " has " + std::to_string(there.partitions) +
                         " partitions: with more, keys move between them",
                     "--partitions", "read \"Growing\" in docs/operations.md, then say --grow");
  }
  if (there.partitions < wanted.partitions) {
    change("partitions", std::to_string(there.partitions), std::to_string(wanted.partitions));
    step.topic.partitions = wanted.partitions;
  }
  if (there.cleanup != wanted.cleanup) {
    change("cleanup", say(there.cleanup), say(wanted.cleanup));
    step.topic.cleanup = wanted.cleanup;
  }
  const bool kept_else = wanted.cleanup == bus::Cleanup::kDelete && wish.retention &&
                         there.retention != wanted.retention;
  if (kept_else && !wish.shorten && shorter(wanted.retention, there.retention)) {
    step.words.push_back("stays kept " + say(there.retention) + ": to keep less, say --shorten");
  } else if (kept_else) {
    change("kept", say(there.retention), say(wanted.retention));
    step.topic.retention = wanted.retention;
  }
  if (there.record_bytes_max < wanted.record_bytes_max) {
    change("records up to", std::to_string(there.record_bytes_max) + " bytes",
           std::to_string(wanted.record_bytes_max));
    step.topic.record_bytes_max = wanted.record_bytes_max;
  }
  if (wish.replication && there.replication != *wish.replication) {
    step.words.push_back("replication stays " + std::to_string(there.replication) +
                         ": change it with kafka-reassign-partitions");
  }
  return step;
}

}  // namespace

Result<std::vector<Step>> plan(const std::vector<bus::Topic>& there, const Wish& wish) {
  std::vector<Step> steps;
  for (const auto& wanted : all(layout_of(there, wish))) {
    const bus::Topic* known = find(there, wanted.name);
    if (known == nullptr) {
      steps.push_back(creation(wanted));
      continue;
    }
    TRY_LET(step, alteration(*known, wanted, wish));
    steps.push_back(std::move(step));
  }
  return steps;
}

Result<std::vector<bus::Topic>> existing(const bus::Bus& bus) {
  std::vector<bus::Topic> there;
  for (const auto& topic : all({})) {
    auto described = bus.describe_topic(topic.name);
    if (!described && described.fault().kind == FaultKind::kNotFound) continue;
    if (!described) return described.fault();
    there.push_back(*std::move(described));
  }
  return there;
}

Result<void> carry_out(bus::Bus& bus, const std::vector<Step>& steps) {
  for (const auto& step : steps) {
    if (step.act == Act::kCreate) TRY(bus.create_topic(step.topic));
    if (step.act == Act::kAlter) TRY(bus.alter_topic(step.topic));
  }
  return {};
}

}  // namespace broadsheet::topics
