// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/trial.h"

#include "base/image.h"
#include "daemons/update/state.h"
#include "daemons/update/test_host.h"
#include "register/migrations.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace pedell::update
{
namespace
{

using testing::HasSubstr;
using testing::IsEmpty;

/// A machine of paper whose health is what `wrong` says.
struct Machine {
    TestHost test;
    State state{test.host};
    std::vector<std::string> wrong;

    /// 0.1 was good; 0.2 is on its first try.
    void on_trial()
    {
        EXPECT_TRUE(state.make_folders());
        EXPECT_TRUE(state.bless("0.1", 1));
        test.put("/efi/EFI/Linux/pedell_0.1.efi");
        test.put("/efi/EFI/Linux/pedell_0.2+2-1.efi");
        test.put("/usr/lib/os-release", "IMAGE_ID=pedell\nIMAGE_VERSION=0.2\n");
        test.counted();
    }
    bool healthy()
    {
        test.put(setup_done);
        test.answer("doveadm fetch", "", 0, [this](const std::vector<std::string>& argv) {
            test.answers["doveadm fetch"].out = argv.back();
        });
        return prove_health(test.host, {.silent = [this] { return wrong; },
                                        .patience = std::chrono::milliseconds{0},
                                        .pause = std::chrono::milliseconds{0}});
    }
    [[nodiscard]] bool restarts() const
    {
        return test.was_asked("systemctl --no-block reboot");
    }
};

TEST(FlashedVersion, IsTrustedFromItsFirstStart)
{
    Machine machine;
    machine.test.image("0.1");
    ASSERT_TRUE(begin_boot(machine.test.host));
    EXPECT_TRUE(base::is_blessed(machine.test.root));
    EXPECT_THAT(machine.test.text(status_file), HasSubstr(R"("version":"0.1")"));
}

TEST(VersionOnTrial, IsNotTrustedYet)
{
    Machine machine;
    machine.on_trial();
    ASSERT_TRUE(begin_boot(machine.test.host));
    EXPECT_FALSE(base::is_blessed(machine.test.root));
    EXPECT_EQ(machine.state.starts_of("0.2"), 1);
    EXPECT_THAT(machine.test.text(status_file), HasSubstr(R"("trial":true)"));
}

TEST(VersionOnTrial, RestartsWithItsReasonWhenItIsNotHealthy)
{
    Machine machine;
    machine.on_trial();
    machine.wrong = {"IMAPS"};
    EXPECT_FALSE(machine.healthy());
    EXPECT_TRUE(machine.restarts());
    EXPECT_THAT(machine.state.failed().at("0.2"), HasSubstr("IMAPS does not answer"));
    EXPECT_THAT(machine.test.text(status_file), HasSubstr("IMAPS does not answer"));
}

TEST(VersionOnTrial, StaysWhenItIsHealthy)
{
    Machine machine;
    machine.on_trial();
    EXPECT_TRUE(machine.healthy());
    EXPECT_FALSE(machine.restarts());
    EXPECT_THAT(machine.state.failures(), IsEmpty());
}

TEST(VersionOnTrial, RestartsWhenTheHealthCheckNeverRan)
{
    Machine machine;
    machine.on_trial();
    EXPECT_TRUE(give_up_trial(machine.test.host, "dependency"));
    EXPECT_TRUE(machine.restarts());
    EXPECT_EQ(machine.state.failed().at("0.2"), "dependency");
}

TEST(VersionOnTrial, RestartsByForceWhereItCannotInOrder)
{
    Machine machine;
    machine.on_trial();
    machine.test.answer("systemctl --no-block reboot", "", 1);
    EXPECT_TRUE(give_up_trial(machine.test.host, "dependency"));
    EXPECT_TRUE(machine.test.was_asked("systemctl reboot --force"));
}

TEST(VersionOnTrial, RestartsAlsoWhenNothingCanBeWritten)
{
    Machine machine;
    machine.on_trial();
    std::filesystem::remove_all(machine.test.host.at("/var/lib/pedell"));
    machine.test.put("/var/lib/pedell", "no folder");
    EXPECT_TRUE(give_up_trial(machine.test.host, "dependency"));
    EXPECT_TRUE(machine.restarts());
}

TEST(BlessedVersion, NeverRestartsByItself)
{
    Machine machine;
    machine.test.image("0.1");
    machine.wrong = {"IMAPS"};
    EXPECT_FALSE(machine.healthy());
    EXPECT_FALSE(machine.restarts());

    // Back on a version that once was good, whose tries somebody took away: the start is counted all the
    // same.
    Machine back;
    back.on_trial();
    ASSERT_TRUE(back.state.bless("0.2", 2));
    back.wrong = {"IMAPS"};
    EXPECT_FALSE(back.healthy());
    EXPECT_FALSE(give_up_trial(back.test.host, "dependency"));
    EXPECT_FALSE(back.restarts());
}

TEST(Blessing, ClosesTheTrial)
{
    Machine machine;
    machine.on_trial();
    ASSERT_TRUE(begin_boot(machine.test.host));
    EXPECT_FALSE(note_blessing(machine.test.host)) << "the menu still counts it";
    EXPECT_FALSE(base::is_blessed(machine.test.root));

    std::filesystem::rename(machine.test.host.at("/efi/EFI/Linux/pedell_0.2+2-1.efi"),
                            machine.test.host.at("/efi/EFI/Linux/pedell_0.2.efi"));
    ASSERT_TRUE(note_blessing(machine.test.host));
    EXPECT_TRUE(base::is_blessed(machine.test.root));
    EXPECT_EQ(machine.state.blessed().at("0.2"), registry::newest_schema());
    EXPECT_TRUE(machine.test.was_asked("try-restart pedelld.service"));
    EXPECT_FALSE(give_up_trial(machine.test.host, "late"));
    EXPECT_EQ(machine.state.starts_of("0.2"), 0);
}

TEST(Blessing, OfAVersionThatWasFlashedRestartsNothing)
{
    Machine machine;
    machine.test.image("0.1");
    ASSERT_TRUE(begin_boot(machine.test.host));
    ASSERT_TRUE(note_blessing(machine.test.host));
    EXPECT_TRUE(machine.state.blessed().contains("0.1"));
    EXPECT_THAT(machine.test.asked, IsEmpty());
}

TEST(WayBackByItself, SaysWhyForAVersionThatSaidNothing)
{
    for (const auto& [starts, why] : {std::pair{0, "never got to its services"}, {2, "it started 2 times"}}) {
        Machine machine;
        machine.on_trial();
        machine.test.image("0.1");
        std::filesystem::rename(machine.test.host.at("/efi/EFI/Linux/pedell_0.2+2-1.efi"),
                                machine.test.host.at("/efi/EFI/Linux/pedell_0.2+0-3.efi"));
        std::filesystem::remove_all(machine.test.host.at("/sys"));
        for (int start = 0; start < starts; ++start)
            ASSERT_TRUE(machine.state.note_start("0.2"));
        ASSERT_TRUE(machine.state.note_waiting({"0.2", machine.test.now, ""}));

        ASSERT_TRUE(begin_boot(machine.test.host));
        EXPECT_THAT(machine.state.failed().at("0.2"), HasSubstr(why));
        EXPECT_FALSE(machine.state.waiting());
        EXPECT_TRUE(base::is_blessed(machine.test.root));
    }
}

TEST(WayBackByItself, KeepsTheReasonThatTheVersionGave)
{
    Machine machine;
    machine.on_trial();
    ASSERT_TRUE(machine.state.note_failure({"0.2", machine.test.now, "IMAPS", false}));
    machine.test.image("0.1");
    std::filesystem::rename(machine.test.host.at("/efi/EFI/Linux/pedell_0.2+2-1.efi"),
                            machine.test.host.at("/efi/EFI/Linux/pedell_0.2+0-3.efi"));
    std::filesystem::remove_all(machine.test.host.at("/sys"));
    ASSERT_TRUE(begin_boot(machine.test.host));
    EXPECT_EQ(machine.state.failed().at("0.2"), "IMAPS");
}

TEST(WayBackByItself, IsNoneFromAVersionThatWasTakenBackByHand)
{
    Machine machine;
    machine.test.image("0.1");
    machine.test.put("/efi/EFI/Linux/pedell_0.2+0-0.efi");
    ASSERT_TRUE(begin_boot(machine.test.host));
    EXPECT_THAT(machine.state.failures(), IsEmpty());
}

TEST(Start, WithoutTheEspGoesOn)
{
    Machine machine;
    machine.test.put("/usr/lib/os-release", "IMAGE_ID=pedell\nIMAGE_VERSION=0.1\n");
    EXPECT_TRUE(begin_boot(machine.test.host));
    EXPECT_TRUE(base::is_blessed(machine.test.root));
}

} // namespace
} // namespace pedell::update
