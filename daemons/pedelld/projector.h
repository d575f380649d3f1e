// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access.h"
#include "core/school.h"
#include "daemons/pedelld/outside.h"
#include "daemons/pedelld/passwords.h"
#include "register/register.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::pedelld
{

/// A part of the world outside that a change has to reach.
enum class Part : std::uint8_t { directory, folder, quota, sessions, tables };
[[nodiscard]] std::string_view name_of(Part part) noexcept;
using Parts = std::set<Part>;

/// Both clocks, so that tests can hold them.
struct Clocks {
    std::function<core::Time()> wall;
    std::function<std::chrono::steady_clock::time_point()> steady;
    [[nodiscard]] static Clocks real();
};

/// How one of the neighbours is doing, as the last call showed.
struct Neighbour {
    std::optional<bool> reachable; ///< absent: not asked yet
    std::string context;           ///< the last error
};

/// How Active Directory differed from the register, in numbers of accounts.
struct Drift {
    std::size_t missing = 0;     ///< in the register only
    std::size_t unknown = 0;     ///< in Active Directory only: left alone, somebody has to look
    std::size_t wrong_state = 0; ///< enabled where the register says locked, or the other way round
};

/// Carries what the register's outbox says to Active Directory, folders, quotas, sessions, Postfix's tables.
///
/// Promises: an entry leaves the outbox only when all its parts are done; what fails is tried again with
///           growing pauses while the rest goes on; a killed pedelld finds everything still to be done in the
///           outbox.
/// Threads:  one at a time, the one that owns the Register.
class Projector
{
public:
    using Steady = std::chrono::steady_clock::time_point;

    Projector(registry::Register& reg, Hand& hand, Accounts& accounts, const core::School& school,
              Clocks clocks, std::filesystem::path tables);

    /// The newest entry of the outbox now; what a change adds is newer.
    [[nodiscard]] base::Result<std::int64_t> mark();

    /// Carries everything newer than the mark at once. Returns what could not be done (it is tried again).
    [[nodiscard]] base::Result<Parts> settle(std::int64_t mark);

    /// In the background: carries at most `most` entries whose time has come. Returns when to go on; absent:
    /// all done.
    [[nodiscard]] base::Result<std::optional<Steady>> work(std::size_t most);

    /// Puts everything into the outbox again. Returns the number of entries.
    [[nodiscard]] base::Result<std::size_t> heal();

    /// Compares the accounts; kept for the status.
    [[nodiscard]] base::Result<Drift> measure_drift();

    /// The password with which this person's account is going to be made; forgotten when that is done.
    void keep_password(core::PersonId person, Password password);

    /// Sets it in Active Directory now.
    [[nodiscard]] base::Result<> set_password(core::PersonId person, const Password& password);

    /// Compares a folder with what is declared. A folder of the teachers' room that is not there is made.
    [[nodiscard]] base::Result<hand::Reply> check_folder(const hand::CheckFolder& request);

    /// Asks Active Directory for a sign of life.
    void ping();

    struct Condition {
        Neighbour directory;
        Neighbour hand;
        std::optional<bool> quota_supported;
        std::size_t failing = 0;
        std::size_t without_password = 0; ///< accounts made since the start with a password that nobody knows
        std::optional<Drift> drift;
    };
    [[nodiscard]] Condition condition() const;

private:
    /// An entry that failed: how often, and when it is tried again.
    struct Attempt {
        unsigned count = 0;
        Steady next;
    };
    using Services = unsigned; ///< a bit for each core::Service and core::Channel
    /// Somebody who was cut, and when it is done once more: a log-in that had passed the register when that
    /// changed may not have been a session yet.
    struct SecondLook {
        Services lost = 0;
        Steady when;
    };

    [[nodiscard]] Steady
    time_of(const registry::Pending& entry) const; ///< when it is carried: past, if never tried
    void carry_all(std::vector<registry::Pending> entries, Parts& missing);
    void carry(const registry::Pending& entry, Parts& missing);
    void postpone(const registry::Pending& entry, const std::string& reason);
    void forget_gone(const std::vector<registry::Pending>& pending);

    // One kind of entry each: what could not be done. An Error is the register's own.
    [[nodiscard]] base::Result<Parts> carry_person(const registry::Pending& entry);
    [[nodiscard]] base::Result<Parts> carry_class(core::ClassId id);
    [[nodiscard]] base::Result<Parts> carry_person_gone(core::PersonId id, const std::string& sam);
    [[nodiscard]] base::Result<Parts> carry_class_gone(core::ClassId id);
    [[nodiscard]] base::Result<Parts> carry_tables();

    void put_account(const registry::Person& person, bool enabled,
                     const std::vector<registry::SchoolClass>& classes, Parts& missing);
    [[nodiscard]] bool note_one_time(const registry::Person& person, bool enabled, bool one_time);

    // What was lost is cut, what was regained is let go (projector_sessions.cc).
    void cut_denied(const registry::Person& person, Services denied, bool locked, bool healing, bool fresh,
                    Parts& missing);
    [[nodiscard]] bool cut(const registry::Person& person, const std::set<core::Service>& services);
    [[nodiscard]] bool treat_mail(const registry::Person& person, hand::MailAction action);
    void look_again();
    void make_folder(const registry::Person& person, Parts& missing);

    /// Calls a neighbour; in this round not again after it once kept us waiting in vain.
    template <class Call>
    auto call_directory(const Call& call) -> decltype(call(std::declval<Accounts&>()));
    [[nodiscard]] base::Result<hand::Reply> call_hand(const hand::Request& request);
    [[nodiscard]] bool hand_did(const hand::Request& request);
    [[nodiscard]] bool keep_teachers_room();
    void begin_round();
    struct Line;
    void note(Line& line, const base::Error* error, Steady asked);

    /// A neighbour and whether it is to be spared for the rest of this round.
    struct Line {
        const char* name;
        Neighbour state;
        bool spared = false;
    };

    registry::Register& register_;
    Hand& hand_;
    bool has_teachers_room_ = false; ///< made since the start
    Accounts& accounts_;
    const core::School& school_;
    Clocks clocks_;
    std::filesystem::path tables_;

    Line directory_line_{"Active Directory", {}};
    Line hand_line_{"pedell-hand", {}};
    std::optional<bool> quota_supported_;
    std::optional<Drift> drift_;
    std::string last_reason_;                    ///< of the entry that is being carried
    std::map<std::int64_t, Attempt> attempts_;   ///< by entry
    std::set<std::int64_t> healing_;             ///< entries that only repeat what was said before
    std::map<std::int64_t, Password> passwords_; ///< by person
    std::set<std::int64_t> without_password_;    ///< people
    std::map<std::int64_t, Services> denied_;    ///< by person: for which no session is left
    std::map<std::int64_t, SecondLook> again_;   ///< by person
};

/// The account in Active Directory is open as long as its person may log on in school. Where mail alone is
/// open the password still proves itself to Dovecot (docs/decisions/0018).
[[nodiscard]] bool opens_account(const registry::AccessRow& row) noexcept;

/// One service by one channel, as a bit.
constexpr unsigned access_bit(core::Service service, core::Channel channel) noexcept
{
    return 1U << (static_cast<unsigned>(service) * core::all_channels.size() +
                  static_cast<unsigned>(channel));
}

/// The numbers that differ; pure.
[[nodiscard]] Drift compare(const std::map<std::int64_t, bool>& enabled_by_register,
                            const std::vector<directory::Directory::Found>& accounts);

} // namespace pedell::pedelld
