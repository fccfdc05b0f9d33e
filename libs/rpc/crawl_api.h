// SPDX-License-Identifier: Apache-2.0
// What an engineer may ask of the crawl, as plain values: CrawlService without gRPC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "records/capture.h"
#include "records/discovery.h"
#include "records/source.h"
#include "rpc/archive_api.h"
#include "rpc/call.h"

namespace broadsheet::rpc {

struct CreateSourceRequest {
  records::Source source = {};  // its id is there and well formed
};
struct GetSourceRequest {
  std::string id = {};
};
struct ListSourcesRequest {
  std::string tag = {};  // only those that carry it
  std::string country = {};
  std::string language = {};
  Page page = {};
};
struct ListSourcesReply {
  std::vector<records::Source> sources = {};  // by id
  std::string next_position = {};
};
struct UpdateSourceRequest {
  records::Source source = {};
  // Names of the fields of records::Source to take over ("homepage", "delay", …); empty: all.
  std::vector<std::string> fields = {};
};
// `current` with the named fields of the request; kBadInput for a name that is none.
Result<records::Source> merged(records::Source current, const UpdateSourceRequest& request);
struct DeleteSourceRequest {
  std::string id = {};
};

struct SubmitUrlsRequest {
  static constexpr std::size_t kUrlsMax = 10000;
  std::vector<std::string> urls = {};
  std::string source = {};  // id; empty: the source whose scope has it
  records::Role role = records::Role::kUnknown;
  bool urgent = false;  // due now, even if known
};
struct SubmittedUrl {
  std::string url = {};
  bool accepted = false;
  std::string reason = {};  // why it was not, or when it is due
  bool operator==(const SubmittedUrl&) const = default;
};
struct SubmitUrlsReply {
  std::vector<SubmittedUrl> urls = {};  // one for each, in order
};

struct PauseHostRequest {
  std::string host = {};
  std::optional<Time> until = {};  // none: until it is resumed
  std::string reason = {};
};
struct ResumeHostRequest {
  std::string host = {};
};
struct PausedHost {
  std::string host = {};
  std::optional<Time> until = {};
  std::string reason = {};
  Time since = {};
  std::string by = {};  // the principal
  bool operator==(const PausedHost&) const = default;
};
struct ListPausedHostsRequest {
  Page page = {};
};
struct ListPausedHostsReply {
  std::vector<PausedHost> hosts = {};
  std::string next_position = {};
  std::vector<std::string> missing_fetchers = {};  // HOST:PORT; who did not say what it knows
};

// Every decision on a URL, host or source; exactly one of the three is there.
struct ExplainRequest {
  std::string url = {};
  std::string host = {};
  std::string source = {};  // id
  int decisions_max = 100;  // the newest
};
struct Decision {
  Time time = {};
  std::string url = {};  // that it was about; empty: the whole subject
  std::string decision =
      {};  // "fetched", "refused", "scheduled", …: what `broadsheet explain` prints
  std::string reason = {};  // a sentence
  std::string rule = {};    // the line, pattern or setting that decided
  bool operator==(const Decision&) const = default;
};
struct NextAction {
  std::string action = {};  // "fetch", "nothing", "wait", …
  std::optional<Time> time = {};
  std::string reason = {};
  bool operator==(const NextAction&) const = default;
};
struct ExplainReply {
  std::string subject = {};  // the URL, host or source as it is known here
  bool known = false;
  std::string state = {};  // one sentence
  std::vector<std::pair<std::string, std::string>> facts =
      {};                                // "due", "failures", "delay", … in order
  std::vector<Decision> decisions = {};  // newest first
  NextAction next = {};
};

struct OutcomeCount {
  records::Outcome outcome = records::Outcome::kUnknown;
  std::uint64_t count = 0;
  bool operator==(const OutcomeCount&) const = default;
};
struct CrawlStats {
  std::uint64_t sources = 0;
  std::uint64_t hosts = 0;
  std::uint64_t hosts_paused = 0;
  std::uint64_t urls_known = 0;
  std::uint64_t urls_due = 0;
  std::uint64_t fetches_running = 0;
  std::uint64_t captures = 0;  // since `since`
  std::uint64_t articles = 0;
  std::vector<OutcomeCount> outcomes = {};
  double captures_per_second = 0;  // over the last minute
  Time since = {};
  std::optional<Time> next_due = {};
  std::vector<std::string> missing_fetchers = {};  // HOST:PORT; what they do is not in the numbers
  bool operator==(const CrawlStats&) const = default;
};

// Thread-safe. kNotFound for a source or host that is not known; kBadInput where it exists already
// or is not well formed.
class CrawlApi {
 public:
  virtual ~CrawlApi() = default;
  virtual Result<records::Source> create_source(const CreateSourceRequest& request,
                                                const CallContext& call) = 0;
  virtual Result<records::Source> get_source(const GetSourceRequest& request,
                                             const CallContext& call) = 0;
  virtual Result<ListSourcesReply> list_sources(const ListSourcesRequest& request,
                                                const CallContext& call) = 0;
  virtual Result<records::Source> update_source(const UpdateSourceRequest& request,
                                                const CallContext& call) = 0;
  virtual Result<void> delete_source(const DeleteSourceRequest& request,
                                     const CallContext& call) = 0;
  virtual Result<SubmitUrlsReply> submit_urls(const SubmitUrlsRequest& request,
                                              const CallContext& call) = 0;
  virtual Result<PausedHost> pause_host(const PauseHostRequest& request,
                                        const CallContext& call) = 0;
  virtual Result<void> resume_host(const ResumeHostRequest& request, const CallContext& call) = 0;
  virtual Result<ListPausedHostsReply> list_paused_hosts(const ListPausedHostsRequest& request,
                                                         const CallContext& call) = 0;
  virtual Result<ExplainReply> explain(const ExplainRequest& request, const CallContext& call) = 0;
  virtual Result<CrawlStats> get_crawl_stats(const CallContext& call) = 0;
};

}  // namespace broadsheet::rpc
