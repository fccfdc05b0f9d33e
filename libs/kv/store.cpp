// SPDX-License-Identifier: Apache-2.0
// The store: opening, reading by key, writing. Cursors are in cursor.cpp.
#include <rocksdb/convenience.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <system_error>

#include "core/log.h"
#include "kv/store_impl.h"

namespace broadsheet::kv {
namespace {

namespace fs = std::filesystem;

// A reader may lose the race against a writer that removes a file it was about to open.
constexpr int kReadOnlyAttemptsMax = 5;

const std::string kDefault = rocksdb::kDefaultColumnFamilyName;

// The families on the disk, of which RocksDB wants to hear when it opens to write; none if new.
std::vector<std::string> families_on_disk(const rocksdb::DBOptions& options,
                                          const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  if (!fs::exists(folder / "CURRENT", ignored)) return names;
  // If this fails, so does opening, and says it better.
  rocksdb::DB::ListColumnFamilies(options, folder.string(), &names).PermitUncheckedError();
  return names;
}

std::vector<Family> families_to_open(const Options& options,
                                     const std::vector<std::string>& on_disk) {
  std::vector<Family> out;
  const auto is_in = [](const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto& family : options.families) {
    if (!options.read_only || is_in(on_disk, family.name)) out.push_back(family);
  }
  const auto is_out = [&](std::string_view name) {
    return std::any_of(out.begin(), out.end(), [&](const auto& f) { return f.name == name; });
  };
  if (!is_out(kDefault)) out.push_back({kDefault});
  if (options.read_only) return out;
  for (const auto& name : on_disk) {
    if (!is_out(name)) out.push_back({name});
  }
  return out;
}

Result<void> wrap(const rocksdb::Status& status, const fs::path& folder) {
  if (status.ok()) return {};
  return fault_of(status, folder);
}

}  // namespace

Store::Impl::Impl(fs::path store_folder, Options store_options)
    : folder(std::move(store_folder)), options(std::move(store_options)) {}

Store::Impl::~Impl() {
  reader.reset();
  if (db == nullptr) return;
  // Not after a failed write: Debian's build of RocksDB asserts that nobody syncs a log that
  // failed.
  if (!options.read_only && !witness.failed) db->SyncWAL().PermitUncheckedError();
  for (auto* handle : handles()) db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  const rocksdb::Status closed = db->Close();
  if (!closed.ok() && !closed.IsNotSupported()) {
    log::warning("kv.close_failed", {{"folder", folder.string()}, {"why", closed.ToString()}});
  }
}

Result<void> Store::Impl::open() {
  cache = rocksdb::NewLRUCache(options.cache_bytes);
  const rocksdb::DBOptions database = database_options(options, folder, witness);
  statistics = database.statistics;
  const auto wanted = families_to_open(options, families_on_disk(database, folder));
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const auto& family : wanted) {
    descriptors.emplace_back(family.name, family_options(family, options, cache));
  }
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* raw = nullptr;
  const rocksdb::Status status =
      options.read_only
          ? rocksdb::DB::OpenForReadOnly(database, folder.string(), descriptors, &opened, &raw)
          : rocksdb::DB::Open(database, folder.string(), descriptors, &opened, &raw);
  if (!status.ok()) {
    Fault fault = fault_of(status, folder);
    const std::scoped_lock lock(witness.mutex);
    if (fault.kind == FaultKind::kBroken && !witness.damaged_file.empty()) {
      fault.where = witness.damaged_file;
    }
    return fault;
  }
  db.reset(raw);
  for (const auto& family : options.families) families[family.name] = {};
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    families[wanted[at].name] = {opened[at], wanted[at].key_prefix_bytes};
  }
  // Readers of checkpoints and backups come and go: each would leave its series for ever.
  if (!options.read_only) start_metrics();
  return {};
}

const FamilyState& Store::Impl::family(std::string_view name) const {
  const auto found = families.find(name);
  CHECK(found != families.end());
  return found->second;
}

std::vector<rocksdb::ColumnFamilyHandle*> Store::Impl::handles() const {
  std::vector<rocksdb::ColumnFamilyHandle*> out;
  for (const auto& [name, state] : families) {
    if (state.handle != nullptr) out.push_back(state.handle);
  }
  return out;
}

Result<std::string> Store::Impl::get(std::string_view family_name, std::string_view key,
                                     const rocksdb::Snapshot* snapshot) const {
  const FamilyState& state = family(family_name);
  if (state.handle == nullptr) return not_found("no such key");
  rocksdb::ReadOptions read;
  read.snapshot = snapshot;
  std::string value;
  const rocksdb::Status status = db->Get(read, state.handle, slice(key), &value);
  if (status.IsNotFound()) return not_found("no such key");
  if (!status.ok()) return fault_of(status, folder);
  return value;
}

Result<void> Store::Impl::go_on_after_failure() {
  if (!witness.failed) return {};
  witness.failed = false;
  const rocksdb::Status status = db->Resume();
  if (!status.ok()) {
    witness.failed = true;
    return fault_of(status, folder);
  }
  log::debug("kv.resumed", {{"folder", folder.string()}});
  return {};
}

