// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/encoding.h"
#include "directory/security_descriptor.h"
#include "directory/state.h"

#include <format>

namespace pedell::directory
{
namespace
{

std::string_view prefix_of(core::ClassKind kind) noexcept
{
    switch (kind) {
    case core::ClassKind::course:
        return "kurs-";
    case core::ClassKind::working_group:
        return "ag-";
    case core::ClassKind::school_class:
        break;
    }
    return "klasse-";
}

base::Result<std::optional<Entry>> find_group(LdapSession& ldap, const std::string& ou, std::int64_t id)
{
    auto found = ldap.search(ou, Scope::one_level, std::format("(&(objectClass=group)(gidNumber={}))", id),
                             {"cn", "sAMAccountName"});
    if (!found)
        return std::unexpected(std::move(found.error()));

    return found->empty() ? std::optional<Entry>{} : std::move(found->front());
}

} // namespace

Group role_group(core::Role role)
{
    return {core::role_gid_base + static_cast<std::int64_t>(role),
            std::format("pedell-{}", core::name_of(role))};
}

Group class_group(core::ClassId id, core::ClassKind kind, const std::string& name)
{
    return {core::gid_base + id.value, group_name(std::string(prefix_of(kind)) + name)};
}

base::Result<std::string> Directory::State::group_dn(LdapSession& ldap, const std::string& name)
{
    if (const auto known = groups.find(name); known != groups.end())
        return known->second;

    const auto found =
        ldap.search(groups_ou(), Scope::one_level,
                    std::format("(&(objectClass=group)(sAMAccountName={}))", filter_value(name)), {});
    if (!found)
        return std::unexpected(found.error());

    if (found->empty())
        return base::fail(base::Errc::not_found,
                          std::format("group \"{}\" is not in Active Directory yet", name));

    return groups[name] = found->front().dn;
}

base::Result<bool> Directory::State::heal_acl(LdapSession& ldap, const std::string& dn,
                                              const ProtectedAcl& acl) const
{
    const auto found =
        ldap.search(dn, Scope::base, "(objectClass=*)", {"nTSecurityDescriptor"}, Control::dacl_only);
    if (!found)
        return std::unexpected(found.error());

    const std::string now =
        found->empty() ? "" : first_value(found->front().attributes, "nTSecurityDescriptor");
    if (read_protected_acl(now) == acl)
        return false;

    return ldap
        .modify(dn, {{Change::Kind::replace, "nTSecurityDescriptor", {descriptor_of(acl)}}},
                Control::dacl_only)
        .transform([] { return true; });
}

base::Result<bool> Directory::State::heal_group(LdapSession& ldap, const Group& group)
{
    const auto acl = acl_of_group(domain);
    const auto found = find_group(ldap, groups_ou(), group.id);
    if (!found)
        return std::unexpected(found.error());

    std::string dn = rdn("CN", group.name) + "," + groups_ou();
    if (!*found) {
        return ldap
            .add(dn, {{"objectClass", {"group"}},
                      {"sAMAccountName", {group.name}},
                      {"gidNumber", {std::to_string(group.id)}},
                      {"nTSecurityDescriptor", {descriptor_of(acl)}}})
            .transform([] { return true; });
    }

    dn = (*found)->dn;
    const Attributes& now = (*found)->attributes;
    bool changed = false;
    if (first_value(now, "sAMAccountName") != group.name) {
        groups.clear();
        const auto named = ldap.modify(dn, {{Change::Kind::replace, "sAMAccountName", {group.name}}});
        if (!named)
            return std::unexpected(named.error());

        changed = true;
    }
    if (first_value(now, "cn") != group.name) {
        groups.clear();
        const auto moved = ldap.rename(dn, rdn("CN", group.name));
        if (!moved)
            return std::unexpected(moved.error());

        dn = rdn("CN", group.name) + "," + groups_ou();
        changed = true;
    }
    return heal_acl(ldap, dn, acl).transform([changed](bool healed) { return healed || changed; });
}

base::Result<bool> Directory::put_group(const Group& group)
{
    return state_->robustly([&](LdapSession& ldap) { return state_->heal_group(ldap, group); });
}

base::Result<> Directory::remove_group(std::int64_t id)
{
    return state_->robustly([&](LdapSession& ldap) -> base::Result<> {
        state_->groups.clear();
        const auto found = find_group(ldap, state_->groups_ou(), id);
        if (!found)
            return std::unexpected(found.error());

        return *found ? ldap.remove((*found)->dn) : base::Result<>{};
    });
}

} // namespace pedell::directory
