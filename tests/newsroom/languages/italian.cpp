// SPDX-License-Identifier: Apache-2.0
// Italian.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {
      .section = 0,
      .keyword = "Comune",
      .things = {"la piscina comunale", "la vecchia biblioteca", "la passerella",
                 "la casa dei giovani", "la loggia del mercato"},
      .headlines = {"{city} [vota|sceglie]: {thing} è salva",
                    "{city}, {thing} [non chiude|sarà restaurata]",
                    "Il caso che [divide|scalda] {city}: {thing}"},
      .leads = {"Il consiglio comunale di {city} ha deciso {day} di destinare {m} milioni di euro "
                "a un vecchio problema: {thing} [resterà aperta|non sarà venduta].",
                "Dopo {n1} ore di [dibattito|discussione], i consiglieri di {city} hanno deciso: "
                "{thing} [sarà restaurata|non chiuderà]."},
      .bodies =
          {"La mozione è [passata|stata approvata] con {n2} voti contro {n1}, [due gli "
           "assenti|nessun astenuto].",
           "I lavori [cominceranno|dovrebbero cominciare] [in autunno|la prossima primavera] e "
           "[finiranno|si chiuderanno] nel {y2}.",
           "{p1}, che guida la commissione [bilancio|lavori pubblici], ha [spiegato|assicurato] "
           "che il denaro verrà [dalle riserve|da un fondo regionale].",
           "I contrari [ricordano|fanno notare] che la manutenzione costa {n4} euro l’anno e che "
           "[il tetto perde|la caldaia è] [dal {year}|del {year}].",
           "Oltre {n4} abitanti avevano firmato una petizione che {p2} ha consegnato [in quattro "
           "scatole|prima della seduta].",
           "L’edificio è del {year} e da allora è stato [riparato|rinnovato] [poco|appena], mentre "
           "la città [raddoppiava|cresceva].",
           "Una perizia [di gennaio|dell’anno scorso] ha contato {n2} [crepe|difetti], ma giudica "
           "la struttura [solida|sana].",
           "Il vicino comune di {city2} aveva [chiuso|ceduto] un impianto simile nel {year}, [un "
           "errore|un avvertimento] secondo più oratori.",
           "Tra il pubblico, [una cinquantina|un centinaio] di persone [ha seguito il voto in "
           "piedi|ha applaudito a lungo].",
           "Ora bisogna [trovare un’impresa|ottenere i permessi], e possono volerci {n1} mesi."},
      .quotes = {"«[È|Oggi è] un bel giorno per chi [vive|è cresciuto] qui», ha detto {p1} [dopo "
                 "il voto|all’uscita].",
                 "«Non si può [rattoppare|aggiustare] in eterno», ha [avvertito|ammonito] {p2}. "
                 "«[Un giorno|Prima o poi] arriva il conto.»",
                 "«[Nessuno|Nessun vicino] voleva un parcheggio», [riassume|racconta] {p3}, che "
                 "abita [di fronte|accanto] dal {year}."},
      .closings = {"La decisione diventerà definitiva fra {n1} settimane, [salvo ricorsi|se "
                   "nessuno farà ricorso].",
                   "{day} ci sarà un’assemblea pubblica a {city}."}};
}

Topic storm() {
  return {
      .section = 0,
      .keyword = "Maltempo",
      .things = {"la strada costiera", "la ferrovia della valle", "la tangenziale",
                 "la rampa del traghetto", "la città bassa"},
      .headlines = {"Maltempo, {n4} famiglie al buio [vicino a|intorno a] {city}",
                    "{city}: {thing} [interrotta|chiusa] per l’acqua",
                    "Dopo la tempesta {city} [pulisce|conta i danni]"},
      .leads = {"[Una forte tempesta|Una bufera] ha lasciato senza corrente {n4} famiglie intorno "
                "a {city} nella notte di {day}.",
                "A {city} {thing} resta chiusa [fino a nuovo avviso|questa mattina] dopo che sono "
                "caduti {n2} millimetri di pioggia in {n1} ore."},
      .bodies =
          {"Raffiche di {kmh} chilometri l’ora sono state [misurate|registrate] [al "
           "faro|all’aeroporto], [le più forti dal {year}|come non accadeva dal {year}].",
           "I vigili del fuoco sono usciti {n3} volte, [soprattutto|quasi sempre] per [alberi "
           "caduti|cantine allagate].",
           "Non ci sono feriti gravi, ma un [camionista|ciclista] ha passato la notte in ospedale.",
           "Le scuole di {n1} paesi sono rimaste chiuse e i treni tra {city} e {city2} hanno "
           "viaggiato [con due ore di ritardo|a rilento].",
           "Il gestore {org} ha [mandato|mobilitato] {n2} squadre e [spera|promette] di ridare la "
           "luce [in serata|prima di notte].",
           "Gli assicuratori stimano i danni in {m} milioni di euro, [una prima cifra|un calcolo "
           "provvisorio].",
           "Il fiume è salito di {n2} centimetri [in un’ora|tra mezzanotte e le quattro], più in "
           "fretta [del previsto|di quanto annunciato].",
           "{p1}, che ha [un forno|un piccolo albergo] sul molo, ha [spalato il fango|portato "
           "fuori le sedie] [con i vicini|all’alba].",
           "È atteso un tempo più [calmo|asciutto] [nel fine settimana|a fine settimana], con "
           "[rovesci|nebbia] e {n1} gradi."},
      .quotes = {"«Non avevo mai [visto niente di simile|sentito un rumore così]», dice {p2}, "
                 "[contadino|pescatore].",
                 "«[State lontani|Non avvicinatevi] [dalle rive|al fiume]», ha chiesto {p1}, della "
                 "protezione civile.",
                 "«Ci è andata bene», ha [ammesso|detto] la sindaca, {p3}. «Le [pompe|difese] "
                 "hanno tenuto.»"},
      .closings = {"La riapertura è prevista per {day}, [vento permettendo|dopo un’ispezione].",
                   "La provincia ha aperto un fondo per le famiglie colpite."}};
}

