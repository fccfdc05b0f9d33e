// SPDX-License-Identifier: Apache-2.0
// The grader.
#include "newsroom/grade.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_map>

#include "core/strings.h"

namespace broadsheet::newsroom {
namespace {

using Words = std::unordered_map<std::string, std::size_t>;

// Words by white space; where a language has none between them, characters.
std::vector<std::string> words_of(std::string_view text, bool spaced) {
  std::vector<std::string> out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      end_word();
      continue;
    }
    if (!spaced && begins) end_word();
    word += c;
  }
  end_word();
  return out;
}

double f1(const std::vector<std::string>& got, const std::vector<std::string>& want) {
  if (got.empty() || want.empty()) return got.empty() && want.empty() ? 1 : 0;
  Words counts;
  for (const auto& word : want) ++counts[word];
  std::size_t both = 0;
  for (const auto& word : got) {
    const auto found = counts.find(word);
    if (found == counts.end() || found->second == 0) continue;
    --found->second;
    ++both;
  }
  return 2.0 * static_cast<double>(both) / static_cast<double>(got.size() + want.size());
}

std::string squeezed(std::string_view text) { return join(words_of(text, true), " "); }

bool is_wanted(const TrueArticle& article) { return article.allowed && article.wall.empty(); }

bool is_forbidden(const TrueArticle& article) {
  return !article.allowed || article.wall == "consent" || article.wall == "challenge";
}

bool true_authors(const TrueArticle& article, const std::vector<std::string>& authors) {
  if (article.authors.empty()) {
    return authors.empty() || (authors.size() == 1 && authors.front() == article.byline);
  }
  return authors == article.authors;
}

struct Reading {
  double f1 = -1;
  std::size_t version = 0;
  bool text = false;
  bool title = false;
};

Reading compare(const TrueArticle& article, const FoundArticle& found) {
  const bool spaced = language(article.language).spaced;
  const auto got = words_of(found.text, spaced);
  const auto title = squeezed(found.title);
  Reading best;
  for (std::size_t i = 0; i < article.versions.size(); ++i) {
    const auto& version = article.versions[i];
    const auto want = words_of(join(version.paragraphs, "\n"), spaced);
    const Reading reading{f1(got, want), i, got == want, title == squeezed(version.title)};
    const bool better =
        reading.f1 > best.f1 || (reading.f1 == best.f1 && reading.title && !best.title);
    if (better) best = reading;
  }
  return best;
}

void add(Score& to, const Score& one) {
  to.articles += one.articles;
  to.found += one.found;
  to.versions += one.versions;
  to.versions_found += one.versions_found;
  to.readings += one.readings;
  to.titles += one.titles;
  to.authors += one.authors;
  to.texts += one.texts;
  to.text_f1 += one.text_f1;
}

