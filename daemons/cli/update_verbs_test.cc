// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/doctor_update.h"
#include "daemons/cli/fake_api.h"
#include "daemons/cli/update_commands.h"
#include "daemons/cli/update_text.h"
#include "daemons/update/stage.h"
#include "daemons/update/state.h"
#include "daemons/update/test_host.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <gmock/gmock.h>

namespace pedell::cli
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A machine of paper that runs 0.2, and where 0.1 was good.
class UpdateVerbs : public testing::Test
{
protected:
    update::TestHost test;
    Paper paper;
    core::Machine machine;
    bool root = true;
    std::vector<std::string> sent;

    void SetUp() override
    {
        test.image("0.2");
        test.put("/efi/EFI/Linux/pedell_0.1.efi");
        const update::State state(test.host);
        ASSERT_TRUE(state.make_folders());
        ASSERT_TRUE(state.bless("0.1", 99));
        ASSERT_TRUE(state.bless("0.2", 99));
        test.answer("systemd-run --quiet --wait", "[GNUPG:] GOODSIG 6A Pedell\n[GNUPG:] VALIDSIG 6A\n");
        test.answer("/usr/lib/systemd/systemd-sysupdate", "", 0,
                    [this](const std::vector<std::string>& argv) {
                        test.put("/efi/EFI/Linux/pedell_" + argv.back() + "+3-0.efi");
                    });
    }
    void stick(const std::string& version)
    {
        std::string sums;
        for (const std::string end : {".root", ".efi"}) {
            const std::string path = "/media/pedell_" + version + end;
            test.put(path, end);
            sums += update::sha256_of(test.host.at(path)).value() + "  pedell_" + version + end + "\n";
        }
        test.put("/media/SHA256SUMS", sums);
        test.put("/media/SHA256SUMS.gpg");
    }
    int run(const std::string& line)
    {
        ExitCode outcome = ExitCode::ok;
        CLI::App app("", "pedell");
        app.require_subcommand(1);
        app.fallthrough();
        app.add_flag("--json", paper.session.json);
        const UpdateCommands commands(app, paper.session, outcome,
                                      {.host = test.host,
                                       .machine = [this] { return machine; },
                                       .domain = [] { return std::string("wald.test"); },
                                       .root = root,
                                       .sendmail = [this](const std::string&, const std::string& to,
                                                          const std::string& mail) -> base::Result<> {
                                           sent.push_back(to + " " + mail);
                                           return {};
                                       }});
        try {
            app.parse(line);
        } catch (const CLI::ParseError& error) {
            return error.get_exit_code() == 0 ? 0 : 2;
        }
        return static_cast<int>(outcome);
    }
    [[nodiscard]] std::string from() const
    {
        return " --from " + test.host.at("/media").string();
    }
};

TEST_F(UpdateVerbs, AreRefusedWhereAptUpdates)
{
    test.put("/usr/lib/os-release", "ID=debian\n");
    for (const char* const line : {"update check", "update apply", "update status", "update rollback --yes",
                                   "update report", "factory-reset --domain wald.test"}) {
        EXPECT_EQ(run(line), 5) << line;
        EXPECT_THAT(paper.err.str(), HasSubstr("updated by apt")) << line;
    }
    EXPECT_THAT(test.asked, IsEmpty());
}

TEST_F(UpdateVerbs, AreRoots)
{
    root = false;
    for (const char* const line : {"update check", "update apply", "update status", "update rollback --yes",
                                   "update report", "factory-reset --domain wald.test"})
        EXPECT_EQ(run(line), 4) << line;
    EXPECT_THAT(test.asked, IsEmpty());
    EXPECT_FALSE(test.has("/efi/factory-reset"));
}

TEST_F(UpdateVerbs, SayWrongUse)
{
    for (const char* const line : {"update", "update fly", "update apply --from", "update apply 0.3 0.4",
                                   "update rollback 0.1", "update check", "update apply", "factory-reset"})
        EXPECT_EQ(run(line), 2) << line;
}

TEST_F(UpdateVerbs, LookAndTakeFromAStick)
{
    stick("0.3");
    EXPECT_EQ(run("update check" + from()), 0) << paper.err.str();
    EXPECT_THAT(paper.out.str(), HasSubstr("0.3 is there"));

    EXPECT_EQ(run("update apply --dry-run" + from()), 0);
    EXPECT_THAT(paper.out.str(), HasSubstr("nothing was done"));
    EXPECT_EQ(run("update apply" + from()), 0) << paper.err.str();
    EXPECT_THAT(paper.out.str(), HasSubstr("Version 0.3 is written"));
    EXPECT_THAT(paper.err.str(), HasSubstr("[6/7]"));

    EXPECT_EQ(run("update status"), 0);
    EXPECT_THAT(paper.out.str(), HasSubstr("Other version: 0.3, starts next and has 3 tries"));
    EXPECT_THAT(paper.out.str(), HasSubstr("into version 0.3"));
}

TEST_F(UpdateVerbs, RefuseAnOlderOneUnlessTold)
{
    stick("0.1");
    EXPECT_EQ(run("update apply" + from()), 5);
    EXPECT_THAT(paper.err.str(), HasSubstr("--downgrade"));
    EXPECT_EQ(run("update apply 0.7" + from()), 3);
    EXPECT_EQ(run("update apply 0.1 --downgrade" + from()), 0) << paper.err.str();
}

