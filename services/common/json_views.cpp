// SPDX-License-Identifier: Apache-2.0
// What people get as JSON.
#include "common/json_views.h"

namespace broadsheet {

namespace {

void set_text(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json.set(name, value);
}

Json date_json(const std::optional<records::Date>& date) {
  return date ? Json(records::format_date(*date)) : Json();
}

const char* to_string(text::DiffOp op) {
  switch (op) {
    case text::DiffOp::kInsert:
      return "insert";
    case text::DiffOp::kDelete:
      return "delete";
    case text::DiffOp::kEqual:
      break;
  }
  return "equal";
}

const char* to_string(records::Access access) {
  switch (access) {
    case records::Access::kFree:
      return "free";
    case records::Access::kPaid:
      return "paid";
    case records::Access::kTeaser:
      return "teaser";
    case records::Access::kUnknown:
      break;
  }
  return "unknown";
}

Json spans_json(const std::vector<text::DiffSpan>& spans) {
  Json json = Json::Array{};
  for (const auto& span : spans) {
    json.add(Json().set("op", to_string(span.op)).set("text", span.text));
  }
  return json;
}

Json errors_json(const std::vector<rpc::ShardError>& errors) {
  Json json = Json::Array{};
  for (const auto& error : errors) {
    json.add(Json().set("shard", error.shard).set("reason", error.fault.text()));
  }
  return json;
}

Json provenance_json(const records::Article& article) {
  Json json = Json::Object{};
  for (const auto& provenance : article.provenance) {
    Json one;
    one.set("source", provenance.source).set("confidence", provenance.confidence);
    if (!provenance.alternatives.empty()) {
      one.set("alternatives", Json::array(provenance.alternatives));
    }
    json.set(provenance.field, std::move(one));
  }
  return json;
}

void set_article(Json& json, const records::Article& article) {
  json.set("url", article.url);
  set_text(json, "canonical_url", article.canonical_url);
  if (article.canonical_verdict != records::CanonicalVerdict::kNone) {
    json.set("canonical_verdict", records::to_string(article.canonical_verdict));
  }
  json.set("title", article.title).set("authors", Json::array(article.authors));
  json.set("published", date_json(article.published)).set("modified", date_json(article.modified));
  json.set("language", article.language);
  set_text(json, "section", article.section);
  set_text(json, "kicker", article.kicker);
  set_text(json, "standfirst", article.standfirst);
  if (!article.keywords.empty()) json.set("keywords", Json::array(article.keywords));
  set_text(json, "lead_image", article.lead_image);
  set_text(json, "lead_image_caption", article.lead_image_caption);
  set_text(json, "description", article.description);
  set_text(json, "publisher", article.publisher);
  set_text(json, "wire", article.wire);
  if (article.access != records::Access::kUnknown) json.set("access", to_string(article.access));
}

void set_text_of(Json& json, const records::Article& article) {
  json.set("text", records::text_of(article));
  Json paragraphs = Json::Array{};
  for (const auto& paragraph : article.paragraphs) {
    paragraphs.add(
        Json().set("kind", broadsheet::to_string(paragraph.kind)).set("text", paragraph.text));
  }
  json.set("paragraphs", std::move(paragraphs));
}

}  // namespace

const char* to_string(records::ParagraphKind kind) {
  switch (kind) {
    case records::ParagraphKind::kHeading:
      return "heading";
    case records::ParagraphKind::kListItem:
      return "list item";
    case records::ParagraphKind::kQuote:
      return "quote";
    case records::ParagraphKind::kTableRow:
      return "table row";
    case records::ParagraphKind::kCaption:
      return "caption";
    case records::ParagraphKind::kNotice:
      return "notice";
    case records::ParagraphKind::kText:
      break;
  }
  return "text";
}

Json article_json(const records::Article& article) {
  Json json;
  set_article(json, article);
  set_text_of(json, article);
  json.set("extractor_version", article.extractor_version);
  json.set("provenance", provenance_json(article));
  return json;
}

Json snapshot_json(const records::Snapshot& snapshot) {
  Json json;
  json.set("name", snapshot.key().name());
  set_article(json, snapshot.article);
  json.set("source", snapshot.source);
  json.set("version", snapshot.version).set("sightings", snapshot.sightings);
  json.set("first_seen", format_time(snapshot.first_seen));
  json.set("last_seen", format_time(snapshot.last_seen));
  json.set("outcome", records::to_string(snapshot.outcome)).set("words", snapshot.words);
  json.set("content_hash", snapshot.content_hash.hex()).set("text_hash", snapshot.text_hash.hex());
  json.set("payload_digest", snapshot.payload_digest.hex());
  json.set("sequence", snapshot.sequence).set("log_index", snapshot.log_index);
  if (!snapshot.article.paragraphs.empty()) set_text_of(json, snapshot.article);
  json.set("extractor_version", snapshot.article.extractor_version);
  const auto set_reading = [&](const char* field, const Digest& hash) {
    if (!hash.is_zero()) json.set(field, records::SnapshotKey{snapshot.url_key, hash}.name());
  };
  set_reading("reading_of", snapshot.reading_of);
  set_reading("replaced_by", snapshot.replaced_by);
  return json;
}

Json capture_json(const records::CaptureRecord& capture) {
  Json json;
  json.set("url", capture.url).set("time", format_time(capture.time));
  json.set("outcome", records::to_string(capture.outcome));
  set_text(json, "reason", capture.reason);
  json.set("status", capture.status).set("revisit", capture.revisit);
  if (!capture.payload_digest.is_zero()) json.set("payload_digest", capture.payload_digest.hex());
  if (!capture.content_hash.is_zero()) json.set("content_hash", capture.content_hash.hex());
  set_text(json, "redirect", capture.redirect);
  json.set("robots", capture.robots.allowed ? "allowed" : "refused");
  set_text(json, "robots_rule", capture.robots.rule);
  set_text(json, "product_token", capture.product_token);
  set_text(json, "via", capture.via);
  set_text(json, "trace", capture.trace);
  return json;
}

Json search_json(const rpc::SearchReply& reply) {
  Json hits = Json::Array{};
  for (const auto& hit : reply.hits) {
    Json one = snapshot_json(hit.snapshot);
    one.set("score", hit.score);
    Json snippets = Json::Array{};
    for (const auto& snippet : hit.snippets) {
      Json spans = Json::Array{};
      for (const auto& span : snippet.highlights) {
        spans.add(Json(Json::Array{Json(span.begin), Json(span.end)}));
      }
      snippets.add(Json()
                       .set("field", snippet.field)
                       .set("text", snippet.text)
                       .set("highlights", std::move(spans)));
    }
    one.set("snippets", std::move(snippets));
    hits.add(std::move(one));
  }
  Json json;
  json.set("total", reply.total).set("hits", std::move(hits));
  if (!reply.next_position.empty()) json.set("next_page_token", reply.next_position);
  if (!reply.shard_errors.empty()) json.set("shard_errors", errors_json(reply.shard_errors));
  return json;
}

Json versions_json(const std::vector<records::Snapshot>& versions) {
  Json json = Json::Array{};
  for (std::size_t i = 0; i < versions.size(); ++i) {
    Json one = snapshot_json(versions[i]);
    if (i > 0) one.set("changed_by", rpc::to_string(rpc::cause_of(versions[i - 1], versions[i])));
    json.add(std::move(one));
  }
  return Json().set("versions", std::move(json));
}

Json diff_json(const rpc::DiffReply& reply) {
  Json hunks = Json::Array{};
  for (const auto& hunk : reply.diff.hunks) {
    hunks.add(Json()
                  .set("before", hunk.before)
                  .set("after", hunk.after)
                  .set("spans", spans_json(hunk.spans)));
  }
  Json json;
  json.set("before", snapshot_json(reply.before)).set("after", snapshot_json(reply.after));
  json.set("cause", rpc::to_string(reply.cause));
  json.set("title", spans_json(reply.title));
  json.set("words_inserted", static_cast<std::uint64_t>(reply.diff.words_inserted));
  json.set("words_deleted", static_cast<std::uint64_t>(reply.diff.words_deleted));
  return json.set("hunks", std::move(hunks));
}

Json copies_json(const rpc::ListCopiesReply& reply) {
  Json copies = Json::Array{};
  for (const auto& copy : reply.copies) {
    Json one = snapshot_json(copy.snapshot);
    one.set("resemblance", copy.resemblance).set("exact", copy.exact);
    copies.add(std::move(one));
  }
  Json json;
  json.set("of", snapshot_json(reply.of)).set("copies", std::move(copies));
  if (!reply.next_position.empty()) json.set("next_page_token", reply.next_position);
  if (!reply.shard_errors.empty()) json.set("shard_errors", errors_json(reply.shard_errors));
  return json;
}

Json count_json(const rpc::CountReply& reply) {
  Json buckets = Json::Array{};
  for (const auto& bucket : reply.buckets) {
    buckets.add(Json().set("key", Json::array(bucket.key)).set("count", bucket.count));
  }
  Json json;
  json.set("total", reply.total).set("buckets", std::move(buckets)).set("other", reply.other);
  if (!reply.shard_errors.empty()) json.set("shard_errors", errors_json(reply.shard_errors));
  return json;
}

Json stats_json(const rpc::StatsReply& reply) {
  Json shards = Json::Array{};
  rpc::ShardStats sum;
  for (const auto& shard : reply.shards) {
    Json one;
    one.set("shard", shard.shard).set("snapshots", shard.snapshots).set("urls", shard.urls);
    one.set("texts", shard.texts).set("captures", shard.captures).set("payloads", shard.payloads);
    one.set("payload_bytes", shard.payload_bytes).set("stored_bytes", shard.stored_bytes);
    one.set("searchable", shard.searchable).set("log_size", shard.log_size);
    if (shard.oldest) one.set("oldest", format_time(*shard.oldest));
    if (shard.newest) one.set("newest", format_time(*shard.newest));
    shards.add(std::move(one));
    sum.snapshots += shard.snapshots;
    sum.urls += shard.urls;
    sum.texts += shard.texts;
    sum.captures += shard.captures;
    sum.payloads += shard.payloads;
    sum.payload_bytes += shard.payload_bytes;
    sum.stored_bytes += shard.stored_bytes;
    sum.searchable += shard.searchable;
  }
  Json json;
  json.set("snapshots", sum.snapshots).set("urls", sum.urls).set("texts", sum.texts);
  json.set("captures", sum.captures).set("payloads", sum.payloads);
  json.set("payload_bytes", sum.payload_bytes).set("stored_bytes", sum.stored_bytes);
  json.set("searchable", sum.searchable).set("shards", std::move(shards));
  if (!reply.shard_errors.empty()) json.set("shard_errors", errors_json(reply.shard_errors));
  return json;
}

Json explain_json(const rpc::ExplainReply& reply) {
  Json facts = Json::Object{};
  for (const auto& [name, value] : reply.facts) facts.set(name, value);
  Json decisions = Json::Array{};
  for (const auto& decision : reply.decisions) {
    Json one;
    one.set("time", format_time(decision.time));
    set_text(one, "url", decision.url);
    one.set("decision", decision.decision);
    one.set("reason", decision.reason);
    set_text(one, "rule", decision.rule);
    decisions.add(std::move(one));
  }
  Json next;
  next.set("action", reply.next.action).set("reason", reply.next.reason);
  if (reply.next.time) next.set("time", format_time(*reply.next.time));
  Json json;
  json.set("subject", reply.subject).set("known", reply.known).set("state", reply.state);
  json.set("facts", std::move(facts)).set("decisions", std::move(decisions));
  return json.set("next", std::move(next));
}

Json fault_json(const Fault& fault) {
  Json error;
  error.set("kind", to_string(fault.kind)).set("what", fault.what);
  set_text(error, "where", fault.where);
  set_text(error, "remedy", fault.remedy);
  return Json().set("error", std::move(error));
}

}  // namespace broadsheet
