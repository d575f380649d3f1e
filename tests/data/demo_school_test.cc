// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/passwords.h"
#include "strength/strength.h"
#include "tests/data/demo_files.h"
#include "tests/data/demo_names.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

namespace pedell::demo
{
namespace
{

TEST(DemoSchool, HasEverybodyThatASchoolOf120Has)
{
    const DemoSchool school = make_school(120, 1);

    std::map<core::Role, int> heads;
    for (const DemoPerson& person : school.people)
        ++heads[person.role];

    EXPECT_EQ(school.people.size(), 120U);
    EXPECT_EQ(school.classes, (std::vector<std::string>{"1a", "2a", "3b", "4a"}));
    EXPECT_EQ(heads, (std::map<core::Role, int>{{core::Role::pupil, 100},
                                                {core::Role::teacher, 13},
                                                {core::Role::staff, 4},
                                                {core::Role::head, 1},
                                                {core::Role::administrator, 1},
                                                {core::Role::device, 1}}));
}

TEST(DemoSchool, GivesEveryNameOnceInEverySize)
{
    for (std::size_t size : {smallest, std::size_t{120}, std::size_t{2500}}) {
        SCOPED_TRACE(size);
        const DemoSchool school = make_school(size, 7);
        EXPECT_EQ(school.people.size(), size);

        std::set<std::string> logins;
        std::set<std::string> mails;
        std::map<std::string, std::string> owner;
        for (const DemoPerson& person : school.people) {
            EXPECT_TRUE(core::is_login(person.names.login)) << person.names.login;
            EXPECT_LE(person.names.sam.size(), 20U) << person.names.sam;
            EXPECT_TRUE(logins.insert(person.names.login).second) << person.names.login;
            EXPECT_TRUE(mails.insert(person.names.mail).second) << person.names.mail;
            for (const std::string& handle : {person.names.login, person.names.sam})
                EXPECT_EQ(owner.emplace(handle, person.names.login).first->second, person.names.login)
                    << handle;
        }
    }
}

TEST(DemoSchool, IsTheSameForTheSameSeedAndAnotherForAnother)
{
    EXPECT_EQ(people_csv(make_school(120, 5)), people_csv(make_school(120, 5)));
    EXPECT_EQ(import_csv(make_school(2500, 5)), import_csv(make_school(2500, 5)));
    EXPECT_NE(people_csv(make_school(120, 5)), people_csv(make_school(120, 6)));
}

TEST(DemoSchool, HasPasswordsThatFulfilTheRuleAndNeedNoQuotes)
{
    for (const DemoPerson& person : make_school(2500, 3).people) {
        EXPECT_EQ(core::check_password(person.password, password_context(person),
                                       strength::bits_of(person.password)),
                  core::PasswordFault::none)
            << person.password;
        EXPECT_EQ(person.password.find_first_of(" ,;\"'\\$%"), std::string::npos) << person.password;
    }
}

TEST(DemoSchool, PutsEveryPupilAndTeacherIntoAClassThatIsThere)
{
    for (std::size_t size : {std::size_t{120}, std::size_t{2500}}) {
        const DemoSchool school = make_school(size, 1);
        for (const DemoPerson& person : school.people) {
            const bool known = std::ranges::find(school.classes, person.school_class) != school.classes.end();
            const bool needs = person.role == core::Role::pupil || person.role == core::Role::teacher;
            EXPECT_EQ(known, needs) << person.names.login;
        }
    }
}

TEST(DemoSchool, KeepsTheNamesThatAreCasesOfTheirOwn)
{
    const DemoSchool school = make_school(120, 1);
    std::map<std::string, std::string> surname_of;
    for (const DemoPerson& person : school.people)
        surname_of[person.names.login] = person.surname;

    EXPECT_EQ(surname_of["joerg.mueller"], "Müller");
    EXPECT_EQ(surname_of["leon.schmidt"], "Schmidt");
    EXPECT_EQ(surname_of["leon.schmidt2"], "Schmidt");
    EXPECT_EQ(surname_of["anna-lena.oeztuerk"], "Öztürk");
    EXPECT_EQ(surname_of["maximilian.schwarzenbergerhohenfeld"].size(), 24U);
}

TEST(DemoFiles, HaveTheColumnsOfTheContract)
{
    const DemoSchool school = make_school(120, 1);
    const std::string people = people_csv(school);

    EXPECT_EQ(people.substr(0, people.find('\n')), "login,sam,upn,password,role,class,mail,given,surname");
    EXPECT_EQ(std::ranges::count(people, '\n'), 121);
    EXPECT_NE(people.find("\njoerg.mueller,joerg.mueller,joerg.mueller@waldschule.test,"), std::string::npos);
    EXPECT_NE(people.find(",pupil,1a,joerg.mueller@waldschule.test,Jörg,Müller\n"), std::string::npos);
    for (std::size_t start = 0; start < people.size(); start = people.find('\n', start) + 1)
        EXPECT_EQ(std::count(people.begin() + static_cast<std::ptrdiff_t>(start),
                             people.begin() + static_cast<std::ptrdiff_t>(people.find('\n', start)), ','),
                  8);
}

TEST(DemoFiles, RecordTheSignedFormOfEveryPupilAndNoOthers)
{
    const std::string import = import_csv(make_school(120, 1));
    std::size_t forms = 0;
    for (std::size_t at = import.find(",demo-1\n"); at != std::string::npos;
         at = import.find(",demo-1\n", at + 1))
        ++forms;

    EXPECT_EQ(forms, 100U);
    EXPECT_EQ(import.substr(0, import.find('\n')), "role,given,surname,class,password,consent");
}

TEST(DemoFiles, NameTheSchoolAndItsFixedKeys)
{
    const std::string toml = school_toml();

    EXPECT_NE(toml.find("\"waldschule.test\""), std::string::npos);
    EXPECT_NE(toml.find("\"AD.WALDSCHULE.TEST\""), std::string::npos);
    EXPECT_NE(toml.find("\"WALDSCHULE\""), std::string::npos);
}

} // namespace
} // namespace pedell::demo
