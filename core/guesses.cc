// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guesses.h"

#include <algorithm>

namespace pedell::core
{
namespace
{

constexpr std::size_t longest_name = 64;

std::string short_name(std::string_view person)
{
    return std::string(person.substr(0, longest_name));
}

std::size_t hash_of(std::string_view person)
{
    return std::hash<std::string_view>{}(person);
}

bool holds(const std::optional<Instant>& until, Instant now)
{
    return until && now < *until;
}

std::chrono::seconds left_of(const std::optional<Instant>& until, Instant now)
{
    return std::chrono::ceil<std::chrono::seconds>(*until - now);
}

} // namespace

MailGuesses::MailGuesses(const GuessRules& rules)
    : rules_(rules), pairs_(rules.pairs), networks_(rules.pairs), addresses_(rules.addresses)
{
}

void MailGuesses::forget_old(Pair& pair, Instant now) const
{
    for (Try& one : pair.tries)
        one.wrong = one.wrong && now - one.at < rules_.mail_window;
    std::erase_if(pair.tries, [](const Try& one) { return !one.wrong && one.open == 0; });
}

bool MailGuesses::sprays(const NetAddress& address, Instant now) const
{
    const Address* known = addresses_.find(address);
    if (known == nullptr)
        return false;

    const auto young = std::ranges::count_if(
        known->people, [&](const Person& person) { return now - person.at < rules_.mail_window; });
    return static_cast<std::size_t>(young) >= rules_.mail_people;
}

MailAnswer MailGuesses::ask(const NetAddress& address, std::string_view person, std::uint64_t tag,
                            Instant now)
{
    const Key key{address, short_name(person)};
    if (const Pair* wide = networks_.find({address.network(), key.second});
        wide != nullptr && holds(wide->blocked_until, now))
        return MailAnswer::blocked;

    const Pair* known = pairs_.find(key);
    const bool trusted = known != nullptr && known->right_at && now - *known->right_at < rules_.trusted;
    // Before an entry is made: whoever sends ever new names shall not push out what we know.
    if (!trusted && sprays(address, now))
        return MailAnswer::blocked;

    Pair& pair = pairs_.use(key);
    if (holds(pair.blocked_until, now))
        return MailAnswer::blocked;

    forget_old(pair, now);
    const auto same = std::ranges::find(pair.tries, tag, &Try::tag);
    if (same != pair.tries.end()) {
        if (same->wrong && now - same->at < rules_.known_wrong)
            return MailAnswer::known_wrong;

        ++same->open;
        return MailAnswer::allow;
    }
    if (pair.tries.size() >= rules_.mail_passwords)
        return MailAnswer::blocked;

    pair.tries.push_back({tag, 1, false, now});
    return MailAnswer::allow;
}

bool MailGuesses::note_wrong(Pair& pair, std::uint64_t tag, std::size_t limit, Instant now) const
{
    forget_old(pair, now);
    auto same = std::ranges::find(pair.tries, tag, &Try::tag);
    if (same == pair.tries.end())
        same = pair.tries.insert(pair.tries.end(), Try{.tag = tag, .at = now});
    same->wrong = true;
    same->at = now;

    const auto wrong = std::ranges::count_if(pair.tries, &Try::wrong);
    if (static_cast<std::size_t>(wrong) < limit)
        return false;

    const bool already = holds(pair.blocked_until, now);
    pair.blocked_until = now + rules_.mail_block;
    for (Try& one : pair.tries)
        one.wrong = false;
    forget_old(pair, now);
    return !already;
}

void MailGuesses::note_wrong_for(const NetAddress& address, const std::string& person, Instant now)
{
    auto& people = addresses_.use(address).people;
    const std::size_t hash = hash_of(person);
    auto place = std::ranges::find(people, hash, &Person::hash);
    if (place == people.end() && people.size() >= rules_.mail_people)
        place = std::ranges::min_element(people, {}, &Person::at);
    if (place == people.end())
        people.push_back({hash, now});
    else
        *place = {hash, now};
}

bool MailGuesses::report(const NetAddress& address, std::string_view person, std::uint64_t tag,
                         Outcome outcome, Instant now)
{
    const Key key{address, short_name(person)};
    const Key wide{address.network(), key.second};
    Pair& pair = pairs_.use(key);
    if (const auto same = std::ranges::find(pair.tries, tag, &Try::tag);
        same != pair.tries.end() && same->open > 0)
        --same->open;

    switch (outcome) {
    case Outcome::unknown:
        forget_old(pair, now);
        return false;
    case Outcome::right:
        for (Try& one : pair.tries)
            one.wrong = false;
        forget_old(pair, now);
        pair.blocked_until.reset();
        pair.right_at = now;
        networks_.erase(wide);
        return false;
    case Outcome::wrong:
        break;
    }

    note_wrong_for(address, key.second, now);
    bool blocked = note_wrong(pair, tag, rules_.mail_passwords, now);
    if (!address.is_v4())
        blocked = note_wrong(networks_.use(wide), tag, rules_.mail_passwords_of_a_network, now) || blocked;
    return blocked;
}

std::vector<GuessBlock> MailGuesses::blocks(Instant now) const
{
    std::vector<GuessBlock> list;
    for (const auto* pairs : {&pairs_, &networks_})
        for (const auto& [key, pair] : *pairs)
            if (holds(pair.blocked_until, now))
                list.push_back({key.first, key.second, left_of(pair.blocked_until, now)});
    for (const auto& [address, known] : addresses_)
        if (sprays(address, now)) {
            const Instant oldest = std::ranges::min(known.people, {}, &Person::at).at;
            list.push_back({address, {}, left_of(oldest + rules_.mail_window, now)});
        }
    return list;
}

std::size_t MailGuesses::clear(const std::optional<NetAddress>& address, Instant now)
{
    std::size_t lifted = 0;
    for (const GuessBlock& block : blocks(now))
        lifted += !address || block.address == *address || block.address == address->network() ? 1 : 0;

    const auto meant = [&](const NetAddress& one) {
        return !address || one == *address || one == address->network();
    };
    const auto of_pair = [&](const Key& key, const Pair&) { return meant(key.first); };
    pairs_.erase_if(of_pair);
    networks_.erase_if(of_pair);
    addresses_.erase_if([&](const NetAddress& one, const Address&) { return meant(one); });
    return lifted;
}

DomainGuesses::DomainGuesses(const GuessRules& rules) : rules_(rules), addresses_(rules.addresses) {}

DomainGuesses::Answer DomainGuesses::wrong(const NetAddress& address, std::string_view person, Instant now)
{
    Address& known = addresses_.use(address);
    // A connection that was open before: the block did not end it, its next guess does.
    if (holds(known.blocked_until, now))
        return {.block = false, .cut = true};

    std::erase_if(known.wrong, [&](const Wrong& one) { return now - one.at >= rules_.domain_window; });
    const std::size_t hash = hash_of(person);
    known.wrong.push_back({hash, now});
    const auto of_person = std::ranges::count(known.wrong, hash, &Wrong::person);
    if (static_cast<std::size_t>(of_person) < rules_.domain_of_a_person &&
        known.wrong.size() < rules_.domain_in_all)
        return {};

    known.blocked_until = now + rules_.domain_block;
    known.wrong.clear();
    return {.block = true, .cut = true};
}

std::vector<GuessBlock> DomainGuesses::blocks(Instant now) const
{
    std::vector<GuessBlock> list;
    for (const auto& [address, known] : addresses_)
        if (holds(known.blocked_until, now))
            list.push_back({address, {}, left_of(known.blocked_until, now)});
    return list;
}

std::size_t DomainGuesses::clear(const std::optional<NetAddress>& address, Instant now)
{
    std::size_t lifted = 0;
    addresses_.erase_if([&](const NetAddress& one, const Address& known) {
        if (address && one != *address)
            return false;

        lifted += holds(known.blocked_until, now) ? 1 : 0;
        return true;
    });
    return lifted;
}

} // namespace pedell::core
