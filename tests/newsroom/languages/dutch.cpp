// SPDX-License-Identifier: Apache-2.0
// Dutch.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {.section = 0,
          .keyword = "Gemeenteraad",
          .things = {"het zwembad", "het oude station", "het jeugdhuis", "het stadsarchief",
                     "het openluchttheater"},
          .headlines = {"{city} [kiest|stemt]: {thing} blijft",
                        "{city}: {thing} [gaat niet dicht|wordt opgeknapt]",
                        "Ruzie om {thing} [verdeelt|splijt] raad van {city}"},
          .leads = {"De gemeenteraad van {city} heeft {day} besloten {m} miljoen euro uit te "
                    "trekken: {thing} [blijft open|wordt niet verkocht].",
                    "Na {n1} uur [vergaderen|debat] is in {city} besloten dat {thing} [wordt "
                    "opgeknapt|open blijft]."},
          .bodies =
              {"Het voorstel kreeg {n2} stemmen voor en {n1} tegen, [twee leden waren "
               "afwezig|niemand onthield zich].",
               "Het werk begint [in het najaar|volgend voorjaar] en moet in {y2} [klaar|af] zijn.",
               "{p1}, voorzitter van de commissie [financiën|bouwzaken], [zei|legde uit] dat het "
               "geld [uit de reserves|uit een provinciaal fonds] komt.",
               "Tegenstanders [wijzen erop|herinneren eraan] dat het onderhoud {n4} euro per jaar "
               "kost en dat [het dak lekt|de ketel dateert] [sinds {year}|uit {year}].",
               "Meer dan {n4} inwoners tekenden een petitie die {p2} [in vier dozen|voor de "
               "vergadering] overhandigde.",
               "Het gebouw is van {year} en is sindsdien [nauwelijks|amper] [hersteld|vernieuwd], "
               "terwijl de stad [verdubbelde|groeide].",
               "Een rapport [van januari|van vorig jaar] telt {n2} [scheuren|gebreken], maar noemt "
               "de constructie [stevig|gezond].",
               "Buurgemeente {city2} [sloot|verkocht] in {year} iets dergelijks, [een "
               "vergissing|een waarschuwing] volgens verschillende sprekers.",
               "Op de tribune [volgden|zaten] zo’n {n2} mensen de stemming, [velen staand|en ze "
               "klapten lang].",
               "Nu moet de gemeente [een aannemer zoeken|een vergunning krijgen], wat {n1} maanden "
               "kan duren."},
          .quotes = {"‘[Dit|Vandaag] is een goede dag voor iedereen die hier [woont|opgroeide]’, "
                     "zei {p1} [na de stemming|op de gang].",
                     "‘We kunnen niet eeuwig blijven [lappen|oplappen]’, [waarschuwde|zei] {p2}. "
                     "‘[Ooit|Vroeg of laat] komt de rekening.’",
                     "‘[Niemand|Geen buur] wilde een parkeerplaats’, [vertelt|zegt] {p3}, die er "
                     "sinds {year} [naast|tegenover] woont."},
          .closings = {"Het besluit gaat over {n1} weken in, [tenzij iemand bezwaar maakt|als er "
                       "geen bezwaar komt].",
                       "Op {day} is er een bijeenkomst in {city}."}};
}

Topic storm() {
  return {.section = 0,
          .keyword = "Weer",
          .things = {"de kustweg", "de spoorlijn", "de ringweg", "de veerstoep", "de benedenstad"},
          .headlines = {"Storm zet {n4} huizen [bij|rond] {city} zonder stroom",
                        "{city}: {thing} [dicht|afgesloten] door het water",
                        "Na de storm [ruimt {city} op|telt {city} de schade]"},
          .leads = {"Een [zware storm|najaarsstorm] heeft in de nacht van {day} {n4} huizen rond "
                    "{city} zonder stroom gezet.",
                    "Bij {city} is {thing} [tot nader order|sinds vanochtend] dicht, nadat er in "
                    "{n1} uur {n2} millimeter regen was gevallen."},
          .bodies = {"[Bij de vuurtoren|Op het vliegveld] zijn windstoten van {kmh} kilometer per "
                     "uur gemeten, [de zwaarste sinds {year}|zoals sinds {year} niet meer].",
                     "De brandweer rukte {n3} keer uit, [vooral|meestal] voor [omgewaaide "
                     "bomen|ondergelopen kelders].",
                     "Niemand raakte ernstig gewond, maar een [vrachtwagenchauffeur|fietser] bleef "
                     "een nacht in het ziekenhuis.",
                     "Scholen in {n1} dorpen bleven dicht en treinen tussen {city} en {city2} "
                     "hadden [twee uur vertraging|veel vertraging].",
                     "Netbeheerder {org} [stuurde|zette] {n2} ploegen [op pad|in] en "
                     "[hoopt|belooft] dat er [vanavond|voor de nacht] weer stroom is.",
                     "Verzekeraars schatten de schade op {m} miljoen euro, [een eerste "
                     "schatting|een voorlopig bedrag].",
                     "Het water steeg {n2} centimeter [in een uur|tussen middernacht en vier uur], "
                     "sneller dan [verwacht|voorspeld].",
                     "{p1}, die aan de kade een [bakkerij|klein hotel] heeft, [veegde de "
                     "modder|droeg stoelen] naar buiten [met haar buren|bij het eerste licht].",
                     "Het wordt [rustiger|droger] [in het weekend|tegen het weekend], met "
                     "[buien|mist] en {n1} graden."},
          .quotes = {"‘Zoiets heb ik nog nooit [gezien|gehoord]’, zegt {p2}, [boer|visser].",
                     "‘Blijf [weg van de oever|van de dijk af]’, vroeg {p1} van de hulpdienst.",
                     "‘We hebben geluk gehad’, [gaf|zei] burgemeester {p3} [toe|later]. ‘De "
                     "[pompen|dijken] hielden het.’"},
          .closings = {"De weg gaat {day} weer open, [als de wind het toelaat|na een inspectie].",
                       "De provincie heeft een hulpfonds geopend voor getroffen huishoudens."}};
}

