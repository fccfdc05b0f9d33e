// SPDX-License-Identifier: Apache-2.0
// A real S3-compatible server on loopback, of this run alone; CTest builds it
// (tests/support/s3server).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/strings.h"
#include "support/child.h"

namespace broadsheet::testing_support {

inline constexpr const char* kS3Bucket = "news";
inline constexpr const char* kS3AccessKey = "an-editor";
inline constexpr const char* kS3SecretKey = "a secret of some length";

class S3Server {
 public:
  // `failing`: names whose first two requests are answered with 503. Empty endpoint: there is none,
  // because of skip().
  explicit S3Server(const std::vector<std::string>& failing = {}) {
    const std::filesystem::path folder = BROADSHEET_S3_SERVER;
    if (const auto why = read_file(folder / "skip", 4096)) {
      skip_ = std::string(trim(*why));
    } else if (!std::filesystem::exists(folder / "s3server")) {
      skip_ = "build it: tests/support/s3server/build " + folder.string();
    }
    if (!skip_.empty()) return;
    std::vector<std::string> command = {(folder / "s3server").string(), kS3Bucket, kS3AccessKey,
                                        kS3SecretKey};
    command.insert(command.end(), failing.begin(), failing.end());
    child_ = std::make_unique<Child>(command);
    std::string address;
    for (std::string byte = child_->read_text(1); !byte.empty() && byte != "\n";
         byte = child_->read_text(1)) {
      address += byte;
    }
    endpoint_ = "http://" + address;
  }

  [[nodiscard]] const std::string& skip() const { return skip_; }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }

 private:
  std::string skip_;
  std::string endpoint_;
  std::unique_ptr<Child> child_;
};

}  // namespace broadsheet::testing_support
