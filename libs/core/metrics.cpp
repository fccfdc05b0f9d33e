// SPDX-License-Identifier: Apache-2.0
// The process's registry of series, kept by prometheus-cpp.
#include "core/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "core/log.h"
#include "core/result.h"

namespace broadsheet::metrics {
namespace {

// Never destroyed: handles live for ever.
prometheus::Registry& registry() {
  static auto* const kMade = new prometheus::Registry;
  return *kMade;
}

struct Readers {
  std::mutex mutex;
  std::set<const std::function<void()>*> all;
};

Readers& readers() {
  static auto* const kMade = new Readers;
  return *kMade;
}

std::map<std::string, std::string> as_map(Labels labels) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : labels) out.emplace(name, value);
  return out;
}

// `make` throws where the name or the labels are not Prometheus's: we are wrong then.
template <typename Make>
auto* series(std::string_view name, const Make& make) {
  try {
    return &make();
  } catch (const std::exception& error) {
    log::error("metrics.refused", {{"name", name}, {"why", error.what()}});
    CHECK(!"a metric has a good name and one kind");
  }
  std::abort();
}

}  // namespace

void Counter::add(double amount) {
  if (impl != nullptr) static_cast<prometheus::Counter*>(impl)->Increment(amount);
}

double Counter::value() const {
  return impl == nullptr ? 0 : static_cast<prometheus::Counter*>(impl)->Value();
}

void Gauge::set(double value) {
  if (impl != nullptr) static_cast<prometheus::Gauge*>(impl)->Set(value);
}

void Gauge::add(double amount) {
  if (impl != nullptr) static_cast<prometheus::Gauge*>(impl)->Increment(amount);
}

double Gauge::value() const {
  return impl == nullptr ? 0 : static_cast<prometheus::Gauge*>(impl)->Value();
}

void Histogram::observe(double value) {
  if (impl != nullptr) static_cast<prometheus::Histogram*>(impl)->Observe(value);
}

Counter counter(std::string_view name, std::string_view help, Labels labels) {
  Counter handle;
  handle.impl = series(name, [&]() -> prometheus::Counter& {
    return prometheus::BuildCounter()
        .Name(std::string(name))
        .Help(std::string(help))
        .Register(registry())
        .Add(as_map(labels));
  });
  return handle;
}

Gauge gauge(std::string_view name, std::string_view help, Labels labels) {
  Gauge handle;
  handle.impl = series(name, [&]() -> prometheus::Gauge& {
    return prometheus::BuildGauge()
        .Name(std::string(name))
        .Help(std::string(help))
        .Register(registry())
        .Add(as_map(labels));
  });
  return handle;
}

Histogram seconds(std::string_view name, std::string_view help, Labels labels) {
  static const prometheus::Histogram::BucketBoundaries kBuckets = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
  Histogram handle;
  handle.impl = series(name, [&]() -> prometheus::Histogram& {
    return prometheus::BuildHistogram()
        .Name(std::string(name))
        .Help(std::string(help))
        .Register(registry())
        .Add(as_map(labels), kBuckets);
  });
  return handle;
}

Reader::Reader(std::function<void()> read) : read_(std::move(read)) {
  const std::scoped_lock lock(readers().mutex);
  readers().all.insert(&read_);
}

Reader::~Reader() {
  const std::scoped_lock lock(readers().mutex);
  readers().all.erase(&read_);
}

std::string exposition() {
  {
    const std::scoped_lock lock(readers().mutex);
    for (const auto* read : readers().all) (*read)();
  }
  return prometheus::TextSerializer().Serialize(registry().Collect());
}

}  // namespace broadsheet::metrics
