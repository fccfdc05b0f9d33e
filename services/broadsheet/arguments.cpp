// SPDX-License-Identifier: Apache-2.0
// What people write on the command line.
#include "broadsheet/arguments.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/strings.h"
#include "records/snapshot_key.h"
#include "url/host_name.h"

namespace broadsheet {

namespace {

// Names of fields in the faults of the archive, here and over gRPC, and whose they are.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kFlags = {{
    {"page.after", "--page-token"},
    {"page_token", "--page-token"},
    {"cursor", "--cursor"},
    {"host", "--host"},
    {"domain", "--host"},
}};

bool is_language(std::string_view tag) {
  constexpr std::size_t kBytesMax = 35;  // RFC 5646 §4.4.1
  const auto primary = tag.substr(0, tag.find('-'));
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return (primary.size() == 2 || primary.size() == 3) && std::ranges::all_of(primary, letter) &&
         tag.size() <= kBytesMax;
}

}  // namespace

Result<std::optional<Time>> parse_when(const std::string& text, const char* flag) {
  if (text.empty()) return std::optional<Time>();
  auto time = parse_time(text);
  if (!time) {
    return bad_input("\"" + text + "\" is no time", flag,
                     "write 2026-11-22 or 2026-11-22T10:00:00Z");
  }
  return std::optional<Time>(*time);
}

Result<rpc::SnapshotRef> parse_ref(const std::string& text, const std::string& as_of,
                                   const char* flag) {
  rpc::SnapshotRef ref;
  if (text.starts_with("snapshots/")) {
    if (!as_of.empty()) return bad_input("a snapshot's name is one version already", flag);
    TRY_LET(key, records::SnapshotKey::from_name(text));
    ref.key = key;
    return ref;
  }
  auto url = url::Url::parse(text);
  if (!url) {
    return bad_input("\"" + text + "\" is neither a URL nor a snapshot's name", "",
                     "write https://… or snapshots/…");
  }
  ref.url = *url;
  TRY_LET(time, parse_when(as_of, flag));
  ref.as_of = time;
  return ref;
}

Result<std::string> parse_host(const std::string& text) {
  if (text.empty()) return std::string();
  auto host = url::host_and_port(text);
  if (host) return *std::move(host);
  return bad_input("\"" + text + "\" is no host name", "--host", "write it as in www.example.com");
}

Result<std::vector<std::string>> parse_languages(const std::vector<std::string>& tags) {
  for (const auto& tag : tags) {
    if (is_language(tag)) continue;
    return bad_input("\"" + tag + "\" is no language", "--lang", "write it as in en or pt-BR");
  }
  return tags;
}

Fault in_words_of_flags(Fault fault, const std::string& subject) {
  if (fault.kind == FaultKind::kNotFound && fault.where == "url" && !subject.empty()) {
    fault.where = subject;
  }
  if (fault.kind != FaultKind::kBadInput) return fault;
  for (const auto& [field, flag] : kFlags) {
    if (fault.where == field) fault.where = flag;
  }
  return fault;
}

}  // namespace broadsheet
