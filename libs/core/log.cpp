// SPDX-License-Identifier: Apache-2.0
// Events with fields as lines on stderr, carried there by spdlog.
#include "core/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <memory>

#include "core/strings.h"

namespace broadsheet::log {
namespace {

// A longer value is no field but a document; logs are not where documents are kept.
constexpr std::size_t kValueBytesMax = 4096;

// The level stands in colour on a terminal.
constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v";
constexpr const char* kJsonPattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v})";

struct Sink {
  std::atomic<bool> json = false;
  std::unique_ptr<spdlog::logger> logger;
};

void set_pattern(Sink& sink, const char* pattern) {
  sink.logger->set_formatter(
      std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
}

// Never destroyed: destructors of other statics may still log.
Sink& sink() {
  static Sink* const made = [] {
    auto* fresh = new Sink;
    auto out = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    fresh->logger = std::make_unique<spdlog::logger>("broadsheet", std::move(out));
    fresh->logger->set_level(spdlog::level::info);
    set_pattern(*fresh, kTextPattern);
    return fresh;
  }();
  return *made;
}

// RFC 8259 §7, without the quotes.
void append_escaped(std::string& out, std::string_view text) {
  const bool cut = text.size() > kValueBytesMax;
  text = text.substr(0, kValueBytesMax);
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t size = utf8_sequence_size(text);
    if (size == 0) {
      out += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  if (cut) out += "…";
}

bool is_plain(std::string_view value) {
  if (value.empty() || value.size() > kValueBytesMax) return false;
  for (const char c : value) {
    if (c <= ' ' || c > '~' || c == '"' || c == '\\' || c == '=') return false;
  }
  return true;
}

std::string as_json(std::string_view event, Fields fields) {
  std::string line = R"("event":")";
  append_escaped(line, event);
  line += '"';
  for (const auto& field : fields) {
    line += ",\"";
    append_escaped(line, field.name);
    line += "\":";
    if (field.quoted) line += '"';
    append_escaped(line, field.value);
    if (field.quoted) line += '"';
  }
  return line;
}

std::string as_text(std::string_view event, Fields fields) {
  std::string line(event);
  for (const auto& field : fields) {
    line += ' ';
    line += field.name;
    line += '=';
    const bool plain = is_plain(field.value);
    if (!plain) line += '"';
    append_escaped(line, field.value);
    if (!plain) line += '"';
  }
  return line;
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
    case Level::kOff:
      return spdlog::level::off;
  }
  return spdlog::level::info;
}

void write(Level level, std::string_view event, Fields fields) {
  Sink& to = sink();
  if (!to.logger->should_log(spdlog_level(level))) return;
  const std::string line = to.json ? as_json(event, fields) : as_text(event, fields);
  // As a string_view there is no format in it, whatever braces it has.
  to.logger->log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void configure(const Options& options) {
  Sink& to = sink();
  const bool json = options.format == Format::kJson;
  to.json = json;
  set_pattern(to, json ? kJsonPattern : kTextPattern);
  to.logger->set_level(spdlog_level(options.level));
}

Result<Level> parse_level(std::string_view name) {
  if (iequals(name, "debug")) return Level::kDebug;
  if (iequals(name, "info")) return Level::kInfo;
  if (iequals(name, "warning") || iequals(name, "warn")) return Level::kWarning;
  if (iequals(name, "error")) return Level::kError;
  if (iequals(name, "off")) return Level::kOff;
  return bad_input("'" + std::string(name.substr(0, 64)) + "' is no log level", {},
                   "write debug, info, warning, error or off");
}

Field::Field(std::string_view field_name, std::string_view text)
    : name(field_name), value(text.substr(0, kValueBytesMax + 1)), quoted(true) {}

Field::Field(std::string_view field_name, double number) : name(field_name) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", number);
  value = text;
  // JSON has no word for these (RFC 8259 §6).
  quoted = !std::isfinite(number);
}

Field::Field(std::string_view field_name, std::string number, int)
    : name(field_name), value(std::move(number)) {}

void debug(std::string_view event, Fields fields) { write(Level::kDebug, event, fields); }
void info(std::string_view event, Fields fields) { write(Level::kInfo, event, fields); }
void warning(std::string_view event, Fields fields) { write(Level::kWarning, event, fields); }
void error(std::string_view event, Fields fields) { write(Level::kError, event, fields); }

}  // namespace broadsheet::log
