// SPDX-License-Identifier: Apache-2.0
// Objects under names, in a folder or in an S3-compatible bucket: written whole or not at all, and
// then never changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/result.h"
#include "core/time.h"

namespace broadsheet::objects {

// Names are parts of [A-Za-z0-9._-] between slashes, and no part begins with a dot; anything else
// is kBadInput. kUnavailable: again later.
class Store {
 public:
  // False: enough; the read ends with kUnavailable.
  using Sink = std::function<bool(std::string_view)>;

  virtual ~Store() = default;
  [[nodiscard]] virtual Result<bool> has(const std::string& name) = 0;
  // The file with this hash, durable on return. In a folder the file is moved, not copied, if it
  // lies in scratch().
  virtual Result<void> put(const std::string& name, const std::filesystem::path& file,
                           const Digest& digest, std::stop_token stop) = 0;
  virtual Result<void> put_text(const std::string& name, const std::string& text) = 0;
  // kNotFound. It may give some bytes and then fail: check what came.
  virtual Result<void> get(const std::string& name, const Sink& sink, std::stop_token stop) = 0;
  // The names of what is below "folder/", without it, sorted. kNotFound if there is nothing yet.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;
  // Where to write a file that is put() next. One at a time.
  [[nodiscard]] virtual std::filesystem::path scratch() = 0;
  // Where that is, for people.
  [[nodiscard]] virtual std::string place(const std::string& name) const = 0;
};

// At most `bytes_max`; kBroken if it is longer.
Result<std::string> get_text(Store& store, const std::string& name, std::size_t bytes_max);

// How a bucket is reached. What is empty comes from the environment, as for other programs:
// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION or AWS_DEFAULT_REGION,
// AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.
struct S3Options {
  std::string endpoint = {};  // "https://minio.example:9000"; Amazon's own if there is none
  std::string region = {};    // "us-east-1" if there is none
  std::string access_key = {};
  std::string secret_key = {};
  std::string session_token = {};
  std::string ca_file = {};  // PEM; empty: the system's
  unsigned attempts_max = 6;
  Duration pause = std::chrono::milliseconds(500);  // before the second attempt; then doubled
  Duration silence_max = std::chrono::seconds(60);  // without a byte, in either way
};

// "s3://BUCKET/PREFIX", or a folder, which is made when the first object comes. kBadInput for what
// is neither, and where credentials are missing.
Result<std::unique_ptr<Store>> open(const std::string& where, const S3Options& options = {});

}  // namespace broadsheet::objects
