// SPDX-License-Identifier: Apache-2.0
// seeds/schema.json against the reader, key by key and pattern by pattern. (schema_test.py has
// whole lists judged by both.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "core/file.h"
#include "core/json.h"
#include "core/strings.h"
#include "seeds/seeds.h"

namespace broadsheet::seeds {
namespace {

Json schema() {
  const auto text = read_file(std::string(BROADSHEET_SOURCE_DIR) + "/seeds/schema.json");
  EXPECT_TRUE(text.ok());
  const auto json = parse_json(*text);
  EXPECT_TRUE(json.ok());
  return *json;
}

Json source_schema() { return schema()["$defs"]["source"]; }

std::vector<std::string> names_of(const Json& properties) {
  std::vector<std::string> names;
  for (const auto& [name, ignored] : properties.as_object()) names.push_back(name);
  std::ranges::sort(names);
  return names;
}

SeedList read_source(const std::string& more) {
  return parse("sources:\n  - homepage: https://a.example/\n" + more, "a.yaml");
}

// A key that is near to none has the reader list all of them.
std::string keys_in(const std::string& margin) {
  const auto list = read_source(margin + "qqqqqqqqqq: 1\n");
  EXPECT_EQ(list.problems.size(), 1u);
  return list.problems.front().remedy;
}

TEST(SeedSchema, HasTheKeysOfTheReaderAndNoOthers) {
  const auto source = source_schema();
  const auto& properties = source["properties"];

  EXPECT_EQ(keys_in("    "), "the keys are " + join(names_of(properties), ", "));
  EXPECT_EQ(keys_in("    scope:\n      "),
            "the keys are " + join(names_of(properties["scope"]["properties"]), ", "));
  EXPECT_EQ(keys_in("    crawl:\n      "),
            "the keys are " + join(names_of(properties["crawl"]["properties"]), ", "));
  for (const Json& part : {source, properties["scope"], properties["crawl"], schema()}) {
    EXPECT_TRUE(part.has("additionalProperties"));
    EXPECT_FALSE(part["additionalProperties"].as_bool(true));
  }
}

TEST(SeedSchema, EveryKeyIsExplained) {
  const auto source = source_schema();
  for (const auto& [name, property] : source["properties"].as_object()) {
    if (name == "crawl") continue;  // its parts are
    EXPECT_FALSE(property["description"].as_string().empty()) << name;
  }
}

// Whether the schema's pattern and the reader agree on each of these values of a key.
void expect_agreement(const std::string& pattern, const std::string& margin_and_key,
                      const std::vector<std::string>& values) {
  ASSERT_FALSE(pattern.empty());
  const std::regex regex(pattern);
  for (const auto& value : values) {
    const bool by_schema = std::regex_search(value, regex);
    const auto list = read_source(margin_and_key + ": '" + value + "'\n");
    EXPECT_EQ(by_schema, !list.has_errors()) << margin_and_key << ": " << value;
  }
}

TEST(SeedSchema, ItsPatternsAgreeWithTheReader) {
  const auto all = schema();
  const auto& properties = all["$defs"]["source"]["properties"];
  const auto pattern = [&](const char* key) { return properties[key]["pattern"].as_string(); };

  expect_agreement(pattern("id"), "    id",
                   {"a", "daily-planet", "9", "", "A", "a b", "a_b", "ä", std::string(64, 'a'),
                    std::string(65, 'a')});
  expect_agreement(pattern("language"), "    language",
                   {"en", "pt-BR", "zh-Hant-TW", "yue", "", "e", "engl", "en_US", "en-", "en--x",
                    "en-verylongone", "en-ä"});
  expect_agreement(pattern("country"), "    country", {"GB", "gb", "", "G", "GBR", "G1", "ß"});
  const auto& duration = all["$defs"]["duration"]["anyOf"].as_array().front();
  expect_agreement(duration["pattern"].as_string(), "    crawl:\n      delay",
                   {"0",  "0s", "5s", "1h30m", "1.5h", "2d",  "250ms", "3us", "1d2h3m4s5ms6us",
                    "",   "5",  "s",  "1s1h",  "5s5s", "-5s", "1 h",   "1.h", ".5h",
                    "1w", "5S"});
  // The pattern only says which scheme; whether the rest is a URL is for the reader.
  expect_agreement(all["$defs"]["url"]["pattern"].as_string(), "    feeds",
                   {"https://a.example/", "HTTP://a.example", "a.example", "ftp://a.example/", "",
                    "mailto:a@a.example", "//a.example/"});
}

}  // namespace
}  // namespace broadsheet::seeds
