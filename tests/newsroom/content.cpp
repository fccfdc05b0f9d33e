// SPDX-License-Identifier: Apache-2.0
// How a text is put together from its story, its house's habits and its edits.
#include "newsroom/content.h"

#include <algorithm>
#include <array>

#include "newsroom/grammar.h"
#include "newsroom/words.h"

namespace broadsheet::newsroom {
namespace {

constexpr std::size_t kParagraphsMin = 6;  // after the lead, before the closing
constexpr std::size_t kParagraphsMore = 3;

Lines shuffled(Lines lines, Random& random) {
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random.below(i)]);
  return lines;
}

void join_sentence(std::string& paragraph, const std::string& next, bool spaced) {
  if (!paragraph.empty() && spaced) paragraph += ' ';
  paragraph += next;
}

// The text before any edit: the same for all that share a story and facts.
struct Draft {
  std::string title;
  std::vector<std::string> paragraphs;
};

std::string first_title(const Topic& topic, const Facts& facts, Random& random) {
  return sentence(topic.headlines[random.below(topic.headlines.size())], facts, random);
}

Draft write(const Piece& piece, const Topic& topic, const Facts& facts, Random random) {
  const auto& lang = *piece.language;
  Draft draft;
  draft.title = first_title(topic, facts, random);
  const auto bodies = shuffled(topic.bodies, random);
  const auto quotes = shuffled(topic.quotes, random);
  std::size_t body = 0;
  std::size_t quote = 0;
  const auto add_body = [&](std::string& paragraph) {
    if (body < bodies.size())
      join_sentence(paragraph, own_sentence(bodies[body++], facts, random), lang.spaced);
  };

  std::string lead = sentence(topic.leads[random.below(topic.leads.size())], facts, random);
  add_body(lead);
  draft.paragraphs.push_back(std::move(lead));
  const auto wanted = kParagraphsMin + random.below(kParagraphsMore);
  while (draft.paragraphs.size() < wanted && body < bodies.size()) {
    std::string paragraph;
    if (quote < quotes.size() && draft.paragraphs.size() % 2 == 0) {
      paragraph = own_sentence(quotes[quote++], facts, random);
      if (random.chance(0.5)) add_body(paragraph);
    } else {
      add_body(paragraph);
      add_body(paragraph);
    }
    draft.paragraphs.push_back(std::move(paragraph));
  }
  draft.paragraphs.push_back(
      own_sentence(topic.closings[random.below(topic.closings.size())], facts, random));
  return draft;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The first number of a text, as written up to a separator; empty if it has none.
std::string_view first_number(std::string_view text) {
  const auto* begin = std::find_if(text.begin(), text.end(), is_digit);
  const auto* end = std::find_if_not(begin, text.end(), is_digit);
  return {begin, static_cast<std::size_t>(end - begin)};
}

// Puts another number in the place of the first one, in the lead if it has any: no house cuts the
// lead. The headline follows if it had the same.
void correct_number(Draft& draft, Random& random) {
  for (auto& paragraph : draft.paragraphs) {
    const auto number = std::string(first_number(paragraph));
    if (number.empty()) continue;
    auto other = number;
    other.front() =
        static_cast<char>('1' + (number.front() - '0' + static_cast<int>(random.below(8))) % 9);
    paragraph.replace(paragraph.find(number), number.size(), other);
    if (first_number(draft.title) == number) {
      draft.title.replace(draft.title.find(number), number.size(), other);
    }
    return;
  }
}

// A text on its way through its edits.
struct State {
  Draft draft;
  std::vector<std::string> added = {};
  std::vector<std::string> notices = {};
  bool retitled = false;
};

void apply(const Edit& edit, const Language& lang, const Topic& topic, const Facts& facts,
           State& state) {
  Random random(edit.seed);
  if (edit.kind == EditKind::kCorrected) {
    correct_number(state.draft, random);
    state.notices.emplace_back(lang.corrections[random.below(lang.corrections.size())]);
  } else if (edit.kind == EditKind::kAdded) {
    const auto& pattern = lang.updates[state.added.size() % lang.updates.size()];
    state.added.push_back(own_sentence(pattern, facts, random));
  } else if (edit.kind == EditKind::kHeadline) {
    const auto before = state.draft.title;
    for (int tries = 0; state.draft.title == before && tries < 20; ++tries) {
      state.draft.title = first_title(topic, facts, random);
    }
    state.retitled = true;
  }
}

// The headline that an outlet gives a wire story: half of the houses write their own.
std::string house_title(const Piece& piece, const Topic& topic, const Facts& facts,
                        std::string title) {
  Random random(piece.house);
  if (random.chance(0.5)) return title;
  return sentence(topic.headlines[random.below(topic.headlines.size())], facts, random);
}

// What else it does to it before it prints it: nothing at all, or a dateline, a cut, both.
void edit_by_house(const Outlet& outlet, const Piece& piece, const Facts& facts, Draft& draft) {
  Random random(piece.house ^ 0x637574ULL);
  const auto& lang = *outlet.language;
  if (random.chance(0.55)) return;
  const bool dateline = random.chance(0.6);
  const bool cut = random.chance(0.6);
  const auto at = 2 + random.below(draft.paragraphs.size() - 3);
  if (cut) draft.paragraphs.erase(draft.paragraphs.begin() + static_cast<std::ptrdiff_t>(at));
  if (dateline) {
    draft.paragraphs.front() =
        facts.value("city") + " (" + std::string(lang.agency) + ") – " + draft.paragraphs.front();
  }
}

void sign(const Outlet& outlet, const Piece& piece, Content& content) {
  Random random(piece.house ^ 0x7369676eULL);
  if (!piece.wire.empty()) {
    content.byline = piece.language->agency;
  } else if (random.chance(0.85)) {
    const auto first = random.below(outlet.staff.size());
    content.authors.push_back(outlet.staff[first]);
    const auto& second = outlet.staff[(first + 1) % outlet.staff.size()];
    if (random.chance(0.15) && second != content.authors.front()) content.authors.push_back(second);
  } else {
    content.byline = piece.language->staff;
  }
}

void describe(const Piece& piece, const Topic& topic, const Facts& facts, Content& content) {
  const auto& lang = *piece.language;
  Random random(piece.story ^ 0x63617074ULL);
  content.section = topic.section;
  content.keywords = {std::string(topic.keyword), facts.value("city")};
  for (int i = 0; i < 3; ++i) {
    content.captions.push_back(
        sentence(lang.captions[random.below(lang.captions.size())], facts, random));
  }
}

Content compose_live(const Outlet& outlet, const Piece& piece, std::size_t version) {
  const auto& lang = *piece.language;
  const auto& topic = lang.topics[piece.topic];
  Random random(piece.story);
  const Facts facts(lang, topic, random);
  Content content;
  content.title = std::string(lang.labels.live) + ": " +
                  sentence(topic.headlines[random.below(topic.headlines.size())], facts, random);
  content.paragraphs.push_back(
      sentence(topic.leads[random.below(topic.leads.size())], facts, random));
  content.description = content.paragraphs.front();
  for (std::size_t i = version; i > 0; --i) {
    const auto& edit = piece.edits[i - 1];
    Random own(edit.seed);
    Facts fresh(lang, topic, own);  // people and numbers change from entry to entry
    content.entries.push_back(
        {edit.at, sentence(lang.live_notes[(i - 1) % lang.live_notes.size()], fresh, own)});
    content.paragraphs.push_back(content.entries.back().text);
  }
  describe(piece, topic, facts, content);
  sign(outlet, piece, content);
  return content;
}

Content compose_article(const Outlet& outlet, const Piece& piece, std::size_t version) {
  const auto& lang = *piece.language;
  const auto& topic = lang.topics[piece.topic];
  Random random(piece.story);
  const Facts facts(lang, topic, random);
  State state{.draft = write(piece, topic, facts, random)};
  for (std::size_t i = 0; i < version; ++i) apply(piece.edits[i], lang, topic, facts, state);
  if (!piece.wire.empty()) {
    edit_by_house(outlet, piece, facts, state.draft);
    if (!state.retitled) {
      state.draft.title = house_title(piece, topic, facts, std::move(state.draft.title));
    }
  }
  auto& paragraphs = state.draft.paragraphs;
  for (auto& paragraph : state.added) paragraphs.insert(paragraphs.end() - 1, std::move(paragraph));

  Content content;
  content.title = std::move(state.draft.title);
  content.description = shortened(paragraphs.front(), 160);
  content.paragraphs = std::move(paragraphs);
  content.notices = std::move(state.notices);
  describe(piece, topic, facts, content);
  sign(outlet, piece, content);
  return content;
}

}  // namespace

std::string_view to_string(EditKind kind) {
  static constexpr std::array<std::string_view, 4> kNames = {"added", "corrected", "headline",
                                                             "entry"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::size_t Piece::versions_at(Time now) const {
  if (now < published) return 0;
  const auto past =
      std::count_if(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.at <= now; });
  return 1 + static_cast<std::size_t>(past);
}

Time Piece::version_time(std::size_t index) const {
  return index == 0 ? published : edits[index - 1].at;
}

bool Piece::is_there(Time now) const {
  return published <= now && !(withdrawn && *withdrawn <= now);
}

Content compose(const Outlet& outlet, const Piece& piece, std::size_t version) {
  auto content =
      piece.live ? compose_live(outlet, piece, version) : compose_article(outlet, piece, version);
  content.published = piece.published;
  content.modified = piece.version_time(version);
  return content;
}

std::string first_title_of(const Piece& piece) {
  const auto& topic = piece.language->topics[piece.topic];
  Random random(piece.story);
  const Facts facts(*piece.language, topic, random);
  auto title = first_title(topic, facts, random);
  if (piece.wire.empty()) return title;
  return house_title(piece, topic, facts, std::move(title));
}

}  // namespace broadsheet::newsroom
