// SPDX-License-Identifier: GPL-3.0-or-later
#include "school.h"

#include "base/file.h"

#include <boost/json.hpp>
#include <boost/tokenizer.hpp>
#include <cstdlib>
#include <iostream>
#include <sstream>

namespace pedell::appliance
{
namespace
{

[[noreturn]] void give_up(const std::string& why)
{
    std::cerr << "appliance ring: " << why << '\n';
    std::exit(2);
}

std::string read_or_give_up(const std::string& path)
{
    auto text = base::read_file(path, std::size_t{16} << 20);
    if (!text)
        give_up(text.error().context);

    return *text;
}

std::vector<Person> parse_people(const std::string& csv)
{
    std::vector<Person> people;
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    if (!line.starts_with("login,sam,upn,password,role,class,mail,given,surname"))
        give_up("people.csv does not have the columns of CONTRIBUTING.md");

    using Fields = boost::tokenizer<boost::escaped_list_separator<char>>;
    while (std::getline(lines, line)) {
        const boost::escaped_list_separator<char> separator("", ",", "\"");
        const Fields split(line, separator);
        const std::vector<std::string> f(split.begin(), split.end());
        if (f.size() != 9)
            give_up("people.csv: a row without nine fields");
        people.push_back({f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]});
    }
    return people;
}

School load()
{
    const char* path = std::getenv("PEDELL_INFO");
    if (path == nullptr)
        give_up("PEDELL_INFO is not set: run ./dev test appliance");

    const auto info = boost::json::parse(read_or_give_up(path)).as_object();
    const auto text = [&info](const char* key) { return std::string(info.at(key).as_string()); };
    return {text("host"),
            text("name"),
            text("domain"),
            text("realm"),
            text("ca"),
            text("home_netns"),
            parse_people(read_or_give_up(text("people")))};
}

template <class Wanted>
const Person& find(const std::vector<Person>& people, std::size_t n, const std::string& what, Wanted wanted)
{
    for (const Person& person : people) {
        if (wanted(person) && n-- == 0)
            return person;
    }
    give_up("the demo school has no " + what);
}

/// The class column may name several, separated by blanks or semicolons.
bool has_class(const Person& person, std::string_view class_name)
{
    std::string word;
    for (const char c : person.class_name + ";") {
        if (c != ';' && c != ' ') {
            word += c;
            continue;
        }
        if (word == class_name)
            return true;
        word.clear();
    }
    return false;
}

} // namespace

const Person& School::one(std::string_view role, std::size_t n) const
{
    return find(people, n, std::string(role), [&](const Person& p) { return p.role == role; });
}

const Person& School::pupil_of(std::string_view class_name, std::size_t n) const
{
    return find(people, n, "pupil of " + std::string(class_name),
                [&](const Person& p) { return p.role == "pupil" && has_class(p, class_name); });
}

const Person& School::teacher(std::string_view class_name, bool of_it) const
{
    return find(people, 0, "such teacher",
                [&](const Person& p) { return p.role == "teacher" && has_class(p, class_name) == of_it; });
}

std::string School::first_class() const
{
    return one("pupil").class_name;
}

std::string School::other_class() const
{
    return find(people, 0, "second class",
                [this](const Person& p) { return p.role == "pupil" && p.class_name != first_class(); })
        .class_name;
}

const School& school()
{
    static const School the_school = load();
    return the_school;
}

} // namespace pedell::appliance
