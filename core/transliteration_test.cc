// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/names.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

TEST(Transliteration, WritesNamesOfEuropeInTheLettersOfAnAddress)
{
    struct Row {
        const char* name;
        const char* letters;
    };
    for (const auto& row : {Row{"Müller", "mueller"},
                            Row{"Özgür", "oezguer"},
                            Row{"Łukasz", "lukasz"},
                            Row{"Đorđe", "dorde"},
                            Row{"Weiß", "weiss"},
                            Row{"WEIẞ", "weiss"},
                            Row{"Ärmel", "aermel"},
                            Row{"Åsa", "asa"},
                            Row{"Søren", "soren"},
                            Row{"Ægir", "aegir"},
                            Row{"Þórður", "thordur"},
                            Row{"François", "francois"},
                            Row{"Núñez", "nunez"},
                            Row{"Čapek", "capek"},
                            Row{"Dvořák", "dvorak"},
                            Row{"Şahin", "sahin"},
                            Row{"Yıldız", "yildiz"},
                            Row{"İbrahim", "ibrahim"},
                            Row{"Çağla", "cagla"},
                            Row{"Erdoğan", "erdogan"},
                            Row{"Wałęsa", "walesa"},
                            Row{"Żółć", "zolc"},
                            Row{"Ștefănuță", "stefanuta"},
                            Row{"Ţepeş", "tepes"},
                            Row{"Erdős", "erdos"},
                            Row{"Kőrösi", "koroesi"},
                            Row{"Nguyễn", "nguyen"},
                            Row{"Đặng Thị Hương", "dang-thi-huong"},
                            Row{"Cœur", "coeur"},
                            Row{"Ĳsbrand", "ijsbrand"},
                            Row{"Əliyev", "eliyev"},
                            Row{"Ħal", "hal"},
                            Row{"Gŵyn", "gwyn"},
                            Row{"Ÿ", "y"},
                            Row{"Zoë", "zoe"},
                            Row{"Ǧ", "g"}}) {
        SCOPED_TRACE(row.name);
        EXPECT_EQ(transliterate(row.name), row.letters);
    }
}

TEST(Transliteration, ReadsLettersWhoseMarksStandApart)
{
    EXPECT_EQ(transliterate("Mu\u0308ller"), "mueller");
    EXPECT_EQ(transliterate("Zoe\u0308"), "zoe");
    EXPECT_EQ(transliterate("A\u030Asa"), "asa");
    EXPECT_EQ(transliterate("Rene\u0301"), "rene");
}

TEST(Transliteration, JoinsWordsByOneDashAndDropsTheRest)
{
    struct Row {
        const char* name;
        const char* letters;
    };
    for (const auto& row : {Row{"Anna-Lena", "anna-lena"},
                            Row{"Åsa Zoë", "asa-zoe"},
                            Row{"von der Heide", "von-der-heide"},
                            Row{"O'Brien", "obrien"},
                            Row{"O’Brien", "obrien"},
                            Row{"D`Angelo", "dangelo"},
                            Row{"  Anna   Lena  ", "anna-lena"},
                            Row{"-Anna--Lena-", "anna-lena"},
                            Row{"Anna\u2013Lena", "anna-lena"},
                            Row{"Anna\u00A0Lena", "anna-lena"},
                            Row{"St. John", "st-john"},
                            Row{"Dr. h.c. Maier", "dr-hc-maier"},
                            Row{"Kopierer 2", "kopierer"},
                            Row{"Müller (5a)", "mueller-a"},
                            Row{"a%b!c@d", "abcd"},
                            Row{"", ""},
                            Row{"-' .", ""},
                            Row{"123", ""},
                            Row{"Иван", ""},
                            Row{"李", ""},
                            Row{"×÷", ""},
                            Row{"M\xfcller", "mller"},
                            Row{"\xc3", ""}}) {
        SCOPED_TRACE(row.name);
        EXPECT_EQ(transliterate(row.name), row.letters);
    }
}

TEST(Transliteration, KnowsEveryLetterOfLatin1AndExtendedA)
{
    for (char32_t point = 0xC0; point <= 0x17F; ++point) {
        if (point == 0xD7 || point == 0xF7) // multiplication and division sign
            continue;

        SCOPED_TRACE(static_cast<std::uint32_t>(point));
        const std::string bytes{static_cast<char>(0xC0 | (point >> 6)),
                                static_cast<char>(0x80 | (point & 0x3F))};
        const auto letters = transliterate(bytes);
        EXPECT_FALSE(letters.empty());
        EXPECT_TRUE(std::ranges::all_of(letters, [](char c) { return c >= 'a' && c <= 'z'; }));
    }
}

} // namespace
} // namespace pedell::core
