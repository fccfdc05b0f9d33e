// SPDX-License-Identifier: Apache-2.0
// Consent walls and challenges: pages that stand where an article should be.
#include "core/strings.h"
#include "newsroom/replies.h"

namespace broadsheet::newsroom {
namespace {

// At the host that collects consent, or in place of the article.
std::string consent_html(const Page& page, const std::string& back) {
  return filled(R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Before you continue to {{site}}</title><meta name="robots" content="noindex"></head>
<body><div id="consent-wall" role="dialog" aria-modal="true"><h1>Before you continue to {{site}}</h1>
<p>{{text}}</p><p>You can change your choice at any time in the settings. If you decline, you can read {{site}} with a subscription.</p>
<form method="post" action="{{back}}"><button name="consent" value="yes">{{accept}}</button><button name="consent" value="no">{{reject}}</button></form>
</div></body></html>
)",
                {{"site", escaped(page.outlet.name)},
                 {"text", page.labels().cookie_text},
                 {"back", escaped(back)},
                 {"accept", page.labels().accept_all},
                 {"reject", page.labels().reject_all}});
}

constexpr std::string_view kChallenge = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head>
<body><div id="challenge-stage"><h1>Checking that you are human</h1><p>This may take a few seconds. Please enable JavaScript and cookies to continue.</p>
<noscript>Enable JavaScript and cookies to continue</noscript></div><script>window.__challenge={"nonce":"0"};</script></body></html>
)";

Reply consent(const Page& page, const Asked& asked, const Piece* piece) {
  const auto here = page.url(asked.request.target);
  if (piece != nullptr && piece->number % 2 == 0) {
    auto reply = html_reply(page, 200, consent_html(page, here));
    reply.headers.set("Cache-Control", "no-store");
    return reply;
  }
  return redirect(302,
                  page.base.url(page.outlet.alias, "/collect?return=" + percent_encoded(here)));
}

Reply challenge(const Page& page, const Piece* piece) {
  // Half of the walls say what they are by status and header; the other half answer 200.
  const bool open = piece == nullptr || piece->number % 2 == 0;
  auto reply = html_reply(page, open ? 403 : 200, std::string(kChallenge));
  if (open) reply.headers.set("cf-mitigated", "challenge");
  reply.headers.set("Cache-Control", "private, max-age=0, no-store");
  return reply;
}

}  // namespace

std::optional<Reply> wall_at(const Page& page, const Asked& asked, std::string_view host) {
  const auto wall = page.outlet.wall;
  if (wall != Wall::kConsent && wall != Wall::kChallenge) return std::nullopt;
  if (wall == Wall::kConsent && host == page.outlet.alias) {
    return html_reply(page, 200, consent_html(page, asked.parameter("return")));
  }
  if (icontains(asked.request.headers.get("Cookie"), "consent=yes")) return std::nullopt;
  const auto* piece = page.catalogue.find(page.outlet, asked.path).piece;
  if (piece == nullptr) return std::nullopt;
  return wall == Wall::kConsent ? consent(page, asked, piece) : challenge(page, piece);
}

}  // namespace broadsheet::newsroom
