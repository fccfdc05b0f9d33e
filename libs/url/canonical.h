// SPDX-License-Identifier: Apache-2.0
// What two URLs have in common: canonical form, URL key, and the site whose politeness rules them.
#pragma once

#include <string>
#include <string_view>

#include "url/url.h"

namespace broadsheet::url {

// The same page under its plainest name: no fragment, no credentials, no tracking or session
// parameters (utm_*, fbclid, gclid, PHPSESSID, …), percent-encoding normalised (RFC 3986 §6.2.2),
// no empty query, dot segments gone. Nothing that could select another page is touched, so order
// and case of path and query stay. canonical(canonical(u)) == canonical(u).
Url canonical(const Url& url);

// True for a query parameter that only says where the visitor came from.
bool is_tracking_parameter(std::string_view name);

// URL key: the SURT of the canonical URL, as CDX files have it: "com,example,news)/2026/a?b=1".
// The scheme, a leading "www." (and "www2.") and the scheme's default port do not count; another
// port does ("com,example:8080)/"). Addresses are not reversed. Bytes sort by host, then path.
std::string url_key(const Url& url);

// The reverse, as far as a key tells: "https://news.example.com/2026/a?b=1". Else kBadInput.
Result<Url> from_url_key(std::string_view key);

// The prefix of all url_keys of one host ("com,example,news)"), and of a host with its subdomains:
// the keys of a domain start with "com,example)" or "com,example,".
std::string host_key(std::string_view host);

// The unit of politeness: the registrable domain by the Public Suffix List (private section not
// used: all of blogspot.com is one site), or the address itself.
// "a.b.example.co.uk" → "example.co.uk"; "127.0.0.1" → "127.0.0.1".
std::string site(const Url& url);
std::string site_of_host(std::string_view host);

}  // namespace broadsheet::url
