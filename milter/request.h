// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "milter/door.h"
#include "milter/message.h"

namespace pedell::milter
{

/// The ruling with the number under which it can be turned into an exception (core/grants), where the message
/// was submitted by somebody and an exception could have allowed it. A refusal never waits for the number and
/// never fails by it.
[[nodiscard]] Ruling with_request(Ruling ruling, const Message& message, const core::Limits& limits,
                                  Questions& questions);

} // namespace pedell::milter
