// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/access.h"
#include "core/limits.h"
#include "core/names.h"
#include "core/people.h"
#include "register/grants.h"
#include "register/trust.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pedell::core
{
struct ReachRules;
}

/// The register: who is who and what they may do. (The namespace cannot be called like the folder: C++
/// keyword.)
namespace pedell::registry
{

/// A person as the register keeps it. No birthday, no description: as little as possible.
struct Person {
    core::PersonId id;
    core::Role role = core::Role::pupil;
    std::string given; ///< all given names
    std::string surname;
    std::string login; ///< unique among logins and sams, for ever
    std::string sam;
    std::string mail; ///< local part of the primary address
    std::optional<core::Time> leaves;
    bool erasing = false;
};

/// A class, course or working group.
struct SchoolClass {
    core::ClassId id;
    core::ClassKind kind = core::ClassKind::school_class;
    std::string name; ///< shown name, folder under klassen; may change
};

/// A further address: local part -> targets. A target is "person:LOGIN", "class:NAME" or a mail address
/// (another alias of the own domain, or one outside).
struct Alias {
    std::string name;
    std::vector<std::string> targets;
};

/// A recorded consent with where it came from.
struct RecordedConsent {
    core::Consent consent;
    std::string form;                         ///< form version
    std::string recorded_by;                  ///< "system" or a login
    std::optional<core::Time> signed_on = {}; ///< the day on the paper
    std::optional<core::Time> recorded = {};  ///< when it was recorded; filled in by the register
    std::string revoked_by = {};              ///< empty: not revoked, or before this was kept
};

struct RecordedSanction {
    core::Sanction sanction;
    std::string reason;
    std::string set_by;
    std::string ended_by = {}; ///< empty: nobody ended it before its time
};

/// One signed form that came back on paper, with all that it answers.
struct ReturnedForm {
    struct Answer {
        core::Purpose purpose = core::Purpose::use;
        core::Channel channel = core::Channel::in_school;
        bool yes = false;
    };
    std::string login;
    std::string form;                  ///< its version
    core::Time signed_on{};            ///< the beginning of the day on the paper
    std::optional<core::Time> expires; ///< of every yes
    std::vector<Answer> answers;
};

/// What taking a form changed, in answers.
struct FormEffect {
    std::size_t recorded = 0; ///< a new consent
    std::size_t revoked = 0;  ///< a no, where a consent was in force that is not signed later
    std::size_t known = 0;    ///< the same form is recorded already, or a no where nothing was in force
    std::size_t outdated = 0; ///< signed before the day of a revocation: not recorded, that counts
    bool operator==(const FormEffect&) const = default;
};

/// A switch of a module as it was set: for everybody, a role, a class or a person.
struct ModuleSetting {
    core::ModuleSwitch setting;
    std::string whose; ///< role by wire name, class by name, person by login; empty for the school
    core::Time since{};
    std::string set_by;
};

/// A new password that somebody asked for, and how it was checked that it was they (P22).
struct RecordedReset {
    core::Time done{};
    std::string done_by;  ///< "system" or a login
    std::string asked_by; ///< "self" or "guardian"
    std::string identity; ///< how it was checked: "known", "school_id", "id_card" or in other words
};

/// What became of a request that needs a second person.
enum class ApprovalState : std::uint8_t { requested, approved, refused, expired };
[[nodiscard]] std::string_view name_of(ApprovalState state) noexcept;

/// Such a request, as it came.
struct Approval {
    std::int64_t number = 0;
    std::string method = {};
    std::string target = {};
    std::string body = {}; ///< JSON, or empty
    core::Time requested{};
    std::string requested_by = {}; ///< login
    ApprovalState state = ApprovalState::requested;
    std::optional<core::Time> decided = {};
    std::string decided_by = {}; ///< empty: nobody
};

/// One person's row for one service, as the doors read it.
struct AccessRow {
    core::PersonId person;
    core::Service service;
    core::Channel channel = core::Channel::in_school;
    core::Access access;
};

/// What still has to be carried to the outside after a committed change (an outbox: a killed pedelld finishes
/// it).
struct Pending {
    std::int64_t id = 0;
    enum class Kind : std::uint8_t {
        person,
        school_class,
        person_gone,
        class_gone,
        tables
    } kind = Kind::tables;
    std::int64_t subject = 0; ///< person or class id
    std::string detail;       ///< for *_gone: the sam or class name that has to disappear
};

struct Tables;

/// The one writer (pedelld). Not for two threads at once.
///
/// Promises: each method is one transaction; a change that touches the world outside leaves its Pending rows
///           in the same transaction; access rows are recomputed by core::decide_access with every change.
/// Errors:   malformed (what and which value), conflict (taken), not_found, unavailable (locked, disk),
///           corrupt.
class Register
{
public:
    /// What to do where there is no database, or an empty one: a school that was set up has lost it and must
    /// not go on with an empty one, in which nobody has an account.
    enum class Absent : std::uint8_t { make, refuse };

