// SPDX-License-Identifier: Apache-2.0
// A process that the crash tests kill or starve: it shares no thread and no memory with the test.
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>

#include "core/file.h"
#include "kv/store.h"

namespace broadsheet::kv {
namespace {

constexpr int kMayNotMount = 77;

Options one_family() {
  Options options;
  options.families = {{"f"}};
  return options;
}

// Writes numbered batches until it is killed, and tells each that was acknowledged by one byte.
int write_for_ever(const std::filesystem::path& folder) {
  auto store = Store::open(folder, one_family());
  if (!store.ok()) return 1;
  for (int at = 0;; ++at) {
    Batch batch;
    batch.put("f", "a" + std::to_string(at), std::string(1000, 'v'));
    batch.put("f", "b" + std::to_string(at), "");
    const auto how = at % 2 == 0 ? Durability::kSynced : Durability::kBuffered;
    if (!store->write(batch, how).ok() || ::write(STDOUT_FILENO, "x", 1) != 1) return 1;
  }
}

// A small disk of its own at `folder`, for this process alone; it goes away with the process.
bool mount_small_disk(const std::filesystem::path& folder) {
  const int spaces = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS;
  if (::unshare(spaces) != 0) return false;
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=24m") == 0;
}

Result<void> put_numbered(Store& store, int number) {
  Batch batch;
  batch.put("f", std::to_string(number), std::string(100000, static_cast<char>('a' + number % 26)));
  return store.write(batch);
}

// The number of the step that went wrong; 0 if none did.
int fill_and_make_room(const std::filesystem::path& folder) {
  if (!mount_small_disk(folder)) return kMayNotMount;
  if (!write_file(folder / "filler", std::string(16 << 20, 'x')).ok()) return 1;
  int acknowledged = 0;
  {
    auto store = Store::open(folder / "store", one_family());
    if (!store.ok()) return 2;
    Result<void> written;
    while ((written = put_numbered(*store, acknowledged)).ok()) ++acknowledged;
    if (written.fault().kind != FaultKind::kUnavailable) return 3;
    if (put_numbered(*store, acknowledged).ok()) return 4;
    if (store->get("f", std::to_string(acknowledged)).ok()) return 5;
    if (!store->get("f", "0").ok()) return 6;
    std::filesystem::remove(folder / "filler");
    for (int more = 0; more < 20; ++more, ++acknowledged) {
      if (!put_numbered(*store, acknowledged).ok()) return 7;
    }
  }
  auto store = Store::open(folder / "store", one_family());
  if (!store.ok()) return 8;
  for (int at = 0; at < acknowledged; ++at) {
    if (!store->get("f", std::to_string(at)).ok()) return 9;
  }
  return store->verify_checksums().ok() ? 0 : 10;
}

}  // namespace
}  // namespace broadsheet::kv

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: kv_crasher write|fill FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[2];
  return std::string_view(arguments[1]) == "write" ? broadsheet::kv::write_for_ever(folder)
                                                   : broadsheet::kv::fill_and_make_room(folder);
}
