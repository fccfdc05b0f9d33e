// SPDX-License-Identifier: Apache-2.0
// Events into rows: one writer per put(), which sees its own rows before they are written. Inside
// archive only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "archive/impl.h"

namespace broadsheet::archive {

// One thread, under Shard::Impl::writing.
class Writer {
 public:
  Writer(const Shard::Impl& shard, Counters counters) : shard_(shard), counters_(counters) {}

  Result<void> put(const records::ArticleEvent& event);
  void put_offset(const Offset& offset);
  // Everything, to be written at once.
  kv::Batch finish();
  [[nodiscard]] const PutReport& report() const { return report_; }

 private:
  // What is known of one URL, the rows of this batch included.
  struct UrlState {
    std::vector<records::Snapshot> versions;  // by version; none that was replaced
    std::optional<Sighting> newest;
    bool stored = false;                 // a version was there before this batch
    std::map<Time, Sighting> seen = {};  // in this batch
  };

  // read_again.cpp: the page of a version that is there, as another extractor read it.
  Result<void> read_again(const records::ArticleEvent& event, const std::string& url_key);
  Result<void> replace(records::Snapshot old, const records::ArticleEvent& event, UrlState& state);
  Result<records::Snapshot> enter_again(const records::Snapshot& former, records::Snapshot reading,
                                        const records::Snapshot& old, const UrlState& state);
  void refresh(const records::Snapshot& old, const records::ArticleEvent& event, UrlState& state);
  Result<std::optional<records::Snapshot>> replaced_reading(const records::SnapshotKey& key) const;
  // The reading that was replaced, if the event shows its text published: by a page of which the
  // extractor that replaced it, or a later one, makes just that.
  Result<std::optional<records::Snapshot>> published_again(const records::ArticleEvent& event,
                                                           const records::SnapshotKey& key,
                                                           const UrlState& state) const;
  // It is a version from now on, seen by the event's capture; `instead`: what replaced it.
  Result<void> bring_back(const records::Snapshot& former, const records::ArticleEvent& event,
                          const Digest& instead, UrlState& state);
  // What was replaced by the one was so by the other: their page is that one's.
  Result<void> point_readings(const std::string& url_key, const Digest& from, const Digest& to);
  // The reading that is there now of what was read so once.
  Result<Digest> current_reading(const std::string& url_key, const UrlState& state,
                                 Digest hash) const;
  Result<void> point_captures(const std::string& url_key, const Digest& from, const Digest& to);
  // All rows of a URL, those of this batch too.
  Result<std::map<std::string, std::string>> rows_of(std::string_view family,
                                                     const std::string& url_key) const;
  void leave_lists(const records::Snapshot& snapshot);

  Result<UrlState*> state_of(const std::string& url_key);
  Result<bool> has(std::string_view family, const std::string& key) const;
  void set(std::string_view family, const std::string& key, std::string value);

  // Which snapshot the capture saw, kept or made; a zero hash if none.
  Result<Digest> see(const records::ArticleEvent& event, const std::string& url_key,
                     UrlState& state);
  Result<void> add_version(const records::ArticleEvent& event, const std::string& url_key,
                           UrlState& state);
  // A version of this event, first and last seen by its capture, that is nowhere yet.
  static records::Snapshot version_of(const records::ArticleEvent& event,
                                      const std::string& url_key);
  // Gives it its sequence, its text, its place in the log and in the lists.
  Result<records::Snapshot> enter(records::Snapshot snapshot, const records::ArticleEvent& event);
  // As it is on the disk, or in this batch.
  Result<std::optional<std::string>> row(std::string_view family, const std::string& key) const;
  // True if it begins earlier, or ends later, than it did.
  bool see_again(records::Snapshot& snapshot, Time time);
  // The newest sighting at or before `time`.
  Result<std::optional<Sighting>> sighting_before(const std::string& url_key, const UrlState& state,
                                                  Time time) const;
  // Tells the index of what a sighting changed, of this version and of the one before it.
  void note_changes(const std::string& url_key, const UrlState& state,
                    const std::optional<Sighting>& before, const Sighting& now, bool was_there,
                    bool moved);
  void put_in_time(const records::Snapshot& snapshot);
  // Writes the version that was `touched`, and those whose place changed by it.
  void renumber(UrlState& state, const Digest& touched);
  void note_change(const records::SnapshotKey& key);
  Result<void> keep_text(const records::ArticleEvent& event, const records::SnapshotKey& key);
  Result<void> keep_payload(const records::ArticleEvent& event, const UrlState& state);
  Result<std::optional<Base>> base_for(const UrlState& state) const;
  Result<void> append_to_log(const records::Snapshot& snapshot);

  const Shard::Impl& shard_;
  Counters counters_;
  PutReport report_;
  kv::Batch batch_;
  std::map<std::pair<std::string, std::string>, std::string> pending_;  // rows others ask for
  std::unordered_map<std::string, UrlState> urls_;
};

}  // namespace broadsheet::archive