    /// Opens or makes the database, migrates it forward, keeps -wal and -shm persistent. On trial only so far
    /// that the version before still reads it. The mail domain is fixed by the first opening (conflict:
    /// another one). Errors: not_found with Absent::refuse.
    [[nodiscard]] static base::Result<Register> open(const std::filesystem::path& file,
                                                     core::AccessRules rules, std::string mail_domain,
                                                     Absent absent = Absent::make,
                                                     Trust trust = Trust::blessed);
    Register(Register&&) noexcept;
    Register& operator=(Register&&) noexcept;
    ~Register();

    // People. `by` is who did it ("system").
    struct NewPerson {
        core::Role role = core::Role::pupil;
        std::string given;
        std::string surname;
        std::optional<std::string> login; ///< chosen; else derived by core::derive_names
        std::optional<core::Time> leaves;
        std::vector<std::string> classes; ///< names
        std::vector<RecordedConsent> consents;
        bool one_time = false; ///< the password has to be changed, and can be
    };
    struct PersonChange {
        std::optional<core::Role> role;
        std::optional<std::string> given;
        std::optional<std::string> surname; ///< login and addresses stay; a new address is an alias
        std::optional<std::optional<core::Time>> leaves;
    };
    [[nodiscard]] base::Result<Person> add_person(const NewPerson& person, core::Time now);
    [[nodiscard]] base::Result<Person> change_person(const std::string& login, const PersonChange& change,
                                                     core::Time now);
    /// Locks for good: marks erasing. The row goes with finish_person_removal, once folder, key and AD object
    /// are gone.
    [[nodiscard]] base::Result<Person> remove_person(const std::string& login, core::Time now);
    [[nodiscard]] base::Result<> finish_person_removal(core::PersonId id);
    [[nodiscard]] base::Result<Person> person(const std::string& login);
    [[nodiscard]] base::Result<Person> person(core::PersonId id);
    [[nodiscard]] base::Result<std::vector<Person>> people();
    [[nodiscard]] base::Result<std::vector<SchoolClass>> classes_of(core::PersonId id);
    [[nodiscard]] base::Result<std::vector<std::string>>
    addresses_of(core::PersonId id); ///< complete addresses

    // Consent and sanctions.
    [[nodiscard]] base::Result<> record_consent(const std::string& login, const RecordedConsent& consent,
                                                core::Time now);
    /// In every channel, or in one alone.
    [[nodiscard]] base::Result<> revoke_consent(const std::string& login, core::Purpose purpose,
                                                std::optional<core::Channel> channel, const std::string& by,
                                                core::Time now);
    [[nodiscard]] base::Result<> lock(const std::string& login, const RecordedSanction& sanction,
                                      core::Time now);
    /// All forms or none. Nothing is changed with `only_try`, and what would be is told. Safe to repeat: the
    /// same form again changes nothing, an older one undoes nothing. Errors: not_found, conflict (erasing).
    [[nodiscard]] base::Result<std::vector<FormEffect>>
    take_forms(const std::vector<ReturnedForm>& forms, const std::string& by, core::Time now, bool only_try);
    /// Ends all sanctions, also those that have not begun yet.
    [[nodiscard]] base::Result<> unlock(const std::string& login, const std::string& by, core::Time now);
    [[nodiscard]] base::Result<std::vector<RecordedConsent>> consents_of(core::PersonId id);
    [[nodiscard]] base::Result<std::vector<RecordedSanction>> sanctions_of(core::PersonId id);

