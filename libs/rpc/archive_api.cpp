// SPDX-License-Identifier: Apache-2.0
// Names of what the archive answers.
#include "rpc/archive_api.h"

namespace broadsheet::rpc {

std::string_view to_string(DiffCause cause) {
  switch (cause) {
    case DiffCause::kUnknown:
      return "";
    case DiffCause::kEditor:
      return "editor";
    case DiffCause::kExtractor:
      return "extractor";
    case DiffCause::kUnclear:
      return "unclear";
  }
  return "";
}

DiffCause cause_of(const records::Snapshot& before, const records::Snapshot& after) {
  if (before.url_key != after.url_key || before.content_hash == after.content_hash) {
    return DiffCause::kUnknown;
  }
  // One that is a version again was published again, whatever was once read so.
  const auto reads_again = [](const records::Snapshot& older, const records::Snapshot& newer) {
    return older.replaced_by == newer.content_hash ||
           (newer.reading_of == older.content_hash && !older.replaced_by.is_zero());
  };
  const bool same_page =
      before.payload_digest == after.payload_digest && !after.payload_digest.is_zero();
  if (same_page || reads_again(before, after) || reads_again(after, before)) {
    return DiffCause::kExtractor;
  }
  const bool same_reader = before.article.extractor_version == after.article.extractor_version;
  return same_reader ? DiffCause::kEditor : DiffCause::kUnclear;
}

}  // namespace broadsheet::rpc
