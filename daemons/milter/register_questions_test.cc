// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/milter/register_questions.h"

#include "register/register.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace pedell::milter_daemon
{
namespace
{

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class RegisterQuestionsTest : public ::testing::Test
{
protected:
    RegisterQuestionsTest()
    {
        std::string pattern = (fs::temp_directory_path() / "pedell-door-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    ~RegisterQuestionsTest() override
    {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    /// A register with one teacher; teachers need no consent.
    void write_register(const fs::path& file, const std::string& given, const std::string& surname) const
    {
        auto reg = registry::Register::open(file, {}, "school.test");
        ASSERT_TRUE(reg) << reg.error().context;
        registry::Register::NewPerson teacher;
        teacher.role = core::Role::teacher;
        teacher.given = given;
        teacher.surname = surname;
        const auto person = reg->add_person(teacher, now);
        ASSERT_TRUE(person) << person.error().context;
    }

    const core::Time now{1'700'000'000s};
    fs::path folder;
    fs::path file() const
    {
        return folder / "register.sqlite";
    }
    RegisterQuestions questions()
    {
        return {{.register_file = file(),
                 .counters_file = folder / "counters.sqlite",
                 .requests_file = folder / "requests.sqlite"},
                "school.test",
                [this] { return now; }};
    }
};

TEST_F(RegisterQuestionsTest, AnswersOnceTheRegisterIsThere)
{
    auto door = questions();
    const auto away = door.sender("carla.koch", core::Channel::in_school);
    ASSERT_FALSE(away);
    EXPECT_TRUE(away.error().transient());

    write_register(file(), "Carla", "Koch");
    const auto carla = door.sender("carla.koch", core::Channel::in_school);
    ASSERT_TRUE(carla) << carla.error().context;
    ASSERT_TRUE(*carla);
    EXPECT_TRUE((*carla)->mail_allowed);

    const auto finals = door.expand("carla.koch@school.test");
    ASSERT_TRUE(finals);
    ASSERT_EQ(finals->size(), 1U);
    EXPECT_EQ(finals->front().member, core::Role::teacher);
    EXPECT_TRUE(door.expand("niemand@school.test")->empty());
}

TEST_F(RegisterQuestionsTest, TakesARegisterThatWasExchanged)
{
    write_register(file(), "Carla", "Koch");
    auto door = questions();
    ASSERT_TRUE(*door.sender("carla.koch", core::Channel::in_school));

    fs::create_directory(folder / "restored");
    write_register(folder / "restored" / "register.sqlite", "Emil", "Roth");
    for (const char* end : {"", "-wal", "-shm"})
        if (fs::exists(folder / "restored" / (std::string{"register.sqlite"} + end)))
            fs::rename(folder / "restored" / (std::string{"register.sqlite"} + end), file().string() + end);

    EXPECT_FALSE(*door.sender("carla.koch", core::Channel::in_school));
    EXPECT_TRUE(*door.sender("emil.roth", core::Channel::in_school));
}

TEST_F(RegisterQuestionsTest, KeepsTheCountInAFileOfItsOwn)
{
    const core::PersonId person{7};
    {
        auto door = questions();
        EXPECT_EQ(*door.sent_last_hour(person), 0);
        EXPECT_TRUE(door.count(person, 3));
    }
    auto after_a_restart = questions();
    EXPECT_EQ(*after_a_restart.sent_last_hour(person), 1);
}

TEST_F(RegisterQuestionsTest, AnswersManyThreadsAtOnce)
{
    write_register(file(), "Carla", "Koch");
    auto door = questions();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < 10; ++n) {
                    const auto sender = door.sender("carla.koch", core::Channel::in_school);
                    EXPECT_TRUE(sender && *sender);
                    EXPECT_TRUE(door.count({1}, 1));
                }
            });
    }
    EXPECT_EQ(*door.sent_last_hour({1}), 80);
}

TEST_F(RegisterQuestionsTest, NumbersARefusedRequestAndBeginsANewOneAfterItsApproval)
{
    write_register(file(), "Carla", "Koch");
    auto door = questions();
    ASSERT_TRUE(door.open_requests());
    const auto ask = [&](std::int64_t value) {
        return door.request({1}, core::GrantKind::recipients, value).value().value();
    };
    const std::string number = ask(501);
    EXPECT_EQ(ask(600), number);

    auto reg = registry::Register::open(file(), {}, "school.test");
    ASSERT_TRUE(reg);
    const auto asked = registry::read_requests(folder / "requests.sqlite", now).value();
    ASSERT_EQ(asked.size(), 1U);
    ASSERT_TRUE(reg->approve_grant(asked[0], {"system", std::nullopt, std::nullopt, "Einladung"},
                                   core::default_limits(), now));

    EXPECT_EQ(door.sender("carla.koch", core::Channel::in_school).value().value().grants.front().value, 600);
    EXPECT_NE(ask(700), number);
}

TEST_F(RegisterQuestionsTest, NumbersNothingWhereItCannotBeWrittenDown)
{
    write_register(file(), "Carla", "Koch");
    fs::create_directory(folder / "requests.sqlite");
    auto door = questions();
    EXPECT_FALSE(door.open_requests());
    EXPECT_FALSE(door.request({1}, core::GrantKind::recipients, 501));
    EXPECT_TRUE(door.sender("carla.koch", core::Channel::in_school));
}

} // namespace
} // namespace pedell::milter_daemon
