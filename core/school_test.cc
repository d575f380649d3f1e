// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/school.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

TEST(School, DerivesTheNamesOfTheDirectoryFromTheRealm)
{
    School school;
    school.realm = "AD.WALDSCHULE.TEST";
    school.host = "server";

    EXPECT_EQ(school.dns_domain(), "ad.waldschule.test");
    EXPECT_EQ(school.fqdn(), "server.ad.waldschule.test");
    EXPECT_EQ(school.base_dn(), "DC=ad,DC=waldschule,DC=test");
}

TEST(School, AsksPupilsForConsentAndKeepsAllInsideByDefault)
{
    const School school;

    EXPECT_EQ(school.access.consent_required_for, std::set{Role::pupil});
    EXPECT_TRUE(school.reach.outside_roles.empty());
    EXPECT_EQ(school.limits, default_limits());
}

} // namespace
} // namespace pedell::core
