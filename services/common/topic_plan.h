// SPDX-License-Identifier: Apache-2.0
// From the topics as they are to those that are wanted: decided first, carried out after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::topics {

// What an operator asks for. What is not said stays as it is, or is as for a new bus.
struct Wish {
  std::optional<int> partitions = {};  // of captures and articles, and of discoveries
  std::optional<int> replication = {};
  std::optional<Duration> retention = {};
  // Allows more partitions than there are: keys move between them, see docs/operations.md.
  bool grow = false;
  // Allows a shorter retention than there is: what nobody has read in that time is lost.
  bool shorten = false;
};

enum class Act { kNothing, kCreate, kAlter };

struct Step {
  Act act = Act::kNothing;
  bus::Topic topic;                     // as it will be
  std::vector<std::string> words = {};  // what that changes, a clause each
};

// `there` holds those topics of ours that exist. kBadInput where the wish cannot be met: fewer
// partitions, or more without `grow`.
Result<std::vector<Step>> plan(const std::vector<bus::Topic>& there, const Wish& wish);

// Those of our topics that exist.
Result<std::vector<bus::Topic>> existing(const bus::Bus& bus);

// In order; what was done before a fault stays done, and planning again goes on from there.
Result<void> carry_out(bus::Bus& bus, const std::vector<Step>& steps);

}  // namespace broadsheet::topics
