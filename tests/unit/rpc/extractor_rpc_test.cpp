// SPDX-License-Identifier: Apache-2.0
// Pages go to an extractor through gRPC, one by one and in a stream.
#include <gtest/gtest.h>

#include "fakes.h"
#include "samples.h"

namespace broadsheet::rpc {
namespace {

class ExtractorRpc : public testing::Test {
 protected:
  ExtractorRpc() {
    fake_.on_extract.run = [](const ExtractRequest& request,
                              const CallContext&) -> Result<ExtractReply> {
      if (request.body == "bad") return bad_input("unreadable", "body");
      ExtractReply reply{.outcome = records::Outcome::kArticle,
                         .reason = "it has paragraphs",
                         .confidence = 0.5,
                         .content_hash = sha256(request.body),
                         .text_hash = sha256("t")};
      reply.article = sample_snapshot().article;
      reply.article->url = request.url;
      if (request.explain) {
        reply.blocks = {{"body > p", "Rain", true, "part of the article", 1}};
        reply.signs = {{"paragraphs", 2.5}};
      }
      return reply;
    };
  }
  FakeExtractor fake_;
  std::unique_ptr<Server> server_ = serve_all({.extractor = &fake_});
  std::unique_ptr<ExtractorApi> client_ = *connect_extractor(server_->address());
};

TEST_F(ExtractorRpc, APageInAnArticleOut) {
  const std::string body = std::string("<p>\xff\0", 5);
  const auto reply = client_->extract({.id = "7",
                                       .url = "https://gazette.example/a",
                                       .body = body,
                                       .content_type = "text/html",
                                       .headers = {{"ETag", "x"}},
                                       .status = 203,
                                       .time = from_micros(17)},
                                      {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_EQ(fake_.on_extract.last.body, body);
  EXPECT_EQ(fake_.on_extract.last.content_type, "text/html");
  EXPECT_EQ(fake_.on_extract.last.headers, (records::Headers{{"ETag", "x"}}));
  EXPECT_EQ(fake_.on_extract.last.status, 203);
  EXPECT_EQ(fake_.on_extract.last.time, from_micros(17));
  EXPECT_EQ(reply->id, "7");
  EXPECT_EQ(reply->outcome, records::Outcome::kArticle);
  EXPECT_EQ(reply->reason, "it has paragraphs");
  EXPECT_EQ(reply->content_hash, sha256(body));
  auto article = sample_snapshot().article;
  article.url = "https://gazette.example/a";
  EXPECT_TRUE(reply->article == article);
}

TEST_F(ExtractorRpc, SaysWhyWhereItIsAsked) {
  ExtractRequest request{.url = "https://gazette.example/a", .body = "<p>Rain"};
  const auto silent = client_->extract(request, {});
  ASSERT_TRUE(silent.ok()) << silent.fault().text();
  EXPECT_TRUE(silent->blocks.empty());
  request.explain = true;
  request.any_outcome = true;
  const auto reply = client_->extract(request, {});
  ASSERT_TRUE(reply.ok()) << reply.fault().text();
  EXPECT_TRUE(fake_.on_extract.last.any_outcome);
  EXPECT_EQ(reply->blocks,
            (std::vector<BlockVerdict>{{"body > p", "Rain", true, "part of the article", 1}}));
  EXPECT_EQ(reply->signs, (std::vector<PageSign>{{"paragraphs", 2.5}}));
}

TEST_F(ExtractorRpc, AStreamAnswersInOrderAndGoesOnAfterABadPage) {
  int sent = 0;
  std::vector<ExtractAnswer> answers;
  const auto done = client_->extract_stream(
      [&]() -> std::optional<ExtractRequest> {
        if (sent == 50) return std::nullopt;
        const int id = sent++;
        return ExtractRequest{.id = std::to_string(id),
                              .url = id == 8 ? "no url" : "https://gazette.example/a",
                              .body = id == 5 ? "bad" : std::to_string(id)};
      },
      {},
      [&](ExtractAnswer answer) {
        answers.push_back(std::move(answer));
        return true;
      });
  ASSERT_TRUE(done.ok()) << done.fault().text();
  ASSERT_EQ(answers.size(), 50U);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].id, std::to_string(i));
    EXPECT_EQ(answers[i].reply.ok(), i != 5 && i != 8) << i;
  }
  EXPECT_EQ(answers[5].reply.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(answers[5].reply.fault().where, "body");
  EXPECT_EQ(answers[8].reply.fault().where, "url");
}

TEST_F(ExtractorRpc, AStreamEndsWhenNobodyWantsMore) {
  int taken = 0;
  const auto done = client_->extract_stream(
      [] {
        return ExtractRequest{.url = "https://gazette.example/a", .body = std::string(10'000, 'x')};
      },
      {}, [&](const ExtractAnswer&) { return ++taken < 3; });
  EXPECT_TRUE(done.ok());
  EXPECT_EQ(taken, 3);
}

TEST_F(ExtractorRpc, RefusesAPageThatIsTooLarge) {
  const auto reply = client_->extract(
      {.url = "https://gazette.example/a", .body = std::string((16 << 20) + 1, 'x')}, {});
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(reply.fault().where, "body");
}

}  // namespace
}  // namespace broadsheet::rpc
