// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/school_toml.h"

#include <gmock/gmock.h>

namespace pedell::settings
{
namespace
{

using core::Role;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view smallest = "[school]\ndomain = \"waldschule.test\"\n";

TEST(SchoolToml, FillsEverythingFromTheDomain)
{
    const auto school = parse_school(smallest, "school.toml");

    ASSERT_TRUE(school);
    EXPECT_EQ(school->domain, "waldschule.test");
    EXPECT_EQ(school->realm, "AD.WALDSCHULE.TEST");
    EXPECT_EQ(school->netbios, "WALDSCHULE");
    EXPECT_EQ(school->host, "server");
    EXPECT_EQ(school->share_home, "home");
    EXPECT_EQ(school->share_classes, "klassen");
    EXPECT_EQ(school->drive_home, 'H');
    EXPECT_EQ(school->role_names.at(Role::pupil), "Schülerin/Schüler");
    EXPECT_EQ(school->limits, core::default_limits());
    EXPECT_TRUE(school->reach.outside_roles.empty());
}

TEST(SchoolToml, TakesEveryKey)
{
    const auto school = parse_school(R"([school]
name = "Grundschule am Wald"
domain = "wald.test"
locale = "de_AT.UTF-8"
[network]
realm = "INTERN.WALD.TEST"
netbios = "WALDAD"
host = "pedell"
school = ["10.1.0.0/16", "2001:db8:1::/48"]
address = "10.1.0.10/16"
gateway = "10.1.0.1"
interface = "eno1"
public_name = "schule.wald.test"
[dns]
forwarders = ["192.168.1.1", "2001:db8::1"]
[time]
zone = "Europe/Vienna"
servers = ["ptbtime1.ptb.test", "10.1.0.2"]
[administrator]
given = "Ada"
family = "Beispiel"
[ssh]
keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoDemoDemoDemoDemoDemoDemoDemoDemoDemoDemo it@wald.test"]
[disk]
encryption = "luks2-tpm2"
[certificates]
source = "files"
[update]
source = "https://updates.wald.test/pedell/"
restart = "Sa 01:00-04:00"
[roles]
pupil = "Kind"
[consent]
required_for = ["pupil", "guardian"]
school_year_ends = "06-30"
[mail]
mx = "here"
smarthost = "smtp.wald.test:587"
outside_roles = ["teacher", "head"]
[limits.pupil]
mail = "5 MB"
file = 1048576
quota = "1GB"
mails_per_hour = 10
recipients_per_mail = 30
[limits.teacher]
mails_per_hour = 500
[shares]
home = "privat"
classes = "gruppen"
drive_home = "P"
drive_classes = "G"
hand_in = "Abgaben"
wastebasket_days = 7
)",
                                     "school.toml");

