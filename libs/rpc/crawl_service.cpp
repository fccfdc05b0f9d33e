// SPDX-License-Identifier: Apache-2.0
// CrawlService over a CrawlApi.
#include "broadsheet/v1/crawl.grpc.pb.h"
#include "rpc/answer.h"

namespace broadsheet::rpc {
namespace {

using grpc::ServerContext;
using grpc::Status;

Result<std::string> required_source(const std::string& name) {
  if (name.empty()) return bad_input("which source is not said", "name", "give its name");
  return source_from_wire(name, "name");
}

Result<records::Source> new_source(const v1::CreateSourceRequest& message) {
  const auto name = "sources/" + message.source_id();
  if (message.source_id().empty() || !source_from_wire(name, "source_id")) {
    return bad_input("not an id", "source_id", "an id is up to 64 of a-z, 0-9 and '-'");
  }
  if (!message.source().name().empty() && message.source().name() != name) {
    return bad_input("not the name of source_id", "source.name");
  }
  TRY_LET(source, from_wire(message.source()));
  source.id = message.source_id();
  if (source.homepage.empty() && source.feeds.empty() && source.sitemaps.empty()) {
    return bad_input("neither a homepage nor a feed nor a sitemap", "source.homepage",
                     "give at least one");
  }
  TRY(check_source(source));
  return source;
}

class CrawlService final : public v1::CrawlService::Service {
 public:
  CrawlService(CrawlApi& api, Surroundings& with) : api_(api), with_(with) {}

  Status CreateSource(ServerContext* server, const v1::CreateSourceRequest* message,
                      v1::CreateSourceResponse* response) override {
    return run(server, "CrawlService.CreateSource", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(source, new_source(*message));
      TRY_LET(created, api_.create_source({.source = source}, call));
      to_wire(created, response->mutable_source());
      return true;
    });
  }

  Status GetSource(ServerContext* server, const v1::GetSourceRequest* message,
                   v1::GetSourceResponse* response) override {
    return run(server, "CrawlService.GetSource", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(id, required_source(message->name()));
      TRY_LET(source, api_.get_source({.id = id}, call));
      to_wire(source, response->mutable_source());
      return true;
    });
  }

  Status ListSources(ServerContext* server, const v1::ListSourcesRequest* message,
                     v1::ListSourcesResponse* response) override {
    constexpr std::string_view kMethod = "CrawlService.ListSources";
    return run(server, kMethod, [&](const CallContext& call) -> Result<bool> {
      TRY_LET(page, page_from_wire(with_.tokens, kMethod, *message));
      TRY_LET(reply, api_.list_sources({.tag = message->tag(),
                                        .country = message->country(),
                                        .language = message->language(),
                                        .page = page},
                                       call));
      for (const auto& source : reply.sources) to_wire(source, response->add_sources());
      response->set_next_page_token(
          with_.tokens.seal(kMethod, fingerprint_of(*message), reply.next_position));
      return true;
    });
  }

  Status UpdateSource(ServerContext* server, const v1::UpdateSourceRequest* message,
                      v1::UpdateSourceResponse* response) override {
    return run(server, "CrawlService.UpdateSource", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(request, from_wire(*message));
      TRY_LET(source, api_.update_source(request, call));
      to_wire(source, response->mutable_source());
      return true;
    });
  }

  Status DeleteSource(ServerContext* server, const v1::DeleteSourceRequest* message,
                      v1::DeleteSourceResponse*) override {
    return run(server, "CrawlService.DeleteSource", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(id, required_source(message->name()));
      TRY(api_.delete_source({.id = id}, call));
      return true;
    });
  }

  Status SubmitUrls(ServerContext* server, const v1::SubmitUrlsRequest* message,
                    v1::SubmitUrlsResponse* response) override {
    return run(server, "CrawlService.SubmitUrls", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(request, from_wire(*message));
      TRY_LET(reply, api_.submit_urls(request, call));
      for (const auto& url : reply.urls) {
        auto* added = response->add_urls();
        added->set_url(utf8(url.url));
        added->set_accepted(url.accepted);
        added->set_reason(utf8(url.reason));
      }
      return true;
    });
  }

  Status PauseHost(ServerContext* server, const v1::PauseHostRequest* message,
                   v1::PauseHostResponse* response) override {
    return run(server, "CrawlService.PauseHost", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(request, from_wire(*message));
      TRY_LET(host, api_.pause_host(request, call));
      to_wire(host, response->mutable_host());
      return true;
    });
  }

  Status ResumeHost(ServerContext* server, const v1::ResumeHostRequest* message,
                    v1::ResumeHostResponse*) override {
    return run(server, "CrawlService.ResumeHost", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(host, host_from_wire(message->host(), "host"));
      TRY(api_.resume_host({.host = host}, call));
      return true;
    });
  }

  Status ListPausedHosts(ServerContext* server, const v1::ListPausedHostsRequest* message,
                         v1::ListPausedHostsResponse* response) override {
    constexpr std::string_view kMethod = "CrawlService.ListPausedHosts";
    return run(server, kMethod, [&](const CallContext& call) -> Result<bool> {
      TRY_LET(page, page_from_wire(with_.tokens, kMethod, *message));
      TRY_LET(reply, api_.list_paused_hosts({.page = page}, call));
      for (const auto& host : reply.hosts) to_wire(host, response->add_hosts());
      response->set_next_page_token(
          with_.tokens.seal(kMethod, fingerprint_of(*message), reply.next_position));
      for (const auto& one : reply.missing_fetchers) response->add_missing_fetchers(utf8(one));
      return true;
    });
  }

  Status Explain(ServerContext* server, const v1::ExplainRequest* message,
                 v1::ExplainResponse* response) override {
    return run(server, "CrawlService.Explain", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(request, from_wire(*message));
      TRY_LET(reply, api_.explain(request, call));
      to_wire(reply, response);
      return true;
    });
  }

  Status GetCrawlStats(ServerContext* server, const v1::GetCrawlStatsRequest*,
                       v1::GetCrawlStatsResponse* response) override {
    return run(server, "CrawlService.GetCrawlStats", [&](const CallContext& call) -> Result<bool> {
      TRY_LET(stats, api_.get_crawl_stats(call));
      to_wire(stats, response);
      return true;
    });
  }

 private:
  Status run(ServerContext* server, std::string_view method, const Work& work) {
    return serve(with_, *server, {method, Scope::kCrawl}, work);
  }

  CrawlApi& api_;
  Surroundings& with_;
};

}  // namespace

std::unique_ptr<grpc::Service> crawl_service(CrawlApi& api, Surroundings& with) {
  return std::make_unique<CrawlService>(api, with);
}

}  // namespace broadsheet::rpc