Result<void> Store::Impl::write(rocksdb::WriteBatch& batch, bool synced) {
  if (options.read_only) return bad_input("the store was opened read-only", folder.string());
  TRY(go_on_after_failure());
  rocksdb::WriteOptions how;
  how.sync = synced;
  const auto start = std::chrono::steady_clock::now();
  const rocksdb::Status status = db->Write(how, &batch);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!status.ok()) {
    witness.failed = true;
    write_faults.add();
    return fault_of(status, folder);
  }
  write_seconds.observe(took.count());
  written_bytes.add(static_cast<double>(batch.GetDataSize()));
  return {};
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const fs::path& folder, Options options) {
  std::error_code error;
  if (options.read_only) {
    if (!fs::exists(folder / "CURRENT", error)) {
      return not_found("there is no store here", folder.string());
    }
  } else if (fs::create_directories(folder, error); error) {
    return unavailable("cannot create the folder: " + error.message(), folder.string());
  }
  for (int attempt = 1;; ++attempt) {
    auto impl = std::make_unique<Impl>(folder, options);
    const Result<void> opened = impl->open();
    if (opened.ok()) return Store(std::move(impl));
    if (!options.read_only || attempt == kReadOnlyAttemptsMax) return opened.fault();
  }
}

Result<std::string> Store::get(std::string_view family, std::string_view key) const {
  return impl_->get(family, key, nullptr);
}

Result<std::vector<std::optional<std::string>>> Store::get_many(
    std::string_view family, const std::vector<std::string>& keys) const {
  std::vector<std::optional<std::string>> out(keys.size());
  const FamilyState& state = impl_->family(family);
  if (state.handle == nullptr || keys.empty()) return out;
  std::vector<rocksdb::Slice> slices;
  slices.reserve(keys.size());
  for (const auto& key : keys) slices.push_back(slice(key));
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  impl_->db->MultiGet(rocksdb::ReadOptions(), state.handle, keys.size(), slices.data(),
                      values.data(), statuses.data());
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (statuses[at].IsNotFound()) continue;
    if (!statuses[at].ok()) return fault_of(statuses[at], impl_->folder);
    out[at] = std::string(view(values[at]));
  }
  return out;
}

Cursor Store::scan(std::string_view family, Range range) const {
  return impl_->scan(family, std::move(range), nullptr);
}

Result<void> Store::write(const Batch& batch, Durability durability) {
  if (batch.empty()) return {};
  rocksdb::WriteBatch out(batch.bytes() + 16 * batch.size());
  for (const auto& operation : batch.operations()) {
    auto* handle = impl_->family(operation.family).handle;
    if (handle == nullptr) break;  // read-only: refused below
    rocksdb::Status status;
    if (operation.kind == Batch::Kind::kPut) {
      status = out.Put(handle, slice(operation.key), slice(operation.value));
    } else if (operation.kind == Batch::Kind::kRemove) {
      status = out.Delete(handle, slice(operation.key));
    } else if (!operation.value.empty()) {
      status = out.DeleteRange(handle, slice(operation.key), slice(operation.value));
    } else {
      // RocksDB's ranges have an end: the last key there is, and that key as well.
      Cursor last = scan(operation.family, {operation.key, {}, true});
      if (!last.next()) {
        TRY(last.status());
        continue;
      }
      status = out.DeleteRange(handle, slice(operation.key), slice(last.key()));
      if (status.ok()) status = out.Delete(handle, slice(last.key()));
    }
    if (!status.ok()) return fault_of(status, impl_->folder);
  }
  return impl_->write(out, durability == Durability::kSynced);
}

Result<void> Store::sync() {
  if (impl_->options.read_only) return {};
  TRY(impl_->go_on_after_failure());
  return wrap(impl_->db->FlushWAL(true), impl_->folder);
}

Result<void> Store::drop_range(std::string_view family, std::string_view begin,
                               std::string_view end) {
  Batch batch;
  batch.remove_range(family, begin, end);
  TRY(write(batch));
  const rocksdb::Slice from = slice(begin);
  const rocksdb::Slice to = slice(end);
  return wrap(rocksdb::DeleteFilesInRange(impl_->db.get(), impl_->family(family).handle, &from,
                                          end.empty() ? nullptr : &to, false),
              impl_->folder);
}

Result<void> Store::checkpoint(const fs::path& folder) const {
  std::error_code error;
  if (fs::exists(folder, error)) return bad_input("the folder exists already", folder.string());
  TRY(impl_->go_on_after_failure());
  rocksdb::Checkpoint* raw = nullptr;
  TRY(wrap(rocksdb::Checkpoint::Create(impl_->db.get(), &raw), impl_->folder));
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(raw);
  return wrap(checkpoint->CreateCheckpoint(folder.string()), impl_->folder);
}

Result<void> Store::verify_checksums() const {
  TRY(wrap(impl_->db->VerifyChecksum(), impl_->folder));
  return wrap(impl_->db->VerifyFileChecksums(rocksdb::ReadOptions()), impl_->folder);
}

Result<void> verify_folder(const fs::path& folder) {
  Options options;
  options.read_only = true;
  for (const auto& name : families_on_disk(rocksdb::DBOptions(), folder)) {
    if (name != kDefault) options.families.push_back({name});
  }
  TRY_LET(store, Store::open(folder, options));  // replays the log
  return store.verify_checksums();
}

Result<void> Store::compact() {
  TRY(impl_->go_on_after_failure());
  rocksdb::CompactRangeOptions how;
  how.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  for (auto* handle : impl_->handles()) {
    TRY(wrap(impl_->db->CompactRange(how, handle, nullptr, nullptr), impl_->folder));
  }
  return {};
}

std::uint64_t Store::disk_bytes() const {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (auto at = fs::directory_iterator(impl_->folder, error); !error && at != fs::end(at);
       at.increment(error)) {
    std::error_code gone;
    const auto size = at->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

std::uint64_t Store::estimate_count(std::string_view family) const {
  std::uint64_t count = 0;
  auto* handle = impl_->family(family).handle;
  if (handle == nullptr) return 0;
  impl_->db->GetIntProperty(handle, rocksdb::DB::Properties::kEstimateNumKeys, &count);
  return count;
}

}  // namespace broadsheet::kv
