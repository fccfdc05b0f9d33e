// SPDX-License-Identifier: Apache-2.0
// What both kinds of stores share.
#include "objects/objects.h"

#include "core/strings.h"
#include "objects/names.h"

namespace broadsheet::objects {

namespace {

constexpr std::string_view kS3 = "s3://";
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

}  // namespace

Result<void> check_name(const std::string& name) {
  for (const auto part : split(name, '/')) {
    if (part.empty() || part.front() == '.' ||
        part.find_first_not_of(kLetters) != std::string_view::npos) {
      return bad_input("this is no name of an object", name);
    }
  }
  return {};
}

Result<std::string> get_text(Store& store, const std::string& name, std::size_t bytes_max) {
  std::string text;
  const auto got = store.get(name,
                             [&](std::string_view bytes) {
                               text += bytes;
                               return text.size() <= bytes_max;
                             },
                             {});
  if (text.size() > bytes_max) return broken("it is longer than it may be", store.place(name));
  if (!got) return got.fault();
  return text;
}

Result<std::unique_ptr<Store>> open(const std::string& where, const S3Options& options) {
  if (where.starts_with(kS3)) return open_s3(where.substr(kS3.size()), options);
  if (where.find("://") != std::string::npos) {
    return bad_input("that is neither a folder nor a bucket", where, "write s3://BUCKET/PREFIX");
  }
  if (where.empty()) return bad_input("an empty name is no folder", where);
  return open_folder(where);
}

}  // namespace broadsheet::objects