Topic company() {
  return {.section = 1,
          .keyword = "Economie",
          .things = {"fietsen", "tegels", "broodovens", "schoolmeubels", "windsensoren"},
          .headlines = {"{org} bouwt fabriek voor {thing} in {city}",
                        "{org} [belooft|schept] {n3} banen in {city}",
                        "[Recordjaar|Volle orderboeken] bij {org} dankzij {thing}"},
          .leads = {"{org}, maker van {thing}, steekt {m} miljoen euro in een fabriek in {city} en "
                    "neemt {n3} mensen aan, [meldde|zei] het bedrijf {day}.",
                    "De orderboeken van {org} zijn vol: de maker van {thing} [breidt de fabriek in "
                    "{city} uit|verdubbelt de fabriek in {city}], bleek {day}."},
          .bodies =
              {"De omzet groeide vorig jaar {n2} procent, tot {m} miljoen euro, "
               "[ondanks|niettegenstaande] de dure energie.",
               "Het terrein, [een oud vliegveld|ooit een steenfabriek], meet {n2} hectare en "
               "[lag|stond] sinds {year} [braak|te koop].",
               "De bonden [zijn blij met|prijzen] het plan, maar vragen [een loonakkoord|garanties "
               "voor {city2}].",
               "{p1}, de directeur, kwam er in {year} [als leerling|als jonge ingenieur] binnen.",
               "Ongeveer {n2} procent van de productie gaat naar het buitenland, [vooral|meest] "
               "naar [Scandinavië|Noord-Amerika].",
               "De provincie geeft {n4} euro voor [een weg|een schakelstation], [tot ergernis van "
               "de oppositie|als de staten instemmen].",
               "Een concurrent uit {city2} stopte in {year} bij gebrek aan [personeel|opdrachten].",
               "De opleiding begint in september met {n2} plaatsen, [beloofde|zei] {p2}, chef van "
               "de werkplaats.",
               "Een derde van het personeel gaat voor {y2} met pensioen, [daarom|en dus] zoekt het "
               "bedrijf jongeren."},
          .quotes = {"‘We hebben {n1} plekken vergeleken, en {city} had [de mensen|de kortste weg "
                     "naar de haven]’, zei {p1}.",
                     "‘Een order is nog geen [loon|baan]’, [waarschuwt|zegt] {p2}. ‘We willen het "
                     "op papier.’",
                     "‘Dit is het beste nieuws sinds {year}’, zei burgemeester {p3}."},
          .closings = {"De productie begint in het [tweede|derde] kwartaal van {y2}.",
                       "Het bedrijf komt {day} met jaarcijfers."}};
}

}  // namespace

