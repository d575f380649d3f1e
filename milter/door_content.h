// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/judge.h"
#include "milter/door.h"
#include "milter/message.h"

namespace pedell::milter
{

/// What is to be thought of the whole message, judged as its writer's at the mail door. Mail that nobody
/// logged in for is judged like a guest's; the system's own like an administrator's.
///
/// Errors: any: the message could not be kept or nobody judged it; it is not taken, for now.
[[nodiscard]] base::Result<core::ContentVerdict> judge_content(Questions& questions, Message& message);

} // namespace pedell::milter
