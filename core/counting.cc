// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/counting.h"

namespace pedell::core
{

bool covers(Time begin, const std::optional<Time>& end, Time now) noexcept
{
    return begin <= now && (!end || now < *end);
}

bool is_valid(const Consent& consent, Time now) noexcept
{
    return covers(consent.given, consent.expires, now) && (!consent.revoked || now < *consent.revoked);
}

const ModuleSwitch* closing_switch(const std::vector<ModuleSwitch>& modules, Service service) noexcept
{
    for (const auto scope :
         {ModuleScope::person, ModuleScope::school_class, ModuleScope::role, ModuleScope::school}) {
        bool found = false;
        for (const auto& module : modules) {
            if (module.service != service || module.scope != scope)
                continue;
            if (!module.open)
                return &module;

            found = true;
        }
        if (found)
            return nullptr;
    }
    return nullptr;
}

} // namespace pedell::core
