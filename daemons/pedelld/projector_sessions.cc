// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of somebody's open sessions, and of the mail under way, when an access is lost or comes back.
#include "daemons/pedelld/projector.h"

#include <algorithm>

namespace pedell::pedelld
{
namespace
{

using namespace std::chrono_literals;

/// Between the look-up in the register and the session that a kick finds lie some ten milliseconds; on a
/// machine that is short of breath perhaps a second. Still within the five seconds that are promised.
constexpr auto until_second_look = 2s;

constexpr unsigned mail_bit = access_bit(core::Service::mail, core::Channel::in_school);

std::set<core::Service> services_of(unsigned bits)
{
    std::set<core::Service> services;
    for (const auto service : core::all_services)
        for (const auto channel : core::all_channels)
            if ((bits & access_bit(service, channel)) != 0)
                services.insert(service);
    return services;
}

} // namespace

void Projector::cut_denied(const registry::Person& person, Services denied, bool locked, bool healing,
                           bool fresh, Parts& missing)
{
    // Sessions are cut where an access was lost, not where it has been missing all along: a pupil without
    // mail keeps the open file while joining a class. After a start nobody remembers; then a full lock is cut
    // for safety. Who is new has had none to lose, but only the first time: an account may be there and
    // useable although not all of it could be carried.
    const auto known = denied_.find(person.id.value);
    const bool had_none = fresh || (healing && !locked);
    const Services before = known != denied_.end() ? known->second : had_none ? denied : 0U;
    const Services lost = denied & ~before;
    bool done = true;
    if (lost != 0) {
        done = cut(person, services_of(lost));
        if (!healing)
            again_[person.id.value] = {lost, clocks_.steady() + until_second_look};
    }

    // Mail under way follows the access in school, the wider one: who may not use mail from home alone has
    // sent it rightly. A change whose beginning nobody remembers may have been the end of a lock.
    const bool mail_back = known != denied_.end() ? (before & ~denied & mail_bit) != 0
                                                  : !fresh && !healing && (denied & mail_bit) == 0;
    if ((lost & mail_bit) != 0)
        done = treat_mail(person, hand::MailAction::hold) && done;
    else if (mail_back)
        done = treat_mail(person, hand::MailAction::release);
    if (done)
        denied_[person.id.value] = denied;
    else
        missing.insert(Part::sessions);
}

bool Projector::cut(const registry::Person& person, const std::set<core::Service>& services)
{
    return hand_did(hand::CutSessions{person.login, person.sam, services});
}

bool Projector::treat_mail(const registry::Person& person, hand::MailAction action)
{
    const auto addresses = register_.addresses_of(person.id);
    if (!addresses)
        return false;

    bool done = true;
    for (std::size_t i = 0; i < addresses->size(); i += hand::max_addresses) {
        const auto some = std::min(hand::max_addresses, addresses->size() - i);
        const auto first = addresses->begin() + static_cast<std::ptrdiff_t>(i);
        done = hand_did(hand::HoldMail{{first, first + static_cast<std::ptrdiff_t>(some)}, action}) && done;
    }
    return done;
}

/// Kept in memory alone: after a start, whoever is locked altogether is cut anyway.
void Projector::look_again()
{
    const Steady now = clocks_.steady();
    std::erase_if(again_, [&](auto& entry) {
        auto& [id, look] = entry;
        if (look.when > now)
            return false;

        const auto person = register_.person(core::PersonId{id});
        const auto denied = denied_.find(id);
        if (!person || person->erasing)
            return true;

        // Who has an access again in the meantime keeps what it opened.
        if (denied != denied_.end())
            look.lost &= denied->second;
        if (look.lost == 0)
            return true;

        bool done = cut(*person, services_of(look.lost));
        if ((look.lost & mail_bit) != 0)
            done = treat_mail(*person, hand::MailAction::hold) && done;
        look.when = now + until_second_look;
        return done;
    });
}

} // namespace pedell::pedelld
