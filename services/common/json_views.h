// SPDX-License-Identifier: Apache-2.0
// What people get as JSON, from the command line and over HTTP alike. Field names are fixed:
// scripts use them.
#pragma once

#include <string>

#include "core/json.h"
#include "records/snapshot.h"
#include "rpc/archive_api.h"
#include "rpc/crawl_api.h"

namespace broadsheet {

// "text", "heading", "list item", …
const char* to_string(records::ParagraphKind kind);
// url, title, authors, published, modified, language, text, paragraphs, … with provenance.
Json article_json(const records::Article& article);
// name, url, version, first_seen, last_seen, sightings, … and the article's fields.
Json snapshot_json(const records::Snapshot& snapshot);
Json capture_json(const records::CaptureRecord& capture);
Json search_json(const rpc::SearchReply& reply);
Json versions_json(const std::vector<records::Snapshot>& versions);
Json diff_json(const rpc::DiffReply& reply);
Json copies_json(const rpc::ListCopiesReply& reply);
Json count_json(const rpc::CountReply& reply);
Json stats_json(const rpc::StatsReply& reply);
Json explain_json(const rpc::ExplainReply& reply);
// {"error": {"kind": …, "what": …, "where": …, "remedy": …}}
Json fault_json(const Fault& fault);

}  // namespace broadsheet
