// SPDX-License-Identifier: Apache-2.0
// Dates as the press of the world writes them.
#include "article/dates.h"

#include <gtest/gtest.h>

namespace broadsheet::article {
namespace {

struct Case {
  std::string_view text;
  std::string_view language;
  std::string_view want;  // RFC 3339 to the precision; empty: no date
};

class DatesTest : public ::testing::TestWithParam<Case> {};

TEST_P(DatesTest, IsReadAsItsReaderWould) {
  const auto& [text, language, want] = GetParam();

  const auto date = parse_date(text, language);

  EXPECT_EQ(date ? records::format_date(*date) : "", want) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Machine, DatesTest,
    ::testing::Values(Case{"2026-11-22", "", "2026-11-22"},
                      Case{"2026-11-22T10:00:09Z", "", "2026-11-22T10:00:09Z"},
                      Case{"2026-11-22T10:00:09.123+01:00", "", "2026-11-22T10:00:09+01:00"},
                      Case{"2026-11-22T10:00:09-0500", "", "2026-11-22T10:00:09-05:00"},
                      Case{"2026-11-22 10:00", "", "2026-11-22T10:00:00Z"},
                      Case{"20261122", "", "2026-11-22"},
                      Case{"Sun, 22 Nov 2026 10:00:09 GMT", "", "2026-11-22T10:00:09Z"},
                      Case{"Sun Nov 22 10:00:09 UTC 2026", "", "2026-11-22T10:00:09Z"},
                      Case{"1795341609", "", "2026-11-22T10:00:09Z"},
                      Case{"1795341609000", "", "2026-11-22T10:00:09Z"},
                      Case{"/Date(1795341609000)/", "", "2026-11-22T10:00:09Z"},
                      Case{"20261122100009", "", "2026-11-22T10:00:09Z"},
                      Case{"20261122T100009Z", "", "2026-11-22"},
                      Case{"2026-11-22T10:00:09+01", "", "2026-11-22T10:00:09+01:00"},
                      Case{"2026-11-22 10:00:09.123456 +0100 CET", "", "2026-11-22T10:00:09+01:00"},
                      Case{"Sun Nov 22 2026 10:00:09 GMT+0100 (Central European Standard Time)", "",
                           "2026-11-22T10:00:09+01:00"},
                      Case{"22/Nov/2026:10:00:09 +0000", "", "2026-11-22T10:00:09Z"},
                      Case{"2083-08-06", "", ""}, Case{"0001-01-01T00:00:00", "", ""},
                      Case{"1970-01-01T00:00:00Z", "", ""}, Case{"9999999999", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Words, DatesTest,
    ::testing::Values(
        Case{"November 22, 2026", "en", "2026-11-22"}, Case{"Nov. 22, 2026", "en", "2026-11-22"},
        Case{"22nd November 2026", "en", "2026-11-22"},
        Case{"Sunday 22 November 2026", "en", "2026-11-22"},
        Case{"Published: 22 Nov 2026", "en", "2026-11-22"},
        Case{"22. November 2026", "de", "2026-11-22"}, Case{"1. März 2026", "de", "2026-03-01"},
        Case{"3. Jänner 2026", "de", "2026-01-03"},
        Case{"22 de noviembre de 2026", "es", "2026-11-22"},
        Case{"22 novembre 2026", "fr", "2026-11-22"}, Case{"1er août 2026", "fr", "2026-08-01"},
        Case{"le 3 févr. 2026", "fr", "2026-02-03"}, Case{"22 novembre 2026", "it", "2026-11-22"},
        Case{"22 de março de 2026", "pt", "2026-03-22"}, Case{"22 maart 2026", "nl", "2026-03-22"},
        Case{"22 listopada 2026", "pl", "2026-11-22"}, Case{"22 ноября 2026", "ru", "2026-11-22"},
        Case{"22 мая 2026 г.", "ru", "2026-05-22"}, Case{"22 листопада 2026", "uk", "2026-11-22"},
        Case{"22 Νοεμβρίου 2026", "el", "2026-11-22"}, Case{"22 Kasım 2026", "tr", "2026-11-22"},
        Case{"22. marraskuuta 2026", "fi", "2026-11-22"},
        Case{"22. listopadu 2026", "cs", "2026-11-22"},
        Case{"22 november 2026", "sv", "2026-11-22"}, Case{"22. desember 2026", "no", "2026-12-22"},
        Case{"22 noiembrie 2026", "ro", "2026-11-22"},
        Case{"2026. november 22.", "hu", "2026-11-22"},
        Case{"22 November 2026", "id", "2026-11-22"}, Case{"22 Agustus 2026", "id", "2026-08-22"},
        Case{"22 tháng 11 năm 2026", "vi", "2026-11-22"},
        Case{"2026年11月22日", "ja", "2026-11-22"}, Case{"2026년 11월 22일", "ko", "2026-11-22"},
        Case{"22 نوفمبر 2026", "ar", "2026-11-22"}, Case{"٢٢ نوفمبر ٢٠٢٦", "ar", "2026-11-22"},
        Case{"22 नवंबर 2026", "hi", "2026-11-22"}));

// "mar" is Tuesday as well as March.
INSTANTIATE_TEST_SUITE_P(Tuesdays, DatesTest,
                         ::testing::Values(Case{"mar. 24 nov. 2026", "fr", "2026-11-24"},
                                           Case{"mar, 24 de nov de 2026", "es", "2026-11-24"},
                                           Case{"mar 24 marzo 2026", "it", "2026-03-24"},
                                           Case{"Mar 24, 2026", "en", "2026-03-24"}));

INSTANTIATE_TEST_SUITE_P(
    MoreLanguages, DatesTest,
    ::testing::Values(
        Case{"22 listopada 2026", "hr", "2026-10-22"},
        Case{"22. studenoga 2026.", "hr", "2026-11-22"},
        Case{"22. novembra 2026", "sl", "2026-11-22"},
        Case{"22. новембар 2026.", "sr", "2026-11-22"},
        Case{"22 ноември 2026 г.", "bg", "2026-11-22"},
        Case{"22 лістапада 2026", "be", "2026-11-22"},
        Case{"2026 m. lapkričio 22 d.", "lt", "2026-11-22"},
        Case{"2026. gada 22. novembris", "lv", "2026-11-22"},
        Case{"22. november 2026", "et", "2026-11-22"}, Case{"22 nëntor 2026", "sq", "2026-11-22"},
        Case{"22 d'octubre del 2026", "ca", "2026-10-22"},
        Case{"2026ko azaroaren 22a", "eu", "2026-11-22"},
        Case{"22 noyabr 2026", "az", "2026-11-22"},
        Case{"2026 жылғы 22 қараша", "kk", "2026-11-22"},
        Case{"2026 оны 11 сарын 22", "mn", "2026-11-22"},
        Case{"22 ნოემბერი 2026", "ka", "2026-11-22"}, Case{"22 նոյեմբերի 2026", "hy", "2026-11-22"},
        Case{"22 Νοε 2026", "el", "2026-11-22"}, Case{"22 Disember 2026", "ms", "2026-12-22"},
        Case{"22 Novemba 2026", "sw", "2026-11-22"},
        Case{"Ika-22 ng Nobyembre, 2026", "fil", "2026-11-22"},
        Case{"22 בנובמבר 2026", "he", "2026-11-22"}, Case{"22 נובמבר 2026", "he", "2026-11-22"},
        Case{"22 نومبر 2026", "ur", "2026-11-22"}, Case{"22 تشرين الثاني 2026", "ar", "2026-11-22"},
        Case{"22 نوفمبر/ تشرين الثاني 2026", "ar", "2026-11-22"},
        Case{"الأحد 22 نونبر 2026", "ar", "2026-11-22"}, Case{"22 فيفري 2026", "ar", "2026-02-22"},
        Case{"الأحد، 22 نوفمبر، 2026", "ar", "2026-11-22"},
        Case{"12 جمادى الآخرة 1448 هـ - 22 نوفمبر 2026 م", "ar", "2026-11-22"},
        Case{"২২ নভেম্বর ২০২৬", "bn", "2026-11-22"}, Case{"२२ नवम्बर २०२६", "hi", "2026-11-22"},
        Case{"22 நவம்பர் 2026", "ta", "2026-11-22"}, Case{"22 నవంబర్ 2026", "te", "2026-11-22"},
        Case{"22 നവംബർ 2026", "ml", "2026-11-22"}, Case{"22 નવેમ્બર 2026", "gu", "2026-11-22"},
        Case{"၂၂ နိုဝင်ဘာ ၂၀၂၆", "my", "2026-11-22"}, Case{"២២ វិច្ឆិកា ២០២៦", "km", "2026-11-22"},
        Case{"Chủ nhật, 22/11/2026 10:00 (GMT+7)", "vi", "2026-11-22T10:00:00+07:00"}));

INSTANTIATE_TEST_SUITE_P(
    OtherCalendars, DatesTest,
    ::testing::Values(
        Case{"22 พฤศจิกายน 2569", "th", "2026-11-22"}, Case{"22 พ.ย. 2569", "th", "2026-11-22"},
        Case{"22 พ.ย. 69", "th", "2026-11-22"}, Case{"22/11/2569", "th", "2026-11-22"},
        Case{"วันอาทิตย์ที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙", "th", "2026-11-22"},
        Case{"22 พ.ย. 2569 | 16:05 น.", "th", "2026-11-22T16:05:00Z"},
        Case{"۱ آذر ۱۴۰۵", "fa", "2026-11-22"},
        Case{"یکشنبه ۱ آذر ۱۴۰۵ - ۱۶:۰۵", "fa", "2026-11-22T16:05:00Z"},
        Case{"۱۴۰۵/۰۹/۰۱", "", "2026-11-22"}, Case{"1405-09-01", "fa", "2026-11-22"},
        Case{"1405-09-01", "en", ""}, Case{"۳۰ اسفند ۱۴۰۳", "fa", "2025-03-20"},
        Case{"۱ فروردین ۱۴۰۴", "fa", "2025-03-21"}, Case{"۲۲ نوامبر ۲۰۲۶", "fa", "2026-11-22"},
        Case{"令和8年11月22日", "ja", "2026-11-22"}, Case{"令和元年５月１日", "ja", "2019-05-01"},
        Case{"平成31年4月30日", "ja", "2019-04-30"}, Case{"民國115年11月22日", "zh", "2026-11-22"},
        Case{"二〇二六年十一月二十二日", "zh", "2026-11-22"},
        Case{"令和八年十月三日", "ja", "2026-10-03"},
        Case{"２０２６年１１月２２日（日）", "ja", "2026-11-22"}));

INSTANTIATE_TEST_SUITE_P(ShortYears, DatesTest,
                         ::testing::Values(Case{"22.11.26", "de", "2026-11-22"},
                                           Case{"22.11.26, 16:05 Uhr", "de",
                                                "2026-11-22T16:05:00Z"},
                                           Case{"11/22/26", "en-US", "2026-11-22"},
                                           Case{"22-Nov-26", "en", "2026-11-22"},
                                           Case{"Nov. 22, '26", "en", "2026-11-22"},
                                           Case{"26.11.22", "ko", "2026-11-22"},
                                           Case{"On 22 May 20 people were seen", "en", ""},
                                           Case{"06 12 26 17", "fr", ""}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, DatesTest,
    ::testing::Values(
        Case{"22.11.2026", "de", "2026-11-22"}, Case{"11/22/2026", "en", "2026-11-22"},
        Case{"22/11/2026", "en", "2026-11-22"}, Case{"03/04/2026", "en-US", "2026-03-04"},
        Case{"03/04/2026", "en-GB", "2026-04-03"}, Case{"03/04/2026", "fr", "2026-04-03"},
        Case{"22.11.2026 um 16:05 Uhr", "de", "2026-11-22T16:05:00Z"},
        Case{"22-11-2026", "nl", "2026-11-22"}, Case{"2026/11/22", "ja", "2026-11-22"}));

INSTANTIATE_TEST_SUITE_P(
    Clocks, DatesTest,
    ::testing::Values(Case{"Nov. 22, 2026 at 4:05 p.m.", "en", "2026-11-22T16:05:00Z"},
                      Case{"Nov. 22, 2026 4:05 PM EST", "en", "2026-11-22T16:05:00-05:00"},
                      Case{"22 novembre 2026 à 16h05", "fr", "2026-11-22T16:05:00Z"},
                      Case{"16:05, 22 ноября 2026", "ru", "2026-11-22T16:05:00Z"},
                      Case{"2026年11月22日 16時05分", "ja", "2026-11-22T16:05:00Z"},
                      Case{"12:05 AM, November 22, 2026", "en", "2026-11-22T00:05:00Z"},
                      Case{"Nov. 22, 2026 4:05 PM ET", "en", "2026-11-22T16:05:00-05:00"},
                      Case{"July 22, 2026 at 4:05 PM PT", "en", "2026-07-22T16:05:00-07:00"},
                      Case{"22.11.2026 16:05 Uhr MEZ", "de", "2026-11-22T16:05:00+01:00"},
                      Case{"22 November 2026, 4.05pm AEDT", "en-AU", "2026-11-22T16:05:00+11:00"},
                      Case{"22/11/2026 - 16 h 05", "fr", "2026-11-22T16:05:00Z"},
                      Case{"22.11.2026 kl. 16.05", "no", "2026-11-22T16:05:00Z"},
                      Case{"22/11/2026 4:05 p. m.", "es", "2026-11-22T16:05:00Z"},
                      Case{"2026年11月22日 下午4:05", "zh", "2026-11-22T16:05:00Z"},
                      Case{"2026年11月22日 午後4時5分", "ja", "2026-11-22T16:05:00Z"},
                      Case{"2026.11.22. 오후 4:05", "ko", "2026-11-22T16:05:00Z"},
                      Case{"입력 2026-11-22 16:05:09", "ko", "2026-11-22T16:05:09Z"},
                      Case{"22 نوفمبر 2026 4:05 م", "ar", "2026-11-22T16:05:00Z"},
                      Case{"22/11/2026 4:05 μ.μ.", "el", "2026-11-22T16:05:00Z"},
                      Case{"22.11.2026 16:05 МСК", "ru", "2026-11-22T16:05:00+03:00"}));

INSTANTIATE_TEST_SUITE_P(NoDate, DatesTest,
                         ::testing::Values(Case{"", "en", ""}, Case{"three days ago", "en", ""},
                                           Case{"99.99.2026", "de", ""}, Case{"2026-13-45", "", ""},
                                           Case{"31 February 2026", "en", ""},
                                           Case{"Call 555 1234", "en", ""}, Case{"1234567", "", ""},
                                           Case{"22 November 1066", "en", ""}));

TEST(DateInPath, IsTheDayThatTheAddressNames) {
  const auto day = [](std::string_view path) {
    const auto date = date_in_path(path);
    return date ? records::format_date(*date) : "";
  };
  EXPECT_EQ(day("/2026/11/22/flood-hits-town"), "2026-11-22");
  EXPECT_EQ(day("/news/2026-11-22-flood.html"), "2026-11-22");
  EXPECT_EQ(day("/news/20261122/flood"), "2026-11-22");
  EXPECT_EQ(day("/news/flood-123456"), "");
  EXPECT_EQ(day("/"), "");
}

}  // namespace
}  // namespace broadsheet::article
