// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/watch.h"

#include "base/journal.h"
#include "daemons/watch/messages.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace pedell::watch
{
namespace
{

namespace json = boost::json;

/// An answer is one message; whoever guesses from more addresses is not helped by a longer list.
constexpr std::size_t most_listed = 200;

template <class... Handlers>
struct Cases : Handlers... {
    using Handlers::operator()...;
};

void add(json::array& list, const char* door, const std::vector<core::GuessBlock>& blocks)
{
    for (const auto& block : blocks)
        if (list.size() < most_listed)
            list.push_back({{"door", door},
                            {"address", block.address.text()},
                            {"person", block.person},
                            {"seconds", block.left.count()}});
}

} // namespace

std::optional<std::string> Watch::answer(Conversation& talk, const Question& question, core::Instant now)
{
    using Answer = std::optional<std::string>;
    return std::visit(Cases{
                          [&](const Ask& ask) -> Answer {
                              end(talk, now);
                              if (mail_.ask(ask.address, ask.login, ask.tag, now) != core::MailAnswer::allow)
                                  return "no";

                              talk.asked = ask;
                              return "go";
                          },
                          [&](const Tell& tell) -> Answer {
                              const auto asked = std::exchange(talk.asked, std::nullopt);
                              if (!asked)
                                  return std::nullopt;

                              if (mail_.report(asked->address, asked->login, asked->tag, tell.outcome, now))
                                  base::log(messages::watch::mail_blocked);
                              return "";
                          },
                          [&](const List&) -> Answer { return talk.root ? Answer(list(now)) : std::nullopt; },
                          [&](const Clear& which) -> Answer {
                              return talk.root ? Answer(clear(which.address, now)) : std::nullopt;
                          },
                      },
                      question);
}

void Watch::end(Conversation& talk, core::Instant now)
{
    if (const auto asked = std::exchange(talk.asked, std::nullopt))
        mail_.report(asked->address, asked->login, asked->tag, core::Outcome::unknown, now);
}

void Watch::note(const WrongPassword& wrong, core::Instant now)
{
    const auto [block, cut] = domain_.wrong(wrong.address, wrong.person, now);
    if (block && order({WallVerb::shut, wrong.address, 0, domain_.block_time()}))
        base::log(messages::watch::address_blocked,
                  {{"SECONDS", std::to_string(domain_.block_time().count())}});
    if (cut)
        order({WallVerb::cut, wrong.address, wrong.port, domain_.block_time()});
}

std::string Watch::list(core::Instant now) const
{
    json::array blocks;
    add(blocks, "mail", mail_.blocks(now));
    add(blocks, "domain", domain_.blocks(now));
    return json::serialize(json::object{{"wall", wall_stands_}, {"blocks", std::move(blocks)}});
}

std::string Watch::clear(const std::optional<core::NetAddress>& address, core::Instant now)
{
    const std::size_t cleared = mail_.clear(address, now) + domain_.clear(address, now);
    order(address ? WallOrder{WallVerb::open, *address, 0, {}} : WallOrder{WallVerb::open_all, {}, 0, {}});
    base::log(messages::watch::cleared, {{"COUNT", std::to_string(cleared)}});
    return json::serialize(json::object{{"cleared", cleared}});
}

bool Watch::order(const WallOrder& order)
{
    const auto done = give_order_(order);
    wall_stands_ = done.has_value();
    if (!done)
        base::log(messages::watch::wall_broken,
                  {{"REASON", done.error().context}, {"ERRNO", std::to_string(done.error().sys_errno)}});
    return wall_stands_;
}

} // namespace pedell::watch
