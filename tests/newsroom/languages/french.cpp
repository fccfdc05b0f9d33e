// SPDX-License-Identifier: Apache-2.0
// French.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {
      .section = 0,
      .keyword = "Municipalité",
      .things = {"la piscine", "la halle aux grains", "la vieille bibliothèque", "la passerelle",
                 "la maison des jeunes"},
      .headlines = {"{city} [vote|choisit] de sauver {thing}",
                    "{city} : {thing} [ne fermera pas|sera rénovée]",
                    "L’avenir [incertain|enfin connu] : {thing} divise {city}"},
      .leads = {"Le conseil municipal de {city} a décidé {day} [de consacrer|d’affecter] {m} "
                "millions d’euros à un vieux dossier : {thing} "
                "[restera ouverte|ne sera pas vendue].",
                "Après {n1} heures de [débat|discussion], les élus de {city} ont tranché : {thing} "
                "[sera rénovée|restera à la ville]."},
      .bodies =
          {"Le texte a recueilli {n2} voix contre {n1}, [deux élus étant absents|sans abstention].",
           "Les travaux doivent commencer [à l’automne|au printemps prochain] et s’achever [en "
           "{y2}|avant la fin de {y2}].",
           "{p1}, qui préside la commission des [finances|travaux], a [assuré|expliqué] que "
           "l’argent viendrait [des réserves|d’un fonds "
           "régional].",
           "Les opposants [rappellent|font valoir] que l’entretien coûte {n4} euros par an et que "
           "[le toit fuit|la chaudière date] [depuis "
           "{year}|de {year}].",
           "Plus de {n4} habitants avaient signé une pétition, [remise|portée] à la mairie par "
           "{p2} [dans quatre cartons|avant la séance].",
           "Le bâtiment date de {year} et n’a [guère|presque pas] été [réparé|modernisé] depuis "
           "que la ville a [doublé|grandi].",
           "Une expertise [de janvier|de l’an dernier] relève {n2} [fissures|défauts], mais juge "
           "l’ensemble [solide|sain].",
           "La commune voisine de {city2} avait [fermé|cédé] un équipement semblable en {year}, "
           "[un exemple à ne pas suivre|une erreur], selon "
           "plusieurs orateurs.",
           "Dans le public, [une cinquantaine|une centaine] de personnes [ont suivi le vote "
           "debout|ont applaudi longuement].",
           "Il reste à [trouver une entreprise|obtenir le permis], ce qui [peut|pourrait] prendre "
           "[jusqu’à l’été|{n1} mois]."},
      .quotes = {"« [C’est|Voilà] une bonne [journée|nouvelle] pour tous ceux qui [vivent|ont "
                 "grandi] ici », a dit {p1} [après le vote|devant la salle].",
                 "« On ne peut pas [rapiécer|réparer] éternellement », a [prévenu|averti] {p2}. « "
                 "[Un jour|Tôt ou tard], la facture arrive. »",
                 "« [Personne|Aucun voisin] ne voulait d’un parking », [résume|raconte] {p3}, qui "
                 "habite [en face|à côté] depuis {year}."},
      .closings = {"La décision prendra effet dans {n1} semaines, [sauf recours|si la préfecture "
                   "ne s’y oppose pas].",
                   "Une réunion publique [se tiendra|est prévue] {day} à {city}."}};
}

Topic storm() {
  return {
      .section = 0,
      .keyword = "Météo",
      .things = {"la route côtière", "la ligne de la vallée", "la rocade", "la cale du bac",
                 "la ville basse"},
      .headlines = {"Tempête : {n4} foyers [privés d’électricité|sans courant] près de {city}",
                    "{city} : {thing} [coupée|fermée] par les eaux",
                    "Après la tempête, {city} [nettoie|compte les dégâts]"},
      .leads = {"[Une forte tempête|Un coup de vent] a privé d’électricité {n4} foyers autour de "
                "{city} dans la nuit de {day}.",
                "À {city}, {thing} reste fermée [jusqu’à nouvel ordre|ce matin] après qu’il est "
                "tombé {n2} millimètres de pluie en {n1} heures."},
      .bodies = {"Des rafales de {kmh} kilomètres à l’heure ont été relevées [au sémaphore|à "
                 "l’aérodrome], [un record depuis {year}|du jamais vu depuis {year}].",
                 "Les pompiers sont sortis {n3} fois, [surtout|le plus souvent] pour des [arbres "
                 "couchés|caves inondées].",
                 "[Aucun blessé grave|Pas de blessé grave] n’est à déplorer, mais un "
                 "[routier|cycliste] a passé la nuit à l’hôpital.",
                 "Les écoles de {n1} communes sont restées fermées et les trains entre {city} et "
                 "{city2} ont [roulé au ralenti|pris deux heures de retard].",
                 "Le gestionnaire du réseau, {org}, a [envoyé|mobilisé] {n2} équipes et "
                 "[promet|espère] le retour du courant [dans la soirée|avant la nuit].",
                 "Les assureurs évaluent les dégâts à {m} millions d’euros, [une première "
                 "estimation|un chiffre provisoire].",
                 "La rivière a monté de {n2} centimètres [en une heure|entre minuit et quatre "
                 "heures], plus vite que [prévu|les modèles ne l’annonçaient].",
                 "{p1}, qui tient [une boulangerie|un petit hôtel] sur le quai, a [poussé la boue "
                 "dehors|sorti les chaises] [avec ses voisins|dès l’aube].",
                 "Un temps plus [calme|sec] est attendu [en fin de semaine|ce week-end], avec [des "
                 "averses|du brouillard] et {n1} degrés."},
      .quotes = {"« Je n’ai [jamais|pas souvent] [vu ça|entendu un bruit pareil] », dit {p2}, "
                 "[agriculteur|pêcheur].",
                 "« [Restez|Tenez-vous] loin des [berges|digues] », a demandé {p1}, de la "
                 "protection civile.",
                 "« Nous avons eu de la chance », a [reconnu|dit] la maire, {p3}. « Les "
                 "[pompes|digues] ont tenu. »"},
      .closings = {
          "La circulation doit reprendre {day}, [si le vent le permet|après une inspection].",
          "Le département a ouvert un fonds d’aide pour les foyers [sinistrés|les plus touchés]."}};
}

