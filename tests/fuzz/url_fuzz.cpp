// SPDX-License-Identifier: Apache-2.0
// Any bytes as a URL, as an address, as a key.
// uses: bs_url
#include <string_view>

#include "core/result.h"
#include "url/address.h"
#include "url/canonical.h"
#include "url/url.h"

using broadsheet::url::Url;

void fuzz_url(std::string_view bytes) {
  (void)broadsheet::url::Address::parse(bytes);
  (void)broadsheet::url::Cidr::parse(bytes);
  (void)broadsheet::url::from_url_key(bytes);
  (void)broadsheet::url::host_key(bytes);
  (void)broadsheet::url::site_of_host(bytes);
  // The first line is a base, if there is a second.
  const auto line = bytes.find('\n');
  const auto base = Url::parse(bytes.substr(0, line));
  const auto rest = line == std::string_view::npos ? bytes : bytes.substr(line + 1);
  const auto url = Url::parse(rest, base ? &*base : nullptr);
  if (!url) return;
  const auto again = Url::parse(url->href());
  CHECK(again.ok() && *again == *url);
  const auto plain = broadsheet::url::canonical(*url);
  CHECK(broadsheet::url::canonical(plain) == plain);
  const auto key = broadsheet::url::url_key(*url);
  if (key.size() > 60'000) return;  // it may be longer than a URL that parses
  const auto back = broadsheet::url::from_url_key(key);
  CHECK(back.ok() && broadsheet::url::url_key(*back) == key);
}
