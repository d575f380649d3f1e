// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
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
///     klassen/<class name>/   2770 root:<gid>    default ACL: the class's group may change everything new
///     by-id/<class id>        -> ../klassen/<class name>: where the class is, whatever it is called now
///     homes/<NETBIOS>\<sam>   -> ../people/<id>/home: the path of the share "home"
///
/// Promises: idempotent; a call that was killed halfway is finished by the next; a folder that holds
///           unencrypted files or lies under another key is never taken over (conflict).
class Folders
{
public:
    Folders(Paths paths, std::string netbios, KeyStore& keys, Encryption& encryption)
        : paths_(std::move(paths)), netbios_(std::move(netbios)), keys_(keys), encryption_(encryption)
    {
    }

    /// Makes, heals, renames (a class whose name changed). Returns whether anything was done.
    [[nodiscard]] base::Result<bool> make(const Owner& owner, const std::string& name);

    /// Unloads and destroys the key, then deletes the data and the links. While a program still holds a file
    /// open the kernel keeps what is open readable: data and stored key go all the same, the error is
    /// `unavailable`, and the emptied folder stays until a later call finds nothing open.
    [[nodiscard]] base::Result<bool> erase(const Owner& owner);

    /// Returns how many keys were loaded; one that cannot be loaded keeps no other out.
    [[nodiscard]] base::Result<std::int64_t> load_keys();

    /// The owner's folder. Errors: not_found.
    [[nodiscard]] base::Result<base::Fd> open(const Owner& owner) const;

private:
    struct Places; ///< descriptors of /srv/pedell and its four folders
    [[nodiscard]] base::Result<Places> places(bool& changed) const;
    /// A key store that was lost is not begun anew: what it opened would be closed for good once the new one
    /// stands in the place of the old. Errors: corrupt.
    [[nodiscard]] base::Result<> check_key_store() const;
    [[nodiscard]] base::Result<bool> make_person(const Owner& owner, const std::string& sam);
    [[nodiscard]] base::Result<bool> make_class(const Owner& owner, const std::string& name);
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
};

/// The id of the person whose home an account name leads to; absent: it leads nowhere.
[[nodiscard]] std::optional<std::int64_t> person_behind(const Paths& paths, const std::string& netbios,
                                                        const std::string& sam);

} // namespace pedell::hand
