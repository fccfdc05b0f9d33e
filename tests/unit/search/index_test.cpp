// SPDX-License-Identifier: Apache-2.0
// What the index finds: words, phrases, booleans, fields, filters, versions; what it counts and
// forgets.
#include <fstream>

#include "unit/search/shelf.h"

namespace broadsheet::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Index, FindsByTitleDescriptionAndText) {
  Shelf shelf;
  auto described = article("c", "Other", "Nothing here.");
  described.description = "About the harbour";
  shelf.put({article("a", "Harbour closed", "All ships wait."),
             article("b", "Ships wait", "The harbour is closed."), described,
             article("d", "Elsewhere", "A quiet day.")});

  EXPECT_THAT(shelf.find("harbour"), UnorderedElementsAre("a", "b", "c"));
  EXPECT_THAT(shelf.find("title:harbour"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("text:harbour"), ElementsAre("b"));
}

TEST(Index, RanksTheTitleAboveTheText) {
  Shelf shelf;
  shelf.put({article("a", "Weather", "A flood, perhaps."),
             article("b", "Flood", "Rain and rain again.")});

  EXPECT_THAT(shelf.find("flood"), ElementsAre("b", "a"));
}

TEST(Index, WantsAllWordsUnlessTold) {
  Shelf shelf;
  shelf.put({article("a", "x", "storm at the coast"), article("b", "x", "storm inland"),
             article("c", "x", "a calm coast")});

  EXPECT_THAT(shelf.find("storm coast"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("storm OR coast"), UnorderedElementsAre("a", "b", "c"));
  EXPECT_THAT(shelf.find("storm -coast"), ElementsAre("b"));
  EXPECT_THAT(shelf.find("-storm"), ElementsAre("c"));
  EXPECT_THAT(shelf.find("NOT (storm OR calm)"), IsEmpty());
  EXPECT_THAT(shelf.find("coast AND (storm OR calm)"), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(shelf.find("inland OR -storm"), UnorderedElementsAre("b", "c"));
  EXPECT_THAT(shelf.find(""), UnorderedElementsAre("a", "b", "c"));
}

TEST(Index, LeavesOutWhatAsksForNothing) {
  Shelf shelf;
  shelf.put({article("a", "x", "war and peace")});

  EXPECT_THAT(shelf.find("war - peace"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("war AND !!!"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("!!!"), IsEmpty());
}

TEST(Index, FindsPhrasesOnlySideBySide) {
  Shelf shelf;
  shelf.put({article("a", "x", "the prime minister resigned"),
             article("b", "x", "the minister's prime concern"),
             article("c", "x", "prime\n\nminister")});

  EXPECT_THAT(shelf.find("\"prime minister\""), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(shelf.find("\"prime mini*\""), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(shelf.find("\"the prime minister resigned\""), ElementsAre("a"));
  EXPECT_THAT(shelf.find("\"minister prime\""), IsEmpty());
}

TEST(Index, FindsAWordWithSignsAsThePhraseOfItsParts) {
  Shelf shelf;
  shelf.put({article("a", "x", "a well-known case"), article("b", "x", "known well enough")});

  EXPECT_THAT(shelf.find("well-known"), ElementsAre("a"));
}

TEST(Index, FindsWhatIsNear) {
  Shelf shelf;
  shelf.put({article("a", "x", "the bank raised its key interest rate today"),
             article("b", "x", "interest in the bank and its famous vaults, at any rate, grew"),
             article("c", "x", "the rate of interest")});

  EXPECT_THAT(shelf.find("bank NEAR/4 interest"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(shelf.find("interest NEAR/1 rate"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("rate NEAR/2 interest"), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(shelf.find("\"key interest\" NEAR/1 rate"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("bank NEAR/5 inter* NEAR/5 rate"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("bank NEAR/3 absent"), IsEmpty());
}

TEST(Index, FindsByPrefix) {
  Shelf shelf;
  shelf.put({article("a", "Elections", "x"), article("b", "Electricity", "x"),
             article("c", "Select", "x")});

  EXPECT_THAT(shelf.find("elect*"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(shelf.find("title:electi*"), ElementsAre("a"));
}

TEST(Index, FindsByTheOtherFields) {
  Shelf shelf;
  auto a = article("a", "x", "y");
  a.authors = {"Ana María López", "John Smith"};
  a.keywords = {"climate change", "energy"};
  a.section = "World News";
  a.host = "news.BBC.co.uk";
  a.source = "bbc";
  a.language = "en-GB";
  auto b = article("b", "x", "y");
  b.host = "bbc.co.uk.evil.example";
  b.authors = {"John Maria", "Lopez Smith"};
  shelf.put({a, b});

  EXPECT_THAT(shelf.find("author:\"maria lopez\""), ElementsAre("a")) << "one author's names";
  EXPECT_THAT(shelf.find("author:\"ana maria\""), ElementsAre("a"));
  EXPECT_THAT(shelf.find("keyword:climate section:world"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("host:news.bbc.co.uk"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("host:bbc.co.uk"), IsEmpty());
  EXPECT_THAT(shelf.find("site:bbc.co.uk"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("host:bbc*"), ElementsAre("b"));
  EXPECT_THAT(shelf.find("source:bbc"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("lang:en"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(shelf.find("lang:en-gb"), ElementsAre("a"));
}

TEST(Index, FiltersByNames) {
  Shelf shelf;
  auto a = article("a", "x");
  a.host = "news.example.com";
  a.language = "pt-BR";
  a.source = "one";
  auto b = article("b", "x");
  b.host = "example.com";
  b.language = "pt";
  b.source = "two";
  shelf.put({a, b});
  const auto with = [&](auto set) {
    Query query{"x", {}, {}};
    set(query.filter);
    return shelf.find(query);
  };

  EXPECT_THAT(with([](Filter& f) { f.hosts = {"Example.com"}; }), ElementsAre("b"));
  EXPECT_THAT(with([](Filter& f) { f.host_suffixes = {"example.com"}; }),
              UnorderedElementsAre("a", "b"));
  EXPECT_THAT(with([](Filter& f) { f.languages = {"pt"}; }), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(with([](Filter& f) { f.languages = {"PT-br", "fr"}; }), ElementsAre("a"));
  EXPECT_THAT(with([](Filter& f) { f.sources = {"one", "none"}; }), ElementsAre("a"));
  EXPECT_THAT(with([](Filter& f) { f.url_keys = {"com,example)/b"}; }), ElementsAre("b"));
  EXPECT_THAT(with([](Filter& f) {
                f.sources = {"one"};
                f.languages = {"fr"};
              }),
              IsEmpty());
}

TEST(Index, FindsByLanguageWhatLanguageMatchesSays) {
  const std::vector<std::string> tags = {"pt",  "pt-BR", "pt-Latn-BR", "PT-br",
                                         "ptx", "p",     "zh-Hant"};
  Shelf shelf;
  for (const auto& tag : tags) {
    auto one = article(tag, "x");
    one.language = tag;
    shelf.put({one});
  }

  for (const std::string wanted : {"pt", "PT", "pt-BR", "pt-latn", "zh", "zh-hant", "p", "br"}) {
    std::vector<std::string> matching;
    for (const auto& tag : tags) {
      if (language_matches(wanted, tag)) matching.push_back(tag);
    }
    Query query{"x", {}, {}};
    query.filter.languages = {wanted};
    EXPECT_THAT(shelf.find(query), ::testing::UnorderedElementsAreArray(matching)) << wanted;
  }
}

TEST(Index, FiltersByDates) {
  Shelf shelf;
  auto a = article("a", "x");
  a.published = at("2026-01-31T23:59:59Z");
  auto b = article("b", "x");
  b.published = at("2026-02-01T00:00:00Z");
  b.first_seen = at("2026-02-02T00:00:00Z");
  auto c = article("c", "x");  // nobody knows when
  auto d = article("d", "x");
  d.published = at("1969-07-20T20:17:00Z");
  shelf.put({a, b, c, d});

  EXPECT_THAT(shelf.find("published:2026-01"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("published:2026-01-01..2026-02-01"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(shelf.find("published:..1970"), ElementsAre("d"));
  EXPECT_THAT(shelf.find("x -published:>=1900"), ElementsAre("c"));
  EXPECT_THAT(shelf.find("seen:2026-02"), ElementsAre("b"));
  Query query{"x", {}, {}};
  query.filter.published = {at("2026-01-31T23:59:59Z"), at("2026-02-01T00:00:00Z")};
  EXPECT_THAT(shelf.find(query), ElementsAre("a"));
  query.filter = {};
  query.filter.first_seen.from = at("2026-02-02T00:00:00Z");
  EXPECT_THAT(shelf.find(query), ElementsAre("b"));
}

TEST(Index, AnswersAsOfATime) {
  Shelf shelf;
  auto first = article("v1", "Minister denies");
  first.first_seen = at("2026-01-01T00:00:00Z");
  first.superseded = at("2026-01-02T00:00:00Z");
  auto second = article("v2", "Minister resigns");
  second.first_seen = at("2026-01-02T00:00:00Z");
  shelf.put({first, second});
  const auto as_of = [&](std::string_view time) {
    Query query{"minister", {}, {}};
    query.filter.as_of = at(time);
    return shelf.find(query);
  };

  EXPECT_THAT(as_of("2025-12-31T23:59:59Z"), IsEmpty());
  EXPECT_THAT(as_of("2026-01-01T00:00:00Z"), ElementsAre("v1"));
  EXPECT_THAT(as_of("2026-01-01T23:59:59.999999Z"), ElementsAre("v1"));
  EXPECT_THAT(as_of("2026-01-02T00:00:00Z"), ElementsAre("v2"));
  Query latest{"minister", {}, {}};
  latest.filter.latest_only = true;
  EXPECT_THAT(shelf.find(latest), ElementsAre("v2"));
  EXPECT_THAT(shelf.find("minister"), UnorderedElementsAre("v1", "v2"));
}

TEST(Index, ReplacesADocumentThatIsAddedAgain) {
  Shelf shelf;
  shelf.put({article("a", "first words"), article("b", "other")});
  auto again = article("a", "second words");
  again.superseded = at("2026-03-01T00:00:00Z");

  shelf.put({again});

  EXPECT_THAT(shelf.find("first"), IsEmpty());
  EXPECT_THAT(shelf.find("second"), ElementsAre("a"));
  EXPECT_EQ(shelf.index().stats()->documents, 2U);
}

TEST(Index, KeepsTheLastOfEqualNamesInABatch) {
  Shelf shelf;

  shelf.put({article("a", "one"), article("a", "two")});

  EXPECT_THAT(shelf.find("one OR two"), ElementsAre("a"));
  EXPECT_THAT(shelf.find("two"), ElementsAre("a"));
}

TEST(Index, ForgetsWhatIsRemoved) {
  Shelf shelf;
  shelf.put({article("a", "storm"), article("b", "storm")});

  ASSERT_TRUE(shelf.index().apply({{}, {"a", "unknown"}}, "2").ok());
  ASSERT_TRUE(shelf.index().commit().ok());

  EXPECT_THAT(shelf.find("storm"), ElementsAre("b"));
  EXPECT_FALSE(*shelf.index().contains("a"));
  EXPECT_TRUE(*shelf.index().contains("b"));
  EXPECT_THAT(*shelf.index().snapshots("", 10), ElementsAre("b"));
}

TEST(Index, TakesAnyBytesAsSnapshotAndText) {
  Shelf shelf;
  const std::string id("\x00\xFF\x01 )(", 6);

  shelf.put({article(id, "broken \xFF\xFE storm", std::string("a\0b", 3))});

  EXPECT_THAT(shelf.find("storm"), ElementsAre(id));
  EXPECT_TRUE(*shelf.index().contains(id));
}

TEST(Index, RefusesADocumentWithoutANameAndTakesNothingOfItsBatch) {
  Shelf shelf;

  const auto applied = shelf.index().apply({{article("a", "x"), article("", "x")}, {}}, "9");

  ASSERT_FALSE(applied.ok());
  EXPECT_EQ(applied.fault().kind, FaultKind::kBadInput);
  ASSERT_TRUE(shelf.index().commit().ok());
  EXPECT_THAT(shelf.find(""), IsEmpty());
  EXPECT_EQ(shelf.index().indexed_offset(), "");
}

TEST(Index, SurvivesAnArticleLargerThanItsMemory) {
  TemporaryFolder folder;
  auto index = *Index::open(folder.path(), {.writer_memory = std::size_t{16} << 20});
  std::string text;
  while (text.size() < (std::size_t{5} << 20)) text += "lorem ipsum dolor ";
  std::vector<SearchDocument> documents;
  for (int i = 0; i < 5; ++i) documents.push_back(article(std::to_string(i), "big", text));

  ASSERT_TRUE(index.apply({documents, {}}, "1").ok());
  ASSERT_TRUE(index.commit().ok());

  EXPECT_EQ(*index.count({"ipsum", {}, {}}), 5U);
}

TEST(Index, CountsByDayHostSourceAndLanguage) {
  Shelf shelf;
  std::vector<SearchDocument> documents;
  for (int i = 0; i < 6; ++i) {
    documents.push_back(article(std::to_string(i), "storm"));
    documents.back().published = at(i < 4 ? "2026-01-02T23:00:00Z" : "2026-01-01T01:00:00Z");
    documents.back().first_seen = at("2026-02-01T12:00:00Z");
    documents.back().host = i % 2 == 0 ? "a.com" : "b.com";
    documents.back().language = i == 0 ? "" : "en";
  }
  documents.back().published = std::nullopt;
  documents.push_back(article("other", "calm"));
  shelf.put(documents);
  const auto counts = [&](const std::vector<Facet>& facets, std::size_t limit = 10) {
    std::vector<std::pair<std::string, std::uint64_t>> pairs;
    for (const auto& entry : *shelf.index().facet({"storm", {}, {}}, facets, limit)) {
      std::string values;
      for (const auto& value : entry.values) values += (values.empty() ? "" : " ") + value;
      pairs.emplace_back(values, entry.count);
    }
    return pairs;
  };
  using testing::Pair;

  EXPECT_THAT(counts({Facet::kPublishedDay}),
              ElementsAre(Pair("", 1), Pair("2026-01-01", 1), Pair("2026-01-02", 4)));
  EXPECT_THAT(counts({Facet::kPublishedDay}, 1), ElementsAre(Pair("2026-01-02", 4)));
  EXPECT_THAT(counts({Facet::kFirstSeenDay}), ElementsAre(Pair("2026-02-01", 6)));
  EXPECT_THAT(counts({Facet::kHost}), ElementsAre(Pair("a.com", 3), Pair("b.com", 3)));
  EXPECT_THAT(counts({Facet::kSource}), ElementsAre(Pair("example", 6)));
  EXPECT_THAT(counts({Facet::kLanguage}), ElementsAre(Pair("en", 5), Pair("", 1)));
  EXPECT_THAT(counts({Facet::kHost, Facet::kPublishedDay}),
              ElementsAre(Pair("a.com 2026-01-02", 2), Pair("b.com 2026-01-02", 2),
                          Pair("a.com 2026-01-01", 1), Pair("b.com ", 1)));
  EXPECT_FALSE(shelf.index().facet({}, {Facet::kHost}, 0).ok());
  EXPECT_FALSE(shelf.index().facet({}, {}, 10).ok());
  EXPECT_FALSE(shelf.index().facet({}, {Facet::kHost, Facet::kHost, Facet::kHost}, 10).ok());
}

TEST(Index, ListsItsSnapshotsInOrder) {
  Shelf shelf;
  shelf.put({article("c", "x"), article("a", "x")});
  shelf.put({article("b", "x"), article("d", "x")});

  EXPECT_THAT(*shelf.index().snapshots("", 3), ElementsAre("a", "b", "c"));
  EXPECT_THAT(*shelf.index().snapshots("c", 3), ElementsAre("d"));
}

TEST(Index, ComesBackWithItsOffset) {
  TemporaryFolder folder;
  const std::string offset("\x00\xFF:17", 5);
  {
    auto index = *Index::open(folder.path() / "shard" / "index");
    EXPECT_EQ(index.indexed_offset(), "");
    ASSERT_TRUE(index.apply({{article("a", "kept")}, {}}, offset).ok());
    ASSERT_TRUE(index.commit().ok());
    ASSERT_TRUE(index.apply({{article("b", "kept not")}, {}}, "later").ok());
    EXPECT_EQ(index.indexed_offset(), offset);
  }

  auto index = *Index::open(folder.path() / "shard" / "index");

  EXPECT_EQ(index.indexed_offset(), offset);
  EXPECT_EQ(*index.count({"kept", {}, {}}), 1U);
  ASSERT_TRUE(index.commit().ok());
  EXPECT_EQ(index.indexed_offset(), offset) << "a commit without an apply moves nothing";
}

TEST(Index, HasOneWriterAndManyReaders) {
  Shelf shelf;
  shelf.put({article("a", "storm")}, "1");

  const auto second = Index::open(shelf.folder());
  auto reader = *Index::open(shelf.folder(), {.read_only = true});

  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(*reader.count({"storm", {}, {}}), 1U);
  EXPECT_FALSE(reader.apply({}, "x").ok());
  shelf.put({article("b", "storm")}, "2");
  EXPECT_EQ(*reader.count({"storm", {}, {}}), 1U);
  ASSERT_TRUE(reader.refresh().ok());
  EXPECT_EQ(*reader.count({"storm", {}, {}}), 2U);
  EXPECT_EQ(reader.indexed_offset(), "2");
}

TEST(Index, ReadOnlyWantsAnIndex) {
  TemporaryFolder folder;

  const auto reader = Index::open(folder.path(), {.read_only = true});

  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.fault().kind, FaultKind::kNotFound);
}

TEST(Index, IsRebuiltEmptyButOnlyIfNobodyWritesIt) {
  TemporaryFolder folder;
  {
    auto index = *Index::open(folder.path());
    ASSERT_TRUE(index.apply({{article("a", "x")}, {}}, "7").ok());
    ASSERT_TRUE(index.commit().ok());
    ASSERT_TRUE(write_file(folder.path() / "notes.txt", "not ours").ok());
    const auto second = Index::rebuild(folder.path());
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.fault().kind, FaultKind::kUnavailable);
  }

  auto index = *Index::rebuild(folder.path());

  EXPECT_EQ(*index.count({}), 0U);
  EXPECT_EQ(index.indexed_offset(), "");
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "notes.txt"));
}

TEST(Index, DamageIsAFaultAndRebuildHeals) {
  TemporaryFolder folder;
  {
    auto index = *Index::open(folder.path());
    ASSERT_TRUE(index.apply({{article("a", "x")}, {}}, "7").ok());
    ASSERT_TRUE(index.commit().ok());
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().extension() == ".term") std::filesystem::resize_file(entry.path(), 3);
  }

  const auto damaged = Index::open(folder.path());

  ASSERT_FALSE(damaged.ok());
  EXPECT_EQ(damaged.fault().kind, FaultKind::kBroken);
  EXPECT_TRUE(Index::rebuild(folder.path()).ok());
}

TEST(Index, OfAnotherFormatIsAFaultAndRebuildHeals) {
  TemporaryFolder folder;
  {
    auto index = *Index::open(folder.path());
    ASSERT_TRUE(index.apply({}, "7").ok());
    ASSERT_TRUE(index.commit().ok());
  }
  auto meta = *read_file(folder.path() / "meta.json");
  const auto place = meta.find("\"payload\": \"");
  ASSERT_NE(place, std::string::npos);
  meta.insert(place + 12, "9");
  ASSERT_TRUE(write_file(folder.path() / "meta.json", meta).ok());

  const auto other = Index::open(folder.path());

  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.fault().kind, FaultKind::kBroken);
  EXPECT_TRUE(Index::rebuild(folder.path()).ok());
}

TEST(Index, AQueryThatTakesTooLongEnds) {
  TemporaryFolder folder;
  auto index = *Index::open(folder.path(), {.query_time = Duration(0)});
  ASSERT_TRUE(index.apply({{article("a", "x")}, {}}, "1").ok());
  ASSERT_TRUE(index.commit().ok());

  const auto hits = index.search({"x", {}, {}});

  ASSERT_FALSE(hits.ok());
  EXPECT_EQ(hits.fault().kind, FaultKind::kUnavailable);
}

TEST(Index, TenMegabytesOfQueryAreRefused) {
  Shelf shelf;

  const auto hits = shelf.index().search({std::string(std::size_t{10} << 20, '('), {}, {}});

  ASSERT_FALSE(hits.ok());
  EXPECT_EQ(hits.fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::search
