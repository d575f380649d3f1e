// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/names.h"
#include "core/school.h"
#include "milter/door.h"
#include "milter/session.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace pedell::milter::testing
{

inline core::School waldschule()
{
    core::School school;
    school.domain = "waldschule.test";
    school.realm = "AD.WALDSCHULE.TEST";
    school.host = "server";
    for (const auto role : core::all_roles)
        school.limits[role] = {.mail_bytes = 1000, .mails_per_hour = 3, .recipients_per_mail = 4};
    school.limits[core::Role::teacher] = {
        .mail_bytes = 5000, .mails_per_hour = 100, .recipients_per_mail = 100};
    school.reach.outside_roles = {core::Role::teacher};
    return school;
}

/// A school of five, with one class, two aliases and nobody else.
class FakeQuestions final : public Questions
{
public:
    base::Result<> ready() override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("ready"))
            return base::fail(base::Errc::unavailable, "register is away");
        return {};
    }

    base::Result<std::optional<core::Sender>> sender(const std::string& login, core::Channel channel) override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("sender"))
            return base::fail(base::Errc::unavailable, "register is locked");
        const auto found = people.find(login);
        if (found == people.end())
            return std::nullopt;

        core::Sender sender = found->second;
        sender.mail_allowed =
            sender.mail_allowed && (channel == core::Channel::in_school || home.contains(login));
        return sender;
    }

    base::Result<std::vector<core::Recipient>> expand(const std::string& address) override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("expand"))
            return base::fail(base::Errc::unavailable, "register is locked");
        if (!address.ends_with("@waldschule.test"))
            return std::vector{core::Recipient{.address = address, .member = {}}};
        std::vector<core::Recipient> finals;
        for (const auto& target : aliases.contains(address) ? aliases.at(address) : std::vector{address})
            if (const auto member = member_at(target))
                finals.push_back(*member);
            else if (!target.ends_with("@waldschule.test"))
                finals.push_back({.address = target, .member = {}});
        return finals;
    }

    base::Result<std::int64_t> sent_last_hour(core::PersonId person) override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("sent_last_hour"))
            return base::fail(base::Errc::unavailable, "disk is full");
        return counts[person];
    }

    base::Result<core::ContentVerdict> content(int fd, const core::Context& context,
                                               core::PersonId person) override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("content"))
            return base::fail(base::Errc::unavailable, "pedell-scand is away");
        judged.push_back({text_of(fd), context, person});
        return verdict;
    }

    base::Result<> count(core::PersonId person, std::int64_t recipients) override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("count"))
            return base::fail(base::Errc::unavailable, "disk is full");
        ++counts[person];
        last_recipients = recipients;
        return {};
    }

    base::Result<std::optional<std::string>> request(core::PersonId person, core::GrantKind kind,
                                                     std::int64_t value) override
    {
        const std::scoped_lock alone{mutex_};
        if (broken.contains("request"))
            return base::fail(base::Errc::unavailable, "disk is full");
        requests.push_back({person, kind, value});
        return "M-" + std::to_string(requests.size());
    }

    struct Judged {
        std::string bytes;
        core::Context context;
        core::PersonId person;
    };

    struct Requested {
        core::PersonId person;
        core::GrantKind kind;
        std::int64_t value;
        bool operator==(const Requested&) const = default;
    };

    static core::Sender person(std::int64_t id, core::Role role, const std::string& local_part,
                               bool allowed = true)
    {
        return {.person = {id},
                .role = role,
                .mail_allowed = allowed,
                .addresses = {local_part + "@waldschule.test"}};
    }

    std::map<std::string, core::Sender> people{
        {"anna.mueller", person(1, core::Role::pupil, "anna.mueller")},
        {"ben.abel", person(2, core::Role::pupil, "ben.abel")},
        {"carla.koch", person(3, core::Role::teacher, "carla.koch")},
        {"dora.lang", person(4, core::Role::pupil, "dora.lang", false)},
        {"rektor", person(5, core::Role::teacher, "rektor")},
    };
    std::map<std::string, std::vector<std::string>> aliases{
        {"5a@waldschule.test", {"anna.mueller@waldschule.test", "ben.abel@waldschule.test"}},
        {"klub@waldschule.test", {"ben.abel@waldschule.test", "verein@example.org"}},
        {"lehrer@waldschule.test", {"carla.koch@waldschule.test", "rektor@waldschule.test"}},
    };
    std::set<std::string> home{"carla.koch", "rektor"}; ///< whose mail is open from home too
    std::map<core::PersonId, std::int64_t> counts;
    std::vector<Requested> requests;
    std::vector<Judged> judged;
    core::ContentVerdict verdict{core::Decision::pass, core::ContentRule::none, {}, {}};
    std::int64_t last_recipients = 0;
    std::set<std::string> broken;

private:
    static std::string text_of(int fd)
    {
        std::string bytes(static_cast<std::size_t>(::lseek(fd, 0, SEEK_END)), '\0');
        bytes.resize(
            static_cast<std::size_t>(std::max<ssize_t>(::pread(fd, bytes.data(), bytes.size(), 0), 0)));
        return bytes;
    }

    std::optional<core::Recipient> member_at(const std::string& address) const
    {
        for (const auto& [login, sender] : people)
            if (sender.addresses.front() == address)
                return core::Recipient{
                    .address = address, .member = sender.role, .mail_allowed = sender.mail_allowed};
        return std::nullopt;
    }

    std::mutex mutex_;
};

/// What libmilter would have been told.
class FakeProtocol final : public Protocol
{
public:
    std::optional<std::string> macro(const char* name) const override
    {
        const auto found = macros.find(name);
        return found == macros.end() ? std::nullopt : std::optional{found->second};
    }
    void set_reply(const Reply& reply) override
    {
        replies.push_back(reply);
    }

    std::map<std::string, std::string> macros;
    std::vector<Reply> replies;
};

class FakeLogbook final : public Logbook
{
public:
    struct Line {
        std::string queue_id;
        std::string connection;
        Ruling ruling;
    };
    void decided(const Entry& entry) override
    {
        const std::scoped_lock alone{mutex_};
        lines.push_back({entry.queue_id, entry.connection, entry.ruling});
    }
    std::vector<Line> lines;

private:
    std::mutex mutex_;
};

} // namespace pedell::milter::testing
