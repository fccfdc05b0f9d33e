// SPDX-License-Identifier: Apache-2.0
// Polish. Numbers are multiples of five (grammar.h), so that counted nouns stand in the genitive
// plural.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {.section = 0,
          .keyword = "Rada miasta",
          .things = {"basen miejski", "stary dworzec", "dom kultury", "most pieszy", "amfiteatr"},
          .headlines = {"{city}: {thing} [zostaje|ocalony] po głosowaniu radnych",
                        "{thing} [dzieli|rozgrzewa] radnych w mieście {city}",
                        "{city} wyda {m} milionów, {thing} [do remontu|bez zmian]"},
          .leads = {"Radni miasta {city} [zdecydowali|postanowili], że {thing} nie zostanie "
                    "[sprzedany|zamknięty]; remont pochłonie {m} milionów złotych.",
                    "Po {n1} godzinach [obrad|dyskusji] w mieście {city} zapadła decyzja: {thing} "
                    "[zostaje|będzie odnowiony]."},
          .bodies = {"Za uchwałą [głosowało|opowiedziało się] {n2} radnych, przeciw było {n1}, "
                     "[dwie osoby były nieobecne|nikt się nie wstrzymał].",
                     "Prace [mają ruszyć|rozpoczną się] [jesienią|wiosną] i [potrwają do|zakończą "
                     "się w] {y2} roku.",
                     "{p1}, przewodnicząca komisji [finansów|inwestycji], [wyjaśniła|zapewniła], "
                     "że pieniądze pochodzą [z rezerwy|z funduszu wojewódzkiego].",
                     "Przeciwnicy [przypominają|podkreślają], że utrzymanie kosztuje {n4} złotych "
                     "rocznie, a dach [przecieka|niszczeje] od {year} roku.",
                     "Ponad {n4} mieszkańców podpisało petycję, którą {p2} przyniósł [w czterech "
                     "pudłach|przed obradami].",
                     "Budynek powstał w {year} roku i od tamtej pory [prawie|niemal] go nie "
                     "[remontowano|unowocześniano].",
                     "Ekspertyza [ze stycznia|z ubiegłego roku] wylicza {n2} [usterek|pęknięć], "
                     "ale ocenia konstrukcję jako [solidną|bezpieczną].",
                     "Na galerii [zebrało się|stało] około {n2} osób, [które długo biły brawo|a "
                     "część z nich nie znalazła miejsca].",
                     "Teraz miasto musi [znaleźć wykonawcę|uzyskać pozwolenie], co może potrwać "
                     "{n1} miesięcy."},
          .quotes = {"„To [dobry dzień|dobra wiadomość] dla wszystkich, którzy tu "
                     "[mieszkają|dorastali]”, powiedziała {p1} [po głosowaniu|na korytarzu].",
                     "„Nie można [łatać|naprawiać] bez końca”, [ostrzegał|mówił] {p2}. "
                     "„[Kiedyś|Prędzej czy później] przychodzi rachunek.”",
                     "„[Nikt|Żaden sąsiad] nie chciał tu parkingu”, [mówi|opowiada] {p3}, która "
                     "mieszka [obok|naprzeciwko] od {year} roku."},
          .closings = {"Uchwała wejdzie w życie za {n1} tygodni, [jeśli nikt jej nie zaskarży|o "
                       "ile nie będzie sprzeciwu].",
                       "Spotkanie z mieszkańcami [zaplanowano|odbędzie się] w tym miesiącu."}};
}

