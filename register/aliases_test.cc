// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class AliasesTest : public RegisterTest
{
protected:
    Person eva = reg.add_person(teacher("Eva", "Berg"), now).value();
};

TEST_F(AliasesTest, RefusesTargetsThatLeadNowhere)
{
    const struct {
        const char* label;
        std::vector<std::string> targets;
        base::Errc code;
    } cases[] = {{"none", {}, base::Errc::malformed},
                 {"unknown person", {"person:nobody"}, base::Errc::not_found},
                 {"unknown class", {"class:9z"}, base::Errc::not_found},
                 {"unknown address of ours", {"nobody@waldschule.test"}, base::Errc::not_found},
                 {"itself", {"verteiler@waldschule.test"}, base::Errc::not_found},
                 {"no address", {"nobody"}, base::Errc::malformed},
                 {"two in one", {"a@example.org,b@example.org"}, base::Errc::malformed},
                 {"a program", {"|/bin/sh@example.org"}, base::Errc::malformed},
                 {"a routing trick", {"a%b@example.org"}, base::Errc::malformed},
                 {"an address literal", {"a@[192.0.2.1]"}, base::Errc::malformed},
                 {"a line break", {"a@example.org\n"}, base::Errc::malformed},
                 {"a bare host", {"a@localhost"}, base::Errc::malformed},
                 {"an option", {"-oQ@example.org"}, base::Errc::malformed}};
    for (const auto& [label, targets, code] : cases) {
        SCOPED_TRACE(label);
        EXPECT_CODE(reg.add_alias({"verteiler", targets}, now), code);
    }
    const auto second = reg.add_alias({"verteiler", {"person:eva.berg", "person:nobody"}}, now);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().context, HasSubstr("target 2"));
}

TEST_F(AliasesTest, RefusesNamesThatAreSomebodyElses)
{
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    for (const char* name : {"eva.berg", "5a", "root", "with blank", "a@b", ".dot"}) {
        SCOPED_TRACE(name);
        EXPECT_FALSE(reg.add_alias({name, {"person:eva.berg"}}, now));
    }
    ASSERT_OK(reg.add_alias({"Postmaster", {"person:eva.berg"}}, now)); // RFC 2142
    EXPECT_CODE(reg.add_alias({"postmaster", {"person:eva.berg"}}, now), base::Errc::conflict);
}

TEST_F(AliasesTest, ListsTargetsByTheNamesOfToday)
{
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    ASSERT_OK(reg.add_alias(
        {"Verteiler", {"person:EVA.BERG", "class:5A", "Extern@Example.ORG", "eva.berg@waldschule.test"}},
        now));
    ASSERT_OK(reg.rename_class("5a", "6a", now));
    const std::vector<Alias> all = reg.aliases().value();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all.front().name, "verteiler");
    EXPECT_THAT(all.front().targets, ElementsAre("person:eva.berg", "class:6a", "extern@example.org"));
}

TEST_F(AliasesTest, KeepsAnAliasThatAnotherOnePointsTo)
{
    ASSERT_OK(reg.add_alias({"draussen", {"extern@example.org"}}, now));
    ASSERT_OK(reg.add_alias({"umweg", {"draussen@waldschule.test"}}, now));
    EXPECT_CODE(reg.remove_alias("draussen", now), base::Errc::conflict);
    ASSERT_OK(reg.remove_alias("umweg", now));
    ASSERT_OK(reg.remove_alias("DRAUSSEN", now));
    EXPECT_CODE(reg.remove_alias("draussen", now), base::Errc::not_found);
    ASSERT_OK(reg.add_alias({"draussen", {"person:eva.berg"}}, now)); // an alias again, that is all it can be
}

TEST_F(AliasesTest, GoesWithTheLastOfItsTargets)
{
    ASSERT_OK(reg.add_alias({"evas", {"person:eva.berg"}}, now));
    ASSERT_OK(reg.add_alias({"umweg", {"evas@waldschule.test"}}, now));
    ASSERT_OK(reg.add_alias({"beide", {"umweg@waldschule.test", "extern@example.org"}}, now));
    erase("eva.berg");
    const std::vector<Alias> all = reg.aliases().value();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all.front().name, "beide");
    EXPECT_THAT(all.front().targets, ElementsAre("extern@example.org"));
}

} // namespace
} // namespace pedell::registry
