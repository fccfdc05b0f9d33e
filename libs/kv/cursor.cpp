// SPDX-License-Identifier: Apache-2.0
// Cursors and views: reading the store as it was at one instant.
#include <rocksdb/iterator.h>
#include <rocksdb/snapshot.h>

#include <utility>

#include "kv/store_impl.h"

namespace broadsheet::kv {
namespace {

// Whether all of `range` lies under one prefix of `bytes` bytes, so that its filter may be asked.
bool is_within_prefix(const Range& range, std::size_t bytes) {
  if (bytes == 0 || range.descending || range.begin.size() < bytes || range.end.empty()) {
    return false;
  }
  const std::string end = prefix_end(std::string_view(range.begin).substr(0, bytes));
  return end.empty() || range.end <= end;
}

}  // namespace

struct Cursor::Impl {
  Range range;
  std::filesystem::path folder;
  rocksdb::Slice lower;                         // of `range`
  rocksdb::Slice upper;                         // of `range`
  std::unique_ptr<rocksdb::Iterator> iterator;  // null: nothing to visit
  bool started = false;
  bool ended = false;
};

Cursor::Cursor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

bool Cursor::next() {
  Impl& impl = *impl_;
  if (impl.ended || impl.iterator == nullptr) return false;
  rocksdb::Iterator& at = *impl.iterator;
  if (impl.started) {
    impl.range.descending ? at.Prev() : at.Next();
  } else if (impl.range.descending) {
    at.SeekToLast();
  } else {
    at.Seek(impl.lower);
  }
  impl.started = true;
  impl.ended = !at.Valid();
  return !impl.ended;
}

std::string_view Cursor::key() const {
  CHECK(impl_->started && !impl_->ended);
  return view(impl_->iterator->key());
}

std::string_view Cursor::value() const {
  CHECK(impl_->started && !impl_->ended);
  return view(impl_->iterator->value());
}

Result<void> Cursor::status() const {
  if (impl_->iterator == nullptr) return {};
  const rocksdb::Status status = impl_->iterator->status();
  if (status.ok()) return {};
  return fault_of(status, impl_->folder);
}

Cursor Store::Impl::scan(std::string_view family_name, Range range,
                         const rocksdb::Snapshot* snapshot) const {
  const FamilyState& state = family(family_name);
  auto cursor = std::make_unique<Cursor::Impl>();
  cursor->range = std::move(range);
  cursor->folder = folder;
  const Range& kept = cursor->range;
  if (state.handle == nullptr || (!kept.end.empty() && kept.end <= kept.begin)) {
    return Cursor(std::move(cursor));
  }
  cursor->lower = slice(kept.begin);
  cursor->upper = slice(kept.end);
  rocksdb::ReadOptions read;
  read.snapshot = snapshot;
  read.iterate_lower_bound = &cursor->lower;
  if (!kept.end.empty()) read.iterate_upper_bound = &cursor->upper;
  read.total_order_seek = !is_within_prefix(kept, state.key_prefix_bytes);
  cursor->iterator.reset(db->NewIterator(read, state.handle));
  return Cursor(std::move(cursor));
}

struct View::Impl {
  const Store::Impl* store = nullptr;
  const rocksdb::Snapshot* snapshot = nullptr;

  ~Impl() { store->db->ReleaseSnapshot(snapshot); }
};

View::View(const Store& store) : impl_(std::make_unique<Impl>()) {
  impl_->store = store.impl_.get();
  impl_->snapshot = impl_->store->db->GetSnapshot();
}
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;
View::~View() = default;

Result<std::string> View::get(std::string_view family, std::string_view key) const {
  return impl_->store->get(family, key, impl_->snapshot);
}

Cursor View::scan(std::string_view family, Range range) const {
  return impl_->store->scan(family, std::move(range), impl_->snapshot);
}

}  // namespace broadsheet::kv
