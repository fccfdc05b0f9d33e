// SPDX-License-Identifier: Apache-2.0
// Counters, gauges and histograms for Prometheus. One registry a process; handles are cheap.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet::metrics {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Handles point into the process's registry and live as long as it: for ever. Thread-safe. A handle
// that came from none of the functions below counts nothing.
class Counter {
 public:
  void add(double amount = 1);
  [[nodiscard]] double value() const;
  void* impl = nullptr;
};
class Gauge {
 public:
  void set(double value);
  void add(double amount);
  [[nodiscard]] double value() const;
  void* impl = nullptr;
};
class Histogram {
 public:
  void observe(double value);
  void* impl = nullptr;
};

// The same name and labels give the same series. Names are Prometheus's: broadsheet_fetches_total.
// The set of label values must be bounded: never a URL or a host. A name that Prometheus would not
// take, or one that is another kind of series already, is a CHECK.
Counter counter(std::string_view name, std::string_view help, Labels labels = {});
Gauge gauge(std::string_view name, std::string_view help, Labels labels = {});
// Buckets from 0.5 ms to 60 s, for seconds.
Histogram seconds(std::string_view name, std::string_view help, Labels labels = {});

// Calls `read` before each exposition, to set what is read and not counted. Destroying it waits for
// a call in progress; `read` must not make or destroy a Reader.
class Reader {
 public:
  explicit Reader(std::function<void()> read);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

 private:
  std::function<void()> read_;
};

// The text exposition format, all series.
std::string exposition();

}  // namespace broadsheet::metrics
