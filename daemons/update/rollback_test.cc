// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/rollback.h"

#include "daemons/update/state.h"
#include "daemons/update/test_host.h"
#include "register/migrations.h"
#include "register/register.h"

#include <gmock/gmock.h>

namespace pedell::update
{
namespace
{

using testing::HasSubstr;

/// 0.2 runs, and 0.1 was good before.
struct Updated {
    TestHost test;
    State state{test.host};
    Updated()
    {
        test.image("0.2");
        test.put("/efi/EFI/Linux/pedell_0.1.efi");
        EXPECT_TRUE(state.make_folders());
        EXPECT_TRUE(state.bless("0.1", 1));
        EXPECT_TRUE(state.bless("0.2", 2));
    }
};

TEST(WayBack, LeadsToTheVersionBefore)
{
    Updated machine;
    const auto way = find_way_back(machine.test.host);
    ASSERT_TRUE(way) << way.error().context;
    EXPECT_EQ(way->from.version, "0.2");
    EXPECT_EQ(way->to.version, "0.1");

    ASSERT_TRUE(go_back(machine.test.host, {}, *way, true));
    EXPECT_TRUE(machine.test.has("/efi/EFI/Linux/pedell_0.2+0-0.efi"));
    EXPECT_TRUE(machine.test.has("/efi/EFI/Linux/pedell_0.1.efi"));
    EXPECT_THAT(machine.state.failed().at("0.2"), HasSubstr("by hand"));
    EXPECT_TRUE(machine.test.was_asked("start pedell-update-restart.service"));
}

TEST(WayBack, LeadsNowhereElse)
{
    Updated machine;
    machine.test.put("/usr/lib/os-release", "ID=debian\n");
    EXPECT_THAT(find_way_back(machine.test.host).error().context, HasSubstr("apt"));

    machine.test.image("0.2");
    std::filesystem::rename(machine.test.host.at("/efi/EFI/Linux/pedell_0.1.efi"),
                            machine.test.host.at("/efi/EFI/Linux/pedell_0.3+0-3.efi"));
    EXPECT_EQ(find_way_back(machine.test.host).error().code, base::Errc::conflict) << "it never worked";

    std::filesystem::remove(machine.test.host.at("/efi/EFI/Linux/pedell_0.3+0-3.efi"));
    EXPECT_EQ(find_way_back(machine.test.host).error().code, base::Errc::not_found);
}

TEST(WayBack, IsClosedWhereTheRegisterCannotBeReadAnyMore)
{
    Updated machine;
    const auto file = machine.test.host.at(registry::register_file);
    std::filesystem::create_directories(file.parent_path());
    {
        auto session =
            registry::Session::open(file, registry::Session::Mode::write, registry::default_busy_time);
        ASSERT_TRUE(session);
        using Kind = registry::Step::Kind;
        ASSERT_TRUE(registry::migrate(*session,
                                      {{Kind::expand, {"CREATE TABLE pupil (id INTEGER, name TEXT)"}},
                                       {Kind::contract, {"ALTER TABLE pupil DROP COLUMN name"}}},
                                      registry::Trust::blessed));
    }
    const auto way = find_way_back(machine.test.host);
    ASSERT_FALSE(way);
    EXPECT_THAT(way.error().context, HasSubstr("cannot read the register"));

    ASSERT_TRUE(machine.state.bless("0.1", 2));
    EXPECT_TRUE(find_way_back(machine.test.host));
}

TEST(FactoryReset, LeavesItsMarkWhereTheInitrdLooks)
{
    Updated machine;
    ASSERT_TRUE(reset_to_factory(machine.test.host));
    EXPECT_TRUE(machine.test.has("/efi/factory-reset"));
    EXPECT_EQ(machine.test.asked.back(), "systemctl --no-block reboot");

    machine.test.put("/usr/lib/os-release", "ID=debian\n");
    std::filesystem::remove(machine.test.host.at("/efi/factory-reset"));
    EXPECT_FALSE(reset_to_factory(machine.test.host));
    EXPECT_FALSE(machine.test.has("/efi/factory-reset"));
}

} // namespace
} // namespace pedell::update
