// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/keys.h"

#include "base/file.h"
#include "settings/school_toml.h"
#include "settings/values.h"

#include <format>
#include <gmock/gmock.h>
#include <regex>

namespace pedell::settings
{
namespace
{

using testing::HasSubstr;

std::string source_file(const std::string& path)
{
    auto text = base::read_file(std::string(PEDELL_SOURCE_DIR "/") + path);
    EXPECT_TRUE(text) << path;
    return text.value_or("");
}

TEST(Keys, StandAllInTheDefaultFileWithTheirDefaults)
{
    const std::string text = source_file("etc/pedell/school.toml");
    const std::string taken_up =
        std::regex_replace(text, std::regex("(^|\n)#(\\[?[a-z_]+(\\.[a-z]+)?(\\]| = ))"), "$1$2");
    const auto full = parse_school(taken_up, "school.toml");
    ASSERT_TRUE(full) << full.error().front().text();
    const auto fallback = parse_school("[school]\ndomain = \"" + full->domain + "\"\n", "school.toml");
    ASSERT_TRUE(fallback);

    EXPECT_EQ(full->name, fallback->name);
    EXPECT_EQ(full->locale, fallback->locale);
    EXPECT_EQ(full->realm, fallback->realm);
    EXPECT_EQ(full->netbios, fallback->netbios);
    EXPECT_EQ(full->host, fallback->host);
    EXPECT_EQ(full->networks, fallback->networks);
    EXPECT_EQ(full->role_names, fallback->role_names);
    EXPECT_EQ(full->limits, fallback->limits);
    EXPECT_EQ(full->access.consent_required_for, fallback->access.consent_required_for);
    EXPECT_EQ(full->school_year_ends, fallback->school_year_ends);
    EXPECT_EQ(full->reach.outside_roles, fallback->reach.outside_roles);
    EXPECT_EQ(full->authority.teachers_reset, fallback->authority.teachers_reset);
    EXPECT_EQ(full->content.rules, fallback->content.rules);
    EXPECT_EQ(full->content.link_lists, fallback->content.link_lists);
    EXPECT_EQ(full->content.clamd, fallback->content.clamd);
    EXPECT_EQ(full->share_home, fallback->share_home);
    EXPECT_EQ(full->share_classes, fallback->share_classes);
    EXPECT_EQ(full->drive_home, fallback->drive_home);
    EXPECT_EQ(full->drive_classes, fallback->drive_classes);

    const core::Machine plain;
    EXPECT_EQ(full->machine.uplink.address, plain.uplink.address);
    EXPECT_EQ(full->machine.time_zone, plain.time_zone);
    EXPECT_EQ(full->machine.encryption, plain.encryption);
    EXPECT_EQ(full->machine.mx, plain.mx);
    EXPECT_EQ(full->machine.certificates, plain.certificates);
    EXPECT_EQ(full->machine.restart_window, plain.restart_window);

    for (const Key& key : keys())
        for (const core::Role role : core::all_roles) {
            const std::string name(key.name == "*" ? core::name_of(role) : key.name);
            EXPECT_THAT(taken_up, HasSubstr("\n[" + table_for(key, role) + "]\n"));
            EXPECT_THAT(taken_up, HasSubstr("\n" + name + " = "));
        }
}

TEST(Keys, AreAllInTheManPageWithWhatIsExpected)
{
    const std::string page = source_file("docs/man/school.toml.5");

    std::size_t described = 0;
    for (const Key& key : keys()) {
        SCOPED_TRACE(std::format("{}.{}", key.table, key.name));
        const std::string entry =
            std::format(".It Cm {}.{}\n", key.table, key.name == "*" ? "ROLE" : key.name);
        EXPECT_THAT(page, HasSubstr(entry));
        EXPECT_EQ(page.contains(entry + ".Sy (fest)\n"), key.fixed);
        ++described;
    }
    std::size_t entries = 0;
    for (std::size_t at = page.find(".It Cm "); at != std::string::npos; at = page.find(".It Cm ", at + 1))
        ++entries;
    EXPECT_EQ(entries, described) << "the man page describes a key that does not exist";
}

TEST(Sizes, CountInPowersOf1024)
{
    struct Case {
        const char* text;
        std::optional<std::int64_t> bytes;
    };
    for (const auto& [text, bytes] :
         {Case{"20 MB", 20971520}, Case{"2GB", 2147483648}, Case{"0 B", 0}, Case{"1 TB", 1099511627776},
          Case{"", std::nullopt}, Case{"20", std::nullopt}, Case{"20 mb", std::nullopt},
          Case{"20  MB", std::nullopt}, Case{"-1 MB", std::nullopt}, Case{"1.5 MB", std::nullopt},
          Case{"MB", std::nullopt}, Case{"20 MBx", std::nullopt}, Case{"8388608 TB", std::nullopt}}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parse_size(text), bytes);
    }
}

TEST(Values, SuggestANetbiosNameThatWindowsTakes)
{
    EXPECT_EQ(suggested_netbios("waldschule.test"), "WALDSCHULE");
    EXPECT_EQ(suggested_netbios("grundschule-am--wald.de"), "GRUNDSCHULE-AM");
    EXPECT_EQ(suggested_netbios("1schule.de"), "SCHULE");
    EXPECT_EQ(suggested_netbios(""), "SCHULE");
}

TEST(Values, RefuseWhatWouldBreakOtherProgramsFiles)
{
    for (const char* name : {"", " a", "a ", "a\nb", "a\"b", "a\\b", "100%", "$x", "a\tb"})
        EXPECT_FALSE(is_display_name(name)) << name;
    for (const char* name : {"Grundschule am Wald", "Äpfel & Söhne, 1. Klasse (neu)"})
        EXPECT_TRUE(is_display_name(name)) << name;
    for (const char* domain : {"a", "a.", ".a.b", "a..b", "-a.b", "a-.b", "A.b", "a_b.c", "a b.c"})
        EXPECT_FALSE(is_domain(domain)) << domain;
}

TEST(Values, TakeOnlyPathsThatMeanOneFile)
{
    for (const char* path :
         {"", "/", "a", "./a", "/a/", "/a//b", "/a/../b", "/a/..", "/a/./b", "/a b", "/a\nb"})
        EXPECT_FALSE(is_path(path)) << path;
    for (const char* path : {"/etc/pedell/links.d", "/run/clamav/clamd.ctl", "/a/..b"})
        EXPECT_TRUE(is_path(path)) << path;
}

} // namespace
} // namespace pedell::settings
