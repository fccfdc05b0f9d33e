// SPDX-License-Identifier: Apache-2.0
// uses: bs_search bs_core
// Search: documents indexed a second, and the time of queries of several kinds over a made archive
// whose words are as common as words are (Zipf). SEARCH_DOCUMENTS sets its size (default 20,000).
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <memory>

#include "core/file.h"
#include "core/random.h"
#include "search/search.h"

namespace {

using namespace broadsheet;
using namespace broadsheet::search;

constexpr std::size_t kVocabulary = 60'000;
constexpr std::size_t kWordsPerArticle = 450;

std::size_t archive_size() {
  const char* size = std::getenv("SEARCH_DOCUMENTS");
  return size == nullptr ? 20'000 : std::strtoull(size, nullptr, 10);
}

// The word of a rank: the commonest are the shortest.
std::string word(std::size_t rank) {
  static constexpr std::string_view kSyllables[] = {"ba", "ce", "di", "fo", "gu", "ha", "le", "mi",
                                                    "no", "pu", "ra", "se", "ti", "vo", "wu", "za"};
  std::string text;
  for (std::size_t rest = rank + 16; rest > 0; rest /= 16) text += kSyllables[rest % 16];
  return text;
}

// Ranks with probability ~ 1 / rank.
std::size_t draw(Random& random) {
  const double unit = static_cast<double>(random.below(1 << 30)) / (1 << 30);
  return static_cast<std::size_t>(std::pow(static_cast<double>(kVocabulary), unit)) - 1;
}

SearchDocument made_article(std::size_t number, Random& random) {
  SearchDocument document;
  document.snapshot = "snapshot-" + std::to_string(number);
  document.url_key = "com,example)/" + std::to_string(number);
  document.host = "www.outlet" + std::to_string(random.below(500)) + ".example";
  document.source = "outlet";
  document.language = number % 5 == 0 ? "de" : "en";
  for (int i = 0; i < 9; ++i) document.title += word(draw(random)) + " ";
  for (std::size_t i = 0; i < kWordsPerArticle; ++i) {
    document.text += word(draw(random)) + (i % 60 == 59 ? ".\n" : " ");
  }
  document.first_seen =
      from_micros(1'767'225'600'000'000LL + static_cast<long long>(number) * 60'000'000);
  document.published = document.first_seen;
  return document;
}

Batch made_batch(std::size_t from, std::size_t count, Random& random) {
  Batch batch;
  for (std::size_t i = 0; i < count; ++i) batch.adds.push_back(made_article(from + i, random));
  return batch;
}

struct Archive {
  TemporaryFolder folder;
  Index index = *Index::open(folder.path());

  Archive() {
    Random random(7);
    for (std::size_t at = 0; at < archive_size(); at += 1000) {
      CHECK(index.apply(made_batch(at, 1000, random), std::to_string(at)).ok());
      if (at % 5000 == 4000) CHECK(index.commit().ok());
    }
    CHECK(index.commit().ok());
  }
};

Archive& archive() {
  static const auto kept = std::make_unique<Archive>();
  return *kept;
}

void index_articles(benchmark::State& state) {
  TemporaryFolder folder;
  auto index = *Index::open(folder.path());
  Random random(1);
  std::size_t bytes = 0;
  std::size_t number = 0;
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    const auto batch = made_batch(number, 2000, random);
    for (const auto& document : batch.adds) bytes += document.text.size();
    number += 2000;
    state.ResumeTiming();
    CHECK(index.apply(batch, "x").ok());
    CHECK(index.commit().ok());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(number));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["disk_per_text"] =
      static_cast<double>(index.stats()->bytes) / static_cast<double>(bytes);
}
BENCHMARK(index_articles)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(5);

// What every article waits for: one more, durable and to be found, in each of so many indexes.
void one_article_each(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  std::vector<TemporaryFolder> folders(count);
  std::vector<Index> indexes;
  for (const auto& folder : folders) indexes.push_back(*Index::open(folder.path()));
  Random random(1);
  std::size_t number = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (auto& index : indexes) {
      CHECK(index.apply(made_batch(number++, 1, random), "x").ok());
      CHECK(index.commit().ok());
    }
  }
}
BENCHMARK(one_article_each)->Arg(1)->Arg(4)->Unit(benchmark::kMillisecond)->UseRealTime();

void run(benchmark::State& state, const Query& query, const Page& page = {}) {
  auto& index = archive().index;
  std::uint64_t total = 0;
  for ([[maybe_unused]] auto _ : state) total = index.search(query, page)->total;
  state.counters["hits"] = static_cast<double>(total);
}

void common_word(benchmark::State& state) { run(state, {word(3), {}, {}}); }
BENCHMARK(common_word)->Unit(benchmark::kMicrosecond);

void rare_word(benchmark::State& state) { run(state, {word(30'000), {}, {}}); }
BENCHMARK(rare_word)->Unit(benchmark::kMicrosecond);

void two_words(benchmark::State& state) { run(state, {word(100) + " " + word(1000), {}, {}}); }
BENCHMARK(two_words)->Unit(benchmark::kMicrosecond);

void phrase(benchmark::State& state) {
  run(state, {"\"" + word(5) + " " + word(9) + "\"", {}, {}});
}
BENCHMARK(phrase)->Unit(benchmark::kMicrosecond);

void near(benchmark::State& state) { run(state, {word(20) + " NEAR/5 " + word(30), {}, {}}); }
BENCHMARK(near)->Unit(benchmark::kMicrosecond);

void prefix(benchmark::State& state) { run(state, {"baba*", {}, {}}); }
BENCHMARK(prefix)->Unit(benchmark::kMicrosecond);

void newest_of_a_host(benchmark::State& state) {
  Query query{word(50), {}, Order::kNewest};
  query.filter.host_suffixes = {"outlet7.example"};
  run(state, query);
}
BENCHMARK(newest_of_a_host)->Unit(benchmark::kMicrosecond);

void newest_of_all(benchmark::State& state) { run(state, {"", {}, Order::kNewest}); }
BENCHMARK(newest_of_all)->Unit(benchmark::kMicrosecond);

void without_snippets(benchmark::State& state) {
  Page page;
  page.snippet_bytes = 0;
  run(state, {word(100) + " " + word(1000), {}, {}}, page);
}
BENCHMARK(without_snippets)->Unit(benchmark::kMicrosecond);

void by_day(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    CHECK(archive().index.facet({word(10), {}, {}}, {Facet::kPublishedDay}).ok());
  }
}
BENCHMARK(by_day)->Unit(benchmark::kMicrosecond);

}  // namespace
