// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/folders.h"
#include "daemons/hand/test_folder.h"
#include "daemons/hand/test_winbindd.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace pedell::hand
{
namespace
{

namespace fs = std::filesystem;

/// Remembers which inode lies under which key instead of encrypting.
class FakeEncryption final : public Encryption
{
public:
    base::Result<KeyIdentifier> load(const Key& key) override
    {
        KeyIdentifier identifier;
        std::memcpy(identifier.data(), key.bytes.data(), identifier.size());
        loaded.insert(identifier);
        return identifier;
    }
    base::Result<bool> unload(const KeyIdentifier& identifier) override
    {
        if (busy || is_open(identifier))
            return false;
        loaded.erase(identifier);
        return true;
    }
    base::Result<std::optional<KeyIdentifier>> policy_of(int folder) override
    {
        const auto found = policies.find(inode(folder));
        return found == policies.end() ? std::nullopt : std::optional(found->second);
    }
    base::Result<> set_policy(int folder, const KeyIdentifier& identifier) override
    {
        policies[inode(folder)] = identifier;
        return {};
    }

    std::set<KeyIdentifier> loaded;
    std::map<ino_t, KeyIdentifier> policies;
    bool busy = false;

private:
    /// As in the kernel, a descriptor of our own on an encrypted folder is a use of its key.
    [[nodiscard]] bool is_open(const KeyIdentifier& identifier) const
    {
        for (int fd = 0; fd < 256; ++fd)
            if (const auto found = policies.find(inode(fd));
                found != policies.end() && found->second == identifier)
                return true;
        return false;
    }
    static ino_t inode(int fd)
    {
        struct stat found{};
        return ::fstat(fd, &found) == 0 ? found.st_ino : 0;
    }
};

class FoldersTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "gives folders to their owners: needs root";
        fs::create_directory(school());
        paths_.school = school();
        paths_.key_store = folder_.path() / "keys";
        keys_ = KeyStore::open(paths_.key_store);
        ASSERT_TRUE(keys_);
    }

    [[nodiscard]] fs::path school() const
    {
        return folder_.path() / "school";
    }
    Folders folders()
    {
        return Folders(paths_, "WALDSCHULE", *keys_, encryption_, Areas({}, answer_of_winbindd));
    }
    base::Result<bool> make_person(std::int64_t id, const std::string& sam)
    {
        return folders().make({FolderKind::person, id}, sam);
    }
    base::Result<bool> make_class(std::int64_t id, const std::string& name)
    {
        return folders().make({FolderKind::school_class, id}, name);
    }
    void expect_owner(const fs::path& path, mode_t mode, uid_t uid, gid_t gid) const
    {
        SCOPED_TRACE(path.string());
        struct stat found{};
        ASSERT_EQ(::lstat((school() / path).c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 07777, mode);
        EXPECT_EQ(found.st_uid, uid);
        EXPECT_EQ(found.st_gid, gid);
    }

    TestFolder folder_;
    Paths paths_;
    base::Result<KeyStore> keys_ = base::fail(base::Errc::unavailable, "not opened");
    FakeEncryption encryption_;
};

#define EXPECT_CHANGED(call, wanted)                                                                         \
    do {                                                                                                     \
        const auto result = (call);                                                                          \
        ASSERT_TRUE(result) << result.error().context;                                                       \
        EXPECT_EQ(*result, wanted);                                                                          \
    } while (false)

TEST_F(FoldersTest, MakesAPersonsFoldersOnce)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    EXPECT_CHANGED(make_person(12, "anna.mueller"), false);
    expect_owner("people", 0711, 0, 0);
    expect_owner("people/12", 0711, 0, 0);
    expect_owner("people/12/home", 0700, 200'012, members_gid);
    expect_owner("people/12/mail", 0700, 200'012, members_gid);
    EXPECT_EQ(fs::read_symlink(school() / "homes" / "WALDSCHULE\\anna.mueller"), "../people/12/home");
    EXPECT_TRUE(fs::exists(school() / "homes" / "WALDSCHULE\\anna.mueller"));
    EXPECT_EQ(encryption_.policies.size(), 1U);
    EXPECT_EQ(encryption_.loaded.size(), 1U);
}

TEST_F(FoldersTest, MakesAClassFolderWhoseGroupMayChangeAllThatIsNew)
{
    EXPECT_CHANGED(make_class(3, "5a Füchse"), true);
    EXPECT_CHANGED(make_class(3, "5a Füchse"), false);
    expect_owner("klassen/5a Füchse", 02770, 0, 300'003);
    EXPECT_EQ(fs::read_symlink(school() / "by-id" / "3"), "../klassen/5a Füchse");

    const auto before = ::umask(077);
    std::ofstream(school() / "klassen/5a Füchse/Gemeinsam/file") << "x";
    ::umask(before);
    expect_owner("klassen/5a Füchse/Gemeinsam/file", 0660, 0, 300'003);
}

TEST_F(FoldersTest, HealsOwnerModeAndLink)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    ASSERT_EQ(::chown((school() / "people/12/home").c_str(), 0, 0), 0);
    ASSERT_EQ(::chmod((school() / "people/12").c_str(), 0777), 0);
    fs::remove(school() / "homes" / "WALDSCHULE\\anna.mueller");
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    expect_owner("people/12", 0711, 0, 0);
    expect_owner("people/12/home", 0700, 200'012, members_gid);
    EXPECT_CHANGED(make_person(12, "anna.mueller"), false);
}

TEST_F(FoldersTest, MovesTheHomeLinkWithTheAccountName)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    EXPECT_CHANGED(make_person(12, "anna.schmidt"), true);
    EXPECT_FALSE(fs::is_symlink(school() / "homes" / "WALDSCHULE\\anna.mueller"));
    EXPECT_TRUE(fs::is_symlink(school() / "homes" / "WALDSCHULE\\anna.schmidt"));
    EXPECT_EQ(person_behind(paths_, "WALDSCHULE", "anna.schmidt"), 12);
    EXPECT_EQ(person_behind(paths_, "WALDSCHULE", "anna.mueller"), std::nullopt);
    const auto other = make_person(13, "anna.schmidt");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, base::Errc::conflict);
}

TEST_F(FoldersTest, RenamesAClassWithAllThatLiesInIt)
{
    EXPECT_CHANGED(make_class(3, "5a"), true);
    std::ofstream(school() / "klassen/5a/Material/file") << "x";
    EXPECT_CHANGED(make_class(3, "6a"), true);
    EXPECT_TRUE(fs::exists(school() / "klassen/6a/Material/file"));
    EXPECT_EQ(fs::read_symlink(school() / "klassen/.Papierkorb/6a"), "../6a/.Papierkorb");
    EXPECT_FALSE(fs::is_symlink(school() / "klassen/.Papierkorb/5a"));
    EXPECT_FALSE(fs::exists(school() / "klassen/5a"));
    EXPECT_EQ(fs::read_symlink(school() / "by-id" / "3"), "../klassen/6a");
    EXPECT_CHANGED(make_class(3, "6a"), false);
}

TEST_F(FoldersTest, FinishesARenameThatWasKilledHalfway)
{
    EXPECT_CHANGED(make_class(3, "5a"), true);
    fs::rename(school() / "klassen/5a", school() / "klassen/6a"); // the link still says 5a
    EXPECT_CHANGED(make_class(3, "6a"), true);
    EXPECT_EQ(fs::read_symlink(school() / "by-id" / "3"), "../klassen/6a");
}

TEST_F(FoldersTest, TakesOverNoFolderThatIsAnothers)
{
    EXPECT_CHANGED(make_class(3, "5a"), true);
    const auto taken = make_class(4, "5a");
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, base::Errc::conflict);

    EXPECT_CHANGED(folders().erase({FolderKind::school_class, 4}), false);
    EXPECT_TRUE(fs::exists(school() / "klassen/5a"));
    EXPECT_EQ(encryption_.loaded.size(), 1U);

    EXPECT_CHANGED(make_class(5, "5b"), true);
    const auto renamed = make_class(5, "5a");
    ASSERT_FALSE(renamed);
    EXPECT_EQ(renamed.error().code, base::Errc::conflict);
}

TEST_F(FoldersTest, TakesOverNoFolderWithUnencryptedFiles)
{
    fs::create_directories(school() / "people/12/home");
    const auto made = make_person(12, "anna.mueller");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, base::Errc::conflict);
}

