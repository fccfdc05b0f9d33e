// SPDX-License-Identifier: Apache-2.0
// Ordered keys in families, atomic batches, checkpoints. Durable on return; damage is an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace broadsheet::kv {

enum class Durability {
  kSynced,    // On the disk when write() returns: survives power loss.
  kBuffered,  // Survives kill -9 (the kernel has it), not power loss. For what can be derived
              // again.
};

// Writes that happen together or not at all; a value. Keys and values are any bytes.
class Batch {
 public:
  void put(std::string_view family, std::string_view key, std::string_view value);
  void remove(std::string_view family, std::string_view key);
  // Of [begin, end) in byte order; an empty end is no end.
  void remove_range(std::string_view family, std::string_view begin, std::string_view end);
  [[nodiscard]] bool empty() const { return operations_.empty(); }
  [[nodiscard]] std::size_t size() const { return operations_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  void clear();

  enum class Kind : std::uint8_t { kPut, kRemove, kRemoveRange };
  struct Operation {
    Kind kind = Kind::kPut;
    std::string family;
    std::string key;
    std::string value;  // for kRemoveRange, the end
  };
  [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }

 private:
  std::vector<Operation> operations_;
  std::size_t bytes_ = 0;
};

// What an open family is like; names are fixed at open.
struct Family {
  std::string name;
  bool compressed = true;            // Off where the values already are.
  std::size_t key_prefix_bytes = 0;  // > 0: a bloom filter over this prefix too.
};

struct Options {
  std::vector<Family> families = {};
  bool read_only = false;                                  // Beside a living writer: a fixed view.
  std::size_t cache_bytes = std::size_t{64} << 20;         // Blocks, indexes and filters together.
  std::size_t write_buffer_bytes = std::size_t{64} << 20;  // Over all families.
  int files_open_max = 512;  // Descriptors of tables; a fixed view holds all of its own.
  // In metrics, {store="…"}; empty: the folder's own name. A read-only store shows none.
  std::string name = {};
};

struct Entry {
  std::string key;
  std::string value;
};

// Ascends or descends; starts before the first entry, so the loop is `while (cursor.next())`. Sees
// the store as it was when it was made. One thread; must not outlive its Store.
class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();
  // False at the end or when it failed: check status() after the loop.
  bool next();
  [[nodiscard]] std::string_view key() const;    // valid until next()
  [[nodiscard]] std::string_view value() const;  // valid until next()
  [[nodiscard]] Result<void> status() const;

  struct Impl;
  explicit Cursor(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

// Which keys a cursor visits: [begin, end) in byte order; an empty end is no end.
struct Range {
  std::string begin = {};
  std::string end = {};
  bool descending = false;  // from the last key below `end` down to `begin`

  static Range prefix(std::string_view prefix);
};

// The first key after all keys that start with `prefix`; empty if there is none.
std::string prefix_end(std::string_view prefix);

class View;

// One folder, one writing process (a lock says so). Thread-safe; move-only. A family that was not
// named at open is a CHECK.
class Store {
 public:
  // Creates the folder and missing families. kUnavailable: another process has it; kBroken: damage,
  // with the file that is damaged; kNotFound: nothing there to open read-only. A family that a
  // read-only store lacks is empty.
  static Result<Store> open(const std::filesystem::path& folder, Options options);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // kNotFound if absent.
  [[nodiscard]] Result<std::string> get(std::string_view family, std::string_view key) const;
  [[nodiscard]] Result<std::vector<std::optional<std::string>>> get_many(
      std::string_view family, const std::vector<std::string>& keys) const;
  [[nodiscard]] Cursor scan(std::string_view family, Range range = {}) const;

  // kUnavailable on a full disk (nothing was written; the store may go on when there is room
  // again), kBroken on other failures of the disk, kBadInput on a read-only store.
  Result<void> write(const Batch& batch, Durability durability = Durability::kSynced);
  // What was kBuffered becomes durable.
  Result<void> sync();
  // As remove_range and durable, and gives whole files back to the disk at once: for logs, whose
  // beginning goes in bulk. Cursors and views made before may miss what is removed.
  Result<void> drop_range(std::string_view family, std::string_view begin, std::string_view end);

  // A consistent copy in a folder that must not exist; hard links where the file system has them.
  Result<void> checkpoint(const std::filesystem::path& folder) const;
  // Everything the store can be asked to look at again: block checksums of all files.
  Result<void> verify_checksums() const;
  // Rewrites everything, without what was removed: slow, and back to the smallest size.
  Result<void> compact();
  [[nodiscard]] std::uint64_t disk_bytes() const;
  // About how many keys, cheap.
  [[nodiscard]] std::uint64_t estimate_count(std::string_view family) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
  friend class View;
  friend class Cursor;
};

// Reads every file of the store in a folder that nobody writes, whatever families it has: tables
// and the log of what was written last. kBroken names the file that is damaged; kNotFound if there
// is none.
Result<void> verify_folder(const std::filesystem::path& folder);

// The store as it was at one instant, over all families. Thread-safe; must not outlive its Store.
class View {
 public:
  explicit View(const Store& store);
  View(View&&) noexcept;
  View& operator=(View&&) noexcept;
  ~View();
  [[nodiscard]] Result<std::string> get(std::string_view family, std::string_view key) const;
  [[nodiscard]] Cursor scan(std::string_view family, Range range = {}) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::kv
