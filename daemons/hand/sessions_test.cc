// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/sessions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::hand
{
namespace
{

TEST(Sessions, FindsEachProcessOfAnAccountOnce)
{
    constexpr const char* status = R"({"sessions": {
        "1": {"session_id": "1", "server_id": {"pid": "700"}, "username": "WALDSCHULE\\anna.mueller"},
        "2": {"session_id": "2", "server_id": {"pid": "700"}, "username": "WALDSCHULE\\Anna.Mueller"},
        "3": {"session_id": "3", "server_id": {"pid": "701"}, "username": "WALDSCHULE\\anna.mueller2"},
        "4": {"session_id": "4", "server_id": {"pid": "702"}, "username": "anna.mueller"}}})";
    const auto processes = smbd_of(status, {"anna.mueller", std::nullopt});
    ASSERT_TRUE(processes) << processes.error().context;
    EXPECT_THAT(*processes, testing::ElementsAre(700, 702));
}

TEST(Sessions, FindsAnAccountWhoseNameTheHostCannotResolve)
{
    constexpr const char* status = R"({"sessions": {
        "1": {"server_id": {"pid": "700"}, "uid": 200012, "username": "200012"},
        "2": {"server_id": {"pid": "701"}, "uid": 200013, "username": "200013"}}})";
    const auto processes = smbd_of(status, {"anna.mueller", 200'012});
    ASSERT_TRUE(processes) << processes.error().context;
    EXPECT_THAT(*processes, testing::ElementsAre(700));
}

TEST(Sessions, FindsNoneWhereNobodyIsConnected)
{
    const auto processes = smbd_of(R"({"sessions": {}})", {"anna.mueller", 200'012});
    ASSERT_TRUE(processes);
    EXPECT_TRUE(processes->empty());
}

TEST(Sessions, NeverEndsAProcessThatItDidNotUnderstand)
{
    for (const char* status :
         {"", "[]", "{}", R"({"sessions": []})", R"({"sessions": {"1": {"username": "a"}}})",
          R"({"sessions": {"1": {"username": "a", "server_id": {"pid": "1"}}}})",
          R"({"sessions": {"1": {"username": "a", "server_id": {"pid": "-1"}}}})",
          R"({"sessions": {"1": {"username": "a", "server_id": {"pid": "x"}}}})"}) {
        SCOPED_TRACE(status);
        const auto processes = smbd_of(status, {"a", std::nullopt});
        ASSERT_FALSE(processes);
        EXPECT_EQ(processes.error().code, base::Errc::malformed);
    }
}

} // namespace
} // namespace pedell::hand
