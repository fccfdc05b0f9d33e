// SPDX-License-Identifier: Apache-2.0
// The outlets of the world: a roster by hand, and as many more as one asks for.
#include "newsroom/outlet.h"

#include <array>

#include "core/random.h"
#include "newsroom/words.h"

namespace broadsheet::newsroom {
namespace {

std::vector<Outlet> named_outlets() {
  const auto lang = [](std::string_view code) { return &language(code); };
  using L = Layout;
  using V = Validators;
  return {
      {.id = "morning-ledger",
       .name = "The Morning Ledger",
       .host = "morning-ledger.test",
       .alias = "www.morning-ledger.test",
       .language = lang("en"),
       .country = "GB",
       .layout = L::kWordPress},
      {.id = "harbour-post",
       .name = "The Harbour Post",
       .host = "www.harbour-post.test",
       .alias = "harbour-post.test",
       .language = lang("en"),
       .country = "GB",
       .layout = L::kPublisher,
       .gzip = true,
       .tracks = true},
      {.id = "county-courier",
       .name = "County Courier",
       .host = "county-courier.test",
       .language = lang("en"),
       .country = "US",
       .offset_minutes = -300,
       .layout = L::kTables,
       .validators = V::kNone},
      {.id = "northern-beacon",
       .name = "Northern Beacon",
       .host = "northern-beacon.test",
       .language = lang("en"),
       .country = "IE",
       .layout = L::kAmp,
       .validators = V::kRestless,
       .gzip = true},
      {.id = "capital-monitor",
       .name = "Capital Monitor",
       .host = "www.capital-monitor.test",
       .alias = "capital-monitor.test",
       .language = lang("en"),
       .country = "CA",
       .offset_minutes = -240,
       .layout = L::kLive},
      {.id = "plainsong",
       .name = "Plainsong Daily",
       .host = "plainsong.test",
       .language = lang("en"),
       .country = "NZ",
       .offset_minutes = 780,
       .layout = L::kPlain,
       .validators = V::kStale,
       .silent = true},
      {.id = "flussblatt",
       .name = "Flussblatt",
       .host = "www.flussblatt.test",
       .alias = "flussblatt.test",
       .language = lang("de"),
       .country = "DE",
       .offset_minutes = 60,
       .layout = L::kWordPress,
       .tracks = true,
       .soft_not_found = true},
      {.id = "nordanzeiger",
       .name = "Nordanzeiger",
       .host = "nordanzeiger.test",
       .language = lang("de"),
       .country = "AT",
       .offset_minutes = 60,
       .layout = L::kPublisher,
       .crawl_delay = 1,
       .gzip = true},
      {.id = "gazette-des-quais",
       .name = "La Gazette des Quais",
       .host = "gazette-des-quais.test",
       .language = lang("fr"),
       .country = "FR",
       .offset_minutes = 60,
       .layout = L::kMicrodata,
       .gzip = true},
      {.id = "el-faro-nuevo",
       .name = "El Faro Nuevo",
       .host = "el-faro-nuevo.test",
       .language = lang("es"),
       .country = "ES",
       .offset_minutes = 60,
       .layout = L::kWordPress,
       .validators = V::kRestless},
      {.id = "hikari-nippo",
       .name = "光日報",
       .host = "hikari-nippo.test",
       .language = lang("ja"),
       .country = "JP",
       .offset_minutes = 540,
       .layout = L::kPlain,
       .soft_not_found = true},
      {.id = "sahifat-al-bahr",
       .name = "صحيفة البحر",
       .host = "sahifat-al-bahr.test",
       .language = lang("ar"),
       .country = "EG",
       .offset_minutes = 120,
       .layout = L::kWordPress,
       .gzip = true},
      {.id = "il-borgo",
       .name = "Il Borgo",
       .host = "www.il-borgo.test",
       .language = lang("it"),
       .country = "IT",
       .offset_minutes = 60,
       .layout = L::kTables,
       .validators = V::kNone},
      {.id = "jornal-do-cais",
       .name = "Jornal do Cais",
       .host = "jornal-do-cais.test",
       .language = lang("pt"),
       .country = "PT",
       .layout = L::kMicrodata,
       .silent = true},
      {.id = "kadekrant",
       .name = "De Kadekrant",
       .host = "kadekrant.test",
       .language = lang("nl"),
       .country = "NL",
       .offset_minutes = 60,
       .layout = L::kAmp,
       .gzip = true},
      {.id = "gazeta-nadrzeczna",
       .name = "Gazeta Nadrzeczna",
       .host = "gazeta-nadrzeczna.test",
       .language = lang("pl"),
       .country = "PL",
       .offset_minutes = 60,
       .layout = L::kPublisher,
       .tracks = true},
      {.id = "vestnik-prichala",
       .name = "Вестник Причала",
       .host = "vestnik-prichala.test",
       .language = lang("ru"),
       .country = "KZ",
       .offset_minutes = 300,
       .layout = L::kPublisher,
       .validators = V::kStale},
      {.id = "foni-tou-molou",
       .name = "Φωνή του Μόλου",
       .host = "foni-tou-molou.test",
       .language = lang("el"),
       .country = "GR",
       .offset_minutes = 120,
       .layout = L::kWordPress},
      {.id = "nadi-samachar",
       .name = "नदी समाचार",
       .host = "nadi-samachar.test",
       .language = lang("hi"),
       .country = "IN",
       .offset_minutes = 330,
       .layout = L::kLive,
       .gzip = true},
      {.id = "yunxi-xinwen",
       .name = "云溪新闻",
       .host = "yunxi-xinwen.test",
       .language = lang("zh"),
       .country = "CN",
       .offset_minutes = 480,
       .layout = L::kMicrodata},
  };
}

std::vector<Outlet> trial_outlets() {
  const auto* en = &language("en");
  const auto plain = [&](const char* id, const char* name) {
    Outlet outlet;
    outlet.id = id;
    outlet.name = name;
    outlet.host = std::string(id) + ".test";
    outlet.language = en;
    outlet.country = "GB";
    return outlet;
  };
  std::vector<Outlet> out;
  out.push_back(plain("consent-herald", "Consent Herald"));
  out.back().wall = Wall::kConsent;
  out.back().alias = "consent.consent-herald.test";
  out.push_back(plain("fortress-news", "Fortress News"));
  out.back().wall = Wall::kChallenge;
  out.push_back(plain("paid-gazette", "The Paid Gazette"));
  out.back().wall = Wall::kPaywall;
  out.back().layout = Layout::kPublisher;
  out.push_back(plain("sleepy-robots", "Sleepy Robots Review"));
  out.back().robots = RobotsFile::kUnavailable;
  out.push_back(plain("bare-robots", "Bare Robots Bulletin"));
  out.back().robots = RobotsFile::kAbsent;
  out.push_back(plain("closed-circle", "The Closed Circle"));
  out.back().robots = RobotsFile::kClosed;
  out.push_back(plain("moved-times", "The Moved Times"));
  out.back().trial = Trial::kMoved;
  out.push_back(plain("busy-bulletin", "Busy Bulletin"));
  out.back().trial = Trial::kBusy;
  out.push_back(plain("trouble", "Trouble"));
  out.back().trial = Trial::kTrouble;
  return out;
}

bool fits_windows_1252(const Language& lang) {
  for (const std::string_view code : {"en", "de", "fr", "es", "pt", "it", "nl"}) {
    if (lang.code == code) return true;
  }
  return false;
}

// An outlet of the crowd beyond the named ones: two of five write English.
Outlet further_outlet(std::size_t index, Random& random) {
  static constexpr std::array<const char*, 8> kFirst = {"Evening", "Daily", "Valley", "Coast",
                                                        "City",    "Lake",  "Border", "Island"};
  static constexpr std::array<const char*, 8> kSecond = {
      "Chronicle", "Mirror", "Echo", "Herald", "Observer", "Courier", "Dispatch", "Sentinel"};
  const auto& all = languages();
  Outlet outlet;
  outlet.language = random.chance(0.4) ? &all.front() : &all[random.below(all.size())];
  const std::string name = std::string(kFirst[random.below(kFirst.size())]) + " " +
                           kSecond[random.below(kSecond.size())];
  outlet.id = slug(name) + "-" + std::to_string(index);
  outlet.name = name + " " + std::to_string(index);
  outlet.host = (random.chance(0.5) ? "www." : "") + outlet.id + ".test";
  if (outlet.host.rfind("www.", 0) == 0) outlet.alias = outlet.id + ".test";
  outlet.country = outlet.language->country;
  outlet.layout = static_cast<Layout>(random.below(7));
  if (outlet.layout == Layout::kTables && !fits_windows_1252(*outlet.language))
    outlet.layout = Layout::kPlain;
  outlet.validators =
      random.chance(0.7) ? Validators::kHonest : static_cast<Validators>(random.below(4));
  outlet.crawl_delay = random.chance(0.15) ? 1 : 0;
  outlet.gzip = random.chance(0.5);
  outlet.tracks = random.chance(0.3);
  outlet.silent = random.chance(0.2);
  outlet.soft_not_found = random.chance(0.2);
  return outlet;
}

void hire(Outlet& outlet, Random& random) {
  const auto& lang = *outlet.language;
  for (int i = 0; i < 5; ++i) {
    const auto& given = random.chance(0.5) ? lang.women : lang.men;
    const std::string first(given[random.below(given.size())]);
    const std::string last(lang.surnames[random.below(lang.surnames.size())]);
    const auto name = lang.spaced ? first + " " + last : last + first;
    outlet.staff.push_back(name);
  }
}

}  // namespace

std::string_view to_string(Layout layout) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "wordpress", "publisher", "tables", "amp", "live", "plain", "microdata"};
  return kNames[static_cast<std::size_t>(layout)];
}

std::string_view to_string(Validators validators) {
  static constexpr std::array<std::string_view, 4> kNames = {"honest", "stale", "restless", "none"};
  return kNames[static_cast<std::size_t>(validators)];
}

std::vector<Outlet> make_outlets(std::uint64_t seed, std::size_t count, bool trials) {
  Random random(seed ^ 0x6f75746c657473ULL);
  auto out = named_outlets();
  for (std::size_t i = out.size(); i < count; ++i) out.push_back(further_outlet(i + 1, random));
  out.resize(count);
  if (trials) {
    for (auto& outlet : trial_outlets()) out.push_back(std::move(outlet));
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].index = i;
    hire(out[i], random);
  }
  return out;
}

}  // namespace broadsheet::newsroom
