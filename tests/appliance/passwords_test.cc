// SPDX-License-Identifier: GPL-3.0-or-later
// One rule on every way in: what the API refuses, Active Directory refuses too, whichever protocol asks.
#include "password_table.h"
#include "school.h"
#include "shell.h"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace pedell::appliance
{
namespace
{

constexpr const char* script = "/run/pedell-seven-ways.py";

std::string capitals(std::string text)
{
    for (char& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::string with_names(std::string text, const Person& who)
{
    const std::string given = who.login.substr(0, who.login.find('.'));
    const std::string surname = who.login.substr(who.login.find('.') + 1);
    for (const auto& [mark, value] : {std::pair<std::string, std::string>{"{given}", given},
                                      {"{surname}", surname},
                                      {"{SURNAME}", capitals(surname)},
                                      {"{login}", who.login}}) {
        if (const auto at = text.find(mark); at != std::string::npos)
            text.replace(at, mark.size(), value);
    }
    return text;
}

std::string task_for(const Person& who)
{
    boost::json::array passwords;
    for (const auto& row : password_table())
        passwords.emplace_back(with_names(row.password, who));
    return boost::json::serialize(boost::json::object{{"sam", who.sam},
                                                      {"login", who.login},
                                                      {"upn", who.upn},
                                                      {"base", who.password},
                                                      {"host", school().name},
                                                      {"realm", school().realm},
                                                      {"passwords", std::move(passwords)}});
}

/// History: the same password is tried on each way, and Active Directory would remember it.
void remember_passwords(int how_many)
{
    must("samba-tool domain passwordsettings set --history-length=" + std::to_string(how_many));
}

TEST(Passwords, GetTheSameAnswerOnSevenWays)
{
    const Person& who = school().pupil_of(school().other_class(), 6);
    std::ostringstream program;
    program << std::ifstream(PEDELL_SEVEN_WAYS).rdbuf();
    ASSERT_EQ(in_appliance(std::string("cat >") + script, program.str()).status, 0);
    remember_passwords(0);
    const Finally restore([&] {
        must("samba-tool user setpassword '" + who.sam + "' --newpassword='" + who.password + "'");
        remember_passwords(3);
        must(std::string("rm -f ") + script);
    });

    const auto answers =
        in_appliance(std::string("python3 ") + script, task_for(who), std::chrono::seconds{600});

    ASSERT_EQ(answers.status, 0) << answers.err;
    std::istringstream lines(answers.out);
    std::string line;
    for (const auto& row : password_table()) {
        SCOPED_TRACE(row.label);
        ASSERT_TRUE(std::getline(lines, line)) << answers.err;
        const auto ways = boost::json::parse(line).as_object();
        EXPECT_EQ(ways.size(), 7U);
        for (const auto& [way, answer] : ways)
            EXPECT_EQ(boost::json::serialize(answer), row.good ? "true" : "false") << way;
    }
}

TEST(Passwords, OfAnAccountThatTheRegisterDoesNotKnowAreJudgedToo)
{
    for (const char* password : {"Administrator-4821", "Kuchen-Wald-77", "Passwort2024!"}) {
        SCOPED_TRACE(password);
        EXPECT_NE(in_appliance(std::string("samba-tool user setpassword Administrator --newpassword='") +
                               password + "'")
                      .status,
                  0);
    }
}

} // namespace
} // namespace pedell::appliance
