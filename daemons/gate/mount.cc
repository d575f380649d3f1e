// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/mount.h"

#include "base/handle.h"
#include "base/unix_socket.h"

#include <chrono>
#include <fcntl.h>
#include <format>
#include <sched.h>
#include <sys/mount.h>

namespace pedell::gate
{
namespace
{

constexpr std::chrono::seconds patience{5};

base::Result<> hand_over(const base::Fd& device, const std::filesystem::path& socket)
{
    const auto connection = base::connect_seqpacket(socket);
    if (!connection)
        return std::unexpected(connection.error());

    if (auto sent = base::send_message(connection->get(), doors_message, device.get()); !sent)
        return sent;

    const auto answer = base::receive_message(connection->get(), patience);
    if (!answer || !answer->bytes.starts_with("yes"))
        return base::fail(base::Errc::unavailable, "the gate does not take the folder of doors");

    return {};
}

} // namespace

base::Result<> hang_doors(const std::filesystem::path& folder, const std::filesystem::path& socket)
{
    // Samba's is the machine's own: its unit has no other.
    const base::Fd machine(::open("/proc/1/ns/mnt", O_RDONLY | O_CLOEXEC));
    if (!machine || ::setns(machine.get(), CLONE_NEWNS) != 0)
        return base::fail_errno("enter the machine's mount namespace");

    const base::Fd device(::open("/dev/fuse", O_RDWR | O_CLOEXEC));
    if (!device)
        return base::fail_errno("open /dev/fuse");

    while (::umount2(folder.c_str(), MNT_DETACH) == 0) {
    }
    // Without allow_other the kernel lets in whoever is root alone: smbd resolves its paths as such.
    const auto options = std::format("fd={},rootmode=40000,user_id=0,group_id=0", device.get());
    if (::mount("pedell-gate", folder.c_str(), "fuse", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY,
                options.c_str()) != 0)
        return base::fail_errno("mount " + folder.string());

    auto done = hand_over(device, socket);
    if (!done)
        ::umount2(folder.c_str(), MNT_DETACH);
    return done;
}

} // namespace pedell::gate
