// SPDX-License-Identifier: Apache-2.0
// Laws over random articles and random queries: the index finds exactly what reading every article
// finds.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>
#include <thread>

#include "core/random.h"
#include "search/query.h"
#include "unit/search/shelf.h"

namespace broadsheet::search {
namespace {

const std::vector<std::string> kWords = {"ape", "apex", "bee", "been", "cat", "cattle",
                                         "dog", "eel",  "fox", "gnu",  "hen", "the"};

using Text = std::vector<std::string>;

Text split_words(const std::string& text) {
  std::istringstream stream(text);
  Text words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool is_word(const std::string& word, const std::string& wanted, bool prefix) {
  return prefix ? word.starts_with(wanted) : word == wanted;
}

// Where a word or phrase stands: [first, last] word.
std::vector<std::pair<int, int>> standings(const Node& node, const Text& text) {
  const auto wanted = split_words(node.text);
  std::vector<std::pair<int, int>> found;
  for (std::size_t i = 0; i + wanted.size() <= text.size(); ++i) {
    bool is_here = true;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      const bool prefix = node.prefix && k + 1 == wanted.size();
      is_here = is_here && is_word(text[i + k], wanted[k], prefix);
    }
    if (is_here) found.emplace_back(i, i + wanted.size() - 1);
  }
  return found;
}

bool is_near(const Node& node, const Text& text) {
  std::vector<std::pair<int, int>> chosen;
  const auto choose = [&](const auto& self, std::size_t child) -> bool {
    if (child == node.children.size()) {
      int last_begin = 0;
      int first_end = 1 << 20;
      for (const auto& [begin, end] : chosen) {
        last_begin = std::max(last_begin, begin);
        first_end = std::min(first_end, end);
      }
      return last_begin - first_end <= static_cast<int>(node.distance);
    }
    for (const auto& place : standings(node.children[child], text)) {
      chosen.push_back(place);
      const bool is_found = self(self, child + 1);
      chosen.pop_back();
      if (is_found) return true;
    }
    return false;
  };
  return choose(choose, 0);
}

bool matches(const Node& node, const Text& text) {
  const auto holds = [&](const Node& child) { return matches(child, text); };
  switch (node.kind) {
    case Node::Kind::kAll:
      return true;
    case Node::Kind::kWord:
    case Node::Kind::kPhrase:
      return !standings(node, text).empty();
    case Node::Kind::kNear:
      return is_near(node, text);
    case Node::Kind::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), holds);
    case Node::Kind::kOr:
      return std::any_of(node.children.begin(), node.children.end(), holds);
    case Node::Kind::kNot:
      return !holds(node.children.front());
    case Node::Kind::kRange:
      return false;
  }
  return false;
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_.below(limit); }
  std::string word() { return kWords[std::min(below(kWords.size() + 4), kWords.size() - 1)]; }

  std::string text() {
    std::string text;
    for (auto left = below(14); left > 0; --left) text += word() + " ";
    return text;
  }

  std::string item() {
    switch (below(5)) {
      case 0:
        return word().substr(0, 2) + "*";
      case 1:
        return "\"" + word() + " " + word() + "\"";
      case 2:
        return "\"" + word() + " " + word().substr(0, 2) + "*\"";
      default:
        return word();
    }
  }

  std::string query(int depth) {
    switch (below(depth > 0 ? 8 : 4)) {
      case 0:
        return item() + " NEAR/" + std::to_string(1 + below(4)) + " " + item();
      case 4:
        return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
      case 5:
        return "(" + query(depth - 1) + " AND " + query(depth - 1) + ")";
      case 6:
        return "NOT (" + query(depth - 1) + ")";
      case 7:
        return "(" + query(depth - 1) + " -(" + query(depth - 1) + ") " + item() + ")";
      default:
        return item();
    }
  }

 private:
  Random random_;
};

std::uint64_t seed() {
  const char* text = std::getenv("SEED");
  return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

TEST(SearchLaw, FindsExactlyWhatReadingEveryArticleFinds) {
  SCOPED_TRACE("SEED=" + std::to_string(seed()));
  Dice dice(seed());
  Shelf shelf;
  std::vector<Text> texts(300);
  // Several segments, with documents replaced and removed in each.
  for (int round = 0; round < 4; ++round) {
    Batch batch;
    for (int i = 0; i < 100; ++i) {
      const auto number = dice.below(texts.size());
      const auto text = dice.below(10) == 0 ? std::string() : dice.text();
      texts[number] = split_words(text);
      const auto name = std::to_string(number);
      if (text.empty()) batch.removes.push_back(name);
      std::erase_if(batch.adds, [&](const auto& document) { return document.snapshot == name; });
      if (!text.empty()) batch.adds.push_back(article(name, "", text));
    }
    ASSERT_TRUE(shelf.index().apply(batch, "x").ok());
    ASSERT_TRUE(shelf.index().commit().ok());
  }

  const auto names = *shelf.index().snapshots("", 1000);

  for (int i = 0; i < 400; ++i) {
    const auto text = dice.query(3);
    const auto node = parse_query(text);
    ASSERT_TRUE(node.ok()) << text << ": " << node.fault().text();
    std::set<std::string> want;
    for (const auto& name : names) {
      if (matches(*node, texts[std::stoul(name)])) want.insert(name);
    }
    for (const auto order : {Order::kRelevance, Order::kNewest}) {
      const auto hits =
          *shelf.index().search({text, {}, order}, {.size = 1000, .snippet_bytes = 0});
      std::set<std::string> found;
      for (const auto& hit : hits.hits) found.insert(hit.snapshot);
      EXPECT_EQ(found, want) << text;
      EXPECT_EQ(hits.total, want.size()) << text;
    }
    EXPECT_EQ(*shelf.index().count({text, {}, {}}), want.size()) << text;
  }
}

TEST(SearchLaw, ReadersSeeWholeCommitsWhileOneWrites) {
  Shelf shelf;
  std::atomic<bool> is_done = false;
  std::atomic<int> looks = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!is_done) {
        const auto total = *shelf.index().count({"storm", {}, {}});
        EXPECT_EQ(total % 10, 0U);
        const auto hits = *shelf.index().search({"storm", {}, Order::kNewest});
        EXPECT_EQ(hits.total % 10, 0U);
        ++looks;
      }
    });
  }

  for (int round = 0; round < 12; ++round) {
    std::vector<SearchDocument> documents;
    for (int i = 0; i < 10; ++i) {
      documents.push_back(article(std::to_string((round % 9) * 10 + i), "storm"));
    }
    shelf.put(documents);
  }
  is_done = true;
  readers.clear();

  EXPECT_GT(looks, 0);
  EXPECT_EQ(*shelf.index().count({"storm", {}, {}}), 90U);
}

}  // namespace
}  // namespace broadsheet::search
