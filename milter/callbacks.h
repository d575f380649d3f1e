// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "milter/service.h"

#include <libmilter/mfapi.h>

namespace pedell::milter
{

/// The table that libmilter calls. `service` has to outlive every connection: libmilter hands no pointer of
/// ours to a new connection, so it is kept beside the table.
[[nodiscard]] smfiDesc describe(const Service& service) noexcept;

/// The steps whose answer Postfix does not wait for, and those that it does not send at all. The same for
/// every connection: libmilter keeps the resulting state machine in one global table.
inline constexpr unsigned long protocol_steps = SMFIP_NOUNKNOWN | SMFIP_NOHELO | SMFIP_NODATA | SMFIP_NR_HDR |
                                                SMFIP_NR_EOH | SMFIP_NR_BODY | SMFIP_HDR_LEADSPC;

} // namespace pedell::milter
