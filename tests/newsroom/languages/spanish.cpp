// SPDX-License-Identifier: Apache-2.0
// Spanish.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {.section = 0,
          .keyword = "Ayuntamiento",
          .things = {"la piscina municipal", "la vieja biblioteca", "la pasarela",
                     "la casa de la juventud", "la plaza de abastos"},
          .headlines = {"{city} [vota|decide] salvar {thing}",
                        "{city}: {thing} [no cerrará|será renovada]",
                        "El futuro de {city}: {thing} [divide|enfrenta] al pleno"},
          .leads = {"El pleno de {city} [acordó|aprobó] el {day} destinar {m} millones de euros a "
                    "una vieja demanda: {thing} [seguirá abierta|no se venderá].",
                    "Tras {n1} horas de [debate|discusión], los concejales de {city} decidieron "
                    "que {thing} [será reformada|no se cerrará]."},
          .bodies = {"La moción [salió adelante|se aprobó] con {n2} votos a favor y {n1} en "
                     "contra, [con dos ausencias|sin abstenciones].",
                     "Las obras [empezarán|deben empezar] [en otoño|la próxima primavera] y "
                     "[acabarán|terminarán] en {y2}.",
                     "{p1}, que preside la comisión de [hacienda|obras], [explicó|aseguró] que el "
                     "dinero saldrá [de las reservas|de un fondo regional].",
                     "Los críticos [recuerdan|señalan] que el mantenimiento cuesta {n4} euros al "
                     "año y que [el tejado gotea|la caldera es] [desde {year}|de {year}].",
                     "Más de {n4} vecinos firmaron una petición que {p2} entregó [en cuatro "
                     "cajas|antes de la sesión].",
                     "El edificio es de {year} y apenas se ha [reparado|modernizado] desde que la "
                     "ciudad [se duplicó|creció].",
                     "Un informe [de enero|del año pasado] encontró {n2} [grietas|defectos], pero "
                     "considera la estructura [sólida|segura].",
                     "El municipio vecino de {city2} [cerró|abandonó] un centro parecido en "
                     "{year}, [un error|un aviso], según varios oradores.",
                     "En la tribuna, [medio centenar|un centenar] de personas [siguió la votación "
                     "de pie|aplaudió largo rato].",
                     "Ahora hay que [buscar una constructora|conseguir la licencia], lo que puede "
                     "[tardar|llevar] {n1} meses."},
          .quotes = {"«[Es|Hoy es] un buen día para todos los que [viven|crecieron] aquí», dijo "
                     "{p1} [tras la votación|a la salida].",
                     "«No se puede [remendar|parchear] eternamente», [advirtió|avisó] {p2}. "
                     "«[Algún día|Tarde o temprano] llega la factura.»",
                     "«[Nadie|Ningún vecino] quería un aparcamiento», [resume|cuenta] {p3}, que "
                     "vive [enfrente|al lado] desde {year}."},
          .closings = {"La decisión será firme en {n1} semanas [si nadie recurre|salvo recurso].",
                       "El {day} habrá una reunión pública en {city}."}};
}

Topic storm() {
  return {
      .section = 0,
      .keyword = "Temporal",
      .things = {"la carretera de la costa", "la línea del valle", "la ronda norte",
                 "la rampa del transbordador", "la parte baja"},
      .headlines = {"El temporal deja sin luz a {n4} hogares [cerca de|en torno a] {city}",
                    "{city}: {thing} [cortada|cerrada] por el agua",
                    "Tras el temporal, {city} [limpia|cuenta los daños]"},
      .leads = {"Un [fuerte temporal|vendaval] dejó sin electricidad a {n4} hogares en torno a "
                "{city} en la noche del {day}.",
                "En {city}, {thing} sigue cerrada [hasta nuevo aviso|esta mañana] después de que "
                "cayeran {n2} litros por metro cuadrado en {n1} horas."},
      .bodies =
          {"Se [midieron|registraron] rachas de {kmh} kilómetros por hora [en el faro|en el "
           "aeródromo], [las mayores desde {year}|algo no visto desde {year}].",
           "Los bomberos salieron {n3} veces, [sobre todo|casi siempre] por [árboles "
           "caídos|sótanos inundados].",
           "No hubo heridos graves, aunque un [camionero|ciclista] pasó la noche en el hospital.",
           "Las escuelas de {n1} pueblos no abrieron y los trenes entre {city} y {city2} "
           "circularon [con dos horas de retraso|a paso lento].",
           "La distribuidora {org} [envió|movilizó] {n2} brigadas y [espera|promete] devolver la "
           "luz [por la tarde|antes de la noche].",
           "Las aseguradoras cifran los daños en {m} millones de euros, [una primera estimación|un "
           "cálculo provisional].",
           "El río subió {n2} centímetros [en una hora|entre medianoche y las cuatro], más deprisa "
           "de lo [previsto|anunciado].",
           "{p1}, que tiene [una panadería|un pequeño hotel] en el muelle, [sacó el barro|sacó las "
           "sillas] [con sus vecinos|al amanecer].",
           "Se espera un tiempo más [tranquilo|seco] [el fin de semana|a finales de semana], con "
           "[chubascos|nieblas] y {n1} grados."},
      .quotes =
          {"«[Nunca|Jamás] había [visto nada igual|oído un ruido así]», dice {p2}, "
           "[agricultor|pescador].",
           "«[Aléjense|No se acerquen] [de las orillas|al río]», pidió {p1}, de protección civil.",
           "«Tuvimos suerte», [reconoció|dijo] la alcaldesa, {p3}. «Las [bombas|defensas] "
           "aguantaron.»"},
      .closings = {"El paso se reabrirá el {day}, [si el viento lo permite|tras una inspección].",
                   "La diputación ha abierto un fondo de ayuda para los hogares afectados."}};
}

