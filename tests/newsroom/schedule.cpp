// SPDX-License-Identifier: Apache-2.0
// The publishing schedule: own pieces, wire stories and their takers, edits, live blogs,
// withdrawals.
#include "newsroom/schedule.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/random.h"
#include "newsroom/content.h"
#include "newsroom/dates.h"
#include "newsroom/words.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kTrialArticles = 4;
constexpr std::size_t kWireTakersMin = 3;
constexpr std::size_t kWireTakersMax = 5;
constexpr double kEditedSoonAfter = 0.35;   // of all pieces
constexpr double kEditedAfterEpoch = 0.25;  // of those that are out when the scenario begins

Time whole_second(Time time) { return std::chrono::floor<seconds>(time); }

Duration scaled(Duration duration, double factor) {
  return Duration(static_cast<Duration::rep>(static_cast<double>(duration.count()) * factor));
}

class Scheduler {
 public:
  Scheduler(const Plan& plan, const std::vector<Outlet>& outlets)
      : plan_(plan), outlets_(outlets), random_(plan.seed ^ 0x7363686564756c65ULL) {}

  std::vector<Piece> run() {
    for (const auto& outlet : outlets_) {
      if (outlet.trial == Trial::kTrouble) continue;
      plan_own(outlet);
      if (outlet.layout == Layout::kLive) plan_live(outlet);
    }
    plan_wires();
    std::stable_sort(pieces_.begin(), pieces_.end(),
                     [](const Piece& a, const Piece& b) { return a.published < b.published; });
    for (std::size_t i = 0; i < pieces_.size(); ++i) pieces_[i].id = i;
    for (auto& piece : pieces_) give_paths(piece);
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] std::size_t count_before_epoch(const Outlet& outlet) const {
    return outlet.is_trial() ? std::min(kTrialArticles, plan_.articles) : plan_.articles;
  }

  void plan_own(const Outlet& outlet) {
    const auto at_start = count_before_epoch(outlet);
    std::size_t k = 0;
    for (; k < at_start; ++k) {
      const double u = random_.unit();
      auto piece = own_piece(outlet, k, plan_.epoch - minutes(1) - scaled(plan_.history, u * u));
      piece.members = k == 1 && !outlet.is_trial();
      if (k == 2 && outlet.index % 2 == 0 && !outlet.is_trial())
        piece.withdrawn = plan_.epoch + minutes(20);
      add(std::move(piece));
    }
    auto at = plan_.epoch;
    while (true) {
      at += scaled(plan_.pace, 0.5 + random_.unit());
      if (at > plan_.epoch + plan_.horizon) break;
      auto piece = own_piece(outlet, k++, at);
      piece.members = random_.chance(0.05) && !outlet.is_trial();
      add(std::move(piece));
    }
  }

  Piece own_piece(const Outlet& outlet, std::size_t ordinal, Time published) {
    Piece piece;
    piece.outlet = outlet.index;
    piece.language = outlet.language;
    piece.topic = (ordinal + outlet.index) % outlet.language->topics.size();
    piece.story = random_.next();
    piece.house = random_.next();
    piece.published = whole_second(published);
    plan_edits(piece.published, piece.edits);
    return piece;
  }

  void plan_edits(Time published, std::vector<Edit>& edits) {
    if (random_.chance(kEditedSoonAfter)) {
      const auto count = 1 + random_.below(2);
      for (std::size_t i = 0; i < count; ++i) {
        edits.push_back(any_edit(published + minutes(5) + scaled(hours(3), random_.unit())));
      }
    }
    if (published < plan_.epoch && random_.chance(kEditedAfterEpoch)) {
      edits.push_back(any_edit(plan_.epoch + minutes(2) + scaled(minutes(48), random_.unit())));
    }
    put_in_order(edits);
  }

  // By time, and no two within a minute: a house that edits sees each version on its page.
  static void put_in_order(std::vector<Edit>& edits) {
    std::stable_sort(edits.begin(), edits.end(),
                     [](const Edit& a, const Edit& b) { return a.at < b.at; });
    for (std::size_t i = 1; i < edits.size(); ++i) {
      edits[i].at = std::max(edits[i].at, edits[i - 1].at + minutes(1));
    }
  }

  Edit any_edit(Time at) {
    return {static_cast<EditKind>(random_.below(3)), whole_second(at), random_.next()};
  }

  void plan_live(const Outlet& outlet) {
    live_blog(outlet, plan_.epoch - hours(26), hours(3));
    for (auto begin = plan_.epoch - minutes(40); begin < plan_.epoch + plan_.horizon;
         begin += hours(12)) {
      live_blog(outlet, begin, hours(4));
    }
  }

  void live_blog(const Outlet& outlet, Time begin, Duration length) {
    Piece piece;
    piece.outlet = outlet.index;
    piece.language = outlet.language;
    piece.topic = random_.below(outlet.language->topics.size());
    piece.story = random_.next();
    piece.house = random_.next();
    piece.published = whole_second(begin);
    piece.live = true;
    for (auto at = begin + minutes(4); at < begin + length;
         at += minutes(4) + scaled(minutes(8), random_.unit())) {
      piece.edits.push_back({EditKind::kEntry, whole_second(at), random_.next()});
    }
    add(std::move(piece));
  }

