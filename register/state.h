// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/access.h"

#include "register/register.h"
#include "register/session.h"

namespace pedell::registry
{

/// What a Register is made of.
struct Register::State {
    Session session;
    core::AccessRules rules;
    std::string domain;
};

} // namespace pedell::registry
