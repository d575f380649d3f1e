// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/gate.h"

#include "core/limits.h"
#include "register/register.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

namespace pedell::gate
{
namespace
{

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const core::Time now{1'780'000'000s};

class GateTest : public testing::Test
{
protected:
    GateTest()
    {
        std::ofstream(sources_.school) << "[school]\nname = \"Waldschule\"\ndomain = \"waldschule.test\"\n";
    }
    ~GateTest() override
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    static fs::path make_folder()
    {
        char name[] = "/tmp/pedell-gate-XXXXXX";
        if (::mkdtemp(name) == nullptr)
            std::abort();
        return name;
    }
    /// One teacher, one pupil without consent.
    void fill_register()
    {
        register_ = registry::Register::open(sources_.register_file, {}, "waldschule.test");
        ASSERT_TRUE(register_) << register_.error().context;
        registry::Register::NewPerson teacher;
        teacher.role = core::Role::teacher;
        teacher.given = "Berta";
        teacher.surname = "Lang";
        ASSERT_TRUE(register_->add_person(teacher, now));
        registry::Register::NewPerson pupil;
        pupil.given = "Anna";
        pupil.surname = "Kurz";
        ASSERT_TRUE(register_->add_person(pupil, now));
    }
    Answer ask(const std::string& sam, core::Service service, const std::string& client = "10.0.0.7")
    {
        return gate_.decide(
            {.account = sam, .sam = sam, .machine = false, .service = service, .client = client}, now);
    }

    fs::path folder_ = make_folder();
    Sources sources_{folder_ / "school.toml", folder_ / "register.sqlite"};
    Gate gate_{sources_};
    base::Result<registry::Register> register_ = base::fail(base::Errc::unavailable, "not opened");
};

TEST_F(GateTest, FollowsTheRegister)
{
    fill_register();
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "allowed");
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::logon).rule), "allowed");
    EXPECT_EQ(name_of(ask("anna.kurz", core::Service::home).rule), "register_says_no");
    EXPECT_EQ(name_of(ask("administrator", core::Service::home).rule), "no_account");
}

TEST_F(GateTest, FollowsTheRegisterByWhereTheClientIs)
{
    fill_register();
    for (const auto purpose : {core::Purpose::use, core::Purpose::evaluation})
        ASSERT_TRUE(register_->record_consent(
            "anna.kurz", {{purpose, core::Channel::in_school, now, {}, {}}, "form", "system"}, now));
    EXPECT_EQ(name_of(ask("anna.kurz", core::Service::home).rule), "allowed");
    EXPECT_EQ(name_of(ask("anna.kurz", core::Service::home, "198.51.100.2").rule), "register_says_no");
    EXPECT_EQ(name_of(ask("anna.kurz", core::Service::home, "").rule), "register_says_no");
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home, "198.51.100.2").rule), "allowed");
}

TEST_F(GateTest, LetsAMachineInFromTheSchoolAlone)
{
    const auto machine = [this](const char* client) {
        return gate_.decide({.account = "PC01$",
                             .sam = "pc01$",
                             .machine = true,
                             .service = core::Service::logon,
                             .client = client},
                            now);
    };
    EXPECT_EQ(name_of(machine("10.0.0.7").rule), "allowed");
    EXPECT_EQ(name_of(machine("198.51.100.2").rule), "machine_elsewhere");
    EXPECT_EQ(name_of(machine("PC01").rule), "machine_elsewhere");
}

TEST_F(GateTest, LimitsFilesByRole)
{
    fill_register();
    const auto limits = core::default_limits();
    EXPECT_EQ(ask("berta.lang", core::Service::logon).file_bytes, limits.at(core::Role::teacher).file_bytes);
    EXPECT_EQ(ask("berta.lang", core::Service::home).file_bytes, 0) << "the session has set it";
}

TEST_F(GateTest, LetsAnExceptionRaiseTheLimit)
{
    fill_register();
    const std::int64_t larger = core::default_limits().at(core::Role::teacher).file_bytes * 2;
    const auto asked = register_->request_grant(
        {"berta.lang", core::GrantKind::upload_size, larger, "Film", std::nullopt, "system"},
        core::default_limits(), now);
    ASSERT_TRUE(asked) << asked.error().context;
    ASSERT_TRUE(register_->approve_grant(asked->number, {"system", std::nullopt, std::nullopt, {}},
                                         core::default_limits(), now));

    EXPECT_EQ(ask("berta.lang", core::Service::logon).file_bytes, larger);
}

TEST_F(GateTest, CannotDecideWithoutRegisterOrSettings)
{
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "cannot_decide");
    fill_register();
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "allowed");
    std::ofstream(sources_.school) << "domain = ";
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "cannot_decide");
}

TEST_F(GateTest, SeesAChangeAtOnceAlthoughItKeepsTheRegisterOpen)
{
    fill_register();
    ASSERT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "allowed");
    ASSERT_TRUE(register_->lock("berta.lang", {{now, {}, core::Measure::lock}, "Probe", "system"}, now));
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "register_says_no");
}

TEST_F(GateTest, OpensARegisterThatWasExchangedAnew)
{
    fill_register();
    ASSERT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "allowed");
    for (const char* tail : {"", "-wal", "-shm"})
        fs::rename(sources_.register_file.native() + tail, folder_ / (std::string("former") + tail));
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "cannot_decide");
    ASSERT_TRUE(registry::Register::open(sources_.register_file, {}, "waldschule.test"));
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "no_account");
}

TEST_F(GateTest, ReadsSettingsThatWereChanged)
{
    fill_register();
    for (const auto purpose : {core::Purpose::use, core::Purpose::evaluation})
        ASSERT_TRUE(register_->record_consent(
            "anna.kurz", {{purpose, core::Channel::in_school, now, {}, {}}, "form", "system"}, now));
    ASSERT_EQ(name_of(ask("anna.kurz", core::Service::home, "198.51.100.2").rule), "register_says_no");
    std::ofstream(sources_.school) << "[school]\nname = \"Waldschule\"\ndomain = \"waldschule.test\"\n"
                                      "[network]\nschool = [\"198.51.100.0/24\"]\n";
    EXPECT_EQ(name_of(ask("anna.kurz", core::Service::home, "198.51.100.2").rule), "allowed");
}

} // namespace
} // namespace pedell::gate
