// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net_address.h"
#include "core/recent.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Who guesses passwords, and what follows. Pure: the clock comes as an argument, passwords come as tags
/// (keyed hashes), memory is bounded. Source: the school's rules "a password is never passed on" and "blocks
/// cannot be got around" (P9, P11), and P1: a log-on works, so no guesser may take it away from its owner.
/// Decision 0011.
namespace pedell::core
{

using Instant = std::chrono::steady_clock::time_point;

struct GuessRules {
    /// Mail, one person from one address: so many different wrong passwords in the window stop the pair.
    std::size_t mail_passwords = 10;
    /// The same for a person from one IPv6 network, whose addresses cost nothing. Below Active Directory's
    /// own threshold (100 in five minutes).
    std::size_t mail_passwords_of_a_network = 40;
    /// Mail, one address: wrong passwords for so many people in the window; then only who was right from
    /// there lately goes on. A whole school may sit behind one address.
    std::size_t mail_people = 200;
    std::chrono::seconds mail_window{600};
    std::chrono::seconds mail_block{600};
    /// So long a wrong password is answered from memory; then Active Directory may be asked again (the person
    /// may have chosen it meanwhile).
    std::chrono::seconds known_wrong{180};
    std::chrono::hours trusted{24 * 7};

    /// Domain (Kerberos, SMB, LDAP), one address: so many wrong passwords for one person, or in all. Windows
    /// asks twice for each mistake (Kerberos, then NTLM).
    std::size_t domain_of_a_person = 20;
    std::size_t domain_in_all = 300;
    std::chrono::seconds domain_window{300};
    std::chrono::seconds domain_block{300};

    std::size_t pairs = 16384;
    std::size_t addresses = 4096;
};

enum class MailAnswer : std::uint8_t {
    allow,       ///< ask Active Directory, then report
    known_wrong, ///< it was wrong a moment ago
    blocked
};
enum class Outcome : std::uint8_t { right, wrong, unknown };

/// What is stopped at the moment. `person` is empty where a whole address is meant.
struct GuessBlock {
    NetAddress address;
    std::string person;
    std::chrono::seconds left{};
};

/// Guesses at mail log-ins. Every `allow` is followed by one report, with Outcome::unknown where nobody could
/// tell: until then the password counts as wrong, so that many connections at once gain nothing.
class MailGuesses
{
public:
    explicit MailGuesses(const GuessRules& rules = {});

    [[nodiscard]] MailAnswer ask(const NetAddress& address, std::string_view person, std::uint64_t tag,
                                 Instant now);
    /// True: this one brought the block.
    bool report(const NetAddress& address, std::string_view person, std::uint64_t tag, Outcome outcome,
                Instant now);

    [[nodiscard]] std::vector<GuessBlock> blocks(Instant now) const;
    /// Forgets one address, or all; returns how many blocks that lifted.
    std::size_t clear(const std::optional<NetAddress>& address, Instant now);
    [[nodiscard]] std::size_t remembered() const noexcept
    {
        return pairs_.size();
    }

private:
    using Key = std::pair<NetAddress, std::string>;
    struct Try {
        std::uint64_t tag = 0;
        std::uint32_t open = 0; ///< asked, not yet reported
        bool wrong = false;
        Instant at; ///< when Active Directory last called it wrong
    };
    struct Pair {
        std::vector<Try> tries;
        std::optional<Instant> blocked_until;
        std::optional<Instant> right_at;
    };
    struct Person {
        std::size_t hash = 0;
        Instant at;
    };
    struct Address {
        std::vector<Person> people; ///< for whom a password from there was wrong
    };

    void forget_old(Pair& pair, Instant now) const;
    [[nodiscard]] bool sprays(const NetAddress& address, Instant now) const;
    void note_wrong_for(const NetAddress& address, const std::string& person, Instant now);
    bool note_wrong(Pair& pair, std::uint64_t tag, std::size_t limit, Instant now) const;

    GuessRules rules_;
    Recent<Key, Pair> pairs_;
    Recent<Key, Pair> networks_; ///< by IPv6 network and person
    Recent<NetAddress, Address> addresses_;
};

/// Guesses at Active Directory itself, seen only after they were made.
class DomainGuesses
{
public:
    explicit DomainGuesses(const GuessRules& rules = {});

    struct Answer {
        bool block = false; ///< from now on: no new connection from there
        bool cut = false;   ///< this very connection must not go on guessing
    };
    [[nodiscard]] Answer wrong(const NetAddress& address, std::string_view person, Instant now);

    [[nodiscard]] std::vector<GuessBlock> blocks(Instant now) const;
    std::size_t clear(const std::optional<NetAddress>& address, Instant now);
    [[nodiscard]] std::chrono::seconds block_time() const noexcept
    {
        return rules_.domain_block;
    }

private:
    struct Wrong {
        std::size_t person = 0; ///< hash
        Instant at;
    };
    struct Address {
        std::vector<Wrong> wrong;
        std::optional<Instant> blocked_until;
    };

    GuessRules rules_;
    Recent<NetAddress, Address> addresses_;
};

} // namespace pedell::core
