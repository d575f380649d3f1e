// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "daemons/hand/sessions.h"
#include "daemons/hand/test_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace pedell::hand
{
namespace
{

using core::Service;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

/// Samba and Dovecot as a cut sees them: anna and bert on one connection, both with both shares.
class SessionsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "writes files of root's: needs root";
        ASSERT_TRUE(sessions_.clean_up());
        ran_.clear();
    }

    base::Result<base::ProcessOutput> run(const std::vector<std::string>& argv)
    {
        std::string line;
        for (const auto& word : argv)
            line += (line.empty() ? "" : " ") + word.substr(word.rfind('/') + 1);
        if (!line.starts_with("smbstatus"))
            ran_.push_back(line);
        if (line == "smbcontrol 700 reload-config")
            read_ = {list("home"), list("class"), list("logon")};
        if (line == "smbcontrol 700 close-denied-share *" && !stubborn_)
            std::erase_if(open_, [&](const std::string& share) { return is_denied(share); });
        if (line == "smbcontrol 700 shutdown")
            open_.clear();
        if (line.starts_with("doveadm"))
            return base::ProcessOutput{0, "2 connections kicked\n", ""};
        if (line == "smbstatus --json --processes")
            return base::ProcessOutput{
                0,
                R"({"sessions": {"1": {"session_id": "1", "username": "WALD\\anna", "server_id": {"pid": "700"}},)"
                R"("2": {"session_id": "2", "username": "WALD\\bert", "server_id": {"pid": "700"}}}})",
                ""};
        return base::ProcessOutput{0, line == "smbstatus --json --shares" ? trees() : "", ""};
    }

    std::string list(const char* service)
    {
        return base::read_file(folder_.path() / (std::string(service) + ".conf")).value();
    }
    bool is_denied(const std::string& share)
    {
        return share != "IPC$" && read_.at(share == "home" ? 0 : 1) == "invalid users = WALD\\anna\n";
    }
    [[nodiscard]] std::string trees() const
    {
        std::string trees = R"("9": {"service": "home", "session_id": "2", "server_id": {"pid": "700"}})";
        for (const auto& share : open_)
            trees += R"(, ")" + share + R"(": {"service": ")" + share +
                     R"(", "session_id": "1", "server_id": {"pid": "700"}})";
        return R"({"tcons": {)" + trees + "}}";
    }
    auto cut(std::set<Service> services)
    {
        return sessions_.cut({"anna", "anna", std::move(services)}, {"anna", std::nullopt});
    }
    bool list_is_empty()
    {
        for (const char* service : {"home", "class", "logon"})
            if (list(service) != "invalid users =\n")
                return false;
        return true;
    }

    TestFolder folder_;
    std::vector<std::string> ran_;
    std::vector<std::string> open_{"home", "klassen", "IPC$"};
    std::vector<std::string> read_{"", "", ""};
    bool stubborn_ = false;
    int paused_ = 0;
    Sessions sessions_{[this](const std::vector<std::string>& argv, std::string_view) { return run(argv); },
                       DenyList(folder_.path(), "WALD"),
                       {},
                       true,
                       [this] { ++paused_; }};
};

TEST_F(SessionsTest, ClosesAllSharesOfAPersonAndLeavesTheConnection)
{
    EXPECT_EQ(cut({Service::home, Service::classes, Service::mail, Service::logon}).value(), 4);
    EXPECT_THAT(open_, ElementsAre("IPC$"));
    EXPECT_THAT(ran_, ElementsAre("doveadm kick anna", "smbcontrol 700 reload-config",
                                  "smbcontrol 700 close-denied-share *", "smbcontrol 700 reload-config"));
    EXPECT_TRUE(list_is_empty());
    EXPECT_FALSE(is_denied("home")) << "read again after the cut";
}

TEST_F(SessionsTest, ClosesOneShareAlone)
{
    EXPECT_EQ(cut({Service::classes}).value(), 1);
    EXPECT_THAT(open_, ElementsAre("home", "IPC$"));
    EXPECT_TRUE(list_is_empty());
}

TEST_F(SessionsTest, LeavesFilesAloneWhereMailAloneWasLost)
{
    EXPECT_EQ(cut({Service::mail}).value(), 2);
    EXPECT_THAT(ran_, ElementsAre("doveadm kick anna"));
}

TEST_F(SessionsTest, EndsTheConnectionWhereAShareWouldNotClose)
{
    stubborn_ = true;
    EXPECT_TRUE(cut({Service::home}));
    EXPECT_THAT(ran_, Contains("smbcontrol 700 shutdown"));
    EXPECT_EQ(paused_, Sessions::looks);
    EXPECT_TRUE(list_is_empty());
}

TEST_F(SessionsTest, TouchesNoSmbdOfOthers)
{
    EXPECT_EQ(sessions_.cut({"carla", "carla", {Service::home}}, {"carla", std::nullopt}).value(), 0);
    EXPECT_TRUE(ran_.empty());
}

TEST_F(SessionsTest, TakesOffTheListWhomAStoppedHandLeftThere)
{
    ASSERT_TRUE(DenyList(folder_.path(), "WALD").deny("anna", {Service::home}));
    EXPECT_TRUE(sessions_.clean_up().value());
    EXPECT_TRUE(list_is_empty());
    EXPECT_THAT(ran_, ElementsAre("smbcontrol all reload-config"));

    EXPECT_FALSE(sessions_.clean_up().value());
    EXPECT_THAT(ran_, testing::SizeIs(1)) << "nobody is disturbed where nobody was denied";
}

} // namespace
} // namespace pedell::hand
