// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/answer.h"

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

class GateAnswer : public testing::Test
{
protected:
    GateAnswer()
    {
        char name[] = "/tmp/pedell-gate-XXXXXX";
        if (::mkdtemp(name) == nullptr)
            std::abort();
        folder_ = name;
        sources_ = {folder_ / "school.toml", folder_ / "register.sqlite"};
        std::ofstream(sources_.school) << "[school]\nname = \"Waldschule\"\ndomain = \"waldschule.test\"\n";
    }
    ~GateAnswer() override
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
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
    Answer ask(const std::string& sam, core::Service service, const std::string& client = "10.0.0.7") const
    {
        return ask_register({.sam = sam, .machine = false, .service = service, .client = client}, sources_,
                            now);
    }

    fs::path folder_;
    Sources sources_;
    base::Result<registry::Register> register_ = base::fail(base::Errc::unavailable, "not opened");
};

TEST_F(GateAnswer, FollowsTheRegister)
{
    fill_register();
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "allowed");
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::logon).rule), "allowed");
    EXPECT_EQ(name_of(ask("anna.kurz", core::Service::home).rule), "register_says_no");
    EXPECT_EQ(name_of(ask("administrator", core::Service::home).rule), "no_account");
}

TEST_F(GateAnswer, FollowsTheRegisterByWhereTheClientIs)
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

TEST_F(GateAnswer, LetsAMachineInFromTheSchoolAlone)
{
    const auto machine = [this](const char* client) {
        return ask_register(
            {.sam = "pc01$", .machine = true, .service = core::Service::logon, .client = client}, sources_,
            now);
    };
    EXPECT_EQ(name_of(machine("10.0.0.7").rule), "allowed");
    EXPECT_EQ(name_of(machine("198.51.100.2").rule), "machine_elsewhere");
    EXPECT_EQ(name_of(machine("PC01").rule), "machine_elsewhere");
}

TEST_F(GateAnswer, LimitsFilesByRole)
{
    fill_register();
    const auto limits = core::default_limits();
    EXPECT_EQ(ask("berta.lang", core::Service::home).file_bytes, limits.at(core::Role::teacher).file_bytes);
    EXPECT_EQ(ask("berta.lang", core::Service::logon).file_bytes, 0);
}

TEST_F(GateAnswer, LetsAnExceptionRaiseTheLimit)
{
    fill_register();
    const std::int64_t larger = core::default_limits().at(core::Role::teacher).file_bytes * 2;
    const auto asked = register_->request_grant(
        {"berta.lang", core::GrantKind::upload_size, larger, "Film", std::nullopt, "system"},
        core::default_limits(), now);
    ASSERT_TRUE(asked) << asked.error().context;
    ASSERT_TRUE(register_->approve_grant(asked->number, {"system", std::nullopt, std::nullopt, {}},
                                         core::default_limits(), now));

    EXPECT_EQ(ask("berta.lang", core::Service::home).file_bytes, larger);
    EXPECT_EQ(ask("berta.lang", core::Service::logon).file_bytes, 0);
}

TEST_F(GateAnswer, CannotDecideWithoutRegisterOrSettings)
{
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "cannot_decide");
    fill_register();
    std::ofstream(sources_.school) << "domain = ";
    EXPECT_EQ(name_of(ask("berta.lang", core::Service::home).rule), "cannot_decide");
}

} // namespace
} // namespace pedell::gate
