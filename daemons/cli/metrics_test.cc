// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/metrics.h"

#include <gmock/gmock.h>
#include <regex>
#include <set>
#include <sstream>

namespace pedell::cli
{
namespace
{

using testing::HasSubstr;
using testing::Not;

Facts facts()
{
    Facts facts;
    facts.now = core::Time(std::chrono::seconds(2'000));
    facts.set_up = true;
    facts.fqdn = "server.ad.waldschule.test";
    facts.units = {{"pedelld.service", "loaded", "active", "success", false},
                   {"dovecot.service", "loaded", "failed", "exit-code", false},
                   {"pedell-keys.service", "loaded", "inactive", "success", true}};
    facts.doors = {{"IMAPS", 993, true, "dovecot"}, {"SMB", 445, false, "samba-ad-dc"}};
    facts.disks = {{"/srv/pedell", 50, 100, 7, 8}, {"/", 1, 2, 3, 4}};
    facts.clock = ClockFact{true, -0.5, 3};
    facts.queue = {true, 5, 1, 60};
    facts.certificate_days = 300;
    facts.dns = {{DnsFact::What::service, "_ldap._tcp.ad.waldschule.test", true, true},
                 {DnsFact::What::service, "_kerberos._tcp.ad.waldschule.test", true, false}};
    facts.certificate_faults = {"host.key: x"};
    return facts;
}

std::vector<Finding> findings()
{
    return {{"dns_service", Severity::fault, "server.ad.waldschule.test is missing", "x"},
            {"dns_service", Severity::fault, "again", "x"},
            {"queue_old", Severity::note, "a", "b"}};
}

TEST(Metrics, SayInNumbersWhatTheDoctorSaw)
{
    const std::string text = metrics_of(facts(), findings());

    for (const char* line :
         {"pedell_looked_seconds 2000\n", "pedell_unit_well{unit=\"pedelld.service\"} 1\n",
          "pedell_unit_well{unit=\"dovecot.service\"} 0\n",
          "pedell_unit_well{unit=\"pedell-keys.service\"} 1\n", "pedell_door_answers{port=\"993\"} 1\n",
          "pedell_door_answers{port=\"445\"} 0\n", "pedell_disk_free_bytes{path=\"/srv/pedell\"} 50\n",
          "pedell_disk_free_inodes{path=\"/\"} 3\n", "pedell_clock_offset_seconds -0.5\n",
          "pedell_mail_queue 5\n", "pedell_certificate_days 300\n", "pedell_findings{severity=\"fault\"} 2\n",
          "pedell_finding{id=\"dns_service\"} 2\n", "pedell_dns_questions{kind=\"service\"} 2\n",
          "pedell_dns_right_answers{kind=\"service\"} 1\n"})
        EXPECT_THAT(text, HasSubstr(line));
}

TEST(Metrics, NameNobody)
{
    EXPECT_THAT(metrics_of(facts(), findings()), Not(HasSubstr("waldschule")));
}

// The exposition format: HELP and TYPE once before all lines of a name, each line a name, labels and a
// number.
TEST(Metrics, KeepToTheFormat)
{
    std::istringstream lines(metrics_of(facts(), findings()));
    std::set<std::string> headed;
    std::string name;
    const std::regex sample(R"(^([a-z_]+)(\{[a-z]+="[^"]*"\})? -?[0-9.e+-]+$)");
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (line.starts_with("# TYPE ")) {
            name = line.substr(7, line.find(' ', 7) - 7);
            EXPECT_TRUE(headed.insert(name).second) << name << " has two heads";
        } else if (!line.starts_with("# HELP ")) {
            ASSERT_TRUE(std::regex_match(line, match, sample)) << line;
            EXPECT_EQ(match[1], name) << "lines of one name stand together";
        }
    }
    EXPECT_GT(headed.size(), 20U);
}

} // namespace
} // namespace pedell::cli
