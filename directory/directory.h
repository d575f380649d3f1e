// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "core/people.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pedell::directory
{

/// A person as Active Directory shall hold it: as little as possible (no birthday, no description).
struct Account {
    core::PersonId id; ///< employeeNumber; uidNumber = core::uid_base + id
    std::string sam;
    std::string login; ///< userPrincipalName = login@mail domain
    std::string given;
    std::string surname;
    std::string mail;                ///< complete address
    bool enabled = false;            ///< access to `logon`
    std::vector<std::string> groups; ///< names of Pedell's groups: role groups and classes
};

/// A group of Pedell's: "pedell-teacher" for a role, "klasse-5a" for a class.
struct Group {
    std::int64_t id;  ///< gidNumber
    std::string name; ///< sAMAccountName
};

/// The school's part of Samba's Active Directory, over a privileged ldapi connection, without a bind
/// (docs/common-errors.md).
///
/// Promises: writes only what differs and says whether it did; never sees or keeps a password but the one it
///           sets.
/// Errors:   unavailable (connection gone: ask for a new descriptor), conflict (name taken by an object that
///           is not Pedell's), denied (password refused by the domain's policy).
/// Threads:  one at a time.
class Directory
{
public:
    /// Hands over a connected descriptor (pedell-hand's `ldap-descriptor`); called again after a lost
    /// connection.
    using Connect = std::function<base::Result<base::Fd>()>;
    [[nodiscard]] static base::Result<Directory> open(Connect connect, std::string base_dn,
                                                      std::string mail_domain);
    Directory(Directory&&) noexcept;
    Directory& operator=(Directory&&) noexcept;
    ~Directory();

    /// The OUs, their protected ACLs, list-object mode, no machine accounts for users, uPNSuffixes, role
    /// groups, gidNumber of Domain Users. Heals; returns whether anything had to be changed.
    [[nodiscard]] base::Result<bool> ensure_layout();

    /// Makes or heals one account. A new one gets `password` or, without one, a random one nobody knows.
    struct Put {
        Account account;
        std::optional<std::string> password; ///< only used when the account is made
        bool must_change = true;             ///< for that password
    };
    struct PutDone {
        bool changed = false;
        bool made = false;
        /// Only of an account that is not enabled: its password still has to be changed after that.
        bool one_time = false;
    };
    [[nodiscard]] base::Result<PutDone> put_account(const Put& put);
    [[nodiscard]] base::Result<> set_password(core::PersonId id, const std::string& password,
                                              bool must_change);
    /// Absent is fine. The object is made nameless ("erased-<id>") before it is deleted: without AD's recycle
    /// bin the domain keeps a tombstone for its tombstone lifetime (180 days) and refuses everybody, the
    /// system too, to delete that earlier over LDAP. What remains there is the number, the SID and the GUID,
    /// but no name and no address.
    [[nodiscard]] base::Result<> remove_account(core::PersonId id);

    [[nodiscard]] base::Result<bool>
    put_group(const Group& group);                              ///< found by gidNumber, renamed where needed
    [[nodiscard]] base::Result<> remove_group(std::int64_t id); ///< absent is fine

    struct Found {
        core::PersonId id;
        std::string sam;
        bool enabled = false;
    };
    [[nodiscard]] base::Result<std::vector<Found>> accounts(); ///< all of Pedell's, for drift and doctor

    /// A rootDSE search: keeps the connection alive (Samba closes it after 900 s of silence).
    [[nodiscard]] base::Result<> ping();

private:
    struct State;
    explicit Directory(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

/// "pedell-pupil", ...; gidNumbers core::gid_base - 100 + role.
[[nodiscard]] Group role_group(core::Role role);
/// "klasse-5a", "kurs-...", "ag-..."; gidNumber core::gid_base + id. What AD forbids in names becomes '_'.
[[nodiscard]] Group class_group(core::ClassId id, core::ClassKind kind, const std::string& name);

} // namespace pedell::directory
