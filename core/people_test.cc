// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/people.h"

#include <gtest/gtest.h>
#include <set>

namespace pedell::core
{
namespace
{

TEST(People, ReadsEveryNameThatItWrites)
{
    for (const auto role : all_roles)
        EXPECT_EQ(role_from(name_of(role)), role) << name_of(role);
    for (const auto service : all_services)
        EXPECT_EQ(service_from(name_of(service)), service) << name_of(service);
    for (const auto kind : {ClassKind::school_class, ClassKind::course, ClassKind::working_group})
        EXPECT_EQ(class_kind_from(name_of(kind)), kind) << name_of(kind);
}

TEST(People, GivesEveryRoleANameOfItsOwn)
{
    std::set<std::string_view> names;
    for (const auto role : all_roles)
        names.insert(name_of(role));

    EXPECT_EQ(names.size(), all_roles.size());
    EXPECT_FALSE(names.contains(""));
}

TEST(People, KeepsTheWireNames)
{
    EXPECT_EQ(name_of(Role::administrator), "administrator");
    EXPECT_EQ(name_of(Service::classes), "class");
    EXPECT_EQ(name_of(ClassKind::working_group), "group");
}

TEST(People, KnowsNoOtherNames)
{
    for (const auto* name : {"", "Pupil", "pupil ", "pupils", "Schüler", "root"}) {
        SCOPED_TRACE(name);
        EXPECT_FALSE(role_from(name));
        EXPECT_FALSE(service_from(name));
        EXPECT_FALSE(class_kind_from(name));
    }
}

} // namespace
} // namespace pedell::core
