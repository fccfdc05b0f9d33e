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
                      Case{"1795341609000", "", "2026-11-22T10:00:09Z"}));

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
                      Case{"12:05 AM, November 22, 2026", "en", "2026-11-22T00:05:00Z"}));

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