    ASSERT_TRUE(school) << school.error().front().text();
    EXPECT_EQ(school->name, "Grundschule am Wald");
    EXPECT_EQ(school->locale, "de_AT.UTF-8");
    EXPECT_EQ(school->realm, "INTERN.WALD.TEST");
    EXPECT_EQ(school->netbios, "WALDAD");
    EXPECT_EQ(school->host, "pedell");
    EXPECT_THAT(school->dns_forwarders, ElementsAre("192.168.1.1", "2001:db8::1"));
    const auto& machine = school->machine;
    EXPECT_EQ(machine.uplink.address, "10.1.0.10/16");
    EXPECT_EQ(machine.uplink.gateway, "10.1.0.1");
    EXPECT_EQ(machine.uplink.interface, "eno1");
    EXPECT_EQ(machine.public_name, "schule.wald.test");
    EXPECT_EQ(machine.time_zone, "Europe/Vienna");
    EXPECT_THAT(machine.time_servers, ElementsAre("ptbtime1.ptb.test", "10.1.0.2"));
    EXPECT_EQ(machine.admin_given, "Ada");
    EXPECT_EQ(machine.admin_family, "Beispiel");
    EXPECT_EQ(machine.ssh_keys.size(), 1U);
    EXPECT_EQ(machine.encryption, core::DiskEncryption::luks2_tpm2);
    EXPECT_EQ(machine.certificates, core::CertificateSource::files);
    EXPECT_EQ(machine.update_source, "https://updates.wald.test/pedell/");
    EXPECT_EQ(machine.restart_window, core::restart_window_from("Sa 01:00-04:00"));
    EXPECT_EQ(machine.mx, core::MailExchanger::here);
    EXPECT_EQ(machine.smarthost, "smtp.wald.test:587");
    EXPECT_EQ(core::join_networks(school->networks), "10.1.0.0/16,2001:db8:1::/48");
    EXPECT_EQ(school->role_names.at(Role::pupil), "Kind");
    EXPECT_EQ(school->role_names.at(Role::teacher), "Lehrkraft");
    EXPECT_THAT(school->access.consent_required_for, ElementsAre(Role::pupil, Role::guardian));
    EXPECT_EQ(school->school_year_ends, (std::chrono::month_day{std::chrono::June, std::chrono::day{30}}));
    EXPECT_THAT(school->reach.outside_roles, ElementsAre(Role::teacher, Role::head));
    const auto& pupil = school->limits.at(Role::pupil);
    EXPECT_EQ(pupil.mail_bytes, 5 << 20);
    EXPECT_EQ(pupil.file_bytes, 1 << 20);
    EXPECT_EQ(pupil.quota_bytes, 1 << 30);
    EXPECT_EQ(pupil.mails_per_hour, 10);
    EXPECT_EQ(pupil.recipients_per_mail, 30);
    EXPECT_EQ(school->limits.at(Role::teacher).mails_per_hour, 500);
    EXPECT_EQ(school->limits.at(Role::teacher).mail_bytes,
              core::default_limits().at(Role::teacher).mail_bytes);
    EXPECT_EQ(school->share_home, "privat");
    EXPECT_EQ(school->drive_classes, 'G');
}

TEST(SchoolToml, TakesEveryKeyOfContent)
{
    const auto school = parse_school("[school]\ndomain = \"a.test\"\n" + std::string(R"([content]
macros_among_staff = true
encrypted_from = ["head"]
programs_on_drive = []
html_files_from = ["pupil"]
link_lists = ["/etc/pedell/gesperrt.hosts"]
clamd = "/run/clamav/clamd.ctl"
)"),
                                     "school.toml");
    ASSERT_TRUE(school) << school.error().front().text();
    EXPECT_EQ(school->content.rules, (core::ContentRules{.macros_among_staff = true,
                                                         .encrypted_from = {Role::head},
                                                         .programs_on_drive = {},
                                                         .html_files_from = {Role::pupil}}));
    EXPECT_THAT(school->content.link_lists, ElementsAre("/etc/pedell/gesperrt.hosts"));
    EXPECT_EQ(school->content.clamd, "/run/clamav/clamd.ctl");
}

TEST(SchoolToml, AcceptsWhatWindowsEditorsWrite)
{
    const auto school =
        parse_school("\xEF\xBB\xBF[school]\r\ndomain = \"waldschule.test\"\r\n", "school.toml");

    ASSERT_TRUE(school);
    EXPECT_EQ(school->domain, "waldschule.test");
}

struct Wrong {
    const char* label;
    const char* text;
    std::size_t line;
    std::size_t column;
    const char* message;
};

class SchoolTomlFaults : public testing::TestWithParam<Wrong>
{
};

TEST_P(SchoolTomlFaults, NamesPlaceValueAndWhatWasExpected)
{
    const Wrong& wrong = GetParam();
    SCOPED_TRACE(wrong.label);

    const auto school = parse_school(wrong.text, "school.toml");

    ASSERT_FALSE(school);
    const Fault& fault = school.error().front();
    EXPECT_EQ(fault.line, wrong.line) << fault.text();
    EXPECT_EQ(fault.column, wrong.column) << fault.text();
    EXPECT_THAT(fault.text(), HasSubstr("school.toml:"));
    EXPECT_THAT(fault.message, HasSubstr(wrong.message));
}

INSTANTIATE_TEST_SUITE_P(
    EdgeCases, SchoolTomlFaults,
    testing::Values(
        Wrong{"unknown key", "[school]\ndomain = \"a.test\"\n colour = \"red\"\n", 3, 2,
              "school.colour: unknown key; expected one of name, domain, locale"},
        Wrong{"unknown table", "[school]\ndomain = \"a.test\"\n[network2]\nhost = \"a\"\n", 3, 2,
              "network2: unknown table"},
        Wrong{"key outside a table", "domain = \"a.test\"\n", 1, 1, "domain: unknown key"},
        Wrong{"table as value", "school = 5\n", 1, 10, "expected a table"},
        Wrong{"unknown role", "[school]\ndomain = \"a.test\"\n[limits.pupils]\nmail = \"1 MB\"\n", 3, 9,
              "limits.pupils: no such role; expected one of pupil, teacher"},
        Wrong{"limits without a role", "[school]\ndomain = \"a.test\"\n[limits]\nmail = 5\n", 4, 1,
              "limits.mail: no such role"},
        Wrong{"role name of no role", "[school]\ndomain = \"a.test\"\n[roles]\njanitor = \"x\"\n", 4, 1,
              "roles.janitor: unknown key; expected one of pupil"},
        Wrong{"bad value", "[school]\ndomain = \"a.test\"\n[network]\nhost = \"Server 1\"\n", 4, 8,
              "network.host = 'Server 1': expected 1-15 lower-case letters"},
        Wrong{"wrong type", "[school]\ndomain = 5\n", 2, 10, "school.domain = 5: expected a mail domain"},
        Wrong{"upper case", "[school]\ndomain = \"A.test\"\n", 2, 10, "expected a mail domain in lower case"},
        Wrong{"no dot", "[school]\ndomain = \"schule\"\n", 2, 10, "expected a mail domain"},
        Wrong{"size without unit", "[school]\ndomain = \"a.test\"\n[limits.pupil]\nmail = \"20\"\n", 4, 8,
              "limits.pupil.mail = '20': expected \"1 KB\" to \"1 GB\""},
        Wrong{"size with a comma", "[school]\ndomain = \"a.test\"\n[limits.pupil]\nmail = 2.5\n", 4, 8,
              "= 2.5"},
        Wrong{"negative", "[school]\ndomain = \"a.test\"\n[limits.pupil]\nmails_per_hour = -1\n", 4, 18,
              "a number from 0"},
        Wrong{"too large for 64 bits",
              "[school]\ndomain = \"a.test\"\n[limits.pupil]\nmail = \"9999999999 GB\"\n", 4, 8, "expected"},
        Wrong{"pupils outside", "[school]\ndomain = \"a.test\"\n[mail]\noutside_roles = [\"pupil\"]\n", 4, 17,
              "a list of roles without pupil"},
        Wrong{"programs for pupils",
              "[school]\ndomain = \"a.test\"\n[content]\nprograms_on_drive = [\"pupil\"]\n", 4, 21,
              "a list of roles without pupil"},
        Wrong{"secrets of pupils", "[school]\ndomain = \"a.test\"\n[content]\nencrypted_from = [\"pupil\"]\n",
              4, 18, "a list of roles without pupil"},
        Wrong{"a list by half a path",
              "[school]\ndomain = \"a.test\"\n[content]\nlink_lists = [\"links.d\"]\n", 4, 14,
              "absolute paths"},
        Wrong{"forwarder by name", "[school]\ndomain = \"a.test\"\n[dns]\nforwarders = [\"dns.test\"]\n", 4,
              14, "numeric addresses"},
        Wrong{"fixed address without a gateway",
              "[school]\ndomain = \"a.test\"\n[network]\naddress = \"10.0.0.9/8\"\n", 4, 11,
              "network.gateway is missing"},
        Wrong{"address without a prefix",
              "[school]\ndomain = \"a.test\"\n[network]\naddress = \"10.0.0.9\"\n", 4, 11,
              "a free address with its prefix"},
        Wrong{"the network as an address",
              "[school]\ndomain = \"a.test\"\n[network]\naddress = \"10.0.0.0/8\"\n", 4, 11,
              "a free address with its prefix"},
        Wrong{"half an administrator", "[school]\ndomain = \"a.test\"\n[administrator]\ngiven = \"Ada\"\n", 3,
              1, "expected both or neither"},
        Wrong{"an SSH key with options",
              "[school]\ndomain = \"a.test\"\n[ssh]\nkeys = [\"command=\\\"sh\\\" ssh-rsa AAAA\"]\n", 4, 8,
              "public keys"},
        Wrong{"updates in clear text",
              "[school]\ndomain = \"a.test\"\n[update]\nsource = \"http://a.test/\"\n", 4, 10,
              "an address that ends in /"},
        Wrong{"encryption of another kind", "[school]\ndomain = \"a.test\"\n[disk]\nencryption = \"aes\"\n",
              4, 14, "luks2-tpm2"},
        Wrong{"network with a host part",
              "[school]\ndomain = \"a.test\"\n[network]\nschool = [\"10.0.0.1/8\"]\n", 4, 10,
              "a list of networks without host part"},
        Wrong{"no network at all", "[school]\ndomain = \"a.test\"\n[network]\nschool = []\n", 4, 10,
              "a list of networks"},
        Wrong{"share of Samba's", "[school]\ndomain = \"a.test\"\n[shares]\nhome = \"sysvol\"\n", 4, 8,
              "not homes"},
        Wrong{"quotation in a name", "[school]\nname = 'a\"b'\ndomain = \"a.test\"\n", 2, 8,
              "1-80 characters"},
        Wrong{"same shares", "[school]\ndomain = \"a.test\"\n[shares]\nhome = \"klassen\"\n", 3, 1,
              "two different names"},
        Wrong{"area no Windows can make", "[school]\ndomain = \"a.test\"\n[shares]\nmaterial = \"CON\"\n", 4,
              12, "shares.material"},
        Wrong{"same areas", "[school]\ndomain = \"a.test\"\n[shares]\nmaterial = \"gemeinsam\"\n", 3, 1,
              "three different names"},
        Wrong{"same drives", "[school]\ndomain = \"a.test\"\n[shares]\ndrive_home = \"K\"\n", 3, 1,
              "two letters"},
        Wrong{"host is domain", "[school]\ndomain = \"server.test\"\n", 1, 1, "two different names"},
        Wrong{"no domain", "[school]\nname = \"x\"\n", 1, 1, "school.domain is missing"},
        Wrong{"empty file", "", 1, 1, "school.domain is missing"},
        Wrong{"syntax", "[school]\ndomain = waldschule\n", 2, 10, "syntax: "},
        Wrong{"twice", "[school]\ndomain = \"a.test\"\ndomain = \"b.test\"\n", 3, 10, "syntax: "},
        Wrong{"no UTF-8", "[school]\nname = \"\xff\"\n", 2, 8, "syntax: "}),
    [](const auto& info) {
        std::string name = info.param.label;
        std::ranges::replace_if(
            name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
        return name;
    });

TEST(SchoolToml, TellsEveryFaultInTheOrderOfTheFile)
{
    const auto school = parse_school("[school]\nname = 1\nzzz = 1\n[aaa]\n", "school.toml");

    ASSERT_FALSE(school);
    ASSERT_EQ(school.error().size(), 4U);
    EXPECT_THAT(school.error()[0].message, HasSubstr("domain is missing"));
    EXPECT_EQ(school.error()[1].text(),
              "school.toml:2:8: school.name = 1: expected 1-80 characters without \" \\ % $");
    EXPECT_EQ(school.error()[2].line, 3U);
    EXPECT_EQ(school.error()[3].line, 4U);
}

TEST(SchoolToml, SaysOnceWhenTheFileCannotBeRead)
{
    const auto school = load_school("/nonexistent/school.toml");

    ASSERT_FALSE(school);
    ASSERT_EQ(school.error().size(), 1U);
    EXPECT_EQ(school.error().front().line, 0U);
}

TEST(FixedKeys, RefuseToChangeAndSayWhy)
{
    const auto first = parse_school(smallest, "first.toml").value();
    auto now = first;
    EXPECT_TRUE(changed_fixed_keys(first, now).empty());

    now.host = "other";
    now.name = "Another name";
    const auto faults = changed_fixed_keys(first, now);

    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.front().message,
              "network.host = \"other\": fixed since the first set-up, because certificates, "
              "tickets and mapped drives carry it; expected \"server\"");
}

} // namespace
} // namespace pedell::settings
