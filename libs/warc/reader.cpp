// SPDX-License-Identifier: Apache-2.0
// Reading records from decoded members, and going on behind what is broken.
#include <algorithm>
#include <charconv>
#include <utility>

#include "core/strings.h"
#include "warc/fields.h"
#include "warc/members.h"
#include "warc/warc.h"

namespace broadsheet::warc {
namespace {

constexpr std::string_view kMagic = "WARC/";
// Decoded bytes that are done with are dropped when there are so many.
constexpr std::size_t kCompactBytes = std::size_t{1} << 20;
// Behind a record; two are the rule.
constexpr std::size_t kLineEndsMax = 64;
// Between two records a member may unpack to so many times the largest block.
constexpr std::size_t kUnpackedMax = 4;

// The version of "WARC/1.1"; empty if the line is none.
std::string_view version_of(std::string_view line) {
  if (!line.starts_with(kMagic)) return {};
  line = trim(line.substr(kMagic.size()));
  const bool digits = std::all_of(line.begin(), line.end(),
                                  [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  return digits && line.size() <= 8 ? line : std::string_view();
}

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

}  // namespace

struct Reader::Impl {
  Impl(Source source, const ReaderLimits& reader_limits)
      : members(std::move(source)), limits(reader_limits) {}

  Members members;
  ReaderLimits limits;
  std::vector<Damage> damages;
  std::uint64_t damage_count = 0;

  bool in_member = false;
  bool member_done = false;
  bool member_is_whole = true;  // nothing but this record was seen in it
  std::string buffer;           // decoded bytes of the member from buffer_begin on
  std::uint64_t buffer_begin = 0;
  std::size_t at = 0;
  std::uint64_t since_record = 0;  // bytes decoded
  bool lost = false;               // between a damage and the next record: one report is enough

  [[nodiscard]] std::string_view rest() const { return std::string_view(buffer).substr(at); }

  // Where `at` is in the file: exactly in a plain one, else where the member begins.
  [[nodiscard]] std::uint64_t offset() const {
    return members.is_plain() ? buffer_begin + at : members.begin();
  }

  void report(std::uint64_t where, std::string what) {
    if (std::exchange(lost, true)) return;
    ++damage_count;
    if (damages.size() < limits.damages_max) damages.push_back({where, std::move(what)});
  }

  // Whether there are `size` decoded bytes from `at` on.
  Result<bool> need(std::size_t size) {
    while (buffer.size() - at < size && !member_done) {
      const std::size_t before = buffer.size();
      TRY_LET(more, members.read(buffer));
      member_done = !more;
      since_record += buffer.size() - before;
      // A few bytes may unpack to terabytes without a record: such a member is given up.
      if (!members.is_plain() && since_record / kUnpackedMax > limits.block_bytes_max) {
        members.abandon();
        member_done = true;
      }
    }
    return buffer.size() - at >= size;
  }

  // The byte before `at` stays: it tells whether a line begins there.
  void compact() {
    if (at < kCompactBytes) return;
    buffer.erase(0, at - 1);
    buffer_begin += at - 1;
    at = 1;
  }

  Result<bool> next_member() {
    buffer.clear();
    buffer_begin = 0;
    at = 0;
    member_done = false;
    member_is_whole = true;
    since_record = 0;
    const std::uint64_t where = members.end();
    TRY_LET(found, members.next());
    if (members.passed_over() > 0) report(where, "these bytes begin no record");
    in_member = found;
    return found;
  }

  // Past the line ends between records, at most `max`; false at the member's end.
  Result<bool> skip_line_ends(std::size_t max) {
    for (std::size_t i = 0;; ++i, ++at) {
      TRY_LET(more, need(1));
      if (!more) return false;
      if (i == max || !is_line_end(buffer[at])) return true;
    }
  }

  // After damage: to what looks like the beginning of a record, at the beginning of a line.
  Result<void> find_next_record() {
    for (++at;;) {
      compact();
      const std::size_t found = buffer.find(kMagic, at);
      if (found == std::string::npos) {
        at = std::max(at, buffer.size() - std::min(buffer.size(), kMagic.size()));
        if (member_done) {
          at = buffer.size();
          return {};
        }
        TRY(need(buffer.size() - at + 1));
        continue;
      }
      at = found;
      if (found > 0 && buffer[found - 1] == '\n') return {};
      ++at;
    }
  }

  // The header that begins at `at`; its size with the empty line, or what is wrong with it.
  Result<std::size_t> read_header(Record& record) {
    TRY_LET(begun, need(kMagic.size()));
    if (!begun || !rest().starts_with(kMagic)) return bad_input("no record begins here");
    FieldsEnd end;
    for (std::size_t size = 512;; size *= 2) {
      TRY_LET(all, need(size));
      end = find_fields_end(rest().substr(0, limits.header_bytes_max), 0);
      if (end.found || !all || size >= limits.header_bytes_max) break;
    }
    if (!end.found) {
      const bool cut = member_done && rest().size() < limits.header_bytes_max;
      return bad_input(cut ? cut_short() : "the record's header has no end");
    }
    const std::string_view header = rest().substr(0, end.fields);
    const std::size_t line = std::min(header.find('\n'), header.size());
    const std::string_view version = version_of(header.substr(0, line));
    if (version.empty()) return bad_input("no version of WARC is named");
    record.version = version;
    record.fields = parse_fields(header.substr(std::min(line + 1, header.size())));
    return end.body;
  }

  static Result<std::size_t> take_content_length(Record& record, std::size_t max) {
    const std::string text(trim(record.field("Content-Length")));
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
      return bad_input("the record has no Content-Length");
    }
    if (error != std::errc() || length > max) {
      return bad_input("the record is larger than " + format_bytes(max));
    }
    std::erase_if(record.fields,
                  [](const auto& field) { return iequals(field.first, "Content-Length"); });
    return length;
  }

  // Behind the block: two line ends, or fewer where the member ends.
  Result<void> end_record() {
    TRY_LET(four, need(4));
    if (four && rest().starts_with("\r\n\r\n")) {
      at += 4;
      return {};
    }
    if (rest().starts_with("\n\n")) {
      at += 2;
      return {};
    }
    const bool only_line_ends = std::all_of(rest().begin(), rest().end(), is_line_end);
    if (four || !only_line_ends) {
      return bad_input("the block does not end where Content-Length says");
    }
    at = buffer.size();
    return {};
  }

  // The record that begins at `at`. On bad input `at` stays.
  Result<void> read_record(Entry& out) {
    const std::size_t begin = at;
    const std::uint64_t where = offset();
    const bool first = buffer_begin + begin == 0;
    Entry entry{.record = {}, .offset = where};
    TRY_LET(header, read_header(entry.record));
    TRY_LET(length, take_content_length(entry.record, limits.block_bytes_max));
    TRY_LET(whole, need(header + length));
    if (!whole) return bad_input(cut_short());
    entry.record.block = buffer.substr(begin + header, length);
    at = begin + header + length;
    auto ended = end_record();
    if (!ended) {
      at = begin;
      return ended;
    }
    if (members.is_plain()) {
      entry.length = at - begin;
    } else {
      TRY_LET(more, skip_line_ends(kLineEndsMax));
      // The checksum is behind all the bytes of a member.
      if (!more && !members.damage().empty()) {
        at = begin;
        return bad_input(members.damage());
      }
      member_is_whole = member_is_whole && first && !more;
      entry.length =
          member_is_whole && members.stands_alone() ? members.end() - members.begin() : 0;
    }
    out = std::move(entry);
    lost = false;
    since_record = 0;
    return {};
  }

  [[nodiscard]] std::string cut_short() const {
    return members.damage().empty() ? "the file ends within the record" : members.damage();
  }
};

Reader::Reader(Source source, const ReaderLimits& limits)
    : impl_(std::make_unique<Impl>(std::move(source), limits)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Result<bool> Reader::next(Entry& out) {
  Impl& impl = *impl_;
  for (;;) {
    if (!impl.in_member) {
      TRY_LET(found, impl.next_member());
      if (!found) return false;
    }
    impl.compact();
    TRY_LET(more, impl.skip_line_ends(kCompactBytes));
    if (more && is_line_end(impl.buffer[impl.at])) continue;
    if (!more) {
      if (!impl.members.damage().empty()) impl.report(impl.members.begin(), impl.members.damage());
      impl.in_member = false;
      continue;
    }
    const std::uint64_t where = impl.offset();
    const auto read = impl.read_record(out);
    if (read) return true;
    if (read.fault().kind != FaultKind::kBadInput) return read.fault();
    impl.report(where, read.fault().what);
    impl.member_is_whole = false;
    TRY(impl.find_next_record());
  }
}

const std::vector<Damage>& Reader::damages() const { return impl_->damages; }
std::uint64_t Reader::damage_count() const { return impl_->damage_count; }

Result<Record> read_record(std::string_view bytes, const ReaderLimits& limits) {
  Reader reader(memory_source(bytes), limits);
  Entry entry;
  TRY_LET(found, reader.next(entry));
  if (found && reader.damage_count() == 0) return std::move(entry.record);
  return bad_input(reader.damages().empty() ? "there is no record" : reader.damages()[0].what);
}

}  // namespace broadsheet::warc
