// SPDX-License-Identifier: GPL-3.0-or-later
// Access letters: what is on the paper opens the account, and nothing of it stays behind.
#include "school.h"
#include "shell.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <regex>

namespace pedell::appliance
{
namespace
{

using testing::HasSubstr;
using testing::Not;

constexpr const char* file = "/root/letters-probe.pdf";

/// Two pupils of a course of their own, so that nobody else's password changes; a third one is locked and a
/// fourth one has no consent.
class Letters : public testing::Test
{
protected:
    void SetUp() override
    {
        must("pedell class add Briefprobe --kind course");
        must("pedell class join Briefprobe " + first_.login + ' ' + second_.login + ' ' + locked_.login);
        must("pedell person add --role pupil --given Ohne --surname Briefbogen --class Briefprobe");
        must("pedell person lock " + locked_.login + " --reason Probe");
    }
    void TearDown() override
    {
        (void)in_appliance("pedell person unlock " + locked_.login +
                           "; pedell person remove ohne.briefbogen --yes; "
                           "pedell class remove Briefprobe --yes; rm -f " +
                           std::string(file));
        for (const Person* one : {&first_, &second_, &locked_})
            must("samba-tool user setpassword '" + one->sam + "' --newpassword='" + one->password + "'");
    }

    /// Prints for these people; the text of the PDF, a page after the other (pdftotext parts them by form
    /// feeds).
    static std::string printed_for(const std::string& whom)
    {
        must("pedell letters " + whom + " --yes --output " + file);
        const std::string coded = must(std::string("base64 ") + file + " && rm " + file);
        const auto pdf = base::run({"base64", "-d"}, coded);
        const auto text = pdf ? base::run({"pdftotext", "-layout", "-", "-"}, pdf->out) : pdf;
        EXPECT_TRUE(text && text->status == 0);
        return text ? text->out : "";
    }
    /// The one-time password on the first page: three groups of four.
    static std::string password_of(const std::string& page)
    {
        std::smatch found;
        EXPECT_TRUE(std::regex_search(page, found, std::regex("\\b[A-Za-z0-9]{4}(-[A-Za-z0-9]{4}){2}\\b")));
        return found.str();
    }
    /// How the account answers to this password: "in", or what kinit says.
    static std::string log_on(const Person& who, const std::string& password)
    {
        const auto tried =
            in_appliance("KRB5CCNAME=FILE:/run/krb5-letters kinit " + who.sam, password + '\n');
        (void)in_appliance("rm -f /run/krb5-letters");
        return tried.status == 0 ? "in" : tried.out + tried.err;
    }

    const Person& first_ = school().pupil_of(school().other_class(), 8);
    const Person& second_ = school().pupil_of(school().other_class(), 9);
    const Person& locked_ = school().pupil_of(school().other_class(), 10);
};

TEST_F(Letters, AreAFileForRootAloneWithAPageForEachWhoMayHaveOne)
{
    const auto printed =
        in_appliance("LC_ALL=C.UTF-8 pedell letters --class Briefprobe --yes --output " + std::string(file));
    ASSERT_EQ(printed.status, 0) << printed.err;

    EXPECT_EQ(must(std::string("stat -c '%a %U' ") + file), "600 root\n");
    EXPECT_THAT(printed.err, HasSubstr("2 letters"));
    EXPECT_THAT(printed.err, HasSubstr("No letter for " + locked_.login + ": the account is locked"));
    EXPECT_THAT(printed.err, HasSubstr("No letter for ohne.briefbogen: no consent recorded"));

    // A second file of the same name, or nobody to ask: nothing is set.
    EXPECT_EQ(in_appliance(std::string("pedell letters --class Briefprobe --yes --output ") + file).status,
              5);
    must(std::string("rm ") + file);
    EXPECT_EQ(in_appliance(std::string("pedell letters --class Briefprobe --output ") + file).status, 2);
    EXPECT_EQ(in_appliance(std::string("test -e ") + file).status, 1);

    const std::string text = printed_for("--class Briefprobe");
    EXPECT_EQ(std::ranges::count(text, '\f'), 2);
    for (const Person* one : {&first_, &second_}) {
        EXPECT_THAT(text, HasSubstr(one->login));
        EXPECT_THAT(text, HasSubstr(one->mail));
    }
    EXPECT_THAT(text, Not(HasSubstr(locked_.login)));
}

TEST_F(Letters, HoldAPasswordThatOpensTheChangeAndNothingElse)
{
    const std::string whom = "--person " + first_.login;
    const std::string once = password_of(printed_for(whom));

    EXPECT_THAT(log_on(first_, once), HasSubstr("expired"));
    EXPECT_EQ(log_on(first_, first_.password).find("expired"), std::string::npos)
        << "the old password counts";
    EXPECT_NE(log_on(first_, first_.password), "in");

    const std::string again = password_of(printed_for(whom));
    EXPECT_NE(again, once);
    EXPECT_THAT(log_on(first_, again), HasSubstr("expired"));
}

TEST_F(Letters, LeaveNothingBehind)
{
    const std::string password = password_of(printed_for("--person " + second_.login));

    const auto found =
        in_appliance("cat >/dev/shm/letters-probe; grep -rlaF -f /dev/shm/letters-probe /var /tmp /etc /root "
                     "2>/dev/null; journalctl --no-pager -q | grep -cF -f /dev/shm/letters-probe; "
                     "rm /dev/shm/letters-probe",
                     password + '\n', std::chrono::seconds{300});
    EXPECT_EQ(found.out, "0\n");
}

TEST_F(Letters, AreDrawnWithoutRights)
{
    EXPECT_EQ(must("id -u pedell-letters"), "444\n");
    EXPECT_EQ(must("id -Gn pedell-letters"), "pedell-letters\n");
    const auto refused = in_appliance("/usr/libexec/pedell/pedell-letters", "{");
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(refused.out, "");
}

} // namespace
} // namespace pedell::appliance
