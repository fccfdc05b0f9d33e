// SPDX-License-Identifier: Apache-2.0
// From /proc and getrusage.
#include "app/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

#include "core/file.h"
#include "core/metrics.h"
#include "core/strings.h"
#include "core/time.h"

namespace broadsheet::app {

namespace {

void set(const char* name, const char* help, double value) {
  metrics::gauge(name, help).set(value);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// proc(5): the second number of statm is the resident set, in pages.
void read_memory() {
  const auto text = read_file("/proc/self/statm", 4096);
  if (!text) return;
  const auto numbers = split(trim(*text), ' ');
  if (numbers.size() < 2) return;
  const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  set("process_virtual_memory_bytes", "Address space, in bytes.",
      std::stod(std::string(numbers[0])) * page);
  set("process_resident_memory_bytes", "Memory held, in bytes.",
      std::stod(std::string(numbers[1])) * page);
}

double entries_of(const char* folder) {
  std::error_code ignored;
  const std::filesystem::directory_iterator entries(folder, ignored);
  return static_cast<double>(std::distance(begin(entries), end(entries)));
}

}  // namespace

void read_process_metrics() {
  static const Time kStart = system_now();
  read_memory();
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    auto cpu = metrics::counter("process_cpu_seconds_total",
                                "Processor time, of the user and the system.");
    cpu.add(std::max(0.0, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime) - cpu.value()));
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    set("process_max_fds", "Descriptors that may be open.", static_cast<double>(limit.rlim_cur));
  }
  set("process_open_fds", "Descriptors that are open.", entries_of("/proc/self/fd"));
  set("process_threads", "Threads.", entries_of("/proc/self/task"));
  set("process_start_time_seconds", "When it started, in seconds since 1970.",
      static_cast<double>(to_micros(kStart)) / 1e6);
}

}  // namespace broadsheet::app
