// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/host.h"

#include <string_view>

namespace pedell::update
{

/// The keys that may sign updates of this image: systemd's own place for them (systemd-sysupdate(8)).
inline constexpr const char* keyring_file = "/usr/lib/systemd/import-pubring.gpg";

/// What gpg(1) says on --status-fd (doc/DETAILS of GnuPG): exactly one signature, good, by a key that is
/// neither expired nor revoked. Errors: denied, with the reason. Pure.
[[nodiscard]] base::Result<> judge_signature(std::string_view status);

/// The signature of stage/SHA256SUMS. gpg parses what strangers wrote, so it runs as nobody, without network,
/// files or rights, in a transient unit. Errors: denied (not to be trusted), unavailable.
[[nodiscard]] base::Result<> check_signature(const Host& host);

} // namespace pedell::update
