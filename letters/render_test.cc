// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/render.h"

#include "base/file.h"
#include "base/process.h"

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>

namespace pedell::letters
{
namespace
{

using testing::HasSubstr;
using testing::Not;

Letter letter_of(const std::string& name)
{
    Letter letter;
    letter.name = name;
    letter.group_de = "Klasse 5a";
    letter.group_en = "Class 5a";
    letter.login = letter.sam = "anna.roth";
    letter.password = "Kw7p-a3Xd-9hTu";
    letter.mail = "anna.roth@waldschule.test";
    letter.logon = letter.mail_open = letter.files = letter.class_files = true;
    letter.mail_from_home = letter.files_from_home = true;
    return letter;
}

Batch batch_of(std::vector<Letter> letters)
{
    return {{"Grundschule am Wald", "server.ad.waldschule.test", "H:", "K:", "home", "klassen", "01.09.2026"},
            std::move(letters)};
}

/// A PDF in a folder that goes with the test, asked by poppler's and zbar's programs.
class Paper
{
public:
    explicit Paper(const Batch& batch)
    {
        const auto rendered = render(batch);
        EXPECT_TRUE(rendered) << rendered.error().context;
        if (rendered)
            bytes = rendered->pdf;
        EXPECT_TRUE(base::write_atomically(file(), bytes));
    }
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;
    ~Paper()
    {
        std::filesystem::remove_all(folder_);
    }
    [[nodiscard]] std::string info() const
    {
        return said_by({"pdfinfo", file()});
    }
    [[nodiscard]] std::string text() const
    {
        return said_by({"pdftotext", "-layout", file(), "-"});
    }
    /// What a phone sees on the first page.
    [[nodiscard]] std::string qr() const
    {
        (void)said_by({"pdftoppm", "-r", "150", "-png", "-singlefile", file(), folder_ / "page"});
        return said_by({"zbarimg", "-q", "--raw", folder_ / "page.png"});
    }

    std::string bytes;

private:
    [[nodiscard]] std::string file() const
    {
        return folder_ / "letters.pdf";
    }
    static std::string said_by(const std::vector<std::string>& argv)
    {
        const auto output = base::run(argv);
        EXPECT_TRUE(output && output->status == 0)
            << argv[0] << (output ? output->err : output.error().context);
        return output ? output->out : "";
    }
    static std::filesystem::path make_folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "pedell-letters-XXXXXX").string();
        return ::mkdtemp(name.data());
    }

    std::filesystem::path folder_ = make_folder();
};

TEST(Render, GivesEachPersonAPageWithEverythingToLogOn)
{
    const Paper paper(batch_of({letter_of("Anna Roth"), letter_of("Jörg Weiß"), letter_of("Ben Kern")}));

    EXPECT_THAT(paper.info(), HasSubstr("Pages:           3"));
    EXPECT_THAT(paper.info(), HasSubstr("A4"));
    const std::string text = paper.text();
    for (const char* wanted : {"Grundschule am Wald", "Anna Roth", "Jörg Weiß", "Klasse 5a", "anna.roth",
                               "Kw7p-a3Xd-9hTu", "anna.roth@waldschule.test", "993", "465",
                               "H:", "K:", "01.09.2026", "one-time password", "First steps"})
        EXPECT_THAT(text, HasSubstr(wanted));
}

TEST(Render, PutsTheSettingsIntoTheQrCodeAndNeverThePassword)
{
    const std::string seen = Paper(batch_of({letter_of("Anna Roth")})).qr();

    EXPECT_THAT(seen, HasSubstr("Benutzername: anna.roth\nE-Mail: anna.roth@waldschule.test\nIMAP: "));
    EXPECT_THAT(seen, Not(HasSubstr("Kw7p")));
}

TEST(Render, TellsAboutNobodyInTheMetadata)
{
    const Paper paper(batch_of({letter_of("Anna Roth")}));

    EXPECT_THAT(paper.info(), HasSubstr("Zugangsbriefe / Access letters"));
    EXPECT_THAT(paper.info(), Not(HasSubstr("Anna")));
    EXPECT_THAT(paper.bytes, Not(HasSubstr("Anna")));
    EXPECT_THAT(paper.bytes, Not(HasSubstr("Kw7p")));
}

TEST(Render, GivesTheSameBytesAgain)
{
    const Batch batch = batch_of({letter_of("Anna Roth"), letter_of("محمد عبد الله")});
    EXPECT_EQ(render(batch)->pdf, render(batch)->pdf);
}

TEST(Render, KeepsOnePageWhateverTheNameIs)
{
    std::string endless;
    for (int i = 0; i < 60; ++i)
        endless += "Wolfeschlegelstein-";
    Letter long_one = letter_of(endless.substr(0, 512));
    long_one.group_de = long_one.group_en = endless.substr(0, 300);
    long_one.login = std::string(64, 'w') + "64";
    long_one.sam = "wwwwwwwwwwwwwwwwwww2";
    long_one.mail = std::string(64, 'm') + "@grundschule-am-grossen-wald-bei-den-sieben-bergen.example";
    long_one.password = "WWWW-WWWW-WWWW-WWWW-WWWW-WWWW";
    for (const Letter& letter :
         {letter_of("Александра Ёлкина"), letter_of("محمد عبد الله الحسيني"), letter_of("Nguyễn Thị Phượng"),
          letter_of("李小龙"), letter_of("x"), long_one}) {
        SCOPED_TRACE(letter.name);
        const Paper paper(batch_of({letter}));
        EXPECT_THAT(paper.info(), HasSubstr("Pages:           1"));
        EXPECT_THAT(paper.text(), HasSubstr(letter.password));
    }
    EXPECT_THAT(Paper(batch_of({long_one})).text(), HasSubstr(long_one.login));
    EXPECT_THAT(Paper(batch_of({letter_of("Александра Ёлкина")})).text(), HasSubstr("Александра Ёлкина"));
    EXPECT_EQ(render(batch_of({letter_of("محمد Ёлкина Phượng")}))->unknown_signs, 0);
    EXPECT_GT(render(batch_of({letter_of("\U0001D8E0")}))->unknown_signs, 0);
}

TEST(Render, SaysThatHomeIsNotOpenWhereItIsNot)
{
    Letter closed = letter_of("Anna Roth");
    closed.mail_from_home = closed.files_from_home = false;
    const std::string text = Paper(batch_of({closed})).text();

    EXPECT_THAT(text, HasSubstr("von zu Hause nicht freigegeben"));
    EXPECT_THAT(text, HasSubstr("not open to this account"));
    EXPECT_THAT(text, Not(HasSubstr("993")));
}

TEST(Render, RefusesToCutOffAPasswordOrToPrintNothing)
{
    Letter huge = letter_of("Anna Roth");
    huge.password = std::string(400, 'W');
    EXPECT_EQ(render(batch_of({huge})).error().code, base::Errc::over_limit);
    EXPECT_EQ(render(batch_of({})).error().code, base::Errc::malformed);
}

} // namespace
} // namespace pedell::letters
