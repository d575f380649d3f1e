// SPDX-License-Identifier: GPL-3.0-or-later
// Access letters: what is on the paper opens the account, and nothing of it stays behind.
#include "school.h"
#include "shell.h"

#include <gmock/gmock.h>

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

    /// What pedelld answers to the same request as the CLI's.
    static std::string field(const std::string& path, const std::string& body)
    {
        return must(
            "curl -sf --unix-socket /run/pedell/api.sock -H 'Content-Type: application/json' -d '" + body +
            "' http://localhost/v1/letters | python3 -c 'import json,sys; print(json.load(sys.stdin)" + path +
            ")'");
    }
    /// How the account answers to this password.
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
        in_appliance("LANG=C.UTF-8 pedell letters --class Briefprobe --yes --output " + std::string(file));
    ASSERT_EQ(printed.status, 0) << printed.err;

    EXPECT_EQ(must("stat -c '%a %U' " + std::string(file)), "600 root\n");
    EXPECT_THAT(must("head -c 5 " + std::string(file)), HasSubstr("%PDF-"));
    EXPECT_EQ(must("grep -ac '/Type /Page$' " + std::string(file)), "2\n");
    EXPECT_THAT(printed.err, HasSubstr("2 letters"));
    EXPECT_THAT(printed.err, HasSubstr("No letter for " + locked_.login + ": the account is locked"));
    EXPECT_THAT(printed.err, HasSubstr("No letter for ohne.briefbogen: no consent recorded"));
    EXPECT_THAT(log_on(first_, first_.password), Not(HasSubstr("in"))) << "the old password still works";

    // A second file of the same name, or nobody to ask: nothing is set.
    EXPECT_EQ(in_appliance("pedell letters --class Briefprobe --yes --output " + std::string(file)).status,
              5);
    EXPECT_EQ(in_appliance("pedell letters --class Briefprobe --output /root/letters-other.pdf").status, 2);
    EXPECT_EQ(in_appliance("test -e /root/letters-other.pdf").status, 1);
}

TEST_F(Letters, HoldAPasswordThatOpensTheChangeAndNothingElse)
{
    const std::string body = R"({"people":[")" + first_.login + R"("]})";
    const std::string once = field(R"(["letters"][0]["password"])", body);
    const std::string password = once.substr(0, once.find('\n'));
    ASSERT_EQ(password.size(), 14U);

    EXPECT_THAT(log_on(first_, password), HasSubstr("Password expired"));
    EXPECT_THAT(log_on(first_, first_.password), Not(HasSubstr("expired")))
        << "the old password still counts";

    const std::string again = field(R"(["letters"][0]["password"])", body);
    EXPECT_NE(again, once);
    EXPECT_THAT(log_on(first_, password), Not(HasSubstr("expired"))) << "the first letter still counts";
}

TEST_F(Letters, LeaveNothingBehind)
{
    const std::string once =
        field(R"(["letters"][0]["password"])", R"({"people":[")" + second_.login + R"("]})");
    const std::string password = once.substr(0, once.find('\n'));

    const auto found =
        in_appliance("grep -rlaF -f - /var /tmp /run /etc /root --exclude-dir=srv 2>/dev/null; "
                     "journalctl --no-pager -q | grep -cF '" +
                         password + "'",
                     password, std::chrono::seconds{300});
    EXPECT_EQ(found.out, "0\n");
    EXPECT_EQ(must("pgrep -c pedell-letters || true"), "0\n");
}

TEST_F(Letters, AreDrawnWithoutRights)
{
    EXPECT_EQ(must("systemd-run -q --pipe --wait true && id -u pedell-letters"), "444\n");
    const auto refused = in_appliance("/usr/libexec/pedell/pedell-letters", "{");
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(refused.out, "");
    // The program opens its fonts after it became another user: that one reads no secret of root's.
    EXPECT_NE(in_appliance("setpriv --reuid=pedell-letters --regid=pedell-letters --clear-groups cat "
                           "/etc/pedell/tls/host.key /var/lib/pedell/register/register.sqlite")
                  .status,
              0);
}

} // namespace
} // namespace pedell::appliance
