// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/demo_files.h"

#include <format>
#include <initializer_list>
#include <string_view>

namespace pedell::demo
{
namespace
{

/// One line of CSV (RFC 4180); only what needs quotes gets them.
std::string row(std::initializer_list<std::string_view> fields)
{
    std::string line;
    for (const std::string_view& field : fields) {
        if (&field != fields.begin())
            line += ',';
        if (field.find_first_of(",\"\n") == std::string_view::npos) {
            line += field;
            continue;
        }
        line += '"';
        for (char c : field)
            line += c == '"' ? "\"\"" : std::string(1, c);
        line += '"';
    }
    return line + '\n';
}

/// Whose signed form was handed in; adults consent for themselves by using the access.
std::string_view form_of(core::Role role)
{
    return role == core::Role::pupil ? "demo-1" : "";
}

} // namespace

std::string people_csv(const DemoSchool& school)
{
    std::string csv = "login,sam,upn,password,role,class,mail,given,surname\n";
    for (const DemoPerson& person : school.people) {
        const std::string upn = std::format("{}@{}", person.names.login, domain);
        const std::string mail = std::format("{}@{}", person.names.mail, domain);
        csv += row({person.names.login, person.names.sam, upn, person.password, core::name_of(person.role),
                    person.school_class, mail, person.given, person.surname});
    }
    return csv;
}

std::string import_csv(const DemoSchool& school)
{
    std::string csv = "role,given,surname,class,password,consent\n";
    for (const DemoPerson& person : school.people)
        csv += row({core::name_of(person.role), person.given, person.surname, person.school_class,
                    person.password, form_of(person.role)});
    return csv;
}

std::string classes_csv(const DemoSchool& school)
{
    std::string csv = "name,kind\n";
    for (const std::string& name : school.classes)
        csv += row({name, core::name_of(core::ClassKind::school_class)});
    return csv;
}

std::string school_toml()
{
    return std::format(R"(# The demo school of Pedell's tests: nothing in it is real.
[school]
name = "{}"
domain = "{}"

[network]
realm = "AD.WALDSCHULE.TEST"
netbios = "{}"
host = "server"
)",
                       school_name, domain, netbios);
}

} // namespace pedell::demo
