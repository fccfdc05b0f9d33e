// SPDX-License-Identifier: Apache-2.0
// ETag and Last-Modified, honest and not.
#include "core/encode.h"
#include "core/hash.h"
#include "core/strings.h"
#include "newsroom/replies.h"

namespace broadsheet::newsroom {
namespace {

struct Validator {
  std::string etag;
  Time modified;
};

std::string tag(std::string_view state) {
  return "W/\"" + to_hex(big_endian(hash64(state))) + "\"";
}

// If-None-Match wins over If-Modified-Since (RFC 9110 §13.2.2); tags compare weakly (§13.1.2).
bool client_has_it(const http::Headers& headers, const Validator& validator) {
  const auto opaque = [](std::string_view etag) {
    etag = trim(etag);
    return etag.substr(0, 2) == "W/" ? etag.substr(2) : etag;
  };
  if (headers.has("If-None-Match")) {
    const auto list = headers.joined("If-None-Match");
    for (const auto one : split(list, ',')) {
      if (trim(one) == "*" || opaque(one) == opaque(validator.etag)) return true;
    }
    return false;
  }
  if (!headers.has("If-Modified-Since")) return false;
  const auto since = parse_http_date(headers.get("If-Modified-Since"));
  return since.ok() && std::chrono::floor<std::chrono::seconds>(validator.modified) <= *since;
}

}  // namespace

void validate(const Page& page, const Asked& asked, std::string_view state, Time modified,
              Reply& reply) {
  if (reply.status != 200) return;
  const auto habit = page.outlet.validators;
  if (habit == Validators::kNone) return;
  Validator validator;
  if (habit == Validators::kHonest) validator = {tag(asked.path + std::string(state)), modified};
  if (habit == Validators::kStale) {
    const auto* piece = page.catalogue.find(page.outlet, asked.path).piece;
    const auto since =
        piece != nullptr ? piece->published : page.catalogue.last_change(page.outlet, page.now);
    // Front pages and feeds of such houses do change: only their articles lie.
    validator = piece != nullptr ? Validator{tag(asked.path), since}
                                 : Validator{tag(asked.path + std::string(state)), modified};
  }
  if (habit == Validators::kRestless) {
    validator = {tag(asked.path + std::to_string(to_micros(page.now))), page.now};
  }
  reply.headers.set("ETag", validator.etag);
  reply.headers.set("Last-Modified", format_http_date(validator.modified));
  if (habit == Validators::kRestless || !client_has_it(asked.request.headers, validator)) return;
  reply.status = 304;
  reply.body.clear();
  reply.gzip = false;
  reply.headers.remove("Content-Type");
}

}  // namespace broadsheet::newsroom
