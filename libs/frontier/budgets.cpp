// SPDX-License-Identifier: Apache-2.0
// How many requests a source was given today. Where partitions move, each has a count of its own,
// which goes with it: the budget is that of all its partitions here.
#include <algorithm>
#include <cstdio>

#include "frontier/impl.h"

namespace broadsheet::frontier {

namespace {

std::string budget_key(const std::string& source, std::optional<int> partition) {
  return partition ? source + '\0' + std::to_string(*partition) : source;
}

std::optional<Spent> decode_spent(const std::string& row) {
  long long day = 0;
  unsigned count = 0;
  if (std::sscanf(row.c_str(), "%lld %u", &day, &count) != 2) return std::nullopt;
  return Spent{day, count};
}

std::string encode(const Spent& spent) {
  return std::to_string(spent.day) + " " + std::to_string(spent.count);
}

}  // namespace

std::int64_t day_of(Time now) {
  return std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
}

void Spent::add(Time now) {
  if (day != day_of(now)) count = 0;
  day = day_of(now);
  ++count;
}

Result<void> Frontier::Impl::load_budgets() {
  kv::Cursor rows = store.scan(kBudgetsFamily);
  while (rows.next()) {
    if (const auto spent = decode_spent(std::string(rows.value()))) {
      budgets[std::string(rows.key())] = *spent;
    }
  }
  return rows.status();
}

Result<bool> Frontier::Impl::over_budget(const std::string& id, Time now) {
  const auto& budget = source_of(id).budget;
  if (!budget) return false;
  std::uint64_t sum = 0;
  const auto add = [&](std::optional<int> partition) {
    const auto found = budgets.find(budget_key(id, partition));
    if (found != budgets.end() && found->second.day == day_of(now)) sum += found->second.count;
  };
  if (!options.partition_of) add(std::nullopt);
  for (const auto& [partition, held] : partitions) add(partition);
  return sum >= *budget;
}

void Frontier::Impl::count_fetch(const std::string& name, const std::string& id, Time now,
                                 kv::Batch& batch) {
  if (!source_of(id).budget) return;
  const std::string key = budget_key(id, partition_of(name));
  Spent& spent = budgets[key];
  spent.add(now);
  batch.put(kBudgetsFamily, key, encode(spent));
  mark_budget(name, key);
}

Result<void> Frontier::Impl::restore_budget(const std::string& key, const std::string& row,
                                            Restoring& restoring) {
  const auto told = decode_spent(row);
  if (!told) return bad_input("a handed over budget cannot be read", key);
  Spent& known = budgets[key];
  if (std::pair(told->day, told->count) <= std::pair(known.day, known.count)) return {};
  known = *told;
  restoring.batch.put(kBudgetsFamily, key, row);
  return {};
}

}  // namespace broadsheet::frontier
