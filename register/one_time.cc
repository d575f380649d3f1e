// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/session.h"
#include "register/state.h"

namespace pedell::registry
{

base::Result<> Register::set_one_time(core::PersonId id, bool one_time)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        const int value = one_time ? 1 : 0;
        run(sql, "UPDATE person SET one_time = :value WHERE id = :id", value, id);
        return {};
    });
}

} // namespace pedell::registry
