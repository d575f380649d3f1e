// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/access_commands.h"
#include "daemons/cli/alias_commands.h"
#include "daemons/cli/approval_commands.h"
#include "daemons/cli/class_commands.h"
#include "daemons/cli/consent_commands.h"
#include "daemons/cli/fake_api.h"
#include "daemons/cli/login_commands.h"
#include "daemons/cli/module_commands.h"
#include "daemons/cli/person_commands.h"
#include "daemons/cli/system_commands.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <gtest/gtest.h>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

/// Runs one command line against a pedelld of paper; 2 where CLI11 refuses it, as main() does.
int run(Paper& paper, const std::string& line)
{
    ExitCode outcome = ExitCode::ok;
    CLI::App app("", "pedell");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", paper.session.json);
    const SystemCommands system(app, paper.session, outcome, [](const SetUpChoice& choice, bool) {
        return choice.dry_run ? 0 : choice.image ? 6 : 5;
    });
    const LoginCommands login(app, paper.session, outcome,
                              std::filesystem::temp_directory_path() /
                                  ("pedell-verbs-" + std::to_string(::getpid())) / "token");
    const ApprovalCommands approval(app, paper.session, outcome);
    const PersonCommands person(app, paper.session, outcome);
    const ClassCommands school_class(app, paper.session, outcome);
    const AliasCommands alias(app, paper.session, outcome);
    const ConsentCommands consent(app, paper.session, outcome);
    const ModuleCommands module(app, paper.session, outcome);
    const AccessCommands access(app, paper.session, outcome);
    try {
        app.parse(line);
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? 0 : 2;
    }
    return static_cast<int>(outcome);
}

TEST(Verbs, AskTheApiWhatTheySay)
{
    const struct {
        const char* line;
        std::vector<std::string> asks;
    } cases[] = {
        {"status", {"GET /v1/status"}},
        {"heal", {"POST /v1/heal"}},
        {"person list", {"GET /v1/people"}},
        {"person show a.b", {"GET /v1/people/a.b"}},
        {"person add --role guest --given Änne --surname Größe",
         {R"(POST /v1/people {"role":"guest","given":"Änne","surname":"Größe"})"}},
        {"person edit a.b --surname Neu", {R"(PATCH /v1/people/a.b {"surname":"Neu"})"}},
        {"person edit a.b --leaves never", {R"(PATCH /v1/people/a.b {"leaves":null})"}},
        {"person remove a.b --dry-run", {"GET /v1/people/a.b"}},
        {"person remove a.b --yes", {"DELETE /v1/people/a.b"}},
        {"person lock a.b --reason Streit", {R"(POST /v1/people/a.b/lock {"reason":"Streit"})"}},
        {"person unlock a.b", {"POST /v1/people/a.b/unlock"}},
        {"person reset-password a.b --identity known --asked-by guardian",
         {R"(POST /v1/people/a.b/reset-password {"identity":"known","asked_by":"guardian"})"}},
        {"whoami", {"GET /v1/session"}},
        {"approval list", {"GET /v1/approvals"}},
        {"approval approve 3", {"POST /v1/approvals/3/approve"}},
        {"approval refuse 3", {"POST /v1/approvals/3/refuse"}},
        {"class add Chor --kind group", {R"(POST /v1/classes {"name":"Chor","kind":"group"})"}},
        {"class rename Chor 'Großer Chor'", {R"(PATCH /v1/classes/Chor {"name":"Großer Chor"})"}},
        {"class remove Chor --yes", {"DELETE /v1/classes/Chor"}},
        {"class join Chor a.b c.d", {"PUT /v1/classes/Chor/members/a.b", "PUT /v1/classes/Chor/members/c.d"}},
        {"class leave Chor a.b", {"DELETE /v1/classes/Chor/members/a.b"}},
        {"class list", {"GET /v1/classes"}},
        {"class show Chor", {"GET /v1/classes/Chor"}},
        {"alias add info person:a.b", {R"(POST /v1/aliases {"name":"info","targets":["person:a.b"]})"}},
        {"alias remove info", {"DELETE /v1/aliases/info"}},
        {"alias list", {"GET /v1/aliases"}},
        {"consent record a.b use --form 1 --channel from_home",
         {R"(POST /v1/people/a.b/consents {"purpose":"use","channel":"from_home","form":"1"})"}},
        {"consent record a.b use --form 1",
         {R"(POST /v1/people/a.b/consents {"purpose":"use","channel":"in_school","form":"1"})",
          R"(POST /v1/people/a.b/consents {"purpose":"use","channel":"from_home","form":"1"})"}},
        {"consent revoke a.b evaluation", {"DELETE /v1/people/a.b/consents/evaluation"}},
        {"consent list a.b", {"GET /v1/people/a.b/consents"}},
    };
    for (const auto& [line, asks] : cases) {
        SCOPED_TRACE(line);
        Paper paper;
        EXPECT_EQ(run(paper, line), 0) << paper.err.str();
        EXPECT_EQ(paper.api.asked, asks);
    }
}

