// SPDX-License-Identifier: Apache-2.0
// English news of work and play: companies, football, the museum.
#include "newsroom/languages/english.h"

namespace broadsheet::newsroom::english {

Topic company() {
  return {
      .section = 1,
      .keyword = "Economy",
      .things = {"bicycles", "ceramic tiles", "hearing aids", "marine engines", "school furniture",
                 "wind sensors", "rain coats", "bakery ovens"},
      .headlines =
          {"{org} to [build|open] {thing} [plant|works] in {city}",
           "{org} [creates|promises] {n3} jobs with new [factory|line] for {thing}",
           "[Maker|Producer] of {thing} [leaves|moves from] {city2} for {city}",
           "{org} [profits|sales] [rise|climb|up] {n2} per cent on [strong|higher] demand for "
           "{thing}"},
      .leads =
          {"{org}, [which makes|a maker of] {thing}, [will|is to] [invest|spend] £{m} million in a "
           "new "
           "[factory|plant] in {city} and [hire|take on] {n3} people, the company [said|announced] "
           "on "
           "{day}.",
           "[Demand for {thing} is growing|Order books are full] at {org}, and the [company|firm] "
           "[wants|"
           "plans] to [double|expand] its works in {city} [by {y2}|over the next {n1} years]."},
      .bodies = {"[Turnover|Revenue] [rose|grew] by {n2} per cent to £{m} million [last year|in "
                 "the past twelve "
                 "months], while [costs|energy bills] [went up|increased] by {n1} per cent.",
                 "The [site|plot], [a former airfield|once a brickworks|next to the railway], "
                 "covers {n2} hectares "
                 "and has [stood empty|been for sale] since {year}.",
                 "[Trade unions|The union] [welcomed|greeted] the [news|plan] but [asked for|want] "
                 "[a pay deal|"
                 "guarantees for the old works in {city2}].",
                 "{p1}, the [chief executive|managing director], [joined|came to] the "
                 "[company|firm] in {year} as "
                 "[an apprentice|a young engineer] and [took over|became head] {n1} years ago.",
                 "[Two thirds|About {n2} per cent] of the [goods|output] [goes|is sold] [abroad|to "
                 "customers "
                 "overseas], [above all to|mainly in] [Scandinavia|North America|the Gulf].",
                 "The [region|county] is [adding|contributing] £{n4} for [a new road|roads and a "
                 "substation], [a sum "
                 "that critics call too high|which the assembly has still to approve].",
                 "[Analysts|Market watchers] [had expected|expected] [less|a smaller step], and "
                 "the shares [gained|"
                 "rose] {n1} per cent [in early trading|before noon].",
                 "[A rival|Its rival] from {city2} [gave up|closed] in {year}, [unable to|because "
                 "it could not] "
                 "[match the prices of imports|find skilled workers].",
                 "[Training|Apprenticeships] will [start|begin] [in September|with the next school "
                 "year], with {n2} "
                 "places [in the first year|for school leavers], {p2} [said|promised].",
                 "The [machines|production lines] [come|are ordered] from [a supplier|a family "
                 "firm] in {city2} and "
                 "[need|use] {n2} per cent less [power|water] than those of {year}.",
                 "[A third of|Some {n3} of] the present [staff|workers] [will retire|are due to "
                 "retire] before {y2}, "
                 "[one reason|which is why] the firm [has begun|began] to look for [young "
                 "people|recruits] early."},
      .quotes =
          {"“We [looked at|compared] {n1} [places|sites], and {city} [had|offered] [the people|the "
           "shortest road to the port],” {p1} said.",
           "“[An order|A contract] is not [a job|a wage],” {p2} of the union [said|cautioned]. “We "
           "[want|"
           "need] it in writing.”",
           "“[Ten years ago|Not long ago] [nobody|no bank] [gave us a chance|would lend us a "
           "penny],” {l1} "
           "[recalled|said with a smile].",
           "“[For a town of our size|For us] this is [as big as it gets|the best news since "
           "{year}],” "
           "[said the mayor, {p3}|{p3}, the mayor, said]."},
      .closings = {
          "[Production|The first shift] is [to start|planned for] in the [second|third] quarter of "
          "{y2}.",
          "The company [publishes|will present] its [annual report|half-year figures] on {day}."}};
}

Topic football() {
  return {
      .section = 2,
      .keyword = "Football",
      .things = {"Rovers", "Athletic", "Wanderers", "Albion", "Victoria", "Harriers", "Olympic",
                 "Town"},
      .headlines = {"{city} {thing} [beat|edge past|surprise] {city2} with late goal",
                    "[Late|Stoppage-time] [winner|header] [sends|lifts] {city} {thing} [into the "
                    "cup final|to "
                    "second]",
                    "{l2} [returns|scores twice] as {city} {thing} [win|draw] in the rain",
                    "{city2} [stumble|fall] again, {city} {thing} [close in|go top]"},
      .leads = {"{city} {thing} [won|took] the derby against {city2} on {day} [thanks to|with] a "
                "[header|goal] "
                "by {p2} in the {n2}th minute.",
                "[In front of|Before] {n4} [spectators|people], {city} {thing} [turned|came back "
                "from] a two-goal "
                "deficit [and beat|to beat] {city2} by three goals to two."},
      .bodies =
          {"[The visitors|{city2}] had [the better|more] of the [first half|opening half-hour] but "
           "[hit the post "
           "twice|missed from close range].",
           "{p2}, [signed|bought] from a [second-division|Danish|regional] club for £{n4}, had "
           "[sat on the bench "
           "for {n1} matches|been out with a knee injury since the autumn].",
           "[The turning point|What changed the game] was [a double substitution|a long ball from "
           "the keeper] "
           "[shortly after the break|just before the hour].",
           "It was the [club’s|side’s] {n1}th [win|victory] [in a row|at home], a [run|series] "
           "that [the ground|"
           "the town] had not [seen|known] since {year}.",
           "The [referee|official] [showed|handed out] {n1} yellow cards and [sent off|dismissed] "
           "the visitors’ "
           "captain [for a second foul|after a word too many].",
           "[Heavy rain|A hailstorm] [had delayed|delayed] the [kick-off|start] by {n2} minutes, "
           "and [puddles|"
           "water] [stood|lay] in both [goalmouths|penalty areas].",
           "[In the table|With this result], the team [moves up|climbs] to [second|fourth] with "
           "{n2} points, "
           "[two behind the leaders|one ahead of {city2}].",
           "The [club|board] [reported|announced] {n4} [season tickets|members], [more than|a rise "
           "of {n2} per "
           "cent on] last year.",
           "[Goalkeeper|In goal,] {p1}’s younger brother [kept|saved] [what came his way|three "
           "good chances], "
           "among them [a free kick|a shot from six metres].",
           "[Supporters|The fans] [sang|stayed] until [long after|half an hour after] the final "
           "whistle, and the "
           "[players|squad] [threw their shirts over the fence|did a lap in their socks].",
           "[For the visitors|For {city2}], it was the [third|fourth] defeat [in five games|since "
           "the change of "
           "coach], and [the chairman|their chairman] [left before the end|declined to comment]."},
      .quotes = {"“I [just|simply] [closed my eyes|put my head there],” {l2} said. “[The "
                 "rest|Everything else] is "
                 "[luck|the boys’ work].”",
                 "“We [played|ran] for {n2} minutes and [forgot|slept through] [five|the last "
                 "five],” said the "
                 "[beaten|visiting] coach, {p3}.",
                 "“[Nobody|No one here] [talks|is talking] about [the title|promotion],” "
                 "[coach|manager] {p1} "
                 "[insisted|said]. “We [talk about|have] {day}.”",
                 "“[My father|My grandfather] [saw|was here for] the last one in {year},” said [a "
                 "supporter|one "
                 "supporter], [with a scarf to match|holding his programme]."},
      .closings = {"{city} {thing} [travel|play away] [next|on {day}], while {city2} [have a week "
                   "off|host the "
                   "leaders].",
                   "[Tickets|Seats] for the next home match [go|are] on sale on {day}."}};
}

Topic museum() {
  return {.section = 3,
          .keyword = "Culture",
          .things = {"a lost sketchbook", "a Roman mosaic", "a whale skeleton", "a forgotten opera",
                     "an early map", "a painted ceiling", "a clockmaker’s diary", "a bronze bell"},
          .headlines = {"{city} museum [shows|unveils] {thing}",
                        "{thing} [found|turns up] in [attic|cellar] in {city}",
                        "[Visitors|Crowds] [queue|line up] for {thing} in {city}",
                        "How {thing} [came|found its way] [back|home] to {city}"},
          .leads = {"[For the first time|After {n1} years of restoration], the city museum in "
                    "{city} is showing "
                    "{thing}, [found|discovered] [by chance|during building work] in {year}.",
                    "{n4} [people|visitors] in {n1} days: the [exhibition|show] around {thing} has "
                    "[broken|beaten] every "
                    "[record|expectation] at the museum in {city}."},
          .bodies =
              {"[Curator|The curator] {p1} [spent|worked] {n1} years [tracing|following] its "
               "[history|path] through "
               "[auction lists|parish books], [letters|wills] and [a customs ledger|the papers of "
               "a shipping agent].",
               "The [piece|find] is [thought|believed] to date from [the seventeenth "
               "century|around 1740] and was "
               "[insured|valued] at £{n4}.",
               "[A laboratory|Chemists] in {city2} [examined|studied] [traces of pigment|the glue "
               "and the paper] and "
               "[confirmed|settled] [the age|where it was made].",
               "[Restorers|Two restorers] [removed|lifted] {n1} layers of [varnish|soot and paint] "
               "with [cotton swabs|a "
               "scalpel], [a few square centimetres a day|never more than a hand’s width a week].",
               "The [rooms|galleries] had to be [rebuilt|altered]: [the floor|a doorway] was "
               "[strengthened|widened], and "
               "[the light|the windows] [dimmed|shaded].",
               "[Schools|School classes] have [booked|reserved] {n3} [tours|visits], and [the "
               "café|the museum shop] has "
               "[hired|taken on] {n1} [students|helpers].",
               "{p2}, [a collector|whose family once owned it], [gave|lent] it to the city "
               "[without conditions|on the one "
               "condition that it stays there].",
               "[Not everyone|Not every expert] is [convinced|certain]: [a historian|a scholar] "
               "from {city2} [doubts the "
               "date|sees a second hand at work].",
               "[In the war|During the flood of {year}], it [lay|was kept] [in a salt mine|under "
               "the stage of the theatre], "
               "[wrapped in sailcloth|packed in oat straw].",
               "[Entry|A ticket] costs £{n1}, and [children|those under sixteen] [pay nothing|go "
               "in free] [on Sundays|at all "
               "times].",
               "The [catalogue|book] [runs to|has] {n3} pages and [prints|contains] [for the first "
               "time|in full] the "
               "[notes|letters] of [a lodger|the man who hid it]."},
          .quotes = {"“When [the lid|the last board] came off, [nobody|none of us] [spoke|said a "
                     "word],” {p1} [remembered|"
                     "said].",
                     "“It [belongs|was always meant to be] [here|in this town],” said {p2}. “I "
                     "[only|merely] [kept it dry|"
                     "looked after it].”",
                     "“[We have more questions|There are more questions] than [before|when we "
                     "began],” {l1} [admitted|said], "
                     "“and that is [the best of it|as it should be].”",
                     "“[You have to|One must] [stand|wait] in front of it for a while,” "
                     "[advised|said] {p3}, [a guard|who sells "
                     "the tickets]. “[Then it begins to talk|Then you see the small things].”"},
          .closings = {"The exhibition is open until {day} [in eight weeks|after Easter].",
                       "[Afterwards|From there] it [travels|goes] to {city2} before it "
                       "[returns|comes back] for good."}};
}

}  // namespace broadsheet::newsroom::english
