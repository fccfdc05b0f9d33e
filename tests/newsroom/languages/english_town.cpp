// SPDX-License-Identifier: Apache-2.0
// English news of the town: the council, the weather, the trains.
#include "newsroom/languages/english.h"

namespace broadsheet::newsroom::english {

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

}  // namespace broadsheet::newsroom::english
