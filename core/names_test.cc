// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/names.h"

#include <gtest/gtest.h>
#include <set>

namespace pedell::core
{
namespace
{

bool nothing_taken(std::string_view)
{
    return false;
}

IsTaken in(const std::set<std::string, std::less<>>& names)
{
    return [&names](std::string_view name) { return names.contains(name); };
}

TEST(Names, DerivesTheHandleFromTheFirstGivenNameAndTheSurname)
{
    struct Row {
        const char* given;
        const char* surname;
        const char* login;
    };
    for (const auto& row :
         {Row{"Anna", "Müller", "anna.mueller"}, Row{"Özgür", "Şahin", "oezguer.sahin"},
          Row{"Łukasz", "Đorđe", "lukasz.dorde"}, Row{"Conor", "O'Brien", "conor.obrien"},
          Row{"Ida", "von der Heide", "ida.von-der-heide"}, Row{"Anna Maria", "Klein", "anna.klein"},
          Row{"Anna-Lena Maria", "Klein", "anna-lena.klein"}, Row{"  Anna  ", " Klein ", "anna.klein"},
          Row{"Max", "Müller-Lüdenscheidt", "max.mueller-luedenscheidt"}, Row{"李 Anna", "Wang", "anna.wang"},
          Row{"", "Suharto", "suharto"}, Row{"Madonna", "", "madonna"}, Row{"Иван", "Müller", "mueller"}}) {
        SCOPED_TRACE(row.login);
        const auto names = derive_names(row.given, row.surname, nothing_taken, nothing_taken);

        ASSERT_TRUE(names);
        EXPECT_EQ(names->login, row.login);
        EXPECT_EQ(names->mail, row.login);
        EXPECT_TRUE(is_login(names->login));
        EXPECT_TRUE(is_login(names->sam));
    }
}

TEST(Names, AsksSomebodyToChooseWhereNoLetterRemains)
{
    EXPECT_FALSE(derive_names("", "", nothing_taken, nothing_taken));
    EXPECT_FALSE(derive_names("Иван", "Петров", nothing_taken, nothing_taken));
    EXPECT_FALSE(derive_names("-", "'", nothing_taken, nothing_taken));
}

TEST(Names, NumbersPupilsOfTheSameName)
{
    std::set<std::string, std::less<>> handles;
    for (const auto* expected : {"lena.mueller", "lena.mueller2", "lena.mueller3"}) {
        const auto names = derive_names("Lena", "Müller", in(handles), in(handles));

        ASSERT_TRUE(names);
        EXPECT_EQ(names->login, expected);
        EXPECT_EQ(names->sam, expected);
        handles.insert(names->login);
    }
}

TEST(Names, AsksForHandlesAndMailApart)
{
    const std::set<std::string, std::less<>> handles{"lena.mueller"};
    const std::set<std::string, std::less<>> mails{"lena.mueller", "lena.mueller2"};

    const auto names = derive_names("Lena", "Müller", in(handles), in(mails));

    ASSERT_TRUE(names);
    EXPECT_EQ(names->login, "lena.mueller2");
    EXPECT_EQ(names->mail, "lena.mueller3");
}

TEST(Names, GivesNoReservedName)
{
    EXPECT_EQ(derive_names("", "Root", nothing_taken, nothing_taken)->login, "root2");
    EXPECT_EQ(derive_names("", "Gast", nothing_taken, nothing_taken)->mail, "gast2");
}

TEST(Names, GivesUpWhereEverythingIsTaken)
{
    const auto all_taken = [](std::string_view) { return true; };

    EXPECT_FALSE(derive_names("Lena", "Müller", all_taken, nothing_taken));
    EXPECT_FALSE(derive_names("Lena", "Müller", nothing_taken, all_taken));
    EXPECT_EQ(derive_sam("lena.mueller", all_taken), "");
}

TEST(Names, ShortensTheGivenNameBeforeTheSurname)
{
    struct Row {
        const char* login;
        const char* sam;
    };
    for (const auto& row :
         {Row{"anna.mueller", "anna.mueller"}, Row{"abcdefghi.abcdefghij", "abcdefghi.abcdefghij"},
          Row{"abcdefghij.abcdefghij", "abcdefghi.abcdefghij"},
          Row{"maximilian.oberschmidt", "maximili.oberschmidt"},
          Row{"anna-lena.schmidtbauerns", "anna.schmidtbauerns"},
          Row{"anna.abcdefghijklmnopqr", "a.abcdefghijklmnopqr"},
          Row{"anna.wolfeschlegelsteinhausen", "a.wolfeschlegelstein"},
          Row{"a.mueller-luedensche-idt", "a.mueller-luedensche"},
          Row{"wolfeschlegelsteinhausen", "wolfeschlegelsteinha"},
          Row{"anna.von.der.heide.und.mehr", "a.von.der.heide.und"}}) {
        SCOPED_TRACE(row.login);
        EXPECT_EQ(derive_sam(row.login, nothing_taken), row.sam);
        EXPECT_TRUE(is_login(row.sam));
    }
}

TEST(Names, CountsTheNumberWithinTheTwenty)
{
    std::set<std::string, std::less<>> handles{"maximili.oberschmidt"};
    EXPECT_EQ(derive_sam("maximilian.oberschmidt", in(handles)), "maximil.oberschmidt2");

    handles = {"a.wolfeschlegelstein"};
    EXPECT_EQ(derive_sam("anna.wolfeschlegelsteinhausen", in(handles)), "a.wolfeschlegelstei2");

    EXPECT_EQ(derive_sam("maximilian.oberschmidt2", nothing_taken), "maximil.oberschmidt2");
}

TEST(Names, KeepsLongNamesWithinTheirLimits)
{
    const std::string long_name(24, 'x');
    const auto names = derive_names(long_name, long_name, nothing_taken, nothing_taken);
    ASSERT_TRUE(names);
    EXPECT_EQ(names->login, long_name + "." + long_name);
    EXPECT_EQ(names->sam.size(), 20U);

    const std::string longer(80, 'y');
    std::set<std::string, std::less<>> handles;
    for (int i = 1; i < 12; ++i) {
        const auto more = derive_names(longer, longer, in(handles), in(handles));
        ASSERT_TRUE(more);
        EXPECT_LE(more->login.size(), 64U);
        EXPECT_LE(more->sam.size(), 20U);
        EXPECT_TRUE(is_login(more->login));
        EXPECT_TRUE(handles.insert(more->login).second);
        EXPECT_TRUE(handles.insert(more->sam).second);
    }
}

TEST(Names, TellsALoginByItsForm)
{
    for (const auto& good : {std::string{"a"}, std::string{"anna.mueller"}, std::string{"anna-lena.x2"},
                             std::string{"5a"}, std::string{"a--b"}, std::string(64, 'a')})
        EXPECT_TRUE(is_login(good)) << good;

    for (const auto& bad :
         {std::string{""}, std::string{"5"}, std::string{".a"}, std::string{"a."}, std::string{"-a"},
          std::string{"a-"}, std::string{"a..b"}, std::string{"Anna"}, std::string{"anna_b"},
          std::string{"a b"}, std::string{"a@b"}, std::string{"müller"}, std::string{"a\n"},
          std::string{"a/b"}, std::string("a\0", 2), std::string(65, 'a')})
        EXPECT_FALSE(is_login(bad)) << bad;
}

TEST(Names, ReservesNamesOfTheSystemAndOfMail)
{
    for (const auto* reserved :
         {"root", "postmaster", "Abuse", "hostmaster", "webmaster", "www-data", "krbtgt", "administrator",
          "guest", "systemd-network", "pedell-milter", "pedelld", "mailer-daemon", "dns-server"})
        EXPECT_TRUE(is_reserved(reserved)) << reserved;

    for (const auto* free : {"", "anna.mueller", "rooter", "info.mueller", "a.root", "pedellmueller"})
        EXPECT_FALSE(is_reserved(free)) << free;
}

TEST(Names, TellsAClassNameByWhatWindowsAndPeopleCanRead)
{
    for (const auto& good :
         {std::string{"5a"}, std::string{"Klasse 5 a"}, std::string{"Chor & Band"}, std::string{"Größe"},
          std::string{"AG Schülerzeitung (neu)"}, std::string{"com10"}, std::string{"Console"},
          std::string{"1.2"}, std::string(32, 'x'), std::string{"ääääääääääääääääääääääääääääääää"}})
        EXPECT_TRUE(is_class_name(good)) << good;

    for (const auto& bad :
         {std::string{""},         std::string{"."},        std::string{".."},
          std::string{".a"},       std::string{"a."},       std::string{" a"},
          std::string{"a "},       std::string{"a/b"},      std::string{"a\\b"},
          std::string{"a:b"},      std::string{"a*"},       std::string{"a?"},
          std::string{"a\"b"},     std::string{"<a>"},      std::string{"a|b"},
          std::string{"a\tb"},     std::string("a\0b", 3),  std::string{"a\x7f"},
          std::string{"CON"},      std::string{"nul"},      std::string{"Com1"},
          std::string{"lpt9.txt"}, std::string{"COM²"},     std::string{"con .x"},
          std::string{"a\u200bb"}, std::string{"a\u202eb"}, std::string{"a\u00a0b"},
          std::string{"a\xff"},    std::string(33, 'x'),    std::string{"äääääääääääääääääääääääääääääääää"}})
        EXPECT_FALSE(is_class_name(bad)) << bad;
}

TEST(Names, LowersAsciiOnly)
{
    EXPECT_EQ(lower("Anna.MÜLLER@Schule.TEST"), "anna.mÜller@schule.test");
    EXPECT_EQ(lower("[\\]^_`{}"), "[\\]^_`{}");
    EXPECT_EQ(lower(""), "");
}

TEST(Names, AClassKeepsItsDigitsInItsListAddress)
{
    EXPECT_EQ(class_local_part("5a"), "5a");
    EXPECT_EQ(class_local_part("Chor Größe 2"), "chor-groesse-2");
    EXPECT_EQ(class_local_part("10 B"), "10-b");
    EXPECT_EQ(class_local_part("..."), "");
}

} // namespace
} // namespace pedell::core
