// SPDX-License-Identifier: Apache-2.0
// Copies of a text: the same text first, then those whose signatures resemble it.
#include <algorithm>
#include <set>

#include "archive/impl.h"
#include "archive/stories.h"
#include "text/similarity.h"

namespace broadsheet::archive {

namespace {

// A band that more texts share than this says nothing: it is boilerplate.
constexpr std::size_t kTextsPerBandMax = 500;

std::string_view text_hash_of(std::string_view key) { return key.substr(key.size() - 32); }

}  // namespace

Result<std::vector<records::SnapshotKey>> Shard::Impl::carriers(const Digest& text_hash,
                                                                std::size_t count_max) const {
  std::vector<records::SnapshotKey> keys;
  const std::string prefix = carrier_prefix(text_hash);
  kv::Cursor rows = store.scan(kStories, kv::Range::prefix(prefix));
  while (keys.size() < count_max && rows.next()) {
    TRY_LET(key, records::SnapshotKey::from_bytes(rows.key().substr(prefix.size())));
    keys.push_back(std::move(key));
  }
  TRY(rows.status());
  return keys;
}

Result<std::vector<Copy>> Shard::copies(const Digest& text_hash, std::string_view signature,
                                        double least, std::size_t count_max) const {
  // What an extractor made of it that another has replaced is no copy.
  const auto was_replaced = [&](const Copy& copy) {
    const auto snapshot = impl_->get(copy.key);
    return snapshot && !snapshot->replaced_by.is_zero();
  };
  std::vector<Copy> copies;
  TRY_LET(same, impl_->carriers(text_hash, count_max));
  for (auto& key : same) copies.push_back({std::move(key), 1.0, true});
  std::erase_if(copies, was_replaced);

  text::Signature wanted;
  if (!text::Signature::from_bytes(signature, wanted)) return copies;
  std::set<Digest> candidates;
  for (const auto& band : text::bands(wanted)) {
    kv::Cursor rows = impl_->store.scan(kStories, kv::Range::prefix(band_prefix(band)));
    for (std::size_t i = 0; i < kTextsPerBandMax && rows.next(); ++i) {
      TRY_LET(candidate, Digest::from_bytes(text_hash_of(rows.key())));
      candidates.insert(candidate);
    }
    TRY(rows.status());
  }
  candidates.erase(text_hash);
  std::vector<Copy> near;
  for (const auto& candidate : candidates) {
    TRY_LET(row, impl_->store.get(kStories, signature_key(candidate)));
    text::Signature other;
    if (!text::Signature::from_bytes(row, other)) {
      return broken("a stored signature is damaged", candidate.hex());
    }
    const double resemblance = text::resemblance(wanted, other);
    if (resemblance < least) continue;
    TRY_LET(keys, impl_->carriers(candidate, count_max));
    for (auto& key : keys) near.push_back({std::move(key), resemblance, false});
  }
  std::ranges::stable_sort(near, [](const Copy& a, const Copy& b) {
    return a.resemblance != b.resemblance ? a.resemblance > b.resemblance : a.key < b.key;
  });
  for (auto& copy : near) {
    if (copies.size() >= count_max) break;
    if (!was_replaced(copy)) copies.push_back(std::move(copy));
  }
  return copies;
}

Result<std::string> Shard::signature(const records::SnapshotKey& key) const {
  TRY_LET(snapshot, impl_->get(key));
  return impl_->store.get(kStories, signature_key(snapshot.text_hash));
}

}  // namespace broadsheet::archive
