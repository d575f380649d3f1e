// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

constexpr std::int64_t mb = 1024 * 1024;
constexpr RoleLimits limits{20 * mb, 20 * mb, 2048 * mb, 60, 50};

TEST(Limits, RefuseOneByteTooMuch)
{
    EXPECT_TRUE(judge_mail_size(limits, 0).passed());
    EXPECT_TRUE(judge_mail_size(limits, 20 * mb).passed());
    EXPECT_EQ(judge_mail_size(limits, 20 * mb + 1), refuse(Reason::message_too_large));
}

TEST(Limits, RefuseOneRecipientTooMany)
{
    EXPECT_TRUE(judge_recipient_count(limits, 1).passed());
    EXPECT_TRUE(judge_recipient_count(limits, 50).passed());
    EXPECT_EQ(judge_recipient_count(limits, 51), refuse(Reason::too_many_recipients));
}

TEST(Limits, RefuseTheFirstMessageAfterTheLastOfTheHour)
{
    EXPECT_TRUE(judge_mail_rate(limits, 0).passed());
    EXPECT_TRUE(judge_mail_rate(limits, 59).passed());
    EXPECT_EQ(judge_mail_rate(limits, 60), refuse(Reason::too_many_messages));

    EXPECT_EQ(judge_mail_rate({.mails_per_hour = 0}, 0), refuse(Reason::too_many_messages));
}

TEST(Limits, ByDefaultSuitAPrimarySchool)
{
    const auto pupil = default_limits().at(Role::pupil);

    EXPECT_EQ(pupil.mail_bytes, 20 * mb);
    EXPECT_EQ(pupil.file_bytes, 20 * mb);
    EXPECT_EQ(pupil.quota_bytes, 2048 * mb);
    EXPECT_EQ(pupil.mails_per_hour, 60);
}

TEST(Limits, AreThereForEveryRole)
{
    for (const auto role : all_roles) {
        SCOPED_TRACE(name_of(role));
        const auto all = default_limits();

        ASSERT_TRUE(all.contains(role));
        EXPECT_GT(all.at(role).mail_bytes, 0);
        EXPECT_GT(all.at(role).file_bytes, 0);
        EXPECT_GE(all.at(role).quota_bytes, all.at(role).file_bytes);
        EXPECT_GT(all.at(role).mails_per_hour, 0);
        EXPECT_GT(all.at(role).recipients_per_mail, 0);
    }
}

} // namespace
} // namespace pedell::core