TEST_F(FoldersTest, FollowsNoLinkInPlaceOfAFolder)
{
    const auto outside = folder_.path() / "outside";
    fs::create_directory(outside);
    std::ofstream(outside / "file") << "x";
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    fs::remove(school() / "people/12/home");
    fs::create_symlink(outside, school() / "people/12/home");
    const auto made = make_person(12, "anna.mueller");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, base::Errc::conflict);

    EXPECT_CHANGED(folders().erase({FolderKind::person, 12}), true);
    EXPECT_TRUE(fs::exists(outside / "file"));
    EXPECT_FALSE(fs::exists(school() / "people/12"));
}

TEST_F(FoldersTest, ErasesKeyDataAndLinks)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    EXPECT_CHANGED(make_person(13, "bert.meier"), true);
    auto deep = school() / "people/12/home";
    for (int i = 0; i < 100; ++i) {
        deep /= "d";
        fs::create_directory(deep);
        std::ofstream(deep / "file") << "x";
        std::ofstream(deep / "another") << "x";
    }
    EXPECT_CHANGED(folders().erase({FolderKind::person, 12}), true);
    EXPECT_FALSE(fs::exists(school() / "people/12"));
    EXPECT_FALSE(fs::is_symlink(school() / "homes" / "WALDSCHULE\\anna.mueller"));
    EXPECT_TRUE(fs::is_symlink(school() / "homes" / "WALDSCHULE\\bert.meier"));
    EXPECT_EQ(keys_->find({FolderKind::person, 12}), nullptr);
    EXPECT_EQ(encryption_.loaded.size(), 1U);
    EXPECT_CHANGED(folders().erase({FolderKind::person, 12}), false);
}