Topic company() {
  return {
      .section = 1,
      .keyword = "Économie",
      .things = {"vélos", "carreaux", "fours à pain", "meubles d’école", "capteurs de vent"},
      .headlines = {"{org} ouvre une usine de {thing} à {city}",
                    "{org} [promet|annonce] {n3} emplois à {city}",
                    "[Carnets pleins|Année record] pour {org}, fabricant de {thing}"},
      .leads = {"{org}, fabricant de {thing}, va investir {m} millions d’euros dans une usine à "
                "{city} et [embaucher|recruter] {n3} personnes, a annoncé "
                "l’entreprise {day}.",
                "Les commandes affluent chez {org} : le fabricant de {thing} [agrandit|double] son "
                "site de {city}, [a-t-il annoncé|a-t-on appris] {day}."},
      .bodies =
          {"Le chiffre d’affaires a progressé de {n2} % l’an dernier, à {m} millions d’euros, "
           "[malgré|en dépit de] la hausse de l’énergie.",
           "Le terrain, [un ancien aérodrome|une ancienne briqueterie], s’étend sur {n2} hectares "
           "et [dormait|attendait] depuis {year}.",
           "Les syndicats [saluent|approuvent] le projet mais demandent [un accord salarial|des "
           "garanties pour le site de {city2}].",
           "{p1}, directrice générale, est entrée dans la maison en {year} comme [apprentie|jeune "
           "ingénieure].",
           "Près de {n2} % de la production part à l’étranger, [surtout|principalement] [en "
           "Scandinavie|en Amérique du Nord].",
           "La région apporte {n4} euros pour [une route|un poste électrique], [ce que critique "
           "l’opposition|sous réserve d’un vote].",
           "Un concurrent de {city2} avait fermé en {year}, faute de [main-d’œuvre|commandes].",
           "La formation commencera en septembre avec {n2} places, a [promis|précisé] {p2}, chef "
           "d’atelier.",
           "Un tiers du personnel partira à la retraite avant {y2}, [d’où|ce qui explique] [la "
           "recherche|l’appel] de jeunes."},
      .quotes = {"« Nous avons comparé {n1} sites, et {city} avait [les gens|la route la plus "
                 "courte vers le port] », a dit {p1}.",
                 "« Une commande n’est pas un [salaire|emploi] », [prévient|tempère] {p2}. « Nous "
                 "le voulons par écrit. »",
                 "« C’est la meilleure nouvelle depuis {year} », s’est réjouie la maire, {p3}."},
      .closings = {"La production doit commencer au [deuxième|troisième] trimestre {y2}.",
                   "Le groupe publiera ses comptes {day}."}};
}

}  // namespace

