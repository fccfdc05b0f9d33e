// SPDX-License-Identifier: Apache-2.0
// Names of objects, and the two kinds of stores. Inside objects only.
#pragma once

#include "objects/objects.h"

namespace broadsheet::objects {

Result<void> check_name(const std::string& name);

std::unique_ptr<Store> open_folder(const std::filesystem::path& folder);
// `place`: "BUCKET/PREFIX".
Result<std::unique_ptr<Store>> open_s3(const std::string& place, const S3Options& options);

// The names in a page of a bucket's list (ListObjectsV2), and where the next page begins, if there
// is one.
struct BucketPage {
  std::vector<std::string> keys = {};
  std::string next = {};
};
Result<BucketPage> parse_bucket_page(std::string_view xml);

}  // namespace broadsheet::objects
