// SPDX-License-Identifier: Apache-2.0
// `broadsheet extract`: a page in, the article as JSON out. The same code as the service.
#include "article/extract.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "article/content_hash.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "common/json_views.h"
#include "core/file.h"
#include "core/queue.h"

namespace broadsheet {

namespace {

constexpr std::size_t kPageBytesMax = std::size_t{64} << 20;

struct Options {
  std::vector<std::string> file;
  std::string url = "https://unknown.invalid/";
  std::string content_type;
  bool jsonl = false;
  bool explain = false;
  int jobs = 0;
};

Json block_json(const article::BlockVerdict& block) {
  Json signs = Json::Array{};
  for (const float sign : block.signs) signs.add(static_cast<double>(sign));
  Json place = Json::Array{};
  for (const auto number : block.place) place.add(static_cast<double>(number));
  return Json()
      .set("kept", block.kept)
      .set("reason", block.reason)
      .set("score", block.score)
      .set("asked", block.asked)
      .set("kind", to_string(block.kind))
      .set("path", block.path)
      .set("text", block.text)
      .set("place", std::move(place))
      .set("signs", std::move(signs));
}

Json to_json(const article::Extraction& extraction) {
  Json json = extraction.article ? article_json(*extraction.article) : Json();
  json.set("outcome", records::to_string(extraction.outcome)).set("reason", extraction.reason);
  json.set("confidence", extraction.confidence);
  if (extraction.article) {
    json.set("content_hash", article::content_hash(*extraction.article).hex());
    json.set("text_hash", article::text_hash(*extraction.article).hex());
  }
  if (!extraction.blocks.empty()) {
    Json blocks = Json::Array{};
    for (const auto& block : extraction.blocks) blocks.add(block_json(block));
    json.set("blocks", std::move(blocks));
  }
  if (!extraction.signs.empty()) {
    Json signs;
    for (const auto& sign : extraction.signs) signs.set(std::string(sign.name), sign.value);
    json.set("signs", std::move(signs));
  }
  return json;
}

Result<Json> extract_one(const std::string& url_text, const std::string& body,
                         const Options& options) {
  auto url = url::Url::parse(url_text);
  if (!url) return bad_input(url.fault().what, "url", "give the address the page was served at");
  article::Page page{.url = *url, .body = body};
  if (!options.content_type.empty())
    page.headers.emplace_back("Content-Type", options.content_type);
  return to_json(
      article::extract(page, {.explain = options.explain, .links = false, .any_outcome = true}));
}

Json extract_line(const std::string& line, const Options& options) {
  auto request = parse_json(line);
  Json answer;
  if (request && request->has("id")) answer.set("id", (*request)["id"]);
  const auto failed = [&](const Fault& fault) {
    Json error = fault_json(fault);
    return answer.set("error", error["error"]);
  };
  if (!request) return failed(request.fault());
  std::string body = (*request)["html"].as_string();
  if (!request->has("html")) {
    auto file = read_file((*request)["path"].as_string(), kPageBytesMax);
    if (!file) return failed(file.fault());
    body = *std::move(file);
  }
  const std::string& url = (*request)["url"].as_string();
  auto article = extract_one(url.empty() ? options.url : url, body, options);
  if (!article) return failed(article.fault());
  for (const auto& [name, value] : article->as_object()) answer.set(name, value);
  return answer;
}

// Answers leave in the order in which their lines came.
class OrderedOutput {
 public:
  void put(std::uint64_t number, std::string text) {
    std::scoped_lock lock(mutex_);
    waiting_[number] = std::move(text);
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      std::cout << waiting_.begin()->second << '\n';
      waiting_.erase(waiting_.begin());
      ++next_;
    }
  }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, std::string> waiting_;
  std::uint64_t next_ = 0;
};

Result<app::ExitCode> run_jsonl(std::istream& in, const Options& options) {
  const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
  const unsigned jobs = options.jobs > 0 ? static_cast<unsigned>(options.jobs) : cores;
  BoundedQueue<std::pair<std::uint64_t, std::string>> lines(jobs * 4);
  OrderedOutput output;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < jobs; ++i) {
      threads.emplace_back([&] {
        while (auto line = lines.pop()) {
          output.put(line->first, extract_line(line->second, options).dump());
        }
      });
    }
    std::string line;
    for (std::uint64_t number = 0; std::getline(in, line);) {
      if (!line.empty()) lines.push({number++, line});
    }
    lines.close();
  }
  std::cout.flush();
  if (!std::cout) return unavailable("the output cannot be written");
  return 0;
}

Result<app::ExitCode> run(const Options& options) {
  const std::string name = options.file.empty() ? "-" : options.file.front();
  if (options.jsonl) {
    if (name == "-") return run_jsonl(std::cin, options);
    std::ifstream file(name);
    if (!file) return not_found("this file cannot be read", name);
    return run_jsonl(file, options);
  }
  TRY_LET(body, read_file(name, kPageBytesMax));
  TRY_LET(json, extract_one(options.url, body, options));
  print_json(json);
  return 0;
}

}  // namespace

app::Command extract_command() {
  static Options options;
  app::Command command;
  command.name = "extract";
  command.summary = "turn a page into an article, as JSON";
  command.description =
      "Reads a page from a file or from standard input and prints what the extractor makes of it. "
      "With "
      "--jsonl, reads a line of JSON for each page, {\"id\", \"url\", \"path\"} or {\"id\", "
      "\"url\", "
      "\"html\"}, and writes a line for each, in the same order, on all cores. The outcome says "
      "what the "
      "page is; a page that is no article is read as if it were one.";
  command.examples =
      "  broadsheet extract --url https://news.example/flood page.html\n"
      "  broadsheet extract --jsonl < pages.jsonl > articles.jsonl";
  command.positionals = {
      {"FILE", "The page, or the lines with --jsonl; - is standard input", &options.file, 0, 1}};
  command.settings = {
      {"--url", "", "URL", "Where the page was served", "", &options.url, false},
      {"--content-type", "", "TYPE", "The Content-Type it was served with", "",
       &options.content_type, false},
      {"--jsonl", "", "", "Reads and writes lines of JSON", "", &options.jsonl, false},
      {"--jobs,-j", "", "N", "Threads for --jsonl; 0: one for each core", "", &options.jobs, false,
       app::Bounds{0, 1024}},
      {"--explain", "", "",
       "Says for each block of the page why it is in or out, and by what the page was judged", "",
       &options.explain, false},
  };
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
