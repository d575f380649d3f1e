// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

namespace pedell::setup
{

/// A new Active Directory, once. Its administrator's password is random and nobody ever sees it: whoever is
/// root here needs none (samba-tool, ldapi).
[[nodiscard]] base::Result<bool> provision_directory(Site& site);

/// What the domain asks of passwords: 8 characters, and complexity on, for else Samba does not ask
/// pedell-pwcheck; no forced change, no lock-out: it would tell a state without the password, and lock a
/// class out for one joker.
[[nodiscard]] base::Result<bool> set_password_policy(Site& site);

/// The records by which mail clients find us (RFC 6186, RFC 8314): _imaps and _submissions of the mail
/// domain, in a small zone of their own, so that the rest of the school's public domain stays where it is.
/// Needs Samba running.
[[nodiscard]] base::Result<bool> publish_mail_services(Site& site);

} // namespace pedell::setup
