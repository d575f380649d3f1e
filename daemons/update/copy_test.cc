// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/copy.h"

#include "daemons/update/state.h"
#include "daemons/update/test_host.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <set>
#include <sys/stat.h>

namespace pedell::update
{
namespace
{

constexpr const char* copy_folder = "/var/lib/pedell/update/before-0.2";

/// A machine that is set up.
struct School {
    TestHost test;
    School()
    {
        EXPECT_TRUE(State(test.host).make_folders());
        test.put(setup_done);
        test.put(settings::school_file, "[school]\n");
        test.put("/etc/pedell/tls/host.key", "secret");
        const auto file = test.host.at(registry::register_file);
        std::filesystem::create_directories(file.parent_path());
        EXPECT_TRUE(registry::Register::open(file, {}, "wald.test"));
        test.answer("samba-tool", "", 0, [](const std::vector<std::string>& argv) {
            const std::string folder = argv.back().substr(argv.back().find('=') + 1);
            EXPECT_TRUE(base::write_atomically(folder + "/samba-backup.tar.bz2", "directory"));
        });
    }
};

TEST(Copy, HoldsDirectoryRegisterAndSettingsForRootAlone)
{
    School school;
    ASSERT_TRUE(take_copy(school.test.host, "0.2"));

    struct stat status{};
    ASSERT_EQ(::stat(school.test.host.at(copy_folder).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0700U);
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(school.test.host.at(copy_folder)))
        names.insert(entry.path().filename().string());
    EXPECT_EQ(names, (std::set<std::string>{"samba-backup.tar.bz2", "register.sqlite", "school.toml"}));
}

TEST(Copy, TakesThePlaceOfTheOneBefore)
{
    School school;
    ASSERT_TRUE(take_copy(school.test.host, "0.1"));
    ASSERT_TRUE(take_copy(school.test.host, "0.2"));
    ASSERT_TRUE(take_copy(school.test.host, "0.2"));
    EXPECT_FALSE(school.test.has("/var/lib/pedell/update/before-0.1"));
    EXPECT_TRUE(school.test.has("/var/lib/pedell/update/before-0.2/register.sqlite"));
}

TEST(Copy, ThatFailsLeavesTheOneBefore)
{
    School school;
    ASSERT_TRUE(take_copy(school.test.host, "0.1"));
    school.test.answer("samba-tool", "", 1);
    EXPECT_FALSE(take_copy(school.test.host, "0.2"));
    EXPECT_TRUE(school.test.has("/var/lib/pedell/update/before-0.1/register.sqlite"));
    EXPECT_FALSE(school.test.has("/var/lib/pedell/update/before-0.2"));
    EXPECT_FALSE(school.test.has("/var/lib/pedell/update/before-0.2.part"));
}

TEST(Copy, SaysWhyItFailed)
{
    School school;
    school.test.host.run = [](const std::vector<std::string>&, std::chrono::milliseconds) {
        return base::ProcessOutput{255, "",
                                   "running backup\nERROR(x): no room\nA transaction is still active\n"};
    };
    const auto taken = take_copy(school.test.host, "0.2");
    ASSERT_FALSE(taken);
    EXPECT_TRUE(taken.error().context.ends_with("samba-tool: ERROR(x): no room (255)"))
        << taken.error().context;
}

TEST(Copy, IsNotTakenOfASchoolThatIsNotSetUp)
{
    School school;
    std::filesystem::remove(school.test.host.at(setup_done));
    EXPECT_TRUE(take_copy(school.test.host, "0.2"));
    EXPECT_FALSE(school.test.has(copy_folder));
}

TEST(Copy, GoesAfterAWeekUnlessTheRestartStillWaits)
{
    School school;
    ASSERT_TRUE(take_copy(school.test.host, "0.2"));
    const auto taken = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    school.test.now = taken + std::chrono::hours{6 * 24};
    remove_old_copies(school.test.host);
    EXPECT_TRUE(school.test.has(copy_folder));

    school.test.now = taken + std::chrono::hours{8 * 24};
    const State state(school.test.host);
    ASSERT_TRUE(state.note_waiting({"0.2", taken, ""}));
    remove_old_copies(school.test.host);
    EXPECT_TRUE(school.test.has(copy_folder));

    state.forget_waiting();
    remove_old_copies(school.test.host);
    EXPECT_FALSE(school.test.has(copy_folder));
}

} // namespace
} // namespace pedell::update
