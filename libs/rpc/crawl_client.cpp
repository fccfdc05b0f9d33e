// SPDX-License-Identifier: Apache-2.0
// A CrawlApi that asks a CrawlService.
#include "broadsheet/v1/crawl.grpc.pb.h"
#include "rpc/channel.h"

namespace broadsheet::rpc {
namespace {

class CrawlClient final : public CrawlApi {
  using Stub = v1::CrawlService::Stub;

 public:
  explicit CrawlClient(Channel channel)
      : channel_(std::move(channel)), stub_(v1::CrawlService::NewStub(channel_.get())) {}

  Result<records::Source> create_source(const CreateSourceRequest& request,
                                        const CallContext& call) override {
    v1::CreateSourceRequest message;
    message.set_source_id(utf8(request.source.id));
    to_wire(request.source, message.mutable_source());
    v1::CreateSourceResponse response;
    TRY(ask(channel_, stub_, &Stub::CreateSource, call, message, &response));
    return from_wire(response.source());
  }

  Result<records::Source> get_source(const GetSourceRequest& request,
                                     const CallContext& call) override {
    v1::GetSourceRequest message;
    message.set_name(source_name(request.id));
    v1::GetSourceResponse response;
    TRY(ask(channel_, stub_, &Stub::GetSource, call, message, &response));
    return from_wire(response.source());
  }

  Result<ListSourcesReply> list_sources(const ListSourcesRequest& request,
                                        const CallContext& call) override {
    v1::ListSourcesRequest message;
    message.set_tag(utf8(request.tag));
    message.set_country(utf8(request.country));
    message.set_language(utf8(request.language));
    message.set_page_size(request.page.size);
    message.set_page_token(request.page.position);
    v1::ListSourcesResponse response;
    TRY(ask(channel_, stub_, &Stub::ListSources, call, message, &response));
    ListSourcesReply reply{.next_position = response.next_page_token()};
    for (const auto& added : response.sources()) {
      TRY_LET(source, from_wire(added));
      reply.sources.push_back(std::move(source));
    }
    return reply;
  }

  Result<records::Source> update_source(const UpdateSourceRequest& request,
                                        const CallContext& call) override {
    v1::UpdateSourceRequest message;
    to_wire(request, &message);
    v1::UpdateSourceResponse response;
    TRY(ask(channel_, stub_, &Stub::UpdateSource, call, message, &response));
    return from_wire(response.source());
  }

  Result<void> delete_source(const DeleteSourceRequest& request, const CallContext& call) override {
    v1::DeleteSourceRequest message;
    message.set_name(source_name(request.id));
    v1::DeleteSourceResponse response;
    return ask(channel_, stub_, &Stub::DeleteSource, call, message, &response);
  }

  Result<SubmitUrlsReply> submit_urls(const SubmitUrlsRequest& request,
                                      const CallContext& call) override {
    v1::SubmitUrlsRequest message;
    to_wire(request, &message);
    v1::SubmitUrlsResponse response;
    TRY(ask(channel_, stub_, &Stub::SubmitUrls, call, message, &response));
    SubmitUrlsReply reply;
    for (const auto& url : response.urls()) {
      reply.urls.push_back({.url = url.url(), .accepted = url.accepted(), .reason = url.reason()});
    }
    return reply;
  }

  Result<PausedHost> pause_host(const PauseHostRequest& request, const CallContext& call) override {
    v1::PauseHostRequest message;
    to_wire(request, &message);
    v1::PauseHostResponse response;
    TRY(ask(channel_, stub_, &Stub::PauseHost, call, message, &response));
    return from_wire(response.host());
  }

  Result<void> resume_host(const ResumeHostRequest& request, const CallContext& call) override {
    v1::ResumeHostRequest message;
    message.set_host(utf8(request.host));
    v1::ResumeHostResponse response;
    return ask(channel_, stub_, &Stub::ResumeHost, call, message, &response);
  }

  Result<ListPausedHostsReply> list_paused_hosts(const ListPausedHostsRequest& request,
                                                 const CallContext& call) override {
    v1::ListPausedHostsRequest message;
    message.set_page_size(request.page.size);
    message.set_page_token(request.page.position);
    v1::ListPausedHostsResponse response;
    TRY(ask(channel_, stub_, &Stub::ListPausedHosts, call, message, &response));
    ListPausedHostsReply reply{.next_position = response.next_page_token()};
    for (const auto& added : response.hosts()) {
      TRY_LET(host, from_wire(added));
      reply.hosts.push_back(std::move(host));
    }
    reply.missing_fetchers.assign(response.missing_fetchers().begin(),
                                  response.missing_fetchers().end());
    return reply;
  }

  Result<ExplainReply> explain(const ExplainRequest& request, const CallContext& call) override {
    v1::ExplainRequest message;
    to_wire(request, &message);
    v1::ExplainResponse response;
    TRY(ask(channel_, stub_, &Stub::Explain, call, message, &response));
    return from_wire(response);
  }

  Result<CrawlStats> get_crawl_stats(const CallContext& call) override {
    v1::GetCrawlStatsResponse response;
    TRY(ask(channel_, stub_, &Stub::GetCrawlStats, call, v1::GetCrawlStatsRequest(), &response));
    return from_wire(response);
  }

 private:
  Channel channel_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace

Result<std::unique_ptr<CrawlApi>> connect_crawl(const std::string& address,
                                                const ClientOptions& options) {
  TRY_LET(channel, Channel::connect(address, options));
  return std::unique_ptr<CrawlApi>(std::make_unique<CrawlClient>(std::move(channel)));
}

}  // namespace broadsheet::rpc
