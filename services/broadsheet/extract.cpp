// SPDX-License-Identifier: Apache-2.0
// `broadsheet extract`: pages in, articles as JSON out. The same code as the service.
#include "article/extract.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "article/content_hash.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/extract_pages.h"
#include "common/json_views.h"
#include "core/queue.h"

namespace broadsheet {

namespace {

constexpr std::size_t kInputsMax = 100'000;  // A shell gives no more.

struct Options {
  std::vector<std::string> inputs;
  PageOptions pages = {};
  bool explain = false;
  bool timings = false;
  int jobs = 0;
  std::string product_token = {};  // the crawl's that the settings name
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

// Of this thread alone: other work of the machine is not the page's.
double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Result<Json> extract_page(const ServedPage& served, const Options& options) {
  auto url = url::Url::parse(served.url);
  if (!url) return bad_input(url.fault().what, "url", "give the address the page was served at");
  const article::Page page{.url = *std::move(url),
                           .body = served.body,
                           .status = served.status,
                           .headers = served.headers,
                           .fetched = served.time,
                           .product_token = options.product_token};
  const double begin = processor_ms();
  const auto extraction =
      article::extract(page, {.explain = options.explain, .links = false, .any_outcome = true});
  const double ms = processor_ms() - begin;
  Json json = to_json(extraction);
  if (!json.has("url")) json.set("url", page.url.href());
  if (options.timings) json.set("ms", std::round(ms * 1000) / 1000);
  return json;
}

Result<Json> extract_task(PageTask& task, const Options& options) {
  if (task.fault) return *task.fault;
  if (task.page) return extract_page(*task.page, options);
  TRY_LET(page, page_of_line(task.line, options.pages, task.head));
  return extract_page(page, options);
}

// The line that answers a task: an article, or the error.
std::string answer_of(PageTask task, const Options& options, std::atomic<std::size_t>& failed) {
  auto answer = extract_task(task, options);
  if (!answer) {
    ++failed;
    const Json error = fault_json(answer.fault());
    return task.head.set("error", error["error"]).dump();
  }
  for (const auto& [name, value] : answer->as_object()) task.head.set(name, value);
  return task.head.dump();
}

// Answers leave in the order in which their tasks came. How far one that is slow may be behind is
// bounded, and so is what waits for it.
class OrderedOutput {
 public:
  explicit OrderedOutput(std::size_t ahead_max) : ahead_max_(ahead_max) {}

  // The number of the next task, when there is room for it; none if nobody reads any more.
  std::optional<std::uint64_t> admit() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return admitted_ < next_ + ahead_max_; });
    if (!std::cout) return std::nullopt;
    return admitted_++;
  }

  void put(std::uint64_t number, std::string text) {
    std::scoped_lock lock(mutex_);
    waiting_[number] = std::move(text);
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      std::cout << waiting_.begin()->second << '\n';
      waiting_.erase(waiting_.begin());
      ++next_;
    }
    // Whoever asks for one page at a time waits for its answer.
    if (next_ == admitted_) std::cout.flush();
    room_.notify_one();
  }

 private:
  const std::size_t ahead_max_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::map<std::uint64_t, std::string> waiting_;
  std::uint64_t admitted_ = 0;
  std::uint64_t next_ = 0;
};

// Every input, its pages on several threads.
Result<app::ExitCode> run_many(const std::vector<std::string>& inputs, const Options& options) {
  constexpr std::size_t kAhead = 8;  // tasks of a thread; each may hold a page
  const unsigned cores = std::max(std::thread::hardware_concurrency(), 1U);
  const unsigned jobs = options.jobs > 0 ? static_cast<unsigned>(options.jobs) : cores;
  BoundedQueue<std::pair<std::uint64_t, PageTask>> tasks(jobs * kAhead);
  OrderedOutput output(jobs * kAhead);
  std::atomic<std::size_t> failed = 0;
  std::uint64_t count = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < jobs; ++i) {
      threads.emplace_back([&] {
        while (auto task = tasks.pop()) {
          output.put(task->first, answer_of(std::move(task->second), options, failed));
        }
      });
    }
    const auto put = [&](PageTask task) {
      const auto number = output.admit();
      if (!number) return false;
      count = *number + 1;
      return tasks.push({*number, std::move(task)});
    };
    for (const auto& input : inputs) {
      auto done = read_pages(input, options.pages, put);
      if (!done) put({.head = Json().set("input", input), .fault = done.fault()});
    }
    tasks.close();
  }
  std::cout.flush();
  if (!std::cout) return unavailable("the output cannot be written");
  if (failed == 0) return 0;
  std::fprintf(stderr, "%zu of %llu pages could not be read: their lines say why\n", failed.load(),
               static_cast<unsigned long long>(count));
  return 1;
}

