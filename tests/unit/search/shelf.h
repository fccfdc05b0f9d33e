// SPDX-License-Identifier: Apache-2.0
// What the tests of search share: an index in a folder that goes away, and articles to put into it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/file.h"
#include "core/time.h"
#include "search/search.h"

namespace broadsheet::search {

inline Time at(std::string_view text) { return *parse_time(text); }

inline SearchDocument article(std::string snapshot, std::string title, std::string text = "") {
  SearchDocument document;
  document.snapshot = std::move(snapshot);
  document.url_key = "com,example)/" + document.snapshot;
  document.host = "www.example.com";
  document.source = "example";
  document.language = "en";
  document.title = std::move(title);
  document.text = std::move(text);
  document.first_seen = at("2026-01-15T12:00:00Z");
  return document;
}

// An index that holds what `put` was given.
class Shelf {
 public:
  Shelf() : index_(*Index::open(folder_.path())) {}

  void put(std::vector<SearchDocument> documents, std::string_view offset = "1") {
    const auto applied = index_.apply({std::move(documents), {}}, offset);
    ASSERT_TRUE(applied.ok()) << applied.fault().text();
    const auto committed = index_.commit();
    ASSERT_TRUE(committed.ok()) << committed.fault().text();
  }

  // The snapshots that a query finds, in the order of the hits.
  std::vector<std::string> find(const Query& query) {
    const auto hits = index_.search(query);
    EXPECT_TRUE(hits.ok()) << hits.fault().text();
    std::vector<std::string> snapshots;
    if (!hits.ok()) return snapshots;
    for (const auto& hit : hits->hits) snapshots.push_back(hit.snapshot);
    EXPECT_EQ(hits->total, hits->hits.size());
    EXPECT_EQ(*index_.count(query), hits->total);
    return snapshots;
  }
  std::vector<std::string> find(std::string text) { return find(Query{std::move(text), {}, {}}); }

  Index& index() { return index_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  Index index_;
};

}  // namespace broadsheet::search
