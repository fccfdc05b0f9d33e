// SPDX-License-Identifier: Apache-2.0
// English: the grammar with the most topics, since most outlets and the wire write it.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {
      .section = 0,
      .keyword = "Council",
      .things = {"the swimming pool", "the covered market", "the bus depot", "the old library",
                 "the harbour wall", "the youth centre", "the town theatre", "the footbridge"},
      .headlines =
          {"{city} [votes|agrees] to [keep|save|repair] {thing} [after a long debate|by one "
           "vote|despite the cost]",
           "[Future|Fate] of {thing} in {city} [goes to a vote|to be settled on {day}]",
           "Plan for {thing} [divides|unites|worries] councillors in {city}",
           "{city} [backs|approves|signs off] £{m} million plan for {thing}"},
      .leads =
          {"Councillors in {city} [have voted|voted late on {day}] to [spend|set aside] £{m} "
           "million on {thing}, [ending|bringing to a close] {n1} years of [argument|doubt|talk] "
           "about its future.",
           "[After|Following] {n1} hours of [debate|discussion], the council in {city} [decided|"
           "agreed] on {day} that {thing} will [stay open|not be closed|be kept and repaired]."},
      .bodies =
          {"The [motion|proposal] was carried by {n2} votes to {n1}, with [two members "
           "absent|three "
           "members abstaining|nobody abstaining].",
           "[Work|Building work] is [due|expected] to [begin|start] [in the autumn|next "
           "spring|before the "
           "end of the year] and should be [finished|complete] by {y2}.",
           "{p1}, who [chairs|leads] the [finance|planning|works] committee, told the meeting that "
           "the "
           "[money|sum] would come [from reserves|out of a regional fund|from the sale of land].",
           "Opponents [had argued|pointed out] that [the roof alone would cost £{n4}|running costs "
           "have "
           "doubled since {year}|only {n3} people use it in a normal week].",
           "More than {n4} [residents|people] signed a petition [in its favour|against closure], "
           "which "
           "was handed over [in four boxes|on the steps of the town hall] by {p2}.",
           "[It was built|The building dates from] in {year} and was last [repaired|renovated] "
           "when the "
           "town had [half|two thirds of] its present population.",
           "A survey [ordered|paid for] by the council [last year|in January] found [cracks|rust "
           "and "
           "damp] in {n2} places but [judged|called] the structure [sound|safe for now].",
           "The neighbouring town of {city2} [closed|gave up] a similar [site|building] in {year}, "
           "and "
           "[several speakers|many in the room] [warned against|did not want] the same.",
           "[Under the plan|In the version that was passed], entry prices [will rise by {n1} per "
           "cent|stay "
           "as they are until {y2}], and schools [go free|will pay nothing].",
           "[An amendment|A last-minute change] by {p2} [to put the work out to tender again|to "
           "wait for "
           "a second survey] was [rejected|withdrawn|lost].",
           "The public gallery was [full|crowded], and [some {n2} people|a group of pensioners] "
           "followed "
           "the vote [from the corridor|on a screen in the foyer].",
           "[Officials|Planners] [still have to|must now] [find a contractor|agree the details "
           "with the "
           "county|obtain a permit], which [may|could] take [until the summer|up to {n1} months]."},
      .quotes =
          {"“[This|It] is [a good day|the right decision] for everyone who [grew up|lives] here,” "
           "[said|remarked] {p1} [after the vote|outside the chamber].",
           "“We cannot [go on|keep] [mending|patching] it for ever,” {p2} [said|warned]. “[Sooner "
           "or "
           "later|One day] the bill [comes|has to be paid].”",
           "“[Nobody|No one I know] [wanted|asked for] a car park there,” said {p3}, [who has "
           "lived "
           "next door since {year}|a teacher|who collected signatures].",
           "“I [voted against|could not support it], but I [accept the result|will help to make it "
           "work],” {l2} [told this newspaper|said]."},
      .closings = {
          "The [decision|vote] [becomes final|takes effect] in {n1} weeks unless [the county "
          "objects|an appeal is lodged].",
          "A [public meeting|drop-in evening] about the [next steps|timetable] will be held in "
          "{city} on {day}."}};
}

