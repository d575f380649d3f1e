// SPDX-License-Identifier: GPL-3.0-or-later
// The account machine from outside: what the commands say is what the doors do.
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

/// The one reason that `pedell access explain` tells for a service in school.
std::string reason(const std::string& who, const std::string& service)
{
    const auto told = boost::json::parse(must("pedell access explain " + who + " " + service + " --json"));
    for (const auto& answer : told.at("answers").as_array())
        if (answer.at("channel").as_string() == "in_school")
            return std::string(answer.at("because").as_string());
    return {};
}

std::string state(const std::string& who)
{
    return std::string(
        boost::json::parse(must("pedell person show " + who + " --json")).at("state").as_string());
}

TEST(Machine, ClosesAModuleForOneClassAndOpensItAgain)
{
    const std::string name = school().other_class();
    const Person& pupil = school().pupil_of(name, 6);
    const Person& other = school().pupil_of(school().first_class(), 6);
    ASSERT_TRUE(imap(pupil, "NOOP"));
    const Finally back([&] { must("pedell module reset mail --class '" + name + "'"); });

    must("pedell module disable mail --class '" + name + "'");

    std::string told;
    EXPECT_FALSE(imap(pupil, "NOOP", &told));
    EXPECT_NE(told.find("AUTHORIZATIONFAILED"), std::string::npos) << told;
    EXPECT_FALSE(submit(pupil, mail_between(pupil, school().one("teacher").mail, "Modul")).accepted());
    EXPECT_EQ(reason(pupil.login, "mail"), "module_closed");
    EXPECT_EQ(Drive(pupil).list("home"), 0) << "only mail is closed";
    EXPECT_TRUE(imap(other, "NOOP"));
    EXPECT_NE(must("pedell module list").find(name), std::string::npos);
    EXPECT_NE(must("pedell module disable mail --class '" + name + "' --json").find(R"("changed":false)"),
              std::string::npos);

    must("pedell module reset mail --class '" + name + "'");
    EXPECT_TRUE(imap(pupil, "NOOP"));
    EXPECT_EQ(reason(pupil.login, "mail"), "allowed");
}

TEST(Machine, TellsWhatAWholeSchoolWouldLoseAndTouchesItOnlyWhenSure)
{
    const auto preview = boost::json::parse(must("pedell module disable mail --dry-run --json"));
    EXPECT_GT(preview.at("changes").as_array().at(0).at("lose").as_int64(), 50);

    EXPECT_EQ(in_appliance("pedell module disable mail </dev/null").status, 2);
    EXPECT_TRUE(imap(school().pupil_of(school().other_class(), 6), "NOOP"));
}

TEST(Machine, RestrictsToLogOnAndHome)
{
    const Person& pupil = school().pupil_of(school().other_class(), 7);
    ASSERT_EQ(Drive(pupil).list("klassen"), 0);
    const Finally back([&] { must("pedell person unlock " + pupil.login); });

    must("pedell person lock " + pupil.login + " --restrict --reason Geheimgrund");

    EXPECT_EQ(Drive(pupil).list("home"), 0);
    EXPECT_NE(Drive(pupil).list("klassen"), 0);
    EXPECT_FALSE(imap(pupil, "NOOP"));
    EXPECT_EQ(reason(pupil.login, "class"), "restricted");
    EXPECT_EQ(reason(pupil.login, "home"), "allowed");
    EXPECT_EQ(state(pupil.login), "restricted");
    EXPECT_NE(must("pedell person show " + pupil.login).find("Geheimgrund"), std::string::npos);
    EXPECT_EQ(must("pedell person list; pedell access explain " + pupil.login).find("Geheimgrund"),
              std::string::npos);

    must("pedell person unlock " + pupil.login);
    EXPECT_EQ(Drive(pupil).list("klassen"), 0);
    EXPECT_EQ(state(pupil.login), "active");
}

