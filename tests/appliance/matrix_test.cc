// SPDX-License-Identifier: GPL-3.0-or-later

// Every kind of person in every state at every door: by a new log-in, a session or ticket from before, in
// school and from home. What is wanted stands here as the school's rules say it (P2, P8, P23 to P25), not as
// the code does.
#include "matrix.h"
#include "shell.h"

#include <gtest/gtest.h>
#include <iostream>

namespace pedell::appliance
{
namespace
{

// clang-format off
constexpr std::array<Row, 9> table{{
    // person              role            consent home   expected  active  restricted locked leaving left erasing
    {"pupil",              "pupil",         true,  true,  {{"",     "LMHC", "LH",      "",    "LMHC", "",  ""}}},
    {"pupil without home", "pupil",         true,  false, {{"",     "LMHC", "LH",      "",    "LMHC", "",  ""}}},
    {"teacher",            "teacher",       false, true,  {{"LMHC", "LMHC", "LH",      "",    "LMHC", "",  ""}}},
    {"staff",              "staff",         false, true,  {{"LMHC", "LMHC", "LH",      "",    "LMHC", "",  ""}}},
    {"head",               "head",          false, true,  {{"LMHC", "LMHC", "LH",      "",    "LMHC", "",  ""}}},
    {"administrator",      "administrator", false, true,  {{"LMHC", "LMHC", "LH",      "",    "LMHC", "",  ""}}},
    {"guardian",           "guardian",      false, true,  {{"M",    "M",    "",        "",    "M",    "",  ""}}},
    {"guest",              "guest",         false, true,  {{"LH",   "LH",   "LH",      "",    "LH",   "",  ""}}},
    {"device",             "device",        false, true,  {{"M",    "M",    "",        "",    "M",    "",  ""}}},
}};
// clang-format on

using Actors = std::vector<std::unique_ptr<Actor>>;

std::string record(const Actor& actor)
{
    if (!actor.row().needs_consent)
        return "true";

    std::string commands;
    for (const char* purpose : {"use", "evaluation"})
        commands += "pedell consent record " + actor.person().login + " " + purpose + " --form Probe" +
                    (actor.row().from_home ? "" : " --channel in_school") + " && ";
    return commands + "true";
}

/// The command that puts a person into the state, and the one that takes it back.
std::pair<std::string, std::string> commands_of(State state, const Actor& actor)
{
    const std::string login = actor.person().login;
    switch (state) {
    case State::expected:
        if (!actor.row().needs_consent)
            return {"true", "true"};
        return {"pedell consent revoke " + login + " use && pedell consent revoke " + login + " evaluation",
                record(actor)};
    case State::active:
        break;
    case State::restricted:
        return {
            "curl -sSf -o /dev/null --unix-socket /run/pedell/api.sock -H 'Content-Type: application/json' "
            "-d '{\"reason\":\"Probe\",\"restrict\":true}' http://localhost/v1/people/" +
                login + "/lock",
            "pedell person unlock " + login};
    case State::locked:
        return {"pedell person lock " + login + " --reason Probe", "pedell person unlock " + login};
    case State::leaving:
        return {"pedell person edit " + login + " --leaves +1d",
                "pedell person edit " + login + " --leaves never"};
    case State::left:
        return {"pedell person edit " + login + " --leaves 2020-07-31",
                "pedell person edit " + login + " --leaves never"};
    case State::erasing:
        // Held up for as long as the folder cannot be removed.
        return {"id=$(pedell person show " + login +
                    " --json | sed -n 's/^{\"id\":\\([0-9]*\\).*/\\1/p') && chattr +i "
                    "/srv/pedell/people/$id && { pedell person remove " +
                    login + " --yes || true; }",
                "chattr -i /srv/pedell/people/* 2>/dev/null; true"};
    }
    return {"true", "true"};
}

void run_for_all(const Actors& actors, State state, bool forth)
{
    std::string all;
    for (const auto& actor : actors) {
        const auto [there, back] = commands_of(state, *actor);
        all += "{ " + (forth ? there : back) + "; } >/dev/null || exit 1\n";
    }
    must(all);
}

void add_all(const Actors& actors)
{
    for (const auto& actor : actors) {
        const Person& person = actor->person();
        const auto added = in_appliance(
            "pedell person add --role " + person.role + " --given Probe --surname Matrix --login " +
                person.login + " --password-stdin >/dev/null && " + record(*actor) + " >/dev/null",
            person.password);
        ASSERT_EQ(added.status, 0) << person.login << ": " << added.err;
    }
}

void open_all(const Actors& actors)
{
    Actor::Jobs jobs;
    for (const auto& actor : actors)
        actor->open_mail(jobs);
    do_all(jobs);
    for (const auto& actor : actors)
        actor->open_shares();
}

void check_all(const Actors& actors, State state)
{
    Actor::Jobs jobs;
    for (const auto& actor : actors)
        actor->check_mail(state, jobs);
    do_all(jobs);
    for (const Place place : {Place::in_school, Place::from_home})
        at(place, [&] {
            for (const auto& actor : actors)
                actor->check_shares(state, place);
        });
}

bool are_gone(const Actors& actors)
{
    std::string logins;
    for (const auto& actor : actors)
        logins += " " + actor->person().login;
    return in_appliance("for l in" + logins + "; do ! pedell person show $l >/dev/null 2>&1 || exit 1; done")
               .status == 0;
}

TEST(Matrix, EveryCellOfPersonStateDoorAndPlaceIsAsTheRulesSay)
{
    Actors actors;
    for (const Row& row : table)
        actors.push_back(std::make_unique<Actor>(row, actors.size() + 1));
    const Finally gone([&] {
        run_for_all(actors, State::erasing, false);
        for (const auto& actor : actors)
            (void)in_appliance("pedell person remove " + actor->person().login + " --yes");
        (void)in_appliance("pedell heal");
        EXPECT_TRUE(happens(std::chrono::seconds{30}, [&] { return are_gone(actors); }));
    });
    add_all(actors);
    if (HasFatalFailure())
        return;

    for (const State state : {State::active, State::expected, State::restricted, State::locked,
                              State::leaving, State::left, State::erasing}) {
        open_all(actors); // while everything works
        run_for_all(actors, state, true);
        check_all(actors, state);
        run_for_all(actors, state, false);
    }

    std::size_t cells = 0;
    for (const auto& actor : actors)
        for (const auto& cell : actor->cells()) {
            EXPECT_EQ(cell->got, cell->wanted) << cell->label;
            ++cells;
        }
    std::cout << "[  matrix  ] " << cells << " cells\n";
}

} // namespace
} // namespace pedell::appliance