  // Every language that at least two ordinary outlets share has a wire service.
  void plan_wires() {
    std::map<std::string_view, std::vector<const Outlet*>> takers;
    for (const auto& outlet : outlets_) {
      if (!outlet.is_trial()) takers[outlet.language->code].push_back(&outlet);
    }
    for (const auto& [code, houses] : takers) {
      if (houses.size() < 2) continue;
      const auto at_start = std::max<std::size_t>(2, houses.size());
      for (std::size_t i = 0; i < at_start; ++i) {
        wire_story(houses, plan_.epoch - hours(3) - scaled(plan_.history, random_.unit() * 0.6));
      }
      for (auto at = plan_.epoch + plan_.pace; at < plan_.epoch + plan_.horizon;
           at += plan_.pace * 3) {
        wire_story(houses, at);
      }
    }
  }

  void wire_story(const std::vector<const Outlet*>& houses, Time filed) {
    const auto& lang = *houses.front()->language;
    const auto story = random_.next();
    const auto topic = random_.below(lang.topics.size());
    const auto id = std::string(lang.code) + "-" + std::to_string(++wires_);
    std::vector<Edit> edits;
    plan_edits(whole_second(filed), edits);

    auto order = houses;
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_.below(i)]);
    const auto wanted = kWireTakersMin + random_.below(kWireTakersMax - kWireTakersMin + 1);
    order.resize(std::min(order.size(), wanted));
    for (const auto* house : order) add(taken_from_wire(*house, story, topic, id, filed, edits));
  }

  // A taker prints with its own lag, and takes over an edit later, or never.
  Piece taken_from_wire(const Outlet& outlet, std::uint64_t story, std::size_t topic,
                        const std::string& id, Time filed, const std::vector<Edit>& edits) {
    Piece piece;
    piece.outlet = outlet.index;
    piece.language = outlet.language;
    piece.topic = topic;
    piece.story = story;
    piece.wire = id;
    piece.house = random_.next();
    piece.published = whole_second(filed + minutes(5) + scaled(minutes(115), random_.unit()));
    for (const auto& edit : edits) {
      if (random_.chance(0.3)) continue;
      auto own = edit;
      own.at = whole_second(std::max(edit.at, piece.published) + minutes(1) +
                            scaled(minutes(9), random_.unit()));
      piece.edits.push_back(own);
    }
    put_in_order(piece.edits);
    return piece;
  }

  void add(Piece piece) {
    do {
      piece.number = 1000000 + random_.below(8999999);
    } while (!numbers_.insert(piece.number).second);
    pieces_.push_back(std::move(piece));
  }

  void give_paths(Piece& piece) {
    const auto& outlet = outlets_[piece.outlet];
    const auto title = first_title_of(piece);
    auto name = slug(title);
    const bool latin = name.size() >= 12;
    if (!latin) {
      name = outlet.layout == Layout::kWordPress ? encoded_slug(title)
                                                 : "a" + std::to_string(piece.number);
    }
    const auto date = path_date(piece.published, outlet.offset_minutes);
    const auto number = std::to_string(piece.number);
    const std::string section(
        outlet.language->sections[outlet.language->topics[piece.topic].section].slug);
    const std::string prefix = piece.members ? "/members" : "";
    switch (outlet.layout) {
      case Layout::kWordPress:
        piece.path = prefix + "/" + date + "/" + name + "/";
        break;
      case Layout::kPublisher:
        piece.path = prefix + "/" + section + "/" + name + "-" + number + ".html";
        break;
      case Layout::kTables:
        piece.path = prefix + "/archive/" + replaced_dates(date) + "/" + number + ".htm";
        break;
      case Layout::kAmp:
        piece.path = prefix + "/articles/" + name + (latin ? "-" + number : "");
        break;
      case Layout::kLive:
        piece.path = prefix + (piece.live ? "/live/" : "/news/") + name + "-" + number;
        break;
      case Layout::kPlain:
        piece.path = prefix + "/" + date.substr(0, 7) + "/" + name + (latin ? "" : ".html");
        break;
      case Layout::kMicrodata:
        piece.path = prefix + "/p/" + number + (latin ? "/" + name : "");
        break;
    }
    // Two stories of one house may have one headline: the second gets a number, as everywhere.
    if (!paths_.insert({piece.outlet, piece.path}).second) {
      const bool slash = piece.path.back() == '/';
      if (slash) piece.path.pop_back();
      piece.path += "-" + number + (slash ? "/" : "");
      paths_.insert({piece.outlet, piece.path});
    }
    if (outlet.layout == Layout::kAmp) piece.amp_path = piece.path + "/amp";
    if (piece.number % 6 == 0 && !piece.members)
      piece.old_path = "/old/" + number + "-" + slug(title, 3);
  }

  static std::string replaced_dates(const std::string& date) {  // "2026/03/02" → "2026/0302"
    return date.substr(0, 7) + date.substr(8);
  }

  const Plan& plan_;
  const std::vector<Outlet>& outlets_;
  Random random_;
  std::vector<Piece> pieces_;
  std::set<std::uint64_t> numbers_;
  std::set<std::pair<std::size_t, std::string>> paths_;
  int wires_ = 0;
};

}  // namespace

std::vector<Piece> make_pieces(const Plan& plan, const std::vector<Outlet>& outlets) {
  return Scheduler(plan, outlets).run();
}

}  // namespace broadsheet::newsroom
