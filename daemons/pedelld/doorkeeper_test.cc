// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/doorkeeper.h"

#include "daemons/pedelld/test_desk.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <gtest/gtest.h>

namespace pedell::pedelld
{
namespace
{

namespace asio = boost::asio;
using directory::PasswordProof;
using namespace std::chrono_literals;

/// Active Directory on paper: "Right" is right, unless something else was said.
class FakeProver final : public Prover
{
public:
    base::Result<PasswordProof> prove(const std::string& upn, const std::string& password) override
    {
        asked.push_back(upn);
        if (away)
            return base::fail(base::Errc::unavailable, "Samba is away");
        return password == "Right" ? when_right : PasswordProof::wrong;
    }
    std::vector<std::string> asked;
    PasswordProof when_right = PasswordProof::right;
    bool away = false;
};

class DoorkeeperTest : public testing::Test
{
protected:
    DoorkeeperTest()
    {
        test.add("Anna", "Alt");
        test.call("POST", "/v1/people", R"({"role":"teacher","given":"Eva","surname":"Ast"})");
    }
    Answer log_in(const std::string& login, const std::string& password, uid_t uid = 1000)
    {
        Call call{"POST", "/v1/login",
                  boost::json::serialize(boost::json::object{{"login", login}, {"password", password}})};
        call.uid = uid;
        call.is_root = false;
        return send(call);
    }
    Answer send(const Call& call)
    {
        Answer got;
        asio::co_spawn(io, doorkeeper.login(call),
                       [&](std::exception_ptr, Answer answer) { got = std::move(answer); });
        io.restart();
        io.run();
        return got;
    }

    TestDesk test;
    StatusBoard board;
    FakeProver prover;
    asio::io_context io{1};
    Caretaker caretaker{asio::make_strand(io), test.desk, board, [](std::optional<core::Time>) {}};
    Doorkeeper doorkeeper{caretaker,   prover,           io.get_executor(), test.sessions,
                          test.school, test.desk.clocks, {.pace = 1ms}};
};

TEST_F(DoorkeeperTest, OpensASessionForTheRightPassword)
{
    const auto in = log_in("Eva.Ast@waldschule.test", "Right");

    ASSERT_EQ(in.status, 200U);
    EXPECT_EQ(in.body.at("role").as_string(), "teacher");
    EXPECT_EQ(in.body.at("expires").as_int64(), test.now + 8 * 3600);
    EXPECT_EQ(prover.asked, std::vector<std::string>{"eva.ast@waldschule.test"});
    const std::string token(in.body.at("token").as_string());
    EXPECT_EQ(test.call_as(token, "GET", "/v1/session").body.at("login").as_string(), "eva.ast");
}

TEST_F(DoorkeeperTest, AnswersTheSameToAWrongPasswordAnUnknownNameAndARoleWithoutSession)
{
    const auto wrong = log_in("eva.ast", "Wrong");
    EXPECT_EQ(wrong.status, 401U);
    for (const auto& [login, password] :
         {std::pair{"nobody", "Right"}, std::pair{"anna.alt", "Right"}, std::pair{"anna.alt", "Wrong"},
          std::pair{"*)(x", "Right"}, std::pair{"WALD\\eva.ast", "Wrong"}}) {
        SCOPED_TRACE(login);
        const auto other = log_in(login, password);
        EXPECT_EQ(other.status, wrong.status);
        EXPECT_EQ(other.body, wrong.body);
    }
    EXPECT_EQ(prover.asked.size(), 6U) << "each of them took the way to Samba";
    EXPECT_EQ(prover.asked.at(4), "-@waldschule.test");
}

TEST_F(DoorkeeperTest, TellsALockAndAOneTimePasswordToWhoKnowsThePassword)
{
    prover.when_right = PasswordProof::must_change;
    const auto one_time = log_in("eva.ast", "Right");
    EXPECT_EQ(one_time.status, 403U);
    EXPECT_NE(boost::json::serialize(one_time.body).find("new password"), std::string::npos);

    test.call("POST", "/v1/people/eva.ast/lock", R"({"reason":"x"})");
    const auto locked = log_in("eva.ast", "Right");
    EXPECT_EQ(locked.status, 403U);
    EXPECT_NE(boost::json::serialize(locked.body).find("locked, ask the school"), std::string::npos);
    EXPECT_EQ(log_in("eva.ast", "Wrong").status, 401U);
    prover.when_right = PasswordProof::right;
    EXPECT_EQ(log_in("eva.ast", "Right").status, 403U);
}

TEST_F(DoorkeeperTest, SaysTryLaterAfterTenWrongPasswords)
{
    for (std::size_t i = 0; i < Guesses::most; ++i)
        EXPECT_EQ(log_in("eva.ast", "Wrong", 1000 + static_cast<uid_t>(i)).status, 401U);
    EXPECT_EQ(log_in("eva.ast", "Right").status, 429U);
    EXPECT_EQ(prover.asked.size(), Guesses::most);

    test.steady += Guesses::window;
    EXPECT_EQ(log_in("eva.ast", "Right").status, 200U);
}

TEST_F(DoorkeeperTest, CountsNothingWhereSambaIsAway)
{
    prover.away = true;
    for (std::size_t i = 0; i < 2 * Guesses::most; ++i)
        EXPECT_EQ(log_in("eva.ast", "Right").status, 503U);
    prover.away = false;
    EXPECT_EQ(log_in("eva.ast", "Right").status, 200U);
}

TEST_F(DoorkeeperTest, RefusesWhatIsNoLogin)
{
    EXPECT_EQ(log_in("eva.ast", "").status, 400U);
    EXPECT_EQ(log_in("", "Right").status, 400U);
    EXPECT_EQ(send({"POST", "/v1/login", "{"}).status, 400U);
    EXPECT_EQ(send({"POST", "/v1/login", std::string(5000, 'x')}).status, 400U);
    EXPECT_TRUE(prover.asked.empty());
}

} // namespace
} // namespace pedell::pedelld
