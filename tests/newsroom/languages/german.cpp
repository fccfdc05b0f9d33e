// SPDX-License-Identifier: Apache-2.0
// German.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {.section = 0,
          .keyword = "Stadtrat",
          .things = {"das Hallenbad", "das alte Kino", "das Stadtarchiv", "das Jugendhaus",
                     "das Eisstadion", "das Gartenbauamt"},
          .headlines = {"{city} [rettet|saniert|behält] das Erbe: Rat stimmt für {m} Millionen",
                        "[Streit|Ringen] um {thing} in {city} [beendet|geht weiter]",
                        "{city}: {thing} [bleibt offen|wird saniert|bekommt ein neues Dach]"},
          .leads = {"Der Stadtrat von {city} hat am {day} [nach langer Debatte|mit knapper "
                    "Mehrheit] beschlossen, {thing} "
                    "[zu erhalten|für {m} Millionen Euro zu sanieren].",
                    "[Nach {n1} Jahren Streit|Nach einer Sitzung bis weit nach Mitternacht] steht "
                    "fest: {thing} in {city} "
                    "[bleibt geöffnet|wird nicht geschlossen]."},
          .bodies =
              {"Für den [Antrag|Beschluss] stimmten {n2} Mitglieder, {n1} [waren "
               "dagegen|enthielten sich].",
               "Die [Bauarbeiten|Arbeiten] sollen [im Herbst|im kommenden Frühjahr] beginnen und "
               "[bis {y2} dauern|spätestens "
               "{y2} abgeschlossen sein].",
               "{p1}, die den [Finanzausschuss|Bauausschuss] leitet, [rechnete vor|erklärte], dass "
               "das Geld [aus Rücklagen|aus "
               "einem Fonds des Landes] kommen werde.",
               "[Kritiker|Die Gegner] verweisen auf [Betriebskosten von {n4} Euro im Jahr|den "
               "undichten Keller], die [seit "
               "{year}|zuletzt] [stetig gestiegen seien|niemand habe wahrhaben wollen].",
               "Mehr als {n4} [Menschen|Einwohner] hatten [eine Petition|einen offenen Brief] "
               "[unterschrieben|unterzeichnet], den "
               "{p2} [im Rathaus|vor Beginn der Sitzung] übergab.",
               "[Errichtet|Gebaut] wurde das Haus {year}, [als die Stadt halb so groß war|nach "
               "Plänen eines Schülers der "
               "Akademie], seither wurde [wenig|kaum etwas] erneuert.",
               "Ein Gutachten [vom Januar|aus dem vorigen Jahr] nennt {n2} [Schäden|Mängel], hält "
               "die [Statik|Substanz] aber für "
               "[gut|ausreichend].",
               "Die Nachbarstadt {city2} hatte [ein ähnliches Gebäude|eine vergleichbare "
               "Einrichtung] schon {year} [aufgegeben|"
               "geschlossen], was [viele Redner|mehrere Redner] als [Warnung|Fehler] bezeichneten.",
               "Auf der Zuschauertribüne [drängten sich|saßen] rund {n2} [Interessierte|Bürger], "
               "[einige mit Trillerpfeifen|die "
               "nach der Abstimmung klatschten].",
               "[Nun|Als Nächstes] muss die [Verwaltung|Stadt] [eine Baufirma finden|die "
               "Genehmigung des Kreises einholen], was [bis "
               "zum Sommer|mehrere Monate] dauern [kann|dürfte]."},
          .quotes = {"„[Das ist|Heute ist] ein guter Tag für alle, die hier [wohnen|aufgewachsen "
                     "sind]“, sagte {p1} [nach der "
                     "Abstimmung|vor dem Saal].",
                     "„Wir können nicht [ewig|jedes Jahr aufs Neue] flicken“, [warnte|mahnte] "
                     "{p2}. „[Irgendwann|Eines Tages] kommt die "
                     "Rechnung.“",
                     "„[Einen Parkplatz|Noch ein Einkaufszentrum] hat hier [niemand|wirklich "
                     "keiner] gewollt“, sagte {p3}, die [nebenan "
                     "wohnt|Unterschriften gesammelt hat]."},
          .closings = {"Der Beschluss wird in {n1} Wochen [wirksam|gültig], sofern der Kreis "
                       "[nicht widerspricht|keine Einwände erhebt].",
                       "Am {day} [lädt die Stadt zu einem Bürgerabend ein|informiert die Stadt "
                       "über den Zeitplan]."}};
}

