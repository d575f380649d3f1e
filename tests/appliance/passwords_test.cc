// SPDX-License-Identifier: GPL-3.0-or-later
// One rule on every way in: what the API refuses, Active Directory refuses too, whichever protocol asks.
#include "school.h"
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

/// Sets `password` for this person, whose present one is that of the demo school; true: it was taken.
using SetPassword = bool (*)(const Person& who, const std::string& password);

bool by_api(const Person& who, const std::string& password)
{
    const auto answer = in_appliance(
        "curl -s -o /dev/null -w '%{http_code}' --unix-socket /run/pedell/api.sock -H 'Content-Type: "
        "application/json' -d @- http://localhost/v1/people/" +
            who.login + "/reset-password",
        R"({"must_change":false,"password":")" + password + "\"}");
    EXPECT_TRUE(answer.out == "200" || answer.out == "400") << answer.out << answer.err;
    return answer.out == "200";
}

bool by_cli(const Person& who, const std::string& password)
{
    return in_appliance("pedell person reset-password " + who.login + " --password-stdin --keep", password)
               .status == 0;
}

bool by_samba_tool(const Person& who, const std::string& password)
{
    return in_appliance("samba-tool user setpassword '" + who.sam + "' --newpassword='" + password + "'")
               .status == 0;
}

bool by_kpasswd(const Person& who, const std::string& password)
{
    return in_appliance("kpasswd " + who.sam, who.password + '\n' + password + '\n' + password + '\n')
               .status == 0;
}

bool by_ldaps(const Person& who, const std::string& password)
{
    // unicodePwd: the password in quotes, UTF-16LE (MS-ADTS 3.1.1.3.1.5).
    const std::string change =
        "import base64, sys\n"
        "dn, old, new = sys.argv[1:]\n"
        "code = lambda text: base64.b64encode(f'\"{text}\"'.encode('utf-16-le')).decode()\n"
        "print(f'dn: {dn}\\nchangetype: modify\\ndelete: unicodePwd\\nunicodePwd:: {code(old)}\\n-\\n"
        "add: unicodePwd\\nunicodePwd:: {code(new)}')\n";
    const auto answer = in_appliance(
        "dn=$(ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=" + who.sam +
        ")' dn | sed -n 's/^dn: //p')\nprintf %s '" + who.password + "' >/run/password-probe\n" +
        "python3 - \"$dn\" '" + who.password + "' '" + password + "' <<'END' |\n" + change +
        "END\nLDAPTLS_CACERT=/etc/pedell/tls/ca.pem ldapmodify -x -H ldaps://" + school().name + " -D '" +
        who.upn + "' -y /run/password-probe\nstatus=$?; rm -f /run/password-probe; exit $status");
    EXPECT_TRUE(answer.status == 0 || answer.status == 19) << answer.err; // constraintViolation
    return answer.status == 0;
}

bool by_samr(const Person& who, const std::string& password)
{
    return in_appliance("smbpasswd -s -r " + school().name + " -U " + who.sam,
                        who.password + '\n' + password + '\n' + password + '\n')
               .status == 0;
}

struct Way {
    const char* label;
    SetPassword set;
    const char* ending; ///< makes a good password another one: Active Directory remembers the last three
};

TEST(Passwords, GetTheSameAnswerOnEveryWay)
{
    const Person& who = school().pupil_of(school().other_class(), 6);
    const std::string given = who.login.substr(0, who.login.find('.'));
    const std::string surname = who.login.substr(who.login.find('.') + 1);
    const struct {
        const char* label;
        std::string password;
        bool good;
    } table[] = {
        {"too short", "Xk7!pQz", false},
        {"no upper", "xk7!pqz2", false},
        {"no lower", "XK7!PQZ2", false},
        {"no digit", "Xkh!pQzw", false},
        {"no special", "Xk7hpQz2", false},
        {"given name", "Bafo-" + given + "-4821", false},
        {"surname", "Bafo-" + surname + "-4821", false},
        {"login", who.login + "+A7", false},
        {"school", "Kuchen-Wald-77", false},
        {"common", "Passwort2024!", false},
        {"common with signs for letters", "P4ssw0rt!", false},
        {"guessable", "12345Aa!", false},
        {"good", "Konrad+Insel27", true},
        {"good and short", "x9$Lm2Qv", true},
    };
    const Way ways[] = {
        {"API", by_api, "a"},         {"CLI", by_cli, "b"},     {"samba-tool", by_samba_tool, "c"},
        {"kpasswd", by_kpasswd, "d"}, {"LDAPS", by_ldaps, "e"}, {"SAMR", by_samr, "f"}};
    for (const auto& row : table) {
        for (const auto& way : ways) {
            SCOPED_TRACE(std::string(row.label) + " by " + way.label);
            const bool taken = way.set(who, row.good ? row.password + way.ending : row.password);
            EXPECT_EQ(taken, row.good);
            if (taken) {
                EXPECT_TRUE(by_cli(who, who.password));
            }
        }
    }
}

TEST(Passwords, OfAnAccountThatTheRegisterDoesNotKnowAreJudgedToo)
{
    Person administrator;
    administrator.sam = "Administrator";
    EXPECT_FALSE(by_samba_tool(administrator, "Administrator-4821"));
    EXPECT_FALSE(by_samba_tool(administrator, "Kuchen-Wald-77"));
    EXPECT_FALSE(by_samba_tool(administrator, "Passwort2024!"));
}

} // namespace
} // namespace pedell::appliance
