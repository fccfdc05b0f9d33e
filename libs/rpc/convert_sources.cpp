// SPDX-License-Identifier: Apache-2.0
// Sources on the wire, and what may be wrong with one.
#include <algorithm>
#include <array>

#include "rpc/convert.h"

namespace broadsheet::rpc {
namespace {

constexpr int kSourceListMax = 10'000;         // feeds, sitemaps, patterns of one source
constexpr std::size_t kTextBytesMax = 1'000;   // a name, a tag: what people read in a line
constexpr std::size_t kLanguageBytesMax = 35;  // RFC 5646 §4.4.1

template <typename Repeated>
Result<std::vector<std::string>> texts_of(const Repeated& repeated, std::string_view field) {
  if (repeated.size() > kSourceListMax) return bad_input("too many", std::string(field));
  return std::vector<std::string>{repeated.begin(), repeated.end()};
}

Result<void> check_text(const std::string& text, std::string_view field) {
  if (text.size() <= kTextBytesMax) return {};
  return bad_input("longer than " + std::to_string(kTextBytesMax) + " bytes", std::string(field));
}

Result<void> check_texts(const std::vector<std::string>& texts, std::string_view field) {
  for (const auto& text : texts) TRY(check_text(text, field));
  return {};
}

Result<void> check_urls(const std::vector<std::string>& urls, std::string_view field) {
  for (const auto& url : urls) TRY(url_from_wire(url, field));
  return {};
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Names of the wire and of records::Source, where they are not the same.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kFieldNames = {
    {{"display_name", "name"}, {"daily_budget", "budget"}}};

std::string field_to_wire(const std::string& field) {
  for (const auto& [wire, plain] : kFieldNames) {
    if (field == plain) return std::string(wire);
  }
  return field;
}

Result<std::string> field_from_wire(const std::string& path) {
  for (const auto& [wire, plain] : kFieldNames) {
    if (path == wire) return std::string(plain);
  }
  if (path == "name" || v1::Source::descriptor()->FindFieldByName(path) == nullptr) {
    return bad_input("a source has no field '" + path + "' that could be updated", "update_mask");
  }
  return path;
}

}  // namespace

void to_wire(const records::Source& source, v1::Source* message) {
  message->set_name(source_name(source.id));
  message->set_display_name(utf8(source.name));
  message->set_homepage(utf8(source.homepage));
  add_texts(source.feeds, message->mutable_feeds());
  add_texts(source.sitemaps, message->mutable_sitemaps());
  message->set_language(utf8(source.language));
  message->set_country(utf8(source.country));
  add_texts(source.tags, message->mutable_tags());
  add_texts(source.allow, message->mutable_allow());
  add_texts(source.deny, message->mutable_deny());
  if (source.delay) to_wire(*source.delay, message->mutable_delay());
  if (source.recheck) to_wire(*source.recheck, message->mutable_recheck());
  if (source.budget) message->set_daily_budget(static_cast<int>(*source.budget));
}

Result<records::Source> from_wire(const v1::Source& message) {
  TRY_LET(id, source_from_wire(message.name(), "source.name"));
  records::Source source{.id = id};
  source.name = message.display_name();
  source.homepage = message.homepage();
  TRY_LET(feeds, texts_of(message.feeds(), "source.feeds"));
  source.feeds = feeds;
  TRY_LET(sitemaps, texts_of(message.sitemaps(), "source.sitemaps"));
  source.sitemaps = sitemaps;
  source.language = message.language();
  source.country = message.country();
  TRY_LET(tags, texts_of(message.tags(), "source.tags"));
  source.tags = tags;
  TRY_LET(allow, texts_of(message.allow(), "source.allow"));
  source.allow = allow;
  TRY_LET(deny, texts_of(message.deny(), "source.deny"));
  source.deny = deny;
  if (message.has_delay()) {
    TRY_LET(delay, from_wire(message.delay(), "source.delay"));
    if (delay < Duration(0)) return bad_input("below zero", "source.delay");
    source.delay = delay;
  }
  if (message.has_recheck()) {
    TRY_LET(recheck, from_wire(message.recheck(), "source.recheck"));
    if (recheck < Duration(0)) return bad_input("below zero", "source.recheck");
    source.recheck = recheck;
  }
  if (message.has_daily_budget()) {
    if (message.daily_budget() < 0) return bad_input("below zero", "source.daily_budget");
    source.budget = static_cast<std::uint32_t>(message.daily_budget());
  }
  return source;
}

Result<void> check_source(const records::Source& source) {
  TRY(check_text(source.name, "source.display_name"));
  if (!source.homepage.empty()) TRY(url_from_wire(source.homepage, "source.homepage"));
  TRY(check_urls(source.feeds, "source.feeds"));
  TRY(check_urls(source.sitemaps, "source.sitemaps"));
  const auto primary = source.language.substr(0, source.language.find('-'));
  const bool speaks = primary.size() >= 2 && primary.size() <= 3 &&
                      source.language.size() <= kLanguageBytesMax &&
                      std::ranges::all_of(primary, is_letter);
  if (!source.language.empty() && !speaks) {
    return bad_input("not a language", "source.language", "write it as in \"en\" or \"pt-BR\"");
  }
  const bool lies = source.country.size() == 2 && std::ranges::all_of(source.country, is_letter);
  if (!source.country.empty() && !lies) {
    return bad_input("not a country", "source.country", "write two letters of ISO 3166: \"GB\"");
  }
  TRY(check_texts(source.tags, "source.tags"));
  TRY(check_texts(source.allow, "source.allow"));
  return check_texts(source.deny, "source.deny");
}

void to_wire(const UpdateSourceRequest& request, v1::UpdateSourceRequest* message) {
  to_wire(request.source, message->mutable_source());
  for (const auto& field : request.fields) {
    message->mutable_update_mask()->add_paths(field_to_wire(field));
  }
}

Result<UpdateSourceRequest> from_wire(const v1::UpdateSourceRequest& message) {
  TRY_LET(source, from_wire(message.source()));
  if (source.id.empty()) return bad_input("which source is not said", "source.name");
  TRY(check_source(source));
  UpdateSourceRequest request{.source = std::move(source)};
  for (const auto& path : message.update_mask().paths()) {
    TRY_LET(field, field_from_wire(path));
    request.fields.push_back(field);
  }
  return request;
}

}  // namespace broadsheet::rpc
