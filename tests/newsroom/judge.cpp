// SPDX-License-Identifier: Apache-2.0
// The judge of politeness.
#include "newsroom/judge.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/strings.h"
#include "url/canonical.h"
#include "url/url.h"

namespace broadsheet::newsroom {
namespace {

// What a site remembers of its visitor.
struct SiteState {
  bool visited = false;
  Time last_began = {};
  Time answered = {};                 // the latest end of what came before
  std::vector<std::string> promised;  // where the last answer redirected to, until it is asked for
  std::map<std::string, Time> closed_until;  // by host
};

std::string url_of(const LogEntry& entry) {
  return entry.scheme + "://" + entry.host + entry.target;
}

// Without port and fragment, as url_of() writes it; the entry's own URL resolves a relative one.
std::string location_of(const LogEntry& entry) {
  const auto base = url::Url::parse(url_of(entry));
  if (!base.ok() || entry.location.empty()) return {};
  const auto target = url::Url::parse(entry.location, &*base);
  if (!target.ok()) return {};
  return std::string(target->scheme()) + "://" + std::string(target->host()) +
         target->request_target();
}

std::string milliseconds_text(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) +
         " ms";
}

class Court {
 public:
  Court(const World& world, const Rules& rules) : world_(world), rules_(rules) {}

  void hear(const LogEntry& entry) {
    const auto site = url::site_of_host(entry.host);
    auto& state = sites_[site];
    const auto accuse = [&](Offence offence, std::string what) {
      violations_.push_back({offence, entry.number, site, url_of(entry) + " " + std::move(what)});
    };
    if (!rules_.agent_must_have.empty() && !icontains(entry.user_agent, rules_.agent_must_have)) {
      accuse(Offence::kAnonymous, "came as \"" + entry.user_agent + "\"");
    }
    if (world_.catalogue().outlet_at(entry.host) != nullptr &&
        !world_.may_fetch(entry.host, entry.target)) {
      accuse(Offence::kDisallowed, "is forbidden by robots.txt");
    }
    if (entry.at_once > 1 || (state.visited && entry.began < state.answered)) {
      accuse(Offence::kAtOnce, "came while another request was under way");
    }
    if (const auto closed = state.closed_until.find(entry.host);
        closed != state.closed_until.end() && entry.began + rules_.tolerance < closed->second) {
      accuse(Offence::kBeforeRetryAfter, "came " + milliseconds_text(closed->second - entry.began) +
                                             " before Retry-After ended");
    }
    judge_pause(entry, state, accuse);
    remember(entry, state);
  }

  std::vector<Violation> verdict() { return std::move(violations_); }

 private:
  template <typename Accuse>
  void judge_pause(const LogEntry& entry, const SiteState& state, const Accuse& accuse) const {
    if (!state.visited) return;
    const auto& promised = state.promised;
    if (rules_.follow_at_once &&
        std::find(promised.begin(), promised.end(), url_of(entry)) != promised.end())
      return;
    auto wanted = rules_.delay;
    if (rules_.crawl_delay) wanted = std::max(wanted, world_.crawl_delay(entry.host));
    const auto pause = entry.began - state.last_began;
    if (pause + rules_.tolerance < wanted) {
      accuse(Offence::kTooSoon, "came " + milliseconds_text(pause) + " after the last, not " +
                                    milliseconds_text(wanted));
    }
  }

  // A redirect's target may lie on another site: the leave to come at once is given there.
  void remember(const LogEntry& entry, SiteState& state) {
    state.visited = true;
    state.last_began = entry.began;
    state.answered = std::max(state.answered, entry.ended);
    state.promised.clear();
    if (entry.retry_after) state.closed_until[entry.host] = *entry.retry_after;
    const auto target = location_of(entry);
    if (target.empty()) return;
    const auto parsed = url::Url::parse(target);
    if (parsed.ok()) sites_[url::site(*parsed)].promised.push_back(target);
  }

  const World& world_;
  const Rules& rules_;
  std::map<std::string, SiteState> sites_;
  std::vector<Violation> violations_;
};

}  // namespace

std::string_view to_string(Offence offence) {
  static constexpr std::array<std::string_view, 5> kNames = {"too soon", "at once", "disallowed",
                                                             "before Retry-After", "anonymous"};
  return kNames[static_cast<std::size_t>(offence)];
}

Json to_json(const Violation& violation) {
  return Json()
      .set("offence", to_string(violation.offence))
      .set("number", violation.number)
      .set("site", violation.site)
      .set("what", violation.what);
}

std::vector<Violation> judge(std::vector<LogEntry> log, const World& world, const Rules& rules) {
  std::stable_sort(log.begin(), log.end(),
                   [](const LogEntry& a, const LogEntry& b) { return a.began < b.began; });
  Court court(world, rules);
  for (const auto& entry : log) court.hear(entry);
  return court.verdict();
}

}  // namespace broadsheet::newsroom
