// SPDX-License-Identifier: GPL-3.0-or-later

// How classes, erasures and Postfix's tables reach the outside, and how the neighbours are asked.
#include "base/journal.h"
#include "daemons/pedelld/messages.h"
#include "daemons/pedelld/projector.h"
#include "daemons/pedelld/projector_calls.h"
#include "register/tables.h"

#include <algorithm>

namespace pedell::pedelld
{
namespace
{

/// A neighbour that keeps us waiting longer than this before it fails is not asked again in the same round.
constexpr std::chrono::seconds patience{5};

} // namespace

base::Result<Parts> Projector::carry_class(core::ClassId id)
{
    const auto found = register_.school_class(id);
    if (!found && found.error().code == base::Errc::not_found)
        return Parts{};
    if (!found)
        return std::unexpected(found.error());

    Parts missing;
    const auto group = directory::class_group(id, found->kind, found->name);
    if (!call_directory([&](Accounts& accounts) { return accounts.put_group(group); }))
        missing.insert(Part::directory);
    if (!hand_did(hand::MakeFolder{hand::FolderKind::school_class, id.value, found->name}))
        missing.insert(Part::folder);
    if (missing.empty() && !has_teachers_room_ && !keep_teachers_room())
        missing.insert(Part::folder);
    return missing;
}

/// Beside the first class: then Active Directory has the groups of the roles.
bool Projector::keep_teachers_room()
{
    has_teachers_room_ = hand_did(hand::MakeFolder{hand::FolderKind::school_class, hand::teachers_room_id,
                                                   school_.areas.teachers_room});
    return has_teachers_room_;
}

base::Result<hand::Reply> Projector::check_folder(const hand::CheckFolder& request)
{
    begin_round();
    if (request.heal && request.id == hand::teachers_room_id &&
        request.kind == hand::FolderKind::school_class && !keep_teachers_room())
        return base::fail(base::Errc::unavailable, "the teachers' room cannot be made now");
    return call_hand(request);
}

base::Result<Parts> Projector::carry_person_gone(core::PersonId id, const std::string& sam)
{
    const auto person = register_.person(id);
    if (!person && person.error().code == base::Errc::not_found)
        return Parts{};
    if (!person)
        return std::unexpected(person.error());

    Parts missing;
    passwords_.erase(id.value);
    // Before the account goes: Samba closes single shares only of an account that it knows.
    const bool cut = hand_did(hand::CutSessions{person->login, sam});
    if (!treat_mail(*person, hand::MailAction::drop) || !cut)
        missing.insert(Part::sessions);
    if (!call_directory([&](Accounts& accounts) { return accounts.remove_account(id); }))
        missing.insert(Part::directory);
    if (!hand_did(hand::EraseFolder{hand::FolderKind::person, id.value}))
        missing.insert(Part::folder);
    if (!missing.empty())
        return missing;

    denied_.erase(id.value);
    again_.erase(id.value);
    without_password_.erase(id.value);
    if (auto finished = register_.finish_person_removal(id); !finished)
        return std::unexpected(std::move(finished.error()));

    base::log(messages::pedelld::person_erased, {{"NUMBER", std::to_string(id.value)}});
    return missing;
}

base::Result<Parts> Projector::carry_class_gone(core::ClassId id)
{
    Parts missing;
    const auto group = directory::class_group(id, core::ClassKind::school_class, "").id;
    if (!call_directory([&](Accounts& accounts) { return accounts.remove_group(group); }))
        missing.insert(Part::directory);
    if (!hand_did(hand::EraseFolder{hand::FolderKind::school_class, id.value}))
        missing.insert(Part::folder);
    if (!missing.empty())
        return missing;

    auto finished = register_.finish_class_removal(id);
    if (!finished && finished.error().code != base::Errc::not_found)
        return std::unexpected(std::move(finished.error()));

    base::log(messages::pedelld::class_erased, {{"NUMBER", std::to_string(id.value)}});
    return missing;
}

base::Result<Parts> Projector::carry_tables()
{
    const auto tables = registry::make_tables(register_, school_.domain, school_.reach, clocks_.wall());
    if (!tables)
        return std::unexpected(tables.error());

    if (auto written = registry::write_tables(*tables, tables_); !written)
        return std::unexpected(std::move(written.error()));

    // All four, not only those just written: after an interruption the earlier ones may not have been
    // installed.
    const bool installed = hand_did(hand::InstallTables{{"mailboxes", "aliases", "senders", "outside"}});
    return installed ? Parts{} : Parts{Part::tables};
}

base::Result<Drift> Projector::measure_drift()
{
    const auto people = register_.people();
    if (!people)
        return std::unexpected(people.error());

    std::map<std::int64_t, bool> enabled;
    for (const auto& person : *people) {
        const auto rows = register_.access_of(person.id);
        if (!rows)
            return std::unexpected(rows.error());

        if (!person.erasing) // as the account is put
            enabled[person.id.value] = std::ranges::any_of(*rows, opens_account);
    }
    const auto accounts = call_directory([](Accounts& there) { return there.accounts(); });
    if (!accounts)
        return std::unexpected(accounts.error());

    drift_ = compare(enabled, *accounts);
    if (drift_->missing + drift_->unknown + drift_->wrong_state > 0)
        base::log(messages::pedelld::drift_found, {{"MISSING", std::to_string(drift_->missing)},
                                                   {"UNKNOWN", std::to_string(drift_->unknown)},
                                                   {"WRONG_STATE", std::to_string(drift_->wrong_state)}});
    return *drift_;
}

base::Result<> Projector::set_password(core::PersonId person, const Password& password)
{
    begin_round();
    auto set = call_directory([&](Accounts& accounts) {
        return accounts.set_password(person, password.text, password.must_change);
    });
    if (!set)
        return set;

    without_password_.erase(person.value);
    return register_.set_one_time(person, password.must_change);
}

void Projector::ping()
{
    begin_round();
    // The answer stands in the condition.
    static_cast<void>(call_directory([](Accounts& accounts) { return accounts.ping(); }));
}

base::Result<hand::Reply> Projector::call_hand(const hand::Request& request)
{
    if (hand_line_.spared)
        return base::fail(base::Errc::unavailable, hand_line_.state.context);

    const Steady asked = clocks_.steady();
    auto reply = hand_.ask(request);
    note(hand_line_, reply ? nullptr : &reply.error(), asked);
    return reply;
}

bool Projector::hand_did(const hand::Request& request)
{
    return call_hand(request).has_value();
}

void Projector::note(Line& line, const base::Error* error, Steady asked)
{
    if (error != nullptr)
        last_reason_ = error->context;

    const bool reachable = error == nullptr || !error->transient();
    line.spared = !reachable && clocks_.steady() - asked >= patience;
    line.state.context = error == nullptr ? "" : error->context;
    if (line.state.reachable == reachable)
        return;

    if (!reachable)
        base::log(messages::pedelld::neighbour_away, {{"NEIGHBOUR", line.name}, {"REASON", error->context}});
    else if (line.state.reachable)
        base::log(messages::pedelld::neighbour_back, {{"NEIGHBOUR", line.name}});
    line.state.reachable = reachable;
}

} // namespace pedell::pedelld
