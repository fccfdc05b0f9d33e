// SPDX-License-Identifier: Apache-2.0
// A page in, an article out: ExtractorService without gRPC.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/hash.h"
#include "core/result.h"
#include "core/time.h"
#include "records/article.h"
#include "rpc/call.h"

namespace broadsheet::rpc {

struct ExtractRequest {
  std::string id = {};            // the caller's, given back
  std::string url = {};           // absolute; where the page was served
  std::string body = {};          // content codings undone
  std::string content_type = {};  // wins over a Content-Type among the headers
  records::Headers headers = {};
  int status = 200;
  std::optional<Time> time = {};  // of the capture; dates in the future of it are not believed
  bool explain = false;           // also blocks and signs
  bool any_outcome = false;       // also the text and fields of what is no article
};

// Why a block of the page is in the text or out of it; for people.
struct BlockVerdict {
  std::string path = {};
  std::string text = {};
  bool kept = false;
  std::string reason = {};
  double score = 0;

  bool operator==(const BlockVerdict&) const = default;
};

// A number that a page was judged by.
struct PageSign {
  std::string name = {};
  double value = 0;

  bool operator==(const PageSign&) const = default;
};

struct ExtractReply {
  std::string id = {};
  records::Outcome outcome = records::Outcome::kUnknown;
  std::string reason = {};
  double confidence = 0;
  std::optional<records::Article> article = {};  // where records::has_article(outcome)
  Digest content_hash = {};
  Digest text_hash = {};
  std::vector<BlockVerdict> blocks = {};  // with `explain`, in the order of the page
  std::vector<PageSign> signs = {};       // with `explain`
};

// The answer to one page of a stream.
struct ExtractAnswer {
  std::string id = {};
  Result<ExtractReply> reply;
};

// Thread-safe.
class ExtractorApi {
 public:
  virtual ~ExtractorApi() = default;
  virtual Result<ExtractReply> extract(const ExtractRequest& request, const CallContext& call) = 0;

  // Pages from `next` until it gives none, answers to `sink` in the same order until it returns
  // false. A page that fails is an answer; the fault of the whole is the connection's.
  // The two may be called on different threads, each on one only.
  virtual Result<void> extract_stream(const std::function<std::optional<ExtractRequest>()>& next,
                                      const CallContext& call,
                                      const std::function<bool(ExtractAnswer)>& sink);
};

}  // namespace broadsheet::rpc
