// SPDX-License-Identifier: Apache-2.0
// A page of a bucket's list: flat XML, of which we want three elements.
#include "core/strings.h"
#include "objects/names.h"

namespace broadsheet::objects {

namespace {

std::string unescaped(std::string_view text) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
  std::string out;
  while (!text.empty()) {
    std::size_t taken = 1;
    char byte = text.front();
    for (const auto& [entity, meaning] : kEntities) {
      if (!text.starts_with(entity)) continue;
      taken = entity.size();
      byte = meaning;
    }
    out += byte;
    text.remove_prefix(taken);
  }
  return out;
}

// The content of the next such element, from `at` on; moves `at` behind it.
std::optional<std::string> next_element(std::string_view xml, std::string_view name,
                                        std::size_t& at) {
  const std::string open = "<" + std::string(name) + ">";
  const std::string close = "</" + std::string(name) + ">";
  const auto begin = xml.find(open, at);
  if (begin == xml.npos) return std::nullopt;
  const auto end = xml.find(close, begin);
  if (end == xml.npos) return std::nullopt;
  at = end + close.size();
  return unescaped(xml.substr(begin + open.size(), end - begin - open.size()));
}

}  // namespace

Result<BucketPage> parse_bucket_page(std::string_view xml) {
  if (xml.find("<ListBucketResult") == xml.npos) return broken("this is not a list of a bucket");
  BucketPage page;
  std::size_t at = 0;
  while (auto key = next_element(xml, "Key", at)) page.keys.push_back(*std::move(key));
  at = 0;
  if (next_element(xml, "IsTruncated", at) != "true") return page;
  at = 0;
  page.next = next_element(xml, "NextContinuationToken", at).value_or("");
  if (page.next.empty()) return broken("the list of the bucket ends in its midst");
  return page;
}

}  // namespace broadsheet::objects