Topic company() {
  return {
      .section = 1,
      .keyword = "Economía",
      .things = {"bicicletas", "azulejos", "hornos de pan", "muebles escolares",
                 "sensores de viento"},
      .headlines = {"{org} abrirá una fábrica de {thing} en {city}",
                    "{org} [promete|anuncia] {n3} empleos en {city}",
                    "[Año récord|Pedidos récord] de {thing} para {org}"},
      .leads = {"{org}, fabricante de {thing}, invertirá {m} millones de euros en una planta en "
                "{city} y [contratará|empleará] a {n3} personas, anunció la empresa el {day}.",
                "Los pedidos se acumulan en {org}: el fabricante de {thing} [ampliará|duplicará] "
                "su planta de {city}, [según anunció|informó] el {day}."},
      .bodies =
          {"Las ventas crecieron un {n2} % el año pasado, hasta {m} millones de euros, [a pesar "
           "del|pese al] precio de la energía.",
           "El terreno, [un antiguo aeródromo|un antiguo tejar], mide {n2} hectáreas y estaba "
           "[vacío|en venta] desde {year}.",
           "Los sindicatos [saludan|aplauden] el plan, pero piden [un convenio|garantías para la "
           "planta de {city2}].",
           "{p1}, directora general, entró en la casa en {year} como [aprendiza|joven ingeniera].",
           "Cerca del {n2} % de la producción se vende fuera, [sobre todo|principalmente] en "
           "[Escandinavia|América del Norte].",
           "La región aporta {n4} euros para [una carretera|una subestación], [algo que critica la "
           "oposición|a falta de una votación].",
           "Un competidor de {city2} cerró en {year} por falta de [personal|encargos].",
           "La formación empezará en septiembre con {n2} plazas, [prometió|precisó] {p2}, jefe de "
           "taller.",
           "Un tercio de la plantilla se jubilará antes de {y2}, [de ahí|y por eso] la búsqueda de "
           "jóvenes."},
      .quotes = {"«Comparamos {n1} lugares, y {city} tenía [la gente|el camino más corto al "
                 "puerto]», dijo {p1}.",
                 "«Un pedido no es un [salario|empleo]», [advierte|matiza] {p2}. «Lo queremos por "
                 "escrito.»",
                 "«Es la mejor noticia desde {year}», celebró la alcaldesa, {p3}."},
      .closings = {"La producción debe empezar en el [segundo|tercer] trimestre de {y2}.",
                   "La empresa presentará sus cuentas el {day}."}};
}

}  // namespace

