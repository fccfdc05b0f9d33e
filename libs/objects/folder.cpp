// SPDX-License-Identifier: Apache-2.0
// Objects as files: each under its name, synced, and moved there whole.
#include <algorithm>
#include <fstream>

#include "core/file.h"
#include "objects/names.h"

namespace broadsheet::objects {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr const char* kScratch = ".incoming";  // no name of an object

Result<void> to_result(const std::error_code& error, const fs::path& path) {
  if (!error) return {};
  return unavailable(error.message(), path.string());
}

class FolderStore final : public Store {
 public:
  explicit FolderStore(fs::path folder) : folder_(std::move(folder)) {}

  Result<bool> has(const std::string& name) override {
    TRY(check_name(name));
    std::error_code error;
    const bool there = fs::exists(folder_ / name, error);
    TRY(to_result(error, folder_ / name));
    return there;
  }

  Result<void> put(const std::string& name, const fs::path& file, const Digest&,
                   std::stop_token) override {
    TRY(check_name(name));
    std::error_code error;
    if (file != folder_ / kScratch) {
      fs::copy_file(file, scratch(), fs::copy_options::overwrite_existing, error);
      TRY(to_result(error, file));
    }
    TRY(sync_path(folder_ / kScratch));
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path(), error);
    TRY(to_result(error, path));
    fs::rename(folder_ / kScratch, path, error);
    TRY(to_result(error, path));
    return sync_path(path.parent_path());
  }

  Result<void> put_text(const std::string& name, const std::string& text) override {
    TRY(check_name(name));
    std::error_code error;
    fs::create_directories((folder_ / name).parent_path(), error);
    TRY(to_result(error, folder_ / name));
    return write_file(folder_ / name, text);
  }

  Result<void> get(const std::string& name, const Sink& sink, std::stop_token stop) override {
    TRY(check_name(name));
    std::ifstream in(folder_ / name, std::ios::binary);
    if (!in) return not_found("there is no such object", place(name));
    std::string piece(kPieceBytes, '\0');
    while (in) {
      if (stop.stop_requested()) return unavailable("stopped");
      in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      const auto bytes = std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount()));
      if (!sink(bytes)) return unavailable("what came was not taken", place(name));
    }
    return {};
  }

  Result<std::vector<std::string>> list(const std::string& folder) override {
    TRY(check_name(folder));
    std::vector<std::string> names;
    std::error_code error;
    if (!fs::exists(folder_ / folder, error)) return not_found("there is nothing", place(folder));
    for (auto at = fs::directory_iterator(folder_ / folder, error); !error && at != fs::end(at);
         at.increment(error)) {
      names.push_back(at->path().filename().string());
    }
    TRY(to_result(error, folder_ / folder));
    std::ranges::sort(names);
    return names;
  }

  fs::path scratch() override {
    std::error_code error;  // Whoever writes there hears of it.
    fs::create_directories(folder_, error);
    return folder_ / kScratch;
  }

  [[nodiscard]] std::string place(const std::string& name) const override {
    return (folder_ / name).string();
  }

 private:
  const fs::path folder_;
};

}  // namespace

std::unique_ptr<Store> open_folder(const fs::path& folder) {
  return std::make_unique<FolderStore>(folder);
}

}  // namespace broadsheet::objects
