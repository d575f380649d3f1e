// SPDX-License-Identifier: GPL-3.0-or-later
#include "school.h"
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

std::string base_dn()
{
    std::string dn;
    std::string label;
    for (const char c : school().realm + ".") {
        if (c != '.') {
            label += c;
            continue;
        }
        dn += (dn.empty() ? "DC=" : ",DC=") + label;
        label.clear();
    }
    return dn;
}

/// ldapsearch over LDAPS as this person, the password from standard input.
std::string search(const Person& who, const std::string& filter, const std::string& attributes)
{
    const auto output = in_appliance("LDAPTLS_CACERT=/etc/pedell/tls/ca.pem ldapsearch -x -LLL -o "
                                     "ldif-wrap=no -E pr=1000/noprompt -H ldaps://" +
                                         school().name + " -D '" + who.upn + "' -y /dev/stdin -b '" +
                                         base_dn() + "' '" + filter + "' " + attributes,
                                     who.password);
    EXPECT_TRUE(output.status == 0 || output.status == 32) << output.err;
    return output.out;
}

TEST(Directory, ShowsAPupilNoOtherPerson)
{
    const Person& pupil = school().one("pupil");
    const std::string seen =
        search(pupil, "(&(objectClass=user)(!(objectClass=computer)))", "sAMAccountName");

    EXPECT_NE(seen.find("sAMAccountName: " + pupil.sam + "\n"), std::string::npos)
        << "not even himself: " << seen;
    for (const Person& other : school().people) {
        if (other.sam != pupil.sam) {
            EXPECT_EQ(seen.find("sAMAccountName: " + other.sam + "\n"), std::string::npos) << other.sam;
        }
    }
}

TEST(Directory, ShowsAPupilNobodysState)
{
    const Person& pupil = school().one("pupil");
    for (const char* filter : {"(userAccountControl:1.2.840.113556.1.4.803:=2)", "(pwdLastSet=0)",
                               "(pwdLastSet:1.2.840.113556.1.4.804:=1)", "(memberOf=*)"}) {
        SCOPED_TRACE(filter);
        const std::string seen = search(pupil, filter, "sAMAccountName");
        for (const Person& other : school().people) {
            if (other.sam != pupil.sam) {
                EXPECT_EQ(seen.find("sAMAccountName: " + other.sam + "\n"), std::string::npos) << other.sam;
            }
        }
    }
}

TEST(Directory, HidesTheMembersOfGroupsFromPupils)
{
    EXPECT_EQ(search(school().one("pupil"), "(sAMAccountName=klasse-*)", "member").find("member:"),
              std::string::npos);
}

TEST(Directory, HoldsNoMoreOfAPersonThanItNeeds)
{
    const std::string all =
        must("ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=" + school().one("pupil").sam +
             ")' description info birthLocation personalTitle comment telephoneNumber homePhone");
    EXPECT_EQ(all.find("description:"), std::string::npos);
    EXPECT_EQ(all.find("info:"), std::string::npos);
    EXPECT_EQ(all.find("telephoneNumber:"), std::string::npos);
}

TEST(Directory, RefusesAPcThatAPupilWantsToJoin)
{
    const Person& pupil = school().one("pupil");
    const std::string netbios = must("testparm -s --parameter-name=workgroup 2>/dev/null | tr -d '\\n'");
    const auto join = in_appliance(
        "mkdir -p /run/join-probe; net ads join -S " + school().name + " -U '" + pupil.sam +
            "' --use-kerberos=off --configfile=/dev/null --option='netbios name=PUPILPC' --option='realm=" +
            school().realm + "' --option='workgroup=" + netbios +
            "' --option='security=ads' --option='private dir=/run/join-probe'"
            " --option='lock directory=/run/join-probe' --option='state directory=/run/join-probe'"
            " --option='cache directory=/run/join-probe' 2>&1",
        pupil.password + "\n");
    EXPECT_NE(join.status, 0) << join.out;
    EXPECT_NE(join.out.find("Insufficient access"), std::string::npos)
        << "refused for another reason: " << join.out;

    const std::string ldif = "dn: CN=PUPILPC,CN=Computers," + base_dn() +
                             "\nobjectClass: computer\nsAMAccountName: PUPILPC$\nuserAccountControl: 4096\n";
    must("printf '%s' '" + pupil.password + "' > /run/join-probe-pw");
    const auto add = in_appliance("LDAPTLS_CACERT=/etc/pedell/tls/ca.pem ldapadd -x -H ldaps://" +
                                      school().name + " -D '" + pupil.upn + "' -y /run/join-probe-pw",
                                  ldif);
    must("rm -rf /run/join-probe-pw /run/join-probe");
    EXPECT_EQ(add.status, 50) << "insufficientAccessRights (RFC 4511 4.1.9) expected: " << add.out << add.err;
    EXPECT_EQ(must("ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=PUPILPC$)' dn")
                  .find("dn: CN=PUPILPC"),
              std::string::npos);
}

TEST(Directory, KeepsTheDoorToTheWholeDirectoryShut)
{
    EXPECT_EQ(must("stat -c '%U:%G %a' /var/lib/samba/private/ldap_priv"), "root:root 750\n");
}

} // namespace
} // namespace pedell::appliance