Topic company() {
  return {.section = 1,
          .keyword = "Economia",
          .things = {"biciclette", "piastrelle", "forni da pane", "mobili per scuole",
                     "sensori del vento"},
          .headlines = {"{org}, una fabbrica di {thing} a {city}",
                        "{org} [promette|annuncia] {n3} posti a {city}",
                        "[Anno record|Ordini record] di {thing} per {org}"},
          .leads = {"{org}, che produce {thing}, investirà {m} milioni di euro in uno stabilimento "
                    "a {city} e [assumerà|impiegherà] {n3} persone, ha annunciato l’azienda {day}.",
                    "Gli ordini si accumulano alla {org}: l’azienda di {thing} [amplia|raddoppia] "
                    "lo stabilimento di {city}, [ha annunciato|si è saputo] {day}."},
          .bodies = {"Il fatturato è cresciuto del {n2} % l’anno scorso, a {m} milioni di euro, "
                     "[nonostante|malgrado] i prezzi dell’energia.",
                     "Il terreno, [un vecchio campo d’aviazione|un’antica fornace], misura {n2} "
                     "ettari ed era [vuoto|in vendita] dal {year}.",
                     "I sindacati [salutano|apprezzano] il piano, ma chiedono [un accordo sui "
                     "salari|garanzie per la sede di {city2}].",
                     "{p1}, direttrice generale, è entrata in azienda nel {year} come "
                     "[apprendista|giovane ingegnera].",
                     "Circa il {n2} % della produzione va all’estero, [soprattutto|principalmente] "
                     "in [Scandinavia|Nord America].",
                     "La regione mette {n4} euro per [una strada|una cabina elettrica], [scelta "
                     "criticata dall’opposizione|in attesa di un voto].",
                     "Un concorrente di {city2} aveva chiuso nel {year} per mancanza di "
                     "[personale|commesse].",
                     "La formazione comincerà a settembre con {n2} posti, ha [promesso|precisato] "
                     "{p2}, capo officina.",
                     "Un terzo del personale andrà in pensione prima del {y2}, [di qui|ecco "
                     "perché] la ricerca di giovani."},
          .quotes = {"«Abbiamo confrontato {n1} luoghi, e {city} aveva [le persone|la strada più "
                     "corta per il porto]», ha detto {p1}.",
                     "«Un ordine non è [uno stipendio|un lavoro]», [avverte|frena] {p2}. «Lo "
                     "vogliamo scritto.»",
                     "«È la migliore notizia dal {year}», ha commentato la sindaca, {p3}."},
          .closings = {"La produzione dovrebbe partire nel [secondo|terzo] trimestre del {y2}.",
                       "L’azienda presenterà i conti {day}."}};
}

}  // namespace

