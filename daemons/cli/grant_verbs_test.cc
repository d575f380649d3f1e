// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/fake_api.h"
#include "daemons/cli/grant_commands.h"

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

struct SentMail {
    std::string from;
    std::string to;
    std::string mail;
};

class GrantVerbs : public testing::Test
{
protected:
    int run(const std::string& line)
    {
        ExitCode outcome = ExitCode::ok;
        CLI::App app("", "pedell");
        app.require_subcommand(1);
        app.fallthrough();
        app.add_flag("--json", paper.session.json);
        const GrantCommands grant(app, paper.session, outcome,
                                  [this](const std::string& from, const std::string& to,
                                         const std::string& mail) -> base::Result<> {
                                      if (to == refused)
                                          return base::fail(base::Errc::unavailable, "no space");
                                      sent.push_back({from, to, mail});
                                      return {};
                                  });
        try {
            app.parse(line);
        } catch (const CLI::ParseError& error) {
            return error.get_exit_code() == 0 ? 0 : 2;
        }
        return static_cast<int>(outcome);
    }

    Paper paper;
    std::vector<SentMail> sent;
    std::string refused;
};

constexpr const char* some_grants = R"({"grants":[
  {"number":3,"login":"anna.mueller","given":"Anna","surname":"Müller","role":"pupil","kind":"recipients","value":80,
   "reason":"Einladung","state":"requested","requested":1790000000,"requested_by":"adm.eins","ends":null},
  {"number":2,"login":"carla.koch","given":"Carla","surname":"Koch","role":"teacher","kind":"upload-size",
   "value":209715200,"reason":"Film","state":"approved","requested":1790000000,"requested_by":"carla.koch",
   "decided_by":"adm.zwei","ends":4000000000},
  {"number":1,"login":"carla.koch","kind":"outside-mail","value":0,"state":"ended","ends":1,"reason":"alt"},
  {"number":0,"login":"carla.koch","kind":"quota","value":0,"state":"approved","ends":1,"reason":"vorbei"}],
 "requests":[{"request":"M-32701","login":"ben.abel","given":"Ben","surname":"Abel","kind":"recipients","value":51,
   "last":1790000000}]})";

TEST_F(GrantVerbs, AskTheApiWhatTheySay)
{
    const struct {
        const char* line;
        const char* asks;
    } cases[] = {
        {"grant request a.b upload-size '200 MB' --reason Film",
         R"(POST /v1/grants {"login":"a.b","kind":"upload-size","value":209715200,"reason":"Film"})"},
        {"grant request a.b recipients 80 --reason Fest",
         R"(POST /v1/grants {"login":"a.b","kind":"recipients","value":80,"reason":"Fest"})"},
        {"grant request a.b outside-mail --reason Fahrt",
         R"(POST /v1/grants {"login":"a.b","kind":"outside-mail","value":0,"reason":"Fahrt"})"},
        {"grant approve 12", "POST /v1/grants/12/approve {}"},
        {"grant approve M-32701 --value 80 --reason Fest",
         R"(POST /v1/grants/M-32701/approve {"value":80,"reason":"Fest"})"},
        {"grant approve 12 --value '1 GB'", R"(POST /v1/grants/12/approve {"value":1073741824})"},
        {"grant refuse 12", "POST /v1/grants/12/refuse {}"},
        {"grant refuse M-1 --reason nein", R"(POST /v1/grants/M-1/refuse {"reason":"nein"})"},
        {"grant end 12", "POST /v1/grants/12/end"},
        {"grant list", "GET /v1/grants"},
        {"grant report", "GET /v1/grants"},
    };
    for (const auto& [line, asks] : cases) {
        SCOPED_TRACE(line);
        paper.api.asked.clear();
        EXPECT_EQ(run(line), 0) << paper.err.str();
        EXPECT_EQ(paper.api.asked, std::vector<std::string>{asks});
    }
}

TEST_F(GrantVerbs, RefuseWrongUseBeforeAnybodyIsAsked)
{
    for (const char* line :
         {"grant", "grant request a.b quota '5 GB'", "grant request a.b speed 5 --reason x",
          "grant request a.b recipients viele --reason x", "grant request a.b recipients -5 --reason x",
          "grant request a.b quota gross --reason x", "grant request a.b outside-mail 5 --reason x",
          "grant request a.b quota '5 GB' --reason x --until gestern", "grant approve",
          "grant approve 1 --until gestern", "grant approve 1 --value viel", "grant end"}) {
        SCOPED_TRACE(line);
        EXPECT_EQ(run(line), 2);
        EXPECT_TRUE(paper.api.asked.empty());
    }
}

