// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/handle.h"
#include "base/process.h"
#include "core/areas.h"
#include "daemons/cli/doctor_facts.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <linux/dqblk_xfs.h>
#include <linux/fscrypt.h>
#include <linux/quota.h>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sstream>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timex.h>

namespace pedell::cli
{
namespace
{

constexpr const char* data_folder = "/srv/pedell";
constexpr std::chrono::seconds patience{10};

std::vector<UnitFact> ask_systemd()
{
    const auto answer = base::run({"systemctl",
                                   "show",
                                   "-p",
                                   "Id,LoadState,ActiveState,Result,Type",
                                   "pedelld.socket",
                                   "pedelld.service",
                                   "pedell-hand.socket",
                                   "pedell-keys.service",
                                   "pedell-milter.service",
                                   "pedell-network.service",
                                   "pedell-watch.socket",
                                   "pedell-watch.service",
                                   "pedell-gate.socket",
                                   "pedell-gate.service",
                                   "pedell-scand.socket",
                                   "pedell-scand-clamd.socket",
                                   "pedell-scand-worker.socket",
                                   "pedell-scand-worker.service",
                                   "pedell-scand.service",
                                   "pedell-certificates.timer",
                                   "pedell-certificates.service",
                                   "pedell-metrics.timer",
                                   "chrony.service",
                                   "postfix.service",
                                   "dovecot.service",
                                   "samba-ad-dc.service"},
                                  {}, patience);
    return answer && answer->status == 0 ? read_units(answer->out) : std::vector<UnitFact>();
}

bool ask_nftables()
{
    const auto answer = base::run({"nft", "list", "chain", "inet", "pedell", "input"}, {}, patience);
    return answer && answer->status == 0 && answer->out.contains("policy drop");
}

using Addresses = base::Handle<addrinfo, ::freeaddrinfo>;

Addresses resolve(const std::string& name, int port)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(name.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0)
        return nullptr;

    return Addresses(found);
}

/// A door is open when its port takes a connection within two seconds, at the address that clients use.
bool answers(const std::string& name, int port)
{
    const Addresses addresses = resolve(name, port);
    for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
        const base::Fd fd(::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!fd)
            continue;

        if (::connect(fd.get(), at->ai_addr, at->ai_addrlen) == 0)
            return true;

        pollfd wait{fd.get(), POLLOUT, 0};
        if (errno != EINPROGRESS || ::poll(&wait, 1, 2000) != 1)
            continue;

        int error = 0;
        socklen_t size = sizeof error;
        if (::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0)
            return true;
    }
    return false;
}

std::optional<std::int64_t> days_of_certificate(core::Time now)
{
    const auto answer = base::run(
        {"openssl", "x509", "-in", "/etc/pedell/tls/host.pem", "-noout", "-enddate", "-dateopt", "iso_8601"},
        {}, patience);
    if (!answer || answer->status != 0)
        return std::nullopt;

    // notAfter=2027-11-24 16:08:00Z
    std::istringstream text(answer->out.substr(answer->out.find('=') + 1));
    core::Time end;
    text >> std::chrono::parse("%Y-%m-%d %H:%M:%SZ", end);
    if (text.fail())
        return std::nullopt;

    return std::chrono::floor<std::chrono::days>(end - now).count();
}

/// fscrypt's state of one folder (Documentation/filesystems/fscrypt.rst, "Getting policies").
void look_at_key(const std::filesystem::path& folder, EncryptionFact& data)
{
    const base::Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return;

    ++data.folders;
    fscrypt_get_policy_ex_arg policy{};
    policy.policy_size = sizeof policy.policy;
    if (::ioctl(fd.get(), FS_IOC_GET_ENCRYPTION_POLICY_EX, &policy) != 0 ||
        policy.policy.version != FSCRYPT_POLICY_V2) {
        ++data.unencrypted;
        return;
    }
    fscrypt_get_key_status_arg key{};
    key.key_spec.type = FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER;
    std::memcpy(key.key_spec.u.identifier, policy.policy.v2.master_key_identifier,
                FSCRYPT_KEY_IDENTIFIER_SIZE);
    if (::ioctl(fd.get(), FS_IOC_GET_ENCRYPTION_KEY_STATUS, &key) != 0 ||
        key.status != FSCRYPT_KEY_STATUS_PRESENT)
        ++data.locked;
}