Language make_dutch() {
  return {
      .code = "nl",
      .locale = "nl_NL",
      .country = "NL",
      .thousands = ".",
      .date = "{d} {month} {y}",
      .months = {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                 "september", "oktober", "november", "december"},
      .weekdays = {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
      .sections = {{{"regio", "Regio"},
                    {"economie", "Economie"},
                    {"sport", "Sport"},
                    {"cultuur", "Cultuur"}}},
      .agency = "Persdienst Noordwest",
      .staff = "Redactie",
      .labels =
          {.home = "Voorpagina",
           .leave_comment = "Geef een reactie",
           .email_notice = "Je e-mailadres wordt niet gepubliceerd.",
           .required_notice = "Vereiste velden zijn gemarkeerd met *",
           .comment = "Reactie",
           .name = "Naam",
           .email = "E-mail",
           .website = "Site",
           .save_details = "Mijn naam, e-mail en site bewaren in deze browser voor de volgende "
                           "keer wanneer ik een reactie plaats.",
           .post_comment = "Reactie plaatsen",
           .comments_title = "{} reacties",
           .recent_posts = "Recente berichten",
           .archives = "Archief",
           .categories = "Categorieën",
           .search = "Zoeken",
           .share = "Delen op {}",
           .scroll_top = "Naar boven",
           .previous_post = "Vorig bericht",
           .next_post = "Volgend bericht",
           .read_more = "Lees verder",
           .related = "Meer over dit onderwerp",
           .also_read = "Lees ook:",
           .most_read = "Meest gelezen",
           .newsletter_title = "De ochtend in vijf minuten",
           .newsletter_text = "Onze nieuwsbrief om zes uur, elke werkdag, gratis.",
           .sign_up = "Aanmelden",
           .advertisement = "Advertentie",
           .cookie_title = "Uw privacy telt",
           .cookie_text = "Wij en onze 212 partners plaatsen cookies om bereik te meten en "
                          "advertenties te tonen.",
           .accept_all = "Alles accepteren",
           .reject_all = "Alles weigeren",
           .photo = "Foto",
           .gallery = "In beeld",
           .by = "Door",
           .updated = "Bijgewerkt",
           .minutes_ago = "{} minuten geleden",
           .views = "{} keer gelezen",
           .live = "Liveblog",
           .author_bio = "{} schrijft al jaren voor deze krant en schaatst graag.",
           .tags = "Trefwoorden",
           .skip = "Naar de inhoud",
           .older = "Oudere berichten",
           .newer = "Nieuwere berichten",
           .contact = "Contact",
           .privacy = "Privacybeleid",
           .rights = "Alle rechten voorbehouden.",
           .not_found_title = "Pagina niet gevonden",
           .not_found_text =
               "De pagina die u zoekt is niet gevonden. Misschien is ze verplaatst of verwijderd.",
           .subscribe_title = "Lees verder met een abonnement",
           .subscribe_text = "Dit artikel is alleen voor abonnees. Neem een abonnement vanaf 1 "
                             "euro per maand of log in."},
      .women = {"Anneke", "Bregje", "Carla", "Dieuwertje", "Elske", "Femke", "Greetje", "Hilde",
                "Ineke", "Jolanda", "Marijke", "Saskia"},
      .men = {"Arend", "Bart", "Cornelis", "Daan", "Egbert", "Frits", "Gijs", "Hidde", "Jorrit",
              "Klaas", "Maarten", "Teun"},
      .surnames = {"Akkerman", "Boersma", "Dijkhuis", "Ekelmans", "Folkertsma", "Geerlings",
                   "Hoekstra", "Kuipers", "Lindeboom", "Meulenbelt", "Nagelkerke", "Oosterhuis",
                   "Ploegman", "Roelofsen", "Slagter", "Veenstra"},
      .cities = {"Aalderveen", "Bergerdam", "Dorsthuizen", "Eikenwoude", "Graafmonde", "Hoogelande",
                 "Kolkwijk", "Lageweerde", "Noordersluis", "Oudegein", "Rietmeer",
                 "Zandhoven aan Zee"},
      .orgs = {"Ankerman", "Dekker & Zoon", "Duinlicht", "Kievit", "Maasbouw", "Polderstroom",
               "Zilvermeeuw"},
      .updates = {"In een [latere|avondlijke] verklaring [bevestigde|herhaalde] {p2} dat er voor "
                  "{day} niets wordt besloten.",
                  "Gevraagd om een reactie wilde {p1} [geen datum|geen details] noemen, maar ze "
                  "sloot [een tweede rapport|uitstel] niet uit.",
                  "Intussen zijn er {n3} [brieven|berichten] over de zaak binnengekomen."},
      .live_notes =
          {"{p1} is aangekomen bij het stadhuis van {city}. [Ze zei niets|Ze zwaaide en liep "
           "door].",
           "Het tellen is begonnen in {n1} van de {n2} wijken; eerste cijfers [binnen een "
           "uur|straks].",
           "{p2} spreekt: ‘[Wacht|Laten we wachten] op de laatste bus.’",
           "Eerste trend: {l1} op {n2} procent, [voor|net achter] {l2}.",
           "Stroomstoring in {city2}: {n3} biljetten worden [met de hand|opnieuw] geteld."},
      .captions = {"{city}, [gezien vanuit het noorden|op {day}]", "{p1} in {city2}",
                   "Uitzicht op {city} [in de avond|vanaf de toren]"},
      .corrections = {"Rectificatie: in een eerdere versie van dit artikel stond een verkeerd "
                      "getal. Dat is hersteld."},
      .reader_comments = {"Dat zeg ik al jaren, maar niemand luistert.", "En wie gaat dat betalen?",
                          "Ik was erbij en het ging heel anders."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
