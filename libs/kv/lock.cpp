// SPDX-License-Identifier: Apache-2.0
// RocksDB's writer holds a lock of fcntl(2) on the file LOCK: who asks for it is told, and gets
// none.
#include "kv/lock.h"

#include <fcntl.h>
#include <unistd.h>

namespace broadsheet::kv {

bool is_open_elsewhere(const std::filesystem::path& folder) {
  const int file = ::open((folder / "LOCK").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool asked = ::fcntl(file, F_GETLK, &lock) == 0;
  ::close(file);
  return asked && lock.l_type != F_UNLCK;
}

}  // namespace broadsheet::kv
