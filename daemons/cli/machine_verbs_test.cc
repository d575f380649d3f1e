// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/access_commands.h"
#include "daemons/cli/access_text.h"
#include "daemons/cli/consent_commands.h"
#include "daemons/cli/fake_api.h"
#include "daemons/cli/module_commands.h"
#include "daemons/cli/module_text.h"
#include "daemons/cli/person_commands.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <gmock/gmock.h>

namespace pedell::cli
{
namespace
{

using testing::HasSubstr;
using testing::Not;

/// The verbs of the account machine against a pedelld of paper.
int run(Paper& paper, const std::string& line)
{
    ExitCode outcome = ExitCode::ok;
    CLI::App app("", "pedell");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", paper.session.json);
    const PersonCommands person(app, paper.session, outcome);
    const ConsentCommands consent(app, paper.session, outcome);
    const ModuleCommands modules(app, paper.session, outcome);
    const AccessCommands access(app, paper.session, outcome);
    try {
        app.parse(line);
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? 0 : 2;
    }
    return static_cast<int>(outcome);
}

TEST(MachineVerbs, AskTheApiWhatTheySay)
{
    const struct {
        const char* line;
        std::vector<std::string> asks;
    } cases[] = {
        {"person lock a.b --reason x --restrict",
         {R"(POST /v1/people/a.b/lock {"reason":"x","restrict":true})"}},
        {"consent revoke a.b use --channel from_home", {"DELETE /v1/people/a.b/consents/use/from_home"}},
        {"module list", {"GET /v1/modules"}},
        {"module disable mail --class 5a", {R"(PUT /v1/modules/mail/class/5a {"open":false})"}},
        {"module enable mail --role teacher", {R"(PUT /v1/modules/mail/role/teacher {"open":true})"}},
        {"module disable home --person a.b", {R"(PUT /v1/modules/home/person/a.b {"open":false})"}},
        {"module reset mail --class 'AG Schach'", {"DELETE /v1/modules/mail/class/AG%20Schach"}},
        {"module disable logon --yes", {R"(PUT /v1/modules/logon/school {"open":false})"}},
        {"module reset logon --yes", {"DELETE /v1/modules/logon/school"}},
        {"module disable mail --dry-run",
         {R"(POST /v1/modules:preview {"service":"mail","scope":"school","whose":"","open":false})"}},
        {"module reset mail --role pupil --dry-run",
         {R"(POST /v1/modules:preview {"service":"mail","scope":"role","whose":"pupil","open":null})"}},
        {"access explain a.b", {"GET /v1/people/a.b/access"}},
        {"access explain '#17' mail", {"GET /v1/people/%2317/access"}}};
    for (const auto& [line, asks] : cases) {
        SCOPED_TRACE(line);
        Paper paper;
        EXPECT_EQ(run(paper, line), 0) << paper.err.str();
        EXPECT_EQ(paper.api.asked, asks);
    }
}

TEST(MachineVerbs, RefuseWrongUseBeforeAnybodyIsAsked)
{
    for (const char* line :
         {"module", "module disable", "module disable fax", "module disable mail --role king",
          "module disable mail --role pupil --class 5a", "module disable mail --class 5a --person a.b",
          "consent record a.b use --form 1 --signed gestern",
          "consent record a.b use --form 1 --expires 18:gestern",
          "consent record a.b use --form 1 --expires 18:1999-01-01", "consent revoke a.b use --channel moon",
          "consent import", "person lock a.b --reason x --from gestern", "access explain",
          "access explain a.b fax"}) {
        SCOPED_TRACE(line);
        Paper paper;
        EXPECT_EQ(run(paper, line), 2);
        EXPECT_TRUE(paper.api.asked.empty());
    }
}

TEST(MachineVerbs, PassOnTheDayOfTheFormAndItsEnd)
{
    Paper paper;
    EXPECT_EQ(
        run(paper,
            "consent record a.b use --channel in_school --form 1 --signed 01.09.2026 --expires school-year"),
        0);
    ASSERT_EQ(paper.api.asked.size(), 1U);
    EXPECT_THAT(paper.api.asked[0], HasSubstr(R"("form":"1","expires":)"));
    EXPECT_THAT(paper.api.asked[0], HasSubstr(R"("signed":)"));
}

TEST(MachineVerbs, AskBeforeTheWholeSchoolIsTouched)
{
    constexpr const char* preview = R"({"people":120,"changes":[{"service":"mail","lose":118,"gain":0}]})";
    Paper script;
    script.api.answer(preview);
    EXPECT_EQ(run(script, "module disable mail"), 2) << "a script has to say --yes";
    EXPECT_EQ(script.api.asked.size(), 1U);
    EXPECT_THAT(script.err.str(), HasSubstr("--yes"));

    Paper person;
    person.session.interactive = true;
    person.in.str("n\n");
    person.api.answer(preview);
    EXPECT_EQ(run(person, "module disable mail"), 5);
    EXPECT_EQ(person.api.asked.size(), 1U);
    EXPECT_THAT(person.err.str(), HasSubstr("mail: 118 lose it, 0 gain it"));

    Paper sure;
    sure.session.interactive = true;
    sure.in.str("j\n");
    sure.api.answer(preview);
    EXPECT_EQ(run(sure, "module disable mail"), 0);
    EXPECT_EQ(sure.api.asked.size(), 2U);
}

TEST(MachineVerbs, SayWhereNothingChanged)
{
    Paper paper;
    paper.api.answer(R"({"changed":false,"pending":[]})");
    EXPECT_EQ(run(paper, "module disable mail --class 5a"), 0);
    EXPECT_EQ(paper.out.str(), "It was so already.\n");
}

TEST(ModuleText, TellsEveryoneWhatIsOpenAndKeepsNamesApart)
{
    const auto modules = boost::json::parse(R"([
        {"service":"mail","scope":"class","whose":"5a","open":false,"since":0,"set_by":"system"},
        {"service":"mail","scope":"role","whose":"teacher","open":true,"since":0,"set_by":"system"},
        {"service":"mail","scope":"school","whose":"","open":false,"since":0,"set_by":"system"},
        {"service":"home","scope":"person","whose":"a.b","open":false,"since":0,"set_by":"system"}])");
    const std::string text = show_modules(modules, "2026-11-24");
    const auto names = text.find("not to be handed on");

