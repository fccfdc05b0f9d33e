// SPDX-License-Identifier: Apache-2.0
// Writing the head of a request.
#include "http/request_head.h"

#include <algorithm>
#include <array>

#include "core/strings.h"

namespace broadsheet::http {

namespace {

constexpr std::string_view kAccept =
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
constexpr std::string_view kAcceptEncoding = "gzip, deflate, br, zstd";

// Connection stays unsaid: it is the default of HTTP/1.1, and some front ends hang on either word.
constexpr std::array<std::string_view, 9> kOurs = {
    "host",    "connection", "content-length", "transfer-encoding", "te", "trailer",
    "upgrade", "keep-alive", "expect"};

void add_line(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

Result<void> check_field(const Header& field) {
  if (!is_header_name(field.name)) return bad_input("a header name is no token", field.name);
  if (!is_header_value(field.value)) return bad_input("a header has a line break", field.name);
  for (const auto name : kOurs) {
    if (iequals(field.name, name)) return bad_input("this header is the client's own", field.name);
  }
  return {};
}

// What the request says itself, or else what we say.
void add_default(std::string& head, const Request& request, std::string_view name,
                 std::string_view value) {
  if (!request.headers.has(name) && !value.empty()) add_line(head, name, value);
}

}  // namespace

Result<std::string> request_head(const Request& request, const std::string& user_agent) {
  if (!request.url.is_http()) return bad_input("only http and https can be fetched");
  if (request.url.host().empty()) return bad_input("the URL has no host");
  for (const auto& field : request.headers) TRY(check_field(field));
  const std::string& agent = request.user_agent.empty() ? user_agent : request.user_agent;
  for (const std::string* value : {&agent, &request.etag, &request.last_modified}) {
    if (!is_header_value(*value)) return bad_input("a validator or agent has a line break");
  }

  std::string head = request.method == Method::kHead ? "HEAD " : "GET ";
  head += request.url.request_target();
  head += " HTTP/1.1\r\n";
  std::string host(request.url.host());
  if (request.url.has_explicit_port()) host += ":" + std::to_string(request.url.port());
  add_line(head, "Host", host);
  add_default(head, request, "User-Agent", agent);
  add_default(head, request, "Accept", kAccept);
  add_default(head, request, "Accept-Encoding", kAcceptEncoding);
  add_default(head, request, "If-None-Match", request.etag);
  add_default(head, request, "If-Modified-Since", request.last_modified);
  for (const auto& field : request.headers) add_line(head, field.name, field.value);
  head += "\r\n";
  return head;
}

}  // namespace broadsheet::http
