// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/encoding.h"
#include "directory/security_descriptor.h"
#include "directory/state.h"

#include <algorithm>
#include <format>
#include <functional>

namespace pedell::directory
{
namespace
{

constexpr std::uint32_t domain_users_rid = 513;

/// Sets attributes of one object that is there anyway, where they differ.
base::Result<bool> heal_object(LdapSession& ldap, const std::string& dn, const Attributes& wanted)
{
    std::vector<std::string> names;
    for (const auto& [name, values] : wanted)
        names.push_back(name);

    const auto found = ldap.search(dn, Scope::base, "(objectClass=*)", names);
    if (!found)
        return std::unexpected(found.error());

    const auto changes = changes_towards(wanted, found->empty() ? Attributes{} : found->front().attributes);
    if (changes.empty())
        return false;

    return ldap.modify(dn, changes).transform([] { return true; });
}

/// The attributes of one object; empty where it is not there.
base::Result<Attributes> look_at(LdapSession& ldap, const std::string& dn, const std::string& attribute)
{
    auto found = ldap.search(dn, Scope::base, "(objectClass=*)", {attribute});
    if (!found)
        return std::unexpected(std::move(found.error()));

    return found->empty() ? Attributes{} : std::move(found->front().attributes);
}

/// A list-object forest: whoever may not list an OU sees in it only objects that grant him "list object"
/// (MS-ADTS 6.1.1.2.4.1.2, fDoListObject: the third character of dSHeuristics).
base::Result<bool> heal_list_object_mode(LdapSession& ldap, const std::string& base_dn)
{
    const std::string dn = "CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration," + base_dn;
    const auto now = look_at(ldap, dn, "dSHeuristics");
    if (!now)
        return std::unexpected(now.error());

    std::string heuristics = first_value(*now, "dSHeuristics");
    heuristics.resize(std::max<std::size_t>(heuristics.size(), 3), '0');
    heuristics[2] = '1';
    return heal_object(ldap, dn, {{"dSHeuristics", {heuristics}}});
}

/// Everybody with an account would read everything of everybody through this group.
base::Result<bool> heal_compatible_access(LdapSession& ldap, const std::string& base_dn)
{
    const std::string dn = "CN=Pre-Windows 2000 Compatible Access,CN=Builtin," + base_dn;
    const auto now = look_at(ldap, dn, "member");
    if (!now)
        return std::unexpected(now.error());

    const auto members = now->find("member");
    if (members == now->end())
        return false;

    std::vector<Change> changes;
    for (const std::string& member : members->second) {
        if (member.starts_with("CN=S-1-5-11,"))
            changes.push_back({Change::Kind::remove, "member", {member}});
    }
    if (changes.empty())
        return false;

    return ldap.modify(dn, changes).transform([] { return true; });
}

/// The mail domain as user principal name suffix, so that login@domain works where the realm is ad.domain.
base::Result<bool> heal_upn_suffix(LdapSession& ldap, const std::string& base_dn, const std::string& domain)
{
    const std::string dn = "CN=Partitions,CN=Configuration," + base_dn;
    const auto now = look_at(ldap, dn, "uPNSuffixes");
    if (!now)
        return std::unexpected(now.error());

    const auto suffixes = now->find("uPNSuffixes");
    if (suffixes != now->end() && std::ranges::contains(suffixes->second, domain))
        return false;

    return ldap.modify(dn, {{Change::Kind::add, "uPNSuffixes", {domain}}}).transform([] { return true; });
}

/// S-1-5-21-... as an escaped filter value.
std::string filter_bytes(std::string_view bytes)
{
    std::string out;
    for (const char byte : bytes)
        out += std::format("\\{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return out;
}

/// Found by its SID, because its name depends on the language of whoever provisioned.
base::Result<bool> heal_domain_users(LdapSession& ldap, const std::string& base_dn, std::string_view domain)
{
    const auto found = ldap.search(base_dn, Scope::subtree,
                                   std::format("(&(objectClass=group)(objectSid={}))",
                                               filter_bytes(domain_sid(domain, domain_users_rid))),
                                   {});
    if (!found)
        return std::unexpected(found.error());

    if (found->empty())
        return base::fail(base::Errc::corrupt, "Active Directory has no group Domain Users");

    return heal_object(ldap, found->front().dn, {{"gidNumber", {std::to_string(members_gid)}}});
}

} // namespace

base::Result<bool> Directory::State::heal_ou(LdapSession& ldap, const std::string& dn) const
{
    const auto acl = acl_of_ou(domain);
    const auto there = ldap.search(dn, Scope::base, "(objectClass=organizationalUnit)", {});
    if (there)
        return heal_acl(ldap, dn, acl);

    if (there.error().code != base::Errc::not_found)
        return std::unexpected(there.error());

    return ldap
        .add(dn, {{"objectClass", {"organizationalUnit"}}, {"nTSecurityDescriptor", {descriptor_of(acl)}}})
        .transform([] { return true; });
}

base::Result<bool> Directory::ensure_layout()
{
    State& state = *state_;
    return state.robustly([&](LdapSession& ldap) -> base::Result<bool> {
        using Step = std::function<base::Result<bool>()>;
        std::vector<Step> steps{
            // First what hides, then what is to be hidden.
            [&] { return heal_list_object_mode(ldap, state.base_dn); },
            [&] { return heal_compatible_access(ldap, state.base_dn); },
            [&] { return heal_object(ldap, state.base_dn, {{"ms-DS-MachineAccountQuota", {"0"}}}); },
            [&] { return heal_upn_suffix(ldap, state.base_dn, state.mail_domain); },
            [&] { return heal_domain_users(ldap, state.base_dn, state.domain); },
            [&] { return state.heal_ou(ldap, state.root_ou()); },
            [&] { return state.heal_ou(ldap, state.people_ou()); },
            [&] { return state.heal_ou(ldap, state.groups_ou()); },
        };
        for (const core::Role role : core::all_roles)
            steps.emplace_back([&ldap, &state, role] { return state.heal_group(ldap, role_group(role)); });

        bool changed = false;
        for (const Step& step : steps) {
            const auto healed = step();
            if (!healed)
                return healed;

            changed = changed || *healed;
        }
        return changed;
    });
}

} // namespace pedell::directory
