// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/machine.h"

#include "base/addresses.h"
#include "base/handle.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <format>
#include <fstream>
#include <linux/capability.h>
#include <linux/fscrypt.h>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pedell::setup
{

namespace
{

using base::Errc;
using base::fail;
using base::Result;

constexpr const char* school_data = "/srv/pedell";

/// The folder above must be there already: each stands behind its parent in the list.
struct Folder {
    const char* path;
    mode_t mode;
    const char* user;
    const char* group;
};

// tmpfiles.d has those of /var/lib/pedell too: whoever comes first.
constexpr std::array folders{
    Folder{"/etc/pedell", 0755, "", ""},
    Folder{"/etc/pedell/tls", 0755, "", ""},
    Folder{"/var/lib/pedell", 0755, "", ""},
    Folder{"/var/lib/pedell/setup", 0755, "", ""},
    Folder{"/var/lib/pedell/register", 02750, "pedelld", "pedell-access"},
    Folder{"/var/lib/pedell/tables", 0750, "pedelld", "pedelld"},
    Folder{"/var/lib/pedell/postfix", 0755, "", ""},
    Folder{"/var/lib/pedell/milter", 0700, "pedell-milter", "pedell-milter"},
    Folder{"/var/lib/pedell/mail-requests", 02750, "pedell-milter", "pedelld"},
    Folder{"/var/lib/pedell/keys", 0700, "", ""},
    Folder{"/var/lib/pedell/ca", 0700, "", ""},
    Folder{"/var/lib/pedell/metrics", 0750, "", "pedell-metrics"},
    Folder{"/srv/pedell", 0755, "", ""},
    // Passed through, never listed: the names in homes are people's.
    Folder{"/srv/pedell/people", 0711, "", ""},
    Folder{"/srv/pedell/homes", 0711, "", ""},
    Folder{"/srv/pedell/by-id", 0700, "", ""},
    // Listed by smbd as the person; hide unreadable shows each its own.
    Folder{"/srv/pedell/klassen", 0755, "", ""},
};

} // namespace

Result<bool> check_file_system(Site&)
{
    const base::Fd folder(open(school_data, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return base::fail_errno(std::format("{}: mount the disk for the school's data there (made by: "
                                            "mkfs.ext4 -O encrypt DEVICE)",
                                            school_data));

    // FS_IOC_GET_ENCRYPTION_POLICY_EX: ENODATA where the folder itself has no policy but could have one.
    fscrypt_get_policy_ex_arg policy{};
    policy.policy_size = sizeof(policy.policy);
    if (ioctl(folder.get(), FS_IOC_GET_ENCRYPTION_POLICY_EX, &policy) == 0 || errno == ENODATA)
        return false;

    return base::fail_errno(std::format(
        "{} lies on a file system without encryption. A new disk: mkfs.ext4 -O encrypt DEVICE; an ext4 "
        "that holds data already: tune2fs -O encrypt DEVICE",
        school_data));
}

Result<std::string> lan_address()
{
    const auto addresses = base::network_addresses();
    if (!addresses)
        return std::unexpected(addresses.error());

    const auto own = std::ranges::find_if(*addresses, &base::NetworkAddress::v4);
    if (own == addresses->end())
        return fail(Errc::not_found,
                    "no network address: give this machine one (ip addr), then run pedell setup again");

    return own->address;
}

bool may_set_clock()
{
    // Of process 1, not our own: who entered the container from outside brings rights that no service has.
    std::ifstream status("/proc/1/status");
    std::uint64_t bounding = 0;
    for (std::string word; status >> word;)
        if (word == "CapBnd:")
            status >> std::hex >> bounding;
    return (bounding >> CAP_SYS_TIME & 1) == 1;
}

std::string hosts_with(std::string_view hosts, std::string_view address, std::string_view fqdn,
                       std::string_view host)
{
    const std::string own = std::format("{}\t{} {}", address, fqdn, host);
    std::string result;
    bool written = false;
    for (std::size_t begin = 0; begin < hosts.size();) {
        const std::size_t end = std::min(hosts.find('\n', begin), hosts.size());
        const std::string line(hosts.substr(begin, end - begin));
        begin = end + 1;

        std::istringstream words(line.substr(0, line.find('#')));
        std::string word;
        bool names_us = false;
        bool names_localhost = false;
        for (bool is_address = true; words >> word; is_address = false) {
            names_us = names_us || (!is_address && (word == fqdn || word == host));
            names_localhost = names_localhost || (!is_address && word == "localhost");
        }
        if (!names_us || names_localhost) {
            result += line + '\n';
        } else if (!written) {
            result += own + '\n';
            written = true;
        }
    }
    return written ? result : result + own + '\n';
}

Result<bool> name_machine(Site& site)
{
    const auto address = lan_address();
    if (!address)
        return std::unexpected(address.error());

    const auto& school = site.school();
    std::array<char, 256> current{};
    if (gethostname(current.data(), current.size() - 1) != 0)
        return base::fail_errno("read the host name");

    const bool rename = school.host != current.data();
    if (rename) {
        site.note("host name");
        if (!site.dry_run() && sethostname(school.host.c_str(), school.host.size()) != 0)
            return base::fail_errno("set the host name");
    }

    const std::string hosts = base::read_file("/etc/hosts").value_or("127.0.0.1\tlocalhost\n");
    return all_of(
        [&]() -> Result<bool> { return rename; },
        [&] { return site.put_file("/etc/hostname", school.host + "\n"); },
        [&] { return site.put_file("/etc/hosts", hosts_with(hosts, *address, school.fqdn(), school.host)); });
}

Result<bool> make_folders(Site& site)
{
    bool changed = false;
    for (const auto& [path, mode, user, group] : folders) {
        const auto made = site.put_folder(path, mode, {user, group});
        if (!made)
            return made;

        changed = changed || *made;
    }
    return changed;
}

} // namespace pedell::setup
