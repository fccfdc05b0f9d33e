// SPDX-License-Identifier: Apache-2.0
// The index: each call one request to the engine and its answer.
#include <algorithm>
#include <chrono>
#include <system_error>

#include "search/cursor.h"
#include "search/engine.h"
#include "search/request.h"
#include "search/search.h"
#include "search/wire.h"

namespace broadsheet::search {

namespace {

constexpr std::size_t kPageMax = 1000;
constexpr std::size_t kSnippetBytesMax = 4 << 10;
constexpr std::size_t kFacetMax = 10'000;
constexpr std::size_t kListMax = 100'000;
constexpr std::size_t kWriterMemoryMin = std::size_t{16} << 20;
constexpr std::size_t kWriterMemoryMax = std::size_t{2} << 30;

enum class Question : std::uint8_t {
  kSearch,
  kCount,
  kFacet,
  kContains,
  kList,
  kStats,
  kOffset,
  kRefresh
};

// Questions that need no index.
enum class Lookup : std::uint8_t { kCheck, kSnippet };

const std::uint8_t* data_of(const std::string& bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

// Takes the engine's bytes over into ours.
Result<std::string> outcome(std::int32_t status, BsBytes out) {
  std::string bytes(reinterpret_cast<const char*>(out.data), out.size);
  bs_search_free(out);
  if (status == 0) return bytes;
  WireReader in(bytes);
  Fault fault;
  fault.kind = static_cast<FaultKind>(status - 1);
  fault.what = in.text();
  fault.remedy = in.text();
  if (fault.kind == FaultKind::kBadInput) fault.where = "query";
  return fault;
}

Result<std::string> ask(const BsEngine* engine, const std::string& request) {
  BsBytes out{};
  const auto status = bs_search_ask(engine, data_of(request), request.size(), &out);
  return outcome(status, out);
}

template <typename Kind>
WireWriter question(Kind kind) {
  WireWriter request;
  request.u8(static_cast<std::uint8_t>(kind));
  return request;
}

Snippet read_snippet(WireReader& in) {
  Snippet snippet;
  snippet.text = in.text();
  const auto count = in.u32();
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto begin = in.u32();
    snippet.highlights.push_back({begin, in.u32()});
  }
  return snippet;
}

Hit read_hit(WireReader& in, Order order) {
  Hit hit;
  hit.snapshot = in.text();
  const auto rank = in.i64();
  hit.score = order == Order::kRelevance ? score_of(rank) : 0;
  hit.date = from_micros(in.i64());
  hit.title = read_snippet(in);
  hit.snippet = read_snippet(in);
  return hit;
}

Result<void> check_page(const Page& page) {
  if (page.size < 1 || page.size > kPageMax) {
    return bad_input("a page of " + std::to_string(page.size) + " hits", "page.size",
                     "1 to " + std::to_string(kPageMax));
  }
  if (page.snippet_bytes > kSnippetBytesMax) {
    return bad_input("a snippet of " + std::to_string(page.snippet_bytes) + " bytes",
                     "page.snippet_bytes", "0 to " + std::to_string(kSnippetBytesMax));
  }
  return {};
}

Result<void> check_limit(std::size_t limit, std::size_t most) {
  if (limit >= 1 && limit <= most) return {};
  return bad_input("a limit of " + std::to_string(limit), "limit", "1 to " + std::to_string(most));
}

std::string day_name(std::int64_t days) {
  const std::chrono::sys_days day{std::chrono::days(days)};
  return format_time(Time(day)).substr(0, 10);
}

std::string facet_value(WireReader& in) {
  switch (in.u8()) {
    case 1:
      return day_name(in.i64());
    case 2:
      return in.text();
    default:
      return "";
  }
}

std::string opening(const std::filesystem::path& folder, const IndexOptions& options, bool is_new) {
  WireWriter request;
  request.text(folder.native());
  request.flag(is_new);
  request.i64(static_cast<std::int64_t>(
      std::clamp(options.writer_memory, kWriterMemoryMin, kWriterMemoryMax)));
  request.flag(options.store_text);
  request.flag(options.read_only);
  request.u32(std::max<std::uint32_t>(options.segment_documents_max, 1000));
  request.i64(options.query_time.count());
  return request.bytes();
}

}  // namespace

struct Index::Impl {
  Impl(BsEngine* opened, std::filesystem::path where) : engine(opened), folder(std::move(where)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { bs_search_close(engine); }

  static Result<std::unique_ptr<Impl>> open(const std::filesystem::path& folder,
                                            const IndexOptions& options, bool is_new) {
    const auto request = opening(folder, options, is_new);
    BsEngine* engine = nullptr;
    BsBytes out{};
    const auto status = bs_search_open(data_of(request), request.size(), &engine, &out);
    auto opened = outcome(status, out);
    if (!opened.ok()) {
      auto fault = opened.fault();
      fault.where = folder.string();
      return fault;
    }
    return std::make_unique<Impl>(engine, folder);
  }

  BsEngine* engine;
  std::filesystem::path folder;
};

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::open(const std::filesystem::path& folder, const IndexOptions& options) {
  TRY_LET(impl, Impl::open(folder, options, false));
  return Index(std::move(impl));
}

Result<Index> Index::rebuild(const std::filesystem::path& folder, const IndexOptions& options) {
  if (options.read_only) {
    return bad_input("a read-only index cannot be rebuilt", folder.string(), "open it for writing");
  }
  TRY_LET(impl, Impl::open(folder, options, true));
  return Index(std::move(impl));
}

Result<void> Index::apply(const Batch& batch, std::string_view offset) {
  TRY_LET(request, encode_batch(batch, offset));
  BsBytes out{};
  const auto status = bs_search_apply(impl_->engine, data_of(request), request.size(), &out);
  TRY(outcome(status, out));
  return {};
}

Result<void> Index::commit() {
  BsBytes out{};
  const auto status = bs_search_commit(impl_->engine, &out);
  TRY(outcome(status, out));
  return {};
}

Result<void> Index::refresh() {
  TRY(ask(impl_->engine, question(Question::kRefresh).bytes()));
  return {};
}

std::string Index::indexed_offset() const {
  const auto answer = ask(impl_->engine, question(Question::kOffset).bytes());
  CHECK(answer.ok());
  return WireReader(*answer).text();
}

Result<Hits> Index::search(const Query& query, const Page& page) const {
  TRY(check_page(page));
  TRY_LET(encoded, encode_query(query));
  auto request = question(Question::kSearch);
  request.raw(encoded);
  request.u8(static_cast<std::uint8_t>(query.order));
  request.u32(page.size);
  request.flag(page.total);
  request.u32(page.snippet_bytes);
  request.flag(!page.after.empty());
  if (!page.after.empty()) {
    TRY_LET(place, read_cursor(query, page.after));
    request.i64(place.rank);
    request.text(place.snapshot);
  }
  TRY_LET(answer, ask(impl_->engine, request.bytes()));
  WireReader in(answer);
  Hits hits;
  hits.total = in.u64();
  const bool is_more = in.u8() != 0;
  const auto count = in.u32();
  for (std::uint32_t i = 0; i < count; ++i) hits.hits.push_back(read_hit(in, query.order));
  if (is_more) hits.next = cursor_after(query, hits.hits.back());
  return hits;
}

Result<std::uint64_t> Index::count(const Query& query) const {
  TRY_LET(encoded, encode_query(query));
  auto request = question(Question::kCount);
  request.raw(encoded);
  TRY_LET(answer, ask(impl_->engine, request.bytes()));
  return WireReader(answer).u64();
}

Result<std::vector<FacetCount>> Index::facet(const Query& query, const std::vector<Facet>& facets,
                                             std::size_t limit) const {
  TRY(check_limit(limit, kFacetMax));
  if (facets.empty() || facets.size() > 2) {
    return bad_input("one or two facets are counted at once", "facets", "ask for one or two");
  }
  TRY_LET(encoded, encode_query(query));
  auto request = question(Question::kFacet);
  request.raw(encoded);
  request.u8(static_cast<std::uint8_t>(facets.size()));
  for (const Facet facet : facets) request.u8(static_cast<std::uint8_t>(facet));
  request.u32(limit);
  TRY_LET(answer, ask(impl_->engine, request.bytes()));
  WireReader in(answer);
  std::vector<FacetCount> counts(in.u32());
  for (auto& entry : counts) {
    for (std::size_t i = 0; i < facets.size(); ++i) entry.values.push_back(facet_value(in));
    entry.count = in.u64();
  }
  return counts;
}

Result<bool> Index::contains(std::string_view snapshot) const {
  auto request = question(Question::kContains);
  request.text(snapshot);
  TRY_LET(answer, ask(impl_->engine, request.bytes()));
  return WireReader(answer).u8() != 0;
}

Result<std::vector<std::string>> Index::snapshots(std::string_view after, std::size_t limit) const {
  TRY(check_limit(limit, kListMax));
  auto request = question(Question::kList);
  request.text(after);
  request.u32(limit);
  TRY_LET(answer, ask(impl_->engine, request.bytes()));
  WireReader in(answer);
  std::vector<std::string> names(in.u32());
  for (auto& name : names) name = in.text();
  return names;
}

Result<IndexStats> Index::stats() const {
  TRY_LET(answer, ask(impl_->engine, question(Question::kStats).bytes()));
  WireReader in(answer);
  IndexStats stats;
  stats.documents = in.u64();
  stats.segments = in.u64();
  std::error_code error;
  for (std::filesystem::directory_iterator entry(impl_->folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;  // A merge may remove a file while we look.
    const auto bytes = entry->file_size(gone);
    if (!gone) stats.bytes += bytes;
  }
  return stats;
}

Result<void> check_query(const Query& query) {
  TRY_LET(encoded, encode_query(query));
  auto request = question(Lookup::kCheck);
  request.raw(encoded);
  TRY(ask(nullptr, request.bytes()));
  return {};
}

Result<Snippet> make_snippet(const Query& query, std::string_view text, std::size_t bytes_max) {
  if (bytes_max < 1 || bytes_max > kSnippetBytesMax) {
    return bad_input("a snippet of " + std::to_string(bytes_max) + " bytes", "bytes_max",
                     "1 to " + std::to_string(kSnippetBytesMax));
  }
  TRY_LET(encoded, encode_query(query));
  auto request = question(Lookup::kSnippet);
  request.raw(encoded);
  request.text(text);
  request.u32(bytes_max);
  TRY_LET(answer, ask(nullptr, request.bytes()));
  WireReader in(answer);
  return read_snippet(in);
}

}  // namespace broadsheet::search
