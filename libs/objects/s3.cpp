// SPDX-License-Identifier: Apache-2.0
// Objects in an S3-compatible bucket, by libcurl, which signs (AWS Signature Version 4). Buckets
// are named in the path, which all of them understand.
#include <curl/curl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

#include "core/encode.h"
#include "core/file.h"
#include "core/log.h"
#include "core/strings.h"
#include "core/wait.h"
#include "objects/names.h"

namespace broadsheet::objects {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kPutBytesMax = std::uint64_t{5} << 30;  // of one request; S3's own limit
constexpr std::size_t kAnswerBytesMax = std::size_t{16} << 20;  // of lists and errors
constexpr long kConnectSeconds = 20;
constexpr Duration kPauseMax = std::chrono::seconds(20);

struct EndCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using Curl = std::unique_ptr<CURL, EndCurl>;
using HeaderList = std::unique_ptr<curl_slist, EndCurl>;
using File = std::unique_ptr<std::FILE, EndCurl>;

std::string from_environment(const std::string& given,
                             std::initializer_list<const char*> variables) {
  if (!given.empty()) return given;
  for (const char* variable : variables) {
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') return value;
  }
  return {};
}

std::string escaped(std::string_view text) {
  std::string out;
  char code[4];
  for (const char byte : text) {
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' ||
                       byte == '~';
    std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(byte));
    out += plain ? std::string(1, byte) : std::string(code);
  }
  return out;
}

// One request, as often as it takes.
struct Request {
  std::string method;
  std::string path;        // "/bucket/prefix/name"
  std::string query = {};  // parameters sorted by name and escaped: they are signed as they stand
  std::string digest = sha256("").hex();  // of what is sent
  const std::string* text = nullptr;      // what is sent: this…
  std::FILE* file = nullptr;              // …or this
  std::uint64_t bytes = 0;
  const Store::Sink* sink = nullptr;  // takes what comes with a 200, as it comes
  std::stop_token stop = {};
};

struct Answer {
  long status = 0;
  std::string body = {};  // where no sink took it
};

// What one attempt needs while it runs.
struct Exchange {
  const Request& request;
  CURL* curl = nullptr;
  std::size_t sent = 0;
  std::string body = {};
  bool streamed = false;  // some of the object has gone to the sink
  bool refused = false;   // by the sink
};

std::size_t on_read(char* to, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::size_t room = size * count;
  if (exchange.request.file != nullptr) return std::fread(to, 1, room, exchange.request.file);
  const std::string& text = *exchange.request.text;
  const std::size_t taken = std::min(room, text.size() - exchange.sent);
  text.copy(to, taken, exchange.sent);
  exchange.sent += taken;
  return taken;
}

// A connection that was closed while it rested: what was sent is sent again on another.
int on_seek(void* self, curl_off_t offset, int origin) {
  auto& exchange = *static_cast<Exchange*>(self);
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  exchange.sent = static_cast<std::size_t>(offset);
  if (exchange.request.file == nullptr) return CURL_SEEKFUNC_OK;
  const bool there = std::fseek(exchange.request.file, static_cast<long>(offset), SEEK_SET) == 0;
  return there ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

std::size_t on_write(char* from, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::string_view bytes(from, size * count);
  long status = 0;
  curl_easy_getinfo(exchange.curl, CURLINFO_RESPONSE_CODE, &status);
  if (status == 200 && exchange.request.sink != nullptr) {
    exchange.streamed = true;
    exchange.refused = !(*exchange.request.sink)(bytes);
    return exchange.refused ? 0 : bytes.size();
  }
  if (exchange.body.size() + bytes.size() > kAnswerBytesMax) return 0;
  exchange.body += bytes;
  return bytes.size();
}

int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(self)->request.stop.stop_requested() ? 1 : 0;
}

// Later it may go well.
bool is_passing(long status) { return status >= 500 || status == 429 || status == 408; }

class S3Store final : public Store {
 public:
  S3Store(std::string endpoint, std::string bucket_path, S3Options options)
      : endpoint_(std::move(endpoint)),
        path_(std::move(bucket_path)),
        options_(std::move(options)) {}

