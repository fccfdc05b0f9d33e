// SPDX-License-Identifier: Apache-2.0
// The pages that benches run over: those of extraction/ in BROADSHEET_SHARED (default: ../shared
// beside the checkout). They belong to their publishers and are no part of this project.
#pragma once

#include <benchmark/benchmark.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet::bench {

inline std::filesystem::path shared() {
  const char* const given = std::getenv("BROADSHEET_SHARED");
  if (given != nullptr) return given;
  return std::filesystem::path(BROADSHEET_SOURCE_DIR).parent_path() / "shared";
}

inline std::string read_gzip(const std::filesystem::path& path) {
  constexpr std::size_t kPageMax = std::size_t{16} << 20;
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

inline const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = [] {
    std::vector<std::filesystem::path> files;
    for (const char* set : {"news-dev", "article-dev"}) {
      const auto folder = shared() / "extraction" / set / "html";
      if (!std::filesystem::exists(folder)) continue;
      for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& file : files) texts.push_back(read_gzip(file));
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

}  // namespace broadsheet::bench