// The fault of a page alone is that of the command.
Result<app::ExitCode> run_one(const std::string& input, const Options& options) {
  Result<Json> answer = not_found("there is no page", input);
  TRY(read_pages(input, options.pages, [&](PageTask task) {
    answer = extract_task(task, options);
    return false;
  }));
  TRY_LET(json, std::move(answer));
  print_json(json);
  return 0;
}

Result<app::ExitCode> run(Options options) {
  std::ios::sync_with_stdio(false);
  std::vector<std::string> inputs = options.inputs;
  if (inputs.empty()) inputs.emplace_back("-");
  const bool many =
      inputs.size() > 1 || holds_many(inputs.front(), options.pages) || options.timings;
  options.pages.named = inputs.size() > 1;
  return many ? run_many(inputs, options) : run_one(inputs.front(), options);
}

}  // namespace

app::Command extract_command() {
  static Options options;
  app::Command command;
  command.name = "extract";
  command.summary = "turn a page into an article, as JSON";
  command.description =
      "Reads pages and prints what the extractor makes of them: the outcome says what a page is, "
      "and "
      "a page that is no article is read as if it were one. An INPUT is a file with a page, - for "
      "standard input, a URL, or a WARC file (.warc, .warc.gz, .warc.zst), whose responses are "
      "read. "
      "With --jsonl, files hold a line of JSON for each page: {\"id\", \"url\", \"path\"} or "
      "{\"id\", "
      "\"url\", \"html\"}, if need be with \"content_type\", \"headers\", \"status\" and "
      "\"time\".\n\n"
      "One page is answered with JSON for people, several with a line each, in their order, on all "
      "cores. A page that cannot be read is answered with its error, the others go on, and the "
      "exit "
      "code is 1.";
  command.examples =
      "  broadsheet extract --url https://news.example/flood page.html\n"
      "  broadsheet extract --contact you@example.org https://news.example/flood\n"
      "  broadsheet extract --jsonl < pages.jsonl > articles.jsonl\n"
      "  broadsheet extract --timings --jobs 2 crawl-2026-11.warc.gz > articles.jsonl";
  command.positionals = {{"INPUT", "A file, a URL or a WARC file; - is standard input",
                          &options.inputs, 0, kInputsMax}};
  command.settings = {
      {"--url", "", "URL", "Where a page was served that does not say so", "", &options.pages.url,
       false},
      {"--content-type", "", "TYPE", "The Content-Type of pages that do not say so", "",
       &options.pages.content_type, false},
      {"--jsonl", "", "", "Reads lines of JSON", "", &options.pages.jsonl, false},
      {"--jobs,-j", "", "N", "Threads for several pages; 0: one for each core", "", &options.jobs,
       false, app::Bounds{0, 1024}},
      {"--timings", "", "",
       "Adds ms to each line: the processor time from the page's bytes to its article", "",
       &options.timings, false},
      {"--explain", "", "",
       "Says for each block of the page why it is in or out, and by what the page was judged", "",
       &options.explain, false},
  };
  for (auto& setting : fetcher::table(options.pages.fetch)) {
    // What a single fetch takes of a crawl's settings.
    constexpr std::string_view kTaken[] = {"--contact",       "--user-agent", "--product-token",
                                           "--resolve",       "--ca-file",    "--insecure-tls",
                                           "--allow-address", "--body-max",   "--timeout"};
    if (std::ranges::find(kTaken, setting.flags) == std::end(kTaken)) continue;
    command.settings.push_back(std::move(setting));
  }
  command.run = []() -> Result<app::ExitCode> {
    TRY_LET(fetching, fetcher::to_options(options.pages.fetch));
    options.product_token = fetching.frontier.product_token;
    return run(options);
  };
  return command;
}

}  // namespace broadsheet
