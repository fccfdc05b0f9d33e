// SPDX-License-Identifier: Apache-2.0
// How fast real news pages become trees, and trees links and text. The pages are those of
// extraction/ in BROADSHEET_SHARED (default: ../shared beside the checkout).
// uses: bs_html bs_url z
#include <benchmark/benchmark.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "html/input.h"
#include "html/links.h"
#include "html/parse.h"
#include "html/tokenizer.h"

namespace {

namespace fs = std::filesystem;
namespace html = broadsheet::html;

fs::path shared() {
  const char* const given = std::getenv("BROADSHEET_SHARED");
  if (given != nullptr) return given;
  return fs::path(BROADSHEET_SOURCE_DIR).parent_path() / "shared";
}

constexpr std::size_t kPageMax = std::size_t{16} << 20;

std::string read_gzip(const fs::path& path) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char block[65'536];
  for (int size = 0; text.size() < kPageMax && (size = gzread(file, block, sizeof block)) > 0;) {
    text.append(block, static_cast<std::size_t>(size));
  }
  gzclose(file);
  return text;
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = [] {
    std::vector<fs::path> files;
    for (const char* set : {"news-dev", "article-dev"}) {
      const fs::path folder = shared() / "extraction" / set / "html";
      if (!fs::exists(folder)) continue;
      for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const fs::path& file : files) texts.push_back(read_gzip(file));
    return texts;
  }();
  return all;
}

// Runs `work` over every page; counts bytes and pages.
template <typename Work>
void over_pages(benchmark::State& state, const Work& work) {
  if (pages().empty()) {
    state.SkipWithError("no pages: set BROADSHEET_SHARED to the folder that holds extraction/");
    return;
  }
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (auto _ : state) {
    for (const std::string& page : pages()) {
      work(page);
      bytes += page.size();
      ++count;
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(static_cast<std::int64_t>(count));
}

void parse(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const html::Document tree = html::parse(page);
    benchmark::DoNotOptimize(tree.root());
  });
}
BENCHMARK(parse)->Unit(benchmark::kMillisecond);

void input_alone(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    html::Arena arena;
    const html::Input input = html::read_input(page, {}, arena);
    benchmark::DoNotOptimize(input.end);
  });
}
BENCHMARK(input_alone)->Unit(benchmark::kMillisecond);

// Without a tree nobody tells the tokenizer about raw text: a bound, not a part.
void tokens_alone(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    html::Arena arena;
    const html::Input input = html::read_input(page, {}, arena);
    html::Tokenizer tokenizer(arena, input.begin, input.end, 1'000);
    while (tokenizer.next().kind != html::TokenKind::kEof) {
    }
  });
}
BENCHMARK(tokens_alone)->Unit(benchmark::kMillisecond);

void parse_and_links(benchmark::State& state) {
  const auto url = broadsheet::url::Url::parse("https://news.example/2026/a");
  over_pages(state, [&url](const std::string& page) {
    const html::Document tree = html::parse(page);
    benchmark::DoNotOptimize(html::links(tree, *url).size());
  });
}
BENCHMARK(parse_and_links)->Unit(benchmark::kMillisecond);

void parse_and_text(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const html::Document tree = html::parse(page);
    benchmark::DoNotOptimize(html::text_content(tree.root()).size());
  });
}
BENCHMARK(parse_and_text)->Unit(benchmark::kMillisecond);

}  // namespace
