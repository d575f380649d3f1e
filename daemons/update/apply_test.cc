// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/apply.h"

#include "daemons/update/stage.h"
#include "daemons/update/state.h"
#include "daemons/update/test_host.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <sstream>

namespace pedell::update
{
namespace
{

namespace json = boost::json;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* trusted = "[GNUPG:] GOODSIG 6A Pedell\n[GNUPG:] VALIDSIG 6A\n";

/// A machine that runs 0.1.0.7 and a stick with 0.1.0.8.
class Apply : public testing::Test
{
protected:
    TestHost test;
    std::ostringstream paper;
    core::Machine machine;

    void SetUp() override
    {
        test.image("0.1.0.7");
        machine.time_zone = "UTC";
        release("0.1.0.8", "system of 8", "kernel of 8");
        sign(trusted);
        test.answer("/usr/lib/systemd/systemd-sysupdate", "", 0,
                    [this](const std::vector<std::string>& argv) {
                        EXPECT_TRUE(test.has("/var/lib/pedell/update/stage/pedell_" + argv.back() + ".root"));
                        test.put("/efi/EFI/Linux/pedell_" + argv.back() + "+3-0.efi", "kernel");
                    });
    }
    void sign(const std::string& status)
    {
        test.answer("systemd-run --quiet --wait --collect --unit=pedell-update-verify", status);
    }
    void release(const std::string& version, const std::string& root, const std::string& uki)
    {
        const std::string name = "/media/pedell_" + version;
        test.put(name + ".root", root);
        test.put(name + ".efi", uki);
        const auto line = [&](const std::string& end) {
            return sha256_of(test.host.at(name + end)).value() + "  pedell_" + version + end + "\n";
        };
        test.put("/media/SHA256SUMS", test.text("/media/SHA256SUMS") + line(".root") + line(".efi"));
        test.put("/media/SHA256SUMS.gpg", "signature");
    }
    base::Result<json::object> apply(const ApplyOptions& options = {})
    {
        const auto source = source_of(test.host, machine, test.host.at("/media").string());
        Progress progress(paper, Progress::Mode::lines, apply_stages);
        return apply_update(test.host, machine, **source, options, progress);
    }
    void expect_untouched(const base::Result<json::object>& applied, base::Errc code, const char* why)
    {
        ASSERT_FALSE(applied) << json::serialize(*applied);
        EXPECT_EQ(applied.error().code, code) << applied.error().context;
        EXPECT_THAT(applied.error().context, HasSubstr(why));
        EXPECT_FALSE(test.was_asked("sysupdate update"));
        EXPECT_FALSE(test.was_asked("on-calendar"));
        EXPECT_TRUE(!test.has(stage_folder) || std::filesystem::is_empty(test.host.at(stage_folder)));
        EXPECT_TRUE(test.has("/efi/EFI/Linux/pedell_0.1.0.7.efi"));
    }
};

TEST_F(Apply, WritesProvenBytesAndPlansTheRestart)
{
    const auto applied = apply();
    ASSERT_TRUE(applied) << applied.error().context;

    EXPECT_EQ(applied->at("version"), "0.1.0.7");
    EXPECT_EQ(applied->at("to"), "0.1.0.8");
    EXPECT_EQ(applied->at("bytes"), 22);
    EXPECT_TRUE(test.was_asked("systemd-sysupdate --definitions=" +
                               test.host.at("/usr/share/pedell/sysupdate").string() + " update 0.1.0.8"));
    const auto waiting = State(test.host).waiting();
    ASSERT_TRUE(waiting);
    EXPECT_EQ(waiting->version, "0.1.0.8");
    EXPECT_GT(waiting->restart, test.now);
    EXPECT_TRUE(test.was_asked("systemd-run --quiet --on-calendar="));
    EXPECT_TRUE(std::filesystem::is_empty(test.host.at(stage_folder)));
    EXPECT_EQ(json::parse(test.text(status_file)).at_pointer("/waiting/version"), "0.1.0.8");
    EXPECT_THAT(paper.str(), HasSubstr("[7/7]"));
}

TEST_F(Apply, RestartsAtOnceWhenTold)
{
    ASSERT_TRUE(apply({.now = true}));
    EXPECT_TRUE(test.was_asked("systemctl --no-block start pedell-update-restart.service"));
    EXPECT_FALSE(test.was_asked("on-calendar"));
}

TEST_F(Apply, OnlySaysWhatItWouldDo)
{
    const auto applied = apply({.dry_run = true});
    ASSERT_TRUE(applied) << applied.error().context;
    EXPECT_EQ(applied->at("to"), "0.1.0.8");
    EXPECT_EQ(applied->at("dry_run"), true);
    EXPECT_FALSE(test.was_asked("sysupdate update"));
    EXPECT_FALSE(State(test.host).waiting());
}

TEST_F(Apply, HasNothingToDoWhenItRunsAlready)
{
    test.put("/usr/lib/os-release", "IMAGE_ID=pedell\nIMAGE_VERSION=0.1.0.8\n");
    const auto applied = apply();
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->at("to"), nullptr);
    EXPECT_FALSE(test.was_asked("sysupdate update"));
}

TEST_F(Apply, LeavesAMachineAloneThatAptUpdates)
{
    test.put("/usr/lib/os-release", "ID=debian\n");
    const auto applied = apply();
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, base::Errc::conflict);
    EXPECT_THAT(applied.error().context, HasSubstr("apt"));
}

