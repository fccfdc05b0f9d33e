// SPDX-License-Identifier: Apache-2.0
// How fast real pages become articles: bytes in, everything out. "p50_ms" and "p99_ms" are of one
// page.
// uses: bs_article bs_html bs_url z
#include <time.h>

#include "article/extract.h"
#include "bench/pages.h"

namespace {

using namespace broadsheet;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double at(const std::vector<double>& sorted, double part) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(last * part)];
}

void extract_pages(benchmark::State& state, const article::Options& options) {
  const auto url = url::Url::parse("https://news.example/2026/a");
  std::vector<double> times;
  bench::over_pages(state, [&](const std::string& body) {
    const double begin = cpu_ms();
    const auto extraction = article::extract({.url = *url, .body = body}, options);
    benchmark::DoNotOptimize(&extraction);
    times.push_back(cpu_ms() - begin);
  });
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  state.counters["p50_ms"] = at(times, 0.5);
  state.counters["p99_ms"] = at(times, 0.99);
  state.counters["max_ms"] = times.back();
}

void extract(benchmark::State& state) { extract_pages(state, {.links = false}); }
BENCHMARK(extract)->Unit(benchmark::kMillisecond);

// As the extractor of the pipeline does it.
void extract_with_links(benchmark::State& state) { extract_pages(state, {}); }
BENCHMARK(extract_with_links)->Unit(benchmark::kMillisecond);

}  // namespace
