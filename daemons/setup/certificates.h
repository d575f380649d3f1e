// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

#include <string>
#include <vector>

namespace pedell::setup
{

/// The certificate of the host, and what it is trusted by.
///
/// certificates.source = "own": the school's own certificate authority, confined to the school's own domains
/// (RFC 5280 4.2.1.10) and the name from home, and the host certificate from it: issued again where names or
/// address changed or less than 30 days remain.
/// "files": the school's own, from /etc/pedell/tls/files (host.pem, host.key, chain.pem). With a fault they
/// are not taken: each is noted, and the present certificate stays.
///
/// What runs takes a new one without losing a session.
[[nodiscard]] base::Result<bool> make_certificates(Site& site);

/// Whether a door has not taken what was written last; the next call of make_certificates tries again.
[[nodiscard]] bool certificate_waits();

/// What is wrong with the school's own files, German / English; empty where they are good or not asked for.
[[nodiscard]] std::vector<std::string> certificate_faults(const core::School& school);

} // namespace pedell::setup
