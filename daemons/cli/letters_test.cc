// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "daemons/cli/fake_api.h"
#include "daemons/cli/letters_commands.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace pedell::cli
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* plan =
    R"({"school":{"name":"S"},"letters":[{"login":"a.b","given":"A","surname":"B","earlier":null},)"
    R"({"login":"c.d","given":"C","surname":"D","earlier":1790000000}],)"
    R"("skipped":[{"login":"e.f","because":"consent_missing"}],"missing":[],"error":null})";
constexpr const char* done =
    R"({"school":{"name":"S"},"letters":[{"login":"a.b","password":"Kw7p-1"},{"login":"c.d","password":"Kw7p-2"}],)"
    R"("skipped":[],"missing":[],"error":null})";
constexpr const char* asks_plan = R"(POST /v1/letters {"classes":["5a"],"people":[],"dry_run":true})";
constexpr const char* asks_both = R"(POST /v1/letters {"people":["a.b","c.d"]})";

class LettersTest : public testing::Test
{
protected:
    ~LettersTest() override
    {
        std::filesystem::remove_all(folder_);
    }
    int run(const std::string& line)
    {
        ExitCode outcome = ExitCode::ok;
        CLI::App app("", "pedell");
        app.fallthrough();
        app.add_flag("--json", paper_.session.json);
        const LettersCommands letters(app, paper_.session, outcome,
                                      {[this](const std::string& batch) -> base::Result<base::ProcessOutput> {
                                           batches_.push_back(batch);
                                           if (batches_.size() == breaks_at_)
                                               return base::ProcessOutput{1, "", "no fonts\n"};
                                           return base::ProcessOutput{0, "%PDF letters %%EOF\n", ""};
                                       },
                                       to_terminal_});
        try {
            app.parse(line);
        } catch (const CLI::ParseError& error) {
            return 2;
        }
        return static_cast<int>(outcome);
    }
    [[nodiscard]] std::string file() const
    {
        return (folder_ / "letters.pdf").string();
    }

    Paper paper_;
    std::vector<std::string> batches_;
    std::size_t breaks_at_ = 0; ///< which call of the press fails; 0: none
    bool to_terminal_ = false;

private:
    static std::filesystem::path make_folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "pedell-cli-XXXXXX").string();
        return ::mkdtemp(name.data());
    }
    std::filesystem::path folder_ = make_folder();
};