Topic storm() {
  return {
      .section = 0,
      .keyword = "Pogoda",
      .things = {"droga nadmorska", "linia kolejowa", "obwodnica", "przeprawa promowa",
                 "dolna część miasta"},
      .headlines =
          {"Wichura: {n4} domów bez prądu [w okolicy|wokół], {city} [sprząta|liczy straty]",
           "{city}: {thing} [zamknięta|nieprzejezdna] po ulewie",
           "Po burzy {city} [sprząta|liczy straty]"},
      .leads = {"Po nocnej [wichurze|burzy] {n4} domów w okolicy miasta {city} [nie ma "
                "prądu|zostało bez prądu].",
                "{city}: {thing} pozostaje zamknięta [do odwołania|od rana], bo w ciągu {n1} "
                "godzin spadło {n2} milimetrów deszczu."},
      .bodies = {"[Na latarni|Na lotnisku] zanotowano porywy do {kmh} kilometrów na godzinę, "
                 "[najsilniejsze od {year} roku|czego nie widziano od {year} roku].",
                 "Strażacy wyjeżdżali {n3} razy, [głównie|najczęściej] do [powalonych "
                 "drzew|zalanych piwnic].",
                 "Nikt nie odniósł ciężkich obrażeń, choć [kierowca ciężarówki|rowerzysta] spędził "
                 "noc w szpitalu.",
                 "Szkoły w {n1} gminach były zamknięte, a pociągi do miasta {city2} [kursowały z "
                 "opóźnieniem|jechały dwie godziny dłużej].",
                 "Operator sieci {org} [wysłał|skierował] {n2} ekip i [obiecuje|zapowiada] powrót "
                 "prądu [wieczorem|przed nocą].",
                 "Ubezpieczyciele szacują straty na {m} milionów złotych, [to pierwsze "
                 "wyliczenia|kwota może wzrosnąć].",
                 "Rzeka przybrała {n2} centymetrów [w godzinę|między północą a czwartą], szybciej "
                 "niż [zapowiadano|sądzono].",
                 "{p1}, która prowadzi [piekarnię|mały hotel] przy nabrzeżu, [zmiatała "
                 "błoto|wynosiła krzesła] [z sąsiadami|o świcie].",
                 "Weekend ma być [spokojniejszy|suchszy], z [mgłami|przelotnym deszczem] i "
                 "temperaturą około {n1} stopni."},
      .quotes = {"„Czegoś takiego jeszcze nie [widziałem|słyszałem]”, mówi {p2}, [rolnik|rybak].",
                 "„Proszę [nie podchodzić do brzegu|trzymać się z dala od rzeki]”, apelowała {p1} "
                 "z obrony cywilnej.",
                 "„Mieliśmy szczęście”, [przyznała|powiedziała] burmistrzyni {p3}. „[Pompy|Wały] "
                 "wytrzymały.”"},
      .closings = {"Ruch ma wrócić, [gdy tylko wiatr pozwoli|po przeglądzie].",
                   "Powiat otworzył fundusz pomocy dla poszkodowanych."}};
}

Topic company() {
  return {
      .section = 1,
      .keyword = "Gospodarka",
      .things = {"rowery", "kafelki", "piece chlebowe", "meble szkolne", "czujniki wiatru"},
      .headlines = {"{org} stawia fabrykę, {city} [czeka|liczy] na {n3} miejsc pracy",
                    "{org} [zatrudni|obiecuje zatrudnić] {n3} osób, {city} [świętuje|czeka]",
                    "Rekordowy rok: {org} i {thing}"},
      .leads = {"{org}, firma produkująca {thing}, wyda {m} milionów złotych na fabrykę w mieście "
                "{city} i zatrudni {n3} osób.",
                "Firma {org}, która produkuje {thing}, [powiększa|podwaja] zakład w mieście "
                "{city}, bo zamówień [przybywa|jest coraz więcej]."},
      .bodies =
          {"Sprzedaż wzrosła w ubiegłym roku o {n2} procent, do {m} milionów złotych, [mimo|na "
           "przekór] drogiej energii.",
           "Działka, [dawne lotnisko|niegdyś cegielnia], ma {n2} hektarów i [stała pusta|czekała "
           "na kupca] od {year} roku.",
           "Związki [chwalą plan|cieszą się], ale żądają [umowy płacowej|gwarancji dla starego "
           "zakładu].",
           "{p1}, szefowa firmy, przyszła do niej w {year} roku jako [uczennica|młoda inżynierka].",
           "Około {n2} procent produkcji trafia za granicę, [głównie|przede wszystkim] do "
           "[Skandynawii|Ameryki Północnej].",
           "Region dokłada {n4} złotych na [drogę|stację energetyczną], [co krytykuje opozycja|o "
           "czym zdecyduje sejmik].",
           "Konkurent z miasta {city2} upadł w {year} roku z braku [pracowników|zamówień].",
           "Nauka zawodu ruszy we wrześniu, na {n2} miejsc, [obiecał|zapowiedział] {p2}, kierownik "
           "warsztatu."},
      .quotes = {"„Porównaliśmy {n1} miejsc, a tu [byli ludzie|było najbliżej do portu]”, "
                 "powiedziała {p1}.",
                 "„Zamówienie to jeszcze nie [pensja|etat]”, [ostrzega|mówi] {p2}. „Chcemy tego na "
                 "piśmie.”",
                 "„To najlepsza wiadomość od {year} roku”, cieszyła się burmistrzyni {p3}."},
      .closings = {"Produkcja ma ruszyć w [drugim|trzecim] kwartale {y2} roku.",
                   "Firma wkrótce [pokaże|ogłosi] wyniki."}};
}

}  // namespace