    /// Everything that decides on this person's access, for explanations. A number of which only a tombstone
    /// is left is `erased`. Errors: not_found.
    [[nodiscard]] base::Result<core::AccountFacts> facts_of(core::PersonId id);
    [[nodiscard]] const core::AccessRules& access_rules() const noexcept;

    // New passwords: who asked (P22). Recorded before it is set, forgotten where it could not be.
    [[nodiscard]] base::Result<std::int64_t> record_reset(core::PersonId id, const RecordedReset& reset,
                                                          bool one_time);
    [[nodiscard]] base::Result<> forget_reset(std::int64_t reset);
    [[nodiscard]] base::Result<std::vector<RecordedReset>> resets_of(core::PersonId id);
    /// When the last access letter was made (noted with asked_by_letter).
    [[nodiscard]] base::Result<std::optional<core::Time>> last_letter(core::PersonId id);
    /// Whether the password is a one-time one that still has to be changed. Dovecot asks it for those who
    /// cannot log on now (view gate): only a log-on could change it. Nobody with this number is fine.
    [[nodiscard]] base::Result<> set_one_time(core::PersonId id, bool one_time);

    // Second approvals. One that nobody decided on expires after approval_days.
    /// Returns its number; that of the one that waits already where the same person asks the same again.
    [[nodiscard]] base::Result<std::int64_t> ask_approval(const Approval& approval, core::Time now);
    [[nodiscard]] base::Result<std::vector<Approval>> approvals(core::Time now); ///< the newest first
    /// Errors: not_found, conflict (it does not wait any more).
    [[nodiscard]] base::Result<> decide_approval(std::int64_t number, ApprovalState state,
                                                 const std::string& by, core::Time now);

    /// Pupils who share a class, course or group with this person; not those who are being erased.
    [[nodiscard]] base::Result<std::vector<core::PersonId>> pupils_of(core::PersonId id);

    // Modules: the school's switches. A switch replaces the one that was there for the same service and whom.
    // `whose` as in ModuleSetting. The answer: whether anything changed. Errors: not_found (class, person),
    // malformed (unknown role).
    [[nodiscard]] base::Result<bool> set_module(const ModuleSetting& module, core::Time now);
    [[nodiscard]] base::Result<bool> reset_module(core::Service service, core::ModuleScope scope,
                                                  const std::string& whose, core::Time now);
    [[nodiscard]] base::Result<std::vector<ModuleSetting>> modules();
    /// Those that apply to this person, in the order of facts_of(id).modules.
    [[nodiscard]] base::Result<std::vector<ModuleSetting>> modules_of(core::PersonId id);

