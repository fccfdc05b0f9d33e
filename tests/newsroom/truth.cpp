// SPDX-License-Identifier: Apache-2.0
// Ground truth, from the same plan that the pages are drawn from.
#include "newsroom/truth.h"

#include <algorithm>

#include "newsroom/robots.h"

namespace broadsheet::newsroom {
namespace {

constexpr std::size_t kTeaserParagraphs = 2;  // what layouts.cpp lets through a paywall

std::string wall_name(Wall wall) {
  if (wall == Wall::kConsent) return "consent";
  if (wall == Wall::kChallenge) return "challenge";
  return wall == Wall::kPaywall ? "paywall" : "";
}

TrueVersion true_version(const Outlet& outlet, const Piece& piece, std::size_t index) {
  auto content = compose(outlet, piece, index);
  if (outlet.wall == Wall::kPaywall && content.paragraphs.size() > kTeaserParagraphs) {
    content.paragraphs.resize(kTeaserParagraphs);
  }
  return {.visible = piece.version_time(index),
          .title = std::move(content.title),
          .paragraphs = std::move(content.paragraphs),
          .notices = std::move(content.notices),
          .change = index == 0 ? "published" : std::string(to_string(piece.edits[index - 1].kind))};
}

TrueArticle true_article(const World& world, const Piece& piece, Time now, const Base& base) {
  const auto& outlet = world.catalogue().outlet_of(piece);
  const auto content = compose(outlet, piece, 0);
  TrueArticle out{.url = base.url(outlet, piece.path),
                  .outlet = outlet.id,
                  .host = outlet.host,
                  .language = std::string(outlet.language->code),
                  .section = std::string(outlet.language->sections[content.section].name),
                  .layout = std::string(to_string(outlet.layout)),
                  .authors = content.authors,
                  .byline = content.byline,
                  .keywords = content.keywords,
                  .published = piece.published,
                  .withdrawn = piece.withdrawn,
                  .wire = piece.wire,
                  .live = piece.live,
                  .allowed = may_fetch(outlet, piece.path),
                  .wall = wall_name(outlet.wall),
                  .validators = std::string(to_string(outlet.validators))};
  if (!piece.amp_path.empty()) out.amp_url = base.url(outlet, piece.amp_path);
  if (!piece.old_path.empty()) out.old_url = base.url(outlet, piece.old_path);
  for (std::size_t i = 0; i < piece.versions_at(now); ++i) {
    auto version = true_version(outlet, piece, i);
    if (!out.versions.empty()) {
      auto& last = out.versions.back();
      if (last.title == version.title && last.paragraphs == version.paragraphs) {
        last.notices = std::move(version.notices);  // a house that had cut what was corrected
        continue;
      }
    }
    out.versions.push_back(std::move(version));
  }
  return out;
}

Json version_json(const TrueVersion& version) {
  return Json()
      .set("visible", format_time(version.visible))
      .set("change", version.change)
      .set("title", version.title)
      .set("paragraphs", Json::array(version.paragraphs))
      .set("notices", Json::array(version.notices));
}

Json article_json(const TrueArticle& article) {
  Json versions = Json(Json::Array{});
  for (const auto& version : article.versions) versions.add(version_json(version));
  Json out;
  out.set("url", article.url).set("outlet", article.outlet).set("host", article.host);
  out.set("language", article.language)
      .set("section", article.section)
      .set("layout", article.layout);
  out.set("authors", Json::array(article.authors)).set("keywords", Json::array(article.keywords));
  out.set("published", format_time(article.published));
  if (!article.byline.empty()) out.set("byline", article.byline);
  if (article.withdrawn) out.set("withdrawn", format_time(*article.withdrawn));
  if (!article.wire.empty()) out.set("wire", article.wire);
  if (!article.amp_url.empty()) out.set("amp_url", article.amp_url);
  if (!article.old_url.empty()) out.set("old_url", article.old_url);
  if (!article.wall.empty()) out.set("wall", article.wall);
  out.set("live", article.live)
      .set("allowed", article.allowed)
      .set("validators", article.validators);
  return out.set("versions", std::move(versions));
}

}  // namespace

std::vector<TrueArticle> truth(const World& world, Time now, const Base& base) {
  std::vector<TrueArticle> out;
  for (const auto& piece : world.catalogue().pieces()) {
    if (piece.published > now) break;  // by time
    out.push_back(true_article(world, piece, now, base));
  }
  return out;
}

std::vector<TrueVersion> versions_seen(const TrueArticle& article,
                                       const std::vector<Time>& visits) {
  std::vector<TrueVersion> seen;
  for (const Time visit : visits) {
    if (article.withdrawn && *article.withdrawn <= visit) continue;
    const TrueVersion* current = nullptr;
    for (const auto& version : article.versions) {
      if (version.visible <= visit) current = &version;
    }
    const auto is_it = [&](const TrueVersion& version) {
      return version.title == current->title && version.paragraphs == current->paragraphs;
    };
    if (current != nullptr && std::ranges::none_of(seen, is_it)) seen.push_back(*current);
  }
  return seen;
}

Json truth_json(const World& world, Time now, const Base& base) {
  Json outlets = Json(Json::Array{});
  for (const auto& outlet : world.catalogue().outlets()) {
    outlets.add(Json()
                    .set("id", outlet.id)
                    .set("name", outlet.name)
                    .set("host", outlet.host)
                    .set("language", outlet.language->code)
                    .set("country", outlet.country)
                    .set("layout", to_string(outlet.layout))
                    .set("validators", to_string(outlet.validators))
                    .set("trial", outlet.is_trial()));
  }
  Json articles = Json(Json::Array{});
  for (const auto& article : truth(world, now, base)) articles.add(article_json(article));
  return Json()
      .set("seed", world.options().seed)
      .set("epoch", format_time(world.options().epoch))
      .set("now", format_time(now))
      .set("outlets", std::move(outlets))
      .set("articles", std::move(articles));
}

}  // namespace broadsheet::newsroom
