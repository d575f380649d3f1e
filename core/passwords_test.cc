// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/passwords.h"

#include "core/common_passwords.h"
#include "core/school.h"

#include <gtest/gtest.h>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

namespace pedell::core
{
namespace
{

constexpr double strong = 60.0;

const PasswordContext anna{.login = "anna.mueller2",
                           .sam = "anna.mueller2",
                           .given = "Anna-Lena Zoë",
                           .surname = "von der Müller-Groß",
                           .school = {"Grundschule am Wald", "waldschule", "GAW"}};

std::vector<std::uint8_t> bytes_of(std::uint32_t seed)
{
    std::mt19937 dice{seed};
    std::vector<std::uint8_t> bytes(32);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(dice());
    return bytes;
}

TEST(Passwords, LackWhatTheTermsOfUseDemand)
{
    struct Row {
        const char* password;
        PasswordFault fault;
    };
    for (const auto& row :
         {Row{"", PasswordFault::too_short}, Row{"Aa1!aaa", PasswordFault::too_short},
          Row{"Aa1!aaaa", PasswordFault::none}, Row{"aa1!aaaa", PasswordFault::no_upper},
          Row{"AA1!AAAA", PasswordFault::no_lower}, Row{"Aaa!aaaa", PasswordFault::no_digit},
          Row{"Aa1aaaaa", PasswordFault::no_special}, Row{"12345678", PasswordFault::no_upper},
          Row{"Äa1!aaaa", PasswordFault::none}, Row{"Aß1!AAAA", PasswordFault::none},
          Row{"Aa1€aaaa", PasswordFault::none}, Row{"Aa1 aaaa", PasswordFault::none},
          Row{"Aa1жaaaa", PasswordFault::no_special}, Row{"Aa1\taaaa", PasswordFault::no_special},
          Row{"Aa1\x80 aaa", PasswordFault::none},
          Row{"Aa1\x80"
              "aaaa",
              PasswordFault::no_special},
          Row{"Ää1!ää", PasswordFault::too_short}, Row{"Ää1!ääää", PasswordFault::none}}) {
        SCOPED_TRACE(row.password);
        EXPECT_EQ(name_of(check_password(row.password, {}, strong)), name_of(row.fault));
    }
}

TEST(Passwords, AreNoLongerThanWindowsTakes)
{
    const auto of = [](const std::string& start, std::string_view sign, int times) {
        std::string password = start;
        for (int i = 0; i < times; ++i)
            password += sign;
        return name_of(check_password(password, {}, strong));
    };
    EXPECT_EQ(of("Aa1!", "a", 123), "none");
    EXPECT_EQ(of("Aa1!", "a", 124), "too_long");
    EXPECT_EQ(of("Aa1!", "ä", 123), "none") << "characters, not bytes";
    EXPECT_EQ(of("Aa1!", "ä", 124), "too_long");
    EXPECT_EQ(of("Aa1!x", "😀", 61), "none") << "two UTF-16 units each";
    EXPECT_EQ(of("Aa1!", "😀", 62), "too_long");
}

struct Judged {
    const char* password;
    PasswordFault fault;
};

TEST(Passwords, TellNothingOfPersonAndSchoolAndAreNotEverybodys)
{
    const Judged table[] = {
        {"Xk7!pQz2", PasswordFault::none},
        {"Bafo-Remi-4821", PasswordFault::none},
        {"Ich.bin7.da", PasswordFault::none},
        {"Mein1.Hund", PasswordFault::none},
        {"Konrad+Insel27", PasswordFault::none},
        {"Tr0ub4dor&3", PasswordFault::none},
        {"Regen!Tasse7", PasswordFault::none},
        {"Wieder7!holung", PasswordFault::none},
        {"Kofferraum8?", PasswordFault::none},
        {"3Elche&Kekse", PasswordFault::none},
        {"Öltank.7.leck", PasswordFault::none},
        {"Gr4s-und-Heu", PasswordFault::none},
        {"Bafo-Anna-4821", PasswordFault::contains_name},
        {"bafo-ANNA-4821", PasswordFault::contains_name},
        {"4nna-Bafo-4821", PasswordFault::contains_name},
        {"Lena.7.Kuchen", PasswordFault::contains_name},
        {"Zoe+Kuchen77", PasswordFault::contains_name},
        {"Zoë+Kuchen77", PasswordFault::contains_name},
        {"Mueller!77xy", PasswordFault::contains_name},
        {"Müller!77xy", PasswordFault::contains_name},
        {"MÜLLER!77xy", PasswordFault::contains_name},
        {"Mue11er!Kq", PasswordFault::contains_name},
        {"Gross!77kuchen", PasswordFault::contains_name},
        {"Groß!77kuchen", PasswordFault::contains_name},
        {"Gr0ß!77kuchen", PasswordFault::contains_name},
        {"Anna.Mueller2!", PasswordFault::contains_name},
        {"Sav4nna!Kuh", PasswordFault::contains_name},
        {"Kuchen+Müller7", PasswordFault::contains_name},
        {"Der.7te.Elch", PasswordFault::none},
        {"Von.7.bis.Elf", PasswordFault::none},
        {"Kuchen-Wald-77", PasswordFault::contains_school},
        {"kuchenWALD!77", PasswordFault::contains_school},
        {"W4ld!Kuchen7", PasswordFault::contains_school},
        {"Grundschule!77x", PasswordFault::contains_school},
        {"Waldschule+77x", PasswordFault::contains_school},
        {"Am.7.Elch.da", PasswordFault::none},
        {"Gaw!Elch.77", PasswordFault::none},
        {"Passwort1!", PasswordFault::common},
        {"P4ssw0rt!", PasswordFault::common},
        {"P@ssw0rt2024", PasswordFault::common},
        {"Passwort2024!", PasswordFault::common},
        {"Hallo123!", PasswordFault::common},
        {"Hall0!2024", PasswordFault::common},
        {"Sommer2026!", PasswordFault::common},
        {"Qwertz!23", PasswordFault::common},
        {"Fussball1!", PasswordFault::common},
        {"Schule2024!", PasswordFault::common},
        {"Schatz*99x", PasswordFault::common},
        {"Ge1heim!", PasswordFault::none},
        {"Geheim!7", PasswordFault::common},
        {"1.Bayern!", PasswordFault::common},
        {"Dortmund09!", PasswordFault::common},
        {"Ichliebedich1!", PasswordFault::common},
        {"!Einhorn7", PasswordFault::common},
        {"Schmetterling7!", PasswordFault::common},
        {"S0nnenschein?", PasswordFault::common},
        {"Weihnachten!24", PasswordFault::common},
        {"Qayw!234", PasswordFault::common},
        {"Willkommen#1", PasswordFault::common},
        {"Lehrerin_12", PasswordFault::common},
        {"Muenchen!72", PasswordFault::common},
        {"München!72x", PasswordFault::common},
        {"Hund&Katze3", PasswordFault::none},
        {"Passwort-Elch7", PasswordFault::none},
        {"Fr3unde!", PasswordFault::common},
        {"L1ebling!", PasswordFault::common},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.password);
        EXPECT_EQ(name_of(check_password(row.password, anna, strong)), name_of(row.fault));
    }
}

TEST(Passwords, MayHoldTheNamesOfOthers)
{
    for (const char* password : {"Bafo-Anna-4821", "Mueller!77Kuchen", "Kuchen-Wald-77", "Anna.Mueller2!"}) {
        SCOPED_TRACE(password);
        EXPECT_EQ(name_of(check_password(password, {}, strong)), "none");
    }
}

TEST(Passwords, HoldNoLoginOfAnAccountWithoutAName)
{
    const PasswordContext device{
        .login = "klassensatz-3", .sam = "li.wu", .given = {}, .surname = {}, .school = {}};
    for (const char* password : {"Klassensatz+Elch7", "kl4ssensatz+Elch7", "L.i.W.u+Elch77", "LiWu+Elch77"}) {
        SCOPED_TRACE(password);
        EXPECT_EQ(name_of(check_password(password, device, strong)), "contains_login");
    }
    EXPECT_EQ(name_of(check_password("Satz+Elch77", device, strong)), "none");
}

TEST(Passwords, AreGuessableBelowTheLowestStrength)
{
    EXPECT_EQ(name_of(check_password("Xk7!pQz2", {}, lowest_strength)), "none");
    EXPECT_EQ(name_of(check_password("Xk7!pQz2", {}, lowest_strength - 0.1)), "guessable");
    EXPECT_EQ(name_of(check_password("Passwort1!", {}, 0.0)), "common") << "the first fault is told";
}

TEST(Passwords, TakeLongAndOddInput)
{
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        SCOPED_TRACE(byte);
        const std::string odd = "Xk7!" + std::string(100, static_cast<char>(byte));
        EXPECT_EQ(name_of(check_password(odd, anna, strong)), "none");
        EXPECT_EQ(name_of(check_password(odd + "anna", anna, strong)), "contains_name");
        all += odd;
    }
    EXPECT_EQ(name_of(check_password(all, anna, strong)), "too_long");
}

