// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/header_block_for_tests.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace pedell::milter
{
namespace
{

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// As the .verdict files write it.
std::string written(const core::HeaderIdentity& identity)
{
    if (identity.unreadable)
        return "unreadable\n";

    const auto line = [](const char* field, std::size_t fields, const std::vector<std::string>& mailboxes) {
        std::string text = std::string{field} + " " + std::to_string(fields) + ":";
        for (const auto& mailbox : mailboxes)
            text += (&mailbox == mailboxes.data() ? " " : ", ") + mailbox;
        return text + "\n";
    };
    return line("from", identity.from_fields, identity.from) +
           line("sender", identity.sender_fields, identity.sender);
}

TEST(HeaderIdentity, IsReadAsTheCorpusSays)
{
    std::size_t seen = 0;
    for (const auto& file : std::filesystem::directory_iterator{PEDELL_IDENTITY_CORPUS}) {
        if (file.path().extension() != ".header")
            continue;

        SCOPED_TRACE(file.path().filename());
        auto verdict = file.path();
        const std::string expected = content_of(verdict.replace_extension(".verdict"));
        const std::size_t why = expected.find("why: ");
        ASSERT_NE(why, std::string::npos) << "a verdict says why";
        EXPECT_EQ(written(testing::read_header_block(content_of(file.path()))), expected.substr(0, why));
        ++seen;
    }
    EXPECT_GE(seen, 50U);
}

TEST(HeaderIdentity, StopsAtItsLimits)
{
    const std::string own = "anna@school.test";
    struct Case {
        const char* label;
        bool readable;
        std::vector<std::pair<std::string, std::string>> fields;
    };
    const std::vector<Case> cases{
        {"a line of 998 bytes", true, {{"From", own + std::string(max_line_bytes - own.size(), ' ')}}},
        {"a line of 999 bytes", false, {{"From", own + std::string(max_line_bytes - own.size() + 1, ' ')}}},
        {"1000 fields", true, {max_header_fields - 1, {"X-A", "b"}}},
        {"1001 fields", false, {max_header_fields, {"X-A", "b"}}},
        {"256 KB", true, {{"Subject", std::string(max_header_bytes - 7 - 4 - own.size(), 'x')}}},
        {"one byte more", false, {{"Subject", std::string(max_header_bytes - 7 - 4 - own.size() + 1, 'x')}}},
    };
    for (const auto& [label, readable, fields] : cases) {
        SCOPED_TRACE(label);
        HeaderIdentityReader reader;
        for (const auto& [name, value] : fields)
            reader.add(name, value);
        if (fields.front().first != "From")
            reader.add("From", own);
        EXPECT_EQ(!reader.identity().unreadable, readable);
    }
}

TEST(HeaderIdentity, RefusesMoreMailboxesThanItsLimit)
{
    std::string list = "a@b.test";
    for (std::size_t i = 1; i < max_mailboxes; ++i)
        list += ",\n a@b.test";

    ASSERT_TRUE(read_mailboxes(list));
    EXPECT_EQ(read_mailboxes(list)->size(), max_mailboxes);
    EXPECT_FALSE(read_mailboxes(list + ",\n a@b.test"));
}

TEST(HeaderIdentity, TakesNoCarriageReturnForALineEndByItself)
{
    EXPECT_TRUE(read_mailboxes(" Anna\r\n <anna@school.test>"));
    EXPECT_TRUE(read_mailboxes(" Anna\n\t<anna@school.test>"));
    EXPECT_FALSE(read_mailboxes(" Anna\r <anna@school.test>"));
    EXPECT_FALSE(read_mailboxes(" Anna\n<anna@school.test>"));
    EXPECT_FALSE(read_mailboxes(std::string_view{" Anna\0 <anna@school.test>", 25}));
}

} // namespace
} // namespace pedell::milter
