// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/state.h"

#include "daemons/update/test_host.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace pedell::update
{
namespace
{

namespace json = boost::json;

struct Kept {
    TestHost test;
    State state{test.host};
    Kept()
    {
        EXPECT_TRUE(state.make_folders());
    }
};

TEST(State, IsRootsAlone)
{
    const Kept kept;
    ASSERT_TRUE(kept.state.note_check({kept.test.now, std::nullopt}));
    for (const auto& [path, mode] : {std::pair{"/var/lib/pedell/update", 0700U},
                                     {"/var/lib/pedell/update/stage", 0700U},
                                     {"/var/lib/pedell/update/check.json", 0600U}}) {
        struct stat status{};
        ASSERT_EQ(::stat(kept.test.host.at(path).c_str(), &status), 0) << path;
        EXPECT_EQ(status.st_mode & 07777, mode) << path;
    }
}

TEST(State, KeepsTheFirstReasonOfAFailure)
{
    const Kept kept;
    ASSERT_TRUE(kept.state.note_failure({"0.2", kept.test.now, "IMAPS", false}));
    ASSERT_TRUE(
        kept.state.note_failure({"0.2", kept.test.now + std::chrono::hours{1}, "what followed", true}));

    const auto failures = kept.state.failures();
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_EQ(failures[0].why, "IMAPS");
    EXPECT_EQ(failures[0].at, kept.test.now);
    EXPECT_TRUE(failures[0].told);
    EXPECT_EQ(kept.state.failed(), (std::map<std::string, std::string>{{"0.2", "IMAPS"}}));

    kept.state.forget_failure("0.2");
    EXPECT_TRUE(kept.state.failures().empty());
}

TEST(State, CountsHowOftenATrialStarted)
{
    const Kept kept;
    ASSERT_TRUE(kept.state.note_start("0.2"));
    ASSERT_TRUE(kept.state.note_start("0.2"));
    EXPECT_EQ(kept.state.starts_of("0.2"), 2);
    EXPECT_EQ(kept.state.starts_of("0.3"), 0);
    ASSERT_TRUE(kept.state.note_start("0.3"));
    EXPECT_EQ(kept.state.starts_of("0.3"), 1);
}

TEST(State, TakesDamagedFilesForAbsentOnes)
{
    Kept kept;
    for (const char* const name :
         {"blessed.json", "check.json", "waiting.json", "failed-0.2.json", "trial.json"})
        kept.test.put(std::string("/var/lib/pedell/update/") + name, "{\"version\":");
    EXPECT_TRUE(kept.state.blessed().empty());
    EXPECT_TRUE(kept.state.failures().empty());
    EXPECT_FALSE(kept.state.check());
    EXPECT_FALSE(kept.state.waiting());
    kept.test.put("/var/lib/pedell/update/check.json", "[]");
    EXPECT_FALSE(kept.state.check());
}

TEST(State, SaysWhatIsToBeSeen)
{
    Kept kept;
    kept.test.image("0.1.0.7");
    kept.test.put("/efi/EFI/Linux/pedell_0.1.0.8+0-3.efi");
    ASSERT_TRUE(kept.state.note_check({kept.test.now, "0.1.0.8"}));
    ASSERT_TRUE(kept.state.note_failure({"0.1.0.8", kept.test.now, "IMAPS", false}));
    ASSERT_TRUE(kept.state.note_waiting({"0.1.0.9", kept.test.now, ""}));
    kept.state.publish();

    const auto all = json::parse(kept.test.text("/run/pedell/update.json"));
    EXPECT_EQ(all.at_pointer("/version"), "0.1.0.7");
    EXPECT_EQ(all.at_pointer("/trial"), false);
    EXPECT_EQ(all.at_pointer("/checked"), kept.test.now.time_since_epoch().count());
    EXPECT_EQ(all.at_pointer("/available"), "0.1.0.8");
    EXPECT_EQ(all.at_pointer("/other/version"), "0.1.0.8");
    EXPECT_EQ(all.at_pointer("/other/good"), false);
    EXPECT_EQ(all.at_pointer("/other/tries_left"), 0);
    EXPECT_EQ(all.at_pointer("/waiting/version"), "0.1.0.9");
    EXPECT_EQ(all.at_pointer("/failed/0/why"), "IMAPS");
}

TEST(State, DoesNotOfferWhatRunsByNow)
{
    Kept kept;
    kept.test.image("0.1.0.8");
    ASSERT_TRUE(kept.state.note_check({kept.test.now, "0.1.0.8"}));
    EXPECT_EQ(kept.state.summary().at("available"), nullptr);
}

TEST(Trial, IsACountedStartOfAVersionThatWasNeverBlessed)
{
    Kept kept;
    EXPECT_FALSE(on_trial(kept.test.host)) << "no image";
    kept.test.image("0.2");
    EXPECT_FALSE(on_trial(kept.test.host)) << "flashed";
    kept.test.counted();
    EXPECT_TRUE(on_trial(kept.test.host));
    ASSERT_TRUE(kept.state.bless("0.1", 2));
    EXPECT_TRUE(on_trial(kept.test.host));
    ASSERT_TRUE(kept.state.bless("0.2", 3));
    EXPECT_FALSE(on_trial(kept.test.host)) << "back on one that was good";
    EXPECT_EQ(kept.state.blessed(), (std::map<std::string, int>{{"0.1", 2}, {"0.2", 3}}));
}

} // namespace
} // namespace pedell::update
