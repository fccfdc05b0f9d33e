// SPDX-License-Identifier: Apache-2.0
// One line a language and form; looked up folded.
#include "article/month_names.h"

#include <string>
#include <unordered_map>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

// Twelve names in order; "-" where there is no such form. What stands first in the list counts.
constexpr std::string_view kGregorian[] = {
    // English, also short
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
    // German, Austrian
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber mrz - - - - - - okt - dez",
    // Romance languages
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janv fevr - avr - - juil aou - - - -",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago setiembre - - dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen - - - mag giu lug - set ott - -",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "- fev - - - - - - - out - -",
    "xaneiro febreiro marzo abril maio xuno xullo agosto setembro outubro novembro decembro",
    "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie",
    "ian - - - - iun iul - - - noi -",
    // Dutch, Afrikaans, the North
    "januari februari maart april mei juni juli augustus september oktober november december",
    "- - mrt - - - - - - - - -",
    "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "- - - - - - - - - - - des",
    "januar februar mars april mai juni juli agust september oktober november desember",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu "
    "marraskuu joulukuu",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
    // the Baltic
    "jaanuar veebruar marts aprill mai juuni juuli august september oktoober november detsember",
    "janvaris februaris marts aprilis maijs junijs julijs augusts septembris oktobris novembris "
    "decembris",
    "janvari februari marta aprili maija junija julija augusta septembri oktobri novembri decembri",
    "sausio vasario kovo balandzio geguzes birzelio liepos rugpjucio rugsejo spalio lapkricio "
    "gruodzio",
    "sausis vasaris kovas balandis geguze birzelis liepa rugpjutis rugsejis spalis lapkritis "
    "gruodis",
    // Slavic languages in Latin letters
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad "
    "grudzien",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada "
    "grudnia",
    "sty lut - kwi - cze lip sie wrz paz lis gru",
    "leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec",
    "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince",
    "januara februara marca aprila maja juna jula augusta septembra oktobra novembra decembra",
    "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "- - marec - - junij julij - - - - -",
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra "
    "decembra",
    "sijecnja veljace ozujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga prosinca",
    "sijecanj veljaca ozujak travanj svibanj lipanj srpanj kolovoz rujan - studeni prosinac",
    // … and in Cyrillic
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "- февр - - - - - - сент - нояб -",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад "
    "грудень",
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада "
    "снежня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    // Greek
    "ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου "
    "οκτωβριου νοεμβριου δεκεμβριου",
    "ιανουαριος φεβρουαριος μαρτιος απριλιος μαιος ιουνιος ιουλιος αυγουστος σεπτεμβριος "
    "οκτωβριος νοεμβριος δεκεμβριος",
    "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    // Hungarian, Albanian, Basque, Welsh
    "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november "
    "december",
    "- - marc - - - - - szept - - -",
    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor",
    "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren "
    "irailaren urriaren azaroaren abenduaren",
    "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    // Turkic languages
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    "oca sub - nis - haz tem - eyl eki kas ara",
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "- - - - - - - avgust sentabr oktabr - -",
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    // Caucasus
    "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი "
    "დეკემბერი",
    "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի "
    "նոյեմբերի դեկտեմբերի",
    "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր "
    "դեկտեմբեր",
    // Arabic: Egypt and the Gulf, the Maghreb, Morocco, the Levant (its double names are one word
    // by then), Urdu, Persian
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "- - - ابريل - يونيه يوليه اغسطس - اكتوبر - -",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "- - - - - - يوليوز غشت شتنبر - نونبر دجنبر",
    "- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -",
    "- - اذار - ايار - - اب ايلول - - -",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "- - - - می - جولای آگوست - - - -",
    // Hebrew
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "- - מרס - - - - - - - - -",
    // South Asia
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "- फ़रवरी - - - - - - सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "जानेवारी फेब्रुवारी - एप्रिल मे - जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "জানুয়ারী ফেব্রুয়ারী - - - - - - - - - -",
    "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઓગસ્ટ સપ્ટેમ્બર ઓક્ટોબર નવેમ્બર ડિસેમ્બર",
    "ਜਨਵਰੀ ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    // South-East Asia
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน "
    "ธันวาคม",
    "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "- pebruari - - - - - agu - - nopember -",
    "- - - - - - - agt - - nop -",
    "januari februari mac april mei jun julai ogos september oktober november disember",
    "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
};

constexpr std::string_view kJalali[] = {
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
};

using Names = std::unordered_map<std::string, MonthName>;

void add_names(std::string_view line, Calendar calendar, Names& names) {
  int number = 0;
  for (const auto name : split(line, ' ')) {
    ++number;
    if (name != "-") names.emplace(text::fold(name), MonthName{number, calendar});
  }
}

const Names& names_of_months() {
  static const Names kNames = [] {
    Names names;
    for (const auto line : kGregorian) add_names(line, Calendar::kGregorian, names);
    for (const auto line : kJalali) add_names(line, Calendar::kJalali, names);
    return names;
  }();
  return kNames;
}

}  // namespace

std::optional<MonthName> month_of(std::string_view word, std::string_view language) {
  // The leaves fall a month earlier in Croatia.
  if (word.starts_with("listopad") && istarts_with(language, "hr")) return MonthName{10};
  const Names& names = names_of_months();
  auto found = names.find(std::string(word));
  // "22 בנובמבר": "in November".
  constexpr std::string_view kIn = "ב";
  if (found == names.end() && word.starts_with(kIn)) {
    found = names.find(std::string(word.substr(kIn.size())));
  }
  if (found == names.end()) return std::nullopt;
  return found->second;
}

}  // namespace broadsheet::article
