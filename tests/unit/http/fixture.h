// SPDX-License-Identifier: Apache-2.0
// A client and a server on loopback, as most tests of this room begin.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "http/client.h"
#include "http/server.h"

namespace broadsheet::http {

inline url::Url to_url(const std::string& text) {
  auto url = url::Url::parse(text);
  EXPECT_TRUE(url.ok()) << text;
  return *url;
}

inline url::AddressPolicy loopback_allowed() {
  return {.allowed = {*url::Cidr::parse("127.0.0.0/8"), *url::Cidr::parse("::1/128")}};
}

inline Client::Options client_options() {
  Client::Options options;
  options.addresses = loopback_allowed();
  return options;
}

inline std::unique_ptr<Client> open_client(Client::Options options = client_options()) {
  auto client = Client::open(std::move(options));
  EXPECT_TRUE(client.ok()) << (client.ok() ? "" : client.fault().text());
  return std::move(*client);
}

inline std::unique_ptr<Server> open_server(Server::Handler handler, Server::Options options = {}) {
  auto server = Server::open(std::move(options), std::move(handler));
  EXPECT_TRUE(server.ok()) << (server.ok() ? "" : server.fault().text());
  return std::move(*server);
}

inline std::unique_ptr<Server> serving(ServerResponse response, Server::Options options = {}) {
  return open_server([response](const ServerRequest&) { return response; }, std::move(options));
}

inline ServerResponse raw(std::string bytes) {
  ServerResponse response;
  response.raw = std::move(bytes);
  return response;
}

inline Request get(const Server& server, const std::string& target = "/") {
  return {.url = to_url("http://" + server.address() + target)};
}

// What one fetch of a raw answer comes to.
inline Exchange fetch_raw(std::string bytes, Limits limits = {}) {
  const auto server = serving(raw(std::move(bytes)));
  const auto client = open_client();
  Request request = get(*server);
  request.limits = limits;
  return client->fetch_and_wait(std::move(request));
}

inline std::string text_of(const Exchange& exchange) {
  return exchange.response.ok() ? "response" : exchange.response.fault().text();
}

}  // namespace broadsheet::http