TEST_F(FoldersTest, ErasesAClassUnderItsPresentName)
{
    EXPECT_CHANGED(make_class(3, "5a"), true);
    EXPECT_CHANGED(make_class(3, "6a"), true);
    EXPECT_CHANGED(folders().erase({FolderKind::school_class, 3}), true);
    EXPECT_FALSE(fs::exists(school() / "klassen/6a"));
    EXPECT_TRUE(fs::is_empty(school() / "klassen/.Papierkorb"));
    EXPECT_TRUE(fs::is_empty(school() / "by-id"));
    EXPECT_CHANGED(folders().erase({FolderKind::school_class, 3}), false);
}

TEST_F(FoldersTest, DeletesDataAndKeyEvenWhileAProgramHoldsAFileOpen)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    std::ofstream(school() / "people/12/home/file") << "x";
    encryption_.busy = true;
    const auto erased = folders().erase({FolderKind::person, 12});
    ASSERT_FALSE(erased);
    EXPECT_TRUE(erased.error().transient());
    EXPECT_TRUE(fs::is_empty(school() / "people/12"));
    EXPECT_EQ(keys_->find({FolderKind::person, 12}), nullptr);

    const auto made = make_person(12, "anna.mueller");
    ASSERT_FALSE(made) << "a folder under erasure must not come back";

    encryption_.busy = false;
    EXPECT_CHANGED(folders().erase({FolderKind::person, 12}), true);
    EXPECT_TRUE(encryption_.loaded.empty());
    EXPECT_FALSE(fs::exists(school() / "people/12"));
}

TEST_F(FoldersTest, LoadsEveryKey)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    EXPECT_CHANGED(make_class(12, "5a"), true);
    encryption_.loaded.clear();
    const auto count = folders().load_keys();
    ASSERT_TRUE(count);
    EXPECT_EQ(*count, 2);
    EXPECT_EQ(encryption_.loaded.size(), 2U);
}

TEST_F(FoldersTest, WritesNoNewKeyStoreWhereOneWasLost)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    fs::rename(paths_.key_store, folder_.path() / "elsewhere");
    keys_ = KeyStore::open(paths_.key_store);
    ASSERT_TRUE(keys_);

    for (const auto& result : {make_person(13, "ben.fuchs"), make_class(3, "5a"),
                               folders().load_keys().transform([](std::int64_t) { return true; })}) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, base::Errc::corrupt);
    }
    EXPECT_FALSE(fs::exists(paths_.key_store));
}

TEST_F(FoldersTest, MakesTheNextFolderAfterTheLastKeyWasDestroyed)
{
    EXPECT_CHANGED(make_person(12, "anna.mueller"), true);
    encryption_.busy = true;
    ASSERT_FALSE(folders().erase({FolderKind::person, 12}));
    keys_ = KeyStore::open(paths_.key_store);
    ASSERT_TRUE(keys_);

    EXPECT_CHANGED(make_person(13, "ben.fuchs"), true);
}

TEST_F(FoldersTest, OpensAFolderOnlyWhenThereIsOne)
{
    EXPECT_CHANGED(make_class(3, "5a"), true);
    EXPECT_TRUE(folders().open({FolderKind::school_class, 3}));
    const auto none = folders().open({FolderKind::school_class, 4});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, base::Errc::not_found);
    EXPECT_EQ(none.error().context.find("5a"), std::string::npos);
}

} // namespace
} // namespace pedell::hand