Language make_french() {
  return {
      .code = "fr",
      .locale = "fr_FR",
      .country = "FR",
      .thousands = " ",
      .date = "{d} {month} {y}",
      .months = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                 "septembre", "octobre", "novembre", "décembre"},
      .weekdays = {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
      .sections = {{{"local", "Local"},
                    {"economie", "Économie"},
                    {"sport", "Sport"},
                    {"culture", "Culture"}}},
      .agency = "Agence Littorale",
      .staff = "La rédaction",
      .labels = {.home = "Accueil",
                 .leave_comment = "Laisser un commentaire",
                 .email_notice = "Votre adresse e-mail ne sera pas publiée.",
                 .required_notice = "Les champs obligatoires sont indiqués avec *",
                 .comment = "Commentaire",
                 .name = "Nom",
                 .email = "E-mail",
                 .website = "Site web",
                 .save_details = "Enregistrer mon nom, mon e-mail et mon site dans le navigateur "
                                 "pour mon prochain commentaire.",
                 .post_comment = "Publier le commentaire",
                 .comments_title = "{} commentaires",
                 .recent_posts = "Articles récents",
                 .archives = "Archives",
                 .categories = "Catégories",
                 .search = "Rechercher",
                 .share = "Partager sur {}",
                 .scroll_top = "Retour en haut",
                 .previous_post = "Article précédent",
                 .next_post = "Article suivant",
                 .read_more = "Lire la suite",
                 .related = "Sur le même sujet",
                 .also_read = "À lire aussi :",
                 .most_read = "Les plus lus",
                 .newsletter_title = "Le matin en cinq minutes",
                 .newsletter_text = "Notre lettre à six heures, chaque jour ouvré, gratuitement.",
                 .sign_up = "S’inscrire",
                 .advertisement = "Publicité",
                 .cookie_title = "Le respect de votre vie privée",
                 .cookie_text = "Nos 212 partenaires et nous déposons des cookies pour mesurer "
                                "l’audience et afficher de la publicité.",
                 .accept_all = "Tout accepter",
                 .reject_all = "Tout refuser",
                 .photo = "Photo",
                 .gallery = "En images",
                 .by = "Par",
                 .updated = "Mis à jour",
                 .minutes_ago = "il y a {} minutes",
                 .views = "{} lectures",
                 .live = "En direct",
                 .author_bio = "{} écrit dans nos colonnes depuis longtemps et cultive des roses.",
                 .tags = "Mots-clés",
                 .skip = "Aller au contenu",
                 .older = "Articles plus anciens",
                 .newer = "Articles plus récents",
                 .contact = "Contact",
                 .privacy = "Confidentialité",
                 .rights = "Tous droits réservés.",
                 .not_found_title = "Page introuvable",
                 .not_found_text = "La page que vous cherchez est introuvable. Elle a peut-être "
                                   "été déplacée ou supprimée.",
                 .subscribe_title = "La suite est réservée aux abonnés",
                 .subscribe_text = "Cet article est réservé aux abonnés. Abonnez-vous à partir de "
                                   "1 euro par mois ou connectez-vous."},
      .women = {"Agathe", "Brigitte", "Clémence", "Delphine", "Élise", "Fatou", "Gisèle", "Hélène",
                "Jeanne", "Lucile", "Mathilde", "Sylvie"},
      .men = {"Antoine", "Bastien", "Cyril", "Didier", "Étienne", "Gaspard", "Hubert", "Julien",
              "Karim", "Laurent", "Olivier", "Rémi"},
      .surnames = {"Aubrac", "Bellerive", "Chantemerle", "Delacour", "Estienne", "Ferrand",
                   "Guilloux", "Hautefort", "Jourdain", "Lemoigne", "Maréchal", "Poitevin",
                   "Quéméneur", "Rochebrune", "Tavernier", "Valmont"},
      .cities = {"Aubeville", "Belleroche", "Chantepierre", "Fontclaire", "Grandport",
                 "Hautecombe-sur-Lys", "Larmoret", "Montfauve", "Plougarven", "Rivebelle",
                 "Saint-Amour-les-Bains", "Vauclair"},
      .orgs = {"Alizé", "Bertin Frères", "Corvette", "Groupe Estuaire", "Maison Landry",
               "Penhoët Industrie", "Verrières"},
      .updates =
          {"Dans un communiqué [publié plus tard|diffusé le soir], {p2} a [confirmé|répété] que "
           "rien n’était décidé avant {day}.",
           "Interrogée dans la soirée, {p1} n’a pas voulu [donner de date|en dire plus], sans "
           "exclure [un second rapport|un report].",
           "Entre-temps, {n3} [courriers|messages] sont arrivés à la préfecture à ce sujet."},
      .live_notes =
          {"{p1} vient d’arriver à la mairie de {city}. [Elle n’a rien dit|Elle a salué la foule].",
           "Le dépouillement a commencé dans {n1} bureaux sur {n2} ; premiers chiffres [dans "
           "l’heure|bientôt].",
           "{p2} prend la parole : « [Attendons|Il faut attendre] la dernière urne. »",
           "Première tendance : {l1} à {n2} %, [devant|juste derrière] {l2}.",
           "Panne de courant à {city2} : {n3} bulletins seront recomptés [à la main|une fois "
           "encore]."},
      .captions = {"{city}, [vue du nord|{day}]", "{p1} à {city2}",
                   "Vue de {city} [le soir|depuis la tour]"},
      .corrections = {"Rectificatif : une version antérieure de cet article donnait un chiffre "
                      "erroné. Il a été corrigé."},
      .reader_comments = {"Je le dis depuis des années, personne n’écoute.", "Et qui va payer ?",
                          "J’y étais, ce n’était pas du tout comme ça."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