Language make_italian() {
  return {
      .code = "it",
      .locale = "it_IT",
      .country = "IT",
      .thousands = ".",
      .date = "{d} {month} {y}",
      .months = {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
                 "settembre", "ottobre", "novembre", "dicembre"},
      .weekdays = {"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
      .sections = {{{"cronaca", "Cronaca"},
                    {"economia", "Economia"},
                    {"sport", "Sport"},
                    {"cultura", "Cultura"}}},
      .agency = "Agenzia Levante",
      .staff = "La redazione",
      .labels =
          {.home = "Prima pagina",
           .leave_comment = "Lascia un commento",
           .email_notice = "Il tuo indirizzo email non sarà pubblicato.",
           .required_notice = "I campi obbligatori sono contrassegnati *",
           .comment = "Commento",
           .name = "Nome",
           .email = "Email",
           .website = "Sito web",
           .save_details = "Salva il mio nome, email e sito web in questo browser per la prossima "
                           "volta che commento.",
           .post_comment = "Invia commento",
           .comments_title = "{} commenti",
           .recent_posts = "Articoli recenti",
           .archives = "Archivi",
           .categories = "Categorie",
           .search = "Cerca",
           .share = "Condividi su {}",
           .scroll_top = "Torna in alto",
           .previous_post = "Articolo precedente",
           .next_post = "Articolo successivo",
           .read_more = "Leggi tutto",
           .related = "Articoli correlati",
           .also_read = "Leggi anche:",
           .most_read = "I più letti",
           .newsletter_title = "La mattina in cinque minuti",
           .newsletter_text = "La nostra newsletter alle sei, ogni giorno feriale, gratis.",
           .sign_up = "Iscriviti",
           .advertisement = "Pubblicità",
           .cookie_title = "La tua privacy è importante",
           .cookie_text = "Noi e i nostri 212 partner salviamo cookie per misurare gli ascolti e "
                          "mostrare pubblicità.",
           .accept_all = "Accetta tutto",
           .reject_all = "Rifiuta tutto",
           .photo = "Foto",
           .gallery = "In immagini",
           .by = "Di",
           .updated = "Aggiornato",
           .minutes_ago = "{} minuti fa",
           .views = "{} visualizzazioni",
           .live = "In diretta",
           .author_bio = "{} scrive per questo giornale da molti anni e fa il pane in casa.",
           .tags = "Etichette",
           .skip = "Vai al contenuto",
           .older = "Articoli meno recenti",
           .newer = "Articoli più recenti",
           .contact = "Contatti",
           .privacy = "Informativa sulla privacy",
           .rights = "Tutti i diritti riservati.",
           .not_found_title = "Pagina non trovata",
           .not_found_text =
               "La pagina che cerchi non è stata trovata. Forse è stata spostata o cancellata.",
           .subscribe_title = "Continua a leggere con l’abbonamento",
           .subscribe_text = "Questo articolo è riservato agli abbonati. Abbonati da 1 euro al "
                             "mese oppure accedi."},
      .women = {"Ada", "Bianca", "Chiara", "Donata", "Emma", "Flavia", "Ginevra", "Ilaria", "Lidia",
                "Marta", "Nives", "Silvia"},
      .men = {"Aldo", "Bruno", "Corrado", "Dario", "Ettore", "Fausto", "Guido", "Ivano", "Livio",
              "Nicola", "Pietro", "Sandro"},
      .surnames = {"Albonetti", "Bonfadini", "Cervellati", "Dallari", "Emiliani", "Foschini",
                   "Gavazzeni", "Lombardini", "Manfredini", "Nardelli", "Ottaviani", "Pellegrini",
                   "Quaranta", "Ravaioli", "Savini", "Tagliaferri"},
      .cities = {"Acquachiara", "Borgonuovo al Mare", "Castelmora", "Fontanalba", "Lugarese",
                 "Montescuro", "Pietravalle", "Portorosa", "Roccaspina", "San Vito in Colle",
                 "Torrebianca", "Valdoro"},
      .orgs = {"Alba Ceramiche", "Cantieri Levanto", "Fratelli Moro", "Gabbiano", "Officine Adda",
               "Primavera", "Tramontana"},
      .updates = {"In una nota [successiva|diffusa in serata] {p2} ha [confermato|ripetuto] che "
                  "nulla sarà deciso prima di {day}.",
                  "Interpellata in serata, {p1} non ha voluto [dare una data|aggiungere altro], ma "
                  "non ha escluso [una seconda perizia|un rinvio].",
                  "Nel frattempo sono arrivate {n3} [lettere|segnalazioni] sul tema."},
      .live_notes =
          {"{p1} è appena arrivata al municipio di {city}. [Nessun commento|Ha salutato ed è "
           "entrata].",
           "Lo spoglio è cominciato in {n1} sezioni su {n2}; primi dati [entro un’ora|tra poco].",
           "Parla {p2}: «[Aspettiamo|Bisogna aspettare] l’ultima urna.»",
           "Prima tendenza: {l1} al {n2} %, [davanti a|subito dietro] {l2}.",
           "Blackout a {city2}: {n3} schede saranno ricontate [a mano|da capo]."},
      .captions = {"{city} [vista da nord|{day}]", "{p1} a {city2}",
                   "Veduta di {city} [alla sera|dalla torre]"},
      .corrections = {"Rettifica: una versione precedente di questo articolo riportava una cifra "
                      "sbagliata. È stata corretta."},
      .reader_comments = {"Lo dico da anni e nessuno ascolta.", "E chi paga?",
                          "Io c’ero e non è andata così."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
