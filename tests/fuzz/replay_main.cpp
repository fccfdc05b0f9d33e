// SPDX-License-Identifier: Apache-2.0
// Replays a corpus: each file whole, then cut short and with bytes flipped, by a fixed seed. The
// corpus is the files that are named, and those in the folders.
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "core/random.h"

// tests/fuzz/CMakeLists.txt gives the function of the target this name.
void fuzz_target(std::string_view bytes);

namespace {

constexpr int kMutationsPerFile = 64;

std::string mutate(std::string bytes, broadsheet::Random& random) {
  if (bytes.empty()) return bytes;
  bytes.resize(1 + random.below(bytes.size()));
  const auto flips = random.below(8);
  for (std::uint64_t i = 0; i < flips; ++i) {
    bytes[random.below(bytes.size())] = static_cast<char>(random.next());
  }
  return bytes;
}

std::vector<std::filesystem::path> files_of(const std::vector<std::string>& named) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : named) {
    if (!std::filesystem::is_directory(path)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      files.push_back(entry.path());
    }
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER_OR_FILE...\n", argv[0]);
    return 2;
  }
  int files = 0;
  broadsheet::Random random(1);
  fuzz_target({});
  for (const auto& file : files_of({argv + 1, argv + argc})) {
    auto bytes = broadsheet::read_file(file);
    if (!bytes) {
      std::fprintf(stderr, "%s\n", bytes.fault().text().c_str());
      return 1;
    }
    fuzz_target(*bytes);
    for (int i = 0; i < kMutationsPerFile; ++i) fuzz_target(mutate(*bytes, random));
    ++files;
  }
  std::printf("%d files replayed\n", files);
  return files > 0 ? 0 : 1;
}