Topic storm() {
  return {.section = 0,
          .keyword = "Wetter",
          .things = {"die Küstenstraße", "die Talbahn", "die Ringstraße", "die Fährverbindung",
                     "die alte Brücke"},
          .headlines = {"Sturm [legt den Verkehr lahm|fegt über {city}]: {n4} Haushalte ohne Strom",
                        "[Hochwasser|Unwetter] bei {city}: {thing} [gesperrt|bleibt gesperrt]",
                        "Nach dem Sturm [räumt {city} auf|beginnt in {city} das Aufräumen]"},
          .leads = {"Ein [schwerer Sturm|Orkantief] hat in der Nacht zum {day} rund um {city} {n4} "
                    "Haushalte [vom Stromnetz "
                    "getrennt|ohne Strom zurückgelassen].",
                    "Bei {city} ist {thing} [bis auf Weiteres|seit dem frühen Morgen] gesperrt, "
                    "nachdem [in einer Nacht|binnen "
                    "weniger Stunden] {n2} Liter Regen auf den Quadratmeter gefallen waren."},
          .bodies = {"[Auf der Höhe|Am Flugplatz] wurden Böen von {kmh} Kilometern in der "
                     "Stunde gemessen, [so viel wie seit {year} "
                     "nicht|ein Wert, der selten erreicht wird].",
                     "Die Feuerwehr [rückte|musste] {n3} Mal [aus|ausrücken], meist wegen "
                     "[umgestürzter Bäume|vollgelaufener Keller].",
                     "[Ernstlich|Schwer] verletzt wurde nach Angaben der Polizei niemand, [ein "
                     "Lastwagenfahrer|eine Radfahrerin] kam "
                     "[vorsorglich|für eine Nacht] ins Krankenhaus.",
                     "[Schulen|Kindergärten] in {n1} Gemeinden blieben geschlossen, Züge zwischen "
                     "{city} und {city2} fuhren nur [alle zwei "
                     "Stunden|mit großer Verspätung].",
                     "Der Netzbetreiber {org} hatte {n2} [Trupps|Mannschaften] im Einsatz und "
                     "[versprach|rechnete damit], bis zum Abend "
                     "[die meisten|fast alle] Kunden wieder zu versorgen.",
                     "Die Versicherer schätzen den Schaden auf [mindestens|etwa] {m} Millionen "
                     "Euro, [Tendenz steigend|eine erste, "
                     "vorsichtige Zahl].",
                     "Der Fluss stieg [in einer Stunde|zwischen Mitternacht und vier Uhr] um {n2} "
                     "Zentimeter[, schneller als "
                     "vorhergesagt| und fiel dann ebenso rasch].",
                     "{p1}, die am [Kai|Marktplatz] [eine Bäckerei|ein kleines Hotel] führt, "
                     "[schob den Schlamm mit Nachbarn vor die Tür|"
                     "trug Stühle ins Freie, kaum dass es hell war].",
                     "Meteorologen [erwarten|versprechen] ein [ruhigeres|trockeneres] Wochenende "
                     "mit [Nebel in den Tälern|einzelnen "
                     "Schauern] und Höchstwerten um {n1} Grad."},
          .quotes = {"„So [etwas|einen Lärm] habe ich [noch nie|seit {year} nicht mehr] "
                     "[erlebt|gehört]“, sagte {p2}, ein [Landwirt|Fischer].",
                     "„[Bitte bleiben Sie|Halten Sie sich] vom Ufer [weg|fern]“, [bat|sagte] {p1} "
                     "vom Katastrophenschutz. „[Der Boden ist "
                     "weich|Das Wasser wirkt nur ruhig].“",
                     "„[Wir hatten Glück|Es hätte schlimmer kommen können]“, sagte Bürgermeisterin "
                     "{p3}. „Die [Pumpen|Deiche] haben [gehalten|"
                     "ihre Arbeit getan].“"},
          .closings = {"Die Sperrung soll am {day} [aufgehoben werden|enden], [wenn der Wind es "
                       "zulässt|sobald alles geprüft ist].",
                       "Der Landkreis hat [einen Hilfsfonds|ein Sorgentelefon] für betroffene "
                       "Haushalte eingerichtet."}};
}

