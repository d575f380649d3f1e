// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/keystore.h"
#include "daemons/hand/test_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <sys/stat.h>

namespace pedell::hand
{
namespace
{

std::string content(const std::filesystem::path& file)
{
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

void put(const std::filesystem::path& file, const std::string& text, mode_t mode = 0600)
{
    std::ofstream(file) << text;
    ::chmod(file.c_str(), mode);
}

std::string hex_of(const KeyStore& store, const Owner& owner, const std::filesystem::path& file)
{
    if (store.find(owner) == nullptr)
        return "no key";
    const auto text = content(file);
    const auto start = text.find(text_of(owner) + ' ');
    return start == std::string::npos ? "no line" : text.substr(start + text_of(owner).size() + 1, 128);
}

const Owner anna{FolderKind::person, 12};
const Owner bert{FolderKind::person, 120};
const Owner fox{FolderKind::school_class, 12};

TEST(KeyStore, GivesTheSameKeyAfterOpeningAgain)
{
    const TestFolder folder;
    const auto file = folder.path() / "keys";
    auto store = KeyStore::open(file);
    ASSERT_TRUE(store);
    const auto key = store->ensure(anna);
    ASSERT_TRUE(key);
    ASSERT_TRUE(store->ensure(fox));
    struct stat found{};
    ASSERT_EQ(::stat(file.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0600U);

    const auto again = KeyStore::open(file);
    ASSERT_TRUE(again) << again.error().context;
    ASSERT_NE(again->find(anna), nullptr);
    EXPECT_EQ(again->find(anna)->bytes, (*key)->bytes);
    ASSERT_NE(again->find(fox), nullptr);
    EXPECT_NE(again->find(fox)->bytes, (*key)->bytes);
}

TEST(KeyStore, OverwritesTheBytesOfADestroyedKeyWhereTheyLie)
{
    const TestFolder folder;
    const auto file = folder.path() / "keys";
    auto store = KeyStore::open(file);
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->ensure(bert));
    ASSERT_TRUE(store->ensure(anna));
    const auto annas = hex_of(*store, anna, file);
    const auto berts = hex_of(*store, bert, file);
    ASSERT_EQ(annas.size(), 128U);

    // A second name keeps the old inode: what lies in it is what lies on the disk.
    const auto inode = folder.path() / "inode";
    std::filesystem::create_hard_link(file, inode);
    const auto size = std::filesystem::file_size(inode);
    ASSERT_EQ(store->destroy(anna).value_or(false), true);
    EXPECT_EQ(content(inode), std::string(size, '0'));
    EXPECT_EQ(content(file).find(annas), std::string::npos);
    EXPECT_EQ(hex_of(*store, bert, file), berts);
    EXPECT_EQ(store->destroy(anna).value_or(true), false);
}

TEST(KeyStore, OverwritesWhatARewriteReplaces)
{
    const TestFolder folder;
    const auto file = folder.path() / "keys";
    auto store = KeyStore::open(file);
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->ensure(anna));
    std::filesystem::create_hard_link(file, folder.path() / "inode");
    const auto annas = hex_of(*store, anna, file);
    ASSERT_TRUE(store->ensure(bert));
    EXPECT_EQ(content(folder.path() / "inode").find(annas), std::string::npos);
    EXPECT_EQ(hex_of(*store, anna, file), annas);
}

TEST(KeyStore, TakesAnOverwrittenLineAsDestroyed)
{
    const TestFolder folder;
    put(folder.path() / "keys", "person 12 " + std::string(128, '0') + "\n");
    const auto store = KeyStore::open(folder.path() / "keys");
    ASSERT_TRUE(store);
    EXPECT_EQ(store->find(anna), nullptr);
}

TEST(KeyStore, CleansUpAfterACrash)
{
    const TestFolder folder;
    put(folder.path() / "keys.new", "person 12 " + std::string(128, 'a'));
    std::filesystem::create_hard_link(folder.path() / "keys.new", folder.path() / "inode");
    auto store = KeyStore::open(folder.path() / "keys");
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->ensure(bert));
    EXPECT_EQ(content(folder.path() / "inode").find('a'), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "keys.new"));
}

TEST(KeyStore, RefusesAFileThatItDoesNotUnderstand)
{
    const std::string key(128, 'a');
    const std::pair<const char*, std::string> cases[] = {
        {"no key", "person 12\n"},
        {"short key", "person 12 " + key.substr(1) + "\n"},
        {"long key", "person 12 " + key + "a\n"},
        {"capital digits", "person 12 " + std::string(128, 'A') + "\n"},
        {"unknown owner", "teacher 12 " + key + "\n"},
        {"no number", "person x " + key + "\n"},
        {"number out of range", "person 100000 " + key + "\n"},
        {"twice", "person 12 " + key + "\nperson 12 " + key + "\n"},
        {"no end of line", "person 12 " + key},
        {"empty line", "\n"},
    };
    for (const auto& [label, text] : cases) {
        SCOPED_TRACE(label);
        const TestFolder folder;
        put(folder.path() / "keys", text);
        const auto store = KeyStore::open(folder.path() / "keys");
        ASSERT_FALSE(store);
        EXPECT_EQ(store.error().code, base::Errc::corrupt);
    }
}

TEST(KeyStore, RefusesAFileThatOthersMayRead)
{
    const TestFolder folder;
    put(folder.path() / "keys", "", 0640);
    const auto store = KeyStore::open(folder.path() / "keys");
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, base::Errc::denied);
}

} // namespace
} // namespace pedell::hand
