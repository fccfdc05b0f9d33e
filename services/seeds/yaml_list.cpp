// SPDX-License-Identifier: Apache-2.0
// The native seed list: every key is known, every value checked where it stands.
#include "seeds/yaml_list.h"

#include <algorithm>
#include <functional>
#include <map>

#include "app/suggest.h"
#include "app/yaml.h"
#include "core/strings.h"
#include "seeds/checks.h"

namespace broadsheet::seeds {

namespace {

using app::YamlNode;

class YamlReader {
 public:
  explicit YamlReader(std::string_view name) : name_(name) {}

  SeedList run(std::string_view text) {
    auto tree = app::parse_yaml(text, name_);
    if (!tree) {
      list_.problems.push_back({tree.fault().where, tree.fault().what, tree.fault().remedy});
      return std::move(list_);
    }
    read_root(*tree);
    return std::move(list_);
  }

 private:
  void problem(const YamlNode& at, std::string what, std::string remedy, bool warning = false) {
    list_.problems.push_back(
        {name_ + ":" + at.place(), std::move(what), std::move(remedy), warning});
    broken_ = broken_ || !warning;
  }

  void read_root(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::kMap) {
      return problem(root, "a seed list is a map", "begin with \"sources:\"");
    }
    for (const auto& [key, value] : root.entries) {
      if (key.scalar != "sources") unknown_key(key, {"sources"});
    }
    const YamlNode* sources = root.find("sources");
    if (sources == nullptr && broken_) return;  // It is most likely the key that nobody knows.
    if (sources == nullptr || sources->kind != YamlNode::Kind::kList) {
      return problem(sources == nullptr ? root : *sources, "there is no list of sources",
                     "write \"sources:\" and a list below it");
    }
    for (const auto& item : sources->items) read_source(item);
  }

  void unknown_key(const YamlNode& key, const std::vector<std::string>& known) {
    const std::string near = app::nearest(key.scalar, known);
    problem(key, "nobody knows the key \"" + key.scalar + "\"",
            near.empty() ? "the keys are " + join(known, ", ") : "did you mean \"" + near + "\"?");
  }

  using Handlers = std::map<std::string, std::function<void(const YamlNode&)>>;

  void read_map(const YamlNode& node, const Handlers& handlers) {
    for (const auto& [key, value] : node.entries) {
      const auto handler = handlers.find(key.scalar);
      if (handler != handlers.end()) {
        handler->second(value);
        continue;
      }
      std::vector<std::string> known;
      for (const auto& [name, ignored] : handlers) known.push_back(name);
      unknown_key(key, known);
    }
  }

  void read_source(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::kMap) {
      return problem(node, "a source is a map", "write \"- id: …\"");
    }
    broken_ = false;
    records::Source source;
    read_map(
        node,
        {
            {"id", [&](const YamlNode& v) { source.id = checked(v, check_id); }},
            {"name", [&](const YamlNode& v) { source.name = text(v); }},
            {"homepage", [&](const YamlNode& v) { source.homepage = checked(v, check_url); }},
            {"feeds", [&](const YamlNode& v) { source.feeds = urls(v); }},
            {"sitemaps", [&](const YamlNode& v) { source.sitemaps = urls(v); }},
            {"language", [&](const YamlNode& v) { source.language = checked(v, check_language); }},
            {"country", [&](const YamlNode& v) { source.country = checked(v, check_country); }},
            {"tags", [&](const YamlNode& v) { source.tags = texts(v); }},
            {"scope", [&](const YamlNode& v) { read_scope(v, source); }},
            {"crawl", [&](const YamlNode& v) { read_crawl(v, source); }},
        });
    finish(node, std::move(source));
  }

  void finish(const YamlNode& node, records::Source source) {
    if (source.homepage.empty() && source.feeds.empty() && source.sitemaps.empty() && !broken_) {
      problem(node, "a source needs a homepage, a feed or a sitemap",
              "add \"homepage: https://…\"");
    }
    if (source.id.empty() && !broken_) source.id = id_for(source);
    const YamlNode* id = node.find("id");
    const YamlNode& at = id == nullptr ? node : *id;
    if (!broken_) expect(at, check_id(source.id));
    if (broken_) return;
    const std::string place = name_ + ":" + at.place();
    const auto [before, fresh] = ids_.emplace(source.id, place);
    if (!fresh) {
      return problem(at, "the id \"" + source.id + "\" is taken by the source at " + before->second,
                     "choose another id");
    }
    list_.add(std::move(source), place);
  }

