// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/encoding.h"

#include <gtest/gtest.h>

namespace pedell::directory
{
namespace
{

using namespace std::string_literals;

TEST(Encoding, GivesNoCharacterOfAFilterAMeaning)
{
    EXPECT_EQ(filter_value("anna.mueller"), "anna.mueller");
    EXPECT_EQ(filter_value("*)(uid=*"), "\\2a\\29\\28uid=\\2a");
    EXPECT_EQ(filter_value("a\\b\0c"s), "a\\5cb\\00c");
}

TEST(Encoding, EscapesNamesInsideADistinguishedName)
{
    EXPECT_EQ(rdn("CN", "klasse-5a"), "CN=klasse-5a");
    EXPECT_EQ(rdn("CN", "kurs-M+D, \"GK\""), "CN=kurs-M\\2bD\\2c \\22GK\\22");
    EXPECT_EQ(rdn("CN", " x "), "CN=\\20x\\20");
    EXPECT_EQ(rdn("CN", "#1"), "CN=\\231");
    EXPECT_EQ(rdn("OU", "Füchse"), "OU=Füchse");
}

TEST(Encoding, WritesPasswordsAsQuotedUtf16)
{
    EXPECT_EQ(unicode_password("aB1!"), "\"\0a\0B\0001\0!\0\"\0"s);
    EXPECT_EQ(unicode_password("ä€"), "\"\0\xe4\0\xac\x20\"\0"s);
    EXPECT_EQ(unicode_password("😀"), "\"\0\x3d\xd8\0\xde\"\0"s);
}

TEST(Encoding, RefusesPasswordsThatAreNoUtf8)
{
    for (const auto& bytes :
         {"\xff"s, "\xc0\x80"s, "\xe2\x82"s, "\xed\xa0\x80"s, "\xf5\x80\x80\x80"s, "a\x80"s}) {
        SCOPED_TRACE(bytes.size());
        EXPECT_FALSE(unicode_password(bytes));
    }
}

TEST(Encoding, MakesGroupNamesThatActiveDirectoryTakes)
{
    EXPECT_EQ(group_name("klasse-5a"), "klasse-5a");
    EXPECT_EQ(group_name("kurs-Deutsch [LK], 11+12"), "kurs-Deutsch _LK__ 11_12");
}

} // namespace
} // namespace pedell::directory