  Result<bool> has(const std::string& name) override {
    TRY(check_name(name));
    TRY_LET(answer, ask({.method = "HEAD", .path = path_of(name)}));
    if (answer.status == 404) return false;
    TRY(expect_ok(answer, name));
    return true;
  }

  Result<void> put(const std::string& name, const fs::path& path, const Digest& digest,
                   std::stop_token stop) override {
    TRY(check_name(name));
    std::error_code error;
    const std::uint64_t bytes = fs::file_size(path, error);
    if (error) return unavailable(error.message(), path.string());
    if (bytes > kPutBytesMax) return bad_input("a file above 5 GiB does not fit", path.string());
    const File file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr) return unavailable("it cannot be read", path.string());
    TRY_LET(answer, ask({.method = "PUT",
                         .path = path_of(name),
                         .digest = digest.hex(),
                         .file = file.get(),
                         .bytes = bytes,
                         .stop = std::move(stop)}));
    return expect_ok(answer, name);
  }

  Result<void> put_text(const std::string& name, const std::string& text) override {
    TRY(check_name(name));
    TRY_LET(answer, ask({.method = "PUT",
                         .path = path_of(name),
                         .digest = sha256(text).hex(),
                         .text = &text,
                         .bytes = text.size()}));
    return expect_ok(answer, name);
  }

  Result<void> get(const std::string& name, const Sink& sink, std::stop_token stop) override {
    TRY(check_name(name));
    TRY_LET(answer,
            ask({.method = "GET", .path = path_of(name), .sink = &sink, .stop = std::move(stop)}));
    if (answer.status == 404) return not_found("there is no such object", place(name));
    return expect_ok(answer, name);
  }

  Result<std::vector<std::string>> list(const std::string& folder) override {
    TRY(check_name(folder));
    const auto slash = path_.find('/', 1);
    const std::string bucket = path_.substr(0, slash);
    const std::string prefix =
        (slash == std::string::npos ? "" : path_.substr(slash + 1) + "/") + folder + "/";
    std::vector<std::string> names;
    std::string next;
    do {
      std::string query = next.empty() ? "" : "continuation-token=" + escaped(next) + "&";
      query += "list-type=2&prefix=" + escaped(prefix);
      TRY_LET(answer, ask({.method = "GET", .path = bucket, .query = query}));
      TRY(expect_ok(answer, folder));
      TRY_LET(page, parse_bucket_page(answer.body));
      for (const auto& key : page.keys) {
        if (key.starts_with(prefix)) names.push_back(key.substr(prefix.size()));
      }
      next = page.next;
    } while (!next.empty());
    if (names.empty()) return not_found("there is nothing", place(folder));
    std::ranges::sort(names);
    return names;
  }

  fs::path scratch() override { return scratch_.path() / "incoming"; }

  [[nodiscard]] std::string place(const std::string& name) const override {
    return "s3:/" + path_of(name);
  }

 private:
  [[nodiscard]] std::string path_of(const std::string& name) const { return path_ + "/" + name; }

  [[nodiscard]] Result<void> expect_ok(const Answer& answer, const std::string& name) const {
    if (answer.status >= 200 && answer.status < 300) return {};
    std::string what = "the store answers " + std::to_string(answer.status);
    if (!answer.body.empty()) what += ": " + answer.body.substr(0, 300);
    if (answer.status == 403 || answer.status == 401) {
      return bad_input(what, place(name), "check the credentials, the region and the clock");
    }
    if (is_passing(answer.status)) return unavailable(what, place(name));
    return bad_input(what, place(name), "check the bucket and the endpoint");
  }

  // Attempts until there is an answer that another one would not better. Once some of an object has
  // gone to its sink, there is no second one.
  Result<Answer> ask(const Request& request) {
    Duration pause = options_.pause;
    for (unsigned attempt = 1;; ++attempt) {
      bool final = attempt >= options_.attempts_max;
      auto answer = attempt_once(request, &final);
      if (answer && !is_passing(answer->status)) return answer;
      if (final || request.stop.stop_requested()) return answer;
      log::warning("objects.again",
                   {{"what", request.method + " " + request.path},
                    {"why", answer ? std::to_string(answer->status) : answer.fault().text()}});
      wait_for(request.stop, pause);
      pause = std::min(pause * 2, kPauseMax);
    }
  }

  Result<Answer> attempt_once(const Request& request, bool* final) {
    const std::scoped_lock lock(mutex_);  // One connection, which is used again.
    if (curl_ == nullptr) curl_.reset(curl_easy_init());
    if (curl_ == nullptr) return unavailable("libcurl cannot begin");
    curl_easy_reset(curl_.get());
    Exchange exchange{request, curl_.get()};
    if (request.file != nullptr) std::rewind(request.file);
    const HeaderList headers = prepare(request, exchange);
    const CURLcode code = curl_easy_perform(curl_.get());
    *final = *final || exchange.streamed;
    Answer answer;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    answer.body = std::move(exchange.body);
    if (code == CURLE_OK) return answer;
    if (exchange.refused) return unavailable("what came was not taken", request.path);
    return unavailable(curl_easy_strerror(code), endpoint_ + request.path);
  }

  HeaderList prepare(const Request& request, Exchange& exchange) {
    CURL* curl = curl_.get();
    const std::string url =
        endpoint_ + request.path + (request.query.empty() ? "" : "?" + request.query);
    curl_slist* list =
        curl_slist_append(nullptr, ("x-amz-content-sha256: " + request.digest).c_str());
    if (!options_.session_token.empty()) {
      list = curl_slist_append(list, ("x-amz-security-token: " + options_.session_token).c_str());
    }
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, ("aws:amz:" + options_.region + ":s3").c_str());
    curl_easy_setopt(curl, CURLOPT_USERPWD,
                     (options_.access_key + ":" + options_.secret_key).c_str());
    if (!options_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(
        curl, CURLOPT_LOW_SPEED_TIME,
        static_cast<long>(std::chrono::ceil<std::chrono::seconds>(options_.silence_max).count()));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_write);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
    if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (request.method == "PUT") {
      curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
      curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
      curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, on_seek);
      curl_easy_setopt(curl, CURLOPT_SEEKDATA, &exchange);
      curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.bytes));
    }
    return HeaderList(list);
  }

  const std::string endpoint_;  // "https://host:port"
  const std::string path_;      // "/bucket/prefix"
  const S3Options options_;
  TemporaryFolder scratch_;
  std::mutex mutex_;
  Curl curl_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_s3(const std::string& place, const S3Options& given) {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (begun != CURLE_OK) return unavailable("libcurl cannot begin");
  std::string path = place;
  while (path.ends_with('/')) path.pop_back();
  if (const auto good = check_name(path); !good) {
    return bad_input("this is no place in a bucket", "s3://" + place, "write s3://BUCKET/PREFIX");
  }
  S3Options options = given;
  options.region = from_environment(given.region, {"AWS_REGION", "AWS_DEFAULT_REGION"});
  if (options.region.empty()) options.region = "us-east-1";
  options.access_key = from_environment(given.access_key, {"AWS_ACCESS_KEY_ID"});
  options.secret_key = from_environment(given.secret_key, {"AWS_SECRET_ACCESS_KEY"});
  options.session_token = from_environment(given.session_token, {"AWS_SESSION_TOKEN"});
  std::string endpoint =
      from_environment(given.endpoint, {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"});
  if (endpoint.empty()) endpoint = "https://s3." + options.region + ".amazonaws.com";
  while (endpoint.ends_with('/')) endpoint.pop_back();
  if (!endpoint.starts_with("https://") && !endpoint.starts_with("http://")) {
    return bad_input("an endpoint begins with https:// or http://", endpoint);
  }
  if (options.access_key.empty() || options.secret_key.empty()) {
    return bad_input("there are no credentials for the bucket", "s3://" + place,
                     "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  }
  return std::unique_ptr<Store>(std::make_unique<S3Store>(endpoint, "/" + path, options));
}

}  // namespace broadsheet::objects
