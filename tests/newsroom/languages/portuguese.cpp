// SPDX-License-Identifier: Apache-2.0
// Portuguese.
#include "newsroom/language.h"

namespace broadsheet::newsroom {
namespace {

Topic council() {
  return {
      .section = 0,
      .keyword = "Câmara",
      .things = {"a piscina municipal", "a velha biblioteca", "a ponte pedonal",
                 "a casa da juventude", "a praça do mercado"},
      .headlines = {"{city} [decide|vota] salvar equipamento: {thing} fica",
                    "{city}: {thing} [não fecha|vai ser renovada]",
                    "O caso que [divide|agita] {city}: {thing}"},
      .leads = {"A assembleia de {city} [decidiu|aprovou] na {day} gastar {m} milhões de euros num "
                "velho problema: {thing} [continua aberta|não será vendida].",
                "Depois de {n1} horas de [debate|discussão], os vereadores de {city} decidiram que "
                "{thing} [será renovada|não fecha]."},
      .bodies =
          {"A proposta [passou|foi aprovada] com {n2} votos a favor e {n1} contra, [com duas "
           "ausências|sem abstenções].",
           "As obras [começam|devem começar] [no outono|na próxima primavera] e [acabam|terminam] "
           "em {y2}.",
           "{p1}, que preside à comissão de [finanças|obras], [explicou|garantiu] que o dinheiro "
           "virá [das reservas|de um fundo regional].",
           "Os críticos [lembram|notam] que a manutenção custa {n4} euros por ano e que [o telhado "
           "mete água|a caldeira é] [desde {year}|de {year}].",
           "Mais de {n4} moradores assinaram uma petição que {p2} entregou [em quatro caixas|antes "
           "da sessão].",
           "O edifício é de {year} e quase não foi [reparado|modernizado] desde que a cidade "
           "[duplicou|cresceu].",
           "Um relatório [de janeiro|do ano passado] encontrou {n2} [fendas|defeitos], mas "
           "considera a estrutura [sólida|segura].",
           "O concelho vizinho de {city2} [fechou|abandonou] um espaço parecido em {year}, [um "
           "erro|um aviso], segundo vários oradores.",
           "Na galeria, [meia centena|uma centena] de pessoas [seguiu a votação de pé|aplaudiu "
           "demoradamente].",
           "Falta agora [encontrar um empreiteiro|obter a licença], o que pode levar {n1} meses."},
      .quotes = {"«[É|Hoje é] um bom dia para todos os que [vivem|cresceram] aqui», disse {p1} "
                 "[depois da votação|à saída].",
                 "«Não se pode [remendar|consertar] para sempre», [avisou|alertou] {p2}. «[Um "
                 "dia|Mais cedo ou mais tarde] chega a conta.»",
                 "«[Ninguém|Nenhum vizinho] queria um parque de estacionamento», [resume|conta] "
                 "{p3}, que mora [em frente|ao lado] desde {year}."},
      .closings = {"A decisão torna-se definitiva dentro de {n1} semanas, [se ninguém "
                   "recorrer|salvo recurso].",
                   "Na {day} haverá uma reunião pública em {city}."}};
}

Topic storm() {
  return {
      .section = 0,
      .keyword = "Tempo",
      .things = {"a estrada da costa", "a linha do vale", "a circular norte", "a rampa do barco",
                 "a zona baixa"},
      .headlines = {"Tempestade deixa {n4} casas sem luz [perto de|à volta de] {city}",
                    "{city}: {thing} [cortada|fechada] pela água",
                    "Depois da tempestade, {city} [limpa|conta os estragos]"},
      .leads = {"[Uma forte tempestade|Um temporal] deixou sem eletricidade {n4} casas à volta de "
                "{city} na noite de {day}.",
                "Em {city}, {thing} continua fechada [até novo aviso|esta manhã] depois de caírem "
                "{n2} litros por metro quadrado em {n1} horas."},
      .bodies = {"Foram [medidas|registadas] rajadas de {kmh} quilómetros por hora [no farol|no "
                 "aeródromo], [as mais fortes desde {year}|o que não se via desde {year}].",
                 "Os bombeiros saíram {n3} vezes, [sobretudo|quase sempre] por causa de [árvores "
                 "caídas|caves inundadas].",
                 "Não há feridos graves, mas um [camionista|ciclista] passou a noite no hospital.",
                 "As escolas de {n1} freguesias não abriram e os comboios entre {city} e {city2} "
                 "andaram [com duas horas de atraso|devagar].",
                 "A distribuidora {org} [enviou|mobilizou] {n2} equipas e [espera|promete] repor a "
                 "luz [ao fim da tarde|antes da noite].",
                 "As seguradoras calculam os estragos em {m} milhões de euros, [uma primeira "
                 "estimativa|um valor provisório].",
                 "O rio subiu {n2} centímetros [numa hora|entre a meia-noite e as quatro], mais "
                 "depressa do que o [previsto|anunciado].",
                 "{p1}, que tem [uma padaria|um pequeno hotel] no cais, [varreu a lama|pôs as "
                 "cadeiras na rua] [com os vizinhos|ao nascer do dia].",
                 "Espera-se tempo mais [calmo|seco] [no fim de semana|no final da semana], com "
                 "[aguaceiros|nevoeiro] e {n1} graus."},
      .quotes =
          {"«Nunca [vi nada assim|ouvi tal barulho]», diz {p2}, [agricultor|pescador].",
           "«[Afastem-se|Não se aproximem] [das margens|do rio]», pediu {p1}, da proteção civil.",
           "«Tivemos sorte», [reconheceu|disse] a presidente da câmara, {p3}. «As "
           "[bombas|comportas] aguentaram.»"},
      .closings = {"A passagem reabre na {day}, [se o vento deixar|depois de uma inspeção].",
                   "O distrito abriu um fundo de apoio para as casas afetadas."}};
}

Topic company() {
  return {
      .section = 1,
      .keyword = "Economia",
      .things = {"bicicletas", "azulejos", "fornos de pão", "móveis escolares",
                 "sensores de vento"},
      .headlines = {"{org} abre fábrica de {thing} em {city}",
                    "{org} [promete|anuncia] {n3} empregos em {city}",
                    "[Ano recorde|Encomendas recorde] de {thing} na {org}"},
      .leads = {"A {org}, fabricante de {thing}, vai investir {m} milhões de euros numa fábrica em "
                "{city} e [contratar|empregar] {n3} pessoas, anunciou a empresa na {day}.",
                "As encomendas acumulam-se na {org}: a fabricante de {thing} vai "
                "[ampliar|duplicar] a fábrica de {city}, [anunciou|informou] na {day}."},
      .bodies =
          {"As vendas cresceram {n2} % no ano passado, para {m} milhões de euros, [apesar|a "
           "despeito] do preço da energia.",
           "O terreno, [um antigo aeródromo|uma antiga olaria], tem {n2} hectares e estava "
           "[vazio|à venda] desde {year}.",
           "Os sindicatos [saúdam|aplaudem] o plano, mas pedem [um acordo salarial|garantias para "
           "a fábrica de {city2}].",
           "{p1}, diretora-geral, entrou na casa em {year} como [aprendiz|jovem engenheira].",
           "Cerca de {n2} % da produção é vendida lá fora, [sobretudo|principalmente] na "
           "[Escandinávia|América do Norte].",
           "A região dá {n4} euros para [uma estrada|uma subestação], [o que a oposição critica|à "
           "espera de uma votação].",
           "Um concorrente de {city2} fechou em {year} por falta de [pessoal|encomendas].",
           "A formação começa em setembro com {n2} vagas, [prometeu|precisou] {p2}, chefe de "
           "oficina.",
           "Um terço do pessoal reforma-se antes de {y2}, [daí|e por isso] a procura de jovens."},
      .quotes = {"«Comparámos {n1} lugares, e {city} tinha [as pessoas|o caminho mais curto para o "
                 "porto]», disse {p1}.",
                 "«Uma encomenda não é um [salário|emprego]», [avisa|lembra] {p2}. «Queremos isso "
                 "por escrito.»",
                 "«É a melhor notícia desde {year}», festejou a presidente da câmara, {p3}."},
      .closings = {"A produção deve começar no [segundo|terceiro] trimestre de {y2}.",
                   "A empresa apresenta contas na {day}."}};
}

}  // namespace

Language make_portuguese() {
  return {
      .code = "pt",
      .locale = "pt_PT",
      .country = "PT",
      .thousands = ".",
      .date = "{d} de {month} de {y}",
      .months = {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
                 "setembro", "outubro", "novembro", "dezembro"},
      .weekdays = {"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira",
                   "sexta-feira", "sábado"},
      .sections = {{{"local", "Local"},
                    {"economia", "Economia"},
                    {"desporto", "Desporto"},
                    {"cultura", "Cultura"}}},
      .agency = "Agência Atlântica",
      .staff = "Redação",
      .labels = {.home = "Início",
                 .leave_comment = "Deixe um comentário",
                 .email_notice = "O seu endereço de email não será publicado.",
                 .required_notice = "Campos obrigatórios marcados com *",
                 .comment = "Comentário",
                 .name = "Nome",
                 .email = "Email",
                 .website = "Site",
                 .save_details = "Guardar o meu nome, email e site neste navegador para a próxima "
                                 "vez que eu comentar.",
                 .post_comment = "Publicar comentário",
                 .comments_title = "{} comentários",
                 .recent_posts = "Artigos recentes",
                 .archives = "Arquivo",
                 .categories = "Categorias",
                 .search = "Pesquisar",
                 .share = "Partilhar no {}",
                 .scroll_top = "Voltar ao topo",
                 .previous_post = "Artigo anterior",
                 .next_post = "Artigo seguinte",
                 .read_more = "Ler mais",
                 .related = "Artigos relacionados",
                 .also_read = "Leia também:",
                 .most_read = "Mais lidas",
                 .newsletter_title = "A manhã em cinco minutos",
                 .newsletter_text = "A nossa newsletter às seis, todos os dias úteis, grátis.",
                 .sign_up = "Subscrever",
                 .advertisement = "Publicidade",
                 .cookie_title = "A sua privacidade é importante",
                 .cookie_text = "Nós e os nossos 212 parceiros guardamos cookies para medir "
                                "audiências e mostrar publicidade.",
                 .accept_all = "Aceitar tudo",
                 .reject_all = "Rejeitar tudo",
                 .photo = "Foto",
                 .gallery = "Em imagens",
                 .by = "Por",
                 .updated = "Atualizado",
                 .minutes_ago = "há {} minutos",
                 .views = "{} visualizações",
                 .live = "Ao minuto",
                 .author_bio = "{} escreve neste jornal há muitos anos e gosta de navegar.",
                 .tags = "Etiquetas",
                 .skip = "Saltar para o conteúdo",
                 .older = "Artigos mais antigos",
                 .newer = "Artigos mais recentes",
                 .contact = "Contacto",
                 .privacy = "Política de privacidade",
                 .rights = "Todos os direitos reservados.",
                 .not_found_title = "Página não encontrada",
                 .not_found_text =
                     "A página que procura não foi encontrada. Pode ter sido movida ou apagada.",
                 .subscribe_title = "Continue a ler com uma assinatura",
                 .subscribe_text = "Este artigo é só para assinantes. Assine a partir de 1 euro "
                                   "por mês ou inicie sessão."},
      .women = {"Alda", "Benedita", "Catarina", "Deolinda", "Estela", "Filipa", "Graça", "Helena",
                "Joana", "Leonor", "Matilde", "Rita"},
      .men = {"Afonso", "Baltasar", "Caetano", "Duarte", "Eusébio", "Fernão", "Gil", "Horácio",
              "Jaime", "Lourenço", "Nuno", "Rui"},
      .surnames = {"Abrantes", "Barroca", "Carvalhal", "Damião", "Esteves", "Falcão", "Guedes",
                   "Lobato", "Magalhães", "Nóbrega", "Penedo", "Quintela", "Sarmento", "Teixeira",
                   "Vasconcelos"},
      .cities = {"Alvorninha", "Barca do Sal", "Cabo Ruivo", "Fonte Serena", "Lagoa Branca",
                 "Monte Cimeiro", "Pedra Alta", "Porto Velho da Foz", "Ribeira d’Ouro",
                 "Serra Clara", "Vale de Amoras"},
      .orgs = {"Albatroz", "Cordoaria Lima", "Estaleiros do Tejo Novo", "Farol", "Irmãos Prata",
               "Lusitecno", "Metalnorte"},
      .updates = {"Num comunicado [posterior|divulgado à noite], {p2} [confirmou|repetiu] que nada "
                  "será decidido antes de {day}.",
                  "Questionada à noite, {p1} não quis [dar uma data|dar pormenores], mas não "
                  "excluiu [um segundo relatório|um adiamento].",
                  "Entretanto chegaram {n3} [cartas|mensagens] sobre o assunto."},
      .live_notes =
          {"{p1} acaba de chegar à câmara de {city}. [Não fez declarações|Acenou e entrou].",
           "A contagem começou em {n1} de {n2} freguesias; primeiros números [dentro de uma "
           "hora|em breve].",
           "Fala {p2}: «[Esperemos|É preciso esperar] pela última urna.»",
           "Primeira tendência: {l1} com {n2} %, [à frente|logo atrás] de {l2}.",
           "Falha de luz em {city2}: {n3} boletins serão contados [à mão|outra vez]."},
      .captions = {"{city}, [vista do norte|na {day}]", "{p1} em {city2}",
                   "Vista de {city} [ao anoitecer|da torre]"},
      .corrections =
          {"Correção: uma versão anterior deste artigo dava um número errado. Foi corrigido."},
      .reader_comments = {"Digo isto há anos e ninguém ouve.", "E quem é que paga?",
                          "Estive lá e não foi nada assim."},
      .topics = {council(), storm(), company()}};
}

}  // namespace broadsheet::newsroom
