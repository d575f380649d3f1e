// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <string>

#include "register/reader.h"
#include "register/register.h"

/// A register in a folder of its own, and short words for what the tests do with it.
namespace pedell::registry
{

inline constexpr const char* domain = "waldschule.test";

inline core::Time at(std::int64_t seconds)
{
    return core::Time{std::chrono::seconds{seconds}};
}
inline const core::Time now = at(1'700'000'000);

/// The value itself, for loops: a reference into a temporary Result would dangle.
template <class T>
T value_of(base::Result<T> result)
{
    return std::move(result).value();
}

/// A folder that goes with the test.
class Folder
{
public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "pedell-register-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder()
    {
        std::filesystem::remove_all(path_);
    }
    [[nodiscard]] std::filesystem::path file(const std::string& name = "register.sqlite") const
    {
        return path_ / name;
    }
    [[nodiscard]] const std::filesystem::path& path() const
    {
        return path_;
    }

private:
    std::filesystem::path path_;
};

inline RecordedConsent consent_to(core::Purpose purpose, core::Time given = now - std::chrono::hours{1})
{
    return {{purpose, core::Channel::in_school, given, std::nullopt, std::nullopt}, "2024", "system"};
}

inline Register::NewPerson somebody(core::Role role, const std::string& given, const std::string& surname,
                                    std::vector<std::string> classes = {})
{
    Register::NewPerson person;
    person.role = role;
    person.given = given;
    person.surname = surname;
    person.classes = std::move(classes);
    person.consents = {consent_to(core::Purpose::use), consent_to(core::Purpose::evaluation)};
    return person;
}

inline Register::NewPerson pupil(const std::string& given, const std::string& surname,
                                 std::vector<std::string> classes = {})
{
    return somebody(core::Role::pupil, given, surname, std::move(classes));
}

inline Register::NewPerson teacher(const std::string& given, const std::string& surname)
{
    return somebody(core::Role::teacher, given, surname);
}

class RegisterTest : public ::testing::Test
{
protected:
    Folder folder;
    Register reg = opened();

    [[nodiscard]] Register opened()
    {
        auto result = Register::open(folder.file(), core::AccessRules{}, domain);
        if (!result)
            ADD_FAILURE() << result.error().context;
        return std::move(result).value();
    }
    [[nodiscard]] Reader reader()
    {
        auto result = Reader::open(folder.file(), domain);
        if (!result)
            ADD_FAILURE() << result.error().context;
        return std::move(result).value();
    }
    /// One column, joined by '|' and ';', as the sqlite3 shell of a technician or Dovecot would read it.
    [[nodiscard]] std::vector<std::string> ask(const std::string& select)
    {
        soci::session sql(soci::sqlite3, "db=\"" + folder.file().string() + "\" readonly=1");
        std::vector<std::string> all;
        std::string value;
        soci::statement statement = (sql.prepare << select, soci::into(value));
        for (bool more = statement.execute(true); more; more = statement.fetch())
            all.push_back(value);
        return all;
    }
    [[nodiscard]] std::set<Pending::Kind> waiting()
    {
        std::set<Pending::Kind> kinds;
        for (const Pending& pending : value_of(reg.pending()))
            kinds.insert(pending.kind);
        return kinds;
    }
    void carry_everything()
    {
        for (const Pending& pending : value_of(reg.pending()))
            ASSERT_TRUE(reg.done(pending.id));
    }
    void erase(const std::string& login)
    {
        const Person person = reg.remove_person(login, now).value();
        ASSERT_TRUE(reg.finish_person_removal(person.id));
    }
};

/// Fails with the context where a Result holds an Error.
#define ASSERT_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto& checked = (result);                                                                      \
        ASSERT_TRUE(checked) << checked.error().context;                                                     \
    } while (false)

/// The code of a Result that has to be an Error.
#define EXPECT_CODE(result, expected)                                                                        \
    do {                                                                                                     \
        const auto& checked = (result);                                                                      \
        ASSERT_FALSE(checked);                                                                               \
        EXPECT_EQ(checked.error().code, expected) << checked.error().context;                                \
    } while (false)

} // namespace pedell::registry
