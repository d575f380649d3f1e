// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

namespace pedell::setup
{

/// The school's own certificate authority, confined to the school's own domains (RFC 5280 4.2.1.10), and the
/// host certificate from it: issued again where names or address changed or less than 30 days remain.
[[nodiscard]] base::Result<bool> make_certificates(Site& site);

} // namespace pedell::setup