Language make_polish() {
  return {
      .code = "pl",
      .locale = "pl_PL",
      .country = "PL",
      .thousands = " ",
      .date = "{d} {month} {y}",
      .months = {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
                 "września", "października", "listopada", "grudnia"},
      .weekdays = {"niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"},
      .sections = {{{"miasto", "Miasto"},
                    {"gospodarka", "Gospodarka"},
                    {"sport", "Sport"},
                    {"kultura", "Kultura"}}},
      .agency = "Agencja Wisłok",
      .staff = "Redakcja",
      .labels =
          {.home = "Strona główna",
           .leave_comment = "Dodaj komentarz",
           .email_notice = "Twój adres e-mail nie zostanie opublikowany.",
           .required_notice = "Wymagane pola są oznaczone *",
           .comment = "Komentarz",
           .name = "Nazwa",
           .email = "E-mail",
           .website = "Witryna internetowa",
           .save_details =
               "Zapamiętaj moje dane w tej przeglądarce podczas pisania kolejnych komentarzy.",
           .post_comment = "Komentarz wpisu",
           .comments_title = "Komentarze: {}",
           .recent_posts = "Ostatnie wpisy",
           .archives = "Archiwa",
           .categories = "Kategorie",
           .search = "Szukaj",
           .share = "Udostępnij na {}",
           .scroll_top = "Do góry",
           .previous_post = "Poprzedni wpis",
           .next_post = "Następny wpis",
           .read_more = "Czytaj dalej",
           .related = "Czytaj też",
           .also_read = "Zobacz też:",
           .most_read = "Najczęściej czytane",
           .newsletter_title = "Poranek w pięć minut",
           .newsletter_text = "Nasz newsletter o szóstej, w każdy dzień roboczy, za darmo.",
           .sign_up = "Zapisz się",
           .advertisement = "Reklama",
           .cookie_title = "Cenimy prywatność",
           .cookie_text = "My i nasi partnerzy zapisujemy pliki cookie, aby mierzyć zasięg i "
                          "pokazywać reklamy.",
           .accept_all = "Zgadzam się",
           .reject_all = "Odrzucam",
           .photo = "Fot.",
           .gallery = "Galeria",
           .by = "Autor:",
           .updated = "Aktualizacja",
           .minutes_ago = "{} minut temu",
           .views = "Odsłony: {}",
           .live = "Na żywo",
           .author_bio = "{} od lat pisze do naszej gazety i zbiera grzyby.",
           .tags = "Tagi",
           .skip = "Przejdź do treści",
           .older = "Starsze wpisy",
           .newer = "Nowsze wpisy",
           .contact = "Kontakt",
           .privacy = "Polityka prywatności",
           .rights = "Wszelkie prawa zastrzeżone.",
           .not_found_title = "Nie znaleziono strony",
           .not_found_text = "Strony, której szukasz, nie znaleziono. Być może została "
                             "przeniesiona lub usunięta.",
           .subscribe_title = "Czytaj dalej z prenumeratą",
           .subscribe_text = "Ten artykuł jest tylko dla prenumeratorów. Zaprenumeruj od 5 złotych "
                             "miesięcznie lub zaloguj się."},
      .women = {"Agnieszka", "Bożena", "Dorota", "Elżbieta", "Grażyna", "Halina", "Jolanta",
                "Katarzyna", "Ludmiła", "Małgorzata"},
      .men = {"Andrzej", "Bogdan", "Cezary", "Dariusz", "Grzegorz", "Henryk", "Jerzy", "Krzysztof",
              "Leszek", "Zbigniew"},
      .surnames = {"Adamczuk", "Bielak", "Ciesielczyk", "Dudek", "Gawron", "Hryniewicz", "Jaworek",
                   "Kasprzyk", "Ligęza", "Mróz", "Nowicz", "Ożóg", "Pietrzyk", "Rączka"},
      .cities = {"Brzozówka", "Chełmiec Dolny", "Dąbrowiec", "Jeziorowo", "Kamienny Młyn",
                 "Lipowa Góra", "Nowe Sioło", "Olszanica Wielka", "Stary Gaj", "Wierzbowo"},
      .orgs = {"Bocian", "Granit", "Kuźnia Zachód", "Meblomax", "Sokół Technika", "Zorza"},
      .updates = {"W późniejszym oświadczeniu {p2} [potwierdził|powtórzył], że przed końcem "
                  "tygodnia [nic nie zapadnie|nie będzie decyzji].",
                  "Zapytana wieczorem {p1} nie chciała [podać daty|mówić o szczegółach], ale nie "
                  "wykluczyła [drugiego raportu|przesunięcia terminu].",
                  "Tymczasem do urzędu wpłynęło {n3} [listów|pism] w tej sprawie."},
      .live_notes = {"{p1} właśnie przyjechała do ratusza. [Nie komentowała|Pomachała i weszła].",
                     "Liczenie trwa w {n1} z {n2} okręgów; pierwsze dane [za godzinę|wkrótce].",
                     "Mówi {p2}: „[Poczekajmy|Trzeba poczekać] na ostatnią urnę.”",
                     "Pierwszy wynik: {l1} ma {n2} procent, [prowadzi|jest tuż za liderem].",
                     "{city2} bez prądu: {n3} kart policzą [ręcznie|jeszcze raz]."},
      .captions = {"{city}, [widok od północy|wczoraj]", "{p1}, {city2}",
                   "{city} [wieczorem|widziane z wieży]"},
      .corrections = {"Sprostowanie: we wcześniejszej wersji artykułu podaliśmy błędną liczbę. "
                      "Poprawiliśmy ją."},
      .reader_comments = {"Mówię to od lat i nikt nie słucha.", "A kto za to zapłaci?",
                          "Byłem tam i było inaczej."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