TEST_F(GrantVerbs, SayWhatIsNow)
{
    paper.api.answer(
        R"({"number":2,"login":"carla.koch","kind":"upload-size","value":209715200,"state":"approved",
                         "ends":1790000000})");
    EXPECT_EQ(run("grant approve 2"), 0);
    EXPECT_THAT(paper.out.str(), HasSubstr("Number 2 is in force until"));
    EXPECT_THAT(paper.out.str(), HasSubstr("upload-size 200 MB for carla.koch"));
}

TEST_F(GrantVerbs, ListWhatIsOpenOrAllOrOnePersons)
{
    paper.api.answer(some_grants);
    EXPECT_EQ(run("grant list"), 0);
    EXPECT_THAT(paper.out.str(), HasSubstr("M-32701"));
    EXPECT_THAT(paper.out.str(), HasSubstr("200 MB"));
    EXPECT_THAT(paper.out.str(), Not(HasSubstr("outside-mail")));

    paper.out.str("");
    paper.api.answer(some_grants);
    EXPECT_EQ(run("grant list --all --person carla.koch"), 0);
    EXPECT_THAT(paper.out.str(), HasSubstr("outside-mail"));
    EXPECT_THAT(paper.out.str(), Not(HasSubstr("anna.mueller")));
    EXPECT_THAT(paper.out.str(), Not(HasSubstr("M-32701")));
}

TEST_F(GrantVerbs, ReportWhatIsInForceAndWhatWaits)
{
    const auto report =
        grant_report(boost::json::parse(some_grants), core::Time{std::chrono::seconds{1'790'000'000}});

    EXPECT_THAT(report, HasSubstr("Ausnahmen in Kraft / exceptions in force: 1\n"));
    EXPECT_THAT(report, HasSubstr("Nr. 2: Carla Koch (carla.koch): upload-size 200 MB\n"));
    EXPECT_THAT(report, HasSubstr("genehmigt von / approved by adm.zwei\n    Grund / reason: Film\n"));
    EXPECT_THAT(report, HasSubstr("Warten auf Entscheidung / waiting for a decision: 2\n"));
    EXPECT_THAT(report, HasSubstr("Nr. 3: Anna Müller (anna.mueller): recipients 80\n"));
    EXPECT_THAT(report, HasSubstr("Nr. M-32701: Ben Abel (ben.abel): recipients 51\n"));
    EXPECT_THAT(report, Not(HasSubstr("vorbei")));
}

constexpr const char* some_people = R"([
  {"role":"administrator","mail":"adm.eins@w.test","access":{"mail":{"allowed":true}}},
  {"role":"administrator","mail":"adm.zu@w.test","access":{"mail":{"allowed":false}}},
  {"role":"administrator","mail":"adm.zwei@w.test","access":{"mail":{"allowed":true}}},
  {"role":"teacher","mail":"carla.koch@w.test","access":{"mail":{"allowed":true}}}])";

TEST_F(GrantVerbs, MailTheReportToEachAdministratorWhoCanReadIt)
{
    paper.api.answer(R"({"grants":[],"requests":[]})");
    paper.api.answer(some_people);

    EXPECT_EQ(run("grant report --mail"), 0) << paper.err.str();

    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0].from, "pedell@w.test");
    EXPECT_EQ(sent[0].to, "adm.eins@w.test");
    EXPECT_EQ(sent[1].to, "adm.zwei@w.test");
    EXPECT_THAT(sent[0].mail, HasSubstr("\nTo: adm.eins@w.test\n"));
    EXPECT_THAT(sent[0].mail, HasSubstr("charset=utf-8\n"));
    EXPECT_THAT(sent[0].mail, HasSubstr("\n\nAusnahmen in Kraft / exceptions in force: 0\n"));
}

TEST_F(GrantVerbs, MailTheReportToTheOthersWhereOneFailsAndSaySo)
{
    paper.api.answer(some_grants);
    paper.api.answer(some_people);
    refused = "adm.eins@w.test";

    EXPECT_EQ(run("grant report --mail"), 75);
    EXPECT_EQ(sent.size(), 1U);

    paper.api.answer(some_grants);
    paper.api.answer("[]");
    EXPECT_EQ(run("grant report --mail"), 75) << "nobody to read it";
}

} // namespace
} // namespace pedell::cli
