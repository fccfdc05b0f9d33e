// SPDX-License-Identifier: Apache-2.0
// A few readers for whoever asks; and what a reader does.
#include "extractor/readers.h"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <new>

#include "core/log.h"
#include "core/metrics.h"
#include "extractor/reader_process.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BROADSHEET_SANITIZED 1
#endif

namespace broadsheet::extractor {

namespace {

constexpr std::string_view kReaderArgument = "--read-pages";  // Nobody else's business.
constexpr int kReaderWords = 4;                               // and bytes, and seconds

metrics::Counter lost_readers(const char* why) {
  return metrics::counter("broadsheet_page_readers_lost_total",
                          "Processes that read pages and were ended by one.", {{"why", why}});
}

}  // namespace

struct Readers::Impl {
  explicit Impl(ReaderOptions the_options) : options(std::move(the_options)) {}

  Result<std::unique_ptr<ReaderProcess>> take() {
    std::unique_lock lock(mutex);
    free.wait(lock, [&] { return !idle.empty() || busy < options.count; });
    ++busy;
    if (!idle.empty()) {
      auto reader = std::move(idle.back());
      idle.pop_back();
      return reader;
    }
    lock.unlock();
    auto started = ReaderProcess::start(options.command, options.limits);
    if (!started) give_back(nullptr);
    return started;
  }

  // Null: it is gone.
  void give_back(std::unique_ptr<ReaderProcess> reader) {
    if (reader && reader->asked() >= options.limits.pages_max) reader.reset();
    const std::scoped_lock lock(mutex);
    --busy;
    if (reader) idle.push_back(std::move(reader));
    free.notify_one();
  }

  const ReaderOptions options;
  std::mutex mutex;
  std::condition_variable free;
  std::size_t busy = 0;
  std::vector<std::unique_ptr<ReaderProcess>> idle;
};

Readers::Readers(ReaderOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Readers::~Readers() = default;

Result<Read> Readers::read(Job job, std::string_view capture) {
  const ReaderOptions& options = impl_->options;
  if (options.command.empty()) return read_bytes(job, capture);
  std::string message(1, static_cast<char>(job));
  message += capture;
  std::string why;
  for (unsigned attempt = 1; attempt <= options.limits.attempts_max; ++attempt) {
    TRY_LET(reader, impl_->take());
    auto answer = reader->ask(message, options.limits.time);
    if (!answer.message) reader.reset();
    impl_->give_back(std::move(reader));
    if (answer.message) return decode_answer(*answer.message);
    why = answer.why;
    lost_readers(answer.late ? "time" : "death").add();
    log::warning("page.ended_its_reader", {{"why", why}, {"bytes", capture.size()}});
    if (answer.late) break;
  }
  return bad_input("the page cannot be read: " + why);
}

std::vector<std::string> own_reader_command() {
  return {"/proc/self/exe", std::string(kReaderArgument)};
}

bool is_reader_command(int argc, const char* const* argv) {
  return argc == kReaderWords && argv[1] == kReaderArgument;
}

namespace {

void limit(int what, std::uint64_t most) {
  const rlimit limits{.rlim_cur = most, .rlim_max = most};
  // A system that refuses is one without this limit.
  static_cast<void>(::setrlimit(static_cast<__rlimit_resource_t>(what), &limits));
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

int run_reader(int argc, const char* const* argv,
               const std::function<Result<Read>(Job, std::string_view)>& read) {
  if (argc != kReaderWords) return 2;
  limit(RLIMIT_CORE, 0);  // Nothing of a page on anybody's disk.
#ifndef BROADSHEET_SANITIZED
  limit(RLIMIT_DATA, number_of(argv[2]));
#endif
  const auto seconds = static_cast<unsigned>(number_of(argv[3]));
  std::set_new_handler([] { ::_exit(kOutOfMemory); });
  while (auto message = receive(STDIN_FILENO)) {
    if (message->empty()) return 1;
    const auto job = static_cast<Job>(message->front());
    // Who asks ends us before that. Should it be gone, nobody does.
    ::alarm(seconds);
    const auto answer = encode_answer(read(job, std::string_view(*message).substr(1)));
    ::alarm(0);
    if (!send(STDIN_FILENO, answer)) return 1;
  }
  return 0;
}

}  // namespace broadsheet::extractor
