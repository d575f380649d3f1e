// SPDX-License-Identifier: GPL-3.0-or-later
#include "smb_client.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>

namespace pedell::appliance
{

void Drive::authenticate(SMBCCTX* context, const char* /*server*/, const char* /*share*/, char* /*workgroup*/,
                         int /*workgroup_size*/, char* user, int user_size, char* password, int password_size)
{
    const auto* self = static_cast<const Drive*>(smbc_getOptionUserData(context));
    std::snprintf(user, static_cast<std::size_t>(user_size), "%s", self->user_.c_str());
    std::snprintf(password, static_cast<std::size_t>(password_size), "%s", self->password_.c_str());
}

Drive::Drive(const std::string& user, const std::string& password)
    : user_(user), password_(password), context_(smbc_new_context())
{
    SMBCCTX* c = context_.get();
    smbc_setDebug(c, 0);
    smbc_setOptionUserData(c, this);
    smbc_setFunctionAuthDataWithContext(c, authenticate);
    smbc_setOptionUseKerberos(c, 0);
    smbc_setOptionNoAutoAnonymousLogin(c, 1);
    smbc_setOptionOneSharePerServer(c, 0);
    std::array<char, 8> protocol{"SMB3"};
    std::array<char, 8> newest{"SMB3_11"};
    smbc_setOptionProtocols(c, protocol.data(), newest.data());
    smbc_setTimeout(c, 20'000);
    smbc_init_context(c);
    // The workgroup of the client's own smb.conf must not be sent: the server knows one domain.
    smbc_setWorkgroup(c, school().realm.c_str());
}

std::string Drive::url(const std::string& path)
{
    return "smb://" + school().host + "/" + path;
}

int Drive::put(const std::string& path, const std::string& content)
{
    SMBCFILE* file = smbc_getFunctionOpen(context_.get())(context_.get(), url(path).c_str(),
                                                          O_CREAT | O_WRONLY | O_TRUNC, 0644);
    if (file == nullptr)
        return errno;

    std::string_view rest = content;
    int result = 0;
    while (!rest.empty() && result == 0) {
        const ssize_t n =
            smbc_getFunctionWrite(context_.get())(context_.get(), file, rest.data(), rest.size());
        if (n < 0)
            result = errno;
        else
            rest.remove_prefix(static_cast<std::size_t>(n));
    }
    if (smbc_getFunctionClose(context_.get())(context_.get(), file) < 0 && result == 0)
        result = errno;
    return result;
}

bool Drive::open(const std::string& path)
{
    open_ = smbc_getFunctionOpen(context_.get())(context_.get(), url(path).c_str(),
                                                 O_CREAT | O_WRONLY | O_TRUNC, 0644);
    return open_ != nullptr;
}

int Drive::write(const std::string& bytes)
{
    const ssize_t n =
        smbc_getFunctionWrite(context_.get())(context_.get(), open_, bytes.data(), bytes.size());
    return n < 0 ? errno : 0;
}

int Drive::get(const std::string& path, std::string* content)
{
    SMBCFILE* file = smbc_getFunctionOpen(context_.get())(context_.get(), url(path).c_str(), O_RDONLY, 0);
    if (file == nullptr)
        return errno;

    std::array<char, 65536> buffer{};
    ssize_t n = 0;
    while ((n = smbc_getFunctionRead(context_.get())(context_.get(), file, buffer.data(), buffer.size())) >
           0) {
        if (content != nullptr)
            content->append(buffer.data(), static_cast<std::size_t>(n));
    }
    const int result = n < 0 ? errno : 0;
    (void)smbc_getFunctionClose(context_.get())(context_.get(), file);
    return result;
}

int Drive::list(const std::string& path, std::vector<std::string>* names)
{
    SMBCFILE* folder = smbc_getFunctionOpendir(context_.get())(context_.get(), url(path).c_str());
    if (folder == nullptr)
        return errno;

    while (const smbc_dirent* entry = smbc_getFunctionReaddir(context_.get())(context_.get(), folder)) {
        const std::string name = entry->name;
        if (names != nullptr && name != "." && name != "..")
            names->push_back(name);
    }
    (void)smbc_getFunctionClosedir(context_.get())(context_.get(), folder);
    return 0;
}

int Drive::set_attribute(const std::string& path, const char* name, const std::string& value)
{
    const int done = smbc_getFunctionSetxattr(context_.get())(context_.get(), url(path).c_str(), name,
                                                              value.c_str(), value.size(), 0);
    // Where the server refuses the open, the library says -1 and errno 0.
    return done == 0 ? 0 : std::max(errno, 1);
}

int Drive::change_list(const std::string& path, const std::string& sid)
{
    return set_attribute(path, "system.nt_sec_desc.acl", sid + ":0/0/0x001f01ff");
}

int Drive::take_ownership(const std::string& path, const std::string& sid)
{
    return set_attribute(path, "system.nt_sec_desc.owner", sid);
}

int Drive::remove(const std::string& path)
{
    return smbc_getFunctionUnlink(context_.get())(context_.get(), url(path).c_str()) < 0 ? errno : 0;
}

int Drive::make_folder(const std::string& path)
{
    return smbc_getFunctionMkdir(context_.get())(context_.get(), url(path).c_str(), 0755) < 0 ? errno : 0;
}

int Drive::remove_folder(const std::string& path)
{
    return smbc_getFunctionRmdir(context_.get())(context_.get(), url(path).c_str()) < 0 ? errno : 0;
}

int Drive::rename(const std::string& from, const std::string& to)
{
    return smbc_getFunctionRename(context_.get())(context_.get(), url(from).c_str(), context_.get(),
                                                  url(to).c_str()) < 0
               ? errno
               : 0;
}

} // namespace pedell::appliance
