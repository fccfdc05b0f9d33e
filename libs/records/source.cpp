// SPDX-License-Identifier: Apache-2.0
// Source to bytes and back.
#include "records/source.h"

#include "records/message.h"

namespace broadsheet::records {

std::string encode(const Source& source) {
  wire::Source message;
  message.set_id(source.id);
  message.set_name(source.name);
  message.set_homepage(source.homepage);
  to_repeated(source.feeds, message.mutable_feeds());
  to_repeated(source.sitemaps, message.mutable_sitemaps());
  message.set_language(source.language);
  message.set_country(source.country);
  to_repeated(source.tags, message.mutable_tags());
  to_repeated(source.allow, message.mutable_allow());
  to_repeated(source.deny, message.mutable_deny());
  if (source.delay) message.set_delay_micros(source.delay->count());
  if (source.recheck) message.set_recheck_micros(source.recheck->count());
  if (source.budget) message.set_budget(*source.budget);
  message.set_removed(source.removed);
  put_unknown(source.unknown_fields, &message);
  return bytes_of(message);
}

Result<Source> decode_source(std::string_view bytes) {
  wire::Source message;
  TRY(parse(bytes, "source", &message));
  Source source{.id = std::move(*message.mutable_id())};
  source.name = std::move(*message.mutable_name());
  source.homepage = std::move(*message.mutable_homepage());
  source.feeds = strings_of(message.mutable_feeds());
  source.sitemaps = strings_of(message.mutable_sitemaps());
  source.language = std::move(*message.mutable_language());
  source.country = std::move(*message.mutable_country());
  source.tags = strings_of(message.mutable_tags());
  source.allow = strings_of(message.mutable_allow());
  source.deny = strings_of(message.mutable_deny());
  if (message.has_delay_micros()) source.delay = Duration(message.delay_micros());
  if (message.has_recheck_micros()) source.recheck = Duration(message.recheck_micros());
  if (message.has_budget()) source.budget = message.budget();
  source.removed = message.removed();
  source.unknown_fields = unknown_of(message);
  return source;
}

}  // namespace broadsheet::records
