// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/demo_school.h"

#include "core/school.h"
#include "strength/strength.h"
#include "tests/data/demo_names.h"

#include <algorithm>
#include <array>
#include <format>
#include <random>
#include <set>
#include <string_view>
#include <utility>

namespace pedell::demo
{
namespace
{

constexpr std::size_t class_size = 25;

/// mt19937_64 and a remainder: std::uniform_int_distribution may differ from one standard library to the
/// next.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t limit)
    {
        return static_cast<std::size_t>(engine_() % limit);
    }

private:
    std::mt19937_64 engine_;
};

/// "Bafo-Remi-4821": can be typed by a child, has all four kinds, and nothing that CSV or a shell would
/// quote.
std::string make_password(Dice& dice)
{
    constexpr std::string_view consonants = "bdfghjkmnprstvwz";
    constexpr std::string_view vowels = "aeiou";
    std::string password;
    for (int word = 0; word < 2; ++word) {
        for (int syllable = 0; syllable < 2; ++syllable) {
            const char first = consonants[dice.below(consonants.size())];
            password += syllable == 0 ? static_cast<char>(first - 'a' + 'A') : first;
            password += vowels[dice.below(vowels.size())];
        }
        password += '-';
    }
    return password + std::format("{:04}", dice.below(10'000));
}

/// One that keeps the school's rule: neither the person's name nor a walk by chance.
std::string make_password_of(const DemoPerson& person, Dice& dice)
{
    for (;;) {
        std::string password = make_password(dice);
        if (core::check_password(password, password_context(person), strength::bits_of(password)) ==
            core::PasswordFault::none)
            return password;
    }
}

/// "1a", "2a", "3b", "4a", then every other class of grades 1 to 13: "1b", "1c", ..., "1h", "2b", ...
std::vector<std::string> make_classes(std::size_t count)
{
    std::vector<std::string> classes{"1a", "2a", "3b", "4a"};
    for (int grade = 1; grade <= 13; ++grade) {
        for (char letter = 'a'; letter <= 'z' && classes.size() < count; ++letter) {
            const std::string name = std::format("{}{}", grade, letter);
            if (letter <= 'h' && std::ranges::find(classes, name) == classes.end())
                classes.push_back(name);
        }
    }
    return classes;
}

struct Heads {
    std::size_t teachers;
    std::size_t staff;
    std::size_t pupils;
};

Heads count_heads(std::size_t people)
{
    const std::size_t teachers = people * 13 / 120;
    const std::size_t staff = people / 30;
    return {teachers, staff, people - teachers - staff - 3};
}

/// A name that nobody in the school has yet, as long as the lists have one.
std::pair<std::string, std::string> draw_name(Dice& dice, std::set<std::pair<std::string, std::string>>& used)
{
    const auto given = given_names();
    const auto family = surnames();
    for (int attempt = 0;; ++attempt) {
        std::pair<std::string, std::string> name{given[dice.below(given.size())],
                                                 family[dice.below(family.size())]};
        if (used.insert(name).second || attempt == 100)
            return name;
    }
}

void add_pupils(DemoSchool& school, std::size_t count, Dice& dice,
                std::set<std::pair<std::string, std::string>>& used)
{
    for (std::size_t i = 0; i < count; ++i) {
        DemoPerson pupil;
        pupil.school_class = school.classes[i % school.classes.size()];
        if (i < fixed_pupils().size()) {
            const FixedName& fixed = fixed_pupils()[i];
            pupil.given = fixed.given;
            pupil.surname = fixed.surname;
            if (!fixed.school_class.empty())
                pupil.school_class = fixed.school_class;
        } else {
            std::tie(pupil.given, pupil.surname) = draw_name(dice, used);
        }
        school.people.push_back(std::move(pupil));
    }
}

void add_adults(DemoSchool& school, core::Role role, std::size_t count, Dice& dice,
                std::set<std::pair<std::string, std::string>>& used)
{
    for (std::size_t i = 0; i < count; ++i) {
        DemoPerson adult;
        adult.role = role;
        std::tie(adult.given, adult.surname) = draw_name(dice, used);
        if (role == core::Role::teacher)
            adult.school_class = school.classes[i % school.classes.size()];
        school.people.push_back(std::move(adult));
    }
}

/// The names that the register derives when these people are imported in this order.
void name_everybody(std::vector<DemoPerson>& people)
{
    std::set<std::string, std::less<>> handles;
    std::set<std::string, std::less<>> mails;
    const core::IsTaken mail_taken = [&](std::string_view name) {
        return core::is_reserved(name) || mails.contains(name);
    };
    // login@domain is the mailbox, so a login has to be free as an address too (register/naming.cc).
    const core::IsTaken handle_taken = [&](std::string_view name) {
        return handles.contains(name) || mail_taken(name);
    };
    for (DemoPerson& person : people) {
        person.names = core::derive_names(person.given, person.surname, handle_taken, mail_taken).value();
        handles.insert(person.names.login);
        handles.insert(person.names.sam);
        mails.insert(person.names.mail);
    }
}

} // namespace

core::PasswordContext password_context(const DemoPerson& person)
{
    core::School school;
    school.name = school_name;
    school.domain = domain;
    school.netbios = netbios;
    return {.login = person.names.login,
            .sam = person.names.sam,
            .given = person.given,
            .surname = person.surname,
            .school = core::school_words(school)};
}

DemoSchool make_school(std::size_t people, std::uint64_t seed)
{
    const Heads heads = count_heads(std::max(people, smallest));
    Dice dice(seed);
    std::set<std::pair<std::string, std::string>> used;

    DemoSchool school;
    school.classes = make_classes(std::max<std::size_t>(4, (heads.pupils + class_size - 1) / class_size));
    add_pupils(school, heads.pupils, dice, used);
    add_adults(school, core::Role::teacher, heads.teachers, dice, used);
    add_adults(school, core::Role::staff, heads.staff, dice, used);
    add_adults(school, core::Role::head, 1, dice, used);
    add_adults(school, core::Role::administrator, 1, dice, used);
    school.people.push_back({core::Role::device, "Kopierer", "Lehrerzimmer", "", "", {}});

    name_everybody(school.people);
    for (DemoPerson& person : school.people)
        person.password = make_password_of(person, dice);
    return school;
}

} // namespace pedell::demo