    EXPECT_TRUE(text.starts_with("What is open at our school (2026-11-24):\n- log-on: open\n")) << text;
    EXPECT_THAT(text, HasSubstr("- mail: closed; open for: role teacher; closed for: class 5a\n"));
    EXPECT_THAT(text, HasSubstr("- home folder: open\n"));
    ASSERT_NE(names, std::string::npos);
    EXPECT_GT(text.find("a.b"), names);
    EXPECT_THAT(show_modules(boost::json::array(), "x"), Not(HasSubstr("handed")));
}

/// An explanation with one answer.
std::string explanation(const std::string& answer, const char* login = R"("a.b")")
{
    return show_explanation(boost::json::parse(R"({"id":17,"login":)" + std::string(login) +
                                               R"(,"state":"active","answers":[)" + answer + "]}"));
}

TEST(AccessText, SaysTheReasonWhatMadeItAndWhatCanBeDone)
{
    const struct {
        const char* answer;
        const char* evidence;
        const char* advice;
    } cases[] = {
        {R"({"because":"module_closed","evidence":{"kind":"module","service":"mail","scope":"class","whose":"5a","since":0,"set_by":"system"}})",
         "module mail, closed for class 5a since 1970-01-01", "pedell module reset mail --class '5a'"},
        {R"({"because":"module_closed","evidence":{"kind":"module","service":"logon","scope":"school","whose":"","since":0,"set_by":"x"}})",
         "module log-on, closed for the whole school", "pedell module reset logon\n"},
        {R"({"because":"locked","evidence":{"kind":"sanction","measure":"lock","from":0,"until":null,"set_by":"head"}})",
         "lock since 1970-01-01", "pedell person unlock a.b"},
        {R"({"because":"restricted","evidence":{"kind":"sanction","measure":"restriction","from":0,"until":60,"set_by":"head"}})",
         "restriction since 1970-01-01", "pedell person show a.b"},
        {R"({"because":"home_revoked","evidence":{"kind":"consent","purpose":"use","channel":"from_home","form":"1","revoked":0,"revoked_by":"office"}})",
         "consent to use, from home, form 1, revoked 1970-01-01", "--channel from_home"},
        {R"({"because":"consent_revoked","evidence":{"kind":"consent","purpose":"use","channel":"in_school","form":"1","expires":0}})",
         "form 1, expired 1970-01-01", "newly signed form"},
        {R"({"because":"consent_missing","evidence":null})", "",
         "pedell consent record a.b use --form VERSION"},
        {R"({"because":"evaluation_missing","evidence":null})", "", "pedell consent record a.b evaluation"},
        {R"({"because":"role_without_service","evidence":null})", "", "pedell person edit a.b --role"},
        {R"({"because":"left","evidence":{"kind":"leaves","at":0}})", "last day at school: 1970-01-01",
         "pedell person edit a.b --leaves never"},
        {R"({"because":"erased","evidence":null})", "", "gone for good"}};
    for (const auto& [answer, evidence, advice] : cases) {
        SCOPED_TRACE(answer);
        EXPECT_THAT(explanation(answer), HasSubstr(evidence));
        EXPECT_THAT(explanation(answer), HasSubstr(advice));
    }
}

TEST(AccessText, TellsAReasonOnceAndChoosesOneService)
{
    const auto all = boost::json::parse(R"({"id":17,"login":null,"state":"erased","answers":[
        {"service":"mail","channel":"in_school","because":"erased","evidence":null},
        {"service":"home","channel":"in_school","because":"erased","evidence":null}]})");
    const std::string text = show_explanation(all);
    EXPECT_TRUE(text.starts_with("#17: erased\n")) << text;
    EXPECT_EQ(text.find("gone for good"), text.rfind("gone for good"));

    const std::string mail = show_explanation(choose_answers(all, "mail"));
    EXPECT_THAT(mail, HasSubstr("mail"));
    EXPECT_THAT(mail, Not(HasSubstr("home folder")));
    EXPECT_EQ(choose_answers(nullptr, "mail"), boost::json::value(nullptr));
}

} // namespace
} // namespace pedell::cli
