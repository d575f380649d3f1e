// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/keeper.h"

#include "base/file.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::setup
{
namespace
{

namespace fs = std::filesystem;

/// A machine whose /etc and middle layer are two folders.
class Kept : public testing::Test
{
protected:
    Kept()
    {
        std::string name = (fs::temp_directory_path() / "pedell-keeper-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        fs::create_directories(etc());
    }
    ~Kept() override
    {
        fs::remove_all(root_);
    }

    fs::path etc() const
    {
        return root_ / "etc";
    }
    fs::path kept() const
    {
        return root_ / "var/lib/pedell/etc";
    }
    Keeper keeper() const
    {
        return {etc(), kept()};
    }
    void write(const fs::path& path, const std::string& text, mode_t mode = 0644) const
    {
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
        ::chmod(path.c_str(), mode);
    }
    static mode_t mode_of(const fs::path& path)
    {
        struct stat status{};
        return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
    }

    fs::path root_;
};

TEST_F(Kept, FilesAreFoundAgainWithTheirMode)
{
    write(etc() / "pedell/tls/host.key", "secret", 0600);
    ::chmod((etc() / "pedell/tls").c_str(), 0750);

    EXPECT_EQ(keeper().keep(etc() / "pedell/tls/host.key"), true);

    EXPECT_EQ(base::read_file(kept() / "pedell/tls/host.key"), "secret");
    EXPECT_EQ(mode_of(kept() / "pedell/tls/host.key"), 0600U);
    EXPECT_EQ(mode_of(kept() / "pedell/tls"), 0750U);
    EXPECT_EQ(keeper().keep(etc() / "pedell/tls/host.key"), false)
        << "the second time there is nothing to do";
}

TEST_F(Kept, ANewContentOrModeReplacesTheCopy)
{
    write(etc() / "hosts", "one");
    ASSERT_TRUE(keeper().keep(etc() / "hosts"));

    write(etc() / "hosts", "two");
    EXPECT_EQ(keeper().keep(etc() / "hosts"), true);
    EXPECT_EQ(base::read_file(kept() / "hosts"), "two");

    ::chmod((etc() / "hosts").c_str(), 0600);
    EXPECT_EQ(keeper().keep(etc() / "hosts"), true);
    EXPECT_EQ(mode_of(kept() / "hosts"), 0600U);
}

TEST_F(Kept, LinksStayLinks)
{
    const fs::path link = etc() / "systemd/system/multi-user.target.wants/pedelld.service";
    fs::create_directories(link.parent_path());
    fs::create_symlink("/usr/lib/systemd/system/pedelld.service", link);

    EXPECT_EQ(keeper().keep(link), true);

    EXPECT_EQ(fs::read_symlink(kept() / "systemd/system/multi-user.target.wants/pedelld.service"),
              "/usr/lib/systemd/system/pedelld.service");
    EXPECT_EQ(keeper().keep(link), false);
}

TEST_F(Kept, WhatIsRemovedLosesItsCopy)
{
    write(etc() / "pedell/ssh/authorized_keys", "ssh-ed25519 AAAA");
    ASSERT_TRUE(keeper().keep(etc() / "pedell/ssh/authorized_keys"));

    fs::remove(etc() / "pedell/ssh/authorized_keys");

    EXPECT_EQ(keeper().keep(etc() / "pedell/ssh/authorized_keys"), true);
    EXPECT_FALSE(fs::exists(kept() / "pedell/ssh/authorized_keys"));
    EXPECT_EQ(keeper().keep(etc() / "pedell/ssh/authorized_keys"), false);
    EXPECT_EQ(keeper().keep(etc() / "never/was"), false);
}

TEST_F(Kept, WhatLiesElsewhereIsLeftAlone)
{
    write(root_ / "var/lib/samba/sam.ldb", "database");
    write(root_ / "etcetera", "not ours");

    EXPECT_EQ(keeper().keep(root_ / "var/lib/samba/sam.ldb"), false);
    EXPECT_EQ(keeper().keep(root_ / "etcetera"), false);
    EXPECT_EQ(keeper().keep(etc() / "../etcetera"), false);
    EXPECT_FALSE(fs::exists(kept()));
}

TEST_F(Kept, AHostWhoseEtcLiesOnADiskKeepsNothing)
{
    write(etc() / "hosts", "one");

    EXPECT_EQ(Keeper().keep(etc() / "hosts"), false);
    EXPECT_FALSE(Keeper().active());
}

TEST_F(Kept, AFileTakesThePlaceOfALinkAndALinkThatOfAFile)
{
    write(root_ / "elsewhere", "untouched");
    fs::create_symlink(root_ / "elsewhere", etc() / "resolv.conf");
    ASSERT_TRUE(keeper().keep(etc() / "resolv.conf"));
    fs::remove(etc() / "resolv.conf");
    write(etc() / "resolv.conf", "nameserver 127.0.0.1");

    ASSERT_TRUE(keeper().keep(etc() / "resolv.conf"));
    EXPECT_FALSE(fs::is_symlink(kept() / "resolv.conf"));
    EXPECT_EQ(base::read_file(root_ / "elsewhere"), "untouched");

    fs::remove(etc() / "resolv.conf");
    fs::create_symlink("/run/x", etc() / "resolv.conf");
    ASSERT_TRUE(keeper().keep(etc() / "resolv.conf"));
    EXPECT_TRUE(fs::is_symlink(kept() / "resolv.conf"));
}

} // namespace
} // namespace pedell::setup
