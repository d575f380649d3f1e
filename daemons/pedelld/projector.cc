// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/projector.h"

#include "base/journal.h"
#include "daemons/pedelld/messages.h"

#include <algorithm>
#include <utility>

namespace pedell::pedelld
{
namespace
{

using registry::Pending;
using namespace std::chrono_literals;

constexpr auto first_pause = 1s;
constexpr auto longest_pause = 5min;

/// Groups before the people who go into them; Postfix's tables once, after everything.
int turn_of(Pending::Kind kind) noexcept
{
    switch (kind) {
    case Pending::Kind::school_class:
        return 0;
    case Pending::Kind::person:
        return 1;
    case Pending::Kind::person_gone:
    case Pending::Kind::class_gone:
        return 2;
    case Pending::Kind::tables:
        break;
    }
    return 3;
}

const char* name_of(Pending::Kind kind) noexcept
{
    switch (kind) {
    case Pending::Kind::school_class:
        return "class";
    case Pending::Kind::person:
        return "person";
    case Pending::Kind::person_gone:
        return "person erased";
    case Pending::Kind::class_gone:
        return "class erased";
    case Pending::Kind::tables:
        break;
    }
    return "tables";
}

} // namespace

std::string_view name_of(Part part) noexcept
{
    switch (part) {
    case Part::directory:
        return "directory";
    case Part::folder:
        return "folder";
    case Part::quota:
        return "quota";
    case Part::sessions:
        return "sessions";
    case Part::tables:
        break;
    }
    return "tables";
}

Clocks Clocks::real()
{
    return {[] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
            [] { return std::chrono::steady_clock::now(); }};
}

Projector::Projector(registry::Register& reg, Hand& hand, Accounts& accounts, const core::School& school,
                     Clocks clocks, std::filesystem::path tables)
    : register_(reg), hand_(hand), accounts_(accounts), school_(school), clocks_(std::move(clocks)),
      tables_(std::move(tables))
{
}

base::Result<std::int64_t> Projector::mark()
{
    return register_.pending().transform([](const std::vector<Pending>& pending) {
        std::int64_t newest = 0;
        for (const Pending& entry : pending)
            newest = std::max(newest, entry.id);
        return newest;
    });
}

base::Result<Parts> Projector::settle(std::int64_t mark)
{
    begin_round();
    Parts missing;
    std::set<std::int64_t> carried;
    while (true) {
        auto pending = register_.pending();
        if (!pending)
            return std::unexpected(std::move(pending.error()));

        // An erased row leaves new tables behind: once more round, but nothing that has just failed.
        std::erase_if(*pending,
                      [&](const Pending& entry) { return entry.id <= mark || carried.contains(entry.id); });
        if (pending->empty())
            return missing;

        for (const Pending& entry : *pending)
            carried.insert(entry.id);
        carry_all(std::move(*pending), missing);
    }
}

base::Result<std::optional<Projector::Steady>> Projector::work(std::size_t most)
{
    begin_round();
    auto pending = register_.pending();
    if (!pending)
        return std::unexpected(std::move(pending.error()));

    forget_gone(*pending);
    look_again();
    const Steady now = clocks_.steady();
    std::vector<Pending> due;
    std::ranges::stable_sort(*pending, {}, [](const Pending& entry) { return turn_of(entry.kind); });
    for (Pending& entry : *pending) {
        // The tables are never kept waiting by a long round of healing.
        const bool has_room = due.size() < most || entry.kind == Pending::Kind::tables;
        if (has_room && time_of(entry) <= now)
            due.push_back(std::move(entry));
    }
    Parts missing;
    carry_all(std::move(due), missing);

    // Asked again: an erased row leaves new tables behind.
    pending = register_.pending();
    if (!pending)
        return std::unexpected(std::move(pending.error()));

    std::optional<Steady> next;
    for (const Pending& entry : *pending)
        next = std::min(next.value_or(Steady::max()), std::max(time_of(entry), now));
    for (const auto& [person, look] : again_)
        next = std::min(next.value_or(Steady::max()), look.when);
    return next;
}

Projector::Steady Projector::time_of(const Pending& entry) const
{
    const auto attempt = attempts_.find(entry.id);
    return attempt == attempts_.end() ? Steady::min() : attempt->second.next;
}

base::Result<std::size_t> Projector::heal()
{
    const auto before = register_.pending();
    if (!before)
        return std::unexpected(before.error());

    // A change that still waited stays a change: its sessions have to be cut.
    std::set<std::int64_t> changed;
    for (const Pending& entry : *before) {
        if (entry.kind == Pending::Kind::person && !healing_.contains(entry.id))
            changed.insert(entry.subject);
    }
    if (auto queued = register_.project_all(); !queued)
        return std::unexpected(std::move(queued.error()));

    const auto after = register_.pending();
    if (!after)
        return std::unexpected(after.error());

    for (const Pending& entry : *after) {
        if (entry.kind == Pending::Kind::person && !changed.contains(entry.subject))
            healing_.insert(entry.id);
    }
    return after->size();
}

void Projector::keep_password(core::PersonId person, Password password)
{
    // Should the register fail here, the lock of the account says it once more.
    (void)register_.set_one_time(person, password.must_change);
    passwords_[person.value] = std::move(password);
}

Projector::Condition Projector::condition() const
{
    return {directory_line_.state, hand_line_.state,         quota_supported_,
            attempts_.size(),      without_password_.size(), drift_};
}

void Projector::begin_round()
{
    directory_line_.spared = false;
    hand_line_.spared = false;
}

void Projector::carry_all(std::vector<Pending> entries, Parts& missing)
{
    std::ranges::stable_sort(entries, {}, [](const Pending& entry) { return turn_of(entry.kind); });
    for (const Pending& entry : entries)
        carry(entry, missing);
}

void Projector::carry(const Pending& entry, Parts& missing)
{
    last_reason_.clear();
    auto left = [&]() -> base::Result<Parts> {
        switch (entry.kind) {
        case Pending::Kind::person:
            return carry_person(entry);
        case Pending::Kind::school_class:
            return carry_class(core::ClassId{entry.subject});
        case Pending::Kind::person_gone:
            return carry_person_gone(core::PersonId{entry.subject}, entry.detail);
        case Pending::Kind::class_gone:
            return carry_class_gone(core::ClassId{entry.subject});
        case Pending::Kind::tables:
            break;
        }
        return carry_tables();
    }();
    if (!left) {
        // The register itself failed: which part is missing nobody can tell, so the first one of this kind.
        missing.insert(entry.kind == Pending::Kind::tables ? Part::tables : Part::directory);
        postpone(entry, left.error().context);
        return;
    }

    missing.insert(left->begin(), left->end());
    if (!left->empty()) {
        postpone(entry, last_reason_);
        return;
    }
    if (auto done = register_.done(entry.id); !done)
        postpone(entry, done.error().context);
    else
        attempts_.erase(entry.id);
}

void Projector::postpone(const Pending& entry, const std::string& reason)
{
    Attempt& attempt = attempts_[entry.id];
    const auto pause = first_pause * (1U << std::min(attempt.count, 10U));
    attempt.next = clocks_.steady() + std::min<std::chrono::seconds>(pause, longest_pause);
    ++attempt.count;
    // Once an entry, and again when the pauses have become long: a journal full of the same line helps
    // nobody.
    if (attempt.count == 1 || attempt.count % 10 == 0)
        base::log(messages::pedelld::projection_failed, {{"KIND", name_of(entry.kind)},
                                                         {"NUMBER", std::to_string(entry.subject)},
                                                         {"COUNT", std::to_string(attempt.count)},
                                                         {"REASON", reason}});
}

void Projector::forget_gone(const std::vector<Pending>& pending)
{
    std::set<std::int64_t> there;
    for (const Pending& entry : pending)
        there.insert(entry.id);
    std::erase_if(attempts_, [&](const auto& attempt) { return !there.contains(attempt.first); });
    std::erase_if(healing_, [&](std::int64_t id) { return !there.contains(id); });
}

Drift compare(const std::map<std::int64_t, bool>& enabled_by_register,
              const std::vector<directory::Directory::Found>& accounts)
{
    Drift drift;
    std::set<std::int64_t> found;
    for (const auto& account : accounts) {
        found.insert(account.id.value);
        const auto known = enabled_by_register.find(account.id.value);
        if (known == enabled_by_register.end())
            ++drift.unknown;
        else if (known->second != account.enabled)
            ++drift.wrong_state;
    }
    for (const auto& [id, enabled] : enabled_by_register)
        drift.missing += found.contains(id) ? 0U : 1U;
    return drift;
}

} // namespace pedell::pedelld
