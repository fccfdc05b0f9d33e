// SPDX-License-Identifier: Apache-2.0
// Whole files by POSIX calls: std::fstream cannot tell why it failed, and cannot fsync.
#include "core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>

namespace broadsheet {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  // The last chance of some file systems to say that a write failed.
  int close() { return ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

Fault system_fault(int error, const std::string& verb, const fs::path& path) {
  const std::string what = "cannot " + verb + ": " + std::generic_category().message(error);
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return not_found(what, path.string());
    case EISDIR:
    case ENAMETOOLONG:
    case ELOOP:
      return bad_input(what, path.string());
    default:
      return unavailable(what, path.string());
  }
}

Result<std::string> read_all(int fd, const fs::path& path, std::size_t size_max) {
  std::string bytes;
  struct stat status {};
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    bytes.reserve(std::min(static_cast<std::size_t>(status.st_size), size_max) + 1);
  }
  std::string chunk(64 << 10, '\0');
  for (;;) {
    const ssize_t got = ::read(fd, chunk.data(), chunk.size());
    if (got == 0) return bytes;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_fault(errno, "read", path);
    if (static_cast<std::size_t>(got) > size_max - bytes.size()) {
      return bad_input("larger than the " + std::to_string(size_max) + " bytes that are read here",
                       path.string());
    }
    bytes.append(chunk, 0, static_cast<std::size_t>(got));
  }
}

Result<void> write_all(int fd, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_fault(errno, "write", path);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

// Faults name `path`: nobody else knows the temporary file.
Result<void> write_durably(const fs::path& temporary, std::string_view bytes,
                           const fs::path& path) {
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0) return system_fault(errno, "create", path);
  TRY(write_all(file.get(), bytes, path));
  if (::fsync(file.get()) != 0) return system_fault(errno, "sync", path);
  if (file.close() != 0) return system_fault(errno, "close", path);
  return {};
}

// Beside `path`, so that the rename stays on one file system; unlike any other of any process.
fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> count = 0;
  const std::string suffix = "." + std::to_string(::getpid()) + "." + std::to_string(++count);
  return path.parent_path() / ("." + path.filename().string() + suffix + ".tmp");
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t size_max) {
  if (path == "-") return read_all(STDIN_FILENO, "standard input", size_max);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_fault(errno, "open", path);
  return read_all(file.get(), path, size_max);
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  const fs::path temporary = temporary_beside(path);
  Result<void> written = write_durably(temporary, bytes, path);
  if (written.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) {
    written = system_fault(errno, "rename to", path);
  }
  if (!written.ok()) {
    ::unlink(temporary.c_str());
    return written;
  }
  return sync_path(path.parent_path());
}

Result<void> sync_path(const fs::path& path) {
  const fs::path there = path.empty() ? fs::path(".") : path;
  const Descriptor descriptor(::open(there.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) return system_fault(errno, "open", there);
  // Some network file systems cannot sync a folder and say EINVAL: theirs is durable by itself.
  if (::fsync(descriptor.get()) != 0 && errno != EINVAL) return system_fault(errno, "sync", there);
  return {};
}

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  fs::path base = fs::temp_directory_path(error);
  if (error) base = "/tmp";
  std::string name = (base / "broadsheet-XXXXXX").string();
  CHECK(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

}  // namespace broadsheet
