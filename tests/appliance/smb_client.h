// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "school.h"

#include <libsmbclient.h>
#include <memory>
#include <string>
#include <vector>

namespace pedell::appliance
{

/// One person's SMB client over libsmbclient, by password (NTLM) as a PC outside the domain does.
/// Every call returns 0 or the errno that the library reported.
class Drive
{
public:
    /// `user`: sAMAccountName or UPN.
    Drive(const std::string& user, const std::string& password);
    explicit Drive(const Person& who) : Drive(who.sam, who.password) {}

    /// Paths as "home/a.txt" or "klassen/1a/b.txt".
    [[nodiscard]] int put(const std::string& path, const std::string& content);
    [[nodiscard]] int get(const std::string& path, std::string* content = nullptr);
    [[nodiscard]] int list(const std::string& path, std::vector<std::string>* names = nullptr);
    [[nodiscard]] int remove(const std::string& path);
    [[nodiscard]] int make_folder(const std::string& path);
    [[nodiscard]] int remove_folder(const std::string& path);
    [[nodiscard]] int rename(const std::string& from, const std::string& to);

    /// Gives somebody all rights on it, or makes somebody its owner; by SID.
    [[nodiscard]] int change_list(const std::string& path, const std::string& sid);
    [[nodiscard]] int take_ownership(const std::string& path, const std::string& sid);

    /// Makes a file and keeps it open until the Drive goes.
    [[nodiscard]] bool open(const std::string& path);
    /// Writes to it; the library does not open it again when the server has closed it.
    [[nodiscard]] int write(const std::string& bytes);

private:
    struct Free {
        void operator()(SMBCCTX* context) const noexcept
        {
            smbc_free_context(context, 1);
        }
    };
    static void authenticate(SMBCCTX* context, const char* server, const char* share, char* workgroup,
                             int workgroup_size, char* user, int user_size, char* password,
                             int password_size);
    [[nodiscard]] int set_attribute(const std::string& path, const char* name, const std::string& value);
    [[nodiscard]] static std::string url(const std::string& path);

    std::string user_;
    std::string password_;
    std::unique_ptr<SMBCCTX, Free> context_;
    SMBCFILE* open_ = nullptr;
};

} // namespace pedell::appliance