Language make_spanish() {
  return {
      .code = "es",
      .locale = "es_ES",
      .country = "ES",
      .thousands = ".",
      .date = "{d} de {month} de {y}",
      .months = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                 "septiembre", "octubre", "noviembre", "diciembre"},
      .weekdays = {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
      .sections = {{{"local", "Local"},
                    {"economia", "Economía"},
                    {"deportes", "Deportes"},
                    {"cultura", "Cultura"}}},
      .agency = "Agencia Meridiano",
      .staff = "Redacción",
      .labels = {.home = "Portada",
                 .leave_comment = "Deja un comentario",
                 .email_notice = "Tu dirección de correo electrónico no será publicada.",
                 .required_notice = "Los campos obligatorios están marcados con *",
                 .comment = "Comentario",
                 .name = "Nombre",
                 .email = "Correo electrónico",
                 .website = "Web",
                 .save_details = "Guarda mi nombre, correo electrónico y web en este navegador "
                                 "para la próxima vez que comente.",
                 .post_comment = "Publicar el comentario",
                 .comments_title = "{} comentarios",
                 .recent_posts = "Entradas recientes",
                 .archives = "Archivos",
                 .categories = "Categorías",
                 .search = "Buscar",
                 .share = "Compartir en {}",
                 .scroll_top = "Ir arriba",
                 .previous_post = "Entrada anterior",
                 .next_post = "Entrada siguiente",
                 .read_more = "Leer más",
                 .related = "Noticias relacionadas",
                 .also_read = "Lea también:",
                 .most_read = "Lo más leído",
                 .newsletter_title = "La mañana en cinco minutos",
                 .newsletter_text = "Nuestro boletín a las seis, cada día laborable, gratis.",
                 .sign_up = "Suscribirse",
                 .advertisement = "Publicidad",
                 .cookie_title = "Su privacidad nos importa",
                 .cookie_text = "Nosotros y nuestros 212 socios guardamos cookies para medir la "
                                "audiencia y mostrar publicidad.",
                 .accept_all = "Aceptar todo",
                 .reject_all = "Rechazar todo",
                 .photo = "Foto",
                 .gallery = "En imágenes",
                 .by = "Por",
                 .updated = "Actualizado",
                 .minutes_ago = "hace {} minutos",
                 .views = "{} visitas",
                 .live = "En directo",
                 .author_bio =
                     "{} escribe en este diario desde hace muchos años y toca el acordeón.",
                 .tags = "Etiquetas",
                 .skip = "Saltar al contenido",
                 .older = "Entradas más antiguas",
                 .newer = "Entradas más recientes",
                 .contact = "Contacto",
                 .privacy = "Política de privacidad",
                 .rights = "Todos los derechos reservados.",
                 .not_found_title = "Página no encontrada",
                 .not_found_text =
                     "La página que busca no se ha encontrado. Puede que se haya movido o borrado.",
                 .subscribe_title = "Siga leyendo con una suscripción",
                 .subscribe_text = "Este artículo es solo para suscriptores. Suscríbase desde 1 "
                                   "euro al mes o inicie sesión."},
      .women = {"Adela", "Beatriz", "Carmen", "Dolores", "Elena", "Fátima", "Inés", "Jimena",
                "Lucía", "Mercedes", "Rocío", "Teresa"},
      .men = {"Andrés", "Bruno", "Carlos", "Diego", "Emilio", "Fermín", "Gonzalo", "Hugo", "Iván",
              "Joaquín", "Manuel", "Ramón"},
      .surnames = {"Albarrán", "Bermejo", "Cifuentes", "Duarte", "Echeverría", "Fonseca",
                   "Gallardo", "Herrero", "Izquierdo", "Luque", "Montalbán", "Noguera", "Ordóñez",
                   "Pizarro", "Quintana", "Robledo"},
      .cities = {"Aldeanueva del Mar", "Barranco Hondo", "Castroviejo", "Fuenteclara", "Guadalmira",
                 "La Ribera Alta", "Montegrís", "Peñasol", "Puertollana", "Salobral del Río",
                 "Torrevega", "Villamarzo"},
      .orgs = {"Almena", "Cantábrica de Motores", "Grupo Faro", "Hermanos Vidal", "La Espiga",
               "Norteña", "Talleres Sur"},
      .updates = {"En un comunicado [posterior|difundido por la tarde], {p2} [confirmó|repitió] "
                  "que nada se decidirá antes del {day}.",
                  "Preguntada por la noche, {p1} no quiso [dar una fecha|dar detalles], pero no "
                  "descartó [un segundo informe|un aplazamiento].",
                  "Mientras tanto han llegado {n3} [cartas|mensajes] sobre el asunto."},
      .live_notes = {"{p1} acaba de llegar al ayuntamiento de {city}. [No ha hecho "
                     "declaraciones|Saludó y entró].",
                     "El recuento ha empezado en {n1} de {n2} distritos; primeros datos [en una "
                     "hora|pronto].",
                     "Habla {p2}: «[Esperemos|Hay que esperar] a la última urna.»",
                     "Primera tendencia: {l1}, con el {n2} %, [por delante|justo detrás] de {l2}.",
                     "Apagón en {city2}: {n3} papeletas se contarán [a mano|otra vez]."},
      .captions = {"{city}, [vista desde el norte|el {day}]", "{p1} en {city2}",
                   "Vista de {city} [al atardecer|desde la torre]"},
      .corrections = {"Corrección: una versión anterior de este artículo daba una cifra "
                      "equivocada. Se ha corregido."},
      .reader_comments = {"Lo llevo diciendo años y nadie escucha.", "¿Y quién lo va a pagar?",
                          "Yo estuve allí y no fue así."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