TEST_F(LettersTest, WriteOneFileForItsOwnerAlone)
{
    paper_.api.answer(plan);
    paper_.api.answer(done);

    EXPECT_EQ(run("letters --class 5a --yes --output " + file()), 0) << paper_.err.str();

    EXPECT_THAT(paper_.api.asked, ElementsAre(asks_plan, asks_both));
    EXPECT_EQ(base::read_file(file()), "%PDF letters %%EOF\n");
    struct stat status{};
    ASSERT_EQ(::stat(file().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600U);
    ASSERT_THAT(batches_, SizeIs(2));
    EXPECT_THAT(batches_[0], Not(HasSubstr("Kw7p")));
    EXPECT_THAT(batches_[1], HasSubstr("Kw7p-1"));
    EXPECT_THAT(paper_.err.str(), HasSubstr("No letter for e.f: no consent recorded"));
    EXPECT_THAT(paper_.err.str() + paper_.out.str(), Not(HasSubstr("Kw7p")));
}

TEST_F(LettersTest, GoToStandardOutputButNeverToATerminal)
{
    paper_.api.answer(plan);
    paper_.api.answer(done);
    EXPECT_EQ(run("letters --class 5a --yes"), 0);
    EXPECT_EQ(paper_.out.str(), "%PDF letters %%EOF\n");

    to_terminal_ = true;
    EXPECT_EQ(run("letters --class 5a --yes"), 2);
    EXPECT_THAT(paper_.api.asked, SizeIs(2));
}

TEST_F(LettersTest, AskAndNameHowManyGetASecondOne)
{
    paper_.api.answer(plan);
    paper_.session.interactive = true;
    paper_.in.str("n\n");

    EXPECT_EQ(run("letters --class 5a --output " + file()), 5);

    EXPECT_THAT(paper_.err.str(), HasSubstr("for 2 people? 1 of them got a letter before"));
    EXPECT_THAT(paper_.api.asked, ElementsAre(asks_plan));
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(LettersTest, AreOnlyForNewPeopleWhereAskedSo)
{
    paper_.api.answer(plan);
    EXPECT_EQ(run("letters --class 5a --new --yes --output " + file()), 5); // the paper has no second answer
    EXPECT_THAT(paper_.api.asked, ElementsAre(asks_plan, R"(POST /v1/letters {"people":["a.b"]})"));
}

TEST_F(LettersTest, SetNothingBeforeTheyAreKnownToBePrintable)
{
    paper_.api.answer(plan);
    breaks_at_ = 1;
    EXPECT_EQ(run("letters --class 5a --yes --output " + file()), 75);
    EXPECT_THAT(paper_.api.asked, ElementsAre(asks_plan));
    EXPECT_THAT(paper_.err.str(), HasSubstr("no fonts"));
    EXPECT_FALSE(std::filesystem::exists(file()));

    ASSERT_TRUE(base::write_atomically(file(), "another"));
    paper_.api.answer(plan);
    EXPECT_EQ(run("letters --class 5a --yes --output " + file()), 5);
    EXPECT_EQ(base::read_file(file()), "another");
    EXPECT_THAT(paper_.api.asked, ElementsAre(asks_plan, asks_plan));
}

TEST_F(LettersTest, SayThatPasswordsAreSetWhenThePrintingFailsThen)
{
    paper_.api.answer(plan);
    paper_.api.answer(done);
    breaks_at_ = 2;

    EXPECT_EQ(run("letters --class 5a --yes --output " + file()), 75);

    EXPECT_THAT(paper_.err.str(), HasSubstr("new passwords of 2 people are set already"));
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(LettersTest, PrintThoseThatWereSetWhenTheRestFails)
{
    paper_.api.answer(plan);
    paper_.api.answer(R"({"letters":[{"login":"a.b","password":"Kw7p-1"}],"skipped":[],"missing":["c.d"],)"
                      R"("error":{"code":"unavailable","context":"Samba is away"}})");

    EXPECT_EQ(run("letters --class 5a --yes --output " + file()), 75);

    EXPECT_TRUE(std::filesystem::exists(file()));
    EXPECT_THAT(paper_.err.str(), HasSubstr("Samba is away"));
    EXPECT_THAT(paper_.err.str(), HasSubstr("1 of 2 people still have no letter"));
}

TEST_F(LettersTest, TellCountsInJsonAndNeverAPassword)
{
    paper_.api.answer(plan);
    paper_.api.answer(done);
    EXPECT_EQ(run("letters --class 5a --yes --json --output " + file()), 0);
    EXPECT_THAT(paper_.out.str(), HasSubstr(R"("letters":2)"));
    EXPECT_THAT(paper_.out.str(), Not(HasSubstr("Kw7p")));

    for (const char* line : {"letters", "letters --json --class 5a", "letters --output /tmp/x"})
        EXPECT_EQ(run(line), 2) << line;
    EXPECT_THAT(paper_.api.asked, SizeIs(2));
}

TEST_F(LettersTest, OnlySayWhoWouldGetOne)
{
    paper_.api.answer(plan);
    to_terminal_ = true;
    EXPECT_EQ(run("letters --class 5a --dry-run"), 0);
    EXPECT_THAT(paper_.out.str(), HasSubstr("a.b"));
    EXPECT_THAT(paper_.out.str(), HasSubstr("No letter for e.f"));
    EXPECT_THAT(batches_, IsEmpty());
}

} // namespace
} // namespace pedell::cli