  void read_scope(const YamlNode& node, records::Source& source) {
    if (node.kind != YamlNode::Kind::kMap) {
      return problem(node, "scope is a map", "write \"allow:\" and \"deny:\" below it");
    }
    read_map(node, {
                       {"allow", [&](const YamlNode& v) { source.allow = texts(v); }},
                       {"deny", [&](const YamlNode& v) { source.deny = texts(v); }},
                   });
  }

  void read_crawl(const YamlNode& node, records::Source& source) {
    if (node.kind != YamlNode::Kind::kMap) {
      return problem(node, "crawl is a map",
                     "write \"delay:\", \"recheck:\" or \"budget:\" below it");
    }
    read_map(node, {
                       {"delay", [&](const YamlNode& v) { source.delay = duration(v); }},
                       {"recheck", [&](const YamlNode& v) { source.recheck = duration(v); }},
                       {"budget", [&](const YamlNode& v) { source.budget = budget(v); }},
                   });
  }

  std::string text(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kScalar) return node.scalar;
    problem(node, "this is to be a plain text",
            "write it on one line, in quotes if it has a colon");
    return {};
  }

  std::string checked(const YamlNode& node, Wrong (*check)(const std::string&)) {
    std::string value = text(node);
    if (node.kind == YamlNode::Kind::kScalar) expect(node, check(value));
    return value;
  }

  void expect(const YamlNode& node, const Wrong& wrong) {
    if (!wrong.what.empty()) problem(node, wrong.what, wrong.remedy);
  }

  // A single value is as good as a list of one.
  std::vector<std::string> texts(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kNull) return {};
    if (node.kind != YamlNode::Kind::kList) return {text(node)};
    std::vector<std::string> out;
    for (const auto& item : node.items) out.push_back(text(item));
    return out;
  }

  std::vector<std::string> urls(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kNull) return {};
    if (node.kind != YamlNode::Kind::kList) return {checked(node, check_url)};
    std::vector<std::string> out;
    for (const auto& item : node.items) out.push_back(checked(item, check_url));
    return out;
  }

  std::optional<Duration> duration(const YamlNode& node) {
    std::optional<Duration> value;
    const std::string written = text(node);
    if (node.kind == YamlNode::Kind::kScalar) expect(node, check_duration(written, value));
    return value;
  }

  std::optional<std::uint32_t> budget(const YamlNode& node) {
    std::optional<std::uint32_t> value;
    const std::string written = text(node);
    if (node.kind == YamlNode::Kind::kScalar) expect(node, check_budget(written, value));
    return value;
  }

  std::string name_;
  SeedList list_;
  std::map<std::string, std::string> ids_;  // → place
  bool broken_ = false;                     // the source in hand
};

void write_list(std::string& out, const char* margin, const char* key,
                const std::vector<std::string>& values) {
  if (values.empty()) return;
  out += std::string(margin) + key + ":\n";
  for (const auto& value : values)
    out += std::string(margin) + "  - " + app::yaml_scalar(value) + "\n";
}

void write_value(std::string& out, const char* key, const std::string& value) {
  if (!value.empty()) out += std::string("    ") + key + ": " + app::yaml_scalar(value) + "\n";
}

}  // namespace

SeedList parse_yaml_list(std::string_view text, std::string_view name) {
  return YamlReader(name).run(text);
}

std::string write_yaml_list(const std::vector<records::Source>& sources) {
  if (sources.empty()) return "sources: []\n";
  std::string out = "sources:\n";
  for (const auto& source : sources) {
    out += "  - id: " + app::yaml_scalar(source.id) + "\n";
    write_value(out, "name", source.name);
    write_value(out, "homepage", source.homepage);
    write_list(out, "    ", "feeds", source.feeds);
    write_list(out, "    ", "sitemaps", source.sitemaps);
    write_value(out, "language", source.language);
    write_value(out, "country", source.country);
    write_list(out, "    ", "tags", source.tags);
    if (!source.allow.empty() || !source.deny.empty()) {
      out += "    scope:\n";
      write_list(out, "      ", "allow", source.allow);
      write_list(out, "      ", "deny", source.deny);
    }
    if (source.delay || source.recheck || source.budget) {
      out += "    crawl:\n";
      if (source.delay) out += "      delay: " + format_duration(*source.delay) + "\n";
      if (source.recheck) out += "      recheck: " + format_duration(*source.recheck) + "\n";
      if (source.budget) out += "      budget: " + std::to_string(*source.budget) + "\n";
    }
  }
  return out;
}

}  // namespace broadsheet::seeds
