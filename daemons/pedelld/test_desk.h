// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/router.h"

#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A desk with a real register in a folder of its own, and neighbours that remember what they were asked.
namespace pedell::pedelld
{

/// pedell-hand as the tests see it: each request as "make-folder person 1 anna.mueller", and an error on
/// demand.
class FakeHand final : public Hand
{
public:
    base::Result<hand::Reply> ask(const hand::Request& request) override
    {
        const std::string line = std::visit([](const auto& one) { return line_of(one); }, request);
        if (failing && line.starts_with(*failing))
            return base::fail(base::Errc::unavailable, "hand is away");

        asked.push_back(line);
        hand::Reply reply;
        reply.supported = false;
        return reply;
    }

    /// How many requests begin like this.
    [[nodiscard]] std::size_t count(const std::string& begin) const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(asked, [&](const std::string& line) { return line.starts_with(begin); }));
    }

    std::vector<std::string> asked;
    std::optional<std::string> failing; ///< requests that begin like this fail; empty text: all

private:
    static std::string kind(hand::FolderKind kind)
    {
        return kind == hand::FolderKind::person ? "person " : "class ";
    }
    static std::string line_of(const hand::LdapDescriptor&)
    {
        return "ldap";
    }
    static std::string line_of(const hand::MakeFolder& make)
    {
        return "make-folder " + kind(make.kind) + std::to_string(make.id) + " " + make.name;
    }
    static std::string line_of(const hand::CheckFolder& check)
    {
        return "check-folder " + kind(check.kind) + std::to_string(check.id) + (check.heal ? " heal" : "");
    }
    static std::string line_of(const hand::EraseFolder& erase)
    {
        return "erase-folder " + kind(erase.kind) + std::to_string(erase.id);
    }
    static std::string line_of(const hand::SetQuota& set)
    {
        return "set-quota " + kind(set.kind) + std::to_string(set.id) + " " + std::to_string(set.bytes);
    }
    static std::string line_of(const hand::CutSessions& cut)
    {
        std::string line = "cut-sessions " + cut.login;
        for (const auto service : cut.services)
            line += " " + std::string(core::name_of(service));
        return line;
    }
    static std::string line_of(const hand::InstallTables& install)
    {
        return "install-tables " + std::to_string(install.names.size());
    }
    static std::string line_of(const hand::HoldMail& hold)
    {
        const char* const actions[] = {"hold", "release", "drop"};
        std::string line = std::string(actions[static_cast<std::size_t>(hold.action)]) + "-mail";
        for (const auto& address : hold.addresses)
            line += " " + address;
        return line;
    }
    static std::string line_of(const hand::Quarantine& file)
    {
        return "quarantine " + file.path;
    }
    static std::string line_of(const hand::LoadKeys&)
    {
        return "load-keys";
    }
};

/// Active Directory as the tests see it.
class FakeAccounts final : public Accounts
{
public:
    struct Held {
        directory::Account account;
        std::string password;
        bool must_change = false;
    };

    base::Result<directory::Directory::PutDone> put_account(const directory::Directory::Put& put) override
    {
        if (away)
            return gone();

        const bool is_new = !people.contains(put.account.id.value);
        Held& held = people[put.account.id.value];
        held.account = put.account;
        if (is_new) {
            held.password = put.password.value_or("unknown");
            held.must_change = put.must_change;
        }
        return directory::Directory::PutDone{
            .changed = true, .made = is_new, .one_time = !put.account.enabled && held.must_change};
    }
    base::Result<> set_password(core::PersonId id, const std::string& password, bool must_change) override
    {
        if (away)
            return gone();
        if (!people.contains(id.value))
            return base::fail(base::Errc::not_found, "no such account");

        people[id.value].password = password;
        people[id.value].must_change = must_change;
        return {};
    }
    base::Result<> remove_account(core::PersonId id) override
    {
        if (away)
            return gone();

        people.erase(id.value);
        return {};
    }
    base::Result<bool> put_group(const directory::Group& group) override
    {
        if (away)
            return gone();

        groups[group.id] = group.name;
        return true;
    }
    base::Result<> remove_group(std::int64_t id) override
    {
        if (away)
            return gone();

        groups.erase(id);
        return {};
    }
    base::Result<std::vector<directory::Directory::Found>> accounts() override
    {
        if (away)
            return gone();

        std::vector<directory::Directory::Found> found;
        for (const auto& [id, held] : people)
            found.push_back({core::PersonId{id}, held.account.sam, held.account.enabled});
        return found;
    }
    base::Result<> ping() override
    {
        if (away)
            return gone();

        return {};
    }

    std::map<std::int64_t, Held> people;
    std::map<std::int64_t, std::string> groups;
    bool away = false;

private:
    static std::unexpected<base::Error> gone()
    {
        return base::fail(base::Errc::unavailable, "Samba is away");
    }
};

/// A folder that goes with the test.
class TestFolder
{
public:
    TestFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "pedelld-XXXXXX").string();
        path = ::mkdtemp(name.data());
        std::filesystem::create_directory(path / "tables");
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder()
    {
        std::filesystem::remove_all(path);
    }
    std::filesystem::path path;
};

/// Everything a route needs, with clocks that stand still until a test moves them.
class TestDesk
{
public:
    TestDesk()
    {
        school.domain = "waldschule.test";
    }

    /// One request through the router; `body` empty: none.
    Answer call(const std::string& method, const std::string& target, const std::string& body = "")
    {
        return answer(desk, {method, target, body});
    }
    /// The same as the person of this token.
    Answer call_as(const std::string& token, const std::string& method, const std::string& target,
                   const std::string& body = "")
    {
        Call call{method, target, body};
        call.token = token;
        return answer(desk, call);
    }
    /// A session of somebody who is there.
    std::string token_of(const std::string& login)
    {
        return sessions.open(reg.person(login).value().id, steady).value();
    }
    /// A person with consent to everything; returns the answer's body.
    boost::json::object add(const std::string& given, const std::string& surname,
                            const std::string& more = "")
    {
        const auto made = call("POST", "/v1/people",
                               R"({"role":"pupil","given":")" + given + R"(","surname":")" + surname +
                                   R"(","consents":[{"purpose":"use","channel":"in_school"},)"
                                   R"({"purpose":"evaluation","channel":"in_school"}])" +
                                   more + "}");
        return made.body.is_object() ? made.body.get_object() : boost::json::object{};
    }
    /// After a restart of pedelld: same register, nothing remembered.
    void restart()
    {
        projector.emplace(reg, hand, accounts, school, clocks(), folder.path / "tables");
        desk_.emplace(reg, *projector, school, clocks(), sessions, folder.path / "requests.sqlite");
    }

    TestFolder folder;
    core::School school;
    std::int64_t now = 1'790'000'000;
    std::chrono::steady_clock::time_point steady;
    Sessions sessions;
    registry::Register reg =
        registry::Register::open(folder.path / "register.sqlite", core::AccessRules{}, "waldschule.test")
            .value();
    FakeHand hand;
    FakeAccounts accounts;
    std::optional<Projector> projector{std::in_place,         reg, hand, accounts, school, clocks(),
                                       folder.path / "tables"};

private:
    [[nodiscard]] Clocks clocks() const
    {
        return {[this] { return core::Time{std::chrono::seconds{now}}; }, [this] { return steady; }};
    }

    std::optional<Desk> desk_{
        Desk{reg, *projector, school, clocks(), sessions, folder.path / "requests.sqlite"}};

public:
    Desk& desk = *desk_;
};

} // namespace pedell::pedelld
