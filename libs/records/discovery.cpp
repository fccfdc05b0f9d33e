// SPDX-License-Identifier: Apache-2.0
// Discovery and Hint to bytes and back.
#include "records/discovery.h"

#include "records/message.h"

namespace broadsheet::records {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::kUnknown:
      return "unknown";
    case Role::kArticle:
      return "article";
    case Role::kHub:
      return "hub";
    case Role::kFeed:
      return "feed";
    case Role::kSitemap:
      return "sitemap";
  }
  return "unknown";
}

void to_message(const Hint& hint, wire::Hint* message) {
  message->set_title(hint.title);
  to_repeated(hint.authors, message->mutable_authors());
  if (hint.published) message->set_published_micros(to_micros(*hint.published));
  if (hint.updated) message->set_updated_micros(to_micros(*hint.updated));
  message->set_language(hint.language);
  to_repeated(hint.keywords, message->mutable_keywords());
}

Hint hint_of(wire::Hint* message) {
  Hint hint;
  hint.title = std::move(*message->mutable_title());
  hint.authors = strings_of(message->mutable_authors());
  if (message->has_published_micros()) hint.published = from_micros(message->published_micros());
  if (message->has_updated_micros()) hint.updated = from_micros(message->updated_micros());
  hint.language = std::move(*message->mutable_language());
  hint.keywords = strings_of(message->mutable_keywords());
  return hint;
}

std::string encode(const Discovery& discovery) {
  wire::Discovery message;
  message.set_url(discovery.url);
  message.set_role(static_cast<wire::Role>(discovery.role));
  message.set_source(discovery.source);
  message.set_via(discovery.via);
  message.set_depth(discovery.depth);
  message.set_found_micros(to_micros(discovery.found));
  message.set_urgent(discovery.urgent);
  if (discovery.hint != Hint{}) to_message(discovery.hint, message.mutable_hint());
  message.set_trace(discovery.trace);
  message.set_hops(discovery.hops);
  message.set_standing(static_cast<wire::Standing>(discovery.standing));
  message.set_fresh(discovery.fresh);
  put_unknown(discovery.unknown_fields, &message);
  return bytes_of(message);
}

Result<Discovery> decode_discovery(std::string_view bytes) {
  wire::Discovery message;
  TRY(parse(bytes, "discovery", &message));
  Discovery discovery{.url = std::move(*message.mutable_url())};
  discovery.role = enum_of(message.role(), Role::kSitemap);
  discovery.source = std::move(*message.mutable_source());
  discovery.via = std::move(*message.mutable_via());
  discovery.depth = message.depth();
  discovery.found = from_micros(message.found_micros());
  discovery.urgent = message.urgent();
  discovery.hint = hint_of(message.mutable_hint());
  discovery.trace = std::move(*message.mutable_trace());
  discovery.hops = message.hops();
  discovery.standing = enum_of(message.standing(), Standing::kMovedSite);
  discovery.fresh = message.fresh();
  discovery.unknown_fields = unknown_of(message);
  return discovery;
}

}  // namespace broadsheet::records
