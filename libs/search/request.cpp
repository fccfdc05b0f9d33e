// SPDX-License-Identifier: Apache-2.0
// Documents and queries as bytes for the engine (tantivy/src/tree.rs and fields.rs read them).
#include "search/request.h"

#include <algorithm>

#include "core/strings.h"
#include "search/query.h"

namespace broadsheet::search {

namespace {

constexpr std::size_t kTextBytesMax = (4 << 20) + 4;  // The engine cuts it between characters.
constexpr std::size_t kOffsetBytesMax = 4 << 10;
constexpr std::size_t kFilterEntriesMax = 1000;
constexpr std::size_t kFilterEntryBytesMax = 4 << 10;

enum class Code : std::uint8_t { kAll, kWords, kNear, kRange, kAnd, kOr, kNot };

// The fields that only filters name; the others are Field's.
constexpr std::uint8_t kUrlKey = 12;
constexpr std::uint8_t kSuperseded = 13;

std::uint8_t number(Field field) { return static_cast<std::uint8_t>(field); }

void put(WireWriter& out, Code code) { out.u8(static_cast<std::uint8_t>(code)); }

void put_words(WireWriter& out, std::string_view text, bool prefix) {
  out.flag(prefix);
  out.text(text);
}

void put_range(WireWriter& out, std::uint8_t field, const TimeRange& range) {
  put(out, Code::kRange);
  out.u8(field);
  out.time(range.from);
  out.time(range.until);
}

void put_node(WireWriter& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::kAll:
      put(out, Code::kAll);
      return;
    case Node::Kind::kWord:
    case Node::Kind::kPhrase:
      put(out, Code::kWords);
      out.u8(number(node.field));
      put_words(out, node.text, node.prefix);
      return;
    case Node::Kind::kNear:
      put(out, Code::kNear);
      out.u8(number(node.field));
      out.u32(node.distance);
      out.u32(node.children.size());
      for (const auto& child : node.children) put_words(out, child.text, child.prefix);
      return;
    case Node::Kind::kRange:
      put_range(out, number(node.field), {node.from, node.until});
      return;
    case Node::Kind::kAnd:
      put(out, Code::kAnd);
      break;
    case Node::Kind::kOr:
      put(out, Code::kOr);
      break;
    case Node::Kind::kNot:
      put(out, Code::kNot);
      put_node(out, node.children.front());
      return;
  }
  out.u32(node.children.size());
  for (const auto& child : node.children) put_node(out, child);
}

std::string lower_host(std::string_view host) {
  std::string name = ascii_lower(trim(host));
  while (name.ends_with('.')) name.pop_back();
  while (name.starts_with('.')) name.erase(0, 1);
  return name;
}

std::string as_is(std::string_view name) { return std::string(name); }

// Builds a filter's conditions, all of which must hold.
class Conditions {
 public:
  void one_of(std::uint8_t field, const std::vector<std::string>& names,
              std::string (*normal)(std::string_view)) {
    if (names.empty()) return;
    ++count_;
    put(out_, Code::kOr);
    out_.u32(names.size());
    for (const auto& name : names) {
      put(out_, Code::kWords);
      out_.u8(field);
      put_words(out_, normal(name), false);
    }
  }

  void in(std::uint8_t field, const TimeRange& range) {
    if (!range.from && !range.until) return;
    ++count_;
    put_range(out_, field, range);
  }

  [[nodiscard]] std::string bytes() const {
    WireWriter all;
    if (count_ == 0) {
      put(all, Code::kAll);
      return all.bytes();
    }
    put(all, Code::kAnd);
    all.u32(count_);
    all.raw(out_.bytes());
    return all.bytes();
  }