TEST_F(UpdateVerbs, AnswerInJson)
{
    stick("0.3");
    EXPECT_EQ(run("update apply --json" + from()), 0);
    EXPECT_EQ(paper.err.str(), "");
    const auto answer = boost::json::parse(paper.out.str());
    EXPECT_EQ(text_of(answer, "to"), "0.3");
    EXPECT_TRUE(field_of(answer, "restart").is_int64());
}

TEST_F(UpdateVerbs, AskBeforeTheyGoBack)
{
    EXPECT_EQ(run("update rollback --dry-run"), 0);
    EXPECT_EQ(run("update rollback"), 2) << "a script has to say --yes";
    paper.session.interactive = true;
    paper.in.str("n\n");
    EXPECT_EQ(run("update rollback"), 5);
    EXPECT_TRUE(test.has("/efi/EFI/Linux/pedell_0.2.efi"));

    paper.in.str("j\n");
    EXPECT_EQ(run("update rollback --now"), 0);
    EXPECT_TRUE(test.has("/efi/EFI/Linux/pedell_0.2+0-0.efi"));
    EXPECT_THAT(paper.out.str(), HasSubstr("Version 0.1 starts at"));
}

TEST_F(UpdateVerbs, EraseTheSchoolOnlyForWhoTypesItsDomain)
{
    EXPECT_EQ(run("factory-reset --dry-run"), 0);
    EXPECT_EQ(run("factory-reset"), 2);
    EXPECT_THAT(paper.err.str(), HasSubstr("--domain wald.test"));
    EXPECT_EQ(run("factory-reset --domain wald.de"), 5);
    paper.session.interactive = true;
    paper.in.str("j\n");
    EXPECT_EQ(run("factory-reset"), 5);
    EXPECT_FALSE(test.has("/efi/factory-reset"));

    paper.in.clear();
    paper.in.str("wald.test\n");
    EXPECT_EQ(run("factory-reset"), 0);
    EXPECT_TRUE(test.has("/efi/factory-reset"));
}

TEST_F(UpdateVerbs, TellTheAdministratorsOnce)
{
    EXPECT_EQ(run("update report --mail"), 0);
    EXPECT_THAT(sent, IsEmpty());

    const update::State state(test.host);
    ASSERT_TRUE(state.note_failure({"0.3", test.now, "IMAPS", false}));
    paper.api.refuse(base::Errc::unavailable, "not yet");
    EXPECT_EQ(run("update report --mail"), 75);

    const char* const people =
        R"([{"role":"administrator","mail":"a@wald.test","access":{"mail":{"allowed":true}}}])";
    paper.api.answer(people);
    EXPECT_EQ(run("update report --mail"), 0);
    ASSERT_THAT(sent, ElementsAre(HasSubstr("IMAPS")));
    EXPECT_THAT(sent[0], HasSubstr("a@wald.test"));
    EXPECT_EQ(run("update report --mail"), 0);
    EXPECT_EQ(sent.size(), 1U);
}

TEST(UpdateText, SaysWhatIsToBeSeen)
{
    const std::string text = show_update_status(boost::json::parse(
        R"({"version":"0.2","trial":true,"other":{"version":"0.1","good":true,"tries_left":null},"checked":null,
            "available":"0.3","waiting":{"version":"0.3","restart":0,"fault":"no room"},
            "failed":[{"version":"0.1.9","at":0,"why":"IMAPS"}]})"));
    for (const char* const line : {"Running version: 0.2, on trial\n", "Other version: 0.1, worked here",
                                   "Last look for updates: never\n", "Newer version: 0.3\n",
                                   "It did not restart: no room\n", "Failed here: 0.1.9 ("})
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_THAT(show_update_check(boost::json::parse(
                    R"({"version":"0.2","source":"USB","available":"0.3","failed":"IMAPS"})")),
                HasSubstr("failed here before: IMAPS"));
    EXPECT_THAT(show_update_applied(boost::json::parse(R"({"version":"0.2","to":null})")),
                HasSubstr("0.2 runs already"));
}

TEST(UpdateFindings, NameWhatSomebodyShouldKnow)
{
    const auto ids = [](const char* summary) {
        std::vector<std::string> all;
        for (const Finding& finding : diagnose_update(boost::json::parse(summary)))
            all.push_back(finding.id);
        return all;
    };
    EXPECT_THAT(ids("null"), IsEmpty());
    EXPECT_THAT(ids(R"({"version":"0.2","trial":false,"waiting":null,"failed":[]})"), IsEmpty());
    EXPECT_THAT(ids(R"({"version":"0.2","waiting":{"version":"0.3","restart":0,"fault":""}})"), IsEmpty());
    EXPECT_THAT(ids(R"({"version":"0.2","trial":true,"waiting":{"fault":"no room"},
                        "failed":[{"version":"0.3","at":0,"why":"IMAPS"}]})"),
                ElementsAre("update_no_restart", "update_failed", "update_trial"));
}

} // namespace
} // namespace pedell::cli
