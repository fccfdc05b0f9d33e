// SPDX-License-Identifier: Apache-2.0
// English: the language with the most topics, since most outlets and the wire write it.
#include "newsroom/languages/english.h"

namespace broadsheet::newsroom {

Language make_english() {
  return {
      .code = "en",
      .locale = "en_GB",
      .country = "GB",
      .thousands = ",",
      .date = "{d} {month} {y}",
      .months = {"January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December"},
      .weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
      .sections = {{{"local", "Local"},
                    {"business", "Business"},
                    {"sport", "Sport"},
                    {"culture", "Culture"}}},
      .agency = "Meridian Wire",
      .staff = "Staff reporter",
      .labels =
          {.home = "Home",
           .leave_comment = "Leave a Comment",
           .email_notice = "Your email address will not be published.",
           .required_notice = "Required fields are marked *",
           .comment = "Comment",
           .name = "Name",
           .email = "Email",
           .website = "Website",
           .save_details =
               "Save my name, email, and website in this browser for the next time I comment.",
           .post_comment = "Post Comment",
           .comments_title = "{} comments",
           .recent_posts = "Recent Posts",
           .archives = "Archives",
           .categories = "Categories",
           .search = "Search",
           .share = "Share on {}",
           .scroll_top = "Scroll to Top",
           .previous_post = "Previous Post",
           .next_post = "Next Post",
           .read_more = "Read more",
           .related = "Related stories",
           .also_read = "Read also:",
           .most_read = "Most read",
           .newsletter_title = "The morning in five minutes",
           .newsletter_text = "Get our newsletter at six, every weekday, free of charge.",
           .sign_up = "Sign up",
           .advertisement = "Advertisement",
           .cookie_title = "We value your privacy",
           .cookie_text = "We and our 212 partners store cookies on your device to measure and to "
                          "show advertising.",
           .accept_all = "Accept all",
           .reject_all = "Reject all",
           .photo = "Photo",
           .gallery = "In pictures",
           .by = "By",
           .updated = "Updated",
           .minutes_ago = "{} minutes ago",
           .views = "{} views",
           .live = "Live",
           .author_bio =
               "{} has written for this newspaper for many years and lives with two cats.",
           .tags = "Tags",
           .skip = "Skip to content",
           .older = "Older posts",
           .newer = "Newer posts",
           .contact = "Contact",
           .privacy = "Privacy Policy",
           .rights = "All rights reserved.",
           .not_found_title = "Page not found",
           .not_found_text = "Sorry, the page you are looking for could not be found. It may have "
                             "been moved or deleted.",
           .subscribe_title = "Read on with a subscription",
           .subscribe_text =
               "This article is for subscribers only. Subscribe now from £1 a month, or log in."},
      .women = {"Alice", "Beatrice", "Catherine", "Edith", "Frances", "Grace", "Helen", "Imogen",
                "Judith", "Margaret", "Nora", "Priya", "Rosalind", "Susan", "Winifred", "Zoe"},
      .men = {"Adam", "Benedict", "Charles", "Daniel", "Edmund", "Frederick", "George", "Harold",
              "Isaac", "James", "Kwame", "Leonard", "Martin", "Owen", "Samuel", "Thomas"},
      .surnames = {"Ashdown",   "Barrow",    "Calloway", "Dunmore",   "Eastlake",  "Fenwick",
                   "Garrowby",  "Hollis",    "Inchbald", "Kettering", "Lockwood",  "Marchbank",
                   "Northcote", "Osgood",    "Pemberly", "Quarles",   "Rushworth", "Stannard",
                   "Thornbury", "Underhill", "Venables", "Whitcombe", "Yardley"},
      .cities = {"Alderbrook",    "Barnmouth", "Cressford", "Dunhaven",        "Eldersea",
                 "Fairwick",      "Greyport",  "Hartlow",   "Inverloch",       "Kingsmere",
                 "Lowbridge",     "Marlstone", "Northfold", "Oakhampton Vale", "Pennerby",
                 "Redcliffe Bay", "Saltmarsh", "Thornley",  "Wexborough",      "Yarmere"},
      .orgs = {"Brightwater Group", "Castle & Sons", "Dunmore Works", "Evergrove",
               "Halyard Industries", "Lantern Systems", "Northway", "Orchard Mills", "Pilot & Penn",
               "Tidewell"},
      .updates =
          {"In a statement [released|published] later, {p2} [confirmed|repeated] that [nothing had "
           "been decided|the "
           "figures would be checked] before {day}.",
           "[Asked about it|When asked] in the evening, {p1} [declined|was not ready] to give [a "
           "date|further "
           "details], but [did not rule out|promised] [a second report|an answer within {n1} "
           "days].",
           "[Meanwhile|Later in the day], [a spokesman|a spokeswoman] for the [county|region] "
           "[said|let it be known] "
           "that {n3} [letters|messages] on the subject had [arrived|been received] since {day}."},
      .live_notes = {"{p1} has [arrived|just arrived] at the town hall in {city}. [She gave no "
                     "comment|She waved and went in].",
                     "[The counting|Counting] has [begun|started] in {n1} of {n2} districts; the "
                     "first [figures|results] are "
                     "[expected|due] within the hour.",
                     "[Police|Stewards] have [closed|sealed off] the square in front of the "
                     "station. [Buses are diverted|Please use "
                     "the north entrance].",
                     "{p2} [speaks|is speaking] now: “[Let us wait|We wait] for the last box,” he "
                     "says, “and then we [talk|celebrate].”",
                     "[A first trend|An early projection] puts {l1} at {n2} per cent, [ahead "
                     "of|just behind] {l2}.",
                     "[Our reporter|Our colleague] in {city2} [says|reports] that [the mood is "
                     "calm|people are singing in the rain].",
                     "[Technical trouble|A power cut] in {city2}: {n3} ballots must be counted "
                     "[again|by hand].",
                     "[Turnout|The turnout] is [put|estimated] at {n2} per cent, [the "
                     "highest|higher than at any time] since {year}."},
      .captions = {"{thing} in {city}, [seen from the north|on {day}]",
                   "{p1} in {city} [on {day}|last week]",
                   "[A view|The view] of {city} [in the evening|from the tower]",
                   "{p2}, [photographed|pictured] in {city2}"},
      .corrections = {"Correction: an earlier version of this article gave a wrong figure. It has "
                      "been put right.",
                      "This article was amended after publication to correct a number."},
      .reader_comments = {"Finally somebody says it. My aunt has been telling us for years.",
                          "I was there and I remember it differently.",
                          "First! Also, who pays for all this?"},
      .topics = {english::council(), english::storm(), english::company(), english::football(),
                 english::museum(), english::transport()}};
}

}  // namespace broadsheet::newsroom
