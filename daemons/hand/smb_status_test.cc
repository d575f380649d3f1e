// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/smb_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::hand
{
namespace
{

using testing::ElementsAre;

TEST(SmbStatus, FindsEachProcessOfAnAccountOnce)
{
    constexpr const char* status = R"({"sessions": {
        "1": {"session_id": "1", "server_id": {"pid": "700"}, "username": "WALDSCHULE\\anna.mueller"},
        "2": {"session_id": "2", "server_id": {"pid": "700"}, "username": "WALDSCHULE\\Anna.Mueller"},
        "3": {"session_id": "3", "server_id": {"pid": "701"}, "username": "WALDSCHULE\\anna.mueller2"},
        "4": {"session_id": "4", "server_id": {"pid": "702"}, "username": "anna.mueller"}}})";
    const auto sessions = sessions_of(status, {"anna.mueller", std::nullopt});
    ASSERT_TRUE(sessions) << sessions.error().context;
    EXPECT_THAT(processes_of(*sessions), ElementsAre(700, 702));
}

TEST(SmbStatus, FindsAnAccountWhoseNameTheHostCannotResolve)
{
    constexpr const char* status = R"({"sessions": {
        "1": {"server_id": {"pid": "700"}, "uid": 200012, "username": "200012"},
        "2": {"server_id": {"pid": "701"}, "uid": 200013, "username": "200013"}}})";
    const auto sessions = sessions_of(status, {"anna.mueller", 200'012});
    ASSERT_TRUE(sessions) << sessions.error().context;
    EXPECT_THAT(processes_of(*sessions), ElementsAre(700));
}

TEST(SmbStatus, TellsWhoseTreeConnectsAreWhoseOnOneConnection)
{
    constexpr const char* sessions = R"({"sessions": {
        "11": {"session_id": "11", "server_id": {"pid": "700"}, "username": "W\\anna"},
        "12": {"session_id": "12", "server_id": {"pid": "700"}, "username": "W\\bert"},
        "13": {"session_id": "11", "server_id": {"pid": "701"}, "username": "W\\bert"}}})";
    constexpr const char* trees = R"({"tcons": {
        "1": {"service": "home", "session_id": "11", "server_id": {"pid": "700"}},
        "2": {"service": "home", "session_id": "12", "server_id": {"pid": "700"}},
        "3": {"service": "klassen", "session_id": "11", "server_id": {"pid": "701"}},
        "4": {"service": "klassen", "session_id": "11", "server_id": {"pid": "700"}}}})";
    const auto annas = trees_of(trees, sessions_of(sessions, {"anna", std::nullopt}).value());
    ASSERT_TRUE(annas) << annas.error().context;
    EXPECT_THAT(*annas, ElementsAre(SmbTree{700, "home"}, SmbTree{700, "klassen"}));
}

TEST(SmbStatus, FindsNoneWhereNobodyIsConnected)
{
    EXPECT_TRUE(sessions_of(R"({"sessions": {}})", {"anna.mueller", 200'012})->empty());
    EXPECT_TRUE(trees_of(R"({"tcons": {}})", {})->empty());
}

TEST(SmbStatus, NeverEndsAProcessThatItDidNotUnderstand)
{
    for (const char* status :
         {"", "[]", "{}", R"({"sessions": []})", R"({"sessions": {"1": {"username": "a"}}})",
          R"({"sessions": {"1": {"username": "a", "server_id": {"pid": "1"}}}})",
          R"({"sessions": {"1": {"username": "a", "server_id": {"pid": "-1"}}}})",
          R"({"sessions": {"1": {"username": "a", "server_id": {"pid": "7x"}}}})"}) {
        SCOPED_TRACE(status);
        const auto sessions = sessions_of(status, {"a", std::nullopt});
        ASSERT_FALSE(sessions);
        EXPECT_EQ(sessions.error().code, base::Errc::malformed);
    }
    for (const char* status : {"", "{}", R"({"tcons": []})", R"({"tcons": {"1": {"service": "home"}}})",
                               R"({"tcons": {"1": {"server_id": {"pid": "700"}}}})"}) {
        SCOPED_TRACE(status);
        EXPECT_FALSE(trees_of(status, {}));
    }
}

} // namespace
} // namespace pedell::hand
