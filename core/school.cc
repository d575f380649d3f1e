// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/school.h"

#include "core/names.h"

namespace pedell::core
{

std::string School::dns_domain() const
{
    return lower(realm);
}

std::string School::fqdn() const
{
    return host + "." + dns_domain();
}

std::string School::base_dn() const
{
    const auto dns = dns_domain();
    std::string dn = "DC=";
    for (const char c : dns) {
        if (c == '.')
            dn += ",DC=";
        else
            dn += c;
    }
    return dn;
}

} // namespace pedell::core
