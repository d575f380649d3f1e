// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "daemons/hand/areas.h"
#include "daemons/hand/fscrypt.h"
#include "daemons/hand/keystore.h"
#include "daemons/hand/paths.h"

#include <cstdint>
#include <optional>
#include <string>

namespace pedell::hand
{

/// The school's folders below /srv/pedell, each encrypted under its owner's key while it is still empty:
///
///     people/<id>/            0711 root          home/ and mail/ 0700 <uid> members
///     klassen/<class name>/   2770 root:<gid>    the class's group alone gets in; in it the areas of
///     core/areas.h klassen/.Papierkorb/<class name> -> ../<class name>/.Papierkorb: where Samba puts what is
///     deleted by-id/<class id>        -> ../klassen/<class name>: where the class is, whatever it is called
///     now homes/<NETBIOS>\<sam>   -> ../people/<id>/home: the path of the share "home"
///
/// Promises: idempotent; a call that was killed halfway is finished by the next; a folder that holds
///           unencrypted files or lies under another key is never taken over (conflict).
class Folders
{
public:
    Folders(Paths paths, std::string netbios, KeyStore& keys, Encryption& encryption, Areas areas)
        : paths_(std::move(paths)), netbios_(std::move(netbios)), keys_(keys), encryption_(encryption),
          areas_(std::move(areas))
    {
    }

    /// Makes, heals, renames (a class whose name changed). Returns whether anything was done.
    [[nodiscard]] base::Result<bool> make(const Owner& owner, const std::string& name);

    /// Unloads and destroys the key, then deletes the data and the links. While a program still holds a file
    /// open the kernel keeps what is open readable: data and stored key go all the same, the error is
    /// `unavailable`, and the emptied folder stays until a later call finds nothing open.
    [[nodiscard]] base::Result<bool> erase(const Owner& owner);

    /// What is not as declared: owners, modes, keys, projects, and in the areas the lists of everything. With
    /// `heal` it is made so, and what lies in a wastebasket since before the school's days is deleted.
    struct Checked {
        std::vector<Drift> drifts;
        std::int64_t cleared = 0; ///< files
    };
    [[nodiscard]] base::Result<Checked> check(const Owner& owner, bool heal, std::int64_t now);

    /// Returns how many keys were loaded; one that cannot be loaded keeps no other out.
    [[nodiscard]] base::Result<std::int64_t> load_keys();

    /// The owner's folder. Errors: not_found.
    [[nodiscard]] base::Result<base::Fd> open(const Owner& owner) const;

private:
    /// Descriptors of the folders of /srv/pedell.
    struct Places {
        base::Fd people;
        base::Fd classes;
        base::Fd by_id;
        base::Fd homes;
        base::Fd baskets;
    };
    [[nodiscard]] base::Result<Places> places(bool& changed) const;
    /// A key store that was lost is not begun anew: what it opened would be closed for good once the new one
    /// stands in the place of the old. Errors: corrupt.
    [[nodiscard]] base::Result<> check_key_store() const;
    [[nodiscard]] base::Result<bool> make_person(const Owner& owner, const std::string& sam);
    [[nodiscard]] base::Result<bool> make_class(const Owner& owner, const std::string& name);
    [[nodiscard]] static base::Result<bool> keep_outer(int folder, const Owner& owner);
    [[nodiscard]] base::Result<bool> check_class(const Owner& owner, bool heal, Tally& tally);
    [[nodiscard]] base::Result<bool> check_person(const Owner& owner, bool heal, Tally& tally);
    [[nodiscard]] base::Result<bool> check_key(int folder, const Owner& owner, const std::string& label,
                                               Tally& tally);
    [[nodiscard]] base::Result<std::int64_t> clear(const Owner& owner, std::int64_t now);
    /// Brings a class's folder and link to its present name. The link leads: it is set before a new folder is
    /// made and after an old one is renamed, so that a call killed in between loses no folder.
    [[nodiscard]] base::Result<bool> follow_rename(const Places& place, const Owner& owner,
                                                   const std::string& name);
    /// Nothing stands under the name but what is this owner's already. Errors: conflict.
    [[nodiscard]] base::Result<> check_free(int parent, const std::string& name, const Owner& owner);
    [[nodiscard]] base::Result<bool> encrypt(int folder, const Owner& owner);
    [[nodiscard]] base::Result<bool> erase_folder(int parent, const std::string& name, const Owner& owner);
    [[nodiscard]] base::Result<bool> unload(int parent, const std::string& name, const Owner& owner);

    Paths paths_;
    std::string netbios_;
    KeyStore& keys_;
    Encryption& encryption_;
    Areas areas_;
};

/// The id of the person whose home an account name leads to; absent: it leads nowhere.
[[nodiscard]] std::optional<std::int64_t> person_behind(const Paths& paths, const std::string& netbios,
                                                        const std::string& sam);

} // namespace pedell::hand
