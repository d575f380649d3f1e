// SPDX-License-Identifier: GPL-3.0-or-later

// How a person reaches the outside: the account first, then (for whoever lost an access) the sessions, then
// folder and quota. Each part stands for itself; a lock never waits for Active Directory.
#include "base/journal.h"
#include "daemons/pedelld/messages.h"
#include "daemons/pedelld/projector.h"
#include "daemons/pedelld/projector_calls.h"

namespace pedell::pedelld
{
namespace
{

/// What the access rows of one person say, together.
struct Summary {
    unsigned denied = 0;   ///< services that the role has, but this person may not use now
    bool anything = false; ///< is left for this person
    bool logon = false;    ///< in school: what the account in Active Directory follows
    bool has_folder = false;
};

Summary summary_of(const std::vector<registry::AccessRow>& rows)
{
    Summary summary;
    for (const auto& row : rows) {
        const bool has_service = row.access.because != core::Because::role_without_service;
        if (has_service && !row.access.allowed)
            summary.denied |= access_bit(row.service, row.channel);
        summary.anything = summary.anything || row.access.allowed;
        summary.logon = summary.logon || opens_account(row);
        if (row.service == core::Service::mail || row.service == core::Service::home)
            summary.has_folder = summary.has_folder || has_service;
    }
    return summary;
}

} // namespace

bool opens_account(const registry::AccessRow& row) noexcept
{
    return row.service == core::Service::logon && row.channel == core::Channel::in_school &&
           row.access.allowed;
}

base::Result<Parts> Projector::carry_person(const registry::Pending& entry)
{
    const core::PersonId id{entry.subject};
    const auto person = register_.person(id);
    if (!person && person.error().code == base::Errc::not_found)
        return Parts{};
    if (!person)
        return std::unexpected(person.error());
    if (person->erasing) // its own entry carries that
        return Parts{};

    const auto rows = register_.access_of(id);
    if (!rows)
        return std::unexpected(rows.error());

    const auto classes = register_.classes_of(id);
    if (!classes)
        return std::unexpected(classes.error());

    const Summary summary = summary_of(*rows);
    const bool fresh = passwords_.contains(id.value);
    Parts missing;
    put_account(*person, summary.logon, *classes, missing);
    cut_denied(*person, summary.denied, !summary.anything, healing_.contains(entry.id), fresh, missing);
    if (summary.has_folder)
        make_folder(*person, missing);
    return missing;
}

void Projector::put_account(const registry::Person& person, bool enabled,
                            const std::vector<registry::SchoolClass>& classes, Parts& missing)
{
    directory::Directory::Put put;
    put.account = {person.id,      person.sam,
                   person.login,   person.given,
                   person.surname, person.mail + "@" + school_.domain,
                   enabled,        {directory::role_group(person.role).name}};
    for (const auto& joined : classes)
        put.account.groups.push_back(directory::class_group(joined.id, joined.kind, joined.name).name);

    const auto kept = passwords_.find(person.id.value);
    if (kept != passwords_.end()) {
        put.password = kept->second.text;
        put.must_change = kept->second.must_change;
    }
    const auto done = call_directory([&](Accounts& accounts) { return accounts.put_account(put); });
    if (!done || !note_one_time(person, enabled, done->one_time))
        missing.insert(Part::directory);
    else if (kept != passwords_.end())
        passwords_.erase(kept);
    else if (done->made) {
        // pedelld was restarted before Active Directory came, or somebody deleted the account there.
        without_password_.insert(person.id.value);
        base::log(messages::pedelld::password_unknown, {{"NUMBER", std::to_string(person.id.value)}});
    }
}

/// What the lock found is what counts from now on: the person may have changed the password since it was set.
bool Projector::note_one_time(const registry::Person& person, bool enabled, bool one_time)
{
    if (enabled)
        return true;

    const bool counts = one_time && core::has_service(person.role, core::Service::logon);
    return register_.set_one_time(person.id, counts).has_value();
}

void Projector::make_folder(const registry::Person& person, Parts& missing)
{
    if (!hand_did(hand::MakeFolder{hand::FolderKind::person, person.id.value, person.sam})) {
        missing.insert(Part::folder);
        missing.insert(Part::quota);
        return;
    }

    const auto limits = school_.limits.find(person.role);
    if (limits == school_.limits.end())
        return;

    // Without an answer the quota stays as it is and is tried again: an exception must not be taken back by a
    // register that is busy.
    const auto grants = register_.grants_in_force(person.id, clocks_.wall());
    if (!grants) {
        missing.insert(Part::quota);
        return;
    }
    const auto own = core::effective_limits(limits->second, *grants, core::ceilings_of(school_.limits));
    const auto set = call_hand(hand::SetQuota{hand::FolderKind::person, person.id.value, own.quota_bytes});
    if (set)
        quota_supported_ = set->supported;
    else
        missing.insert(Part::quota);
}

} // namespace pedell::pedelld