TEST_F(Apply, RefusesWhatIsNotSignedRight)
{
    for (const auto& [status, why] : {std::pair{"[GNUPG:] BADSIG 6A\n", "not that of the list"},
                                      {"[GNUPG:] ERRSIG 6A\n[GNUPG:] NO_PUBKEY 6A\n", "unknown key"},
                                      {"[GNUPG:] EXPKEYSIG 6A\n[GNUPG:] VALIDSIG 6A\n", "has expired"}}) {
        sign(status);
        expect_untouched(apply(), base::Errc::denied, why);
    }
    sign(trusted);
    EXPECT_TRUE(apply()) << "the second try";
}

TEST_F(Apply, RefusesTamperedAndTruncatedFiles)
{
    for (const char* const name : {"/media/pedell_0.1.0.8.root", "/media/pedell_0.1.0.8.efi"}) {
        const std::string whole = test.text(name);
        test.put(name, whole.substr(1) + "x");
        expect_untouched(apply(), base::Errc::corrupt, "incomplete or was changed");
        test.put(name, whole.substr(0, 3));
        expect_untouched(apply(), base::Errc::corrupt, "incomplete or was changed");
        test.put(name, whole);
    }
    EXPECT_TRUE(apply()) << "the second try";
}

TEST_F(Apply, RefusesOtherProductsAndOlderVersions)
{
    test.put("/usr/lib/os-release", "IMAGE_ID=pedell\nIMAGE_VERSION=0.1.0.9\n");
    expect_untouched(apply(), base::Errc::conflict, "--downgrade");
    test.put("/media/SHA256SUMS", std::string(64, 'a') + "  other_2.0.root\n");
    expect_untouched(apply(), base::Errc::conflict, "no version of Pedell");
}

TEST_F(Apply, TakesAnOlderVersionWhenToldAndLetsItStart)
{
    test.image("0.1.0.9");
    std::filesystem::remove(test.host.at("/efi/EFI/Linux/pedell_0.1.0.7.efi"));
    ASSERT_TRUE(apply({.wish = {.downgrade = true}}));
    EXPECT_TRUE(test.has("/efi/EFI/Linux/pedell_0.1.0.9+0-0.efi"));
    EXPECT_TRUE(test.has("/efi/EFI/Linux/pedell_0.1.0.8+3-0.efi"));
}

TEST_F(Apply, RefusesWhereThereIsNoRoom)
{
    test.free["/efi"] = 1000;
    expect_untouched(apply(), base::Errc::over_limit, "ESP");
    test.free.clear();
    test.free["/var/lib/pedell/update"] = 1000;
    expect_untouched(apply(), base::Errc::over_limit, "/var");
    test.free.clear();
    test.answer("lsblk", R"({"blockdevices":[{"partlabel":"pedell_0.1.0.7","size":5}]})");
    expect_untouched(apply(), base::Errc::over_limit, "system slot");
    test.answer("lsblk", R"({"blockdevices":[{"partlabel":null,"size":5}]})");
    EXPECT_TRUE(apply());
}

