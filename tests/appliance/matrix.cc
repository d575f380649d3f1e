// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix.h"

#include "shell.h"

#include <atomic>
#include <cstring>
#include <thread>

namespace pedell::appliance
{
namespace
{

using namespace std::chrono_literals;

/// A session that was cut, or one that came back by itself, shows it within this time.
constexpr auto patience = 10s;
constexpr std::size_t at_once = 12;
constexpr std::array places{Place::in_school, Place::from_home};

/// Waits for the wanted answer; gives the one that came in the end.
bool settles(bool wanted, const std::function<bool()>& works)
{
    return happens(patience, [&] { return works() == wanted; }) == wanted;
}

Person person_of(const Row& row, std::size_t number)
{
    Person person;
    person.login = "probe.matrix" + std::to_string(number);
    person.sam = person.login;
    person.upn = person.login + "@" + school().domain;
    person.mail = person.upn;
    person.password = "Kranich." + std::to_string(number) + ".Turmuhr.77";
    person.role = row.role;
    return person;
}

} // namespace

const char* name_of(State state) noexcept
{
    static constexpr std::array<const char*, states> names{"expected", "active", "restricted", "locked",
                                                           "leaving",  "left",   "erasing"};
    return names.at(static_cast<std::size_t>(state));
}

void do_all(const Actor::Jobs& jobs)
{
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> workers;
    for (std::size_t n = 0; n < at_once; ++n)
        workers.emplace_back([&] {
            for (std::size_t job = next++; job < jobs.size(); job = next++)
                jobs[job]();
        });
}

Actor::Actor(const Row& row, std::size_t number)
    : row_(row), person_(person_of(row, number)), colleague_(school().one("teacher").mail)
{
}

bool Actor::is_open(State state, char service, Place place) const
{
    const bool open = std::strchr(row_.open.at(static_cast<std::size_t>(state)), service) != nullptr;
    return open && (place == Place::in_school || (row_.from_home && service != 'L'));
}

Cell& Actor::cell(State state, const char* door, const char* when, Place place, char service)
{
    auto made = std::make_unique<Cell>();
    made->label = std::string(row_.label) + ", " + name_of(state) + ", " + door + ", " + when + ", " +
                  appliance::name_of(place);
    made->wanted = is_open(state, service, place);
    made->got = !made->wanted; // until it is checked
    cells_.push_back(std::move(made));
    return *cells_.back();
}

void Actor::open_mail(Jobs& jobs)
{
    for (const Place place : places)
        if (is_open(State::active, 'M', place))
            jobs.emplace_back([this, place, &live = live_[place]] {
                at(place, [&] {
                    live.imap = std::make_unique<ImapLine>(person_);
                    live.smtp = std::make_unique<SmtpLine>(person_);
                });
            });
    if (is_open(State::active, 'L', Place::in_school))
        jobs.emplace_back(
            [this] { has_tickets_ = tickets_.log_on().status == 0 && tickets_.share_ticket(); });
}

void Actor::open_shares()
{
    for (const Place place : places)
        at(place, [&] {
            Live& live = live_[place];
            for (const auto& [service, share, drive] :
                 {std::tuple{'H', "home", &live.home}, std::tuple{'C', "klassen", &live.classes}}) {
                drive->reset();
                if (!is_open(State::active, service, place))
                    continue;

                *drive = std::make_unique<Drive>(person_);
                (void)(*drive)->list(share);
            }
        });
}

void Actor::check_mail(State state, Jobs& jobs)
{
    for (const Place place : places) {
        check_new_mail(state, place, jobs);
        check_live_mail(state, place, jobs);
        check_tickets(state, place, jobs);
    }
}

void Actor::check_new_mail(State state, Place place, Jobs& jobs)
{
    jobs.emplace_back([this, place, &imap = cell(state, "IMAP", "new log-in", place, 'M')] {
        at(place, [&] { imap.got = ImapLine(person_).open(); });
    });
    jobs.emplace_back([this, place, &smtp = cell(state, "SMTP", "new log-in", place, 'M')] {
        at(place, [&] { smtp.got = SmtpLine(person_).takes_mail(colleague_); });
    });
    jobs.emplace_back([this, place, &log_on = cell(state, "Kerberos", "new log-in", place, 'L')] {
        at(place, [&] { log_on.got = Tickets(person_).log_on().status == 0; });
    });
}

void Actor::check_live_mail(State state, Place place, Jobs& jobs)
{
    Live& live = live_[place];
    if (live.imap != nullptr)
        jobs.emplace_back([&live, &imap = cell(state, "IMAP", "old session", place, 'M')] {
            imap.got = settles(imap.wanted, [&] { return live.imap->works(); });
        });
    if (live.smtp != nullptr)
        jobs.emplace_back([this, &live, &smtp = cell(state, "SMTP", "old session", place, 'M')] {
            smtp.got = settles(smtp.wanted, [&] { return live.smtp->takes_mail(colleague_); });
        });
}

void Actor::check_tickets(State state, Place place, Jobs& jobs)
{
    if (!has_tickets_)
        return;

    for (const auto& [service, share, door] :
         {std::tuple{'H', "home", "SMB home"}, std::tuple{'C', "klassen", "SMB class"}})
        jobs.emplace_back([this, place, share, &old = cell(state, door, "old ticket", place, service)] {
            at(place, [&] { old.got = tickets_.list(share).status == 0; });
        });
}

void Actor::check_shares(State state, Place place)
{
    Live& live = live_[place];
    for (const auto& [service, share, door, drive] :
         {std::tuple{'H', "home", "SMB home", live.home.get()},
          std::tuple{'C', "klassen", "SMB class", live.classes.get()}}) {
        Cell& fresh = cell(state, door, "new log-in", place, service);
        fresh.got = Drive(person_).list(share) == 0;
        if (drive == nullptr)
            continue;

        Cell& old = cell(state, door, "old session", place, service);
        old.got = settles(old.wanted, [&] { return drive->list(share) == 0; });
    }
}

} // namespace pedell::appliance