TEST(Passwords, KnowTheSchoolByNameDomainAndNetbios)
{
    School school;
    school.name = "Grundschule am Wald";
    school.domain = "gs.waldschule.test";
    school.netbios = "WALDSCHULE";
    EXPECT_EQ(school_words(school),
              (std::vector<std::string>{"Grundschule am Wald", "gs.waldschule", "WALDSCHULE"}));
}

TEST(CommonPasswords, AreWrittenAsPasswordsAreRead)
{
    EXPECT_GT(common_passwords().size(), 500U);
    for (const auto stem : common_passwords()) {
        SCOPED_TRACE(stem);
        EXPECT_GE(stem.size(), 4U);
        EXPECT_EQ(stem.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), std::string_view::npos);
    }
}

TEST(Passwords, TellEveryFaultInBothLanguages)
{
    std::set<std::string_view> texts;
    for (int i = 1; i <= static_cast<int>(last_password_fault); ++i) {
        const auto fault = static_cast<PasswordFault>(i);
        EXPECT_TRUE(texts.insert(text_de(fault)).second);
        EXPECT_TRUE(texts.insert(text_en(fault)).second);
    }

    EXPECT_FALSE(texts.contains(""));
    EXPECT_EQ(text_de(PasswordFault::none), "");
    EXPECT_EQ(text_en(PasswordFault::none), "");
}

TEST(Passwords, ForOneTimeKeepTheRulesAndCanBeCopied)
{
    std::set<std::string> seen;
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        const auto password = one_time_password(bytes_of(seed));

        SCOPED_TRACE(password);
        EXPECT_EQ(password.size(), 14U);
        EXPECT_EQ(check_password(password, {}, strong), PasswordFault::none);
        EXPECT_EQ(password.find_first_of("0O1lI"), std::string::npos);
        EXPECT_EQ(password[4], '-');
        EXPECT_EQ(password[9], '-');
        EXPECT_TRUE(seen.insert(password).second);
    }
}

TEST(Passwords, ForOneTimeKeepTheRulesAtTheEndsOfChance)
{
    for (const auto byte : {std::uint8_t{0}, std::uint8_t{255}}) {
        const std::vector<std::uint8_t> same(32, byte);
        EXPECT_EQ(check_password(one_time_password(same), {}, strong), PasswordFault::none);
    }
}

TEST(Passwords, AreNotMadeFromTooLittleChance)
{
    EXPECT_THROW((void)one_time_password(std::vector<std::uint8_t>(31)), std::invalid_argument);
}

} // namespace
} // namespace pedell::core