Score score(const TrueArticle& article, const std::vector<const FoundArticle*>& readings,
            Time from) {
  Score out;
  out.articles = 1;
  out.found = readings.empty() ? 0 : 1;
  std::vector<bool> seen(article.versions.size());
  for (const auto* found : readings) {
    const auto reading = compare(article, *found);
    ++out.readings;
    out.titles += reading.title ? 1 : 0;
    out.texts += reading.text ? 1 : 0;
    out.authors += true_authors(article, found->authors) ? 1 : 0;
    out.text_f1 += std::max(reading.f1, 0.0);
    if (!reading.text || !reading.title) continue;
    const auto& version = article.versions[reading.version];
    for (std::size_t i = 0; i < seen.size(); ++i) {  // a headline may have come back
      const auto& other = article.versions[i];
      if (other.title == version.title && other.paragraphs == version.paragraphs) seen[i] = true;
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const bool was_there = i + 1 == seen.size() || article.versions[i + 1].visible > from;
    out.versions += was_there ? 1 : 0;
    out.versions_found += was_there && seen[i] ? 1 : 0;
  }
  return out;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string row(std::string_view name, const Score& score) {
  std::array<char, 160> line{};
  const auto length = std::snprintf(
      line.data(), line.size(), "%-10.*s %5zu %5zu  %6zu %6zu  %6.3f %6.3f %7.3f %6.4f\n",
      static_cast<int>(name.size()), name.data(), score.articles, score.found, score.versions,
      score.versions_found, share(score.titles, score.readings),
      share(score.authors, score.readings), share(score.texts, score.readings),
      score.readings == 0 ? 0 : score.text_f1 / static_cast<double>(score.readings));
  return {line.data(), static_cast<std::size_t>(length)};
}

Json score_json(const Score& score) {
  return Json()
      .set("articles", static_cast<std::uint64_t>(score.articles))
      .set("found", static_cast<std::uint64_t>(score.found))
      .set("versions", static_cast<std::uint64_t>(score.versions))
      .set("versions_found", static_cast<std::uint64_t>(score.versions_found))
      .set("readings", static_cast<std::uint64_t>(score.readings))
      .set("titles", share(score.titles, score.readings))
      .set("authors", share(score.authors, score.readings))
      .set("texts", share(score.texts, score.readings))
      .set("text_f1",
           score.readings == 0 ? 0 : score.text_f1 / static_cast<double>(score.readings));
}

}  // namespace

Result<std::vector<FoundArticle>> parse_found(std::string_view json_lines) {
  std::vector<FoundArticle> out;
  std::size_t number = 0;
  for (const auto line : split(json_lines, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const auto json = parse_json(line);
    if (!json.ok()) return bad_input(json.fault().what, "line " + std::to_string(number));
    FoundArticle found{.url = (*json)["url"].as_string(),
                       .title = (*json)["title"].as_string(),
                       .text = (*json)["text"].as_string()};
    for (const auto& author : (*json)["authors"].as_array())
      found.authors.push_back(author.as_string());
    for (const auto& paragraph : (*json)["paragraphs"].as_array()) {
      if (!json->has("text")) found.text += paragraph.as_string() + "\n";
    }
    out.push_back(std::move(found));
  }
  return out;
}

Grade grade(const std::vector<TrueArticle>& truth, const std::vector<FoundArticle>& found,
            Time from) {
  std::unordered_map<std::string_view, std::size_t> by_url;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    for (const auto* url : {&truth[i].url, &truth[i].amp_url, &truth[i].old_url}) {
      if (!url->empty()) by_url[*url] = i;
    }
  }
  Grade out;
  std::vector<std::vector<const FoundArticle*>> readings(truth.size());
  for (const auto& one : found) {
    const auto at = by_url.find(one.url);
    if (at == by_url.end()) {
      out.strangers.push_back(one.url);
    } else if (is_forbidden(truth[at->second])) {
      out.forbidden.push_back(one.url);
    } else {
      readings[at->second].push_back(&one);
    }
  }
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (!is_wanted(truth[i])) continue;
    if (readings[i].empty()) out.missing.push_back(truth[i].url);
    const auto one = score(truth[i], readings[i], from);
    add(out.whole, one);
    add(out.by_layout[truth[i].layout], one);
  }
  return out;
}

std::string to_text(const Grade& grade) {
  std::string out = "layout       want found  versions found  titles authors  texts text F1\n";
  for (const auto& [layout, score] : grade.by_layout) out += row(layout, score);
  out += row("all", grade.whole);
  const auto list = [&](std::string_view name, const std::vector<std::string>& urls) {
    out += std::to_string(urls.size()) + " " + std::string(name) + "\n";
    for (const auto& url : urls) out += "  " + url + "\n";
  };
  list("missing", grade.missing);
  list("forbidden", grade.forbidden);
  list("no article of this world", grade.strangers);
  return out;
}

Json to_json(const Grade& grade) {
  Json layouts = Json(Json::Object{});
  for (const auto& [layout, score] : grade.by_layout) layouts.set(layout, score_json(score));
  return Json()
      .set("all", score_json(grade.whole))
      .set("by_layout", std::move(layouts))
      .set("missing", Json::array(grade.missing))
      .set("forbidden", Json::array(grade.forbidden))
      .set("strangers", Json::array(grade.strangers));
}

}  // namespace broadsheet::newsroom
