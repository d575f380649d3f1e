// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "directory/attributes.h"

#include <cstdint>
#include <ldap.h>
#include <string>
#include <vector>

namespace pedell::directory
{

struct Entry {
    std::string dn;
    Attributes attributes;
};

/// Where to look.
enum class Scope : std::uint8_t { base, one_level, subtree };

/// What to send along with a request: a control of MS-ADTS 3.1.1.3.4.1.
enum class Control : std::uint8_t {
    none,
    dacl_only,   ///< LDAP_SERVER_SD_FLAGS_OID with DACL_SECURITY_INFORMATION
    show_deleted ///< LDAP_SERVER_SHOW_DELETED_OID
};

/// One connection of libldap over a privileged ldapi socket: never binds, because Samba treats the connection
/// itself as the system's, and a bind would only drop that right.
///
/// Errors:  unavailable (connection gone, time-out of 20 s), not_found, conflict (already there), denied,
///          malformed. The context holds the operation, LDAP's and Windows' error, but never a name.
/// Threads: one at a time.
class LdapSession
{
public:
    [[nodiscard]] static base::Result<LdapSession> open(base::Fd connected);

    /// All pages. `attributes` empty: none but the name.
    [[nodiscard]] base::Result<std::vector<Entry>> search(const std::string& dn, Scope scope,
                                                          const std::string& filter,
                                                          const std::vector<std::string>& attributes,
                                                          Control control = Control::none);
    [[nodiscard]] base::Result<> add(const std::string& dn, const Attributes& attributes);
    [[nodiscard]] base::Result<> modify(const std::string& dn, const std::vector<Change>& changes,
                                        Control control = Control::none);
    [[nodiscard]] base::Result<> rename(const std::string& dn, const std::string& new_rdn);
    [[nodiscard]] base::Result<> remove(const std::string& dn, Control control = Control::none);

    /// The server closed the connection: this session answers nothing any more.
    [[nodiscard]] bool lost() const noexcept
    {
        return lost_;
    }

private:
    static void close(LDAP* session) noexcept;
    using Session = base::Handle<LDAP, &LdapSession::close>;

    explicit LdapSession(Session session) noexcept : session_(std::move(session)) {}
    [[nodiscard]] base::Result<> judge(int code, const char* operation);

    Session session_;
    bool lost_ = false;
};

} // namespace pedell::directory
