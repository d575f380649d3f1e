// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/encoding.h"
#include "directory/password_lock.h"
#include "directory/state.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <set>
#include <sys/random.h>

namespace pedell::directory
{
namespace
{

/// All that AD holds of a person, beside its password and what AD itself keeps; and what a lock is made of.
const std::vector<std::string> kept_attributes{"sAMAccountName",     "userPrincipalName",
                                               "givenName",          "sn",
                                               "displayName",        "mail",
                                               "uidNumber",          "gidNumber",
                                               "employeeNumber",     "memberOf",
                                               "userAccountControl", "cn",
                                               "scriptPath",         "pwdLastSet",
                                               "adminDescription",   "nTSecurityDescriptor"};

/// What Windows runs at a log-on, in the share netlogon: "pedell setup" writes it, it maps the two drives.
constexpr const char* logon_script = "laufwerke.cmd";

std::vector<std::string> unless_empty(const std::string& value)
{
    return value.empty() ? std::vector<std::string>{} : std::vector{value};
}

std::string display_name(const Account& account)
{
    const bool both = !account.given.empty() && !account.surname.empty();
    return account.given + (both ? " " : "") + account.surname;
}

Attributes wanted_of(const Account& account, const std::string& mail_domain, std::string_view control)
{
    return {{"sAMAccountName", {account.sam}},
            {"userPrincipalName", {account.login + "@" + mail_domain}},
            {"givenName", unless_empty(account.given)},
            {"sn", unless_empty(account.surname)},
            {"displayName", unless_empty(display_name(account))},
            {"mail", unless_empty(account.mail)},
            {"uidNumber", {std::to_string(core::uid_base + account.id.value)}},
            {"gidNumber", {std::to_string(members_gid)}},
            {"employeeNumber", {std::to_string(account.id.value)}},
            {"scriptPath", {logon_script}},
            {"userAccountControl", {account_control(control, true)}}};
}

/// A password that nobody knows; upper, lower, digit and special at its beginning satisfy any policy.
base::Result<std::string> unknown_password()
{
    std::array<unsigned char, 32> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        return base::fail_errno("getrandom");

    std::string password = "Aa1!";
    for (const unsigned char byte : random)
        password += std::format("{:02x}", byte);
    return password;
}

/// unicodePwd and whether it has to be changed at the next log-in; pwdLastSet -1 is "now"
/// (MS-ADTS 3.1.1.5.3.2).
base::Result<Attributes> password_attributes(const std::string& password, bool must_change)
{
    auto bytes = unicode_password(password);
    if (!bytes)
        return std::unexpected(std::move(bytes.error()));

    return Attributes{{"unicodePwd", {std::move(*bytes)}}, {"pwdLastSet", {must_change ? "0" : "-1"}}};
}

base::Result<> make_account(LdapSession& ldap, const std::string& dn, const Directory::Put& put,
                            Attributes attributes)
{
    auto password = put.password ? base::Result<std::string>(*put.password) : unknown_password();
    if (!password)
        return std::unexpected(std::move(password.error()));

    // One that is made locked must change its password until the lock is on it, in the next request.
    auto secret = password_attributes(*password, put.must_change || !put.account.enabled);
    if (!secret)
        return std::unexpected(std::move(secret.error()));

    attributes["objectClass"] = {"user"};
    attributes.merge(*secret);
    return ldap.add(dn, attributes);
}

/// Adds and removes the one member where that is needed; groups that are not Pedell's are left alone.
base::Result<bool> heal_groups(LdapSession& ldap, const std::string& member,
                               const std::vector<std::string>& now, const std::set<std::string>& wanted,
                               std::string_view groups_ou)
{
    const auto change = [&](const std::string& group, Change::Kind kind) {
        return ldap.modify(group, {{kind, "member", {member}}});
    };
    bool changed = false;
    for (const std::string& group : wanted) {
        if (std::ranges::contains(now, group))
            continue;

        if (auto added = change(group, Change::Kind::add); !added)
            return std::unexpected(std::move(added.error()));

        changed = true;
    }
    for (const std::string& group : now) {
        if (wanted.contains(group) || !group.ends_with(groups_ou))
            continue;

        if (auto removed = change(group, Change::Kind::remove); !removed)
            return std::unexpected(std::move(removed.error()));

        changed = true;
    }
    return changed;
}

LockState lock_state(const Entry& entry)
{
    return {.descriptor = first_value(entry.attributes, "nTSecurityDescriptor"),
            .password_set = first_value(entry.attributes, "pwdLastSet"),
            .note = first_value(entry.attributes, "adminDescription")};
}

/// Locks or opens, in one request; returns whether anything had to change.
base::Result<bool> heal_lock(LdapSession& ldap, const Entry& entry, bool locked,
                             std::optional<bool> must_change)
{
    const auto changes = changes_of_lock(lock_state(entry), locked, must_change);
    if (!changes)
        return std::unexpected(changes.error());
    if (changes->empty())
        return false;

    return ldap.modify(entry.dn, *changes, Control::dacl_only).transform([] { return true; });
}

std::int64_t number_of(const std::string& text)
{
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

base::Result<std::optional<Entry>> Directory::State::find_person(LdapSession& ldap, core::PersonId id) const
{
    auto found = ldap.search(people_ou(), Scope::one_level,
                             std::format("(&(objectClass=user)(uidNumber={}))", core::uid_base + id.value),
                             kept_attributes, Control::dacl_only);
    if (!found)
        return std::unexpected(std::move(found.error()));

    return found->empty() ? std::optional<Entry>{} : std::move(found->front());
}

base::Result<Directory::PutDone> Directory::put_account(const Put& put)
{
    State& state = *state_;
    return state.robustly([&](LdapSession& ldap) -> base::Result<PutDone> {
        // The groups first: an account is never made and left outside its groups because one of them is
        // missing.
        std::set<std::string> wanted_groups;
        for (const std::string& name : put.account.groups) {
            auto dn = state.group_dn(ldap, name);
            if (!dn)
                return std::unexpected(std::move(dn.error()));

            wanted_groups.insert(std::move(*dn));
        }

        auto found = state.find_person(ldap, put.account.id);
        if (!found)
            return std::unexpected(std::move(found.error()));

        PutDone done;
        std::optional<bool> must_change;
        if (!*found) {
            const std::string dn = rdn("CN", put.account.login) + "," + state.people_ou();
            if (auto made = make_account(ldap, dn, put, wanted_of(put.account, state.mail_domain, "")); !made)
                return std::unexpected(std::move(made.error()));

            done = {.changed = true, .made = true};
            must_change = put.must_change;
            found = state.find_person(ldap, put.account.id);
            if (!found)
                return std::unexpected(std::move(found.error()));
            if (!*found)
                return base::fail(base::Errc::unavailable, "an account just made is not found again");
        }

        const Entry& entry = **found;
        const auto control = first_value(entry.attributes, "userAccountControl");
        const auto changes =
            changes_towards(wanted_of(put.account, state.mail_domain, control), entry.attributes);
        if (!changes.empty()) {
            if (auto healed = ldap.modify(entry.dn, changes); !healed)
                return std::unexpected(std::move(healed.error()));

            done.changed = true;
        }
        const auto lock = heal_lock(ldap, entry, !put.account.enabled, must_change);
        if (!lock)
            return std::unexpected(lock.error());

        done.changed = done.changed || *lock;
        done.one_time = !put.account.enabled && must_change.value_or(changes_afterwards(lock_state(entry)));
        const auto member_of = entry.attributes.find("memberOf");
        const auto groups =
            member_of == entry.attributes.end() ? std::vector<std::string>{} : member_of->second;
        return heal_groups(ldap, entry.dn, groups, wanted_groups, state.groups_ou())
            .transform([&done](bool healed) {
                done.changed = done.changed || healed;
                return done;
            });
    });
}

base::Result<> Directory::set_password(core::PersonId id, const std::string& password, bool must_change)
{
    const auto open = password_attributes(password, must_change);
    if (!open)
        return std::unexpected(open.error());

    return state_->robustly([&](LdapSession& ldap) -> base::Result<> {
        const auto found = state_->find_person(ldap, id);
        if (!found)
            return std::unexpected(found.error());

        if (!*found)
            return base::fail(base::Errc::not_found, "the account is not in Active Directory yet");

        Attributes secret = *open;
        if (is_locked(first_value((*found)->attributes, "adminDescription"))) {
            secret["pwdLastSet"] = {"0"}; // the lock stays; what comes after it is noted
            secret["adminDescription"] = {lock_note(must_change)};
        }
        return ldap.modify((*found)->dn, changes_towards(secret, {}));
    });
}

base::Result<> Directory::remove_account(core::PersonId id)
{
    return state_->robustly([&](LdapSession& ldap) -> base::Result<> {
        const auto found = state_->find_person(ldap, id);
        if (!found)
            return std::unexpected(found.error());

        if (!*found)
            return {};

        // What stays of a deleted object shall name nobody. The numbers stay until the end, so that a second
        // try after an interruption finds it.
        const std::string nameless = std::format("erased-{}", id.value);
        // Samba wants a userPrincipalName changed, not removed.
        const Attributes forgotten{{"sAMAccountName", {nameless}},
                                   {"userPrincipalName", {nameless + "@" + state_->mail_domain}},
                                   {"givenName", {}},
                                   {"sn", {}},
                                   {"displayName", {}},
                                   {"mail", {}}};
        const auto changes = changes_towards(forgotten, (*found)->attributes);
        if (!changes.empty()) {
            if (auto forgot = ldap.modify((*found)->dn, changes); !forgot)
                return forgot;
        }

        const std::string dn = rdn("CN", nameless) + "," + state_->people_ou();
        if (first_value((*found)->attributes, "cn") != nameless) {
            if (auto renamed = ldap.rename((*found)->dn, rdn("CN", nameless)); !renamed)
                return renamed;
        }
        return ldap.remove(dn);
    });
}

base::Result<std::vector<Directory::Found>> Directory::accounts()
{
    return state_->robustly([&](LdapSession& ldap) -> base::Result<std::vector<Found>> {
        const auto entries =
            ldap.search(state_->people_ou(), Scope::one_level, "(objectClass=user)",
                        {"employeeNumber", "sAMAccountName", "userAccountControl", "adminDescription"});
        if (!entries)
            return std::unexpected(entries.error());

        constexpr std::int64_t disabled = 0x2;
        std::vector<Found> accounts;
        for (const Entry& entry : *entries) {
            const auto control = number_of(first_value(entry.attributes, "userAccountControl"));
            accounts.push_back(
                {core::PersonId{number_of(first_value(entry.attributes, "employeeNumber"))},
                 first_value(entry.attributes, "sAMAccountName"),
                 (control & disabled) == 0 && !is_locked(first_value(entry.attributes, "adminDescription"))});
        }
        return accounts;
    });
}

} // namespace pedell::directory
