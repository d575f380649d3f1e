// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/render.h"

#include "base/file.h"

#include <filesystem>
#include <gmock/gmock.h>

namespace pedell::setup
{
namespace
{

using testing::HasSubstr;
using testing::Not;

core::School waldschule()
{
    core::School school;
    school.domain = "waldschule.test";
    school.realm = "AD.WALDSCHULE.TEST";
    school.netbios = "WALDSCHULE";
    school.host = "server";
    school.name = "Grundschule am Wald";
    return school;
}

TEST(Render, ReplacesKeysAndLeavesOtherSignsAlone)
{
    const Values values{{"DOMAIN", "a.test"}, {"NAME", "x@y"}};

    EXPECT_EQ(render("", values), "");
    EXPECT_EQ(render("a @DOMAIN@ b @DOMAIN@", values), "a a.test b a.test");
    EXPECT_EQ(render("me@DOMAIN@you", values), "mea.testyou");
    EXPECT_EQ(render("a@b c@d @NAME@ @", values), "a@b c@d x@y @");
    EXPECT_EQ(render("@@", values), "@@");
}

TEST(Render, RefusesAKeyWithoutAValue)
{
    const auto text = render("x @MISSING@", {});

    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, base::Errc::malformed);
    EXPECT_THAT(text.error().context, HasSubstr("@MISSING@"));
}

TEST(Templates, AreAllFilled)
{
    const std::filesystem::path etc = std::filesystem::path(PEDELL_SOURCE_DIR) / "etc";
    for (const char* name :
         {"samba/smb.conf", "samba/laufwerke.cmd", "krb5/krb5.conf", "dovecot/dovecot.conf",
          "postfix/main.cf", "postfix/master.cf", "nftables/pedell.nft", "chrony/chrony.conf"}) {
        SCOPED_TRACE(name);
        const auto text = base::read_file(etc / name);
        ASSERT_TRUE(text);

        const auto filled = render(*text, template_values(waldschule()));

        ASSERT_TRUE(filled) << filled.error().context;
        EXPECT_THAT(*filled, Not(testing::ContainsRegex("@[A-Z_]+@")));
    }
}

TEST(Templates, MapTheDrivesThatTheSchoolNames)
{
    const auto text = base::read_file(std::filesystem::path(PEDELL_SOURCE_DIR) / "etc/samba/laufwerke.cmd");
    ASSERT_TRUE(text);
    auto school = waldschule();
    school.drive_home = 'P';
    school.share_classes = "ordner";

    const auto filled = render(*text, template_values(school));

    ASSERT_TRUE(filled) << filled.error().context;
    EXPECT_THAT(*filled, HasSubstr("@net use P: \\\\server.ad.waldschule.test\\home /persistent:no\n"));
    EXPECT_THAT(*filled, HasSubstr("@net use K: \\\\server.ad.waldschule.test\\ordner /persistent:no\n"));
}

// Evasions of the mail door by configuration: each smtpd has the milter, none switches it or its checks off.
TEST(Templates, LetNoSubmissionPastTheMilter)
{
    const auto text = base::read_file(std::filesystem::path(PEDELL_SOURCE_DIR) / "etc/postfix/master.cf");
    ASSERT_TRUE(text);

    for (const char* hole : {"smtpd_milters=", "no_milters", "no_header_body_checks", "content_filter",
                             "receive_override_options", "xclient", "local     unix", "pipe", "qmqpd"})
        EXPECT_THAT(text->substr(text->find("# ====")), Not(HasSubstr(hole)));
}

TEST(Templates, TakeTheLargestLimitsOfAllRolesAndExceptions)
{
    auto school = waldschule();
    school.limits = {{core::Role::pupil, {.mail_bytes = 5, .recipients_per_mail = 10}},
                     {core::Role::head, {.mail_bytes = 1 << 20, .recipients_per_mail = 4000}}};

    const auto values = template_values(school);

    EXPECT_EQ(values.at("MESSAGE_SIZE_LIMIT"), std::to_string((100 << 20) + 65536));
    EXPECT_EQ(values.at("RECIPIENT_LIMIT"), "4000");

    school.limits[core::Role::staff] = {.mail_bytes = 200 << 20, .recipients_per_mail = 4};
    EXPECT_EQ(template_values(school).at("MESSAGE_SIZE_LIMIT"), std::to_string((200 << 20) + 65536));
}

TEST(Templates, ForwardDnsOnlyWhereTheSchoolSaysSo)
{
    auto school = waldschule();
    EXPECT_EQ(template_values(school).at("DNS_FORWARDER_LINE"), "    # dns forwarder: none");

    school.dns_forwarders = {"192.168.1.1", "192.168.1.2"};
    EXPECT_EQ(template_values(school).at("DNS_FORWARDER_LINE"),
              "    dns forwarder = 192.168.1.1 192.168.1.2");
}

TEST(Templates, NameTheSchoolsNetworksByFamily)
{
    auto school = waldschule();
    school.networks = {*core::parse_network("10.1.0.0/16"), *core::parse_network("2001:db8:1::/48")};

    const auto values = template_values(school);

    EXPECT_EQ(values.at("NETWORKS"), "10.1.0.0/16,2001:db8:1::/48");
    EXPECT_EQ(values.at("NETWORKS_FOUR"), "127.0.0.0/8, 10.1.0.0/16");
    EXPECT_EQ(values.at("NETWORKS_SIX"), "::1/128, 2001:db8:1::/48");

    school.networks = core::default_school_networks();
    EXPECT_EQ(template_values(school).at("NETWORKS_FOUR"),
              "127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16");
}

TEST(Templates, OpenPort22And25OnlyWhereTheSchoolWantsThem)
{
    auto school = waldschule();
    auto values = template_values(school);
    EXPECT_THAT(values.at("SSH_RULE"), testing::StartsWith("        # "));
    EXPECT_THAT(values.at("MAIL_RULE"), testing::StartsWith("        # "));
    EXPECT_THAT(values.at("HOME_MAIL_RULE"), testing::StartsWith("        # "));
    EXPECT_THAT(values.at("SMTP_LISTENERS"), HasSubstr("127.0.0.1:smtp inet"));
    EXPECT_THAT(values.at("SMTP_LISTENERS"), HasSubstr("smtpd_client_restrictions=permit_mynetworks,reject"));
    EXPECT_THAT(values.at("SMTP_LISTENERS"), Not(testing::ContainsRegex("(^|\n)smtp inet")));

    school.machine.ssh_keys = {"ssh-ed25519 AAAA x"};
    school.machine.mx = core::MailExchanger::here;
    values = template_values(school);
    EXPECT_EQ(values.at("SSH_RULE"), "        tcp dport 22 accept");
    EXPECT_EQ(values.at("MAIL_RULE"), "        tcp dport 25 accept");
    EXPECT_EQ(values.at("HOME_MAIL_RULE"), "        tcp dport 25 goto doors");
    EXPECT_THAT(values.at("SMTP_LISTENERS"), testing::StartsWith("smtp inet"));
    EXPECT_THAT(values.at("SMTP_LISTENERS"), HasSubstr("milter_macro_daemon_name=smtp\n"));
    EXPECT_THAT(values.at("SMTP_LISTENERS"), HasSubstr("inline:{{waldschule.test = REJECT"));
}

TEST(Templates, SendThroughTheSmarthostThatTheSchoolNames)
{
    const struct {
        const char* smarthost;
        const char* relay;
        const char* level;
        const char* wrapped;
    } rows[] = {{"", "", "may", "no"},
                {"relay.example.de", "[relay.example.de]", "may", "no"},
                {"relay.example.de:25", "[relay.example.de]:25", "may", "no"},
                {"relay.example.de:587", "[relay.example.de]:587", "encrypt", "no"},
                {"relay.example.de:465", "[relay.example.de]:465", "encrypt", "yes"}};
    for (const auto& [smarthost, relay, level, wrapped] : rows) {
        SCOPED_TRACE(smarthost);
        auto school = waldschule();
        school.machine.smarthost = smarthost;
        const auto values = template_values(school);
        EXPECT_EQ(values.at("RELAY_HOST"), relay);
        EXPECT_EQ(values.at("RELAY_TLS_LEVEL"), level);
        EXPECT_EQ(values.at("RELAY_WRAPPED"), wrapped);
    }
}

TEST(Templates, AskTheSchoolsTimeServersAndServeItsNetworks)
{
    auto school = waldschule();
    EXPECT_THAT(template_values(school).at("TIME_SOURCES"), HasSubstr("pool 2.debian.pool.ntp.org"));

    school.machine.time_servers = {"ptbtime1.ptb.de", "192.168.1.1"};
    school.networks = {*core::parse_network("10.1.0.0/16"), *core::parse_network("2001:db8:1::/48")};
    const auto values = template_values(school);
    EXPECT_EQ(values.at("TIME_SOURCES"), "server ptbtime1.ptb.de iburst\nserver 192.168.1.1 iburst");
    EXPECT_EQ(values.at("TIME_CLIENTS"), "allow 10.1.0.0/16\nallow 2001:db8:1::/48");
}

} // namespace
} // namespace pedell::setup
