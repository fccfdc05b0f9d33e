// SPDX-License-Identifier: Apache-2.0
// What an outlet needs to know of its language: labels of its pages, names, dates, and a grammar of
// news.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace broadsheet::newsroom {

using Lines = std::vector<std::string_view>;

// What the furniture of a page says. "{}" takes a number or a name.
struct Labels {
  std::string_view home = {};
  std::string_view leave_comment = {};
  std::string_view email_notice = {};
  std::string_view required_notice = {};
  std::string_view comment = {};
  std::string_view name = {};
  std::string_view email = {};
  std::string_view website = {};
  std::string_view save_details = {};
  std::string_view post_comment = {};
  std::string_view comments_title = {};
  std::string_view recent_posts = {};
  std::string_view archives = {};
  std::string_view categories = {};
  std::string_view search = {};
  std::string_view share = {};
  std::string_view scroll_top = {};
  std::string_view previous_post = {};
  std::string_view next_post = {};
  std::string_view read_more = {};
  std::string_view related = {};
  std::string_view also_read = {};
  std::string_view most_read = {};
  std::string_view newsletter_title = {};
  std::string_view newsletter_text = {};
  std::string_view sign_up = {};
  std::string_view advertisement = {};
  std::string_view cookie_title = {};
  std::string_view cookie_text = {};
  std::string_view accept_all = {};
  std::string_view reject_all = {};
  std::string_view photo = {};
  std::string_view gallery = {};
  std::string_view by = {};
  std::string_view updated = {};
  std::string_view minutes_ago = {};
  std::string_view views = {};
  std::string_view live = {};
  std::string_view author_bio = {};
  std::string_view tags = {};
  std::string_view skip = {};
  std::string_view older = {};
  std::string_view newer = {};
  std::string_view contact = {};
  std::string_view privacy = {};
  std::string_view rights = {};
  std::string_view not_found_title = {};
  std::string_view not_found_text = {};
  std::string_view subscribe_title = {};
  std::string_view subscribe_text = {};
};

// A kind of news, as patterns for expand() (grammar.h).
struct Topic {
  std::size_t section = 0;        // in Language::sections
  std::string_view keyword = {};  // a tag
  Lines things = {};              // what it is about: {thing}
  Lines headlines = {};
  Lines leads = {};
  Lines bodies = {};
  Lines quotes = {};
  Lines closings = {};
};

struct SectionName {
  std::string_view slug = {};  // ASCII, for paths
  std::string_view name = {};
};

struct Language {
  std::string_view code = {};     // BCP 47, "en"
  std::string_view locale = {};   // Open Graph's, "en_GB"
  std::string_view country = {};  // ISO 3166-1
  bool right_to_left = false;
  bool spaced = true;  // words and sentences are set apart by spaces
  std::string_view thousands = {};
  std::string_view date = {};  // "{d} {month} {y}"; also {m}
  std::array<std::string_view, 12> months = {};
  std::array<std::string_view, 7> weekdays = {};  // Sunday first
  std::array<SectionName, 4> sections = {};       // local, business, sport, culture
  std::string_view agency = {};                   // the wire service
  std::string_view staff = {};                    // who signs what nobody signs
  Labels labels = {};
  Lines women = {};  // given names, for {p1} and {p3}
  Lines men = {};    // for {p2}
  Lines surnames = {};
  Lines cities = {};
  Lines orgs = {};
  Lines updates = {};      // sentences that an editor adds later
  Lines live_notes = {};   // entries of a live blog
  Lines captions = {};     // under pictures
  Lines corrections = {};  // notes below a corrected article
  Lines reader_comments = {};
  std::vector<Topic> topics = {};
};

// All of them; English first. Built once.
const std::vector<Language>& languages();
// By code; CHECKs that it is one of ours.
const Language& language(std::string_view code);

// One file each under languages/.
Language make_english();
Language make_german();
Language make_french();
Language make_spanish();
Language make_portuguese();
Language make_italian();
Language make_dutch();
Language make_polish();
Language make_russian();
Language make_greek();
Language make_arabic();
Language make_hindi();
Language make_japanese();
Language make_chinese();

}  // namespace broadsheet::newsroom