Topic storm() {
  return {
      .section = 0,
      .keyword = "Weather",
      .things = {"the coast road", "the river crossing", "the valley line", "the ferry pier",
                 "the ring road", "the mountain pass", "the lower town", "the campsite"},
      .headlines =
          {"Storm [cuts power to|leaves] {n4} homes [around|without power near] {city}",
           "[Floods|High water] [close|shut] {thing} [near|in] {city}",
           "{city} [counts the cost of|cleans up after] [the worst|its worst] storm since {year}",
           "[Warning|Alert] [lifted|extended] as wind [eases|turns] over {city}"},
      .leads =
          {"[A storm|Heavy weather] that [crossed|hit] the region [during the night to|before dawn "
           "on] "
           "{day} [left|has left] {n4} homes around {city} without [electricity|power] and [closed|"
           "blocked] {thing}.",
           "{thing} near {city} [remains|is] closed [this morning|until further notice] after {n2} "
           "millimetres of rain fell in [a single night|less than {n1} hours]."},
      .bodies =
          {"[Gusts|Winds] of up to {kmh} kilometres an hour were [measured|recorded] [on the "
           "headland|at the "
           "airfield], the [strongest|highest] [there|in the district] since {year}.",
           "[Firefighters|Fire crews] were called out {n3} times, [mostly|chiefly] to [fallen "
           "trees|flooded "
           "cellars and loose tiles].",
           "[No one was|Nobody has been] [seriously hurt|badly injured], [the police|officials] "
           "said, though "
           "[a lorry driver|two cyclists] had to be [treated in hospital|freed from under "
           "branches].",
           "[Schools|Nurseries] in {n1} [districts|villages] stayed closed, and [trains|buses] "
           "between {city} "
           "and {city2} ran [only every two hours|with long delays].",
           "The [grid operator|power company] {org} [said|reported] that {n2} [repair teams|crews] "
           "were at "
           "work and that [most|nine in ten] customers would be [back on supply|reconnected] by "
           "the evening.",
           "[Insurers|The insurers] put the [damage|loss] at [about|more than] £{m} million, [a "
           "first "
           "estimate|a figure that is likely to rise].",
           "[Water|The river] [rose|had risen] {n2} centimetres [in an hour|between midnight and "
           "four], "
           "[faster than the models had foreseen|and then fell as quickly].",
           "{p1}, who [runs|keeps] a [bakery|small hotel] on the [quay|high street], [swept "
           "mud|carried chairs] "
           "out of the door [with her neighbours|at first light].",
           "[Forecasters|The weather service] [expect|expects] a [calmer|drier] [weekend|end of "
           "the week], "
           "with [light showers|fog in the valleys] and [temperatures|highs] of {n1} degrees.",
           "[Sandbags|Pumps] [were handed out|had been put ready] at {n1} [points|depots], and "
           "{kmh} "
           "[volunteers|soldiers and volunteers] [helped|worked] through the night.",
           "At the [campsite|sports ground], [tents|marquees] for {n3} guests were [cleared|taken "
           "down] [in "
           "time|an hour before the front arrived].",
           "[A barrier|The flood gate] that was [built|finished] in {year} [held|kept the centre "
           "dry], [an "
           "engineer|the harbour office] said, [with little to spare|by less than a hand's "
           "breadth]."},
      .quotes =
          {"“I have [never|not] [seen|heard] [anything like it|such a noise],” said {p2}, [a "
           "farmer|who "
           "has fished here since {year}].",
           "“[Please|We ask people to] stay [away from|off] the [shore|river bank],” said {p1} of "
           "the "
           "[rescue service|district office]. “[It only looks calm|The ground is soft].”",
           "“[We were lucky|It could have been worse],” [the mayor|council leader] {p3} [said|told "
           "reporters]. “The [pumps|walls] [held|did their work].”",
           "“The water [came|was] [up to the window|over the step] [within minutes|before we "
           "woke],” "
           "{l2} said."},
      .closings = {
          "{thing} [is to reopen|should open again] on {day}, [if the wind allows|after an "
          "inspection].",
          "The [district|county] has [set up|opened] a [helpline|relief fund] for households "
          "[whose "
          "cellars were flooded|that lost more than £{n3}]."}};
}

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

