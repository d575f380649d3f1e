// SPDX-License-Identifier: GPL-3.0-or-later

/// pedell-gate: may this account begin a session, open this share, now, from there? Two ways lead here, both
/// from inside of smbd, without a new process:
///
///   - the beginning of a session, by password or ticket: Samba asks PAM (`obey pam restrictions`), whose
///     module pam_pedell asks at our socket;
///   - each tree connect of `home` and `klassen`: smb.conf's `path` leads through the folder of doors
///     (doors.h).
///
/// The gate has no rights. What needs root stands elsewhere: the file size limit is set by pam_pedell, in its
/// own process; the folder is mounted by "pedell-gate hang-doors" (ExecStartPost= of the unit).

#include "base/journal.h"
#include "base/service.h"
#include "daemons/gate/messages.h"
#include "daemons/gate/mount.h"
#include "daemons/gate/server.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <string_view>

namespace
{

using namespace pedell;

int cannot_serve(const base::Error& error)
{
    base::log(messages::gate::cannot_serve,
              {{"REASON", error.context}, {"ERRNO", std::to_string(error.sys_errno)}});
    return 1;
}

int serve()
{
    auto signals = base::termination_signals();
    if (!signals)
        return cannot_serve(signals.error());

    auto listener = base::take_socket("gate");
    if (!listener)
        return cannot_serve(listener.error());

    gate::Gate gate({settings::school_file, registry::register_file});
    base::say_ready("asking the register");
    const auto served = gate::serve({std::move(*listener), std::move(*signals)}, gate);
    base::say_stopping();
    return served ? 0 : cannot_serve(served.error());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 1)
        return serve();
    if (argc != 2 || std::string_view(argv[1]) != "hang-doors")
        return 2;

    const auto done = gate::hang_doors(gate::doors_folder, gate::socket_path);
    return done ? 0 : cannot_serve(done.error());
}