/// A server that does not say how long its files are.
class Silent final : public Source
{
public:
    explicit Silent(std::unique_ptr<Source> source) : source_(std::move(source)) {}
    std::string name() const override
    {
        return "silent";
    }
    base::Result<> fetch(const std::string& file, std::int64_t most, const Arrived& arrived) override
    {
        return source_->fetch(file, most, arrived);
    }
    std::int64_t size_of(const std::string&) override
    {
        return 0;
    }

private:
    std::unique_ptr<Source> source_;
};

TEST_F(Apply, RefusesWhatTurnsOutToBeTooLarge)
{
    Silent source(source_of(test.host, machine, test.host.at("/media").string()).value());
    Progress progress(paper, Progress::Mode::silent, apply_stages);
    test.free["/efi"] = (1 << 20) + 5; // the kernel has 11 bytes
    expect_untouched(apply_update(test.host, machine, source, {}, progress), base::Errc::over_limit, "ESP");
}

TEST_F(Apply, CountsTheKernelThatGoesAsRoom)
{
    test.put("/efi/EFI/Linux/pedell_0.1.0.6.efi", std::string(2 << 20, 'k'));
    test.free["/efi"] = 1000;
    EXPECT_TRUE(apply());
}

TEST_F(Apply, DoesNotTakeAgainWhatFailedHere)
{
    const State state(test.host);
    ASSERT_TRUE(state.make_folders());
    ASSERT_TRUE(state.note_failure({"0.1.0.8", test.now, "IMAPS antwortet nicht", true}));
    test.put("/efi/EFI/Linux/pedell_0.1.0.8+0-3.efi");
    expect_untouched(apply(), base::Errc::conflict, "IMAPS antwortet nicht");

    ASSERT_TRUE(apply({.wish = {.again = true}}));
    EXPECT_TRUE(state.failures().empty());
    EXPECT_FALSE(test.has("/efi/EFI/Linux/pedell_0.1.0.8+0-3.efi"));
}

TEST_F(Apply, SaysWhenTheSlotCannotBeWritten)
{
    test.answer("/usr/lib/systemd/systemd-sysupdate", "", 1);
    const auto applied = apply();
    ASSERT_FALSE(applied);
    EXPECT_THAT(applied.error().context, HasSubstr("writing the other slot"));
    EXPECT_FALSE(State(test.host).waiting());
    EXPECT_FALSE(test.was_asked("on-calendar"));
}

TEST_F(Apply, DoesNotTouchTheWayBackWhileOnTrial)
{
    test.counted();
    expect_untouched(apply(), base::Errc::unavailable, "on trial");
}

TEST_F(Apply, WritesNothingWithoutACopyOfTheSchool)
{
    test.put(setup_done);
    test.answer("samba-tool", "", 1);
    expect_untouched(apply(), base::Errc::unavailable, "copy before the restart");
}

TEST_F(Apply, KnowsWhatTheLastCheckFound)
{
    const auto source = source_of(test.host, machine, test.host.at("/media").string());
    auto found = check_for_update(test.host, **source);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->at("available"), "0.1.0.8");
    EXPECT_EQ(State(test.host).check()->available, "0.1.0.8");
    EXPECT_EQ(State(test.host).check()->at, test.now);

    sign("");
    const auto before = test.now;
    test.now += std::chrono::hours{1};
    EXPECT_FALSE(check_for_update(test.host, **source));
    EXPECT_EQ(State(test.host).check()->at, before) << "a check that failed is none";
}

TEST(Sources, ComeFromTheSettingsOrTheCommandLine)
{
    const TestHost test;
    core::Machine machine;
    ASSERT_FALSE(source_of(test.host, machine, ""));
    EXPECT_EQ(source_of(test.host, machine, "").error().code, base::Errc::malformed);
    machine.update_source = "https://updates.test/";
    EXPECT_EQ(source_of(test.host, machine, "").value()->name(), "https://updates.test/");
}

TEST(Sums, AreThoseOfTheStandard)
{
    TestHost test;
    test.put("/abc", "abc"); // FIPS 180-4's own example
    EXPECT_EQ(sha256_of(test.host.at("/abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_FALSE(sha256_of(test.host.at("/absent")));
}

} // namespace
} // namespace pedell::update
