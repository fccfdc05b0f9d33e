// SPDX-License-Identifier: Apache-2.0
// The settings of a crawl.
#include "fetcher/settings.h"

#include <cstdio>

#include "common/version.h"
#include "robots/product_token.h"

namespace broadsheet::fetcher {

namespace {

// "broadsheet/0.1 (+https://…; mail@…)": a name that robots.txt can address, and somebody to talk
// to.
std::string user_agent_of(const Settings& settings) {
  if (!settings.user_agent.empty()) return settings.user_agent;
  std::string agent = std::string("broadsheet/") + kVersion;
  if (!settings.contact.empty()) agent += " (+" + settings.contact + ")";
  return agent;
}

Result<std::string> product_token_for(const Settings& settings, const std::string& user_agent) {
  if (settings.product_token.empty()) {
    const auto named = robots::product_token_of(user_agent);
    if (named) return *named;
    return bad_input(named.fault().what, "--user-agent",
                     "say with --product-token what publishers write for it into robots.txt");
  }
  if (robots::is_product_token(settings.product_token)) return settings.product_token;
  return bad_input("\"" + settings.product_token + "\" is no name that robots.txt can say",
                   "--product-token", "write letters, - and _, without a version");
}

}  // namespace

std::vector<app::Setting> table(Settings& o) {
  return {
      {"--delay", "crawl.delay", "DURATION",
       "The pause between two requests to a site, unless it asks for a longer one",
       "Below a second, publishers will block you", &o.delay, false},
      {"--contact", "crawl.contact", "TEXT",
       "How publishers reach you (a URL or a mail address); part of the User-Agent", "", &o.contact,
       false},
      {"--user-agent", "crawl.user_agent", "TEXT", "The whole User-Agent instead", "",
       &o.user_agent, false},
      {"--product-token", "crawl.product_token", "NAME",
       "The name that robots.txt, X-Robots-Tag and meta tags speak to; if none is given, the "
       "User-Agent's: AcmeBot of \"AcmeBot/2.1\" and of \"Mozilla/5.0 (compatible; AcmeBot/2.1)\"",
       "With another crawler's name you obey what publishers wrote for that one", &o.product_token,
       false},
      {"--resolve", "crawl.resolve", "PATTERN=ADDRESS[:PORT]",
       "Dials this address for hosts that match the pattern", "", &o.resolve, false},
      {"--allow-address", "crawl.allow_address", "CIDR",
       "Opens a range of addresses that are not public",
       "Whoever writes a page can then make us ask your own network", &o.allow_address, false},
      {"--ca-file", "crawl.ca_file", "FILE", "Certificates to trust (PEM) instead of the system's",
       "", &o.ca_file, false},
      {"--insecure-tls", "crawl.insecure_tls", "", "Accepts any certificate",
       "Anybody on the way can then change the news", &o.insecure_tls, false},
      {"--fetches", "crawl.fetches_max", "N", "Requests at once, over all sites",
       "Each holds a page in memory", &o.fetches_max, false, app::Bounds{1, 100'000}},
      {"--site-urls-max", "crawl.site_urls_max", "N",
       "URLs of a site that are taken from sitemaps and pages of old links; feeds, homepages and "
       "seeds lead to more",
       "A URL takes about 1 KiB of disk", &o.site_urls_max, false,
       app::Bounds{1'000, 1'000'000'000}},
      {"--body-max", "crawl.body_bytes_max", "SIZE", "Longer bodies are cut, and marked as cut",
       "--fetches of them can be in memory at once", &o.body_bytes_max, false,
       app::Bounds{64 << 10, 1 << 30}},
      {"--feed-max", "crawl.feed_bytes_max", "SIZE", "The same, for feeds and sitemaps",
       "One of them counts as so many of --fetches as it may be longer than --body-max",
       &o.feed_bytes_max, false, app::Bounds{64 << 10, 1 << 30}},
      {"--timeout", "crawl.timeout", "DURATION", "How long one request may take in all", "",
       &o.fetch_timeout, false},
  };
}

Result<Options> to_options(const Settings& settings) {
  Options options;
  auto& http = options.http;
  http.user_agent = user_agent_of(settings);
  http.ca_file = settings.ca_file;
  http.verify_tls = !settings.insecure_tls;
  for (const auto& text : settings.resolve) {
    const auto rule = http::ResolveRule::parse(text);
    if (!rule) return bad_input(rule.fault().what, "--resolve " + text, rule.fault().remedy);
    http.resolve.push_back(*rule);
  }
  for (const auto& text : settings.allow_address) {
    const auto range = url::Cidr::parse(text);
    if (!range) {
      return bad_input("\"" + text + "\" is no range of addresses", "--allow-address",
                       "write 10.0.0.0/8 or ::1");
    }
    http.addresses.allowed.push_back(*range);
  }
  options.fetches_max = settings.fetches_max;
  options.limits.body_bytes_max = settings.body_bytes_max.bytes;
  options.limits.wire_bytes_max = settings.body_bytes_max.bytes;
  options.feed_bytes_max = settings.feed_bytes_max.bytes;
  options.limits.total = settings.fetch_timeout;
  options.frontier.rules.delay = settings.delay;
  options.frontier.urls_per_site_max = settings.site_urls_max;
  TRY_LET(product_token, product_token_for(settings, http.user_agent));
  options.frontier.product_token = std::move(product_token);
  return options;
}

void warn_without_contact(const Settings& settings) {
  if (!settings.contact.empty() || !settings.user_agent.empty() || !settings.resolve.empty()) {
    return;
  }
  std::fputs(
      "warning: no --contact: publishers who see the crawler in their logs find nobody to talk "
      "to\n",
      stderr);
}

}  // namespace broadsheet::fetcher
