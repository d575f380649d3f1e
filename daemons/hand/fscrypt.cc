// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/fscrypt.h"

#include <chrono>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <linux/fscrypt.h>
#include <sys/ioctl.h>
#include <thread>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

namespace
{

constexpr int unload_attempts = 20;
constexpr std::chrono::milliseconds unload_pause{250};

/// The ioctl's argument with the raw key behind it (a flexible array in C); wiped when it goes.
struct AddKey {
    alignas(fscrypt_add_key_arg) std::array<std::byte, sizeof(fscrypt_add_key_arg) + Key::size> room{};

    explicit AddKey(const Key& key)
    {
        argument()->key_spec.type = FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER;
        argument()->raw_size = Key::size;
        std::memcpy(room.data() + offsetof(fscrypt_add_key_arg, raw), key.bytes.data(), Key::size);
    }
    AddKey(const AddKey&) = delete;
    AddKey& operator=(const AddKey&) = delete;
    ~AddKey()
    {
        ::explicit_bzero(room.data(), room.size());
    }
    fscrypt_add_key_arg* argument() noexcept
    {
        return reinterpret_cast<fscrypt_add_key_arg*>(room.data());
    }
};

std::unexpected<base::Error> fail_fscrypt(const char* what)
{
    if (errno == EOPNOTSUPP || errno == ENOTTY)
        return base::fail(Errc::denied,
                          "the school's file system cannot encrypt folders: unmount it and run "
                          "tune2fs -O encrypt DEVICE",
                          errno);
    return base::fail_errno(what);
}

} // namespace

Result<std::unique_ptr<Fscrypt>> Fscrypt::open(const std::filesystem::path& school)
{
    Fd root(::open(school.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
        return base::fail_errno("opening " + school.string());
    return std::unique_ptr<Fscrypt>(new Fscrypt(std::move(root)));
}

Result<KeyIdentifier> Fscrypt::load(const Key& key)
{
    AddKey add(key);
    if (::ioctl(root_.get(), FS_IOC_ADD_ENCRYPTION_KEY, add.argument()) != 0)
        return fail_fscrypt("loading a key");

    KeyIdentifier identifier;
    std::memcpy(identifier.data(), add.argument()->key_spec.u.identifier, identifier.size());
    return identifier;
}

Result<bool> Fscrypt::unload(const KeyIdentifier& identifier)
{
    for (int attempt = 1;; ++attempt) {
        fscrypt_remove_key_arg remove{};
        remove.key_spec.type = FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER;
        std::memcpy(remove.key_spec.u.identifier, identifier.data(), identifier.size());
        if (::ioctl(root_.get(), FS_IOC_REMOVE_ENCRYPTION_KEY_ALL_USERS, &remove) != 0) {
            if (errno == ENOKEY)
                return true;
            return fail_fscrypt("unloading a key");
        }
        if ((remove.removal_status_flags & FSCRYPT_KEY_REMOVAL_STATUS_FLAG_FILES_BUSY) == 0)
            return true;
        if (attempt == unload_attempts)
            return false;
        std::this_thread::sleep_for(unload_pause);
    }
}

Result<std::optional<KeyIdentifier>> Fscrypt::policy_of(int folder)
{
    fscrypt_get_policy_ex_arg get{};
    get.policy_size = sizeof get.policy;
    if (::ioctl(folder, FS_IOC_GET_ENCRYPTION_POLICY_EX, &get) != 0) {
        if (errno == ENODATA)
            return std::optional<KeyIdentifier>{};
        return fail_fscrypt("reading a folder's encryption policy");
    }
    if (get.policy.version != FSCRYPT_POLICY_V2)
        return base::fail(Errc::corrupt, "folder lies under an encryption policy that is not ours");

    KeyIdentifier identifier;
    std::memcpy(identifier.data(), get.policy.v2.master_key_identifier, identifier.size());
    return identifier;
}

Result<> Fscrypt::set_policy(int folder, const KeyIdentifier& identifier)
{
    fscrypt_policy_v2 policy{};
    policy.version = FSCRYPT_POLICY_V2;
    policy.contents_encryption_mode = FSCRYPT_MODE_AES_256_XTS;
    policy.filenames_encryption_mode = FSCRYPT_MODE_AES_256_CTS;
    policy.flags = FSCRYPT_POLICY_FLAGS_PAD_32;
    std::memcpy(policy.master_key_identifier, identifier.data(), identifier.size());
    if (::ioctl(folder, FS_IOC_SET_ENCRYPTION_POLICY, &policy) != 0)
        return fail_fscrypt("putting a folder under its key");
    return {};
}

} // namespace pedell::hand