Topic transport() {
  return {.section = 0,
          .keyword = "Transport",
          .things = {"the night train", "the tram line", "the harbour ferry", "the cycle route",
                     "the airport bus", "the branch line", "the cable car", "the station clock"},
          .headlines = {"{thing} to {city} [returns|is back] after {n1} years",
                        "[Delays|Closure] on {thing} [worry|anger] {city}",
                        "{city} [extends|reroutes] {thing} [to {city2}|from {y2}]",
                        "[Passengers|Commuters] [win|get] [more seats|refunds] on {thing}"},
          .leads = {"{thing} between {city} and {city2} [will run again|is to return] from {day}, "
                    "{n1} years after the [last|final] "
                    "service, the operator {org} [said|confirmed].",
                    "[Commuters|Passengers] in {city} must [reckon|live] with {n2} [days|weeks] of "
                    "[work|engineering work] on {thing} "
                    "[this year|from the end of the month], {org} announced."},
          .bodies = {"[A single ticket|The journey] will cost £{n1}, [children|pensioners] [travel "
                     "free|pay half], and [dogs|bicycles] "
                     "[need a reservation|are carried where there is room].",
                     "[Some|About] {n4} passengers a [day|week] [use|rely on] the connection, [a "
                     "third more|{n2} per cent more] than in "
                     "{year}.",
                     "The [rails|tracks] [on this section|through the valley] were [laid|last "
                     "renewed] in {year} and [allow|permit] no more "
                     "than {n2} kilometres an hour.",
                     "{p1}, who [speaks for|heads] the passengers’ [association|council], "
                     "described the [timetable|plan] as [a "
                     "start|thin but honest].",
                     "[Engineers|Fitters] will [replace|exchange] {n3} [sleepers|cables] and {n1} "
                     "[signals|sets of points], [mostly|mainly] "
                     "[at night|on Sundays].",
                     "[Shops|Traders] near the [stop|terminus] [fear|expect] [fewer customers|a "
                     "quiet winter], and {p2}, a [bookseller|"
                     "florist], [has asked|asked] for [a rent holiday|clear signs].",
                     "The [vehicles|carriages], [built|made] in {city2}, have {n3} seats, [low "
                     "floors|wide doors] and [sockets|a small bar].",
                     "[The money|Funding], £{m} million [in all|over three years], is "
                     "[shared|split] [equally|by a formula from {year}] between "
                     "[state and county|the county and the operator].",
                     "[A trial|A test run] [last month|in the winter] [ended|came to a halt] "
                     "[after {n2} minutes|in a snowdrift], when [a door "
                     "jammed|a sensor froze].",
                     "[Drivers|Staff] are [hard to find|in short supply]: of {n2} [posts|places] "
                     "[only|no more than] {n1} [had been|were] filled "
                     "[by {day}|when the applications closed].",
                     "[Replacement buses|Coaches] will [leave|depart] [every half hour|at quarter "
                     "past the hour] [from the rear exit|in front of "
                     "the post office]."},
          .quotes = {"“We [counted|have counted] the [days|weeks],” said {p3}, who "
                     "[commutes|travels] to {city2} [every morning|four times a "
                     "week].",
                     "“[A timetable|Punctuality] is a promise,” {p1} said, “and [promises|this "
                     "one] [should|must] be kept.”",
                     "“[We know|I am aware] [we ask|this asks] a lot of [people|our passengers],” "
                     "{p2} of {org} [conceded|said]. “[Afterwards|"
                     "Then] there will be peace for {n2} years.”",
                     "“[The last time|In {year}] they [told|promised] us [six weeks|a fortnight],” "
                     "{l3} [recalled|said dryly]."},
          .closings = {"[Details|The new times] are [posted|to be found] at [every stop|the "
                       "stations] from {day}.",
                       "[Complaints|Claims] can be [sent in|made] for {n1} weeks [after the "
                       "journey|in writing]."}};
}

}  // namespace

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
      .topics = {council(), storm(), company(), football(), museum(), transport()}};
}

}  // namespace broadsheet::newsroom
