// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory/directory.h"
#include "hand/protocol.h"

#include <optional>
#include <string>

namespace pedell::pedelld
{

/// pedell-hand, or a test's.
class Hand
{
public:
    virtual ~Hand() = default;
    [[nodiscard]] virtual base::Result<hand::Reply> ask(const hand::Request& request) = 0;
};

/// Active Directory, or a test's. The operations are those of directory::Directory.
class Accounts
{
public:
    virtual ~Accounts() = default;
    [[nodiscard]] virtual base::Result<directory::Directory::PutDone>
    put_account(const directory::Directory::Put& put) = 0;
    [[nodiscard]] virtual base::Result<> set_password(core::PersonId id, const std::string& password,
                                                      bool must_change) = 0;
    [[nodiscard]] virtual base::Result<> remove_account(core::PersonId id) = 0;
    [[nodiscard]] virtual base::Result<bool> put_group(const directory::Group& group) = 0;
    [[nodiscard]] virtual base::Result<> remove_group(std::int64_t id) = 0;
    [[nodiscard]] virtual base::Result<std::vector<directory::Directory::Found>> accounts() = 0;
    [[nodiscard]] virtual base::Result<> ping() = 0;
};

class HandSocket final : public Hand
{
public:
    base::Result<hand::Reply> ask(const hand::Request& request) override
    {
        return client_.ask(request);
    }

private:
    hand::Client client_;
};

/// Opened at the first call that finds Samba there, and its layout healed then: pedelld starts before Samba.
class ActiveDirectory final : public Accounts
{
public:
    ActiveDirectory(Hand& hand, std::string base_dn, std::string mail_domain)
        : hand_(hand), base_dn_(std::move(base_dn)), mail_domain_(std::move(mail_domain))
    {
    }
    base::Result<directory::Directory::PutDone> put_account(const directory::Directory::Put& put) override;
    base::Result<> set_password(core::PersonId id, const std::string& password, bool must_change) override;
    base::Result<> remove_account(core::PersonId id) override;
    base::Result<bool> put_group(const directory::Group& group) override;
    base::Result<> remove_group(std::int64_t id) override;
    base::Result<std::vector<directory::Directory::Found>> accounts() override;
    base::Result<> ping() override;

private:
    [[nodiscard]] base::Result<directory::Directory*> opened();

    Hand& hand_;
    std::string base_dn_;
    std::string mail_domain_;
    std::optional<directory::Directory> directory_;
};

} // namespace pedell::pedelld