 private:
  WireWriter out_;
  std::size_t count_ = 0;
};

void put_texts(WireWriter& out, const std::vector<std::string>& texts) {
  out.u32(texts.size());
  for (const auto& text : texts) out.text(text);
}

void put_document(WireWriter& out, const SearchDocument& document) {
  out.text(document.snapshot);
  out.text(document.url_key);
  out.text(lower_host(document.host));
  out.text(document.source);
  out.text(document.language);
  out.text(document.title);
  out.text(document.description);
  put_texts(out, document.authors);
  put_texts(out, document.keywords);
  out.text(document.section);
  out.text(std::string_view(document.text).substr(0, kTextBytesMax));
  out.time(document.published);
  out.i64(to_micros(document.first_seen));
  out.time(document.superseded);
}

Result<void> check_snapshot(std::string_view snapshot) {
  if (!snapshot.empty() && snapshot.size() <= kSnapshotBytesMax) return {};
  return bad_input("a snapshot's name has " + std::to_string(snapshot.size()) + " bytes",
                   "snapshot", "1 to " + std::to_string(kSnapshotBytesMax));
}

Result<void> check_list(const std::vector<std::string>& names, std::string_view where,
                        std::size_t bytes_max = kFilterEntryBytesMax) {
  const std::string field = "filter." + std::string(where);
  if (names.size() > kFilterEntriesMax) {
    return bad_input("a filter has " + std::to_string(names.size()) + " entries", field,
                     "at most " + std::to_string(kFilterEntriesMax));
  }
  for (const auto& name : names) {
    if (name.empty() || name.size() > bytes_max) {
      return bad_input("a filter's entry has " + std::to_string(name.size()) + " bytes", field,
                       "1 to " + std::to_string(bytes_max));
    }
  }
  return {};
}

Result<void> check_filter(const Filter& filter) {
  TRY(check_list(filter.hosts, "hosts"));
  TRY(check_list(filter.host_suffixes, "host_suffixes"));
  TRY(check_list(filter.sources, "sources"));
  TRY(check_list(filter.languages, "languages"));
  TRY(check_list(filter.url_keys, "url_keys", kSnapshotBytesMax));
  return {};
}

}  // namespace

// RFC 4647 §3.3.1, basic filtering: the engine indexes a tag and every shorter range of it.
bool language_matches(std::string_view wanted, std::string_view language) {
  return !wanted.empty() && istarts_with(language, wanted) &&
         (language.size() == wanted.size() || language[wanted.size()] == '-');
}

Result<void> check_document(const SearchDocument& document) {
  return check_snapshot(document.snapshot);
}

Result<std::string> encode_batch(const Batch& batch, std::string_view offset) {
  if (offset.size() > kOffsetBytesMax) {
    return bad_input("an offset has " + std::to_string(offset.size()) + " bytes", "offset",
                     "at most " + std::to_string(kOffsetBytesMax));
  }
  WireWriter out;
  out.text(offset);
  out.u32(batch.removes.size());
  for (const auto& snapshot : batch.removes) out.text(snapshot);
  out.u32(batch.adds.size());
  for (const auto& document : batch.adds) {
    TRY(check_document(document));
    put_document(out, document);
  }
  return out.bytes();
}

std::string encode_filter(const Filter& filter) {
  Conditions conditions;
  conditions.one_of(number(Field::kHost), filter.hosts, lower_host);
  conditions.one_of(number(Field::kSite), filter.host_suffixes, lower_host);
  conditions.one_of(number(Field::kSource), filter.sources, as_is);
  conditions.one_of(number(Field::kLanguage), filter.languages, ascii_lower);
  conditions.one_of(kUrlKey, filter.url_keys, as_is);
  conditions.in(number(Field::kPublished), filter.published);
  conditions.in(number(Field::kSeen), filter.first_seen);
  if (filter.as_of) {
    const auto after = *filter.as_of + Duration(1);
    conditions.in(number(Field::kSeen), {std::nullopt, after});
    conditions.in(kSuperseded, {after, std::nullopt});
  }
  if (filter.latest_only) conditions.in(kSuperseded, {Time::max(), std::nullopt});
  return conditions.bytes();
}

Result<std::string> encode_query(const Query& query) {
  TRY_LET(node, parse_query(query.text));
  TRY(check_filter(query.filter));
  WireWriter out;
  put_node(out, node);
  out.raw(encode_filter(query.filter));
  return out.bytes();
}

}  // namespace broadsheet::search
