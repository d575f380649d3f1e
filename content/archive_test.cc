// SPDX-License-Identifier: GPL-3.0-or-later
// Evasions D 66 to 72, each with what looks alike and passes.
#include "content/magic.h"
#include "content/test_files.h"
#include "content/walk.h"

#include <gtest/gtest.h>

namespace pedell::content::testing
{
namespace
{

using namespace std::string_literals;

std::string with(std::string text, std::size_t at, const std::string& bytes)
{
    return text.replace(at, bytes.size(), bytes);
}

TEST(Archive, EncryptedAndSplitAreFound)
{
    expect({
        {"66 zip", "a.zip", zip({{.name = "a.txt", .bytes = "a", .flags = 1}}), "archive_encrypted"},
        {"66 one of two", "a.zip", zip({{"b.txt", "b"}, {.name = "a.txt", .bytes = "a", .flags = 1}}),
         "archive_encrypted"},
        {"66 AES", "a.zip", zip({{.name = "a.txt", .bytes = "a", .method = 99}}), "archive_encrypted"},
        {"66 names are judged", "a.zip", zip({{.name = "a.exe", .bytes = "a", .flags = 1}}),
         "archive_encrypted name_active"},
        {"66 trap: password in a name", "a.zip", zip({{"passwort.txt", "a"}}), ""},
        {"71 first volume", "a.zip", "PK\7\x8"s + zip({{"a.txt", "a"}}), "archive_inconsistent"},
        {"71 disk number", "a.zip",
         [] {
             std::string file = zip({{"a.txt", "a"}});
             return with(file, file.size() - 18, "\1");
         }(),
         "archive_split"},
    });
}

TEST(Archive, ReadersThatDifferAreFound)
{
    const std::string one = zip({{"a.txt", "a"}});
    const std::string two = zip({{"a.txt", "a"}, {"b.txt", "bb"}});
    expect({
        {"67 two after each other", "a.zip", one + one, "archive_inconsistent"},
        {"67 data before", "a.zip", "abc\1"s + one, "archive_inconsistent"},
        {"67 data behind", "a.zip", one + "abc", "archive_inconsistent"},
        {"67 names differ", "a.zip", zip({{.name = "a.txt", .bytes = "a", .local_name = "a.exe"}}),
         "archive_inconsistent"},
        {"67 name twice", "a.zip", zip({{"a.txt", "a"}, {"A.TXT", "b"}}), "archive_inconsistent"},
        {"67 only local", "a.zip",
         [&] {
             // A member that the directory leaves out: its bytes are a gap.
             const std::string hidden = zip({{"x.exe", "MZ"}});
             const auto end = hidden.find("PK\1\2");
             std::string file = zip({{"a.txt", "a"}});
             const auto directory = file.find("PK\1\2");
             file.insert(directory, hidden.substr(0, end));
             const auto at = file.size() - 6;
             file[at] = static_cast<char>(file[at] + static_cast<char>(end));
             return file;
         }(),
         "archive_inconsistent"},
        {"67 on another volume", "a.zip", with(one, one.find("PK\1\2") + 34, "\1"), "archive_inconsistent"},
        {"67 gzip goes on", "a.txt.gz", gzip("a") + "MZ\x90", "archive_inconsistent"},
        {"67 two gzip members", "a.txt.gz", gzip("a") + gzip("b"), "archive_inconsistent"},
        {"68 gzip's sum", "a.txt.gz",
         [] {
             std::string file = gzip("abc");
             file[file.size() - 6] ^= 1;
             return file;
         }(),
         "not_readable"},
        {"67 trap: gzip with padding", "a.txt.gz", gzip("a") + "\0\0\0\0"s, ""},
        {"68 no end", "a.zip", one.substr(0, one.size() - 22), "not_readable"},
        {"68 broken sum", "a.docx",
         [] {
             std::string file = docx("<w:p/>");
             const auto at = file.rfind("PK\1\2");
             return with(with(file, at + 16, "abcd"), file.rfind("PK\3\4") + 14, "abcd");
         }(),
         "not_readable"},
        {"67 trap: comment", "a.zip", zip({{"a.txt", "a"}}, "Hausaufgaben der 5a"), ""},
        {"67 trap: sizes behind the data", "a.zip", zip({{.name = "a.txt", .bytes = "abc", .flags = 8}}), ""},
        {"67 trap: two members", "a.zip", two, ""},
        {"67 trap: empty", "a.zip", zip({}), ""},
    });
}

TEST(Archive, BombsAreFound)
{
    const std::string zeros(30 << 20, '\0');
    const std::string text(5 << 20, 'a');
    expect({
        {"69 ratio", "a.zip", zip({{"a.txt", zeros}}), "too_large_inside"},
        {"69 gzip", "a.gz", gzip(zeros), "too_large_inside"},
        {"69 claimed size", "a.zip", zip({{.name = "a.txt", .bytes = "a", .claimed = 200U << 20}}),
         "too_large_inside"},
        {"69 size that lies", "a.zip", zip({{.name = "a.txt", .bytes = "abcdef", .claimed = 3}}),
         "not_readable"},
        {"69 method", "a.zip", zip({{.name = "a.txt", .bytes = "a", .method = 12}}), "not_supported"},
        {"69 deflate64", "a.zip", zip({{.name = "a.txt", .bytes = "a", .method = 9}}), "not_supported"},
        {"69 trap: a log", "a.zip", zip({{"a.log", text}}), ""},
    });
}

TEST(Archive, NestingIsLookedIntoAndBounded)
{
    const std::string exe = "MZ\x90\0\3"s + std::string(60, '\0');
    const std::string inner = zip({{"spiel.dat", exe}});
    std::string deep = zip({{"a.txt", "a"}});
    for (int i = 0; i < 4; ++i)
        deep = zip({{"a.zip", deep}});
    expect({
        {"70 program in zip", "a.zip", inner, "[program]"},
        {"70 zip in zip", "a.zip", zip({{"b.zip", inner}}), "[program]"},
        {"70 zip named jpg", "a.zip", zip({{"b.jpg", inner}}), "[program] name_differs"},
        {"70 zip.gz", "a.zip.gz", gzip(inner), "[program]"},
        {"70 tar.gz", "a.tar.gz", gzip(tar({{"a/b.txt", exe}})), "[program] name_differs"},
        {"70 too deep", "a.zip", deep, "too_deep"},
        {"70 zip that calls itself a document", "a.zip", docx("", {{"spiel.bat", "del x"}}),
         "[script] name_active"},
        {"70 zip that calls itself a lesson", "a.xyz",
         zip({{"geogebra.xml", "<a/>"}, {"spiel.bat", "del x"}}), "[script] name_active"},
        {"70 trap: three documents", "a.zip",
         zip({{"a.docx", docx("")}, {"b.docx", docx("")}, {"c.docx", docx("")}}), ""},
        {"70 trap: tar.gz", "a.tar.gz", gzip(tar({{"a/", "", '5'}, {"a/b.txt", "x"}})), ""},
    });
}

TEST(Archive, PathsAreFound)
{
    expect({
        {"72 climbs", "a.zip", zip({{"../a.txt", "a"}}), "name_climbs"},
        {"72 in the middle", "a.zip", zip({{"x/../../a.txt", "a"}}), "name_climbs"},
        {"72 backslash", "a.zip", zip({{"..\\a.txt", "a"}}), "name_climbs"},
        {"72 absolute", "a.zip", zip({{"/etc/a.txt", "a"}}), "name_climbs"},
        {"72 drive", "a.zip", zip({{"C:/a.txt", "a"}}), "name_climbs name_malformed"},
        {"72 link", "a.zip", zip({{.name = "a.txt", .bytes = "/etc/passwd", .mode = 0120777}}),
         "archive_link"},
        {"72 device", "a.zip", zip({{.name = "a.txt", .bytes = "", .mode = 0020666}}), "archive_link"},
        {"72 tar link", "a.tar", tar({{"a", "", '2', "/etc"}}), "archive_link"},
        {"72 tar hard link", "a.tar", tar({{"a", "", '1', "b"}}), "archive_link"},
        {"72 tar climbs", "a.tar", tar({{"../a", "x"}}), "name_climbs"},
        {"72 tar goes on", "a.tar", tar({{"a.txt", "x"}}) + tar({{"b.txt", "x"}}), "archive_inconsistent"},
        {"72 trap: macOS", "a.zip",
         zip({{"a.txt", "x"},
              {"__MACOSX/._a.txt", "\0\5\x16\7\0\2\0\0Mac OS X"s},
              {".DS_Store", "\0\0\0\1Bud1"s}}),
         ""},
        {"72 trap: Windows", "a.zip", zip({{"ordner\\a.txt", "x"}}), ""},
        {"72 trap: umlaut in code page 437", "a.zip",
         zip({{"\x9A"
               "bung.txt",
               "x"}}),
         ""},
        {"72 trap: unix file", "a.zip", zip({{.name = "a.txt", .bytes = "x", .mode = 0100644}}), ""},
    });
}

TEST(Archive, NamesTheMemberAsAPersonFindsIt)
{
    const auto findings = look_at("Referat.zip", zip({{"b/spiel.exe", "MZ\x90\0"s}}));
    ASSERT_EQ(findings.parts.size(), 2U);
    EXPECT_EQ(findings.parts[1].path, "Referat.zip › b/spiel.exe");
    EXPECT_TRUE(findings.complete);
}

TEST(Archive, StopsAtTheBoundsAndIsNotComplete)
{
    auto magic = Magic::open();
    Walk walk(Bounds{.parts = 5}, magic.value());
    std::vector<Member> many;
    for (int i = 0; i < 10; ++i)
        many.push_back({std::to_string(i) + ".txt", "x"});
    const std::string file = zip(many);
    walk.look({.path = "a.zip", .name = "a.zip", .declared_type = {}, .bytes = file});
    const auto findings = std::move(walk).take();
    EXPECT_EQ(traits(findings), "too_many_parts");
    EXPECT_FALSE(findings.complete);
}

} // namespace
} // namespace pedell::content::testing