EncryptionFact look_at_data()
{
    EncryptionFact data;
    const base::Fd fd(::open(data_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return data;

    data.mounted = true;
    fscrypt_get_policy_ex_arg policy{};
    policy.policy_size = sizeof policy.policy;
    // ENODATA: may be encrypted, is not; EOPNOTSUPP or ENOTTY: this file system cannot.
    data.supported = ::ioctl(fd.get(), FS_IOC_GET_ENCRYPTION_POLICY_EX, &policy) == 0 || errno == ENODATA;
    if (!data.supported)
        return data;

    for (const char* kind : {"people", "klassen"}) {
        std::error_code error;
        std::filesystem::directory_iterator folders(std::filesystem::path(data_folder) / kind, error);
        for (; !error && folders != std::filesystem::directory_iterator(); folders.increment(error)) {
            // The wastebasket of the share holds links into the folders of the classes, nothing else.
            if (folders->path().filename() != core::wastebasket_name && folders->is_directory(error) &&
                !error)
                look_at_key(folders->path(), data);
        }
    }
    return data;
}

/// Whether the kernel accounts project quotas there (quotactl_fd(2), since Linux 5.14).
bool counts_quotas()
{
    const base::Fd fd(::open(data_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    std::uint32_t format = 0;
    return fd && ::syscall(SYS_quotactl_fd, fd.get(), QCMD(Q_GETFMT, PRJQUOTA), 0, &format) == 0;
}

bool clock_synchronised()
{
    timex clock{};
    return ::adjtimex(&clock) != TIME_ERROR;
}

} // namespace

std::vector<UnitFact> read_units(const std::string& systemctl_output)
{
    std::vector<UnitFact> units;
    UnitFact unit;
    const auto finish = [&] {
        if (!unit.name.empty())
            units.push_back(std::exchange(unit, {}));
    };

    std::istringstream lines(systemctl_output);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) {
            finish();
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos)
            continue;

        const std::string key = line.substr(0, equals);
        std::string value = line.substr(equals + 1);
        if (key == "Id")
            unit.name = std::move(value);
        else if (key == "LoadState")
            unit.load = std::move(value);
        else if (key == "ActiveState")
            unit.active = std::move(value);
        else if (key == "Result")
            unit.result = std::move(value);
        else if (key == "Type")
            unit.oneshot = value == "oneshot";
    }
    finish();
    return units;
}

void look_at_system(Facts& facts)
{
    facts.clock_synchronised = clock_synchronised();
    facts.units = ask_systemd();
    facts.fenced = ask_nftables();
    facts.certificate_days = days_of_certificate(facts.now);
    facts.encryption = look_at_data();
    facts.quotas = counts_quotas();

    facts.name_resolves = !facts.fqdn.empty() && resolve(facts.fqdn, 443) != nullptr;
    if (!facts.name_resolves)
        return; // without a name there is no address at which clients could knock

    // Port 25 is closed to the outside by default and answers on the loopback alone: no door of the school.
    facts.doors = {{"Submission", 465, false, "postfix"},  {"Submission", 587, false, "postfix"},
                   {"IMAPS", 993, false, "dovecot"},       {"SMB", 445, false, "samba-ad-dc"},
                   {"Kerberos", 88, false, "samba-ad-dc"}, {"LDAP", 389, false, "samba-ad-dc"}};
    for (DoorFact& door : facts.doors)
        door.answers = answers(facts.fqdn, door.port);
}

} // namespace pedell::cli
