// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/health.h"

#include "daemons/update/test_host.h"

#include <gmock/gmock.h>

namespace pedell::update
{
namespace
{

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A machine that is set up; its mail comes through.
struct Patient {
    TestHost test;
    std::vector<std::vector<std::string>> looks; ///< what each look finds; then nothing is wrong
    std::size_t looked = 0;
    Examination examination{.silent =
                                [this] {
                                    const auto at = looked++;
                                    return at < looks.size() ? looks[at] : std::vector<std::string>();
                                },
                            .patience = 1min,
                            .pause = 0ms};

    Patient()
    {
        test.put(setup_done);
        test.answer("doveadm fetch", "", 0, [this](const std::vector<std::string>& argv) {
            test.answers["doveadm fetch"].out = "hdr.subject: " + argv.back() + "\n";
        });
    }
};

TEST(Health, IsEveryServiceEveryDoorAndOneMail)
{
    Patient patient;
    EXPECT_THAT(examine(patient.test.host, patient.examination), IsEmpty());
    EXPECT_TRUE(patient.test.was_asked("sendmail -i -f  -- probe@pedell.invalid"));
    EXPECT_THAT(patient.test.given.at(0), HasSubstr("To: <probe@pedell.invalid>"));
    EXPECT_EQ(patient.test.asked.back(), "doveadm expunge -u probe@pedell.invalid mailbox INBOX all");
}

TEST(Health, WaitsForWhatStillStarts)
{
    Patient patient;
    patient.looks = {{"dovecot.service", "IMAPS"}, {"IMAPS"}};
    EXPECT_THAT(examine(patient.test.host, patient.examination), IsEmpty());
    EXPECT_EQ(patient.looked, 3U);
}

TEST(Health, NamesWhatDoesNotAnswerInTheEnd)
{
    Patient patient;
    patient.examination.silent = [] { return std::vector<std::string>{"dovecot.service", "LDAP"}; };
    patient.examination.patience = 0ms;
    EXPECT_THAT(examine(patient.test.host, patient.examination),
                ElementsAre(HasSubstr("dovecot.service does not answer"), HasSubstr("LDAP does not answer")));
    EXPECT_FALSE(patient.test.was_asked("sendmail"));
}

TEST(Health, FailsWithTheMail)
{
    Patient refusing;
    refusing.test.answer("/usr/sbin/sendmail", "", 75);
    EXPECT_THAT(examine(refusing.test.host, refusing.examination),
                ElementsAre(HasSubstr("Postfix takes no mail")));

    Patient lost;
    lost.test.answer("doveadm fetch", "");
    const auto probed = probe_mail(lost.test.host, 0ms, 0ms);
    ASSERT_FALSE(probed);
    EXPECT_THAT(probed.error().context, HasSubstr("did not arrive"));
    EXPECT_TRUE(lost.test.was_asked("doveadm expunge")) << "it may come later: the next start removes it";
}

TEST(Health, IsGoodWhereNothingIsSetUpYet)
{
    Patient patient;
    std::filesystem::remove(patient.test.host.at(setup_done));
    patient.looks = {{"IMAPS"}, {"IMAPS"}};
    EXPECT_THAT(examine(patient.test.host, patient.examination), IsEmpty());
    EXPECT_THAT(patient.test.asked, IsEmpty());
}

} // namespace
} // namespace pedell::update
