// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "core/judge.h"
#include "core/people.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The few things that need root, as typed requests: what pedelld may ask of pedell-hand, and nothing else.
/// On the wire: one JSON object a SOCK_SEQPACKET message (Boost.JSON), {"verb": "...", ...}; unknown verbs,
/// unknown, missing or ill-typed arguments are refused. The reply: {"ok": true, ...} or {"ok": false, "code":
/// "...", "context": "..."}.
namespace pedell::hand
{

/// Which encrypted folder: a person's (home and mailbox) or a class's.
enum class FolderKind : std::uint8_t { person, school_class };

struct LdapDescriptor {
}; ///< "ldap-descriptor": reply carries the connected ldapi socket
struct MakeFolder { ///< "make-folder": key (made where absent), load, folder, policy, owners, ACL; heals
    FolderKind kind = FolderKind::person;
    std::int64_t id = 0;
    std::string name; ///< person: the sAMAccountName (home link); class: the folder's name
};
struct EraseFolder { ///< "erase-folder": unload and destroy the key, then the data
    FolderKind kind = FolderKind::person;
    std::int64_t id = 0;
};
struct SetQuota { ///< "set-quota": project quota; reply "supported": false where the kernel has none
    FolderKind kind = FolderKind::person;
    std::int64_t id = 0;
    std::int64_t bytes = 0;
};
struct CutSessions { ///< "cut-sessions": what that person has open of these services, and nobody else's
    std::string login;
    std::string sam;
    /// mail: IMAP. home, classes: that share. logon: what every member of the domain may open.
    std::set<core::Service> services{core::all_services.begin(), core::all_services.end()};
};
struct InstallTables {              ///< "install-tables": pedelld's cdb files become Postfix's; reload where
                                    ///< trivial-rewrite reads them
    std::vector<std::string> names; ///< of mailboxes, aliases, senders, outside
};
/// What becomes of a sender's mail that waits in Postfix's queue.
enum class MailAction : std::uint8_t {
    hold,    ///< stays, and is not delivered
    release, ///< is delivered again, whoever held it
    drop     ///< is deleted
};
struct HoldMail { ///< "hold-mail": mail in the queue whose envelope sender is one of these
    std::vector<std::string> addresses;
    MailAction action = MailAction::hold;
};
struct Quarantine { ///< "quarantine": a refused file goes where no share shows it, with a note in its place;
                    ///< also pedell-scand may ask for it
    std::string path;       ///< below /srv/pedell, as refused_path takes it
    std::int64_t inode = 0; ///< of the file that was judged; another one stays
    core::ContentRule rule = core::ContentRule::none;
};
struct LoadKeys {
}; ///< "load-keys": all of them (again)
struct CheckFolder { ///< "check-folder": compares with what is declared; reply carries `drifts`
    FolderKind kind = FolderKind::person;
    std::int64_t id = 0;
    bool heal =
        false; ///< and makes it so, and clears the wastebasket of what is too old (reply: `count` files)
};

using Request = std::variant<LdapDescriptor, MakeFolder, EraseFolder, SetQuota, CutSessions, InstallTables,
                             HoldMail, Quarantine, LoadKeys, CheckFolder>;

/// The highest id of a person or class: uids and gids above uid_base + max_id belong to others.
inline constexpr std::int64_t max_id = 99'999;

/// The teachers' room is kept as a class with this id, which no class gets: older versions read its key, too.
inline constexpr std::int64_t teachers_room_id = max_id;

/// The most addresses in one "hold-mail": a message carries 64 KiB.
inline constexpr std::size_t max_addresses = 200;

/// A path of a refused file, taken apart.
struct RefusedPath {
    bool is_person = false;
    std::string owner;  ///< "people/7" or "klassen/5a": one encrypted folder
    std::string folder; ///< below it, of the file; empty: the file lies in it itself (class)
    std::string name;
    bool operator==(const RefusedPath&) const = default;
};
/// people/ID/home/... or klassen/CLASS/...: names without "." and "..", and none of ours. Errors: malformed.
[[nodiscard]] base::Result<RefusedPath> refused_path(std::string_view path);

/// The verb as it stands on the wire, for the log.
[[nodiscard]] std::string_view verb_of(const Request& request) noexcept;

/// Strict: malformed names the argument.
[[nodiscard]] base::Result<Request> parse_request(std::string_view json);
[[nodiscard]] std::string to_json(const Request& request);

/// How often something in a place is not as declared.
struct Drift {
    std::string
        place; ///< inside the folder: "Gemeinsam", ".Papierkorb/Abgabe", "home"; empty: the folder itself
    std::string kind; ///< list, owner, mode, missing, stray, key, project, depth
    std::int64_t count = 0;
    bool operator==(const Drift&) const = default;
};

struct Reply {
    bool changed = false;   ///< anything was done
    bool supported = true;  ///< set-quota
    std::int64_t count = 0; ///< sessions cut, mails held, released or dropped, keys loaded, files cleared
    base::Fd fd;            ///< ldap-descriptor
    std::vector<Drift> drifts = {}; ///< check-folder: before anything was healed
};
[[nodiscard]] std::string to_json(const base::Result<Reply>& reply);
[[nodiscard]] base::Result<Reply> parse_reply(std::string_view json);

/// The caller's side: connects, asks once, waits at most 60 s.
class Client
{
public:
    explicit Client(std::filesystem::path socket = default_socket) : socket_(std::move(socket)) {}
    [[nodiscard]] base::Result<Reply> ask(const Request& request) const;

    static constexpr const char* default_socket = "/run/pedell/hand.sock";

private:
    std::filesystem::path socket_;
};

} // namespace pedell::hand