    // Exceptions from the limits (promise P13). Errors: malformed (what core::check_grant says), not_found,
    // denied (nobody approves what they asked for, or what is for themselves), conflict (decided already).
    [[nodiscard]] base::Result<RecordedGrant> request_grant(const NewGrant& grant, const core::Limits& limits,
                                                            core::Time now);
    [[nodiscard]] base::Result<RecordedGrant> approve_grant(std::int64_t number,
                                                            const GrantDecision& decision,
                                                            const core::Limits& limits, core::Time now);
    /// The same for what a door wrote down: the request comes into the register with its decision.
    [[nodiscard]] base::Result<RecordedGrant> approve_grant(const DoorRequest& request,
                                                            const GrantDecision& decision,
                                                            const core::Limits& limits, core::Time now);
    [[nodiscard]] base::Result<RecordedGrant> refuse_grant(std::int64_t number, const std::string& reason,
                                                           const std::string& by, core::Time now);
    [[nodiscard]] base::Result<RecordedGrant> refuse_grant(const DoorRequest& request,
                                                           const std::string& reason, const std::string& by,
                                                           core::Time now);
    /// Before its time. Errors: conflict, where it is not in force.
    [[nodiscard]] base::Result<RecordedGrant> end_grant(std::int64_t number, const std::string& by,
                                                        core::Time now);
    [[nodiscard]] base::Result<std::vector<RecordedGrant>> grants(); ///< all, the newest first
    [[nodiscard]] base::Result<std::vector<core::Grant>> grants_in_force(core::PersonId id, core::Time now);

    // Classes.
    [[nodiscard]] base::Result<SchoolClass> add_class(const std::string& name, core::ClassKind kind,
                                                      core::Time now);
    [[nodiscard]] base::Result<SchoolClass> rename_class(const std::string& name, const std::string& new_name,
                                                         core::Time now);
    [[nodiscard]] base::Result<SchoolClass> remove_class(const std::string& name, core::Time now);
    [[nodiscard]] base::Result<> finish_class_removal(core::ClassId id);
    [[nodiscard]] base::Result<> join(const std::string& class_name, const std::string& login,
                                      core::Time now);
    [[nodiscard]] base::Result<> leave(const std::string& class_name, const std::string& login,
                                       core::Time now);
    [[nodiscard]] base::Result<SchoolClass> school_class(const std::string& name);
    [[nodiscard]] base::Result<SchoolClass> school_class(core::ClassId id);
    [[nodiscard]] base::Result<std::vector<SchoolClass>> classes();
    [[nodiscard]] base::Result<std::vector<Person>> members(core::ClassId id);

    // Aliases (further local parts; checked against every address ever given to a person or class; one that
    // an alias has left may be an alias again). Targets have to exist; an alias that another one points to
    // stays.
    [[nodiscard]] base::Result<> add_alias(const Alias& alias, core::Time now);
    [[nodiscard]] base::Result<> remove_alias(const std::string& name, core::Time now);
    [[nodiscard]] base::Result<std::vector<Alias>> aliases();

    // Access, by service and channel.
    [[nodiscard]] base::Result<std::vector<AccessRow>> access_of(core::PersonId id);
    /// Recomputes the rows whose `until` has passed and ends the exceptions whose time is over; returns the
    /// people for whom something changed.
    [[nodiscard]] base::Result<std::vector<core::PersonId>> refresh_access(core::Time now);
    /// The next moment at which refresh_access has something to do.
    [[nodiscard]] base::Result<std::optional<core::Time>> next_change();
    /// Recomputes all rows (after a change of settings or the clock).
    [[nodiscard]] base::Result<std::vector<core::PersonId>> recompute_access(core::Time now);

    // The outbox.
    [[nodiscard]] base::Result<std::vector<Pending>> pending();
    [[nodiscard]] base::Result<> done(std::int64_t pending_id);
    /// Everything again: a Pending for each person, class and the tables (healing).
    [[nodiscard]] base::Result<> project_all();

    /// PRAGMA quick_check and the schema's number. Errors: corrupt.
    [[nodiscard]] base::Result<int> check();

private:
    struct State;
    friend base::Result<Tables>
    make_tables(Register& reg, const std::string& domain, const core::ReachRules& rules,
                core::Time now); // register/tables.h: one picture in one transaction
    explicit Register(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

/// RecordedReset::asked_by where nobody asked: an access letter was printed.
inline constexpr const char* asked_by_letter = "letter";
inline constexpr std::chrono::days approval_days{7};

inline constexpr const char* register_file = "/var/lib/pedell/register/register.sqlite";

} // namespace pedell::registry