TEST(Machine, ReadsTheReturnedFormsAllOrNone)
{
    const Person& by_login = school().pupil_of(school().other_class(), 8);
    const Person& by_name = school().pupil_of(school().other_class(), 9);
    const std::string file = "/run/pedell-formulare.csv";
    const auto import = [&](const std::string& lines, const std::string& options = "") {
        const auto written = in_appliance(
            "cat >" + file, "Anmeldename;Vorname;Nachname;Klasse;Formular;Unterschrieben;Nutzung;"
                            "Auswertung;Zuhause\r\n" +
                                lines);
        EXPECT_EQ(written.status, 0) << written.err;
        return in_appliance("pedell consent import " + file + " --json" + options);
    };
    const Finally back([&] {
        for (const Person* who : {&by_login, &by_name}) {
            must("pedell consent record " + who->login + " use --form Probe");
            must("pedell consent record " + who->login + " evaluation --form Probe");
        }
        must("rm -f " + file);
    });
    // Papers of their own, so that the test can run again on the same appliance.
    const std::string form = unique_subject("Formular");
    const std::string today = must("date +%d.%m.%Y | tr -d '\\n'");
    const std::string no = by_login.login + ";;;;" + form + ";" + today + ";nein;nein;nein\r\n";
    const std::string no_mail = ";" + by_name.given + ";" + by_name.surname + ";" + by_name.class_name + ";" +
                                form + ";" + today + ";ja;nein;ja\r\n";

    const auto faulty = import(no + "gibt.es.nicht;;;;" + form + ";" + today + ";nein;nein;nein\r\n");
    EXPECT_EQ(faulty.status, 2) << faulty.out;
    EXPECT_NE(faulty.out.find(R"("line":3)"), std::string::npos) << faulty.out;
    EXPECT_EQ(import(no, " --dry-run").status, 0);
    EXPECT_TRUE(imap(by_login, "NOOP")) << "nothing was changed so far";

    const auto done = import(no + no_mail);
    ASSERT_EQ(done.status, 0) << done.out << done.err;
    EXPECT_FALSE(imap(by_login, "NOOP"));
    EXPECT_NE(Drive(by_login).list("home"), 0);
    EXPECT_EQ(reason(by_login.login, "home"), "consent_revoked");
    EXPECT_EQ(state(by_login.login), "expected");
    EXPECT_FALSE(imap(by_name, "NOOP"));
    EXPECT_EQ(Drive(by_name).list("home"), 0);
    EXPECT_EQ(reason(by_name.login, "mail"), "evaluation_missing");

    const auto again = import(no + no_mail);
    EXPECT_NE(again.out.find(R"("recorded":0,"revoked":0)"), std::string::npos) << again.out;

    ASSERT_EQ(import(by_login.login + ";;;;" + form + ";" + today + ";ja;ja;ja\r\n").status, 0);
    EXPECT_TRUE(imap(by_login, "NOOP"));
    EXPECT_NE(must("pedell consent list " + by_login.login).find(form), std::string::npos);
}

TEST(Machine, ExplainsANumberToo)
{
    const Person& pupil = school().pupil_of(school().other_class(), 6);
    const auto shown = boost::json::parse(must("pedell person show " + pupil.login + " --json"));
    const auto told = boost::json::parse(
        must("pedell access explain '#" + std::to_string(shown.at("id").as_int64()) + "' --json"));
    EXPECT_EQ(told.at("login").as_string(), pupil.login);
    EXPECT_EQ(in_appliance("pedell access explain 999999").status, 3);
}

TEST(Machine, AnswersForWhoWasErased)
{
    const auto made = boost::json::parse(
        must("pedell person add --role guest --given Probe --surname Machinentest --json"));
    const std::string number = std::to_string(made.at("id").as_int64());
    const std::string login(made.at("login").as_string());
    EXPECT_EQ(reason(login, "mail"), "role_without_service");

    must("pedell person remove " + login + " --yes");

    EXPECT_TRUE(happens(std::chrono::seconds{20}, [&] { return reason(number, "home") == "erased"; }));
    EXPECT_EQ(in_appliance("pedell access explain " + login).status, 3);
}

} // namespace
} // namespace pedell::appliance