Topic company() {
  return {
      .section = 1,
      .keyword = "Wirtschaft",
      .things = {"Fahrräder", "Kacheln", "Hörgeräte", "Schulmöbel", "Backöfen", "Messgeräte"},
      .headlines =
          {"{org} baut Werk für {thing} in {city}",
           "{org} [schafft|verspricht] {n3} [Stellen|Arbeitsplätze] in {city}",
           "[Mehr Umsatz|Volle Auftragsbücher] bei {org}: {thing} [gefragt|verkaufen sich gut]"},
      .leads = {"{org}, Hersteller von Waren wie {thing}, [steckt|investiert] {m} Millionen Euro "
                "in [ein neues Werk|eine neue Halle] in "
                "{city} und will {n3} Menschen einstellen, teilte das Unternehmen am {day} mit.",
                "Die Auftragsbücher von {org} sind voll, und so [wächst|erweitert] das Unternehmen "
                "[in {city} um eine Halle|sein Werk in "
                "{city}], wie es am {day} [ankündigte|bekannt gab]."},
      .bodies = {"Der Umsatz [stieg|wuchs] im vergangenen Jahr um {n2} Prozent auf {m} Millionen "
                 "Euro, die [Energiekosten|Löhne] um {n1} "
                 "Prozent.",
                 "Das Gelände, [ein früherer Flugplatz|einst eine Ziegelei], umfasst {n2} Hektar "
                 "und [lag|stand] seit {year} [brach|leer].",
                 "Die Gewerkschaft [begrüßte den Plan|lobte die Pläne], verlangt aber [einen "
                 "Tarifvertrag|Zusagen für das alte Werk in "
                 "{city2}].",
                 "{p1}, die [Geschäftsführerin|Vorstandschefin], kam {year} [als Auszubildende|als "
                 "junge Ingenieurin] ins Haus und übernahm "
                 "[vor {n1} Jahren|später] die Leitung.",
                 "Rund {n2} Prozent der Ware gehen ins Ausland, [vor allem nach Skandinavien|meist "
                 "nach Nordamerika].",
                 "Das Land beteiligt sich mit {n4} Euro an [einer Zufahrt|einem Umspannwerk], [was "
                 "der Rechnungshof kritisch sieht|worüber "
                 "der Landtag noch abstimmt].",
                 "Ein Mitbewerber aus {city2} hatte {year} aufgegeben, weil [Fachkräfte "
                 "fehlten|die Einfuhren billiger waren].",
                 "Die [Ausbildung|Lehre] beginnt im September mit {n2} Plätzen, [versprach|sagte] "
                 "{p2}, der [Betriebsleiter|Personalchef].",
                 "Die Maschinen [stammen|kommen] von [einem Familienbetrieb|einem Zulieferer] in "
                 "{city2} und brauchen {n2} Prozent weniger "
                 "[Strom|Wasser] als die alten.",
                 "[Ein Drittel|Etwa ein Viertel] der Belegschaft geht bis {y2} in Rente, [auch "
                 "deshalb|weshalb man] [sucht das Haus früh nach "
                 "Nachwuchs|früh um Nachwuchs wirbt]."},
      .quotes = {"„Wir haben {n1} Orte [verglichen|angesehen], und {city} hatte [die Leute|den "
                 "kürzesten Weg zum Hafen]“, sagte {l1}.",
                 "„Ein Auftrag ist noch kein [Lohn|Arbeitsplatz]“, [warnte|sagte] {p2}. „Wir "
                 "wollen es [schriftlich|schwarz auf weiß].“",
                 "„Für [eine Stadt unserer Größe|uns] ist das die beste Nachricht seit {year}“, "
                 "sagte Bürgermeisterin {p3}."},
      .closings = {"Die erste Schicht ist für das [zweite|dritte] Quartal {y2} geplant.",
                   "Am {day} legt das Unternehmen [seine Bilanz|den Halbjahresbericht] vor."}};
}

}  // namespace