TEST(Verbs, RefuseWrongUseBeforeAnybodyIsAsked)
{
    for (const char* line : {"",
                             "frobnicate",
                             "person",
                             "person show",
                             "person add --role kaiser --given A --surname B",
                             "person add --role guest --given A",
                             "person edit a.b",
                             "person remove a.b",
                             "person lock a.b",
                             "person lock a.b --reason x --until gestern",
                             "person add --role pupil --given A --surname B --consent-for use",
                             "person reset-password a.b --asked-by friend",
                             "login a.b",
                             "login --password-stdin",
                             "approval approve",
                             "approval approve three",
                             "person reset-password a.b --password-stdin",
                             "class remove Chor",
                             "class add Chor --kind club",
                             "consent record a.b use",
                             "consent record a.b fun --form 1",
                             "alias add info"}) {
        SCOPED_TRACE(line);
        Paper paper;
        EXPECT_EQ(run(paper, line), 2);
        EXPECT_TRUE(paper.api.asked.empty());
    }
}

TEST(Verbs, ReadSecretsFromStandardInputAlone)
{
    Paper paper;
    paper.in.str("Wald+Wiese.2026\n");

    EXPECT_EQ(run(paper, "person reset-password a.b --password-stdin"), 0);
    EXPECT_EQ(paper.api.asked, (std::vector<std::string>{
                                   R"(POST /v1/people/a.b/reset-password {"password":"Wald+Wiese.2026"})"}));
}

TEST(Verbs, KeepTheTokenToThemselves)
{
    Paper paper;
    paper.in.str("Wald+Wiese.2026\n");
    paper.api.answer(R"({"token":"00ff","login":"eva.ast","role":"teacher","expires":1790000000})");

    EXPECT_EQ(run(paper, "login eva.ast --password-stdin --json"), 0);
    EXPECT_EQ(paper.api.asked, (std::vector<std::string>{
                                   R"(POST /v1/login {"login":"eva.ast","password":"Wald+Wiese.2026"})"}));
    EXPECT_EQ(paper.out.str(), "{\"expires\":1790000000,\"login\":\"eva.ast\",\"role\":\"teacher\"}\n");

    Paper again;
    EXPECT_EQ(run(again, "logout"), 0);
    EXPECT_EQ(again.api.asked, std::vector<std::string>{"POST /v1/logout"});
    Paper nobody;
    EXPECT_EQ(run(nobody, "logout"), 5);
    EXPECT_TRUE(nobody.api.asked.empty());
}

TEST(Verbs, SayThatSomethingWaitsForASecondPerson)
{
    Paper paper;
    paper.api.answer(R"({"approval":7,"state":"requested"})");
    EXPECT_EQ(run(paper, "person remove a.b --yes"), 0);
    EXPECT_NE(paper.out.str().find("approval 7"), std::string::npos) << paper.out.str();
}

TEST(Verbs, PassOnWhyTheApiRefused)
{
    const struct {
        base::Errc code;
        int exit_code;
    } cases[] = {{base::Errc::not_found, 3},
                 {base::Errc::denied, 4},
                 {base::Errc::conflict, 5},
                 {base::Errc::unavailable, 75}};
    for (const auto& [code, exit_code] : cases) {
        Paper paper;
        paper.api.refuse(code, "why");
        EXPECT_EQ(run(paper, "class add 1a"), exit_code);
        EXPECT_EQ(paper.err.str(), "pedell: why\n");
        EXPECT_EQ(paper.out.str(), "");
    }
}

TEST(Verbs, AnswerInJsonAlsoWhenRefused)
{
    Paper paper;
    paper.api.refuse(base::Errc::not_found, "nobody");

    EXPECT_EQ(run(paper, "person show a.b --json"), 3);
    EXPECT_EQ(paper.out.str(), "{\"code\":\"not_found\",\"context\":\"nobody\"}\n");
    EXPECT_EQ(paper.err.str(), "");
}

TEST(Verbs, SayWhatIsStillBeingCarriedOut)
{
    Paper paper;
    paper.api.answer(R"({"login":"a.b","pending":["sessions","tables"]})");

    EXPECT_EQ(run(paper, "person lock a.b --reason x"), 0);
    EXPECT_EQ(paper.out.str(), "a.b is locked.\nStill being carried out: sessions, tables\n");
}

TEST(Verbs, AskBeforeTheyErase)
{
    Paper paper;
    paper.session.interactive = true;
    paper.in.str("n\n");
    EXPECT_EQ(run(paper, "person remove a.b"), 5);
    EXPECT_TRUE(paper.api.asked.empty());

    Paper willing;
    willing.session.interactive = true;
    willing.in.str("j\n");
    EXPECT_EQ(run(willing, "person remove a.b"), 0);
    EXPECT_EQ(willing.api.asked, (std::vector<std::string>{"DELETE /v1/people/a.b"}));
}

TEST(Verbs, HandTheExitCodeOfSetupOn)
{
    Paper paper;
    EXPECT_EQ(run(paper, "setup"), 5);
    EXPECT_EQ(run(paper, "setup --dry-run --json"), 0);
    EXPECT_EQ(run(paper, "setup --image"), 6);
}

} // namespace
} // namespace pedell::cli