Language make_german() {
  return {
      .code = "de",
      .locale = "de_DE",
      .country = "DE",
      .thousands = ".",
      .date = "{d}. {month} {y}",
      .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
                 "Oktober", "November", "Dezember"},
      .weekdays = {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
      .sections = {{{"lokales", "Lokales"},
                    {"wirtschaft", "Wirtschaft"},
                    {"sport", "Sport"},
                    {"kultur", "Kultur"}}},
      .agency = "Nordfunk",
      .staff = "Redaktion",
      .labels = {.home = "Startseite",
                 .leave_comment = "Schreibe einen Kommentar",
                 .email_notice = "Deine E-Mail-Adresse wird nicht veröffentlicht.",
                 .required_notice = "Erforderliche Felder sind mit * markiert",
                 .comment = "Kommentar",
                 .name = "Name",
                 .email = "E-Mail",
                 .website = "Website",
                 .save_details = "Meinen Namen, meine E-Mail-Adresse und meine Website in diesem "
                                 "Browser für den nächsten "
                                 "Kommentar speichern.",
                 .post_comment = "Kommentar abschicken",
                 .comments_title = "{} Kommentare",
                 .recent_posts = "Neueste Beiträge",
                 .archives = "Archiv",
                 .categories = "Kategorien",
                 .search = "Suche",
                 .share = "Auf {} teilen",
                 .scroll_top = "Nach oben scrollen",
                 .previous_post = "Vorheriger Beitrag",
                 .next_post = "Nächster Beitrag",
                 .read_more = "Weiterlesen",
                 .related = "Mehr zum Thema",
                 .also_read = "Lesen Sie auch:",
                 .most_read = "Meistgelesen",
                 .newsletter_title = "Der Morgen in fünf Minuten",
                 .newsletter_text = "Unser Newsletter um sechs Uhr, jeden Werktag, kostenlos.",
                 .sign_up = "Anmelden",
                 .advertisement = "Anzeige",
                 .cookie_title = "Ihre Privatsphäre ist uns wichtig",
                 .cookie_text = "Wir und unsere 212 Partner speichern Cookies auf Ihrem Gerät, um "
                                "Reichweite zu messen und Werbung "
                                "zu zeigen.",
                 .accept_all = "Alle akzeptieren",
                 .reject_all = "Alle ablehnen",
                 .photo = "Foto",
                 .gallery = "Bilderstrecke",
                 .by = "Von",
                 .updated = "Aktualisiert",
                 .minutes_ago = "vor {} Minuten",
                 .views = "{} Aufrufe",
                 .live = "Liveticker",
                 .author_bio =
                     "{} schreibt seit vielen Jahren für diese Zeitung und fährt am liebsten Rad.",
                 .tags = "Schlagwörter",
                 .skip = "Zum Inhalt springen",
                 .older = "Ältere Beiträge",
                 .newer = "Neuere Beiträge",
                 .contact = "Kontakt",
                 .privacy = "Datenschutz",
                 .rights = "Alle Rechte vorbehalten.",
                 .not_found_title = "Seite nicht gefunden",
                 .not_found_text = "Die gesuchte Seite konnte leider nicht gefunden werden. "
                                   "Vielleicht wurde sie verschoben oder "
                                   "gelöscht.",
                 .subscribe_title = "Weiterlesen mit Abo",
                 .subscribe_text = "Dieser Artikel ist nur für Abonnenten. Jetzt ab 1 Euro im "
                                   "Monat abonnieren oder anmelden."},
      .women = {"Anke", "Birgit", "Charlotte", "Dorothea", "Elke", "Friederike", "Gesine", "Hanna",
                "Inge", "Katrin", "Leyla", "Marlene"},
      .men = {"Albrecht", "Bernd", "Cem", "Dietrich", "Eckart", "Florian", "Georg", "Henning",
              "Jakob", "Konrad", "Lorenz", "Matthias"},
      .surnames = {"Ahrens", "Brinkmann", "Claasen", "Dornbusch", "Ehlers",
                   "Fromm",  "Gröning",   "Hövel",   "Jessen",    "Kämmerer",
                   "Lüders", "Mertens",   "Nolting", "Overbeck",  "Petersen",
                   "Rohde",  "Sievers",   "Thoma",   "Ullrich",   "Wiegand"},
      .cities = {"Altenbrück", "Birkenau am Berg", "Dornfelde", "Eschwalde", "Falkenhagen",
                 "Grünwerder", "Hohenstade", "Kaltenried", "Lindenfurt", "Mühlacker See",
                 "Neuenhafen", "Oberrode", "Rabenau", "Steinwerth"},
      .orgs = {"Adlerwerk", "Brückner & Söhne", "Elbtal-Technik", "Hansa-Optik", "Kranich AG",
               "Morgenstern", "Nordlicht", "Rotfuchs-Werke"},
      .updates = {"In einer [später|am Abend] verbreiteten Erklärung [bekräftigte|wiederholte] "
                  "{p2}, dass vor {day} [nichts entschieden "
                  "werde|keine weiteren Zahlen genannt würden].",
                  "Auf Nachfrage [wollte|mochte] {p1} am Abend [kein Datum nennen|keine "
                  "Einzelheiten nennen], schloss aber [einen zweiten "
                  "Bericht|eine Verschiebung] nicht aus.",
                  "Inzwischen sind nach Angaben der Behörde {n3} [Briefe|Eingaben] zum Thema "
                  "[eingegangen|gezählt worden]."},
      .live_notes =
          {"{p1} ist am Rathaus von {city} [eingetroffen|angekommen]. [Sie sagte nichts|Sie winkte "
           "und ging hinein].",
           "Die Auszählung hat in {n1} von {n2} Bezirken begonnen; erste Zahlen werden [in einer "
           "Stunde|bald] erwartet.",
           "{p2} spricht: „[Warten wir|Wir warten] auf die letzte Urne, dann [reden|feiern] wir.“",
           "Ein erster Trend sieht {l1} bei {n2} Prozent, [vor|knapp hinter] {l2}.",
           "Stromausfall in {city2}: {n3} Stimmzettel müssen [noch einmal|von Hand] gezählt "
           "werden."},
      .captions = {"{city}, [von Norden gesehen|am {day}]", "{p1} in {city2}",
                   "Blick über {city} [am Abend|vom Turm]"},
      .corrections = {"Korrektur: In einer früheren Fassung dieses Artikels stand eine falsche "
                      "Zahl. Wir haben sie berichtigt."},
      .reader_comments = {"Das sage ich seit Jahren, aber auf mich hört ja keiner.",
                          "Und wer soll das bezahlen?", "Ich war dabei, es war ganz anders."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
